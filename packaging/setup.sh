#!/bin/sh
# Installs what building Sportello needs on Debian 12, and with --tests what its tests need.
# Does nothing, quickly, when all is there already.
set -eu

build="build-essential cmake ninja-build pkg-config ccache mold git ca-certificates
    libboost1.81-dev libboost-filesystem1.81-dev libboost-json1.81-dev libboost-url1.81-dev
    libsqlite3-dev libusb-1.0-0-dev libspdlog-dev libtomlplusplus-dev libcli11-dev
    libhowardhinnant-date-dev libzint-dev libvalijson-dev libsodium-dev libssl-dev
    libcairo2-dev libpango1.0-dev libkainjow-mustache-dev libgtest-dev libgmock-dev
    tzdata fonts-dejavu-core fonts-lato"
tests="clang clang-format clang-tidy libclang-rt-14-dev libumockdev-dev umockdev zbar-tools
    tesseract-ocr tesseract-ocr-ita poppler-utils qpdf chromium openssl curl procps sqlite3"

wanted=$build
[ "${1:-}" = "--tests" ] && wanted="$build $tests"
# Debian's own Node 18 will do; a newer one that is there already is kept.
command -v node >/dev/null || wanted="$wanted nodejs"
command -v npm >/dev/null || wanted="$wanted npm"

missing=
for package in $wanted; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup.sh: run me as root, or install sudo" >&2; exit 1; }
    as_root=sudo
fi
echo "setup.sh: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 # A list of names.
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
