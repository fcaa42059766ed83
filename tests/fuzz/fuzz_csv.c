/*
 * fuzz_csv.c - any bytes through every way of reading CSV: libcsv alone and each kind of marks must
 * give the same rows and cells, or the same error at the same place.
 *
 * With clang's -fsanitize=fuzzer this is a libFuzzer target; with driver.c, a seeded test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random_csv.h"
#include "fuzz.h"
#include "read/csv.h"

const char fuzz_claim[] = "texts read alike by libcsv and by every kind of marks";

enum { MOST_COLUMNS = 8 };

/* Everything that reading a text gives, written down. */
static void describe(struct buffer *out, struct text text, const struct csv_layout *layout,
                     const struct marks_kind *kind)
{
    struct arena arena = {0};
    struct error error = {0};
    struct csv_rows *rows = arena_alloc(&arena, sizeof *rows);
    struct csv *csv = csv_open(&arena, layout, kind);
    csv_start(csv, text, false);
    while (csv_read(csv, rows, &error))
        for (size_t i = 0; i < rows->count; i++) {
            const struct csv_row *row = &rows->items[i];
            buffer_format(out, "%zu+%zu: %zu%s", (size_t)(row->record.data - text.data), row->record.size, row->fields,
                          row->bare_return ? " return" : "");
            for (size_t w = 0; row->fields == layout->columns && !row->bare_return && w < layout->wanted_count; w++) {
                buffer_byte(out, '|');
                if (rows->grid &&
                    !text_equal(csv_grid_cell(rows, i, layout->wanted[w]), csv_cell(row, layout->wanted[w], w)))
                    abort(); /* cut otherwise */
                if (rows->filled && csv_cell(row, layout->wanted[w], w).size == 0)
                    abort(); /* claimed to be filled */
                buffer_add(out, csv_cell(row, layout->wanted[w], w));
            }
            buffer_byte(out, '\n');
            if (rows->ascii && text_utf8(row->record) < row->record.size)
                abort(); /* claimed to be ASCII */
        }
    if (error.status != STATUS_OK)
        buffer_format(out, "%zu: %s\n", (size_t)(csv_fault(csv) - text.data), error.text);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    /* The first two bytes choose the number of columns and which are wanted. */
    size_t wanted[MOST_COLUMNS];
    struct csv_layout layout = {.delimiter = ',', .columns = 1 + data[0] % MOST_COLUMNS, .wanted = wanted};
    for (size_t i = 0; i < layout.columns; i++)
        if (data[1] >> i & 1)
            wanted[layout.wanted_count++] = i;
    /* An exact copy, so that reading behind the end is found. */
    char *copy = malloc(size - 2 + 1);
    memcpy(copy, data + 2, size - 2);
    struct text text = {copy, size - 2};
    struct arena arena = {0};
    struct buffer expected = {.arena = &arena};
    describe(&expected, text, &layout, NULL);
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
        struct buffer found = {.arena = &arena};
        if (!kind->supported())
            continue;
        describe(&found, text, &layout, kind);
        if (!text_equal(buffer_text(&expected), buffer_text(&found))) {
            fprintf(stderr, "%s differs from libcsv on %zu bytes:\n%.*s\n--- libcsv\n%s--- %s\n%s", kind->name,
                    text.size, (int)text.size, text.data, buffer_string(&expected), kind->name, buffer_string(&found));
            abort();
        }
    }
    arena_free(&arena);
    free(copy);
    return 0;
}

void fuzz_input(struct buffer *out, uint64_t *state)
{
    size_t columns = 1 + random_below(state, MOST_COLUMNS);
    buffer_byte(out, (char)(columns - 1)); /* what the target makes its layout from */
    buffer_byte(out, (char)random_next(state));
    random_csv(out, columns, ',', state);
}
