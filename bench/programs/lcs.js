// Length of the longest common subsequence, dynamic programming over two rows.
function sequence(n, seed) {
    const items = new Int32Array(n);
    let x = seed + 1;
    for (let i = 0; i < n; i++) {
        x = (x * 75 + 74) % 65537;
        items[i] = Math.trunc(x / 8) % 6;
    }
    return items;
}

function lcs(a, b) {
    let previous = new Int32Array(b.length + 1);
    let current = new Int32Array(b.length + 1);
    for (let i = 0; i < a.length; i++) {
        const item = a[i];
        for (let j = 0; j < b.length; j++) {
            if (item === b[j]) {
                current[j + 1] = previous[j] + 1;
            } else if (previous[j + 1] >= current[j]) {
                current[j + 1] = previous[j + 1];
            } else {
                current[j + 1] = current[j];
            }
        }
        const finished = current;
        current = previous;
        previous = finished;
    }
    return previous[b.length];
}

function run(seed) {
    return lcs(sequence(2000, seed), sequence(2400, seed + 1000));
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
