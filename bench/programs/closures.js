// Closures that keep state, closures that keep a constant, and a function that calls its argument.
function makeCounter(step) {
    let count = 0;
    return () => {
        count = (count + step) % 1000;
        return count;
    };
}

function makeAdder(amount) {
    return (x) => x + amount;
}

function twice(f, x) {
    return f(f(x));
}

function run(seed) {
    const counter = makeCounter(7 + seed % 5);
    let total = 0;
    for (let group = 0; group < 400; group++) {
        const add = makeAdder(group % 10);
        let x = 0;
        for (let i = 0; i < 10000; i++) {
            x = twice(add, x) % 10007 + counter();
        }
        total += x;
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
