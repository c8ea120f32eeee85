#!/bin/sh
# Compare the messages that `dnswire decode` finds in captures with those that tshark finds.
#
#   sh tests/interop/tshark.sh [CAPTURE or FOLDER ...]
#
# Without arguments: the capture in tests/data, and those in ../shared if that folder is there.
# Needs python3 and tshark; says so and ends with 0 without them. Ends with 1 when tshark finds a
# message of which `decode` neither shows nor names the loss.
set -eu
export PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")/../.."
for tool in tshark python3; do
	command -v "$tool" >/dev/null || {
		echo "skipped: $tool is not installed"
		exit 0
	}
done
if [ $# -eq 0 ]; then
	set -- tests/data/capture.pcap
	for folder in ../shared/corpus/captures ../shared/field/captures; do
		[ ! -d "$folder" ] || set -- "$@" "$folder"
	done
fi
if [ -z "${DNSWIRE:-}" ]; then
	cargo build --quiet -p dnswire-cli
	DNSWIRE=${CARGO_TARGET_DIR:-target}/debug/dnswire
fi
python3 tests/interop/tshark.py "$DNSWIRE" "$@"
