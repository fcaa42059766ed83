/*
 * driver.c - seeded random inputs for a fuzz target without libFuzzer: [COUNT [SEED]], or -f FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dengine/arena.h"
#include "fuzz.h"

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    static uint8_t data[1 << 20];
    if (!file)
        return 1;
    size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    return LLVMFuzzerTestOneInput(data, size);
}

int main(int count, char **arguments)
{
    if (count > 2 && strcmp(arguments[1], "-f") == 0) {
        for (int i = 2; i < count; i++)
            if (run_file(arguments[i]) != 0)
                return 1;
        return 0;
    }
    unsigned long inputs = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000;
    uint64_t state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    struct arena arena = {0};
    struct buffer input = {.arena = &arena};
    for (unsigned long i = 0; i < inputs; i++) {
        input.size = 0;
        fuzz_input(&input, &state);
        LLVMFuzzerTestOneInput((const uint8_t *)input.data, input.size);
    }
    arena_free(&arena);
    printf("%lu %s\n", inputs, fuzz_claim);
    return 0;
}
