"""Counts the public items, beside modules, whose documentation has an example or a sample line.

    python3 tests/documented.py          prints the share, and fails below 90 %
    python3 tests/documented.py --list   names the items without one

Needs a nightly toolchain, for the JSON of rustdoc.
"""

import json
import pathlib
import subprocess
import sys

LEAST = 0.90
ROOT = pathlib.Path(__file__).resolve().parent.parent


def rustdoc():
    """The documentation of the library with all features, as JSON."""
    command = ["cargo", "+nightly", "rustdoc", "--quiet", "-p", "dnswire", "--lib", "--all-features"]
    subprocess.run([*command, "--", "-Z", "unstable-options", "--output-format", "json"], check=True, cwd=ROOT)
    metadata = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    target = json.loads(subprocess.check_output(metadata, cwd=ROOT))["target_directory"]
    return json.loads((pathlib.Path(target) / "doc" / "dnswire.json").read_text())


def public_items(doc):
    """Each public item once, with its kind and path; re-exports lead to their item."""
    index, seen = doc["index"], set()

    def walk(module, path):
        for item_id in module["inner"]["module"]["items"]:
            item = index.get(str(item_id))
            if item is None:
                continue
            kind, name = next(iter(item["inner"])), item["name"]
            if kind == "use":
                use = item["inner"]["use"]
                item, name = index.get(str(use["id"])), use["name"]
                if item is None:
                    continue
                if use["is_glob"]:
                    yield from walk(item, path)
                    continue
                kind = next(iter(item["inner"]))
            elif item["visibility"] != "public":
                continue
            if item["id"] in seen or any("hidden" in str(attr) for attr in item["attrs"]):
                continue
            seen.add(item["id"])
            if kind == "module":
                yield from walk(item, [*path, name])
            elif kind != "impl":
                yield kind, "::".join([*path, name]), item["docs"] or ""

    return list(walk(index[str(doc["root"])], ["dnswire"]))


def main():
    items = public_items(rustdoc())
    bare = [(kind, path) for kind, path, docs in items if "```" not in docs]
    share = 1 - len(bare) / len(items)
    print(f"{len(items) - len(bare)} of {len(items)} public items have an example: {share:.1%}")
    if "--list" in sys.argv[1:]:
        for kind, path in sorted(bare):
            print(f"{kind} {path}")
    if share < LEAST:
        sys.exit(f"fewer than {LEAST:.0%}: see --list")


main()
