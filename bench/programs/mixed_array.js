// An array of integers, floating-point numbers and strings, summed up by what each element is.
function run(seed) {
    const values = [];
    for (let i = 0; i < 1000; i++) {
        const kind = (i * 7 + seed) % 10;
        if (kind < 6) {
            values.push(i % 100);
        } else if (kind < 9) {
            values.push(i % 50 + 0.25);
        } else {
            values.push("text");
        }
    }
    let total = 0;
    for (let round = 0; round < 2000; round++) {
        for (const value of values) {
            if (typeof value === "string") {
                total += value.length;
            } else {
                total += Math.trunc(value * 2);
            }
        }
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
