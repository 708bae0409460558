-- A linear congruential generator in unsigned 64-bit arithmetic.
local floor = math.floor

local function run(seed)
    local state = seed + 1
    local total = 0
    for i = 1, 5000000 do
        state = (state * 69069 + 1) % 34359738337
        total = total + floor(state / 1048576)
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
