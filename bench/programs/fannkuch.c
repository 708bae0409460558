// Prefix reversals of all permutations of nine elements.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum { N = 9 };

static int64_t run(int32_t seed)
{
    int32_t perm[N], count[N], order[N];
    for (int32_t i = 0; i < N; i++)
        order[i] = (i + seed) % N;
    int32_t maxFlips = 0;
    int32_t balance = 0;
    bool even = true;
    int32_t r = N;
    while (true) {
        while (r != 1) {
            count[r - 1] = r;
            r--;
        }
        for (int32_t i = 0; i < N; i++)
            perm[i] = order[i];
        int32_t flips = 0;
        int32_t first = perm[0];
        while (first != 0) {
            int32_t low = 0;
            int32_t high = first;
            while (low < high) {
                int32_t swapped = perm[low];
                perm[low] = perm[high];
                perm[high] = swapped;
                low++;
                high--;
            }
            flips++;
            first = perm[0];
        }
        if (flips > maxFlips)
            maxFlips = flips;
        if (even)
            balance += flips;
        else
            balance -= flips;
        even = !even;
        while (true) {
            if (r == N)
                return (int64_t)(balance + 1000000) * 100 + maxFlips;
            int32_t head = order[0];
            for (int32_t i = 0; i < r; i++)
                order[i] = order[i + 1];
            order[r] = head;
            count[r]--;
            if (count[r] > 0)
                break;
            r++;
        }
    }
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
