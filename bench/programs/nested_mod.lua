-- Nested counted loops around a remainder and a three-way branch.
local function run(seed)
    local n = 3300
    local total = 0
    for i = 1, n do
        for j = 1, n do
            local v = (i * j + seed) % 7
            if v < 3 then
                total = total + v
            elseif v == 5 then
                total = total - 1
            else
                total = total + 2
            end
        end
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
