// A stack machine whose values are integers in some programs and floating-point numbers in others.
function execute(codes, operands, stack) {
    for (let i = 0; i < codes.length; i++) {
        const code = codes[i];
        if (code === 0) {
            stack.push(operands[i]);
        } else {
            const right = stack.pop();
            const left = stack.pop();
            if (code === 1) {
                stack.push(left + right);
            } else if (code === 2) {
                stack.push(left * right);
            } else {
                stack.push(left - right);
            }
        }
    }
    return stack.pop();
}

function run(seed) {
    const codes = [0, 0, 2, 0, 1, 0, 0, 1, 3];
    const integers = [seed % 7, 3, 0, 11, 0, 2, 5, 0, 0];
    const reals = [1.5, 2.0, 0.0, 0.25, 0.0, 4.0, 8.5, 0.0, 0.0];
    const stack = [];
    let total = 0;
    for (let i = 0; i < 100000; i++) {
        const result = execute(codes, i % 4 === 3 ? reals : integers, stack);
        total += Math.trunc(result * 4);
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
