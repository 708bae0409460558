// Sums of an array of 32-bit integers into a 64-bit total, by index.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t sum(const int32_t *values, int32_t count)
{
    int64_t total = 0;
    for (int32_t i = 0; i < count; i++)
        total += values[i];
    return total;
}

static int64_t run(int32_t seed)
{
    int32_t n = 50000;
    int32_t *values = malloc(n * sizeof *values);
    for (int32_t i = 0; i < n; i++)
        values[i] = (i * 37 + seed) % 100003;
    int64_t total = 0;
    for (int32_t turn = 0; turn < 1000; turn++) {
        values[turn] = turn + seed;
        total += sum(values, n);
    }
    free(values);
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
