#!/bin/sh
# Send 10 000 queries through `dnswire forward` to a name server on loopback, twice: with dnspython,
# which compares each answer with that of the server itself, and with kdig.
#
#   sh tests/interop/forward.sh SERVE [SERVER ...]
#
# SERVE is the script that starts and stops the servers: `SERVE start DIR`, `SERVE stop DIR`, `SERVE ports`.
# Servers are knot, bind and unbound; knot and unbound unless named; nsd leaves out answers when it is asked
# so often. Needs python3 with venv and pip, and kdig. Ends with 0 when no query is lost and no answer differs.
set -eu
export PYTHONDONTWRITEBYTECODE=1
serve=${1:?the script that starts the servers}
shift
[ $# -gt 0 ] || set -- knot unbound
count=10000
batch=500
work=$(mktemp -d)
forwarder=
finish() {
	[ -z "$forwarder" ] || kill "$forwarder" 2>/dev/null || true
	sh "$serve" stop "$work/servers"
	sleep 1
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

sh "$serve" ports >"$work/ports"
sh "$serve" start "$work/servers" >/dev/null
cd "$(dirname "$0")/../.."
cargo build --quiet -p dnswire-cli
program=${CARGO_TARGET_DIR:-target}/debug/dnswire
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dnspython

port_of() { sed -n "s/^$1 //p" "$work/ports"; }

# Starts the forwarder; its port is in $port.
start() {
	: >"$work/out"
	"$program" forward --listen 127.0.0.1:0 --upstream "127.0.0.1:$1" >>"$work/out" &
	forwarder=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		port=$(sed -n 's/^listening on .*://p' "$work/out")
		[ -z "$port" ] || return 0
		sleep 0.2
	done
	return 1
}

# How many responses kdig gets to $count queries, a process for $batch of them.
kdig_answers() {
	awk -v n="$count" 'BEGIN {
		types = split("A AAAA MX TXT SRV SOA NS CNAME DNSKEY SVCB", type)
		for (i = 0; i < n; i++) {
			t = type[i % types + 1]
			print "-q " (i % 2 ? tolower(t) ".types.test" : sprintf("alias-%05d.xfer.test", i % 3000)) " -t " t
		}
	}' >"$work/queries"
	xargs -n $((4 * batch)) kdig @127.0.0.1 -p "$port" +retry=0 +timeout=5 <"$work/queries" >"$work/kdig" 2>&1 || true
	grep -c '^;; ->>HEADER<<-' "$work/kdig"
}

status=0
for server; do
	echo "== $server"
	start "$(port_of "$server")"
	"$work/venv/bin/python" tests/interop/forward.py "$port" "$(port_of "$server")" "$(port_of knot)" "$count" ||
		status=1
	before=$(date +%s)
	answers=$(kdig_answers)
	echo "kdig: $count queries, $((count - answers)) lost, $(($(date +%s) - before)) s," \
		$(sed -n 's/.*; status: \([A-Z]*\);.*/\1/p' "$work/kdig" | sort | uniq -c)
	[ "$answers" -eq "$count" ] || status=1
	kill -0 "$forwarder" || status=1
	kill "$forwarder"
	wait "$forwarder" 2>/dev/null || true
	forwarder=
done
exit $status
