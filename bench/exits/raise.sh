#!/usr/bin/env bash
# What an error that is raised and caught in every round costs, interpreted and compiled: bench/exits/raise.sh [ORUS]
# The best of many short runs, taken in turns, so that a busy machine does not matter much. A ratio above 3 fails.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../common.sh"
answer_help "$@"
orus="${1:-$here/../../orus}"
[ -x "$orus" ] || fail_usage "'$orus' is not a command"
run() { printf '1000\n30\n' | "$orus" exec "$here/raise.orus" "$@"; }
for turn in 1 2 3; do
    run --tier=interp | sed 's/^/interpreted /'
    run | sed 's/^/compiled /'
done | awk '
    { key = $2; if (!(($1, key) in best) || $3 < best[$1, key]) best[$1, key] = $3; if (!(key in seen)) { seen[key] = 1; order[++count] = key } }
    END {
        print "| raised in every round | interpreted ns | compiled ns | ratio |"
        print "|---|---|---|---|"
        for (i = 1; i <= count; i++) {
            ratio = best["compiled", order[i]] / best["interpreted", order[i]]
            worst = ratio > worst ? ratio : worst
            name = order[i]; gsub("_", " ", name); sub("assert eq", "assert_eq", name)
            printf "| %s | %.0f | %.0f | %.2f |\n", name, best["interpreted", order[i]], best["compiled", order[i]], ratio
        }
        exit worst > 3
    }'
