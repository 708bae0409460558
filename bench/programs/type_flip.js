// Variables whose type changes while a loop runs: integer and floating-point, integer and string.
function run(seed) {
    let value = seed % 10;
    let item = 0;
    let total = 0;
    for (let i = 0; i < 6000000; i++) {
        if (i % 1000 === 0) {
            value = 0.5;
        } else if (i % 1000 === 500) {
            value = 1;
        }
        value = value + 2;
        if (i % 64 === 0) {
            item = "sixty-four";
        } else {
            item = i % 7;
        }
        if (typeof item === "string") {
            total += item.length;
        } else {
            total += item;
        }
        total += Math.trunc(value);
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
