/*
 * driver.c - seeded random texts for a fuzz target: driver [COUNT [SEED]], or driver -f FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random_csv.h"
#include "dengine/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    unsigned long texts = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000;
    uint64_t state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    for (unsigned long i = 0; i < texts; i++) {
        size_t columns = 1 + random_below(&state, 8);
        text.size = 0;
        buffer_byte(&text, (char)(columns - 1)); /* what the target makes its layout from */
        buffer_byte(&text, (char)random_next(&state));
        random_csv(&text, columns, ',', &state);
        LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.size);
    }
    arena_free(&arena);
    printf("%lu texts read alike by libcsv and by every kind of marks\n", texts);
    return 0;
}
