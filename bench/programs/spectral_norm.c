// Power iteration with a matrix whose elements are computed on demand. The result is the square of
// the spectral norm, since Orus has no square root built in.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { N = 900 };

static double element(int32_t i, int32_t j)
{
    return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1);
}

static void times(const double *v, double *target, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (int32_t j = 0; j < n; j++)
            sum += element(i, j) * v[j];
        target[i] = sum;
    }
}

static void timesTransposed(const double *v, double *target, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        double sum = 0.0;
        for (int32_t j = 0; j < n; j++)
            sum += element(j, i) * v[j];
        target[i] = sum;
    }
}

static int64_t run(int32_t seed)
{
    double u[N], v[N], t[N];
    for (int32_t i = 0; i < N; i++)
        u[i] = 1.0;
    u[seed % N] = 2.0;
    for (int32_t turn = 0; turn < 10; turn++) {
        times(u, t, N);
        timesTransposed(t, v, N);
        times(v, t, N);
        timesTransposed(t, u, N);
    }
    double uv = 0.0;
    double vv = 0.0;
    for (int32_t i = 0; i < N; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return (int64_t)(uv / vv * 1000000000.0);
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
