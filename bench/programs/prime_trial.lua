-- Counts primes by trial division.
local function is_prime(n)
    if n % 2 == 0 then
        return n == 2
    end
    local d = 3
    while d * d <= n do
        if n % d == 0 then
            return false
        end
        d = d + 2
    end
    return n > 1
end

local function run(seed)
    local first = 100000 + seed * 10
    local count = 0
    for n = first, first + 799999 do
        if is_prime(n) then
            count = count + 1
        end
    end
    return count
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
