// Primes below a limit with the sieve of Eratosthenes.
function run(seed) {
    const limit = 3000000 + seed;
    const prime = new Uint8Array(limit + 1).fill(1);
    let count = 0;
    for (let i = 2; i <= limit; i++) {
        if (prime[i]) {
            count++;
            for (let multiple = i + i; multiple <= limit; multiple += i) {
                prime[multiple] = 0;
            }
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
