-- A loop around a handler that catches divisions by zero and bad indices raised two calls deeper.
local floor = math.floor

local function divide(a, b)
    if b == 0 then
        error("Division by zero")
    end
    return floor(a / b)
end

local function ratio(values, index, divisor)
    return divide(values[index + 1] or error("Array index out of bounds"), divisor) + 1
end

local function run(seed)
    local values = {}
    for i = 0, 999 do
        values[i + 1] = i * 37 % 1009
    end
    local total = 0
    local errors = 0
    for i = 0, 1999999 do
        local ok, value = pcall(ratio, values, (i * 7 + seed) % 1004, (i + seed) % 100)
        if ok then
            total = total + value
        else
            errors = errors + 1
        end
    end
    return total * 10 + errors
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
