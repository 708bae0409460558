// A loop around a handler that catches divisions by zero and bad indices raised two calls deeper.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static bool divide(int32_t a, int32_t b, int32_t *result)
{
    if (b == 0)
        return false;
    *result = a / b;
    return true;
}

static bool ratio(const int32_t *values, int32_t count, int32_t index, int32_t divisor, int32_t *result)
{
    if (index >= count || !divide(values[index], divisor, result))
        return false;
    *result += 1;
    return true;
}

static int64_t run(int32_t seed)
{
    int32_t values[1000];
    for (int32_t i = 0; i < 1000; i++)
        values[i] = i * 37 % 1009;
    int64_t total = 0;
    int32_t errors = 0;
    for (int32_t i = 0; i < 2000000; i++) {
        int32_t value;
        if (ratio(values, 1000, (i * 7 + seed) % 1004, (i + seed) % 100, &value))
            total += value;
        else
            errors++;
    }
    return total * 10 + errors;
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
