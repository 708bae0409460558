// Nested counted loops around a remainder and a three-way branch.
function run(seed) {
    const n = 3300;
    let total = 0;
    for (let i = 1; i <= n; i++) {
        for (let j = 1; j <= n; j++) {
            const v = (i * j + seed) % 7;
            if (v < 3) {
                total += v;
            } else if (v === 5) {
                total -= 1;
            } else {
                total += 2;
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
