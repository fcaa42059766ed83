/*
 * driver.c - seeded random texts for a fuzz target: driver [COUNT [SEED]], or driver -f FILE...
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t append(uint8_t *out, size_t size, const char *text)
{
    size_t length = strlen(text);
    memcpy(out + size, text, length);
    return size + length;
}

/* Mostly well-formed cells, so that the plain road is taken, with everything that is not among them. */
static size_t random_text(uint8_t *out, size_t limit, uint64_t *state)
{
    static const char *const cells[] = {"a",        "0.5",        "",
                                        "\"q\"",    "\"a,b\"",    "\"\"",
                                        "\"x\ny\"", "\"d\"\"e\"", "long cell with blanks",
                                        "\xC3\xA9", "\"r\r\ns\"", "id_0001"};
    static const char *const odd[] = {"\"",     "\r",       "\"x",  "y\"",  "\"x\"y",
                                      "\"\"\"", "\"\"\"\"", "\xFF", "\n\n", "\r\r\n"};
    size_t size = 2, columns = 1 + random_next(state) % 8, lines = random_next(state) % 40;
    uint64_t oddness = random_next(state) % 3 ? 0 : 1 + random_next(state) % 60;
    out[0] = (uint8_t)(columns - 1);
    out[1] = (uint8_t)random_next(state);
    const char *end = random_next(state) % 2 ? "\n" : "\r\n";
    for (size_t line = 0; line < lines; line++) {
        size_t width = random_next(state) % 20 ? columns : random_next(state) % 10;
        for (size_t i = 0; i < width && size + 100 < limit; i++) {
            bool strange = oddness && random_next(state) % oddness == 0;
            const char *cell = strange ? odd[random_next(state) % (sizeof odd / sizeof *odd)]
                                       : cells[random_next(state) % (sizeof cells / sizeof *cells)];
            size = append(out, size, i ? "," : "");
            size = append(out, size, cell);
        }
        if (line + 1 < lines || random_next(state) % 2)
            size = append(out, size, end);
    }
    return size;
}

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
    enum { LIMIT = 1 << 16 };
    if (count > 2 && strcmp(arguments[1], "-f") == 0) {
        for (int i = 2; i < count; i++)
            if (run_file(arguments[i]) != 0)
                return 1;
        return 0;
    }
    unsigned long texts = count > 1 ? strtoul(arguments[1], NULL, 10) : 20000;
    uint64_t state = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    static uint8_t data[LIMIT];
    for (unsigned long i = 0; i < texts; i++)
        LLVMFuzzerTestOneInput(data, random_text(data, LIMIT, &state));
    printf("%lu texts read alike by libcsv and by every kind of marks\n", texts);
    return 0;
}
