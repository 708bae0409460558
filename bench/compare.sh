#!/usr/bin/env bash
# The interpreter of Orus (no machine code) against Lua 5.4 and the interpreter of LuaJIT, side by side.
#   compare.sh [name...]    all programs of bench/programs, or those named
# ROUNDS (default 3) times in turn, each language runs the program with REPS (default 2) repetitions of SCALE (default 1); the best counts.
# OPTIONS (default --tier=interp) goes to Orus. One line per program: milliseconds, then Orus relative to the others; below, the geometric means.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root/bench/programs"
[ $# -gt 0 ] || set -- $(ls *.orus | sed 's/\.orus$//')
languages="orus lua5.4 luajit"
for language in lua5.4 luajit; do
    command -v $language >/dev/null || { echo "compare.sh: $language is not installed" >&2; exit 69; }
done
"$root/orus" --version >/dev/null

run() {
    case $1 in
        orus) "$root/orus" exec ${OPTIONS---tier=interp} "$2.orus" ;;
        lua5.4) lua5.4 "$2.lua" ;;
        luajit) luajit -joff "$2.lua" ;;
    esac
}

printf '%-22s%10s%10s%10s%10s%10s\n' program $languages vs-lua vs-joff
for name; do
    for ((round = 0; round < ${ROUNDS:-3}; round++)); do
        for language in $languages; do
            printf '%s\n%s\n' "${REPS:-2}" "${SCALE:-1}" | run $language $name | awk -v language=$language '{ print language, $1, $2 }'
        done
    done | awk -v name=$name '
        $2 == "time" { if (!($1 in best) || $3 < best[$1]) best[$1] = $3 }
        $2 == "checksum" { if (checksum != "" && $3 != checksum) differs = 1; checksum = $3 }
        END {
            printf "%-22s%10.1f%10.1f%10.1f%10.2f%10.2f%s\n", name, best["orus"] * 1000, best["lua5.4"] * 1000, best["luajit"] * 1000,
                best["orus"] / best["lua5.4"], best["orus"] / best["luajit"], differs ? "  CHECKSUMS DIFFER" : ""
            exit differs
        }'
done | awk '
    { print; fflush(); lua += log($5); jit += log($6); count++; if (NF > 6) differs = 1 }
    END { printf "%-52s%10.2f%10.2f\n", "geometric mean of " count, exp(lua / count), exp(jit / count); exit differs }'
