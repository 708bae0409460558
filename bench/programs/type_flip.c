// Variables whose type changes while a loop runs: integer and floating-point, integer and string.
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

static struct Value addInteger(struct Value value, int32_t amount)
{
    if (value.kind == INTEGER)
        value.integer += amount;
    else
        value.number += amount;
    return value;
}

static int64_t run(int32_t seed)
{
    struct Value value = { INTEGER, .integer = seed % 10 };
    struct Value item = { INTEGER, .integer = 0 };
    int64_t total = 0;
    for (int32_t i = 0; i < 6000000; i++) {
        if (i % 1000 == 0)
            value = (struct Value) { FLOAT, .number = 0.5 };
        else if (i % 1000 == 500)
            value = (struct Value) { INTEGER, .integer = 1 };
        value = addInteger(value, 2);
        if (i % 64 == 0)
            item = (struct Value) { STRING, .text = "sixty-four" };
        else
            item = (struct Value) { INTEGER, .integer = i % 7 };
        if (item.kind == STRING)
            total += strlen(item.text);
        else
            total += item.integer;
        total += value.kind == INTEGER ? value.integer : (int64_t)value.number;
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
