-- Prefix reversals of all permutations of nine elements.
local function run(seed)
    local n = 9
    local perm, count, order = {}, {}, {}
    for i = 1, n do
        perm[i] = 0
        count[i] = 0
        order[i] = (i - 1 + seed) % n
    end
    local max_flips = 0
    local balance = 0
    local even = true
    local r = n
    while true do
        while r ~= 1 do
            count[r] = r
            r = r - 1
        end
        for i = 1, n do
            perm[i] = order[i]
        end
        local flips = 0
        local first = perm[1]
        while first ~= 0 do
            local low = 1
            local high = first + 1
            while low < high do
                local swapped = perm[low]
                perm[low] = perm[high]
                perm[high] = swapped
                low = low + 1
                high = high - 1
            end
            flips = flips + 1
            first = perm[1]
        end
        if flips > max_flips then
            max_flips = flips
        end
        if even then
            balance = balance + flips
        else
            balance = balance - flips
        end
        even = not even
        while true do
            if r == n then
                return (balance + 1000000) * 100 + max_flips
            end
            local head = order[1]
            for i = 1, r do
                order[i] = order[i + 1]
            end
            order[r + 1] = head
            count[r + 1] = count[r + 1] - 1
            if count[r + 1] > 0 then
                break
            end
            r = r + 1
        end
    end
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
