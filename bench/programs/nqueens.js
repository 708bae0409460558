// Counts placements of eleven queens that leave one square of the first row empty, for two such squares,
// by recursion.
function place(row, n, blocked, columns, rising, falling) {
    if (row === n) {
        return 1;
    }
    let solutions = 0;
    for (let col = 0; col < n; col++) {
        if (row === 0 && col === blocked) {
            continue;
        }
        if (columns[col] || rising[row + col] || falling[row - col + n]) {
            continue;
        }
        columns[col] = true;
        rising[row + col] = true;
        falling[row - col + n] = true;
        solutions += place(row + 1, n, blocked, columns, rising, falling);
        columns[col] = false;
        rising[row + col] = false;
        falling[row - col + n] = false;
    }
    return solutions;
}

function run(seed) {
    const n = 11;
    const columns = new Array(n).fill(false);
    const rising = new Array(2 * n).fill(false);
    const falling = new Array(2 * n).fill(false);
    const once = place(0, n, seed % n, columns, rising, falling);
    const again = place(0, n, (seed + 5) % n, columns, rising, falling);
    return once * 10 + again;
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
