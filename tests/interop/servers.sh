#!/bin/sh
# Send queries and signed updates of ours to name servers on loopback.
#
#   sh tests/interop/servers.sh SERVE [SERVER ...]
#
# SERVE is the script that starts and stops the servers: `SERVE start DIR`, `SERVE stop DIR`. Servers are
# knot, nsd, bind and unbound, all of them unless named; those that run already are used as they are.
set -eu
serve=${1:?the script that starts the servers}
shift
dir=$(mktemp -d)
trap 'sh "$serve" stop "$dir"; sleep 1; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
sh "$serve" start "$dir"

cd "$(dirname "$0")/../.."
DNSWIRE_SERVERS="$*" cargo test --quiet -p dnswire --test interop -- \
	--ignored --nocapture --test-threads 1 servers:: update::
