#!/usr/bin/env bash
# What compiling costs, by size of the unit: bench/exits/compile.sh [ORUS [TURNS]]. Runs the benchmark programs briefly, compiles in place, and
# takes of each unit the best of some runs; the first unit of a process, which also pays for everything that is used first, is left out.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../common.sh"
answer_help "$@"
orus="${1:-$here/../../orus}"
[ -x "$orus" ] || fail_usage "'$orus' is not a command"
turns="${2:-3}"
[[ "$turns" =~ ^[1-9][0-9]*$ ]] || fail_usage "TURNS is a number, not '$turns'"
for turn in $(seq "$turns"); do
    for program in "$here"/../programs/*.orus; do
        printf '1\n1\n' | "$orus" exec --stats --tier2-sync "$program" 2>&1 >/dev/null | awk -v program="$(basename "$program")" '
            /^compiled unit/ { print "columns", $0 }
            $1 ~ /^orus:/ { if (units++) print program "/" $1, $0 }'
    done
done | python3 -c '
import re, statistics, sys
best, columns = {}, []
for line in sys.stdin:
    key, rest = line.split(" ", 1)
    if key == "columns":
        # Those behind "hot to entry" are there for functions too; from the end, because what stands before them is not.
        columns = rest.split("hot to entry")[1].split()
        continue
    fields = re.split(r"\s+", rest.split(",")[0].replace(" ms", "").strip())
    numbers = [float(f) for f in fields[1:]]
    instructions, size = (int(numbers[columns.index(name) - len(columns)]) for name in ("IL", "bytes"))
    has_entries = key.count(":loop") > 0
    emit, _, jit = numbers[1:4] if has_entries else numbers[0:3]
    old = best.get(key, (instructions, size, 1e9, 1e9))
    best[key] = (instructions, size, min(emit, old[2]), min(jit, old[3]))
print("| IL instructions | units | machine code, bytes | planning and IL, ms | machine code, ms |")
print("|---|---|---|---|---|")
edges = [0, 100, 200, 400, 800, 1600, 1 << 30]
for low, high in zip(edges, edges[1:]):
    units = [u for u in best.values() if low <= u[0] < high]
    if units:
        middle = lambda i: statistics.median(u[i] for u in units)
        name = f"{low} to {high - 1}" if high < 1 << 30 else f"{low} and more"
        print(f"| {name} | {len(units)} | {middle(1):.0f} | {middle(2):.2f} | {middle(3):.2f} |")
'
