// Counts primes by trial division.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static bool isPrime(int32_t n)
{
    if (n % 2 == 0)
        return n == 2;
    int32_t d = 3;
    while (d * d <= n) {
        if (n % d == 0)
            return false;
        d += 2;
    }
    return n > 1;
}

static int64_t run(int32_t seed)
{
    int32_t first = 100000 + seed * 10;
    int32_t count = 0;
    for (int32_t n = first; n < first + 800000; n++) {
        if (isPrime(n))
            count++;
    }
    return count;
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
