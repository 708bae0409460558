-- An inner loop most of whose work does not depend on it: products, a remainder, an array element.
local function run(seed)
    local weights = { 3, 1, 4, 1, 5, 9, 2, 6 }
    local rows = 6000
    local cols = 5000
    local stride = 37 + seed % 4
    local base = 11 + seed % 16
    local values = {}
    for col = 0, cols - 1 do
        values[col + 1] = (col * 13 + seed) % 101
    end
    local total = 0
    for row = 0, rows - 1 do
        for col = 0, cols - 1 do
            local offset = (row * stride + base) % 1009 + weights[row % #weights + 1]
            total = total + offset + values[col + 1] * (base + 3)
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
