#!/usr/bin/env python3
"""Make the test data of this folder, all but capture.pcap, from the shared folder.

usage: python3 make.py [SHARED]

SHARED is by default ../shared, relative to the repository. Standard library only.

messages.jsonl  messages that name servers of our own gave or were given on loopback
story.jsonl     one MX answer of over 1500 octets from each of five servers
cases.jsonl     messages that probe one rule each, with the result to expect
cost.jsonl      messages of up to 64 KiB made to be slow or large in a parser
vectors.jsonl   valid RDATA of every RR type: octets, fields and text
invalid.jsonl   RDATA to refuse, with the rule that it breaks
registry/       the IANA registries: RR types with their layouts, classes, codes, options

capture.pcap is recorded by record-capture.sh. samples.jsonl is written by hand and not touched.
"""

import csv
import io
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SERVERS = ("knot-3.2.6", "nsd-4.6.1", "bind-9.18.49", "unbound-1.17.1", "dnsmasq-2.90")
TABLES = ("rrtypes", "class_specific", "classes", "opcodes", "rcodes", "header_flags", "edns_options", "ede_codes",
          "svcparam_keys", "dnssec_algorithms", "ds_digests", "small_registries")

# What messages.jsonl holds, as the end of `recorded/SERVER/...`.
MESSAGES = {
    "knot-3.2.6": """
        types.test/@/NS types.test/md/TYPE3 types.test/mf/TYPE4 types.test/mb/TYPE7 types.test/mg/TYPE8
        types.test/mr/TYPE9 types.test/wks-udp/TYPE11 types.test/minfo/MINFO types.test/txt-255/TXT
        types.test/nsap/TYPE22 types.test/nsap-ptr/TYPE23 types.test/key/KEY types.test/px/TYPE26
        types.test/gpos/TYPE27 types.test/nxt/TYPE30 types.test/a6/TYPE38 types.test/sink/TYPE40
        types.test/apl/APL types.test/hip/TYPE55 types.test/svcb-escape/SVCB types.test/amtrelay-none/TYPE260
        types.test/dsync/TYPE66 types.test/unknown0/TYPE62347 types.test/sub/NS types.test/q-chain1/A
        types.test/q-a.b.dname/A types.test/q-nonesuch/A types.test/q-WITH\\032SPACE/TXT types.test/edns/MX/query
        types.test/edns/MX types.test/any types.test/dname-too-long axfr/types.test/query axfr/types.test/1-of-1
        axfr/xfer.test/1-of-14 axfr/xfer.test/14-of-14 axfr-tsig/types.test/query axfr/refused/1-of-1
        small-buffer/full small-buffer/first-1500 big.test/mx4096/MX/tcp big.test/mx16k/MX/udp-1452
        nsec3.test./nxdomain nsec3.test./dnskey-512 p384.test./dnskey-512 nsec.test./rrsig
        edns/nsid/udp edns/cookie-client/udp/query edns/cookie-client/udp edns/cookie-malformed/udp/query
        edns/ecs/udp/query edns/ecs-malformed/udp/query edns/padding/udp/query edns/keepalive/udp/query
        edns/zoneversion/udp/query edns/version-1 edns/two-opt/query errors/refused errors/opcode-6
        errors/header-only/query errors/no-question errors/two-questions/query errors/trailing/query
        errors/pointer-loop/query errors/label-type-1/query errors/root notify/query notify
        tsig/good/query tsig/good tsig/bad-time update/add/query update/delete-rrset/query update/delete-name/query
        update/prereq-value/query update/prereq-nxrrset-replace/query update/not-auth ixfr/changes/query
        ixfr/changes/1-of-1""",
    "nsd-4.6.1": """
        odd.test/null0/TYPE10 odd.test/https-cut-ech/TYPE65 odd.test/https-dup-key/TYPE65
        odd.test/https-disorder/TYPE65 odd.test/nsec-disorder/TYPE47 odd.test/nsec-empty-win/TYPE47
        odd.test/nsec-zero-tail/TYPE47 odd.test/txt-none/TYPE16 nsec.test./nxdomain nsec3.test./no-ds
        ed25519.test./dname p384.test./secure-delegation errors/cut-question/query errors/pointer-forward/query
        big.test/mx4096/MX/udp-65000 edns/all/udp errors/opcode-15 chaos/version.server.""",
    "bind-9.18.49": """
        big.test/mx60k/MX/udp-noedns big.test/_svc._tcp/SRV/udp-65000 nsec.test./any p384.test./nxdomain
        edns/ecs/udp edns/expire/udp edns/cookie-right/query edns/keepalive/tcp chaos/id.server. axfr/nsec3.test/1-of-1
        update/prereq-nxdomain/query""",
    "unbound-1.17.1": """
        types.test/no-edns/MX nsec3.test./wildcard ed25519.test./wildcard-nodata errors/pointer-loop
        local/x.onion/A/tcp local/1.168.192.in-addr.arpa/SOA""",
    "dnsmasq-2.90": """
        local/alias.masq/A local/_ldap._tcp.masq/SRV local/naptr.masq/NAPTR local/none.masq/A small-buffer/full""",
}

