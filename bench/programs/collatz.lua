-- Longest Collatz sequence below a limit, with 64-bit numbers.
local function run(seed)
    local limit = 100000 + seed
    local longest = 0
    local best = 0
    for first = 1, limit - 1 do
        local n = first
        local steps = 0
        while n ~= 1 do
            if n % 2 == 0 then
                n = n / 2
            else
                n = 3 * n + 1
            end
            steps = steps + 1
        end
        if steps > longest then
            longest = steps
            best = first
        end
    end
    return best * 1000 + longest + limit
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
