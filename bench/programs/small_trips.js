// Inner loops with few, constant trips: 8 bits of a number, then 4 steps of a polynomial.
function run(seed) {
    const n = 4000000 + seed;
    let total = 0;
    for (let i = 0; i < n; i++) {
        let v = i % 256;
        let bits = 0;
        for (let b = 0; b < 8; b++) {
            bits += v % 2;
            v = Math.floor(v / 2);
        }
        let poly = 1;
        for (let k = 0; k < 4; k++) {
            poly = poly * bits + k;
        }
        total += poly;
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
