// Closures that keep state, closures that keep a constant, and a function that calls its argument.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct Counter {
    int32_t (*call)(struct Counter *self);
    int32_t count;
    int32_t step;
};

struct Adder {
    int32_t (*call)(const struct Adder *self, int32_t x);
    int32_t amount;
};

static int32_t count(struct Counter *self)
{
    self->count = (self->count + self->step) % 1000;
    return self->count;
}

static int32_t add(const struct Adder *self, int32_t x)
{
    return x + self->amount;
}

static int32_t twice(const struct Adder *f, int32_t x)
{
    return f->call(f, f->call(f, x));
}

static int64_t run(int32_t seed)
{
    struct Counter counter = { count, 0, 7 + seed % 5 };
    int64_t total = 0;
    for (int32_t group = 0; group < 400; group++) {
        struct Adder adder = { add, group % 10 };
        int32_t x = 0;
        for (int32_t i = 0; i < 10000; i++)
            x = twice(&adder, x) % 10007 + counter.call(&counter);
        total += x;
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
