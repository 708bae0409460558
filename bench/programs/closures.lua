-- Closures that keep state, closures that keep a constant, and a function that calls its argument.
local function make_counter(step)
    local count = 0
    return function()
        count = (count + step) % 1000
        return count
    end
end

local function make_adder(amount)
    return function(x)
        return x + amount
    end
end

local function twice(f, x)
    return f(f(x))
end

local function run(seed)
    local counter = make_counter(7 + seed % 5)
    local total = 0
    for group = 0, 399 do
        local add = make_adder(group % 10)
        local x = 0
        for i = 1, 10000 do
            x = twice(add, x) % 10007 + counter()
        end
        total = total + x
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
