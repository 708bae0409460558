// An endless loop left by a break.
function run(seed) {
    const limit = 5000000 + seed;
    let x = seed + 1;
    let steps = 0;
    let hits = 0;
    while (true) {
        x = (x * 75 + 74) % 65537;
        if (x % 16 === 3) {
            hits++;
        }
        steps++;
        if (steps >= limit) {
            break;
        }
    }
    return steps + hits + x;
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
