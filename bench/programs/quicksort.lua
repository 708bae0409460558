-- Recursive quicksort of pseudo-random integers.
local floor = math.floor

local function random_values(n, seed)
    local values = {}
    local x = seed + 1
    for i = 1, n do
        x = x * 48271 % 2147483647
        values[i] = x % 1000000
    end
    return values
end

local function quicksort(a, low, high)
    local i = low
    local j = high
    local pivot = a[low + floor((high - low) / 2)]
    while i <= j do
        while a[i] < pivot do
            i = i + 1
        end
        while a[j] > pivot do
            j = j - 1
        end
        if i <= j then
            local swapped = a[i]
            a[i] = a[j]
            a[j] = swapped
            i = i + 1
            j = j - 1
        end
    end
    if low < j then
        quicksort(a, low, j)
    end
    if i < high then
        quicksort(a, i, high)
    end
end

local function run(seed)
    local n = 250000
    local a = random_values(n, seed)
    quicksort(a, 1, n)
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
