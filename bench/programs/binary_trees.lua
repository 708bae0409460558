-- Builds and sums complete binary trees, one kept, many short-lived.
local floor = math.floor

local function build(depth, value)
    if depth == 0 then
        return { value = value }
    end
    return { left = build(depth - 1, value + 1), value = value, right = build(depth - 1, value + 2) }
end

local function sum(tree)
    if tree == nil then
        return 0
    end
    return sum(tree.left) + tree.value + sum(tree.right)
end

local function run(seed)
    local kept = build(15, seed % 10)
    local total = 0
    for depth = 4, 12, 2 do
        for turn = 0, floor(262144 / (depth * depth * 50)) - 1 do
            total = total + sum(build(depth, turn + seed % 10))
        end
    end
    return total + sum(kept)
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
