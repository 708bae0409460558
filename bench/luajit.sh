#!/usr/bin/env bash
# Orus with all tiers against LuaJIT, side by side: bench/luajit.sh [name...]
# For each program of bench/programs (or those named) the best repetition inside one process of each, in milliseconds, and their ratio.
# REPS (default 10) repetitions. Both must print the same checksum. The programs time themselves: Orus by the wall clock, LuaJIT by processor time, so use a quiet machine.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
choose_programs "$root/bench/programs" "$@"
cd "$root/bench/programs"
command -v luajit >/dev/null || { echo "luajit.sh: luajit is not installed" >&2; exit 69; }
"$root/orus" --version >/dev/null
best='/^time/ { if (m == "" || $2 < m) m = $2 } /^checksum/ { c = $2 } END { printf "%.3f %s\n", m * 1000, c }'
for name in "${programs[@]}"; do
    read -r theirs expected < <(printf '%s\n1\n' "${REPS:-10}" | luajit "$name.lua" | awk "$best")
    read -r ours found < <(printf '%s\n1\n' "${REPS:-10}" | "$root/artifacts/orus/orus" exec "$name.orus" | awk "$best")
    [ "$expected" = "$found" ] || { echo "$name: checksums differ: $expected and $found" >&2; exit 1; }
    echo "$name $theirs $ours"
done | awk '{ r = $3 / $2; s += log(r); n++; printf "%-24s LuaJIT %9.3f  Orus %9.3f  ratio %5.2f\n", $1, $2, $3, r } END { printf "geometric mean of %d: %.2f\n", n, exp(s / n) }'
