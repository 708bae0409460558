// Generations of Life on a torus kept as one flat array.
function step(cells, after, width, height) {
    for (let y = 0; y < height; y++) {
        const up = (y + height - 1) % height * width;
        const row = y * width;
        const down = (y + 1) % height * width;
        for (let x = 0; x < width; x++) {
            const left = (x + width - 1) % width;
            const right = (x + 1) % width;
            const around = cells[up + left] + cells[up + x] + cells[up + right]
                + cells[row + left] + cells[row + right]
                + cells[down + left] + cells[down + x] + cells[down + right];
            if (around === 3 || (around === 2 && cells[row + x] === 1)) {
                after[row + x] = 1;
            } else {
                after[row + x] = 0;
            }
        }
    }
}

function run(seed) {
    const width = 128;
    const height = 96;
    let cells = new Int32Array(width * height);
    let after = new Int32Array(width * height);
    let x = seed + 1;
    for (let i = 0; i < width * height; i++) {
        x = (x * 75 + 74) % 65537;
        cells[i] = Math.trunc(x / 32) % 2;
    }
    for (let generation = 0; generation < 200; generation++) {
        step(cells, after, width, height);
        [cells, after] = [after, cells];
    }
    let total = 0;
    for (let i = 0; i < cells.length; i++) {
        total += cells[i] * (i % 100);
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
