// An inner loop most of whose work does not depend on it: products, a remainder, an array element.
function run(seed) {
    const weights = [3, 1, 4, 1, 5, 9, 2, 6];
    const rows = 6000;
    const cols = 5000;
    const stride = 37 + seed % 4;
    const base = 11 + seed % 16;
    const values = new Int32Array(cols);
    for (let col = 0; col < cols; col++) {
        values[col] = (col * 13 + seed) % 101;
    }
    let total = 0;
    for (let row = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++) {
            const offset = (row * stride + base) % 1009 + weights[row % weights.length];
            total += offset + values[col] * (base + 3);
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
