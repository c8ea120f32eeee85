"""What a decoder says of a message: the same shape for both sides."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """A record whose place is known."""

    section: int  # 1 to 3
    index: int
    head: tuple  # owner (octets, uncompressed), type, class, TTL
    raw: bytes  # RDATA as it stands
    rdata: bytes  # RDATA with names uncompressed, or as it stands when it cannot be decoded
    refusal: str | None = None  # why it cannot be decoded
    has_layout: bool = True  # false: the decoder does not know the type in this class
    doubts: list = field(default_factory=list)  # why a name in it is refused, which was read all the same
    findings: frozenset = frozenset()  # rules that it breaks


@dataclass
class Reading:
    """All that is there of a message."""

    header: tuple | None = None  # ID, flags, four counts
    questions: list = field(default_factory=list)  # QNAME, QTYPE, QCLASS
    records: list = field(default_factory=list)
    stopped: tuple | None = None  # section, index, text
    doubts: list = field(default_factory=list)  # section, index, text: an owner that was read all the same
    trailing: int = 0
    edns: tuple | None = None  # UDP size, RCODE, version, flags, option codes
    verdict: str | None = None  # why the message as a whole is refused
    findings: frozenset = frozenset()  # rules that the message breaks, wherever
    is_multicast: bool = False
