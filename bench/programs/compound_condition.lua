-- Conditions made of and, or, not and pairs of comparisons.
local function run(seed)
    local n = 10000000 + seed
    local hits = 0
    local band = 0
    local i = 0
    while i < n and (hits < n or band < n) do
        if (i % 3 == 0 or i % 5 == 0) and not (i % 15 == 0) and i > seed then
            hits = hits + 1
        end
        local r = i % 1000
        if (100 < r and r <= 700) or i == seed then
            band = band + 1
        end
        i = i + 1
    end
    return hits * 3 + band
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
