#!/usr/bin/env python3
"""Plants a panic at the start of every function of a copy of `src`, and tells which the proof sees.

    plants.py plant COPY          changes COPY/src; writes COPY/plants.txt: number, tab, function
    plants.py compare COPY FOUND  FOUND has the numbers that the linked proof still holds
    plants.py fuzzed COPY FOUND   the same for the program with all fuzz targets

Functions that the proof does not see must be in `exceptions.txt`, each with its reason.
"""
import fnmatch
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
FUNCTION = re.compile(r"^\s*(?:pub(?:\([^)]*\))? )?(?:default )?(?:const )?fn ([\w$]+)")
BLOCK = re.compile(r"^(\s*)(?:impl\b|(?:pub(?:\([^)]*\))? )?trait\b|macro_rules!|mod )")


def short(head):
    """`Debug for Name` of `impl<'a> fmt::Debug for Name<'a> {`."""
    head = re.sub(r"\bwhere\b.*", "", head.rstrip("{ "))
    while True:
        less = re.sub(r"<[^<>]*>", "", head.replace("->", ""))
        if less == head:
            break
        head = less
    words = head.replace("impl", " ").split()
    words = [word.split("::")[-1] for word in words if word not in ("pub", "pub(crate)", "pub(super)")]
    return " ".join(word for word in words if word not in ("trait",))


def functions(lines):
    """Each function with a body: index of the line that opens it, and its name."""
    blocks, at = [], 0
    while at < len(lines):
        line = lines[at]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not line.lstrip().startswith(("//", "#")):
            blocks = [block for block in blocks if block[0] < indent]
            if match := BLOCK.match(line):
                end = at
                while not lines[end].rstrip().endswith(("{", ";", "}")):
                    end += 1
                blocks.append((indent, short(" ".join(lines[at:end + 1]).strip())))
            elif match := FUNCTION.match(line):
                end = at
                while not lines[end].rstrip().endswith(("{", ";", "{}", "}")):
                    end += 1
                if lines[end].rstrip().endswith("{"):
                    yield end, " ".join([*(name for _, name in blocks[-1:]), match[1]])
                    blocks.append((indent, match[1]))
                at = end
        at += 1


def without_tests(text):
    return text.split("\n#[cfg(test)]\nmod tests {")[0]


def plant(copy):
    found = []
    for path in sorted((copy / "src").rglob("*.rs")):
        place = path.relative_to(copy / "src").as_posix()
        if re.match(r"work|.*/work\.rs|.*tests\.rs", place):
            continue
        text = path.read_text()
        code = without_tests(text)
        lines = code.split("\n")
        for line, name in functions(lines):
            found.append(f"{place} {name}")
            lines[line] += (
                f' if core::hint::black_box(false) {{ panic!("<plant {len(found)}>") }}')
        path.write_text("\n".join(lines) + text[len(code):])
    (copy / "plants.txt").write_text(
        "".join(f"{number}\t{name}\n" for number, name in enumerate(found, 1)))


def exceptions():
    for line in (HERE / "exceptions.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, _, reason = line.partition(" | ")
            yield pattern.strip(), reason.strip()


def compare(copy, found):
    seen = set(found.read_text().split())
    plants = [line.split("\t") for line in (copy / "plants.txt").read_text().splitlines()]
    targets = {path.stem for path in (HERE / "../../fuzz/fuzz_targets").glob("*.rs")}
    rules, used, wrong = list(exceptions()), set(), []
    for number, name in plants:
        if number in seen:
            continue
        matching = [rule for rule in rules if fnmatch.fnmatchcase(name, rule[0])]
        used.update(matching)
        if not matching:
            wrong.append(f"src/{name}: call it in tests/no_panic/src, or give tests/no_panic/"
                         "exceptions.txt a line with its fuzz target or the reason")
    for rule in rules:
        if rule not in used:
            wrong.append(f"exceptions.txt: no function without proof is like '{rule[0]}'")
        if not rule[1]:
            wrong.append(f"exceptions.txt: '{rule[0]}' has no reason")
        for name in re.findall(r"fuzz target (\w+)", rule[1]):
            if name not in targets:
                wrong.append(f"exceptions.txt: there is no fuzz target {name}")
    files = {name.split()[0] for _, name in plants}
    stopped = {name.split()[0] for number, name in plants if number in seen}
    print(f"{len(plants)} functions in {len(files)} files, a panic planted in each: the proof sees "
          f"{len(seen)} in {len(stopped)} files; {len(plants) - len(seen)} are exceptions")
    for line in wrong:
        print(f"    {line}")
    return bool(wrong)


def fuzzed(copy, found):
    """Checks that the fuzz targets reach every function that `exceptions.txt` leaves to them."""
    seen, rules = set(found.read_text().split()), list(exceptions())
    plants = [line.split("\t") for line in (copy / "plants.txt").read_text().splitlines()]
    left = [name for _, name in plants
            if any("fuzz target" in reason and fnmatch.fnmatchcase(name, pattern)
                   for pattern, reason in rules)]
    missing = [name for number, name in plants if number not in seen and name in left]
    print(f"{len(left)} functions are left to the fuzz targets; they do not reach {len(missing)}")
    for name in missing:
        print(f"    src/{name}")
    return bool(missing)


def main():
    command, copy = sys.argv[1], pathlib.Path(sys.argv[2])
    if command == "plant":
        plant(copy)
    elif command == "compare":
        sys.exit(compare(copy, pathlib.Path(sys.argv[3])))
    else:
        sys.exit(fuzzed(copy, pathlib.Path(sys.argv[3])))


if __name__ == "__main__":
    main()
