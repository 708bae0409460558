#!/usr/bin/env bash
# Loops in pairs, each pair in one program that runs both in turn: `for` against the same loop as `while`, natural source against source optimized by hand.
#   pairs.sh [name...]    all programs of bench/pairs, or those named
# For the interpreter alone and for all tiers: the best repetition of the first and of the second loop in milliseconds, and first / second, which should be at most 1.05. The last column is what residency and
# canonical loops are worth: the interpreter with the switches of OFF off, relative to it with all on, both loops taken together.
# REPS (default 60) repetitions of loops of SIZE (default 100000) rounds; with compiled code ten times as many. Repetitions are short and alternate, so a busy machine does little harm.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
choose_programs "$root/bench/pairs" "$@"
cd "$root/bench/pairs"
orus="${ORUS:-$root/artifacts/orus/orus}"
[ -n "${ORUS:-}" ] || "$root/orus" --version >/dev/null
reps=${REPS:-60}
off=${OFF:-loopform,licm,unroll,ranges,strength,purity,guard-fusion,residency,fused}
run() { printf '%s\n%s\n' "$1" "${SIZE:-100000}" | "$orus" exec ${OPTIONS:-} "${@:3}" "$2.orus"; }
printf '%-18s%30s%30s%10s\n' pair "interpreter: first second ratio" "all tiers: first second ratio" "off/on"
for name in "${programs[@]}"; do
    printf '%s %s %s %s\n' "$name" "$(run "$reps" "$name" --tier=interp)" "$(run "$((reps * 10))" "$name")" "$(run "$reps" "$name" --tier=interp --disable="$off")"
done | awk '
    NF != 7 { print "pairs.sh: " $0 > "/dev/stderr"; failed = 1; next }
    {
        interpreted = $2 / $3; compiled = $4 / $5; gain = ($6 + $7) / ($2 + $3); a += log(interpreted); b += log(compiled); c += log(gain); count++
        printf "%-18s%10.3f%10.3f%10.2f%10.3f%10.3f%10.2f%10.2f%s\n", $1, $2 * 1000, $3 * 1000, interpreted, $4 * 1000, $5 * 1000, compiled, gain, (interpreted > 1.05 || compiled > 1.05) ? "  *" : ""
        fflush()
    }
    END { if (count) printf "%-38s%10.2f%30.2f%10.2f\n", "geometric mean of " count, exp(a / count), exp(b / count), exp(c / count); exit failed }'
