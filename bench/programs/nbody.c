// Five bodies as structs of floating-point fields, moved in small steps. The force falls off with the
// distance (gravity of a plane), which needs no square root: Orus has none built in.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct Body {
    double x, y, z, vx, vy, vz, mass;
};

static void advance(struct Body *bodies, int32_t n, double dt)
{
    for (int32_t i = 0; i < n; i++) {
        struct Body *a = &bodies[i];
        for (int32_t j = i + 1; j < n; j++) {
            struct Body *b = &bodies[j];
            double dx = a->x - b->x;
            double dy = a->y - b->y;
            double dz = a->z - b->z;
            double pull = dt / (dx * dx + dy * dy + dz * dz + 0.01);
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int32_t i = 0; i < n; i++) {
        struct Body *body = &bodies[i];
        body->x += dt * body->vx;
        body->y += dt * body->vy;
        body->z += dt * body->vz;
    }
}

static double kineticEnergy(const struct Body *bodies, int32_t n)
{
    double energy = 0.0;
    for (int32_t i = 0; i < n; i++) {
        const struct Body *body = &bodies[i];
        energy += 0.5 * body->mass * (body->vx * body->vx + body->vy * body->vy + body->vz * body->vz);
    }
    return energy;
}

static int64_t run(int32_t seed)
{
    struct Body bodies[5];
    for (int32_t i = 0; i < 5; i++) {
        double k = i;
        bodies[i] = (struct Body) {
            .x = 1.5 * k, .y = 0.5 * k * k, .z = 0.1 * k + seed * 0.001,
            .vx = 0.02 * k, .vy = 0.3 - 0.05 * k, .vz = 0.0,
            .mass = 1.0 / (k + 1.0),
        };
    }
    for (int32_t turn = 0; turn < 400000; turn++)
        advance(bodies, 5, 0.001);
    return (int64_t)(kineticEnergy(bodies, 5) * 1000000.0);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(void)
{
    int reps, scale;
    if (scanf("%d %d", &reps, &scale) != 2)
        return 1;
    int64_t checksum = 0;
    for (int rep = 0; rep < reps; rep++) {
        double start = now();
        int64_t result = 0;
        for (int round = 0; round < scale; round++)
            result = (result + run(rep * scale + round)) % 1000000007;
        printf("time %.9f\n", now() - start);
        checksum = (checksum * 31 + result) % 1000000007;
    }
    printf("checksum %lld\n", (long long)checksum);
    return 0;
}
