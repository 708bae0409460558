-- Sum in a while loop whose step is known only at run time.
local function run(seed)
    local step = 1 + seed % 3
    local n = 50000000 * step
    local i = 0
    local total = 0
    while i < n do
        total = total + i
        i = i + step
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
