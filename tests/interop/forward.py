"""Ask the example `forward` and its upstream the same questions, and compare.

forward.py FORWARDER_PORT UPSTREAM_PORT TRANSFER_PORT COUNT

The questions are those that the zones of the server on TRANSFER_PORT answer, in a random order and case, and
as many names that do not exist; over UDP with and without EDNS, over TCP after TC, as resolvers do.
"""

import collections
import concurrent.futures
import random
import sys
import time

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdataclass
import dns.rdatatype

import old_types

ZONES = ["types.test.", "big.test.", "xfer.test.", "nsec.test.", "nsec3.test."]
WORKERS = 32
HOST = "127.0.0.1"
SILENT = "the upstream does not answer, the forwarder says SERVFAIL"


def names(port):
    """The owners and types in the zones."""
    found = set()
    for zone in ZONES:
        for message in dns.query.xfr(HOST, zone, port=port, relativize=False, lifetime=30):
            found.update((rrset.name, rrset.rdtype) for rrset in message.answer)
    return sorted(found)


def questions(known, count):
    """So many questions: (name, type, EDNS, DO)."""
    numbers = random.Random(1035)
    for n in range(count):
        name, rtype = numbers.choice(known)
        if n % 8 == 0:
            name = dns.name.Name((b"missing-%d" % n, *name.labels[-3:]))
        labels = [bytes(c ^ 32 if chr(c).isalpha() and c < 128 and numbers.random() < 0.3 else c for c in label)
                  for label in name.labels]
        yield dns.name.Name(labels), rtype, n % 3 != 0, n % 6 == 1


def ask(port, question):
    name, rtype, edns, dnssec = question
    query = dns.message.make_query(name, rtype, use_edns=0 if edns else -1, want_dnssec=dnssec and edns,
                                   payload=1232 if edns else None)
    response, over_tcp = dns.query.udp_with_fallback(query, HOST, timeout=10, port=port, one_rr_per_rrset=True)
    return query, response, over_tcp


def content(response):
    """What both must agree on: RCODE and answers; and the TTLs of those.

    The case of letters does not count: that of names which a server compresses may follow the QNAME.
    """
    rows, ttls = set(), {}
    for rrset in response.answer:
        for rdata in rrset:
            key = (rrset.name.canonicalize(), int(rrset.rdtype), int(rrset.rdclass), rdata.to_digestable())
            rows.add(key)
            ttls[key] = rrset.ttl
    return (response.rcode(), frozenset(rows)), ttls


def compare(ports, question):
    """What is wrong with the response of the forwarder, and whether it came over TCP."""
    try:
        query, response, over_tcp = ask(ports[0], question)
    except Exception as error:  # a timeout, or octets that dnspython cannot read
        return f"lost: {type(error).__name__}: {error}", False
    try:
        _, direct, _ = ask(ports[1], question)
    except dns.exception.Timeout:
        if response.rcode() == dns.rcode.SERVFAIL:
            return SILENT, over_tcp
        return f"differs: {question}: {response.rcode()}, upstream silent", over_tcp
    (own, own_ttls), (theirs, their_ttls) = content(response), content(direct)
    wrong = None
    if own != theirs:
        wrong = f"differs: {question}: {own[0]}, {len(own[1])} records; upstream {theirs[0]}, {len(theirs[1])}"
    elif response.question[0].name.labels != query.question[0].name.labels:
        wrong = f"another case of the QNAME: {question}"
    elif (response.edns >= 0) != question[2]:
        wrong = f"EDNS: {question}"
    elif any(ttl > their_ttls[key] for key, ttl in own_ttls.items()) and ports[1] == ports[2]:
        wrong = f"a TTL is longer than the upstream's: {question}"
    return wrong, over_tcp


def main():
    old_types.register()
    forwarder, upstream, transfer, count = map(int, sys.argv[1:])
    known = names(transfer)
    start, over_tcp, wrong = time.monotonic(), 0, collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        work = lambda question: compare((forwarder, upstream, transfer), question)
        for problem, tcp in pool.map(work, questions(known, count)):
            over_tcp += tcp
            wrong[problem] += problem is not None
    del wrong[None]
    silent = wrong.pop(SILENT, 0)
    lost = sum(n for problem, n in wrong.items() if problem.startswith("lost"))
    print(f"dnspython: {count} queries for {len(known)} owners and types, {WORKERS} at a time, "
          f"{time.monotonic() - start:.1f} s: {lost} lost, {over_tcp} over TCP after TC, "
          f"{sum(wrong.values()) - lost} that differ from the upstream's own answer, "
          f"{silent} SERVFAIL as the upstream is silent")
    for problem, n in wrong.most_common(10):
        print(f"  {n}: {problem}")
    sys.exit(1 if wrong else 0)


main()
