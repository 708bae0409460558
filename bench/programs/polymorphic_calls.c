// Call sites that meet several targets: function values from an array, methods of mixed shapes,
// a function without parameter types that is called with integers and with floating-point numbers.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum Kind { SQUARE, RECT, TRIANGLE };

struct Shape {
    enum Kind kind;
    int32_t width, height;
};

static int32_t area(const struct Shape *self)
{
    switch (self->kind) {
    case SQUARE:
        return self->width * self->width;
    case RECT:
        return self->width * self->height;
    default:
        return self->width * self->height / 2;
    }
}

static int32_t addThree(int32_t x)
{
    return x + 3;
}

static int32_t triple(int32_t x)
{
    return x * 3 % 10007;
}

static int32_t halve(int32_t x)
{
    return x / 2;
}

static int32_t mirror(int32_t x)
{
    return 20000 - x;
}

#define PLUS_ITSELF(value) ((value) + (value))

static int64_t run(int32_t seed)
{
    int32_t (*operations[])(int32_t) = { addThree, triple, halve, mirror };
    struct Shape shapes[60];
    for (int32_t i = 0; i < 60; i++) {
        int32_t kind = (i + seed) % 3;
        if (kind == 0)
            shapes[i] = (struct Shape) { SQUARE, i % 9 + 1, 0 };
        else if (kind == 1)
            shapes[i] = (struct Shape) { RECT, i % 7 + 1, i % 5 + 2 };
        else
            shapes[i] = (struct Shape) { TRIANGLE, i % 6 + 2, i % 11 + 1 };
    }
    int32_t x = seed;
    int64_t total = 0;
    double ratio = 0.0;
    for (int32_t i = 0; i < 2500000; i++) {
        x = operations[i % 4](x);
        total += x + area(&shapes[i % 60]) + PLUS_ITSELF(i % 10);
        ratio += PLUS_ITSELF(0.125);
    }
    return total + (int64_t)ratio;
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
