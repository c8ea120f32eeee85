"""Types of RFC 1035 that dnspython does not know: the names in their RDATA may be compressed."""

import dns.immutable
import dns.rdata


@dns.immutable.immutable
class Names(dns.rdata.Rdata):
    """RDATA that is a name."""

    __slots__ = ("names",)
    count = 1

    def __init__(self, rdclass, rdtype, names):
        super().__init__(rdclass, rdtype)
        self.names = names

    @classmethod
    def from_wire_parser(cls, rdclass, rdtype, parser, origin=None):
        return cls(rdclass, rdtype, tuple(parser.get_name(decompress=True) for _ in range(cls.count)))

    def _to_wire(self, file, compress=None, origin=None, canonicalize=False):
        for name in self.names:
            file.write(name.to_wire(canonicalize=canonicalize))


@dns.immutable.immutable
class TwoNames(Names):
    """RDATA that is two names."""

    count = 2


def register():
    for number, text in (3, "MD"), (4, "MF"), (7, "MB"), (8, "MG"), (9, "MR"), (14, "MINFO"):
        names = TwoNames if text == "MINFO" else Names
        dns.rdata.register_type(names, number, text)
