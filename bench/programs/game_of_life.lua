-- Generations of Life on a torus kept as one flat array.
local floor = math.floor

local function step(cells, after, width, height)
    for y = 0, height - 1 do
        local up = (y + height - 1) % height * width
        local row = y * width
        local down = (y + 1) % height * width
        for x = 1, width do
            local left = (x + width - 2) % width + 1
            local right = x % width + 1
            local around = cells[up + left] + cells[up + x] + cells[up + right]
                + cells[row + left] + cells[row + right]
                + cells[down + left] + cells[down + x] + cells[down + right]
            if around == 3 or (around == 2 and cells[row + x] == 1) then
                after[row + x] = 1
            else
                after[row + x] = 0
            end
        end
    end
end

local function run(seed)
    local width = 128
    local height = 96
    local cells, after = {}, {}
    local x = seed + 1
    for i = 1, width * height do
        x = (x * 75 + 74) % 65537
        cells[i] = floor(x / 32) % 2
        after[i] = 0
    end
    for generation = 1, 200 do
        step(cells, after, width, height)
        cells, after = after, cells
    end
    local total = 0
    for i = 0, #cells - 1 do
        total = total + cells[i + 1] * (i % 100)
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
