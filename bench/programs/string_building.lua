-- Builds lines of text piece by piece from numbers and scans their characters.
local function build_line(number, pieces)
    local line = "row " .. number .. ":"
    for k = 0, pieces - 1 do
        line = line .. " " .. (number * k % 1000)
    end
    return line
end

local function run(seed)
    local bytes = 0
    local sevens = 0
    for i = 0, 19999 do
        local line = build_line(i + seed, 16)
        bytes = bytes + #line
        for k = 1, #line do
            if line:sub(k, k) == "7" then
                sevens = sevens + 1
            end
        end
    end
    return bytes * 100 + sevens
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
