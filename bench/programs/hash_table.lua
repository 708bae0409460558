-- An open-addressing hash table of integers written in the language itself.
local floor = math.floor

local Table = {}
Table.__index = Table

function Table.create(capacity)
    local keys, values = {}, {}
    for i = 1, capacity do
        keys[i] = -1
        values[i] = 0
    end
    return setmetatable({ keys = keys, values = values, size = 0 }, Table)
end

function Table:find(key)
    local capacity = #self.keys
    local slot = key * 40503 % capacity + 1
    while self.keys[slot] ~= -1 and self.keys[slot] ~= key do
        slot = slot + 1
        if slot > capacity then
            slot = 1
        end
    end
    return slot
end

function Table:add(key, amount)
    local slot = self:find(key)
    if self.keys[slot] == -1 then
        self.keys[slot] = key
        self.size = self.size + 1
    end
    self.values[slot] = self.values[slot] + amount
end

function Table:get(key)
    return self.values[self:find(key)]
end

local function run(seed)
    local table = Table.create(65536)
    local x = seed + 1
    for i = 0, 1399999 do
        x = (x * 75 + 74) % 65537
        table:add(floor(x / 2), i % 16)
    end
    local total = 0
    for key = 0, 1399999 do
        total = total + table:get(key % 50000)
    end
    return total + table.size
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
