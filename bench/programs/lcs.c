// Length of the longest common subsequence, dynamic programming over two rows.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int32_t *sequence(int32_t n, int32_t seed)
{
    int32_t *items = malloc(n * sizeof *items);
    int32_t x = seed + 1;
    for (int32_t i = 0; i < n; i++) {
        x = (x * 75 + 74) % 65537;
        items[i] = x / 8 % 6;
    }
    return items;
}

static int32_t lcs(const int32_t *a, int32_t aCount, const int32_t *b, int32_t bCount)
{
    int32_t *previous = calloc(bCount + 1, sizeof *previous);
    int32_t *current = calloc(bCount + 1, sizeof *current);
    for (int32_t i = 0; i < aCount; i++) {
        int32_t item = a[i];
        for (int32_t j = 0; j < bCount; j++) {
            if (item == b[j])
                current[j + 1] = previous[j] + 1;
            else if (previous[j + 1] >= current[j])
                current[j + 1] = previous[j + 1];
            else
                current[j + 1] = current[j];
        }
        int32_t *finished = current;
        current = previous;
        previous = finished;
    }
    int32_t length = previous[bCount];
    free(previous);
    free(current);
    return length;
}

static int64_t run(int32_t seed)
{
    int32_t *a = sequence(2000, seed);
    int32_t *b = sequence(2400, seed + 1000);
    int32_t length = lcs(a, 2000, b, 2400);
    free(a);
    free(b);
    return length;
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
