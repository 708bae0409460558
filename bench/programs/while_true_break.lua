-- An endless loop left by a break.
local function run(seed)
    local limit = 5000000 + seed
    local x = seed + 1
    local steps = 0
    local hits = 0
    while true do
        x = (x * 75 + 74) % 65537
        if x % 16 == 3 then
            hits = hits + 1
        end
        steps = steps + 1
        if steps >= limit then
            break
        end
    end
    return steps + hits + x
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
