-- Fields that can hold anything, of objects in variables that can hold anything, and elements of arrays inside arrays of such.
local floor = math.floor

local function run(seed)
    local accounts = {
        { name = "first", balance = 0.5, count = seed },
        { name = "second", balance = 10, count = 1 },
        { name = 3, balance = 2.25, count = 2 },
    }
    local rows = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }
    local total = 0
    for i = 0, 999999 do
        local account = accounts[i % 3 + 1]
        account.count = account.count + 1
        account.balance = account.balance + 2
        local row = rows[i % 3 + 1]
        total = total + row[i % 2 + 1] + floor(account.balance) + account.count
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
