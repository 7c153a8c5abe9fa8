#!/bin/sh
# Builds the fuzzers with clang and runs each for a while: tests/fuzz/run.sh [<seconds>], 60 if not
# said. What it finds is left in build/fuzz/findings/.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
cmake --preset fuzz >/dev/null
for source in tests/fuzz/fuzz_*.cpp; do
    name=$(basename "$source" .cpp)
    cmake --build --preset fuzz --target "$name"
    mkdir -p "build/fuzz/findings/$name"
    "build/fuzz/tests/fuzz/$name" -max_total_time="$seconds" -rss_limit_mb=2048 \
        -artifact_prefix="build/fuzz/findings/$name/" \
        "build/fuzz/findings/$name" "tests/fuzz/corpus/${name#fuzz_}"
done
