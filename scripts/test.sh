#!/bin/sh
# Runs every test: scripts/test.sh PYTHON
# In two halves at the same time, each on a database of its own: one waits for browsers and servers
# most of the time, and takes pages and access as well, so that both take about as long. A server
# of somebody else's has one test database: one run then.
set -u
python=$1
if [ -n "${DATABASE_URL:-}" ]; then
    exec "$python" -m pytest
fi
waiting="tests/e2e tests/cli tests/site tests/core/access"
told=$(mktemp)
WAYFORWARD_TEST_DATA="${WAYFORWARD_TEST_DATA:-$PWD/var/test}-waiting" "$python" -m pytest $waiting >"$told" 2>&1 &
other=$!
trap 'kill "$other" 2>/dev/null; rm -f "$told"' EXIT
trap 'exit 130' INT TERM
"$python" -m pytest --ignore tests/e2e --ignore tests/cli --ignore tests/site --ignore tests/core/access
computed=$?
echo "The tests in a browser, on the command line, of pages and of access, run meanwhile:"
wait "$other"
waited=$?
cat "$told"
[ "$computed" -eq 0 ] && [ "$waited" -eq 0 ]
