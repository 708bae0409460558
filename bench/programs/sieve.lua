-- Primes below a limit with the sieve of Eratosthenes.
local function run(seed)
    local limit = 3000000 + seed
    local prime = {}
    for i = 1, limit do
        prime[i] = true
    end
    local count = 0
    for i = 2, limit do
        if prime[i] then
            count = count + 1
            for multiple = i + i, limit, i do
                prime[multiple] = false
            end
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
