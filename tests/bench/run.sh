#!/bin/sh
# Measures what Sportello promises about speed and prints one table; see README.md.
#
#   tests/bench/run.sh                              builds the release first, if needed
#   tests/bench/run.sh tickets past                 only these rows: see bench.mjs
#   SPORTELLO_BUILD=build/dev tests/bench/run.sh    measures the daemon of that build instead
set -eu
cd "$(dirname "$0")/../.."

cmake --preset release >/dev/null
if [ -z "${SPORTELLO_BUILD:-}" ]; then
    cmake --build --preset release --target sportellod sportello registry protocol escpos >&2
fi
cmake --build --preset release --target bench_programs >&2
BENCH_PROGRAMS="$PWD/build/release/tests/bench" exec node tests/bench/bench.mjs "$@"
