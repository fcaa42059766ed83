#include "unit.h"

#include <math.h>

#include "dengine/hash.h"
#include "input/grid.h"
#include "read/number.h"

enum { ROWS = 9 };

/* One cell, now and then an odd one: most are told with all their digits. */
static void add_cell(struct buffer *text, uint64_t *chance)
{
    static const char *const odd[] = {"-0", "1", "0.25", "2.5", "-0.5", "1e-300", "1e-05", ".5", "+0.5"};
    uint64_t kind = random_below(chance, 40);
    double value = random_unit(chance) * (kind % 2 ? 1 : 1e-4);
    const char *quote = kind == 2 ? "\"" : "", *sign = kind % 8 == 5 ? "-" : "";
    if (kind == 0)
        buffer_add(text, text_of(odd[random_below(chance, sizeof odd / sizeof *odd)]));
    else
        buffer_format(text, "%s%s%.*g%s", quote, sign, kind < 4 ? 6 : 17, value, quote);
}

/* A table of some columns behind an id; `bad` is the cell that is no number, `quoted` whether there may be quotes. */
static struct text make_table(struct arena *arena, size_t columns, size_t bad, bool quoted, uint64_t *chance)
{
    struct buffer text = {.arena = arena};
    for (size_t i = 0; i < ROWS; i++) {
        buffer_format(&text, "sample_%zu", i);
        for (size_t k = 0; k < columns; k++) {
            struct buffer cell = {.arena = arena};
            buffer_byte(&text, ',');
            do {
                cell.size = 0;
                add_cell(&cell, chance);
            } while (!quoted && cell.data[0] == '"');
            buffer_add(&text, i * columns + k == bad ? text_of("0.1234x67890123456") : buffer_text(&cell));
        }
        buffer_byte(&text, '\n');
    }
    return buffer_text(&text);
}

/* Its rows, in memory that ends where the text ends. */
static void read_table(struct csv_rows *rows, struct arena *arena, struct csv_layout *layout,
                       const struct marks_kind *kind, struct text text)
{
    struct error error;
    struct csv *csv = csv_open(arena, layout, kind);
    csv_start(csv, text, false);
    check(csv_read_grid(csv, rows, &error), "%s", error.text);
}

static void expect_numbers(const struct csv_rows *rows, struct grid_columns columns, size_t bad)
{
    size_t most = rows->count * columns.count;
    double *values = calloc(most, sizeof *values), expected;
    for (size_t first = 0; first < rows->count; first++) {
        size_t from = first * columns.count, stop = bad >= from && bad < most ? bad : most;
        size_t read = grid_numbers(rows, columns, first, rows->count - first, values);
        check(read == stop - from, "%zu numbers are read, not %zu", read, stop - from);
        for (size_t i = 0; i < read; i++) {
            struct text cell =
                csv_grid_cell(rows, (from + i) / columns.count, columns.items[(from + i) % columns.count]);
            check(number_parse_strtod(cell, &expected) == NUMBER_OK && values[i] == expected &&
                      !signbit(values[i]) == (expected >= 0),
                  "'%.*s' gives %a", SHOW(cell), values[i]);
        }
    }
    free(values);
}

/* Those of one row: where its cells stand, or copies of which every other is elsewhere. */
static void expect_row_numbers(struct csv_rows *rows, struct grid_columns columns, size_t bad,
                               fractions_function *fractions)
{
    struct arena arena = {0};
    size_t *slots = arena_array(&arena, rows->columns, sizeof *slots);
    struct text *copies = arena_array(&arena, rows->columns, sizeof *copies);
    double *values = arena_array(&arena, columns.count, sizeof *values), expected;
    const struct table table = {.slot = slots};
    for (size_t i = 0; i < 2 * rows->count; i++) {
        struct csv_row row = *csv_row_at(rows, i / 2);
        size_t from = i / 2 * columns.count,
               stop = bad >= from && bad < from + columns.count ? bad - from : columns.count;
        for (size_t k = 0; k < rows->columns; k++) {
            slots[k] = k;
            copies[k] = csv_cell(&row, k, k);
            if (k % 2)
                copies[k].data = memcpy(malloc(copies[k].size), copies[k].data, copies[k].size);
        }
        if (i % 2) {
            row.cut = CSV_COPIED;
            row.cells = copies;
        }
        size_t read = grid_row_numbers(&table, &row, columns.items, columns.count, fractions, values);
        check(read == stop, "%zu numbers are read, not %zu", read, stop);
        for (size_t k = 0; k < read; k++)
            check(number_parse_strtod(copies[columns.items[k]], &expected) == NUMBER_OK && values[k] == expected &&
                      !signbit(values[k]) == (expected >= 0),
                  "'%.*s' gives %a", SHOW(copies[columns.items[k]]), values[k]);
        for (size_t k = 1; k < rows->columns; k += 2)
            free((void *)(uintptr_t)copies[k].data);
    }
    arena_free(&arena);
}

/* Together or scattered, of many columns or few, to the last byte of the text. */
static void numbers_of_a_grid_or_of_a_row_equal_those_of_its_cells(void **state)
{
    static const size_t counts[] = {1, 2, 7, 10, 63, 64, 65, 255, 256, 257, 700};
    uint64_t chance = 17;
    (void)state;
    for (size_t round = 0; round < 10 * COUNT(counts); round++) {
        struct arena arena = {0};
        size_t count = counts[round % COUNT(counts)], turned = random_below(&chance, 2);
        size_t bad = random_below(&chance, 2) ? random_below(&chance, ROWS * count) : SIZE_MAX;
        size_t *items = arena_array(&arena, count, sizeof *items);
        for (size_t k = 0; k < count; k++)
            items[k] = 1 + (turned ? count - 1 - k : k);
        struct text made = make_table(&arena, count, bad, random_below(&chance, 2), &chance);
        if (bad != SIZE_MAX && turned)
            bad = bad / count * count + (count - 1 - bad % count);
        char *text = malloc(made.size);
        memcpy(text, made.data, made.size);
        for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
            struct csv_layout layout = {.delimiter = ',', .columns = count + 1, .wanted = items, .wanted_count = 0};
            struct csv_rows *rows = arena_alloc(&arena, sizeof *rows);
            if (!kind->supported())
                continue;
            read_table(rows, &arena, &layout, kind, (struct text){text, made.size});
            if (!rows->grid)
                continue;
            expect_numbers(rows, (struct grid_columns){items, count, !turned}, bad);
            expect_row_numbers(rows, (struct grid_columns){items, count, !turned}, bad, kind->fractions);
        }
        free(text);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(numbers_of_a_grid_or_of_a_row_equal_those_of_its_cells)};
    return cmocka_run_group_tests_name("grid", tests, NULL, NULL);
}
