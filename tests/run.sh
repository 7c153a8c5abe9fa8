#!/bin/sh
# Installs what the tests need, builds, and runs them; ends with CTest's summary.
#
#   tests/run.sh         everything under ASan and UBSan, the panel and the browser's trip
#   tests/run.sh --long  everything, and TSan, fuzzing, the long fault runs
set -eu
cd "$(dirname "$0")/.."
mode=${1:-}

packaging/setup.sh --tests
packaging/panel.sh
(cd tests/browser && npm ci --no-audit --no-fund --loglevel=error)

cmake --preset asan >/dev/null
cmake --build --preset asan
if [ "$mode" = "--long" ]; then
    cmake --preset tsan >/dev/null
    cmake --build --preset tsan
    ctest --preset tsan --label-exclude 'panel|long|lint|plain' -j2
    tests/fuzz/run.sh
    ctest --preset asan -j2
else
    ctest --preset asan --label-exclude long -j2
fi
