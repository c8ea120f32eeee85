"""Lines of `src` that the tests of the library reach.

    python3 tests/coverage.py          prints the share of each file and of all, and fails below 98 %
    python3 tests/coverage.py --list   prints the lines that no test reaches too

Code that is only compiled for tests does not count. Needs `rustup component add llvm-tools`.
"""

import collections
import glob
import json
import os
import pathlib
import re
import subprocess
import sys

LEAST = 98.0
ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "target" / "coverage"
PROFILES = TARGET / "profiles"


def tests():
    """Runs the tests, and returns their programs."""
    for old in glob.glob(f"{PROFILES}/*"):
        os.remove(old)
    command = ["cargo", "test", "-p", "dnswire", "--all-features", "--lib", "--test", "lib"]
    env = {**os.environ, "RUSTFLAGS": "-Cinstrument-coverage", "CARGO_INCREMENTAL": "0"}
    env |= {"CARGO_TARGET_DIR": str(TARGET), "LLVM_PROFILE_FILE": f"{PROFILES}/%p-%m.profraw"}
    built = subprocess.check_output([*command, "--no-run", "--message-format=json"], cwd=ROOT, env=env)
    subprocess.run(command, check=True, cwd=ROOT, env=env)
    messages = [json.loads(line) for line in built.splitlines()]
    return [message["executable"] for message in messages if message.get("executable")]


def counts(programs):
    """How often each line was reached, by file."""
    sysroot = subprocess.check_output(["rustc", "--print", "sysroot"], text=True, cwd=ROOT).strip()
    tools = pathlib.Path(glob.glob(f"{sysroot}/lib/rustlib/*/bin/llvm-cov")[0]).parent
    merged = TARGET / "merged.profdata"
    profiles = glob.glob(f"{PROFILES}/*.profraw")
    subprocess.run([tools / "llvm-profdata", "merge", "-sparse", *profiles, "-o", merged], check=True)
    found = collections.defaultdict(collections.Counter)
    # One program at a time: both have functions of the same name, and take different sides of `cfg(test)`.
    for program in programs:
        export = [tools / "llvm-cov", "export", "-format=lcov", program, f"-instr-profile={merged}"]
        for line in subprocess.check_output(export, text=True, stderr=subprocess.DEVNULL).splitlines():
            if line.startswith("SF:"):
                name = line[3:]
            elif line.startswith("DA:"):
                number, count = line[3:].split(",")[:2]
                found[name][int(number)] += int(count)
    return found


def only_for_tests(lines):
    """The numbers of the lines of items with `#[cfg(test)]`."""
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and re.match(r" *#\[cfg\(test\)\]", line):
            start, indent = number, line[: len(line) - len(line.lstrip())]
        # An item ends with the first line of its own indentation that ends with one of these.
        elif start and re.match(indent + r"\S", line) and line.endswith(("}", ";", ",")):
            yield from range(start, number + 1)
            start = None


def main():
    all_lines = all_missed = 0
    for name, found in sorted(counts(tests()).items()):
        path = pathlib.Path(name)
        if not path.is_relative_to(ROOT / "src"):
            continue
        short = path.relative_to(ROOT)
        if short.parts[1] in ("work", "work.rs") or short.name == "tests.rs":
            continue
        lines = path.read_text().splitlines()
        skipped = set(only_for_tests(lines))
        missed = [number for number in sorted(found) if not found[number] and number not in skipped]
        total = sum(number not in skipped for number in found)
        all_lines, all_missed = all_lines + total, all_missed + len(missed)
        if total:
            print(f"{100 * (1 - len(missed) / total):6.2f} %  {total:4}  {short}")
        if "--list" in sys.argv[1:]:
            for number in missed:
                print(f"{number:14}: {lines[number - 1]}")
    share = 100 * (1 - all_missed / all_lines)
    print(f"{share:6.2f} % of {all_lines} lines, {all_missed} not reached")
    sys.exit(share < LEAST)


main()
