#!/bin/sh
# Builds the panel into panel/dist, unless it is newer than its sources.
set -eu
cd "$(dirname "$0")/../panel"
[ -d node_modules ] && [ node_modules -nt package-lock.json ] || {
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules
}
stale=$(find . -path ./node_modules -prune -o -path ./dist -prune -o -type f -newer dist/index.html -print 2>/dev/null | head -n 1)
[ -f dist/index.html ] && [ -z "$stale" ] && exit 0
npm run --silent build
