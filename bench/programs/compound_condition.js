// Conditions made of and, or, not and pairs of comparisons.
function run(seed) {
    const n = 10000000 + seed;
    let hits = 0;
    let band = 0;
    let i = 0;
    while (i < n && (hits < n || band < n)) {
        if ((i % 3 === 0 || i % 5 === 0) && !(i % 15 === 0) && i > seed) {
            hits++;
        }
        const r = i % 1000;
        if ((100 < r && r <= 700) || i === seed) {
            band++;
        }
        i++;
    }
    return hits * 3 + band;
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
