// Builds lines of text piece by piece from numbers and scans their characters.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int32_t buildLine(char *line, int32_t number, int32_t pieces)
{
    int32_t length = sprintf(line, "row %d:", number);
    for (int32_t k = 0; k < pieces; k++)
        length += sprintf(line + length, " %d", number * k % 1000);
    return length;
}

static int64_t run(int32_t seed)
{
    int32_t bytes = 0;
    int32_t sevens = 0;
    char line[256];
    for (int32_t i = 0; i < 20000; i++) {
        int32_t length = buildLine(line, i + seed, 16);
        bytes += length;
        for (int32_t k = 0; k < length; k++) {
            if (line[k] == '7')
                sevens++;
        }
    }
    return (int64_t)bytes * 100 + sevens;
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
