// Small methods that read and write fields and call each other.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct Random {
    int32_t state;
};

struct Summary {
    int32_t count;
    int64_t total;
    int32_t low;
    int32_t high;
};

static int32_t randomNext(struct Random *self)
{
    self->state = (self->state * 75 + 74) % 65537;
    return self->state;
}

static int32_t randomBelow(struct Random *self, int32_t limit)
{
    return randomNext(self) % limit;
}

static void summaryAdd(struct Summary *self, int32_t value)
{
    self->count++;
    self->total += value;
    if (value < self->low)
        self->low = value;
    if (value > self->high)
        self->high = value;
}

static int32_t summarySpread(const struct Summary *self)
{
    return self->high - self->low;
}

static int64_t run(int32_t seed)
{
    struct Random random = { seed + 1 };
    struct Summary summary = { 0, 0, 1000000, -1000000 };
    int32_t spreads = 0;
    for (int32_t i = 0; i < 3500000; i++) {
        summaryAdd(&summary, randomBelow(&random, 1000));
        if (summarySpread(&summary) > 990)
            spreads++;
    }
    return summary.total + spreads + summary.count;
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
