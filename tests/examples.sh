#!/usr/bin/env bash
# Runs each program in examples/, and looks for a line of its output. The servers are on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --quiet -p dnswire --all-features --examples
target=$(cargo metadata --format-version 1 --no-deps |
    python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
programs="$target/debug/examples"
failures=0

# expect LINE PROGRAM [ARGUMENT..]: the output has the line, and with "usage" the program fails.
expect() {
    local line="$1" program="$2"
    shift 2
    local output
    output=$(timeout 20 "$programs/$program" "$@" 2>&1) || [[ $line == *usage* ]] || {
        echo "$program failed: $output"
        failures=$((failures + 1))
    }
    if ! grep -qxF -e "$line" <<<"$output"; then
        echo "$program has no line '$line': $output"
        failures=$((failures + 1))
    fi
}

expect '  rp=ipp/print' browse
expect 'example. 200 IN MX 10 mail.example.' cache
expect '5 octets are missing' cut_answer
expect ';example. IN MX' deframe
expect 'www.example. A is signed by key 53568' dnssec
expect 'accept: application/dns-message' doh www.example A
expect '1 errors' findings
expect 'true false' firewall
expect 'web.example. has the address 192.0.2.1' follow_alias
expect 'c. 5 IN TXT "a" "b c"' from_text
expect '10 mail.example.' list_mx
expect 'CUSTOMER: 7 has Some(Ok(Customer { number: 7 }))' own_type
expect 'mail.example. 300 IN AAAA 2001:db8::2' serve
expect 'answer: 2' table
expect 'both signatures are valid' tsig
# One line of JSON.
timeout 20 "$programs/log_json" | python3 -c '
import json, sys
assert [r["data"]["preference"] for r in json.load(sys.stdin)["answer"]] == [20, 10]'

# The server of one example answers the clients of others.
port=$((20000 + RANDOM % 20000))
"$programs/serve" "127.0.0.1:$port" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
sleep 1
expect 'mail.example. 300 IN A 192.0.2.2' query "127.0.0.1:$port" mail.example A
expect '192.0.2.2' resolve "127.0.0.1:$port" mail.example
expect 'Error: "usage: transfer ADDRESS:PORT ZONE"' transfer

for program in examples/*.rs; do
    grep -qE "(expect .* |programs/)$(basename "$program" .rs)\b" tests/examples.sh ||
        { echo "$program is not run here"; failures=$((failures + 1)); }
done
exit "$((failures > 0))"
