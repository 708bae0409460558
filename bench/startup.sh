#!/usr/bin/env bash
# Start-up, side by side: bench/startup.sh
# Whole processes by the wall clock, the contenders taking turns, medians in milliseconds.
#   1. a one-line program
#   2. one hot loop that takes 1, 3, 10 ... 1000 ms in LuaJIT (in Orus where there is no LuaJIT)
#   3. from a loop of some 20 ms becoming hot to the first entry into its machine code, for the first loop of a process and for later ones; before it is hot, 1000 rounds are interpreted, which take 0.01 ms
#   4. how many methods the run time compiles in a process besides the program's own code: each is a method that the image lacks
# ROUNDS (default 21) rounds of the first and third, a quarter of them of the second. PREFIX is put before each command, e.g. PREFIX='chrt -f 10' on a busy machine (needs the right to it).
# A contender that is not installed is left out, with a word.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/bench/common.sh"
answer_help "$@"
[ $# -eq 0 ] || fail_usage "it takes no arguments, but was given '$1'"
rounds="${ROUNDS:-21}"
read -r -a prefix <<<"${PREFIX:-}"
"$root/orus" --version >/dev/null
orus="$root/artifacts/orus/orus"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

missing=
for name in node python3 luajit lua5.4; do
    command -v "$name" >/dev/null || { missing="$missing $name"; echo "$name is not installed: left out"; }
done
is_here() { [[ " $missing " != *" $1 "* ]]; }

# run NAME COMMAND...: one timed process; its milliseconds go to the file of that name.
run() {
    local file="$work/times.$1" start end
    shift
    start="${EPOCHREALTIME/[.,]/}"
    "${prefix[@]}" "$@" >/dev/null
    end="${EPOCHREALTIME/[.,]/}"
    echo $((end - start)) >>"$file"
}

# median NAME: of what was measured since it was last asked.
median() {
    sort -n "$work/times.$1" | awk '{ t[NR] = $1 } END { printf "%.1f", t[int((NR + 1) / 2)] / 1000 }'
    rm "$work/times.$1"
}

echo "print(1)" >"$work/one.orus"
contenders=()
for name in orus launcher node python3 luajit lua5.4; do
    ! is_here "$name" || contenders+=("$name")
done
one() {
    case "$1" in
        orus) run "$1" "$orus" exec "$work/one.orus" ;;
        launcher) run "$1" "$root/orus" exec "$work/one.orus" ;;
        node) run "$1" node -e 0 ;;
        python3) run "$1" python3 -S -c pass ;;
        luajit) run "$1" luajit -e '' ;;
        lua5.4) run "$1" lua5.4 -e '' ;;
    esac
}
for ((round = 0; round < rounds; round++)); do
    for name in "${contenders[@]}"; do one "$name"; done
done
echo "one-line program"
reference=
for name in "${contenders[@]}"; do
    case "$name" in
        orus) label="orus exec (artifacts/orus/orus)" ;;
        launcher) label="./orus exec, with its check of the sources" ;;
        node) label="node -e 0" ;;
        python3) label="python3 -S -c pass" ;;
        *) label="$name -e ''" ;;
    esac
    time="$(median "$name")"
    [ "$name" != orus ] || ours="$time"
    [ "$name" != node ] || reference="$time"
    printf '  %-44s %8s ms\n' "$label" "$time"
done
[ -z "$reference" ] || awk -v ours="$ours" -v node="$reference" 'BEGIN { printf "  orus / node %40.2f\n", ours / node }'

# write_loop ROUNDS: the same loop in each language.
write_loop() {
    printf 'mut total: i64 = 0\nfor i in 0..%d:\n    total += (i %% 13) as i64\nprint(total)\n' "$1" >"$work/loop.orus"
    printf 'local total = 0\nfor i = 0, %d - 1 do total = total + i %% 13 end\nprint(total)\n' "$1" >"$work/loop.lua"
    printf 'let total = 0;\nfor (let i = 0; i < %d; i++) total += i %% 13;\nconsole.log(total);\n' "$1" >"$work/loop.js"
}

# loop_time ROUNDS: milliseconds of a process with so many rounds in the language that the lengths are given in.
loop_time() {
    write_loop "$1"
    for turn in 1 2 3 4 5; do
        if is_here luajit; then run calibration luajit "$work/loop.lua"; else run calibration "$orus" exec "$work/loop.orus"; fi
    done
    median calibration
}

echo "whole process with one hot loop (total += i % 13)"
printf '  %9s %12s' 'length ms' rounds
for name in orus luajit node lua5.4; do printf ' %9s' "$name"; done
echo
calibration=100000000
rounds_per_ms="$(awk -v none="$(loop_time 1)" -v many="$(loop_time $calibration)" -v rounds=$calibration 'BEGIN { printf "%d", rounds / (many - none) }')"
for milliseconds in 1 3 10 30 100 300 1000; do
    length=$((milliseconds * rounds_per_ms))
    write_loop "$length"
    for ((round = 0; round < (rounds + 3) / 4; round++)); do
        run orus "$orus" exec "$work/loop.orus"
        ! is_here luajit || run luajit luajit "$work/loop.lua"
        ! is_here node || run node node "$work/loop.js"
        ! is_here lua5.4 || run lua5.4 lua5.4 "$work/loop.lua"
    done
    printf '  %9d %12d' "$milliseconds" "$length"
    for name in orus luajit node lua5.4; do
        if [ -f "$work/times.$name" ]; then printf ' %9s' "$(median "$name")"; else printf ' %9s' -; fi
    done
    echo
done

cat >"$work/units.orus" <<'EOF'
fn first(n: i32) -> i64:
    mut total: i64 = 0
    for i in 0..n:
        total += (i * 7 % 13) as i64
    return total
fn second(n: i32) -> f64:
    mut x = 0.5
    for i in 0..n:
        x = x * 0.99 + (i as f64)
    return x
fn third(n: i32) -> i32:
    mut i = 0
    mut odd = 0
    while i < n:
        if i % 3 == 1:
            odd += 1
        i += 1
    return odd
fn fourth(n: i32) -> i64:
    items = [1, 2, 3, 4, 5, 6, 7, 8]
    mut total: i64 = 0
    for i in 0..n:
        total += items[i % 8] as i64
    return total
print(first(8000000), second(8000000), third(8000000), fourth(8000000))
EOF
for ((round = 0; round < rounds; round++)); do
    "${prefix[@]}" "$orus" exec --trace-jit "$work/units.orus" 2>&1 >/dev/null |
        awk -v dir="$work" '/^jit: entered/ { print $(NF - 5) * 1000 >>(dir "/times." (n++ ? "later" : "first")) }'
done
echo "from hot to the first entry into machine code"
printf '  first loop of a process %34s ms\n  later ones %47s ms\n' "$(median first)" "$(median later)"

# methods PROGRAM: those compiled at run time that are not the program's.
methods() {
    DOTNET_JitStdOutFile="$work/methods" DOTNET_JitDisasmSummary=1 "$orus" exec "$1" >/dev/null
    grep -vc 'orus:' "$work/methods"
    rm "$work/methods"
}
echo "methods compiled at run time besides the program"
printf '  one-line program %44s\n  four compiled loops %41s\n' "$(methods "$work/one.orus")" "$(methods "$work/units.orus")"
