// Product of two square matrices kept as arrays of rows.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double **emptyMatrix(int32_t n)
{
    double **rows = malloc(n * sizeof *rows);
    for (int32_t i = 0; i < n; i++)
        rows[i] = calloc(n, sizeof **rows);
    return rows;
}

static void freeMatrix(double **rows, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        free(rows[i]);
    free(rows);
}

static double **matrix(int32_t n, int32_t seed)
{
    double **rows = emptyMatrix(n);
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++)
            rows[i][j] = (i * 7 + j * 3 + seed) % 19 * 0.5;
    return rows;
}

static double **multiply(double **a, double **b, int32_t n)
{
    double **c = emptyMatrix(n);
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < n; j++) {
            double sum = 0.0;
            for (int32_t k = 0; k < n; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    return c;
}

static int64_t run(int32_t seed)
{
    int32_t n = 300;
    double **a = matrix(n, seed);
    double **b = matrix(n, seed + 5);
    double **c = multiply(a, b, n);
    double total = 0.0;
    for (int32_t i = 0; i < n; i++)
        total += c[i][(i * i) % n];
    freeMatrix(a, n);
    freeMatrix(b, n);
    freeMatrix(c, n);
    return (int64_t)total;
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
