// Builds and sums complete binary trees, one kept, many short-lived.
class Node {
    constructor(left, value, right) {
        this.left = left;
        this.value = value;
        this.right = right;
    }
}

function build(depth, value) {
    if (depth === 0) {
        return new Node(null, value, null);
    }
    return new Node(build(depth - 1, value + 1), value, build(depth - 1, value + 2));
}

function sum(tree) {
    if (tree === null) {
        return 0;
    }
    return sum(tree.left) + tree.value + sum(tree.right);
}

function run(seed) {
    const kept = build(15, seed % 10);
    let total = 0;
    for (let depth = 4; depth <= 12; depth += 2) {
        for (let turn = 0; turn < Math.trunc(262144 / (depth * depth * 50)); turn++) {
            total += sum(build(depth, turn + seed % 10));
        }
    }
    return total + sum(kept);
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
