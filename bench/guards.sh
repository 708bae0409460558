#!/usr/bin/env bash
# What the checks of the benchmark programs cost and what proofs save, from exact counts (no timing, so a busy machine does no harm):
#   bench/guards.sh [PROGRAM...]
# "made" are the checks executed by default; "no fusion" those without the pass that lets one check answer for others (--disable=guard-fusion); "no proofs" those without any removal of
# checks by ranges or witnesses (--disable=guard-fusion,ranges). All other passes stay on in all three. Then the share of typed operations, increments and branches, and type checks of `any`
# values per compiled round. SCALE (default 1) multiplies the work, JOBS (default 2) programs run at once. ORUS is the command to measure.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
choose_programs "$root/bench/programs" "$@"
orus="${ORUS:-$root/artifacts/orus/orus}"
[ -n "${ORUS:-}" ] || "$root/orus" --version >/dev/null
cd "$root/bench/programs"

counters() { # options... < program: guards, then the rates and what they are made of
    printf '1\n%s\n' "${SCALE:-1}" | "$orus" exec --tier2-sync --stats "${@:2}" "$1.orus" 2>&1 >/dev/null | awk '
        /^total / { for (i = 2; i <= NF; i++) { split($i, p, "="); v[p[1]] = p[2] } }
        END { printf "%.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f\n", v["guards_executed"], v["typed_operations"], v["operations"], v["typed_increments"], v["increments"], v["typed_branches"], v["branches"], v["boxed_guards_compiled"], v["compiled_rounds"] }'
}

measure() {
    all="$(counters "$1")"
    read -r unfused _ < <(counters "$1" --disable=guard-fusion)
    read -r unproved _ < <(counters "$1" --disable=guard-fusion,ranges)
    echo "$1 $unproved $unfused $all"
}

export orus SCALE
export -f counters measure
printf '%s\n' "${programs[@]}" | xargs -P "${JOBS:-2}" -I{} bash -c 'measure {}' | sort | awk '
    function rate(part, whole) { return whole ? 100 * part / whole : 100 }
    BEGIN { printf "%-22s %13s %13s %13s %8s %8s %8s %8s %10s\n", "program", "no proofs", "no fusion", "made", "saved", "typed", "incr.", "branch", "any/round" }
    {
        printf "%-22s %13.0f %13.0f %13.0f %6.1f %% %7.2f %8.2f %8.2f %10.3f\n", $1, $2, $3, $4, $2 ? 100 * (1 - $4 / $2) : 0, rate($5, $6), rate($7, $8), rate($9, $10), $12 ? $11 / $12 : 0
        for (i = 2; i <= 12; i++) s[i] += $i
    }
    END {
        printf "%-22s %13.0f %13.0f %13.0f %6.1f %% %7.2f %8.2f %8.2f %10.3f\n", "all", s[2], s[3], s[4], 100 * (1 - s[4] / s[2]), rate(s[5], s[6]), rate(s[7], s[8]), rate(s[9], s[10]), s[12] ? s[11] / s[12] : 0
        printf "checks made: %.1f %% fewer than without proofs; fusion alone: %.1f %% fewer\n", 100 * (1 - s[4] / s[2]), 100 * (1 - s[4] / s[3])
    }'
