#!/bin/sh
# Open the pages that `dnswire page` writes in Chromium: marks, keys, filter, light and dark, width of a phone.
#
#   sh tests/interop/page.sh [FOLDER for screenshots]
#
# Needs chromium, node, and npm to install playwright-core; says so and ends with 0 without them.
set -eu
cd "$(dirname "$0")/../.."
for tool in chromium node npm; do
	command -v "$tool" >/dev/null || {
		echo "skipped: $tool is not installed"
		exit 0
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shots=${1:-$work}
mkdir -p "$shots"
shots=$(cd "$shots" && pwd)
if [ -z "${DNSWIRE:-}" ]; then
	cargo build --quiet -p dnswire-cli
	DNSWIRE=${CARGO_TARGET_DIR:-target}/debug/dnswire
fi
npm install --silent --prefix "$work" playwright-core >/dev/null

# The hex of the message with this id.
message() { sed -n "s|.*\"id\": *\"$2\".*\"$3\": *\"\([0-9a-f]*\)\".*|\1|p" "tests/data/$1.jsonl" | head -1; }

"$DNSWIRE" page --port 5301 --port 5302 --port 5303 --port 5304 --port 5305 tests/data/capture.pcap -o "$work/capture.html"
message messages 'recorded/nsd-4.6.1/nsec.test./nxdomain' wire | "$DNSWIRE" page - -o "$work/dnssec.html"
message cases 'ptr-loop2-labels' hex | "$DNSWIRE" page - -o "$work/hostile.html"
NODE_PATH="$work/node_modules" node tests/interop/page.js "$work" "$shots"
