// Longest Collatz sequence below a limit, with 64-bit numbers.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    int64_t limit = 100000 + seed;
    int32_t longest = 0;
    int64_t best = 0;
    for (int64_t first = 1; first < limit; first++) {
        int64_t n = first;
        int32_t steps = 0;
        while (n != 1) {
            if (n % 2 == 0)
                n = n / 2;
            else
                n = 3 * n + 1;
            steps++;
        }
        if (steps > longest) {
            longest = steps;
            best = first;
        }
    }
    return best * 1000 + longest + limit;
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
