-- Loops over module-level variables: digit sums of a range of numbers, no function anywhere.
local reps = tonumber(io.read("*l"))
local scale = tonumber(io.read("*l"))
local checksum = 0
local histogram
local n = 0
local digits = 0
local rest = 0
local last = 0
for rep = 0, reps - 1 do
    local start = os.clock()
    histogram = {}
    for i = 1, 100 do
        histogram[i] = 0
    end
    n = rep * 1000
    last = n + 3000000 * scale
    while n < last do
        rest = n
        digits = 0
        while rest > 0 do
            digits = digits + rest % 10
            rest = math.floor(rest / 10)
        end
        histogram[digits + 1] = histogram[digits + 1] + 1
        n = n + 1
    end
    print(string.format("time %.9f", os.clock() - start))
    for i = 1, #histogram do
        checksum = (checksum * 31 + histogram[i]) % 1000000007
    end
end
print(string.format("checksum %d", checksum))
