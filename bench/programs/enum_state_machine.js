// A state machine whose states are enum values with payloads, driven by pseudo-random symbols.
const IDLE = { kind: "idle" };

function running(speed) {
    return { kind: "running", speed };
}

function paused(speed, left) {
    return { kind: "paused", speed, left };
}

function done(code) {
    return { kind: "done", code };
}

function advance(state, symbol) {
    switch (state.kind) {
        case "idle":
            return symbol < 6 ? running(symbol + 1) : IDLE;
        case "running":
            if (symbol === 0) {
                return IDLE;
            }
            if (symbol < 4) {
                return running(state.speed + symbol);
            }
            if (symbol < 7) {
                return paused(state.speed, symbol);
            }
            return state.speed < 20 ? state : done(state.speed);
        case "paused":
            return state.left === 0 ? running(Math.trunc(state.speed / 2) + 1) : paused(state.speed, state.left - 1);
        default:
            return symbol > 2 ? IDLE : done(state.code + 1);
    }
}

function score(state) {
    switch (state.kind) {
        case "idle":
            return 1;
        case "running":
            return state.speed;
        case "paused":
            return state.left;
        default:
            return 100 + state.code;
    }
}

function run(seed) {
    let state = IDLE;
    let x = seed + 1;
    let total = 0;
    for (let i = 0; i < 800000; i++) {
        x = (x * 75 + 74) % 65537;
        state = advance(state, Math.trunc(x / 16) % 8);
        total += score(state);
    }
    return total;
}

const [reps, scale] = require("fs").readFileSync(0, "utf8").split("\n").map(Number);
let checksum = 0;
for (let rep = 0; rep < reps; rep++) {
    const start = performance.now();
    let result = 0;
    for (let round = 0; round < scale; round++) {
        result = (result + run(rep * scale + round)) % 1000000007;
    }
    console.log(`time ${((performance.now() - start) / 1000).toFixed(9)}`);
    checksum = (checksum * 31 + result) % 1000000007;
}
console.log(`checksum ${checksum}`);
