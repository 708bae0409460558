// An inner loop most of whose work does not depend on it: products, a remainder, an array element.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    int32_t weights[] = { 3, 1, 4, 1, 5, 9, 2, 6 };
    int32_t weightCount = sizeof weights / sizeof weights[0];
    int32_t rows = 6000;
    int32_t cols = 5000;
    int32_t stride = 37 + seed % 4;
    int32_t base = 11 + seed % 16;
    int32_t *values = malloc(cols * sizeof *values);
    for (int32_t col = 0; col < cols; col++)
        values[col] = (col * 13 + seed) % 101;
    int64_t total = 0;
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t col = 0; col < cols; col++) {
            int32_t offset = (row * stride + base) % 1009 + weights[row % weightCount];
            total += offset + values[col] * (base + 3);
        }
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
