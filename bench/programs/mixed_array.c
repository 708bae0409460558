// An array of integers, floating-point numbers and strings, summed up by what each element is.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum Kind { INTEGER, FLOAT, STRING };

struct Value {
    enum Kind kind;
    union {
        int32_t integer;
        double number;
        const char *text;
    };
};

static int64_t run(int32_t seed)
{
    struct Value values[1000];
    for (int32_t i = 0; i < 1000; i++) {
        int32_t kind = (i * 7 + seed) % 10;
        if (kind < 6)
            values[i] = (struct Value) { INTEGER, .integer = i % 100 };
        else if (kind < 9)
            values[i] = (struct Value) { FLOAT, .number = i % 50 + 0.25 };
        else
            values[i] = (struct Value) { STRING, .text = "text" };
    }
    int64_t total = 0;
    for (int32_t round = 0; round < 2000; round++) {
        for (int32_t i = 0; i < 1000; i++) {
            const struct Value *value = &values[i];
            if (value->kind == STRING)
                total += strlen(value->text);
            else
                total += value->kind == INTEGER ? value->integer * 2 : (int64_t)(value->number * 2);
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
