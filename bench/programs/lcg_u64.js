// A linear congruential generator in unsigned 64-bit arithmetic.
function run(seed) {
    let state = seed + 1;
    let total = 0;
    for (let i = 0; i < 5000000; i++) {
        state = (state * 69069 + 1) % 34359738337;
        total += Math.floor(state / 1048576);
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
