// Bubble sort of pseudo-random integers.
function randomValues(n, seed) {
    const values = new Int32Array(n);
    let x = seed + 1;
    for (let i = 0; i < n; i++) {
        x = (x * 75 + 74) % 65537;
        values[i] = x;
    }
    return values;
}

function bubbleSort(a) {
    const n = a.length;
    for (let i = 0; i < n - 1; i++) {
        for (let j = 0; j < n - 1 - i; j++) {
            if (a[j] > a[j + 1]) {
                const swapped = a[j];
                a[j] = a[j + 1];
                a[j + 1] = swapped;
            }
        }
    }
}

function run(seed) {
    const n = 4500;
    const a = randomValues(n, seed);
    bubbleSort(a);
    let total = 0;
    for (let i = 0; i < n; i++) {
        total += a[i] * (i % 7);
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
