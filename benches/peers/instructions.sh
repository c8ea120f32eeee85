#!/bin/sh
# Instructions a message, by callgrind: the difference between 2N and N messages, divided by N.
#
#   ./instructions.sh [-n N] [-t "TASKS"] [-m "MESSAGES"] [-l "LIBRARIES"]
#
# Needs valgrind. Prints one line for each task and message, one column for each library.
set -eu

count=256
tasks="skip mx decode check print compose"
messages="query addresses referral dnssec https mx zone mix"
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
program=$(cargo bench --manifest-path "$manifest" --no-run 2>&1 |
    sed -n 's/.*Executable.*(\(.*\))/\1/p')
[ -x "$program" ] || { echo "it does not build: cargo bench --manifest-path $manifest" >&2; exit 1; }

# The instructions of the whole program, for task, message, library and count.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$program" --task "$1" --message "$2" --library "$3" --count "$4" 2>&1 |
        sed -n 's/.*refs: *//p' | tr -d ,
}

printf '%-20s' "instructions"
for library in $libraries; do printf '%12s' "$library"; done
echo
for task in $tasks; do
    for message in $messages; do
        if [ "$task" = mx ] && [ "$message" != mx ]; then continue; fi
        printf '%-20s' "$task $message"
        for library in $libraries; do
            once=$(instructions "$task" "$message" "$library" "$count")
            twice=$(instructions "$task" "$message" "$library" $((2 * count)))
            a_message=$(((twice - once) / count))
            # Less than the loop itself takes: the library cannot do it.
            [ "$a_message" -ge 20 ] || a_message=-
            printf '%12s' "$a_message"
        done
        echo
    done
done
