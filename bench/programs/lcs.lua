-- Length of the longest common subsequence, dynamic programming over two rows.
local floor = math.floor

local function sequence(n, seed)
    local items = {}
    local x = seed + 1
    for i = 1, n do
        x = (x * 75 + 74) % 65537
        items[i] = floor(x / 8) % 6
    end
    return items
end

local function lcs(a, b)
    local previous, current = {}, {}
    for j = 1, #b + 1 do
        previous[j] = 0
        current[j] = 0
    end
    for i = 1, #a do
        local item = a[i]
        for j = 1, #b do
            if item == b[j] then
                current[j + 1] = previous[j] + 1
            elseif previous[j + 1] >= current[j] then
                current[j + 1] = previous[j + 1]
            else
                current[j + 1] = current[j]
            end
        end
        local finished = current
        current = previous
        previous = finished
    end
    return previous[#b + 1]
end

local function run(seed)
    return lcs(sequence(2000, seed), sequence(2400, seed + 1000))
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
