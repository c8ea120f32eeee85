"""A message as dnswire reads it, from a line of `decode --json`."""

from reading import Reading, Record

SECTIONS = {"header": None, "question": 0, "answer": 1, "authority": 2, "additional": 3}


def name(entry):
    """The octets of a name. Without `name_wire`, there is no escape in the text."""
    if "name_wire" in entry:
        return bytes.fromhex(entry["name_wire"])
    labels = entry["name"].encode().rstrip(b".").split(b".")
    return b"".join(bytes([len(label)]) + label for label in labels if label) + b"\0"


def record(wire, section, index, entry, findings):
    head = name(entry), entry["type"], entry["class"], entry["ttl"]
    raw = wire[entry["rdpos"]:entry["rdpos"] + entry["rdlen"]]
    has_layout = "generic" not in entry
    rules = frozenset(findings.get((section, index), ()))
    rdata = bytes.fromhex(entry["rdata"])
    return Record(section, index, head, raw, rdata, entry.get("error"), has_layout, findings=rules)


def rules_by_place(line):
    """The rules that each entry breaks."""
    places = {}
    for finding in line["findings"]:
        place = SECTIONS.get(finding["section"]), finding["index"]
        places.setdefault(place, []).append(finding["rule"])
    return places


def edns(message):
    for entry in message.get("edns", ()):
        if entry["section"] == "additional":
            flags = entry["z"] | entry["do"] << 15
            codes = tuple(code for code, _ in entry["options"] or ())
            return entry["udp_size"], entry["xrcode"], entry["version"], flags, codes
    return None


def read(wire, via, line):
    """The reading in a line, which is of the message `wire`."""
    message, findings = line["message"], rules_by_place(line)
    reading = Reading(is_multicast=via == "mdns")
    reading.findings = frozenset(finding["rule"] for finding in line["findings"])
    if "stopped" in message:
        place = message["stopped"]
        where = SECTIONS[place["section"]]
        index = place["index"] if where is not None else None
        reading.stopped = where, index, line["error"]["text"]
    if "counts" not in message:
        return reading
    reading.header = message["id"], message["flags"], *message["counts"]
    reading.questions = [(name(entry), entry["type"], entry["class"]) for entry in message["question"]]
    for section in "answer", "authority", "additional":
        number = SECTIONS[section]
        reading.records += [record(wire, number, index, entry, findings)
                            for index, entry in enumerate(message[section])]
    reading.trailing = message.get("trailing", 0)
    reading.edns = edns(message)
    return reading
