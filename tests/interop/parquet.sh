#!/bin/sh
# Write the tables of captures to Parquet, and let pyarrow, pandas and DuckDB count what is in them.
#
#   sh tests/interop/parquet.sh [CAPTURE..]
#
# Without captures: the built-in one, and those of the corpus beside the repository if it is there.
# Needs python3 with pyarrow; pandas and duckdb take part if they are there. PYTHON names the interpreter.
# Without pyarrow nothing is checked, and it says so. Ends with 0 when all counts and values agree.
set -eu
export PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
if ! "$python" -c 'import pyarrow.parquet' 2>/dev/null; then
	echo "parquet.sh: $python has no pyarrow: nothing was checked"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -eq 0 ] && [ -d ../shared/corpus/captures ]; then
	set -- ../shared/corpus/captures/*
fi
cargo build --quiet -p dnswire-analytics
program=$(cargo metadata --format-version 1 --no-deps |
	"$python" -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/debug/dnswire-analytics
# 2: an input is cut, and all messages before that are there.
"$program" convert "$@" --output "$work/tables" >"$work/summary" || [ $? -eq 2 ]
cat "$work/summary"
"$python" tests/interop/parquet.py "$program" "$work/tables"
