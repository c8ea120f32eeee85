"""The messages to compare: `(id, octets, via)`."""

import json
import pathlib
import random
import struct

import mutate

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
CLASSES = {"IN": 1, "CH": 3, "HS": 4, "ANY": 255}
# Messages that once showed a difference which mutations seldom show.
FOUND = (
    ("found/update-zone-class", bytes.fromhex(
        "2bad28000001000000010000076578616d706c6503636f6d00000600ffc00c0001000100000e10000401020304"), "udp"),
)
LONGEST_BASE = 4096  # of messages that get faults


def rows(path):
    with open(path) as lines:
        for line in lines:
            yield json.loads(line)


def data(name, field):
    for row in rows(DATA / name):
        yield f"{name}/{row['id']}", bytes.fromhex(row[field]), row.get("via", "udp")


def around(row):
    """A response whose one record has the RDATA of `row`."""
    is_of_transaction = row["type"] in ("OPT", "TKEY", "TSIG")
    header = struct.pack("!6H", 7, 0x8400, 1, not is_of_transaction, 0, is_of_transaction)
    question = b"\x01a\x07example\0\0\xff\0\x01"
    owner = b"\0" if row["type"] == "OPT" else b"\xc0\x0c"
    rdata = bytes.fromhex(row["wire"])
    return header + question + owner + struct.pack("!HHIH", row["value"], CLASSES[row["class"]], 0, len(rdata)) + rdata


def rdatas(name):
    for row in rows(DATA / name):
        yield f"{name}/{row['id']}", around(row), "udp"


def corpus(folder):
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        for row in rows(path):
            if "wire" in row:
                yield row["id"], bytes.fromhex(row["wire"]), row["via"]


def own():
    """All messages of tests/data."""
    yield from data("messages.jsonl", "wire")
    yield from data("story.jsonl", "wire")
    yield from data("cases.jsonl", "hex")
    yield from data("cost.jsonl", "hex")
    for name in "vectors.jsonl", "samples.jsonl", "invalid.jsonl":
        yield from rdatas(name)


def mutated(seed, count):
    generator = random.Random(seed)
    bases = [base for base in own() if 0 < len(base[1]) <= LONGEST_BASE]
    for number in range(count):
        name, wire, via = mutate.mutated(generator, bases)
        yield f"mutated/{seed}/{number}/{name}", wire, via


def every(folder, seed, count):
    """Name of each source, and its messages."""
    if folder:
        yield "corpus", corpus(folder)
    yield "found", FOUND
    yield "tests/data", own()
    yield "mutated", mutated(seed, count)
