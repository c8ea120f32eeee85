#!/bin/sh
# Look up mail servers with `dnswire mx` at name servers on loopback, with buffers from 12 to 4096 octets.
#
#   sh tests/interop/mx.sh SERVE [SERVER ...]
#
# SERVE is the script that starts and stops the servers: `SERVE start DIR`, `SERVE stop DIR`, `SERVE ports`.
# Servers are knot, nsd, bind, dnsmasq and unbound; the first three unless named: the others ask on the
# Internet for the addresses of the hosts. Ends with 0 when with every buffer the same hosts come, all 40
# of the large answer among them.
set -eu
serve=${1:?the script that starts the servers}
shift
[ $# -gt 0 ] || set -- knot nsd bind
work=$(mktemp -d)
trap 'sh "$serve" stop "$work/servers"; sleep 1; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
sh "$serve" ports >"$work/ports"
sh "$serve" start "$work/servers" >/dev/null
cd "$(dirname "$0")/../.."
if [ -z "${DNSWIRE:-}" ]; then
	cargo build --quiet -p dnswire-cli
	DNSWIRE=${CARGO_TARGET_DIR:-target}/debug/dnswire
fi

status=0
for server; do
	port=$(sed -n "s/^$server //p" "$work/ports")
	for buffer in 12 13 100 512 1232 1500 2048 4096; do
		# The exit status is 1, because one domain has neither MX records nor an address.
		"$DNSWIRE" mx --server "127.0.0.1:$port" --buffer "$buffer" \
			mx1500.big.test types.test none.types.test mx60k.big.test >"$work/out" || true
		large=$(sed -n '/^mx1500/,/^types/p' "$work/out" | grep -c ' provider-\|\.example\. ' || true)
		grep -v '  ;' "$work/out" | sort >"$work/hosts.$buffer"
		same=same
		cmp -s "$work/hosts.12" "$work/hosts.$buffer" || same=different
		domains=$(grep -c '^[^ ]' "$work/out")
		echo "$server, buffer $buffer: $domains domains, $large hosts of the large answer, $same as with 12"
		[ "$domains" -eq 4 ] && [ "$large" -eq 40 ] && [ $same = same ] || status=1
	done
done
exit $status
