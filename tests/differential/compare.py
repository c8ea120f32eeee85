"""Hold dnswire against dnspython; see `run`."""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "interop"))

import dns.version

import allowed
import differences
import messages
import old_types
import ours
import theirs

SHOWN = 10  # of the differences that no rule allows


def decoded(decode, batch):
    """Each message of `batch` with its line of `decode --json`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        kept = []
        for name, wire, via in batch:
            kept.append((name, wire, via))
            print(json.dumps({"id": name, "wire": wire.hex(), "via": via}), file=file)
        file.flush()
        done = subprocess.run([decode, "decode", "--json", file.name], capture_output=True, text=True)
    lines = done.stdout.splitlines()
    if done.returncode not in (0, 1) or len(lines) != len(kept):
        sys.exit(f"decode failed: {done.stderr}")
    return zip(kept, map(json.loads, lines))


def batches(source, size=2000):
    batch = []
    for message in source:
        batch.append(message)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


class Tally:
    """What was compared, and how often each rule applied."""

    def __init__(self):
        self.counts = collections.Counter()
        self.rules = collections.Counter()
        self.unexplained = []

    def take(self, name, wire, via, line):
        one, other = ours.read(wire, via, line), theirs.read(wire)
        self.counts["messages"] += 1
        self.counts["records"] += min(len(one.records), len(other.records))
        self.counts["whole for both"] += one.stopped is None and other.stopped is None
        self.counts["RDATA malformed for both"] += sum(
            bool(a.refusal and b.refusal) for a, b in zip(one.records, other.records))
        for difference in differences.compare(one, other):
            rule = allowed.rule_for(difference)
            if rule is None:
                self.unexplained.append((name, wire, difference))
            else:
                self.rules[rule.id] += 1


def show(name, wire, difference):
    print(f"\n{difference.kind}: {name}")
    print(f"  dnswire    {difference.ours}")
    print(f"  dnspython  {difference.theirs}")
    if difference.record is not None:
        record = difference.record
        print(f"  section {record.section}, record {record.index}: type {record.head[1]}, "
              f"class {record.head[2]}, RDATA {record.raw.hex()}")
    print(f"  findings   {' '.join(sorted(difference.findings))}")
    print(f"  message    {wire.hex()}")


def report(tally, is_full):
    for rule in allowed.RULES:
        if tally.rules[rule.id]:
            print(f"{tally.rules[rule.id]:8}  {rule.id}: {rule.right} ({rule.rfc})")
    stale = [rule.id for rule in allowed.RULES if not tally.rules[rule.id]]
    if stale and is_full:
        print("stale, no difference matched:", " ".join(stale))
    print(f"{sum(tally.rules.values())} differences allowed, {len(tally.unexplained)} not")
    for entry in tally.unexplained[:SHOWN]:
        show(*entry)


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decode", required=True, help="the program `dnswire`")
    parser.add_argument("--corpus", help="a folder of JSON Lines with `id` and `wire`")
    parser.add_argument("--count", type=int, default=100_000, help="how many mutated messages")
    parser.add_argument("--seed", type=int, default=1, help="of the mutations")
    parser.add_argument("--hex", help="compare this message only")
    return parser.parse_args()


def main():
    given = options()
    old_types.register()
    sources = messages.every(given.corpus, given.seed, given.count)
    if given.hex:
        sources = [("given", [("given", bytes.fromhex(given.hex), "udp")])]
    print(f"dnspython {dns.version.version}; seed {given.seed}, count {given.count}")
    total = Tally()
    for title, source in sources:
        start, before = time.monotonic(), collections.Counter(total.counts)
        for batch in batches(source):
            for message, line in decoded(given.decode, batch):
                total.take(*message, line)
        counts = ", ".join(f"{count} {what}" for what, count in (total.counts - before).items())
        print(f"{title}: {counts}; {time.monotonic() - start:.0f} s", flush=True)
    report(total, given.hex is None)
    sys.exit(1 if total.unexplained else 0)


main()
