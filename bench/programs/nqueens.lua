-- Counts placements of eleven queens that leave one square of the first row empty, for two such squares,
-- by recursion.
local function place(row, n, blocked, columns, rising, falling)
    if row == n then
        return 1
    end
    local solutions = 0
    for col = 0, n - 1 do
        if not (row == 0 and col == blocked)
            and not (columns[col + 1] or rising[row + col + 1] or falling[row - col + n]) then
            columns[col + 1] = true
            rising[row + col + 1] = true
            falling[row - col + n] = true
            solutions = solutions + place(row + 1, n, blocked, columns, rising, falling)
            columns[col + 1] = false
            rising[row + col + 1] = false
            falling[row - col + n] = false
        end
    end
    return solutions
end

local function run(seed)
    local n = 11
    local columns, rising, falling = {}, {}, {}
    for i = 1, n do
        columns[i] = false
    end
    for i = 1, 2 * n do
        rising[i] = false
        falling[i] = false
    end
    local once = place(0, n, seed % n, columns, rising, falling)
    local again = place(0, n, (seed + 5) % n, columns, rising, falling)
    return once * 10 + again
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
