// Escape-time iterations of the Mandelbrot set.
function run(seed) {
    const size = 400;
    const limit = 300;
    const shift = seed * 0.0001;
    let total = 0;
    for (let py = 0; py < size; py++) {
        const ci = 2.0 * py / size - 1.0;
        for (let px = 0; px < size; px++) {
            const cr = 3.0 * px / size - 2.0 + shift;
            let zr = 0.0;
            let zi = 0.0;
            let count = 0;
            while (count < limit && zr * zr + zi * zi <= 4.0) {
                const t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                count++;
            }
            total += count;
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
