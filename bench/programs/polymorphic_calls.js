// Call sites that meet several targets: function values from an array, methods of mixed shapes,
// a function without parameter types that is called with integers and with floating-point numbers.
class Square {
    constructor(side) {
        this.side = side;
    }

    area() {
        return this.side * this.side;
    }
}

class Rect {
    constructor(width, height) {
        this.width = width;
        this.height = height;
    }

    area() {
        return this.width * this.height;
    }
}

class Triangle {
    constructor(base, height) {
        this.base = base;
        this.height = height;
    }

    area() {
        return Math.trunc(this.base * this.height / 2);
    }
}

function addThree(x) {
    return x + 3;
}

function triple(x) {
    return x * 3 % 10007;
}

function halve(x) {
    return Math.trunc(x / 2);
}

function mirror(x) {
    return 20000 - x;
}

function plusItself(value) {
    return value + value;
}

function run(seed) {
    const operations = [addThree, triple, halve, mirror];
    const shapes = [];
    for (let i = 0; i < 60; i++) {
        const kind = (i + seed) % 3;
        if (kind === 0) {
            shapes.push(new Square(i % 9 + 1));
        } else if (kind === 1) {
            shapes.push(new Rect(i % 7 + 1, i % 5 + 2));
        } else {
            shapes.push(new Triangle(i % 6 + 2, i % 11 + 1));
        }
    }
    let x = seed;
    let total = 0;
    let ratio = 0.0;
    for (let i = 0; i < 2500000; i++) {
        const operation = operations[i % 4];
        x = operation(x);
        total += x + shapes[i % 60].area() + plusItself(i % 10);
        ratio += plusItself(0.125);
    }
    return total + Math.trunc(ratio);
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
