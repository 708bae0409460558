// All shortest paths of a dense graph.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int32_t **graph(int32_t n, int32_t seed)
{
    int32_t **rows = malloc(n * sizeof *rows);
    int32_t x = seed + 1;
    for (int32_t i = 0; i < n; i++) {
        rows[i] = malloc(n * sizeof **rows);
        for (int32_t j = 0; j < n; j++) {
            x = (x * 75 + 74) % 65537;
            if (i == j)
                rows[i][j] = 0;
            else if (x % 4 == 0)
                rows[i][j] = x / 16 + 1;
            else
                rows[i][j] = 1000000000;
        }
    }
    return rows;
}

static void shortestPaths(int32_t **dist, int32_t n)
{
    for (int32_t k = 0; k < n; k++) {
        const int32_t *via = dist[k];
        for (int32_t i = 0; i < n; i++) {
            int32_t *row = dist[i];
            for (int32_t j = 0; j < n; j++) {
                int32_t length = row[k] + via[j];
                if (length < row[j])
                    row[j] = length;
            }
        }
    }
}

static int64_t run(int32_t seed)
{
    int32_t n = 300;
    int32_t **dist = graph(n, seed);
    shortestPaths(dist, n);
    int64_t total = 0;
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++)
            total += dist[i][j];
        free(dist[i]);
    }
    free(dist);
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
