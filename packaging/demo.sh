#!/bin/sh
# The whole appliance in one command, on Debian 12.
#
#   packaging/demo.sh          installs what is missing, builds, and serves http://127.0.0.1:8080
#                              until Ctrl-C; every paper says FAC-SIMILE
#   packaging/demo.sh --once   the same on a free port, plays one visit over the REST API, prints
#                              what happened, and stops; exits non-zero when a step went wrong
#
# The data of the demo is kept in $SPORTELLO_DEMO (default: a new temporary folder).
set -eu
cd "$(dirname "$0")/.."
mode=${1:-serve}
case $mode in
serve | --once) ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
packaging/setup.sh
packaging/build.sh release
exec node packaging/demo/demo.mjs "$mode"
