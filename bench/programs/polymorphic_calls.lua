-- Call sites that meet several targets: function values from an array, methods of mixed shapes,
-- a function without parameter types that is called with integers and with floating-point numbers.
local floor = math.floor

local Square = {}
Square.__index = Square

function Square:area()
    return self.side * self.side
end

local Rect = {}
Rect.__index = Rect

function Rect:area()
    return self.width * self.height
end

local Triangle = {}
Triangle.__index = Triangle

function Triangle:area()
    return floor(self.base * self.height / 2)
end

local function add_three(x)
    return x + 3
end

local function triple(x)
    return x * 3 % 10007
end

local function halve(x)
    return floor(x / 2)
end

local function mirror(x)
    return 20000 - x
end

local function plus_itself(value)
    return value + value
end

local function run(seed)
    local operations = { add_three, triple, halve, mirror }
    local shapes = {}
    for i = 0, 59 do
        local kind = (i + seed) % 3
        if kind == 0 then
            shapes[i + 1] = setmetatable({ side = i % 9 + 1 }, Square)
        elseif kind == 1 then
            shapes[i + 1] = setmetatable({ width = i % 7 + 1, height = i % 5 + 2 }, Rect)
        else
            shapes[i + 1] = setmetatable({ base = i % 6 + 2, height = i % 11 + 1 }, Triangle)
        end
    end
    local x = seed
    local total = 0
    local ratio = 0.0
    for i = 0, 2499999 do
        local operation = operations[i % 4 + 1]
        x = operation(x)
        total = total + (x + shapes[i % 60 + 1]:area() + plus_itself(i % 10))
        ratio = ratio + plus_itself(0.125)
    end
    return total + floor(ratio)
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
