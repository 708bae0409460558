// Escape-time iterations of the Mandelbrot set.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static int64_t run(int32_t seed)
{
    int32_t size = 400;
    int32_t limit = 300;
    double shift = seed * 0.0001;
    int64_t total = 0;
    for (int32_t py = 0; py < size; py++) {
        double ci = 2.0 * py / size - 1.0;
        for (int32_t px = 0; px < size; px++) {
            double cr = 3.0 * px / size - 2.0 + shift;
            double zr = 0.0;
            double zi = 0.0;
            int32_t count = 0;
            while (count < limit && zr * zr + zi * zi <= 4.0) {
                double t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                count++;
            }
            total += count;
        }
    }
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
