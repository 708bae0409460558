-- Small methods that read and write fields and call each other.
local Random = {}
Random.__index = Random

function Random.new(state)
    return setmetatable({ state = state }, Random)
end

function Random:next()
    self.state = (self.state * 75 + 74) % 65537
    return self.state
end

function Random:below(limit)
    return self:next() % limit
end

local Summary = {}
Summary.__index = Summary

function Summary.new()
    return setmetatable({ count = 0, total = 0, low = 1000000, high = -1000000 }, Summary)
end

function Summary:add(value)
    self.count = self.count + 1
    self.total = self.total + value
    if value < self.low then
        self.low = value
    end
    if value > self.high then
        self.high = value
    end
end

function Summary:spread()
    return self.high - self.low
end

local function run(seed)
    local random = Random.new(seed + 1)
    local summary = Summary.new()
    local spreads = 0
    for i = 1, 3500000 do
        summary:add(random:below(1000))
        if summary:spread() > 990 then
            spreads = spreads + 1
        end
    end
    return summary.total + spreads + summary.count
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
