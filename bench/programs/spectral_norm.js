// Power iteration with a matrix whose elements are computed on demand. The result is the square of
// the spectral norm, since Orus has no square root built in.
function element(i, j) {
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

function times(v, target) {
    const n = v.length;
    for (let i = 0; i < n; i++) {
        let sum = 0.0;
        for (let j = 0; j < n; j++) {
            sum += element(i, j) * v[j];
        }
        target[i] = sum;
    }
}

function timesTransposed(v, target) {
    const n = v.length;
    for (let i = 0; i < n; i++) {
        let sum = 0.0;
        for (let j = 0; j < n; j++) {
            sum += element(j, i) * v[j];
        }
        target[i] = sum;
    }
}

function run(seed) {
    const n = 900;
    const u = new Float64Array(n).fill(1.0);
    const v = new Float64Array(n);
    const t = new Float64Array(n);
    u[seed % n] = 2.0;
    for (let turn = 0; turn < 10; turn++) {
        times(u, t);
        timesTransposed(t, v);
        times(v, t);
        timesTransposed(t, u);
    }
    let uv = 0.0;
    let vv = 0.0;
    for (let i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return Math.trunc(uv / vv * 1000000000.0);
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
