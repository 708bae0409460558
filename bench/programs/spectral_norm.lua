-- Power iteration with a matrix whose elements are computed on demand. The result is the square of
-- the spectral norm, since Orus has no square root built in.
local function element(i, j)
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1)
end

local function times(v, target)
    local n = #v
    for i = 1, n do
        local sum = 0.0
        for j = 1, n do
            sum = sum + element(i - 1, j - 1) * v[j]
        end
        target[i] = sum
    end
end

local function times_transposed(v, target)
    local n = #v
    for i = 1, n do
        local sum = 0.0
        for j = 1, n do
            sum = sum + element(j - 1, i - 1) * v[j]
        end
        target[i] = sum
    end
end

local function run(seed)
    local n = 900
    local u, v, t = {}, {}, {}
    for i = 1, n do
        u[i] = 1.0
        v[i] = 0.0
        t[i] = 0.0
    end
    u[seed % n + 1] = 2.0
    for turn = 1, 10 do
        times(u, t)
        times_transposed(t, v)
        times(v, t)
        times_transposed(t, u)
    end
    local uv, vv = 0.0, 0.0
    for i = 1, n do
        uv = uv + u[i] * v[i]
        vv = vv + v[i] * v[i]
    end
    return math.floor(uv / vv * 1000000000.0)
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
