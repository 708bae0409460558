// Counts placements of eleven queens that leave one square of the first row empty, for two such squares,
// by recursion.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { N = 11 };

static int32_t place(int32_t row, int32_t n, int32_t blocked, bool *columns, bool *rising, bool *falling)
{
    if (row == n)
        return 1;
    int32_t solutions = 0;
    for (int32_t col = 0; col < n; col++) {
        if (row == 0 && col == blocked)
            continue;
        if (columns[col] || rising[row + col] || falling[row - col + n])
            continue;
        columns[col] = true;
        rising[row + col] = true;
        falling[row - col + n] = true;
        solutions += place(row + 1, n, blocked, columns, rising, falling);
        columns[col] = false;
        rising[row + col] = false;
        falling[row - col + n] = false;
    }
    return solutions;
}

static int64_t run(int32_t seed)
{
    bool columns[N] = { false };
    bool rising[2 * N] = { false };
    bool falling[2 * N] = { false };
    int32_t once = place(0, N, seed % N, columns, rising, falling);
    int32_t again = place(0, N, (seed + 5) % N, columns, rising, falling);
    return once * 10 + again;
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
