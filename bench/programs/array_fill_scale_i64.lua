-- Fills one array and computes another as the elementwise product and sum of two.
local function fill(values, first)
    for i = 1, #values do
        values[i] = first + (i - 1)
    end
end

local function scale_add(target, a, b, factor)
    for i = 1, #target do
        target[i] = a[i] * factor + b[i]
    end
end

local function run(seed)
    local n = 10000
    local a, b, c = {}, {}, {}
    for i = 1, n do
        a[i] = 0
        b[i] = 3
        c[i] = 0
    end
    local total = 0
    for turn = 0, 3999 do
        fill(a, turn + seed)
        scale_add(c, a, b, turn * 1000 + 1)
        total = total + c[turn % n + 1]
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
