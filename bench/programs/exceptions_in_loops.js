// A loop around a handler that catches divisions by zero and bad indices raised two calls deeper.
function divide(a, b) {
    if (b === 0) {
        throw new Error("Division by zero");
    }
    return Math.trunc(a / b);
}

function ratio(values, index, divisor) {
    if (index >= values.length) {
        throw new RangeError("Array index out of bounds");
    }
    return divide(values[index], divisor) + 1;
}

function run(seed) {
    const values = new Int32Array(1000);
    for (let i = 0; i < 1000; i++) {
        values[i] = i * 37 % 1009;
    }
    let total = 0;
    let errors = 0;
    for (let i = 0; i < 2000000; i++) {
        try {
            total += ratio(values, (i * 7 + seed) % 1004, (i + seed) % 100);
        } catch {
            errors++;
        }
    }
    return total * 10 + errors;
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
