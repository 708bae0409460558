// Longest Collatz sequence below a limit, with 64-bit numbers.
function run(seed) {
    const limit = 100000 + seed;
    let longest = 0;
    let best = 0;
    for (let first = 1; first < limit; first++) {
        let n = first;
        let steps = 0;
        while (n !== 1) {
            if (n % 2 === 0) {
                n = n / 2;
            } else {
                n = 3 * n + 1;
            }
            steps++;
        }
        if (steps > longest) {
            longest = steps;
            best = first;
        }
    }
    return best * 1000 + longest + limit;
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
