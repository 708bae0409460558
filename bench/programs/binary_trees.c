// Builds and sums complete binary trees, one kept, many short-lived.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct Node {
    struct Node *left;
    int32_t value;
    struct Node *right;
};

static struct Node *node(struct Node *left, int32_t value, struct Node *right)
{
    struct Node *made = malloc(sizeof *made);
    *made = (struct Node) { left, value, right };
    return made;
}

static struct Node *build(int32_t depth, int32_t value)
{
    if (depth == 0)
        return node(NULL, value, NULL);
    struct Node *left = build(depth - 1, value + 1);
    return node(left, value, build(depth - 1, value + 2));
}

static int32_t sum(const struct Node *tree)
{
    if (tree == NULL)
        return 0;
    return sum(tree->left) + tree->value + sum(tree->right);
}

static void discard(struct Node *tree)
{
    if (tree == NULL)
        return;
    discard(tree->left);
    discard(tree->right);
    free(tree);
}

static int64_t run(int32_t seed)
{
    struct Node *kept = build(15, seed % 10);
    int64_t total = 0;
    for (int32_t depth = 4; depth <= 12; depth += 2) {
        for (int32_t turn = 0; turn < 262144 / (depth * depth * 50); turn++) {
            struct Node *tree = build(depth, turn + seed % 10);
            total += sum(tree);
            discard(tree);
        }
    }
    total += sum(kept);
    discard(kept);
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
