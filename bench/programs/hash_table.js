// An open-addressing hash table of integers written in the language itself.
class Table {
    constructor(capacity) {
        this.keys = new Int32Array(capacity).fill(-1);
        this.values = new Int32Array(capacity);
        this.size = 0;
    }

    find(key) {
        const capacity = this.keys.length;
        let slot = key * 40503 % capacity;
        while (this.keys[slot] !== -1 && this.keys[slot] !== key) {
            slot++;
            if (slot === capacity) {
                slot = 0;
            }
        }
        return slot;
    }

    add(key, amount) {
        const slot = this.find(key);
        if (this.keys[slot] === -1) {
            this.keys[slot] = key;
            this.size++;
        }
        this.values[slot] += amount;
    }

    get(key) {
        return this.values[this.find(key)];
    }
}

function run(seed) {
    const table = new Table(65536);
    let x = seed + 1;
    for (let i = 0; i < 1400000; i++) {
        x = (x * 75 + 74) % 65537;
        table.add(Math.trunc(x / 2), i % 16);
    }
    let total = 0;
    for (let key = 0; key < 1400000; key++) {
        total += table.get(key % 50000);
    }
    return total + table.size;
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
