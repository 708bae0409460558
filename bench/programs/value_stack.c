// A stack machine whose values are integers in some programs and floating-point numbers in others.
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

#define APPLY(left, operator, right) \
    ((left).isFloat ? (struct Value) { 1, .number = (left).number operator (right).number } \
                    : (struct Value) { 0, .integer = (left).integer operator (right).integer })

static struct Value execute(const int32_t *codes, const struct Value *operands, struct Value *stack)
{
    int32_t top = 0;
    for (int32_t i = 0; i < 9; i++) {
        if (codes[i] == 0) {
            stack[top++] = operands[i];
        } else {
            struct Value right = stack[--top];
            struct Value left = stack[--top];
            if (codes[i] == 1)
                stack[top++] = APPLY(left, +, right);
            else if (codes[i] == 2)
                stack[top++] = APPLY(left, *, right);
            else
                stack[top++] = APPLY(left, -, right);
        }
    }
    return stack[--top];
}

static int64_t run(int32_t seed)
{
    const int32_t codes[] = { 0, 0, 2, 0, 1, 0, 0, 1, 3 };
    const int32_t integerValues[] = { seed % 7, 3, 0, 11, 0, 2, 5, 0, 0 };
    const double realValues[] = { 1.5, 2.0, 0.0, 0.25, 0.0, 4.0, 8.5, 0.0, 0.0 };
    struct Value integers[9], reals[9], stack[9];
    for (int32_t i = 0; i < 9; i++) {
        integers[i] = (struct Value) { 0, .integer = integerValues[i] };
        reals[i] = (struct Value) { 1, .number = realValues[i] };
    }
    int64_t total = 0;
    for (int32_t i = 0; i < 100000; i++) {
        struct Value result = execute(codes, i % 4 == 3 ? reals : integers, stack);
        total += result.isFloat ? (int64_t)(result.number * 4) : result.integer * 4;
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
