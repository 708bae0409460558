-- Sums of an array of 32-bit integers into a 64-bit total, by index.
local function sum(values)
    local total = 0
    for i = 1, #values do
        total = total + values[i]
    end
    return total
end

local function run(seed)
    local n = 50000
    local values = {}
    for i = 0, n - 1 do
        values[#values + 1] = (i * 37 + seed) % 100003
    end
    local total = 0
    for turn = 0, 999 do
        values[turn + 1] = turn + seed
        total = total + sum(values)
    end
    return total
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
