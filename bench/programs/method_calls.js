// Small methods that read and write fields and call each other.
class Random {
    constructor(state) {
        this.state = state;
    }

    next() {
        this.state = (this.state * 75 + 74) % 65537;
        return this.state;
    }

    below(limit) {
        return this.next() % limit;
    }
}

class Summary {
    constructor() {
        this.count = 0;
        this.total = 0;
        this.low = 1000000;
        this.high = -1000000;
    }

    add(value) {
        this.count++;
        this.total += value;
        if (value < this.low) {
            this.low = value;
        }
        if (value > this.high) {
            this.high = value;
        }
    }

    spread() {
        return this.high - this.low;
    }
}

function run(seed) {
    const random = new Random(seed + 1);
    const summary = new Summary();
    let spreads = 0;
    for (let i = 0; i < 3500000; i++) {
        summary.add(random.below(1000));
        if (summary.spread() > 990) {
            spreads++;
        }
    }
    return summary.total + spreads + summary.count;
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
