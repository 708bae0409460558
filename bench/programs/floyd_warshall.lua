-- All shortest paths of a dense graph.
local floor = math.floor

local function graph(n, seed)
    local rows = {}
    local x = seed + 1
    for i = 1, n do
        local row = {}
        for j = 1, n do
            x = (x * 75 + 74) % 65537
            if i == j then
                row[j] = 0
            elseif x % 4 == 0 then
                row[j] = floor(x / 16) + 1
            else
                row[j] = 1000000000
            end
        end
        rows[i] = row
    end
    return rows
end

local function shortest_paths(dist)
    local n = #dist
    for k = 1, n do
        local via = dist[k]
        for i = 1, n do
            local row = dist[i]
            for j = 1, n do
                local length = row[k] + via[j]
                if length < row[j] then
                    row[j] = length
                end
            end
        end
    end
end

local function run(seed)
    local n = 300
    local dist = graph(n, seed)
    shortest_paths(dist)
    local total = 0
    for i = 1, n do
        for j = 1, n do
            total = total + dist[i][j]
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
