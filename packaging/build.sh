#!/bin/sh
# Builds the daemon (preset $1, default release) and the panel.
set -eu
cd "$(dirname "$0")/.."
preset=${1:-release}
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target box
packaging/panel.sh
