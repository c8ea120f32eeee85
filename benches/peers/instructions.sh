#!/bin/sh
# Instructions and simulated mispredictions a message, by cachegrind: the difference between 2N and N
# messages, divided by N.
#
#   ./instructions.sh [-n N] [-t "TASKS"] [-m "MESSAGES"] [-l "LIBRARIES"]
#
# Needs valgrind. Prints two lines for each task and message, one column for each library. N is 256,
# and 16384 for "stream": all its messages once. The simulated predictor is simpler than that of a
# processor. Use its figures to compare libraries.
set -eu

count=
tasks="skip mx decode check print compose"
messages="stream query addresses referral dnssec https mx zone mix"
libraries="dnswire dnsbox domain hickory simple-dns rsdns"
while getopts n:t:m:l: option; do
    case $option in
    n) count=$OPTARG ;;
    t) tasks=$OPTARG ;;
    m) messages=$OPTARG ;;
    l) libraries=$OPTARG ;;
    *) exit 2 ;;
    esac
done

manifest=$(dirname "$0")/Cargo.toml
program=$(cargo bench --manifest-path "$manifest" --bench peers --no-run 2>&1 |
    sed -n 's/.*Executable.*(\(.*\))/\1/p')
[ -x "$program" ] || { echo "it does not build: cargo bench --manifest-path $manifest" >&2; exit 1; }

# Instructions and mispredictions of the whole program, for task, message, library and count.
events() {
    valgrind --tool=cachegrind --cache-sim=no --branch-sim=yes --cachegrind-out-file=/dev/null \
        "$program" --task "$1" --message "$2" --library "$3" --count "$4" 2>&1 |
        awk '{ gsub(",", "") }
            / refs:/ { instructions = $NF }
            /Mispredicts:/ { mispredictions = $3 }
            END { print instructions, mispredictions }'
}

printf '%-28s' "a message"
for library in $libraries; do printf '%12s' "$library"; done
echo
for task in $tasks; do
    for message in $messages; do
        if [ "$task" = mx ] && [ "$message" != mx ] && [ "$message" != stream ]; then continue; fi
        n=${count:-256}
        if [ -z "$count" ] && [ "$message" = stream ]; then n=16384; fi
        for library in $libraries; do
            echo "$(events "$task" "$message" "$library" "$n")" \
                "$(events "$task" "$message" "$library" $((2 * n)))"
        done | awk -v n="$n" -v name="$task $message" '
            {
                instructions = ($3 - $1) / n
                # The loop itself takes more than 20: the library cannot do the task.
                able = instructions >= 20
                first = first sprintf("%12s", able ? sprintf("%.0f", instructions) : "-")
                second = second sprintf("%12s", able ? sprintf("%.2f", ($4 - $2) / n) : "-")
            }
            END {
                printf "%-28s%s\n", name, first
                printf "%-28s%s\n", "  mispredicted", second
            }'
    done
done
