#!/bin/sh
# Transfer zones from name servers on loopback, and compare them with what dnspython transfers.
#
#   sh tests/interop/transfer.sh SERVE [SERVER:PORT ...]
#
# SERVE is the script that starts and stops the servers, as for servers.sh. PYTHON is the interpreter, with
# dnspython: python3 unless set.
set -eu
serve=${1:?the script that starts the servers}
shift
[ $# -gt 0 ] || set -- 127.0.0.1:5301 127.0.0.1:5302 127.0.0.1:5303
dir=$(mktemp -d)
trap 'sh "$serve" stop "$dir"; sleep 1; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM
sh "$serve" start "$dir"
sleep 4

cd "$(dirname "$0")/../.."
cargo build --quiet -p dnswire --example transfer
target=$(cargo metadata --format-version 1 --no-deps |
	python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
${PYTHON:-python3} tests/interop/transfer.py "$target/debug/examples/transfer" "$@" -- \
	big.test xfer.test nsec.test nsec3.test ed25519.test p384.test
