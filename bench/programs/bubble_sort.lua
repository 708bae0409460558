-- Bubble sort of pseudo-random integers.
local function random_values(n, seed)
    local values = {}
    local x = seed + 1
    for i = 1, n do
        x = (x * 75 + 74) % 65537
        values[i] = x
    end
    return values
end

local function bubble_sort(a)
    local n = #a
    for i = 1, n - 1 do
        for j = 1, n - i do
            if a[j] > a[j + 1] then
                local swapped = a[j]
                a[j] = a[j + 1]
                a[j + 1] = swapped
            end
        end
    end
end

local function run(seed)
    local n = 4500
    local a = random_values(n, seed)
    bubble_sort(a)
    local total = 0
    for i = 0, n - 1 do
        total = total + a[i + 1] * (i % 7)
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
