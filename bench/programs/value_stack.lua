-- A stack machine whose values are integers in some programs and floating-point numbers in others.
local function execute(codes, operands, stack)
    local top = 0
    for i = 1, #codes do
        local code = codes[i]
        if code == 0 then
            top = top + 1
            stack[top] = operands[i]
        else
            local right = stack[top]
            local left = stack[top - 1]
            top = top - 1
            if code == 1 then
                stack[top] = left + right
            elseif code == 2 then
                stack[top] = left * right
            else
                stack[top] = left - right
            end
        end
    end
    return stack[top]
end

local function run(seed)
    local codes = { 0, 0, 2, 0, 1, 0, 0, 1, 3 }
    local integers = { seed % 7, 3, 0, 11, 0, 2, 5, 0, 0 }
    local reals = { 1.5, 2.0, 0.0, 0.25, 0.0, 4.0, 8.5, 0.0, 0.0 }
    local stack = {}
    local total = 0
    for i = 0, 99999 do
        local result = execute(codes, i % 4 == 3 and reals or integers, stack)
        total = total + result * 4
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
