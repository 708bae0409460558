// Fills one array and computes another as the elementwise product and sum of two.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void fill(int32_t *values, int32_t count, int32_t first)
{
    for (int32_t i = 0; i < count; i++)
        values[i] = first + i;
}

static void scaleAdd(int32_t *target, const int32_t *a, const int32_t *b, int32_t count, int32_t factor)
{
    for (int32_t i = 0; i < count; i++)
        target[i] = a[i] * factor + b[i];
}

static int64_t run(int32_t seed)
{
    int32_t n = 10000;
    int32_t *a = calloc(n, sizeof *a);
    int32_t *b = calloc(n, sizeof *b);
    int32_t *c = calloc(n, sizeof *c);
    for (int32_t i = 0; i < n; i++)
        b[i] = 3;
    int64_t total = 0;
    for (int32_t turn = 0; turn < 4000; turn++) {
        fill(a, n, turn + seed);
        scaleAdd(c, a, b, n, turn % 9 + 1);
        total += c[turn % n];
    }
    free(a);
    free(b);
    free(c);
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
