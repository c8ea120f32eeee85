#!/bin/sh
# Test the crate as it is published: make the package, unpack it elsewhere, run its tests there.
#
#   sh tests/package.sh
#
# The package has src/ and examples/, but no tests/. Ends with 0 when all tests pass.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

target=$(cargo metadata --format-version 1 --no-deps |
	python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
cargo package --quiet --package dnswire --no-verify --allow-dirty
tar -x -z -f "$(ls -t "$target"/package/dnswire-[0-9]*.crate | head -n 1)" -C "$work"
cd "$work"/dnswire-[0-9]*
export CARGO_TARGET_DIR="$target/packaged"
# The files of a package have one fixed time: cargo takes an older build for that of this one.
cargo clean --quiet --package dnswire
cargo test --quiet
