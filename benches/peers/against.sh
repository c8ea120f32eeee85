#!/bin/sh
# Compares the working tree with another commit on the message set "stream", in one run.
#
#   benches/peers/against.sh COMMIT [TASK..]
#
# The commit must have the stream. Its worktree is made under the target folder. Both programs run in
# turns. For each task the script prints the median nanoseconds a message of both and the median of
# the ratios of each round: the time of the tree by that of the commit, then each by dnsbox. Below 1
# the tree is faster. ROUNDS sets the number of rounds, 7 without it.
set -eu

[ $# -ge 1 ] || { echo "usage: against.sh COMMIT [TASK..]" >&2; exit 2; }
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
commit=$(git -C "$root" rev-parse --verify --short "$1^{commit}")
shift
for task in "$@"; do
    case $task in
    skip | mx | decode | check | print | compose) tasks="${tasks:-} --task $task" ;;
    *) echo "no such task: $task" >&2; exit 2 ;;
    esac
done
if ! git -C "$root" cat-file -e "$commit:tools/support/src/stream.rs" 2>/dev/null ||
    ! git -C "$root" cat-file -e "$commit:benches/peers/against.sh" 2>/dev/null; then
    echo "$commit does not have the message set \"stream\"; take a later commit" >&2
    exit 1
fi

CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/benches/peers/target}
export CARGO_TARGET_DIR
unset DNSWIRE_CORPUS
folder=$CARGO_TARGET_DIR/against
other=$folder/$commit
mkdir -p "$folder"
git -C "$root" worktree prune
[ -e "$other/.git" ] || git -C "$root" worktree add --quiet --detach "$other" "$commit"

# Builds the program of a worktree and prints its path.
program() {
    cargo bench --quiet --locked --bench peers --no-run --manifest-path "$1/benches/peers/Cargo.toml" >&2
    cargo bench --locked --bench peers --no-run --manifest-path "$1/benches/peers/Cargo.toml" 2>&1 |
        sed -n 's/.*Executable.*(\(.*\))/\1/p'
}

echo "building $commit and the working tree" >&2
before=$(program "$other")
after=$(program "$root")
[ -x "$before" ] && [ -x "$after" ] || { echo "it does not build" >&2; exit 1; }
[ "$before" != "$after" ] || { echo "both builds are one file: $before" >&2; exit 1; }

# The two generators must make one stream.
for side in before after; do
    mkdir -p "$folder/$side"
    eval "program=\$$side"
    "$program" --write "$folder/$side"
done
if ! cmp -s "$folder/before/stream.tcp" "$folder/after/stream.tcp"; then
    echo "the two commits make different streams; the times cannot be compared" >&2
    exit 1
fi

# One line for each round, side, task and library.
measure() {
    # shellcheck disable=SC2086 # the tasks are several words
    "$2" --tsv --message stream --library dnswire --library dnsbox ${tasks:-} |
        sed "s/^/$round	$1	/"
}

for round in $(seq "${ROUNDS:-7}"); do
    measure before "$before"
    measure after "$after"
done | awk -F '\t' -v commit="$commit" '
function median(list, count,    i, j, value, values) {
    for (i = 1; i <= count; i++) {
        value = list[i]
        for (j = i - 1; j > 0 && values[j] > value; j--) values[j + 1] = values[j]
        values[j + 1] = value
    }
    return values[int((count + 1) / 2)]
}
{
    # round, side, task, messages, library, ns, ratio to dnswire
    if (!($3 in seen)) { seen[$3] = 1; order[++tasks] = $3 }
    if ($1 > rounds) rounds = $1
    if ($5 == "dnswire") ns[$3, $2, $1] = $6
    else by[$3, $2, $1] = $7
}
END {
    printf "%-8s %12s %12s %14s %14s %14s\n", "stream", commit " ns", "tree ns", \
        "tree/" commit, commit "/dnsbox", "tree/dnsbox"
    for (t = 1; t <= tasks; t++) {
        task = order[t]
        for (r = 1; r <= rounds; r++) {
            a[r] = ns[task, "before", r]; b[r] = ns[task, "after", r]; ratio[r] = b[r] / a[r]
            x[r] = by[task, "before", r]; y[r] = by[task, "after", r]
        }
        printf "%-8s %12.1f %12.1f %14.3f %14.3f %14.3f\n", task, median(a, rounds), \
            median(b, rounds), median(ratio, rounds), median(x, rounds), median(y, rounds)
    }
}'
