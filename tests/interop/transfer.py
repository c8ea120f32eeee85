"""Compares zones that `examples/transfer` printed with those that dnspython transfers itself.

    python3 tests/interop/transfer.py PROGRAM SERVER:PORT.. -- ZONE..

PROGRAM is the built example. Prints the number of records of each zone; exits with 1 when a zone differs.
"""

import subprocess
import sys

import dns.exception
import dns.query
import dns.zone


def ours(program, server, zone):
    """The zone that the program prints, as dnspython reads it."""
    text = subprocess.run([program, server, zone], check=True, capture_output=True, text=True).stdout
    lines = text.splitlines()
    assert sum(" IN SOA " in line for line in lines) == 1, f"{zone}: not one SOA"
    return len(lines), dns.zone.from_text(text, origin=zone, relativize=False)


def theirs(server, zone):
    """The zone that dnspython transfers."""
    host, port = server.rsplit(":", 1)
    messages = dns.query.xfr(host, zone, port=int(port), relativize=False, lifetime=5)
    return dns.zone.from_xfr(messages, relativize=False)


def attempt(function, *arguments):
    """The result; `None` when the transfer fails, which a fault of the server makes it do for both."""
    try:
        return function(*arguments)
    except (subprocess.CalledProcessError, dns.exception.DNSException, EOFError, OSError):
        return None


def main():
    between = sys.argv.index("--")
    program, servers, zones = sys.argv[1], sys.argv[2:between], sys.argv[between + 1 :]
    wrong = 0
    for server in servers:
        for zone in zones:
            count, own = attempt(ours, program, server, zone) or (0, None)
            same = own == attempt(theirs, server, zone)
            wrong += not same
            print(f"{server} {zone} {count} records, {'the same' if same else 'DIFFERENT'}", flush=True)
    sys.exit(wrong > 0)


main()
