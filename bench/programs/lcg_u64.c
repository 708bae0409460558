// A linear congruential generator in unsigned 64-bit arithmetic.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    uint64_t state = (uint64_t)seed + 1;
    int64_t total = 0;
    for (int32_t i = 0; i < 5000000; i++) {
        state = (state * 69069 + 1) % 34359738337;
        total += (int64_t)(state / 1048576);
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
