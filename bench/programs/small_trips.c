// Inner loops with few, constant trips: 8 bits of a number, then 4 steps of a polynomial.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    int32_t n = 4000000 + seed;
    int64_t total = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t v = i % 256;
        int32_t bits = 0;
        for (int32_t b = 0; b < 8; b++) {
            bits += v % 2;
            v = v / 2;
        }
        int32_t poly = 1;
        for (int32_t k = 0; k < 4; k++)
            poly = poly * bits + k;
        total += poly;
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
