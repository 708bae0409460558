// Generations of Life on a torus kept as one flat array.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void step(const int32_t *cells, int32_t *after, int32_t width, int32_t height)
{
    for (int32_t y = 0; y < height; y++) {
        int32_t up = (y + height - 1) % height * width;
        int32_t row = y * width;
        int32_t down = (y + 1) % height * width;
        for (int32_t x = 0; x < width; x++) {
            int32_t left = (x + width - 1) % width;
            int32_t right = (x + 1) % width;
            int32_t around = cells[up + left] + cells[up + x] + cells[up + right]
                + cells[row + left] + cells[row + right]
                + cells[down + left] + cells[down + x] + cells[down + right];
            if (around == 3 || (around == 2 && cells[row + x] == 1))
                after[row + x] = 1;
            else
                after[row + x] = 0;
        }
    }
}

static int64_t run(int32_t seed)
{
    int32_t width = 128;
    int32_t height = 96;
    int32_t *cells = malloc(width * height * sizeof *cells);
    int32_t *after = malloc(width * height * sizeof *after);
    int32_t x = seed + 1;
    for (int32_t i = 0; i < width * height; i++) {
        x = (x * 75 + 74) % 65537;
        cells[i] = x / 32 % 2;
    }
    for (int32_t generation = 0; generation < 200; generation++) {
        step(cells, after, width, height);
        int32_t *previous = cells;
        cells = after;
        after = previous;
    }
    int64_t total = 0;
    for (int32_t i = 0; i < width * height; i++)
        total += cells[i] * (i % 100);
    free(cells);
    free(after);
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
