// Fields that can hold anything, of objects in variables that can hold anything, and elements of arrays inside arrays of such.
function run(seed) {
    const accounts = [
        { name: "first", balance: 0.5, count: seed },
        { name: "second", balance: 10, count: 1 },
        { name: 3, balance: 2.25, count: 2 },
    ];
    const table = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    let total = 0;
    for (let i = 0; i < 1000000; i++) {
        const account = accounts[i % 3];
        account.count = account.count + 1;
        account.balance = account.balance + 2;
        const row = table[i % 3];
        total += row[i % 2] + Math.trunc(account.balance) + account.count;
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
