// Recursive quicksort of pseudo-random integers.
function randomValues(n, seed) {
    const values = new Int32Array(n);
    let x = seed + 1;
    for (let i = 0; i < n; i++) {
        x = x * 48271 % 2147483647;
        values[i] = x % 1000000;
    }
    return values;
}

function quicksort(a, low, high) {
    let i = low;
    let j = high;
    const pivot = a[low + Math.trunc((high - low) / 2)];
    while (i <= j) {
        while (a[i] < pivot) {
            i++;
        }
        while (a[j] > pivot) {
            j--;
        }
        if (i <= j) {
            const swapped = a[i];
            a[i] = a[j];
            a[j] = swapped;
            i++;
            j--;
        }
    }
    if (low < j) {
        quicksort(a, low, j);
    }
    if (i < high) {
        quicksort(a, i, high);
    }
}

function run(seed) {
    const n = 250000;
    const a = randomValues(n, seed);
    quicksort(a, 0, n - 1);
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
