-- Five bodies as structs of floating-point fields, moved in small steps. The force falls off with the
-- distance (gravity of a plane), which needs no square root: Orus has none built in.
local function advance(bodies, dt)
    local n = #bodies
    for i = 1, n do
        local a = bodies[i]
        for j = i + 1, n do
            local b = bodies[j]
            local dx = a.x - b.x
            local dy = a.y - b.y
            local dz = a.z - b.z
            local pull = dt / (dx * dx + dy * dy + dz * dz + 0.01)
            a.vx = a.vx - dx * b.mass * pull
            a.vy = a.vy - dy * b.mass * pull
            a.vz = a.vz - dz * b.mass * pull
            b.vx = b.vx + dx * a.mass * pull
            b.vy = b.vy + dy * a.mass * pull
            b.vz = b.vz + dz * a.mass * pull
        end
    end
    for i = 1, n do
        local body = bodies[i]
        body.x = body.x + dt * body.vx
        body.y = body.y + dt * body.vy
        body.z = body.z + dt * body.vz
    end
end

local function kinetic_energy(bodies)
    local energy = 0.0
    for i = 1, #bodies do
        local body = bodies[i]
        energy = energy + 0.5 * body.mass * (body.vx * body.vx + body.vy * body.vy + body.vz * body.vz)
    end
    return energy
end

local function run(seed)
    local bodies = {}
    for k = 0, 4 do
        bodies[k + 1] = {
            x = 1.5 * k, y = 0.5 * k * k, z = 0.1 * k + seed * 0.001,
            vx = 0.02 * k, vy = 0.3 - 0.05 * k, vz = 0.0,
            mass = 1.0 / (k + 1.0),
        }
    end
    for turn = 1, 400000 do
        advance(bodies, 0.001)
    end
    return math.floor(kinetic_energy(bodies) * 1000000.0)
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
