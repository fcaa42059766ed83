#include "input/grid.h"

#include <math.h>

#include "read/fraction.h"
#include "read/number.h"

/* Of cells: what stands before each, and where it ends. */
struct bounds {
    const uint32_t *before, *ends;
    size_t count;
};

/* The next cell of a grid. */
struct place {
    size_t row, column;
};

/* As they stand in the table: what is before one is the end of another. */
static struct bounds next_together(const struct csv_rows *rows, struct grid_columns columns, struct place *place)
{
    const uint32_t *ends = rows->ends + place->row * rows->columns + columns.items[place->column];
    size_t left = columns.count - place->column, count = left < FRACTIONS ? left : FRACTIONS;
    place->column += count;
    if (count == left)
        *place = (struct place){place->row + 1, 0};
    return (struct bounds){ends - 1, ends, count};
}

/* From anywhere, of several rows. */
static struct bounds next_scattered(const struct csv_rows *rows, struct grid_columns columns, size_t end,
                                    struct place *place, uint32_t room[2][FRACTIONS])
{
    uint32_t *before = room[0], *ends = room[1];
    size_t found = 0;
    for (; place->row < end && found < FRACTIONS; *place = (struct place){place->row + 1, 0}) {
        const uint32_t *row = rows->ends + place->row * rows->columns;
        size_t from = place->column, left = columns.count - from, fit = FRACTIONS - found;
        const size_t *wanted = columns.items + from;
        place->column += fit < left ? fit : left;
        for (size_t k = 0; rows->cut == CSV_PLAIN && k < place->column - from; k++, found++) {
            before[found] = row[wanted[k] - 1];
            ends[found] = row[wanted[k]];
        }
        for (size_t k = 0; rows->cut != CSV_PLAIN && k < place->column - from; k++, found++) {
            struct text cell = csv_cut_cell(rows->text, row, wanted[k], rows->columns, rows->cut);
            before[found] = (uint32_t)(cell.data - rows->text) - 1;
            ends[found] = before[found] + 1 + (uint32_t)cell.size;
        }
        if (place->column < columns.count)
            break;
    }
    return (struct bounds){before, ends, found};
}

/* How many cells, up to the first that has not, have so much text behind them as may be looked at. */
static size_t count_reached(const struct csv_rows *rows, struct bounds cells, size_t last_row)
{
    size_t reached = 0;
    if (rows->end - (rows->text + rows->ends[(last_row + 1) * rows->columns - 1]) >= FRACTION_REACH)
        return cells.count;
    while (reached < cells.count && rows->end - (rows->text + (uint32_t)(cells.before[reached] + 1)) >= FRACTION_REACH)
        reached++;
    return reached;
}

/* Reads many at once, those that cannot be reached and odd ones one by one. */
static size_t read_cells(const struct csv_rows *rows, struct bounds cells, size_t reached, double *values)
{
    for (size_t i = 0;; i++) {
        if (i < reached)
            i += rows->kind->fractions(rows->text, cells.before + i, cells.ends + i, reached - i, values + i);
        if (i == cells.count)
            return i;
        uint32_t start = cells.before[i] + 1;
        if (number_parse((struct text){rows->text + start, cells.ends[i] - start}, &values[i]) != NUMBER_OK)
            return i;
        values[i] += 0.0; /* minus zero becomes zero */
    }
}

size_t grid_numbers(const struct csv_rows *rows, struct grid_columns columns, size_t first, size_t count,
                    double *values)
{
    enum { MANY = FRACTIONS / 4 }; /* of one row: enough to read them as they stand */
    bool together = columns.together && columns.count >= MANY && rows->cut == CSV_PLAIN;
    uint32_t room[2][FRACTIONS];
    struct place place = {.row = first};
    size_t read = 0, end = first + count;
    while (place.row < end) {
        size_t row = place.row;
        struct bounds cells =
            together ? next_together(rows, columns, &place) : next_scattered(rows, columns, end, &place, room);
        size_t last_row = place.row - (place.row > row && place.column == 0);
        size_t good = read_cells(rows, cells, count_reached(rows, cells, last_row), values + read);
        read += good;
        if (good < cells.count)
            break;
    }
    return read;
}

/* Cells of a row: enough that it pays to read them at once, few enough to be looked at again behind an odd one. */
enum { FEW = 4, SOME = 32 };
struct some {
    uint32_t before[SOME], ends[SOME];
    uint32_t negative; /* a bit for each */
    size_t count;
};

/* Where cells are within the record, up to the first that lies elsewhere, as copies do, or has too little of it behind
 * its start. A sign counts as what is before. */
static void find_some(const struct table *table, const struct csv_row *row, const size_t *columns, size_t count,
                      struct some *some)
{
    uintptr_t record = (uintptr_t)row->record.data;
    size_t most = count < FEW ? 0 : count < SOME ? count : SOME;
    some->negative = 0;
    for (some->count = 0; some->count < most; some->count++) {
        struct text cell = table_cell(table, row, columns[some->count]);
        size_t start = (uintptr_t)cell.data - record; /* huge when it stands before */
        if (start >= row->record.size || row->record.size - start <= FRACTION_REACH)
            break;
        bool negative = *cell.data == '-';
        some->negative |= (uint32_t)negative << some->count;
        some->before[some->count] = (uint32_t)(start + negative) - 1;
        some->ends[some->count] = (uint32_t)(start + cell.size);
    }
}

static void turn(double *values, uint32_t negative)
{
    for (; negative; negative &= negative - 1) {
        unsigned i = (unsigned)__builtin_ctz(negative);
        values[i] = 0.0 - values[i]; /* minus zero becomes zero */
    }
}

/* Of a matrix, up to the first that is none, or infinite. */
static size_t take_numbers(const double *numbers, const size_t *columns, size_t count, double *values)
{
    size_t i = 0;
    for (; i < count && isfinite(numbers[columns[i]]); i++)
        values[i] = numbers[columns[i]] + 0.0; /* minus zero becomes zero */
    return i;
}

size_t grid_row_numbers(const struct table *table, const struct csv_row *row, const size_t *columns, size_t count,
                        fractions_function *fractions, double *values)
{
    struct some some;
    if (row->cut == CSV_NUMBERS)
        return take_numbers(row->numbers, columns, count, values);
    for (size_t i = 0; i < count;) {
        find_some(table, row, columns + i, count - i, &some);
        size_t read = fractions(row->record.data, some.before, some.ends, some.count, values + i);
        turn(values + i, read < SOME ? some.negative & ((1U << read) - 1) : some.negative);
        i += read;
        if (read == SOME || i == count)
            continue;
        if (number_parse(table_cell(table, row, columns[i]), &values[i]) != NUMBER_OK)
            return i;
        values[i++] += 0.0;
    }
    return count;
}
