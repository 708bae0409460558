// Fields that can hold anything, of objects in variables that can hold anything, and elements of arrays inside arrays of such.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct Value {
    int isFloat;
    union {
        int32_t integer;
        double number;
    };
};

struct Account {
    const char *name;
    struct Value balance;
    struct Value count;
};

static void addInteger(struct Value *value, int32_t amount)
{
    if (value->isFloat)
        value->number += amount;
    else
        value->integer += amount;
}

static int64_t whole(const struct Value *value)
{
    return value->isFloat ? (int64_t)value->number : value->integer;
}

static int64_t run(int32_t seed)
{
    struct Account accounts[] = {
        { "first", { 1, .number = 0.5 }, { 0, .integer = seed } },
        { "second", { 0, .integer = 10 }, { 0, .integer = 1 } },
        { "3", { 1, .number = 2.25 }, { 0, .integer = 2 } },
    };
    const int32_t table[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
    int64_t total = 0;
    for (int32_t i = 0; i < 1000000; i++) {
        struct Account *account = &accounts[i % 3];
        addInteger(&account->count, 1);
        addInteger(&account->balance, 2);
        total += table[i % 3][i % 2] + whole(&account->balance) + whole(&account->count);
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
