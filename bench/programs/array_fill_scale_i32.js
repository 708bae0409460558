// Fills one array and computes another as the elementwise product and sum of two.
function fill(values, first) {
    for (let i = 0; i < values.length; i++) {
        values[i] = first + i;
    }
}

function scaleAdd(target, a, b, factor) {
    for (let i = 0; i < target.length; i++) {
        target[i] = a[i] * factor + b[i];
    }
}

function run(seed) {
    const n = 10000;
    const a = new Int32Array(n);
    const b = new Int32Array(n).fill(3);
    const c = new Int32Array(n);
    let total = 0;
    for (let turn = 0; turn < 4000; turn++) {
        fill(a, turn + seed);
        scaleAdd(c, a, b, turn % 9 + 1);
        total += c[turn % n];
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
