-- A linear congruential generator that relies on unsigned 32-bit wrap-around.
local floor = math.floor

local function run(seed)
    local state = seed
    local total = 0
    for i = 1, 8000000 do
        state = (state * 1664525 + 1013904223) % 4294967296
        total = total + floor(state / 65536)
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
