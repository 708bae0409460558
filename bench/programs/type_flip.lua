-- Variables whose type changes while a loop runs: integer and floating-point, integer and string.
local floor = math.floor

local function run(seed)
    local value = seed % 10
    local item = 0
    local total = 0
    for i = 0, 5999999 do
        if i % 1000 == 0 then
            value = 0.5
        elseif i % 1000 == 500 then
            value = 1
        end
        value = value + 2
        if i % 64 == 0 then
            item = "sixty-four"
        else
            item = i % 7
        end
        if type(item) == "string" then
            total = total + #item
        else
            total = total + item
        end
        total = total + floor(value)
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
