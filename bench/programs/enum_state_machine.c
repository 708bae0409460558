// A state machine whose states are enum values with payloads, driven by pseudo-random symbols.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

enum Kind { IDLE, RUNNING, PAUSED, DONE };

struct State {
    enum Kind kind;
    union {
        struct { int32_t speed, left; };
        int32_t code;
    };
};

static struct State idle(void)
{
    return (struct State) { .kind = IDLE };
}

static struct State running(int32_t speed)
{
    return (struct State) { .kind = RUNNING, .speed = speed };
}

static struct State paused(int32_t speed, int32_t left)
{
    return (struct State) { .kind = PAUSED, .speed = speed, .left = left };
}

static struct State done(int32_t code)
{
    return (struct State) { .kind = DONE, .code = code };
}

static struct State advance(struct State state, int32_t symbol)
{
    switch (state.kind) {
    case IDLE:
        return symbol < 6 ? running(symbol + 1) : idle();
    case RUNNING:
        if (symbol == 0)
            return idle();
        if (symbol < 4)
            return running(state.speed + symbol);
        if (symbol < 7)
            return paused(state.speed, symbol);
        return state.speed < 20 ? state : done(state.speed);
    case PAUSED:
        return state.left == 0 ? running(state.speed / 2 + 1) : paused(state.speed, state.left - 1);
    default:
        return symbol > 2 ? idle() : done(state.code + 1);
    }
}

static int32_t score(struct State state)
{
    switch (state.kind) {
    case IDLE:
        return 1;
    case RUNNING:
        return state.speed;
    case PAUSED:
        return state.left;
    default:
        return 100 + state.code;
    }
}

static int64_t run(int32_t seed)
{
    struct State state = idle();
    int32_t x = seed + 1;
    int64_t total = 0;
    for (int32_t i = 0; i < 800000; i++) {
        x = (x * 75 + 74) % 65537;
        state = advance(state, x / 16 % 8);
        total += score(state);
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
