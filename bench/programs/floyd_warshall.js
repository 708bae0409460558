// All shortest paths of a dense graph.
function graph(n, seed) {
    const rows = [];
    let x = seed + 1;
    for (let i = 0; i < n; i++) {
        const row = new Int32Array(n);
        for (let j = 0; j < n; j++) {
            x = (x * 75 + 74) % 65537;
            if (i === j) {
                row[j] = 0;
            } else if (x % 4 === 0) {
                row[j] = Math.trunc(x / 16) + 1;
            } else {
                row[j] = 1000000000;
            }
        }
        rows.push(row);
    }
    return rows;
}

function shortestPaths(dist) {
    const n = dist.length;
    for (let k = 0; k < n; k++) {
        const via = dist[k];
        for (let i = 0; i < n; i++) {
            const row = dist[i];
            for (let j = 0; j < n; j++) {
                const length = row[k] + via[j];
                if (length < row[j]) {
                    row[j] = length;
                }
            }
        }
    }
}

function run(seed) {
    const n = 300;
    const dist = graph(n, seed);
    shortestPaths(dist);
    let total = 0;
    for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
            total += dist[i][j];
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
