#!/usr/bin/env bash
# Runs the programs (all, or those named) in every installed language and compares the checksums.
#   check.sh [name...]      REPS (default 3) and SCALE (default 1) come from the environment;
#                           ORUS names the Orus command line (default: the `orus` on the path, skipped if there is none)
# One line per program: the best time of one repetition in milliseconds per language, then ok or the differing checksums.
set -u
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
choose_programs "$root/bench/programs" "$@"
cd "$root/bench/programs" || exit 1
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
orus=${ORUS:-$(command -v orus || true)}

languages="luajit lua5.4 node gcc"
[ -z "$orus" ] || languages="$languages orus"
failures=0
printf '%-22s' program; printf '%10s' $languages; echo
for name in "${programs[@]}"; do
    printf '%-22s' "$name"
    sums=""
    for language in $languages; do
        case $language in
            luajit | lua5.4) command="$language $name.lua" ;;
            node) command="node $name.js" ;;
            gcc) command="$build/$name"; gcc -O2 -Wall -Wextra -o "$build/$name" "$name.c" -lm ;;
            orus) command="$orus exec $name.orus" ;;
        esac
        output=$(printf '%s\n%s\n' "${REPS:-3}" "${SCALE:-1}" | $command)
        printf '%10s' "$(awk '/^time/ { if (best == "" || $2 < best) best = $2 } END { printf best == "" ? "-" : "%.1f", best * 1000 }' <<< "$output")"
        sums="$sums $(awk '/^checksum/ { print $2 }' <<< "$output" | grep . || echo none)"
    done
    if [ "$(tr ' ' '\n' <<< "$sums" | grep . | sort -u | wc -l)" = 1 ]; then echo "  ok"; else echo "  DIFFERS:$sums"; failures=1; fi
done
exit $failures
