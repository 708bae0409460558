-- Functions and methods called through variables that can hold anything.
local floor = math.floor

local Square = {}
Square.__index = Square

function Square:area()
    return self.side * self.side
end

local Circle = {}
Circle.__index = Circle

function Circle:area()
    return self.radius * self.radius * 3.25
end

local function next(value)
    return value + 1
end

local function twice(value)
    return value * 2
end

local function run(seed)
    local shapes = {}
    for i = 0, 59 do
        if (i + seed) % 3 == 0 then
            shapes[i + 1] = setmetatable({ radius = i % 8 + 0.5 }, Circle)
        else
            shapes[i + 1] = setmetatable({ side = i % 9 + 1 }, Square)
        end
    end
    local steps = { next, twice, next }
    local total = 0
    for i = 0, 1999999 do
        local step = steps[i % 3 + 1]
        local shape = shapes[i % 60 + 1]
        total = total + floor(step(i % 100)) + floor(shape:area())
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
