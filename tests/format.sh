#!/bin/sh
# Says which C++ files are not formatted; with --fix, formats them.
set -eu
cd "$(dirname "$0")/.."
how="--dry-run -Werror"
[ "${1:-}" = "--fix" ] && how="-i"
# shellcheck disable=SC2086 # Two words, or one.
git ls-files '*.cpp' '*.hpp' | xargs clang-format $how
