-- Product of two square matrices kept as arrays of rows.
local function matrix(n, seed)
    local rows = {}
    for i = 0, n - 1 do
        local row = {}
        for j = 0, n - 1 do
            row[j + 1] = (i * 7 + j * 3 + seed) % 19 * 0.5
        end
        rows[i + 1] = row
    end
    return rows
end

local function multiply(a, b, n)
    local c = {}
    for i = 1, n do
        local row = {}
        for j = 1, n do
            local sum = 0.0
            for k = 1, n do
                sum = sum + a[i][k] * b[k][j]
            end
            row[j] = sum
        end
        c[i] = row
    end
    return c
end

local function run(seed)
    local n = 300
    local c = multiply(matrix(n, seed), matrix(n, seed + 5), n)
    local total = 0.0
    for i = 0, n - 1 do
        total = total + c[i + 1][(i * i) % n + 1]
    end
    return math.floor(total)
end

local reps = tonumber(io.read("*l"))
local scale = tonumber(io.read("*l"))
local checksum = 0
for rep = 0, reps - 1 do
    local start = os.clock()
    local result = 0
    for round = 0, scale - 1 do
        result = (result + run(rep * scale + round)) % 1000000007
    end
    print(string.format("time %.9f", os.clock() - start))
    checksum = (checksum * 31 + result) % 1000000007
end
print(string.format("checksum %d", checksum))
