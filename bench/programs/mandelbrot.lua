-- Escape-time iterations of the Mandelbrot set.
local function run(seed)
    local size = 400
    local limit = 300
    local shift = seed * 0.0001
    local total = 0
    for py = 0, size - 1 do
        local ci = 2.0 * py / size - 1.0
        for px = 0, size - 1 do
            local cr = 3.0 * px / size - 2.0 + shift
            local zr = 0.0
            local zi = 0.0
            local count = 0
            while count < limit and zr * zr + zi * zi <= 4.0 do
                local t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                count = count + 1
            end
            total = total + count
        end
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
