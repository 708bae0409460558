-- An array of integers, floating-point numbers and strings, summed up by what each element is.
local floor = math.floor

local function run(seed)
    local values = {}
    for i = 0, 999 do
        local kind = (i * 7 + seed) % 10
        if kind < 6 then
            values[i + 1] = i % 100
        elseif kind < 9 then
            values[i + 1] = i % 50 + 0.25
        else
            values[i + 1] = "text"
        end
    end
    local total = 0
    for round = 1, 2000 do
        for i = 1, #values do
            local value = values[i]
            if type(value) == "string" then
                total = total + #value
            else
                total = total + floor(value * 2)
            end
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
