-- A state machine whose states are enum values with payloads, driven by pseudo-random symbols.
local floor = math.floor
local IDLE = { kind = "idle" }

local function running(speed)
    return { kind = "running", speed = speed }
end

local function paused(speed, left)
    return { kind = "paused", speed = speed, left = left }
end

local function done(code)
    return { kind = "done", code = code }
end

local function advance(state, symbol)
    local kind = state.kind
    if kind == "idle" then
        return symbol < 6 and running(symbol + 1) or IDLE
    elseif kind == "running" then
        local speed = state.speed
        if symbol == 0 then
            return IDLE
        end
        if symbol < 4 then
            return running(speed + symbol)
        end
        if symbol < 7 then
            return paused(speed, symbol)
        end
        return speed < 20 and state or done(speed)
    elseif kind == "paused" then
        local speed, left = state.speed, state.left
        return left == 0 and running(floor(speed / 2) + 1) or paused(speed, left - 1)
    else
        return symbol > 2 and IDLE or done(state.code + 1)
    end
end

local function score(state)
    local kind = state.kind
    if kind == "idle" then
        return 1
    elseif kind == "running" then
        return state.speed
    elseif kind == "paused" then
        return state.left
    else
        return 100 + state.code
    end
end

local function run(seed)
    local state = IDLE
    local x = seed + 1
    local total = 0
    for i = 1, 800000 do
        x = (x * 75 + 74) % 65537
        state = advance(state, floor(x / 16) % 8)
        total = total + score(state)
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
