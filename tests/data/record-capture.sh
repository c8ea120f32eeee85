#!/bin/sh
# Record capture.pcap: queries and answers of five name servers on loopback.
#
# usage: sh record-capture.sh [SERVERS]
#
# SERVERS is the folder with serve.sh and the zones, by default ../shared/servers
# relative to the repository. Needs root (or CAP_NET_RAW), tcpdump, python3 and the
# servers: on Debian, apt-get install knot nsd bind9 unbound dnsmasq-base tcpdump.
# Ports 5301 to 5305 must be free. Only 127.0.0.1 and ::1 are used.
#
# The snap length is 1542: 14 octets of Ethernet, 20 of IPv4, 8 of UDP and 1500 of
# DNS. Every packet is smaller than that but one, the MX answer: of that message the
# file has the first 1500 octets, and its UDP length and the record's original
# length say how long it was.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
servers=${1:-$here/../../../shared/servers}
dir=$(mktemp -d)
tcpdump_pid=

finish() {
	[ -z "$tcpdump_pid" ] || kill "$tcpdump_pid" 2>/dev/null || true
	sh "$servers/serve.sh" stop "$dir/servers"
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

cat > "$dir/ask.py" <<'PY'
"""Send the queries, the first time (any argument) only to fill the resolvers' caches."""
import socket, struct, sys, time

KNOT, NSD, BIND, UNBOUND, DNSMASQ = range(5301, 5306)
A, SOA, MX, TXT, AAAA, SRV, DNSKEY, HTTPS = 1, 6, 15, 16, 28, 33, 48, 65
NSID = (3, b"")
ECS = (8, bytes.fromhex("00011800c00002"))  # 192.0.2.0/24
COOKIE = (10, bytes.fromhex("0123456789abcdef"))  # the client's half


def query(ident, name, qtype, size=None, do=False, options=(), rd=False):
    qname = b"".join(bytes([len(label)]) + label for label in name.encode().split(b".")) + b"\0"
    message = struct.pack("!HHHHHH", ident, rd << 8, 1, 0, 0, size is not None)
    message += qname + struct.pack("!HH", qtype, 1)
    if size is not None:
        rdata = b"".join(struct.pack("!HH", code, len(data)) + data for code, data in options)
        message += b"\0" + struct.pack("!HHIH", 41, size, do << 15, len(rdata)) + rdata
    return message


def udp(port, message, host="127.0.0.1"):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as s:
        s.settimeout(5)
        s.connect((host, port))
        s.send(message)
        answer = s.recv(65535)
    time.sleep(0.05)
    return answer


def tcp(port, messages):
    """All queries in one segment. The small window keeps the answers' segments small."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.settimeout(5)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_WINDOW_CLAMP, 1200)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1200)
        s.connect(("127.0.0.1", port))
        s.sendall(b"".join(struct.pack("!H", len(m)) + m for m in messages))
        got, answers = b"", []
        while len(answers) < len(messages):
            chunk = s.recv(65535)
            assert chunk, "the connection was closed"
            got += chunk
            while len(got) >= 2 and len(got) >= 2 + (size := int.from_bytes(got[:2], "big")):
                answers.append(got[2 : 2 + size])
                got = got[2 + size :]
    return answers


chain = query(0x0102, "chain1.types.test", A, rd=True)
keys = query(0x0106, "nsec.test", DNSKEY, size=4096, do=True, rd=True)
if sys.argv[1:]:
    udp(UNBOUND, chain)
    udp(UNBOUND, keys)
    sys.exit()

udp(DNSMASQ, query(0x0101, "both.masq", A, rd=True))
udp(UNBOUND, chain)
udp(KNOT, query(0x0103, "host.sub.types.test", AAAA), host="::1")
udp(BIND, query(0x0104, "nonesuch.ed25519.test", A, size=4096, do=True, options=[NSID, ECS, COOKIE]))
udp(NSD, query(0x0105, "www.nsec3.test", MX, size=4096, do=True))
udp(UNBOUND, keys)
udp(KNOT, query(0x0107, "https.types.test", HTTPS, size=1232))
udp(DNSMASQ, query(0x0108, "_ldap._tcp.masq", SRV, rd=True))
answer = udp(BIND, query(0x0109, "mx1500.big.test", MX, size=4096))
assert len(answer) > 1500 and not answer[2] & 2, "the MX answer is to be whole and over 1500 octets"
answer = udp(NSD, query(0x010A, "mx1500.big.test", MX, size=1232))
assert answer[2] & 2, "TC is to be set"
tcp(NSD, [query(0x010B, "mx1500.big.test", MX, size=1232), query(0x010C, "txt-multi.types.test", TXT)])
PY

sh "$servers/serve.sh" start "$dir/servers"
[ "$(ls "$dir"/servers/*.pid | wc -l)" -eq 5 ] || { echo "a server is missing" >&2; exit 1; }
python3 "$dir/ask.py" warm-up
tcpdump -i lo -s 1542 -n --immediate-mode -U -Z root -w "$dir/capture.pcap" 'portrange 5301-5305' 2> "$dir/tcpdump.log" &
tcpdump_pid=$!
tries=0
until grep -q 'listening on' "$dir/tcpdump.log"; do
	tries=$((tries + 1))
	[ $tries -lt 50 ] || { cat "$dir/tcpdump.log" >&2; exit 1; }
	sleep 0.1
done
python3 "$dir/ask.py"
sleep 1
kill -INT "$tcpdump_pid"
wait "$tcpdump_pid" || true
tcpdump_pid=
cp "$dir/capture.pcap" "$here/capture.pcap"
