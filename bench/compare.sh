#!/usr/bin/env bash
# The interpreter of Orus (no machine code) against Lua 5.4 and the interpreter of LuaJIT, side by side.
#   compare.sh [name...]    all programs of bench/programs, or those named
# ROUNDS (default 3) times in turn, each language runs the program with REPS (default 2) repetitions of SCALE (default 1); the best counts.
# Measured is processor time (the programs' own clocks differ in what they count), less that of a run without any repetition, for one repetition.
# OPTIONS (default --tier=interp) goes to Orus. One line per program: milliseconds, then Orus relative to the others; below, the geometric means.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
choose_programs "$root/bench/programs" "$@"
cd "$root/bench/programs"
rounds=${ROUNDS:-3}
reps=${REPS:-2}
languages="orus lua5.4 luajit"
for language in lua5.4 luajit; do
    command -v $language >/dev/null || { echo "compare.sh: $language is not installed" >&2; exit 69; }
done
"$root/orus" --version >/dev/null
output="$(mktemp)"
trap 'rm -f "$output"' EXIT
TIMEFORMAT='%3U %3S'

# Runs a program; prints the language, how many repetitions, the processor time in both modes, and the checksum.
run() {
    local language=$1 name=$2 count=$3 command times
    case $language in
        orus) command="$root/artifacts/orus/orus exec ${OPTIONS---tier=interp} $name.orus" ;;
        lua5.4) command="lua5.4 $name.lua" ;;
        luajit) command="luajit -joff $name.lua" ;;
    esac
    times=$({ time printf '%s\n%s\n' "$count" "${SCALE:-1}" | $command >"$output"; } 2>&1)
    echo "$language $count $times $(awk '/^checksum/ { print $2 }' "$output")"
}

printf '%-22s%10s%10s%10s%10s%10s\n' program $languages vs-lua vs-joff
for name in "${programs[@]}"; do
    for ((round = 0; round < rounds; round++)); do
        for language in $languages; do
            run $language $name 0
            run $language $name $reps
        done
    done | awk -v name=$name -v reps=$reps '
        { kind = $2 == 0 ? "empty" : "full"; key = $1 kind; time = $3 + $4; if (!(key in best) || time < best[key]) best[key] = time }
        $2 != 0 { if (checksum != "" && $5 != checksum) differs = 1; checksum = $5 }
        function cost(language) { return (best[language "full"] - best[language "empty"]) / reps }
        END {
            printf "%-22s%10.1f%10.1f%10.1f%10.2f%10.2f%s\n", name, cost("orus") * 1000, cost("lua5.4") * 1000, cost("luajit") * 1000,
                cost("orus") / cost("lua5.4"), cost("orus") / cost("luajit"), differs ? "  CHECKSUMS DIFFER" : ""
        }'
done | awk '
    { print; fflush(); lua += log($5); jit += log($6); count++; if (NF > 6) differs = 1 }
    END { printf "%-52s%10.2f%10.2f\n", "geometric mean of " count, exp(lua / count), exp(jit / count); exit differs }'
