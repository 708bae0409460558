// Sums of an array of 64-bit integers, element by element.
function sum(values) {
    let total = 0;
    for (let i = 0; i < values.length; i++) {
        total += values[i];
    }
    return total;
}

function run(seed) {
    const n = 50000;
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) {
        values[i] = (i * 1000003 + seed) % 10000000019;
    }
    let total = 0;
    for (let turn = 0; turn < 1000; turn++) {
        values[turn] = turn + seed;
        total = (total + sum(values)) % 1000000007;
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
