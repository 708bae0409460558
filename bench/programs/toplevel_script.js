// Loops over module-level variables: digit sums of a range of numbers, no function anywhere.
const [reps, scale] = require("fs").readFileSync(0, "utf8").split("\n").map(Number);
let checksum = 0;
let histogram;
let n = 0;
let digits = 0;
let rest = 0;
let last = 0;
for (let rep = 0; rep < reps; rep++) {
    const start = performance.now();
    histogram = new Int32Array(100);
    n = rep * 1000;
    last = n + 3000000 * scale;
    while (n < last) {
        rest = n;
        digits = 0;
        while (rest > 0) {
            digits += rest % 10;
            rest = Math.trunc(rest / 10);
        }
        histogram[digits]++;
        n++;
    }
    console.log(`time ${((performance.now() - start) / 1000).toFixed(9)}`);
    for (let i = 0; i < histogram.length; i++) {
        checksum = (checksum * 31 + histogram[i]) % 1000000007;
    }
}
console.log(`checksum ${checksum}`);
