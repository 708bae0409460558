// Conditions made of and, or, not and pairs of comparisons.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    int32_t n = 10000000 + seed;
    int32_t hits = 0;
    int32_t band = 0;
    int32_t i = 0;
    while (i < n && (hits < n || band < n)) {
        if ((i % 3 == 0 || i % 5 == 0) && !(i % 15 == 0) && i > seed)
            hits++;
        int32_t r = i % 1000;
        if ((100 < r && r <= 700) || i == seed)
            band++;
        i++;
    }
    return (int64_t)hits * 3 + band;
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
