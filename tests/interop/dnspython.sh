#!/bin/sh
# Compose 10 000 messages with records of all types and let dnspython read them.
#
#   sh tests/interop/dnspython.sh
#
# Needs python3 with venv, and pip to install dnspython. Ends with 0 when all records agree.
set -eu
export PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dnspython

DNSWIRE_MESSAGES="$work/messages.jsonl" cargo test --quiet -p dnswire --test interop -- \
	--ignored --exact composed::messages_of_all_types_for_other_parsers
"$work/venv/bin/python" tests/interop/dnspython.py "$work/messages.jsonl"
