// Five bodies as structs of floating-point fields, moved in small steps. The force falls off with the
// distance (gravity of a plane), which needs no square root: Orus has none built in.
class Body {
    constructor(x, y, z, vx, vy, vz, mass) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.vx = vx;
        this.vy = vy;
        this.vz = vz;
        this.mass = mass;
    }
}

function advance(bodies, dt) {
    const n = bodies.length;
    for (let i = 0; i < n; i++) {
        const a = bodies[i];
        for (let j = i + 1; j < n; j++) {
            const b = bodies[j];
            const dx = a.x - b.x;
            const dy = a.y - b.y;
            const dz = a.z - b.z;
            const pull = dt / (dx * dx + dy * dy + dz * dz + 0.01);
            a.vx -= dx * b.mass * pull;
            a.vy -= dy * b.mass * pull;
            a.vz -= dz * b.mass * pull;
            b.vx += dx * a.mass * pull;
            b.vy += dy * a.mass * pull;
            b.vz += dz * a.mass * pull;
        }
    }
    for (let i = 0; i < n; i++) {
        const body = bodies[i];
        body.x += dt * body.vx;
        body.y += dt * body.vy;
        body.z += dt * body.vz;
    }
}

function kineticEnergy(bodies) {
    let energy = 0.0;
    for (const body of bodies) {
        energy += 0.5 * body.mass * (body.vx * body.vx + body.vy * body.vy + body.vz * body.vz);
    }
    return energy;
}

function run(seed) {
    const bodies = [];
    for (let k = 0; k < 5; k++) {
        bodies.push(new Body(
            1.5 * k, 0.5 * k * k, 0.1 * k + seed * 0.001,
            0.02 * k, 0.3 - 0.05 * k, 0.0,
            1.0 / (k + 1.0)));
    }
    for (let turn = 0; turn < 400000; turn++) {
        advance(bodies, 0.001);
    }
    return Math.trunc(kineticEnergy(bodies) * 1000000.0);
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
