"""A message as dnspython reads it."""

import struct

import dns.exception
import dns.message
import dns.name
import dns.rdata
import dns.wire

from reading import Reading, Record

ANY, NONE, IN = 255, 254, 1
OF_CLASS_ANY = (249, 250)  # TKEY and TSIG, which have RDATA all the same
MOST_POINTERS = 128  # as many as a name can have labels, and one


def text(error):
    return f"{type(error).__name__}: {error}"


class Parser(dns.wire.Parser):
    """Reads on where dnspython refuses a name that can be followed, and notes the refusal."""

    def __init__(self, wire, current=0):
        super().__init__(wire, current)
        self.doubts = []

    def get_name(self, origin=None, decompress=False):
        start, end = self.current, self.end
        try:
            return super().get_name(origin, decompress)
        except dns.exception.FormError as error:
            self.current, self.end = start, end
            name = self.follow()
            self.doubts.append(text(error))
            return name

    def follow(self):
        """A name whose pointers lead back, as many as a name can need and wherever they stand."""
        labels, pointers, run, after, end = [], 0, self.current, None, self.end
        while count := self.get_uint8():
            if count < 64:
                labels.append(self.get_bytes(count))
                continue
            if count < 192:
                raise dns.name.BadLabelType
            target = (count & 0x3F) << 8 | self.get_uint8()
            if target >= run:
                raise dns.name.BadPointer
            pointers += 1
            if pointers > MOST_POINTERS:
                raise dns.name.PointerChainTooLong
            after = after or self.current
            run, self.current, self.end = target, target, len(self.wire)
        self.current, self.end = after or self.current, end
        self.furthest = self.current
        return dns.name.Name([*labels, b""])


def decoding_class(rclass):
    """The class by which RDATA is decoded: without multicast DNS's top bit, and IN in updates."""
    return IN if rclass in (ANY, NONE) else rclass & 0x7FFF


def has_layout(rclass, rtype):
    return dns.rdata.get_rdata_class(rclass, rtype) is not dns.rdata.GenericRdata


def rdata(record, wire, start):
    """Fills in what dnspython makes of the RDATA of `record`."""
    _, rtype, rclass, _ = record.head
    if not record.raw and rclass in (ANY, NONE) and rtype not in OF_CLASS_ANY:
        return  # an update says nothing but the type
    rclass = decoding_class(rclass)
    record.has_layout = has_layout(rclass, rtype)
    parser = Parser(wire, start)
    try:
        with parser.restrict_to(len(record.raw)):
            record.rdata = dns.rdata.from_wire_parser(rclass, rtype, parser).to_wire()
    except Exception as error:  # dnspython raises many kinds
        record.refusal = text(error)
    record.doubts = parser.doubts


def owner(reading, parser, place):
    """A name outside of RDATA."""
    reading.stopped = place
    name = parser.get_name(decompress=True)
    reading.doubts += [(*place, doubt) for doubt in parser.doubts]
    parser.doubts.clear()
    return name.to_wire()


def questions(reading, parser, count):
    for index in range(count):
        qname = owner(reading, parser, (0, index))
        reading.questions.append((qname, *parser.get_struct("!HH")))


def records(reading, parser, section, count):
    for index in range(count):
        name = owner(reading, parser, (section, index))
        rtype, rclass, ttl, length = parser.get_struct("!HHIH")
        start, raw = parser.current, parser.get_bytes(length)
        record = Record(section, index, (name, rtype, rclass, ttl), raw, raw)
        rdata(record, parser.wire, start)
        reading.records.append(record)


def walk(wire):
    """Every entry with dnspython's own parts, up to the first that cannot be followed."""
    reading = Reading()
    if len(wire) < 12:
        reading.stopped = None, None, "ShortHeader"
        return reading
    parser = Parser(wire, 12)
    reading.header = struct.unpack_from("!6H", wire)
    counts = reading.header[2:]
    try:
        questions(reading, parser, counts[0])
        for section in 1, 2, 3:
            records(reading, parser, section, counts[section])
    except Exception as error:  # dnspython raises many kinds
        reading.stopped = *reading.stopped, text(error)
    else:
        reading.stopped, reading.trailing = None, parser.remaining()
    return reading


def edns(message):
    if message.edns < 0:
        return None
    codes = tuple(int(option.otype) for option in message.options)
    return message.payload, int(message.rcode()), message.edns, message.ednsflags & 0xFFFF, codes


def read(wire):
    """What the walk finds, and the verdict of the message parser of dnspython."""
    reading = walk(wire)
    try:
        message = dns.message.from_wire(wire, keyring=False, one_rr_per_rrset=True, ignore_trailing=True)
        reading.edns = edns(message)
    except Exception as error:  # dnspython raises many kinds
        reading.verdict = text(error)
    return reading
