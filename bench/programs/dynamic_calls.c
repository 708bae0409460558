// Functions and methods called through variables that can hold anything.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct Shape {
    double (*area)(const struct Shape *self);
    int32_t side;
    double radius;
};

static double squareArea(const struct Shape *self)
{
    return self->side * self->side;
}

static double circleArea(const struct Shape *self)
{
    return self->radius * self->radius * 3.25;
}

static int32_t next(int32_t value)
{
    return value + 1;
}

static int32_t twice(int32_t value)
{
    return value * 2;
}

static int64_t run(int32_t seed)
{
    struct Shape shapes[60];
    for (int32_t i = 0; i < 60; i++) {
        if ((i + seed) % 3 == 0)
            shapes[i] = (struct Shape) { circleArea, 0, i % 8 + 0.5 };
        else
            shapes[i] = (struct Shape) { squareArea, i % 9 + 1, 0 };
    }
    int32_t (*steps[])(int32_t) = { next, twice, next };
    int64_t total = 0;
    for (int32_t i = 0; i < 2000000; i++) {
        const struct Shape *shape = &shapes[i % 60];
        total += steps[i % 3](i % 100) + (int64_t)shape->area(shape);
    }
    return total;
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
