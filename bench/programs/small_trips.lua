-- Inner loops with few, constant trips: 8 bits of a number, then 4 steps of a polynomial.
local floor = math.floor

local function run(seed)
    local n = 4000000 + seed
    local total = 0
    for i = 0, n - 1 do
        local v = i % 256
        local bits = 0
        for b = 0, 7 do
            bits = bits + v % 2
            v = floor(v / 2)
        end
        local poly = 1
        for k = 0, 3 do
            poly = poly * bits + k
        end
        total = total + poly
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
