// Loops over module-level variables: digit sums of a range of numbers, no function anywhere.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

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
        int32_t histogram[100] = { 0 };
        int32_t n = rep * 1000;
        int32_t last = n + 3000000 * scale;
        while (n < last) {
            int32_t rest = n;
            int32_t digits = 0;
            while (rest > 0) {
                digits += rest % 10;
                rest = rest / 10;
            }
            histogram[digits]++;
            n++;
        }
        printf("time %.9f\n", now() - start);
        for (int32_t i = 0; i < 100; i++)
            checksum = (checksum * 31 + histogram[i]) % 1000000007;
    }
    printf("checksum %lld\n", (long long)checksum);
    return 0;
}
