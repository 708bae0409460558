// Product of two square matrices kept as arrays of rows.
function matrix(n, seed) {
    const rows = [];
    for (let i = 0; i < n; i++) {
        const row = new Float64Array(n);
        for (let j = 0; j < n; j++) {
            row[j] = (i * 7 + j * 3 + seed) % 19 * 0.5;
        }
        rows.push(row);
    }
    return rows;
}

function multiply(a, b, n) {
    const c = [];
    for (let i = 0; i < n; i++) {
        const row = new Float64Array(n);
        for (let j = 0; j < n; j++) {
            let sum = 0.0;
            for (let k = 0; k < n; k++) {
                sum += a[i][k] * b[k][j];
            }
            row[j] = sum;
        }
        c.push(row);
    }
    return c;
}

function run(seed) {
    const n = 300;
    const c = multiply(matrix(n, seed), matrix(n, seed + 5), n);
    let total = 0.0;
    for (let i = 0; i < n; i++) {
        total += c[i][(i * i) % n];
    }
    return Math.trunc(total);
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
