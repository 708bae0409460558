// Functions and methods called through variables that can hold anything.
class Square {
    constructor(side) {
        this.side = side;
    }

    area() {
        return this.side * this.side;
    }
}

class Circle {
    constructor(radius) {
        this.radius = radius;
    }

    area() {
        return this.radius * this.radius * 3.25;
    }
}

function next(value) {
    return value + 1;
}

function twice(value) {
    return value * 2;
}

function run(seed) {
    const shapes = [];
    for (let i = 0; i < 60; i++) {
        if ((i + seed) % 3 === 0) {
            shapes.push(new Circle(i % 8 + 0.5));
        } else {
            shapes.push(new Square(i % 9 + 1));
        }
    }
    const steps = [next, twice, next];
    let total = 0;
    for (let i = 0; i < 2000000; i++) {
        const step = steps[i % 3];
        const shape = shapes[i % 60];
        total += Math.trunc(step(i % 100)) + Math.trunc(shape.area());
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
