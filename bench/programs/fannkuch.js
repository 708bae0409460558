// Prefix reversals of all permutations of nine elements.
function run(seed) {
    const n = 9;
    const perm = new Int32Array(n);
    const count = new Int32Array(n);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) {
        order[i] = (i + seed) % n;
    }
    let maxFlips = 0;
    let balance = 0;
    let even = true;
    let r = n;
    while (true) {
        while (r !== 1) {
            count[r - 1] = r;
            r--;
        }
        for (let i = 0; i < n; i++) {
            perm[i] = order[i];
        }
        let flips = 0;
        let first = perm[0];
        while (first !== 0) {
            let low = 0;
            let high = first;
            while (low < high) {
                const swapped = perm[low];
                perm[low] = perm[high];
                perm[high] = swapped;
                low++;
                high--;
            }
            flips++;
            first = perm[0];
        }
        if (flips > maxFlips) {
            maxFlips = flips;
        }
        if (even) {
            balance += flips;
        } else {
            balance -= flips;
        }
        even = !even;
        while (true) {
            if (r === n) {
                return (balance + 1000000) * 100 + maxFlips;
            }
            const head = order[0];
            for (let i = 0; i < r; i++) {
                order[i] = order[i + 1];
            }
            order[r] = head;
            count[r]--;
            if (count[r] > 0) {
                break;
            }
            r++;
        }
    }
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
