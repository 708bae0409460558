// Builds lines of text piece by piece from numbers and scans their characters.
function buildLine(number, pieces) {
    let line = "row " + number + ":";
    for (let k = 0; k < pieces; k++) {
        line += " " + (number * k % 1000);
    }
    return line;
}

function run(seed) {
    let bytes = 0;
    let sevens = 0;
    for (let i = 0; i < 20000; i++) {
        const line = buildLine(i + seed, 16);
        bytes += line.length;
        for (let k = 0; k < line.length; k++) {
            if (line[k] === "7") {
                sevens++;
            }
        }
    }
    return bytes * 100 + sevens;
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
