// An open-addressing hash table of integers written in the language itself.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct Table {
    int32_t *keys;
    int32_t *values;
    int32_t capacity;
    int32_t size;
};

static struct Table tableCreate(int32_t capacity)
{
    struct Table table = { malloc(capacity * sizeof(int32_t)), calloc(capacity, sizeof(int32_t)), capacity, 0 };
    for (int32_t i = 0; i < capacity; i++)
        table.keys[i] = -1;
    return table;
}

static int32_t tableFind(const struct Table *self, int32_t key)
{
    int32_t slot = (int64_t)key * 40503 % self->capacity;
    while (self->keys[slot] != -1 && self->keys[slot] != key) {
        slot++;
        if (slot == self->capacity)
            slot = 0;
    }
    return slot;
}

static void tableAdd(struct Table *self, int32_t key, int32_t amount)
{
    int32_t slot = tableFind(self, key);
    if (self->keys[slot] == -1) {
        self->keys[slot] = key;
        self->size++;
    }
    self->values[slot] += amount;
}

static int32_t tableGet(const struct Table *self, int32_t key)
{
    return self->values[tableFind(self, key)];
}

static int64_t run(int32_t seed)
{
    struct Table table = tableCreate(65536);
    int32_t x = seed + 1;
    for (int32_t i = 0; i < 1400000; i++) {
        x = (x * 75 + 74) % 65537;
        tableAdd(&table, x / 2, i % 16);
    }
    int64_t total = 0;
    for (int32_t key = 0; key < 1400000; key++)
        total += tableGet(&table, key % 50000);
    total += table.size;
    free(table.keys);
    free(table.values);
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
