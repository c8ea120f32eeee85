"""Messages with faults put into them; the same ones for the same seed."""

import dns.wire

# Octets at which decoders decide: lengths, label types, pointers into the header and behind it.
INTERESTING = (0x00, 0x01, 0x02, 0x04, 0x0B, 0x0C, 0x10, 0x20, 0x21, 0x3F, 0x40, 0x7F,
               0x80, 0xBF, 0xC0, 0xC1, 0xFE, 0xFF)
TYPES = (*range(0, 71), *range(99, 110), 128, *range(249, 266), 32768, 32769, 65280)
CLASSES = (1, 3, 4, 254, 255, 0x8001, 0)
SIZES = (0, 1, 2, 3, 4, 16, 20, 32, 255, 256, 512, 65535)
LONGEST = 65535


def layout(wire):
    """Where each record has its type, and its RDATA with its length, as far as they can be followed."""
    places = []
    try:
        parser = dns.wire.Parser(wire)
        counts = parser.get_struct("!6H")[2:]
        for _ in range(counts[0]):
            parser.get_name(decompress=True)
            parser.get_struct("!HH")
        for _ in range(sum(counts[1:])):
            parser.get_name(decompress=True)
            head = parser.current
            length = parser.get_struct("!HHIH")[3]
            parser.get_bytes(length)
            places.append((head, length))
    except Exception:  # what cannot be followed is of no use here
        pass
    return places


def put16(octets, at, value):
    octets[at:at + 2] = (value & 0xFFFF).to_bytes(2, "big")


def position(random, octets):
    """Any octet, one of the header less often."""
    start = 0 if random.random() < 0.1 or len(octets) <= 12 else 12
    return random.randrange(start, len(octets))


def flip(random, octets, _):
    for _ in range(random.choice((1, 1, 2, 4))):
        octets[position(random, octets)] ^= 1 << random.randrange(8)


def replace(random, octets, _):
    octets[position(random, octets)] = random.choice(INTERESTING)


def nudge(random, octets, _):
    at = position(random, octets)
    octets[at] = (octets[at] + random.choice((-1, 1))) & 0xFF


def truncate(random, octets, _):
    del octets[random.randrange(len(octets)):]


def splice(random, octets, bases):
    _, other, _ = random.choice(bases)
    cut, start = random.randrange(len(octets)), random.randrange(len(other))
    octets[cut:] = other[start:]


def repeat(random, octets, _):
    start, at = position(random, octets), position(random, octets)
    octets[at:at] = octets[start:start + random.randrange(1, 40)]


def point(random, octets, _):
    """A pointer that is there leads elsewhere, or two octets become one."""
    pointers = [at for at in range(12, len(octets) - 1) if octets[at] >= 0xC0]
    at = random.choice(pointers) if pointers and random.random() < 0.8 else position(random, octets)
    target = at + random.randrange(-4, 3) if random.random() < 0.3 else random.randrange(len(octets))
    put16(octets, at, 0xC000 | max(target, 0) & 0x3FFF)


def count(random, octets, _):
    at = random.choice((4, 6, 8, 10))
    old = int.from_bytes(octets[at:at + 2], "big")
    put16(octets, at, random.choice((old - 1, old + 1, old + 2, 0, 1, 65535)))


def in_record(change):
    """A change of a record, wherever there is one."""
    def mutation(random, octets, _):
        places = layout(bytes(octets))
        if places:
            change(random, octets, *random.choice(places))
    return mutation


def retype(random, octets, head, _):
    put16(octets, head, random.choice(TYPES))


def reclass(random, octets, head, _):
    put16(octets, head + 2, random.choice(CLASSES))


def rdlength(random, octets, head, length):
    put16(octets, head + 8, random.choice((length - 1, length + 1, length - 2, length + 2, *SIZES)))


def resize(random, octets, head, length):
    """Octets go from an RDATA or come into it, and RDLENGTH says so."""
    at = random.randrange(length + 1)
    gone = random.randrange(min(4, length - at) + 1)
    new = [random.choice(INTERESTING) for _ in range(random.randrange(4))]
    octets[head + 10 + at:head + 10 + at + gone] = bytes(new)
    put16(octets, head + 8, length - gone + len(new))


def in_rdata(random, octets, head, length):
    if length:
        octets[head + 10 + random.randrange(length)] = random.choice((*INTERESTING, random.randrange(256)))


MUTATIONS = (flip, replace, nudge, truncate, splice, repeat, point, count, *map(
    in_record, (retype, reclass, rdlength, resize, resize, in_rdata, in_rdata)))


def mutated(random, bases):
    """The name, octets and carrier of a message with one to three faults."""
    name, wire, via = random.choice(bases)
    octets = bytearray(wire)
    for _ in range(random.choice((1, 1, 2, 3))):
        if octets:
            random.choice(MUTATIONS)(random, octets, bases)
    return name, bytes(octets[:LONGEST]), via
