// Counts primes by trial division.
function isPrime(n) {
    if (n % 2 === 0) {
        return n === 2;
    }
    let d = 3;
    while (d * d <= n) {
        if (n % d === 0) {
            return false;
        }
        d += 2;
    }
    return n > 1;
}

function run(seed) {
    const first = 100000 + seed * 10;
    let count = 0;
    for (let n = first; n < first + 800000; n++) {
        if (isPrime(n)) {
            count++;
        }
    }
    return count;
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
