"""Compares the messages of captures: those that `dnswire decode` shows, and those that tshark shows."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

# tests/data/capture.pcap has its servers on these ports.
PORTS = [5301, 5302, 5303, 5304, 5305]
OPTIONS = ["-o", "tcp.reassemble_out_of_order:TRUE", "-o", "dns.desegment_dns_messages:TRUE"]
SUFFIXES = {".pcap", ".pcapng", ".cap"}


def by_tshark(path):
    """Counts (frame, ID) of all messages; None if tshark cannot read the file at all."""
    command = ["tshark", "-r", str(path), *OPTIONS]
    for port in PORTS:
        command += ["-d", f"udp.port=={port},dns", "-d", f"tcp.port=={port},dns"]
    command += ["-T", "fields", "-E", "aggregator=,", "-Y", "dns or mdns or llmnr"]
    command += ["-e", "frame.number", "-e", "dns.id"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = Counter()
    for line in done.stdout.splitlines():
        frame, _, ids = line.partition("\t")
        found.update((int(frame), int(number, 0)) for number in ids.split(",") if number)
    return None if done.returncode and not found else found


def by_decode(program, path):
    """Counts (frame, ID) of all messages, then what was told, and the exit status."""
    command = [program, "decode", "--json", "--no-findings", str(path)]
    for port in PORTS:
        command += ["--port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = Counter()
    for line in done.stdout.splitlines():
        message = json.loads(line)
        frame = message["id"].rpartition("#")[2].partition(".")[0]
        found[int(frame), message["message"].get("id")] += 1
    return found, done.stderr, done.returncode


def captures(arguments):
    for argument in map(Path, arguments):
        if argument.is_dir():
            yield from sorted(p for p in argument.iterdir() if p.suffix in SUFFIXES)
        else:
            yield argument


def main(program, arguments):
    files = same = failed = 0
    for path in captures(arguments):
        theirs = by_tshark(path)
        if theirs is None:
            continue
        ours, told, status = by_decode(program, path)
        files += 1
        same += sum((ours & theirs).values())
        missing, more = theirs - ours, ours - theirs
        # The same message may be in another frame: that of its last octet, or of its last fragment.
        moved = Counter(number for _, number in missing.elements()) & Counter(
            number for _, number in more.elements()
        )
        lost = sum(missing.values()) - sum(moved.values())
        is_told = status != 0
        if missing or more:
            verdict = "MISSING" if lost and not is_told else "differs"
            print(f"{verdict}: {path.name}: {lost} only by tshark,", end=" ")
            print(f"{sum(more.values()) - sum(moved.values())} only by decode,", end=" ")
            print(f"{sum(moved.values())} in other frames; status {status}")
            for line in told.splitlines() if lost else []:
                print(f"    {line}")
        failed += bool(lost and not is_told)
    print(f"{files} captures, {same} messages in the same frames; {failed} captures with a loss that is not told")
    return 1 if failed or not files else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
