"""Zone text of ours read by dnspython and by named-checkzone, and theirs read by us.

zone.py PROGRAM FOLDER [ZONE..]

FOLDER has `zone`, a record a line, and `records.jsonl`, the octets of each. PROGRAM is `dnswire`.
"""

import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys

import dns
import dns.rdataclass
import dns.rdatatype
import dns.zone
import dns.zonefile

import old_types

old_types.register()

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
HEAD = ("example. 3600 IN SOA ns.example. admin.example. 1 7200 900 1209600 300\n"
        "example. 3600 IN NS ns.example.\n"
        "ns.example. 3600 IN A 192.0.2.1\n")
CHECKS = ["-i", "none"] + [word for flag in "kmMnrST" for word in ("-" + flag, "ignore")]


def ours(path, *arguments):
    """The records of a zone file as `dnswire zone` reads them, and its complaints."""
    done = subprocess.run([PROGRAM, "zone", "--json", *arguments, str(path)], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.splitlines()


def row(record):
    return record["owner"], record["ttl"], record["type"], record["rdata"]


class Tally:
    """What was refused, by type and reason, and what differs."""

    def __init__(self, reader):
        self.reader, self.read = reader, 0
        self.refused = collections.defaultdict(list)
        self.differing = []

    def refuse(self, line, reason):
        self.refused[line.split()[3], reason].append(line)

    def compare(self, what, wanted, found):
        """Compares bags of rows."""
        wanted, found = collections.Counter(wanted), collections.Counter(found)
        for row in (wanted - found).elements():
            self.differing.append((what, "missing", row))
        for row in (found - wanted).elements():
            self.differing.append((what, "not ours", row))

    def report(self):
        print(f"{self.reader}: {self.read} records read, {len(self.differing)} differ")
        for (rtype, reason), lines in sorted(self.refused.items()):
            print(f"  refused {len(lines)} {rtype}: {reason}\n      {lines[0][:150]}")
        for what, side, row in self.differing[:20]:
            print(f"  {what}: {side}: {str(row)[:300]}")
        return not self.differing


def by_dnspython(lines, records):
    tally = Tally(f"dnspython {dns.version.version}")
    printed, wanted = [], []
    for line, record in zip(lines, records):
        try:
            (rrset,) = dns.zonefile.read_rrsets(line, rdclass=None)
            (rdata,) = rrset
            octets = rdata.to_wire().hex()
        except Exception as error:  # dnspython raises many kinds
            reason = re.sub(r"(EOF, got|type:|rdatatype) .*", r"\1 ..", str(error))
            tally.refuse(line, f"{type(error).__name__}: {reason}")
            continue
        tally.read += 1
        if rrset.rdtype == dns.rdatatype.ISDN and record["rdata"] == octets + "00":
            continue  # it leaves an empty subaddress out
        found = (rrset.name.to_wire().hex(), rrset.ttl, int(rrset.rdtype), octets)
        expected = tuple(record[key] for key in ("owner", "ttl", "type", "rdata"))
        if found != expected:
            tally.compare("text of ours", [expected], [found])
        else:
            printed.append(rrset.to_text())
            wanted.append(line)
    (FOLDER / "dnspython").write_text("\n".join(printed) + "\n")
    (FOLDER / "wanted").write_text("\n".join(wanted) + "\n")
    found, complaints = ours(FOLDER / "dnspython")
    tally.differing += [("text of dnspython", "refused by us", line) for line in complaints]
    tally.compare("text of dnspython", map(row, ours(FOLDER / "wanted")[0]), map(row, found))
    return tally


def check_zone(path, dump, origin):
    command = ["named-checkzone", *CHECKS, "-D", "-s", "full", "-o", str(dump), origin, str(path)]
    return subprocess.run(command, capture_output=True, text=True)


def by_bind(lines):
    tally = Tally(subprocess.run(["named-checkzone", "-v"], capture_output=True, text=True).stdout.strip())
    path, dump = FOLDER / "for-bind", FOLDER / "dumped"
    while True:
        path.write_text(HEAD + "\n".join(lines) + "\n")
        done = check_zone(path, dump, "example.")
        if done.returncode == 0:
            break
        wrong = {}
        said = done.stdout + done.stderr
        for number, reason in re.findall(rf"{re.escape(str(path))}:(\d+): (.*)", said):
            wrong.setdefault(int(number) - 1 - HEAD.count("\n"), re.sub(r"near '.*': |'.*'|\(.*\)", "", reason))
        # After some errors a parenthesis is open for it to the end of the file.
        wrong = {at: reason for at, reason in wrong.items() if 0 <= at < len(lines) and "unbalanced" not in reason}
        assert wrong, said
        for at, reason in wrong.items():
            tally.refuse(lines[at], reason)
        lines = [line for at, line in enumerate(lines) if at not in wrong]
    tally.read = len(lines)
    found, complaints = ours(dump)
    tally.differing += [("dump of BIND", "refused by us", line) for line in complaints]
    tally.compare("dump of BIND", map(row, ours(path)[0]), map(row, found))
    return tally


def rows(records):
    """Owner, type and RDATA of records, each once, as in an RRset."""
    return {(record["owner"], record["type"], record["rdata"]) for record in records}


def whole_zone(path):
    """A zone file that others read as we do."""
    found, complaints = ours(path)
    mine, origin, good = rows(found), found[0]["owner"], not complaints
    print(f"{path}: {len(mine)} records, {len(complaints)} complaints", *complaints, sep="\n  ")
    others = {}
    try:
        zone = dns.zone.from_text(pathlib.Path(path).read_text(), origin, relativize=False, check_origin=False)
        others["dnspython"] = {(str(name), dns.rdatatype.to_text(rdata.rdtype), rdata.to_wire().hex())
                               for name, _, rdata in zone.iterate_rdatas()}
    except Exception as error:  # dnspython raises many kinds
        print(f"  refused by dnspython: {error}")
    dump = FOLDER / "dumped-zone"
    if shutil.which("named-checkzone") and check_zone(path, dump, origin).returncode == 0:
        others["named-checkzone"] = rows(ours(dump)[0])
    for reader, theirs in others.items():
        print(f"  {reader}: {len(mine - theirs)} + {len(theirs - mine)} differ")
        for row in [*(mine - theirs), *(theirs - mine)][:4]:
            print("   ", str(row)[:300])
        good = good and mine == theirs
    return good


def main():
    lines = (FOLDER / "zone").read_text().splitlines()
    records = [json.loads(line) for line in open(FOLDER / "records.jsonl")]
    found, complaints = ours(FOLDER / "zone")
    assert not complaints and len(found) == len(records) == len(lines), complaints[:5]
    assert [record["rdata"] for record in found] == [record["rdata"] for record in records]
    tallies = [by_dnspython(lines, records)]
    if shutil.which("named-checkzone"):
        tallies.append(by_bind(lines))
    else:
        print("no named-checkzone: only dnspython has read the zone")
    good = [tally.report() for tally in tallies] + [whole_zone(path) for path in sys.argv[3:]]
    sys.exit(0 if all(good) else 1)


main()
