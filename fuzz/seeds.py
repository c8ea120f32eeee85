#!/usr/bin/env python3
"""Makes the seed corpus of every fuzz target from tests/data: fuzz/corpus/TARGET/."""
import hashlib
import json
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "tests" / "data"
MESSAGES = ["message", "reader", "partial", "walk", "compose", "differential"]
CLASSES = {"IN": 0, "CH": 1, "HS": 2}
LONGEST = 4096  # longer ones make a fuzzer slow, and show it nothing new


def rows(name):
    return [json.loads(line) for line in (DATA / name).read_text().splitlines()]


def put(target, octets):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(octets).hexdigest()).write_bytes(octets)


def messages():
    for name, field in [("messages.jsonl", "wire"), ("story.jsonl", "wire"),
                        ("cases.jsonl", "hex"), ("cost.jsonl", "hex")]:
        for row in rows(name):
            yield bytes.fromhex(row[field])


def types():
    """The place of each type among `Type::ALL`: the lines of the table, in their order."""
    table = (HERE.parent / "src" / "rdata" / "mod.rs").read_text()
    numbers = []
    other = False
    for line in table.splitlines():
        words = line.split()
        other = other and line.strip() != "}" or "other_classes {" in line
        if words and words[0].isdigit() and not other:
            numbers.append(int(words[0]))
    return {number: place for place, number in enumerate(numbers)}


def rdata():
    places = types()
    for row in rows("vectors.jsonl") + rows("samples.jsonl") + rows("invalid.jsonl"):
        place = places.get(row["value"])
        if place is not None and place < 256:
            yield bytes([place, CLASSES.get(row["class"], 0), 0]) + bytes.fromhex(row["wire"])


def names():
    yield b"\x00www.example."
    yield rb"\x00a\.b\\c.\000\255.example"
    yield b"\x01\x03www\x07example\0\0\x01\0\x01\xc0\x10\0\x01\0\x01"
    yield b"\x02www\0Example\0\0WWW\0example"
    for octets in messages():
        if len(octets) < 600:
            yield b"\x01" + octets[12:]


def main():
    for octets in messages():
        if len(octets) <= LONGEST:
            for target in MESSAGES:
                put(target, octets)
            put("tcp", b"\x05\x00" + len(octets).to_bytes(2, "big") + octets + b"\0\x01a\0\0\0\x05xy")
    for octets in rdata():
        put("rdata", octets)
        put("structured", octets * 3)
    for octets in names():
        put("name", octets)


if __name__ == "__main__":
    main()
