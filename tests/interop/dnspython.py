"""Read messages of ours with dnspython and compare every record.

dnspython.py FILE

FILE has a JSON object a line: `wire` (hex), `records` ([section, owner, type, class, TTL, RDATA],
names as uncompressed octets in hex) and `uncompressed` (the octets of the records without compression).
"""

import collections
import json
import sys

import dns
import dns.message
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.wire

import old_types

OPT, ISDN = 41, 20

old_types.register()


def wire_of(name):
    return name.to_wire(None)


def row(section, rrset):
    """A record as the file has it, from an RRset of one record."""
    (rdata,) = rrset
    return [section, wire_of(rrset.name).hex(), int(rdata.rdtype), int(rdata.rdclass), rrset.ttl,
            rdata.to_wire().hex()]


def whole(wire):
    """The records, as the message parser of dnspython gives them."""
    message = dns.message.from_wire(wire, keyring=False, one_rr_per_rrset=True)
    rows = [row(n, rrset) for n in (1, 2, 3) for rrset in message.sections[n]]
    if message.opt is not None:
        rows.append(row(3, message.opt))
    if message.tsig is not None:
        rows.append(row(3, message.tsig))
    return rows


def one_by_one(wire):
    """The records, and what dnspython says against the RDATA of some of them.

    Such RDATA is compared as octets, and so must not have compressed names.
    """
    parser = dns.wire.Parser(wire)
    counts = parser.get_struct("!HHHHHH")[2:]
    for _ in range(counts[0]):
        parser.get_name(decompress=True)
        parser.get_struct("!HH")
    for section in (1, 2, 3):
        for _ in range(counts[section]):
            owner = parser.get_name(decompress=True)
            rtype, rclass, ttl, rdlength = parser.get_struct("!HHIH")
            start, refusal = parser.current, None
            try:
                with parser.restrict_to(rdlength):
                    octets = dns.rdata.from_wire_parser(rclass, rtype, parser).to_wire()
            except Exception as error:  # dnspython raises many kinds
                refusal = f"{type(error).__name__}: {error}"
                octets = wire[start:start + rdlength]
                parser.seek(start + rdlength)
            yield [section, wire_of(owner).hex(), rtype, rclass, ttl, octets.hex()], refusal
    assert parser.remaining() == 0, "octets are left over"


def known(rclass, rtype):
    """Whether dnspython has a class for that type."""
    return dns.rdata.get_rdata_class(rclass, rtype) is not dns.rdata.GenericRdata


def known_loss(ours, theirs):
    """What dnspython leaves out on purpose when it writes a record that it has read, if that is it."""
    if ours[:5] != theirs[:5]:
        return None
    if ours[2] == ISDN and ours[5] == theirs[5] + "00":
        return "ISDN: an empty subaddress"
    if ours[2] == OPT and ours[5] == "000f000800037374616c6500" and theirs[5] == "000f000700037374616c65":
        return "OPT: a NUL at the end of an extended error's text"
    return None


class Tally:
    def __init__(self):
        self.messages = self.read_whole = self.records = self.octets = self.uncompressed = 0
        self.kinds = collections.Counter()  # (class, type): records
        self.refused = collections.defaultdict(set)
        self.losses = collections.Counter()
        self.differing = []

    def take(self, line):
        wire = bytes.fromhex(line["wire"])
        wanted = line["records"]
        self.messages += 1
        self.octets += len(wire)
        self.uncompressed += line["uncompressed"]
        try:
            rows = whole(wire)
            self.read_whole += 1
        except Exception:
            rows = []
            for found, refusal in one_by_one(wire):
                rows.append(found)
                if refusal is not None:
                    self.refused[refusal].add((dns.rdatatype.to_text(found[2]), found[5]))
        if len(rows) != len(wanted):
            self.differing.append((f"{len(wanted)} records", f"{len(rows)} records"))
        for ours, theirs in zip(wanted, rows):
            self.records += 1
            self.kinds[ours[3] if ours[2] != OPT else 1, ours[2]] += 1
            loss = known_loss(ours, theirs) if ours != theirs else None
            if loss is not None:
                self.losses[loss] += 1
            elif ours != theirs:
                self.differing.append((ours, theirs))

    def report(self):
        seen = {rtype for _, rtype in self.kinds}
        unknown = sorted({rtype for rclass, rtype in self.kinds if not known(rclass, rtype)})
        print(f"dnspython {dns.version.version}")
        print(f"{self.messages} messages, {self.octets} octets; records without compression {self.uncompressed} octets")
        print(f"{self.read_whole} read by dns.message.from_wire, {self.messages - self.read_whole} record by record")
        print(f"{self.records} records of {len(seen)} types; compared as generic octets, as dnspython has no class:",
              " ".join(dns.rdatatype.to_text(rtype) for rtype in unknown))
        print(f"{len(self.refused)} kinds of refusal by dnspython (compared as octets)")
        for refusal, rdata in sorted(self.refused.items()):
            for rtype, octets in sorted(rdata):
                print(f"  {rtype} {octets[:48]}: {refusal}")
        for loss, count in sorted(self.losses.items()):
            print(f"{count} times dnspython reads, but does not write: {loss}")
        print(f"{len(self.differing)} records differ")
        kinds = collections.Counter(dns.rdatatype.to_text(ours[2]) for ours, _ in self.differing)
        print("by type:", dict(kinds))
        for ours, theirs in self.differing[:20]:
            print("  ours  ", ours)
            print("  theirs", theirs)


def main():
    tally = Tally()
    with open(sys.argv[1]) as lines:
        for line in lines:
            tally.take(json.loads(line))
    tally.report()
    sys.exit(1 if tally.differing else 0)


main()
