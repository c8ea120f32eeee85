#!/bin/sh
# Write 10 000 records of all types as zone text, let dnspython and BIND's named-checkzone read it, and read
# what they print.
#
#   sh tests/interop/zone.sh [ZONE..]
#
# ZONE: other zone files, which both must read as `dnswire zone` does.
# Needs dnspython (PYTHON names an interpreter that has it) and, for the second part, named-checkzone.
# KEEP=1 keeps the files. Ends with 0 when all records agree.
set -eu
export PYTHONDONTWRITEBYTECODE=1
here=$(pwd)
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
work=$(mktemp -d)
[ -n "${KEEP:-}" ] || trap 'rm -rf "$work"' EXIT

DNSWIRE_ZONE="$work" cargo test --quiet -p dnswire --features proptest --test interop -- \
	--ignored --exact zone::records_of_all_types_for_other_readers_of_zones
cargo build --quiet -p dnswire-cli
program=$(cargo metadata --format-version 1 --no-deps |
	"$python" -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/dnswire
script=$(pwd)/tests/interop/zone.py
cd "$here"
"$python" "$script" "$program" "$work" "$@"
