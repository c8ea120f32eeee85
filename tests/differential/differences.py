"""Where two readings of a message differ."""

from dataclasses import dataclass

from reading import Reading, Record

# What the message parser of dnspython refuses beyond single records, and the rules of dnswire that
# say the same of a message.
MESSAGE_RULES = {
    "BadEDNS": {"OptPlacement", "OptCount", "OptOwner"},
    "BadTSIG": {"TsigPlacement", "TsigClass"},
    "FormError": {"ZoneCount", "ZoneType", "UpdateRdata"},
}


@dataclass
class Difference:
    """Something that the two do not agree on. `kind` is one of:

    header, question, records (how many), record (owner, type, class, TTL), trailing, edns: the values differ;
    framing: one cannot follow the message, or stops elsewhere;
    name: dnspython refuses a name that can be followed, dnswire does not;
    refused: dnspython cannot decode an RDATA, dnswire can;
    malformed: dnswire cannot decode an RDATA, dnspython can;
    compression: one says that a name in an RDATA must not be compressed, the other does not;
    value: both decode an RDATA, with other octets;
    message: one refuses the message for a rule that is not about a single record's form.
    """

    kind: str
    ours: object
    theirs: object
    message: Reading  # by dnswire
    record: Record | None = None  # by dnswire
    other: Record | None = None  # by dnspython

    @property
    def findings(self):
        """The rules that dnswire finds broken in the record, or in the message."""
        return (self.record or self.message).findings

    @property
    def rtype(self):
        return self.record.head[1] if self.record else None


def of_record(message, ours, theirs):
    """What differs between two readings of one record."""
    def difference(kind, ours_says, theirs_says):
        return Difference(kind, ours_says, theirs_says, message, ours, theirs)

    if (ours.head, ours.raw) != (theirs.head, theirs.raw):
        yield difference("record", ours.head, theirs.head)
    if theirs.refusal and not ours.refusal:
        yield difference("refused", None, theirs.refusal)
    if ours.refusal and not (theirs.refusal or theirs.doubts):
        yield difference("malformed", ours.refusal, None)
    if not (ours.refusal or theirs.refusal):
        yield from of_rdata(difference, ours, theirs)


def of_rdata(difference, ours, theirs):
    """What differs in an RDATA that both decode."""
    is_forbidden = any(doubt.startswith("DecompressionForbidden") for doubt in theirs.doubts)
    if is_forbidden != ("CompressedName" in ours.findings):
        yield difference("compression", not is_forbidden, is_forbidden)
    for doubt in theirs.doubts:
        if not doubt.startswith("DecompressionForbidden"):
            yield difference("name", None, doubt)
    if ours.rdata != theirs.rdata:
        yield difference("value", ours.rdata.hex(), theirs.rdata.hex())


def of_framing(ours, theirs):
    """What differs in how far the message can be followed."""
    stops = [reading.stopped and reading.stopped[:2] for reading in (ours, theirs)]
    doubts = {doubt[:2]: doubt[2] for doubt in theirs.doubts}
    if stops[0] == stops[1]:
        if len(ours.records) != len(theirs.records):
            yield Difference("records", len(ours.records), len(theirs.records), ours)
    elif stops[0] not in doubts:
        yield Difference("framing", ours.stopped, theirs.stopped, ours)
    for place, doubt in doubts.items():
        if place != stops[0]:
            yield Difference("name", None, doubt, ours)


def of_message(ours, theirs):
    """What differs in the verdict on a message, all records of which dnspython decodes."""
    if theirs.stopped or theirs.doubts or any(record.refusal or record.doubts for record in theirs.records):
        return
    if theirs.verdict is None:
        rules = ours.findings & set().union(*MESSAGE_RULES.values())
        if rules:
            yield Difference("message", sorted(rules), None, ours)
    elif not ours.findings & MESSAGE_RULES.get(theirs.verdict.split(":")[0], set()):
        yield Difference("message", None, theirs.verdict, ours)


def compare(ours, theirs):
    """Everything that differs."""
    yield from of_framing(ours, theirs)
    if ours.header != theirs.header:
        yield Difference("header", ours.header, theirs.header, ours)
    for one, other in zip(ours.questions, theirs.questions):
        if one != other:
            yield Difference("question", one, other, ours)
    for one, other in zip(ours.records, theirs.records):
        yield from of_record(ours, one, other)
    if ours.stopped is None and theirs.stopped is None:
        yield from of_message(ours, theirs)
        if ours.trailing != theirs.trailing:
            yield Difference("trailing", ours.trailing, theirs.trailing, ours)
    if theirs.edns is not None and ours.edns != theirs.edns:
        yield Difference("edns", ours.edns, theirs.edns, ours)
