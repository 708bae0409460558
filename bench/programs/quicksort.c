// Recursive quicksort of pseudo-random integers.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int32_t *randomValues(int32_t n, int32_t seed)
{
    int32_t *values = malloc(n * sizeof *values);
    int64_t x = seed + 1;
    for (int32_t i = 0; i < n; i++) {
        x = x * 48271 % 2147483647;
        values[i] = x % 1000000;
    }
    return values;
}

static void quicksort(int32_t *a, int32_t low, int32_t high)
{
    int32_t i = low;
    int32_t j = high;
    int32_t pivot = a[low + (high - low) / 2];
    while (i <= j) {
        while (a[i] < pivot)
            i++;
        while (a[j] > pivot)
            j--;
        if (i <= j) {
            int32_t swapped = a[i];
            a[i] = a[j];
            a[j] = swapped;
            i++;
            j--;
        }
    }
    if (low < j)
        quicksort(a, low, j);
    if (i < high)
        quicksort(a, i, high);
}

static int64_t run(int32_t seed)
{
    int32_t n = 250000;
    int32_t *a = randomValues(n, seed);
    quicksort(a, 0, n - 1);
    int64_t total = 0;
    for (int32_t i = 0; i < n; i++)
        total += (int64_t)a[i] * (i % 7);
    free(a);
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
