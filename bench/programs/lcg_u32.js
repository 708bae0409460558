// A linear congruential generator that relies on unsigned 32-bit wrap-around.
function run(seed) {
    let state = seed >>> 0;
    let total = 0;
    for (let i = 0; i < 8000000; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        total += state >>> 16;
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