# In registry tables: what names a product, and the fact that is in it.
REPLACED = {
    "no specification with a layout is in the registry; BIND and dnspython agree; the address is octal in text":
        "no specification with a layout is in the registry; the address is octal in text",
    "Unbound pull request 604": "IANA registry",
    "PowerDNS pull request 12334": "IANA registry",
}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write(name, records):
    text = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in records)
    put(name, text)


def put(name, text):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(text.encode()):9} {name}")


def keep(record, *fields):
    return {f: record[f] for f in fields if f in record}


def drop(record, *fields):
    return {k: v for k, v in record.items() if k not in fields}


def message(m):
    """The decoded message: no text, and of an error only that there is one."""
    def plain(rr):
        rr = drop(rr, "text", "generic")
        return {**rr, "error": True} if "error" in rr else rr

    m = {k: [plain(r) for r in v] if k in ("answer", "authority", "additional") else v for k, v in m.items()}
    if "stopped" in m:
        m["stopped"] = {**m["stopped"], "error": True}
    return m


def messages(recorded):
    for server, names in MESSAGES.items():
        for name in names.split():
            r = recorded[f"recorded/{server}/{name}"]
            yield {**keep(r, "id", "wire", "via", "shape", "themes"), "message": message(r["message"])}


def story(recorded):
    for server in SERVERS:
        full, first = (recorded[f"recorded/{server}/small-buffer/{part}"] for part in ("full", "first-1500"))
        receive = full["receive"]
        if full["wire"][: 2 * receive["buffer"]] != first["wire"]:
            sys.exit(f"{server}: the first octets are not those of the whole message")
        yield {"server": server, "id": full["id"], "wire": full["wire"], "received": receive["recv MSG_TRUNC"],
               "buffer": receive["buffer"], "query": full["query"]}


def case(r):
    r = drop(r, "peers")
    r["why"] = re.sub(r"\(\w+ (CVE-[\d-]+)\)", r"(\1)", r["why"])
    if r.get("rfc"):
        r["rfc"] = re.sub(r" \((?:memory|c-ares)\)$", "", r["rfc"])
    return r


def vector(r):
    r = drop(r, "sources", "from_text", "to_text", "alts", "prints")
    return {**r, **{k: r[k].replace("umbrella-dnsmasq", "umbrella") for k in ("id", "case")}}


def invalid(r):
    r = drop(r, "rejected_by", "accepted_by")
    r["why"] = r["why"].removesuffix("; some readers want one octet")
    return r


def table(path, old):
    """The rows of the table, and those of the file `old` that have another key: they were added by hand."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    columns = 2 if rows[0][0] == "registry" else 1
    keys = {tuple(row[:columns]) for row in rows}
    if old.exists():
        rows += [row for row in csv.reader(io.StringIO(old.read_text(encoding="utf-8"))) if tuple(row[:columns]) not in keys]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([REPLACED.get(cell, cell) for cell in row] for row in rows)
    return out.getvalue()


def main():
    if len(sys.argv) > 2 or sys.argv[1:] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    shared = Path(sys.argv[1]) if sys.argv[1:] else HERE.parent.parent.parent / "shared"
    recorded = {}
    for server in SERVERS:
        for r in read(shared / f"corpus/recorded-{server.split('-')[0]}.jsonl"):
            recorded[r["id"]] = r
    write("messages.jsonl", messages(recorded))
    write("story.jsonl", story(recorded))
    for name in ("cases.jsonl", "cost.jsonl"):
        write(name, map(case, read(shared / "cases" / name)))
    write("vectors.jsonl", map(vector, read(shared / "registry/vectors.jsonl")))
    write("invalid.jsonl", map(invalid, read(shared / "registry/invalid.jsonl")))
    for name in TABLES:
        put(f"registry/{name}.csv", table(shared / f"registry/{name}.csv", HERE / f"registry/{name}.csv"))


main()
