"""The time that dnspython takes to read a zone text: zone.py FILE, as `cargo bench --bench zone` writes it."""

import sys
import time

import dns.zonefile

text = open(sys.argv[1]).read()
lines = text.splitlines()
start = time.process_time()
count = sum(len(rrset) for line in lines for rrset in dns.zonefile.read_rrsets(line, rdclass=None))
print(f"dnspython: {count / (time.process_time() - start):.0f} records a second, line by line")
