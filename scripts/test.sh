#!/bin/sh
# Runs every test: scripts/test.sh PYTHON
# In three parts at the same time, each on a database of its own: one waits for browsers and servers
# most of the time, one embeds and reads, one has the rest. Two cores are kept busy so, and all end
# at about the same time. A server of somebody else's has one test database: one run then.
set -u
python=$1
if [ -n "${DATABASE_URL:-}" ]; then
    exec "$python" -m pytest
fi
data="${WAYFORWARD_TEST_DATA:-$PWD/var/test}"
waiting="tests/e2e tests/cli tests/site tests/core/access"
reading="tests/information"
rest=$(for one in $waiting $reading; do printf -- '--ignore %s ' "$one"; done)
told=$(mktemp -d)
WAYFORWARD_TEST_DATA="$data-waiting" "$python" -m pytest $waiting >"$told/waiting" 2>&1 &
first=$!
WAYFORWARD_TEST_DATA="$data-rest" "$python" -m pytest $rest >"$told/rest" 2>&1 &
second=$!
trap 'kill "$first" "$second" 2>/dev/null; rm -rf "$told"' EXIT
trap 'exit 130' INT TERM
"$python" -m pytest $reading
read=$?
wait "$second"
others=$?
echo "All but information, the browser, the command line, pages and access, run meanwhile:"
cat "$told/rest"
wait "$first"
waited=$?
echo "The tests in a browser, on the command line, of pages and of access, run meanwhile:"
cat "$told/waiting"
[ "$read" -eq 0 ] && [ "$others" -eq 0 ] && [ "$waited" -eq 0 ]
