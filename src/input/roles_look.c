/*
 * roles_look.c - the first rows of a table, and what its columns hold there.
 */
#include <math.h>
#include <string.h>

#include "base/glob.h"
#include "input/lists.h"
#include "input/roles.h"
#include "read/moment.h"
#include "read/number.h"
#include "read/records.h"

/* ---- the first rows ---- */

char roles_delimiter(const struct source *source)
{
    static const char signs[] = ",\t;|";
    struct text head = source_head(source);
    char usual = path_is_tsv(text_of(source_name(source, 0))) ? '\t' : ',', best = usual;
    size_t most = 0;
    for (const char *sign = signs; *sign; sign++) {
        size_t count = records_count(head, *sign);
        if (count > most) {
            most = count;
            best = *sign;
        }
    }
    return best == usual ? 0 : best;
}

size_t roles_most(const struct table *table)
{
    enum { CELLS = 4 * CSV_COLUMNS };
    size_t rows = CELLS / table->header.count;
    return rows < CSV_ROWS ? rows : CSV_ROWS;
}

static void keep_row(struct roles *roles, const struct csv_row *row)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        roles->cells[i][roles->rows] = text_copy(roles->table->arena, table_cell(roles->table, row, i));
    roles->rows++;
}

static bool keep_rows(struct roles *roles, struct csv *csv, struct error *error)
{
    struct csv_rows *rows = arena_alloc(roles->table->arena, sizeof *rows);
    size_t most = roles_most(roles->table);
    while (roles->rows < most && csv_read(csv, rows, error))
        for (size_t i = 0; i < rows->count && roles->rows < most; i++) {
            const struct csv_row *row = rows->grid ? csv_row_at(rows, i) : &rows->items[i];
            if (row->fields == roles->table->layout.columns && !csv_row_wrong(row))
                keep_row(roles, row);
            else
                ++*(row->fields == roles->table->layout.columns + 1 ? &roles->longer : &roles->odd);
        }
    error->status = STATUS_OK; /* what is no CSV is told by the pass that reads all of it, with its place */
    return true;
}

static bool read_rows(struct roles *roles, struct error *error)
{
    const struct table *table = roles->table;
    struct block_room room = {.arena = table->arena};
    struct block block;
    error->status = STATUS_OK;
    if (!source_take(table->source, &room, &block, error))
        return error->status == STATUS_OK;
    struct csv *csv = csv_open(table->arena, &table->layout, marks_best());
    if (!csv)
        return error_set(error, STATUS_MEMORY, "out of memory for the CSV reader");
    size_t head = table->headless ? 0 : records_first(block.text, false);
    if (head == 0 && !table->headless)
        return true;
    struct text rows = {block.text.data + head, block.text.size - head};
    struct buffer squeezed = {.arena = table->arena};
    csv_start(csv, table_has_blanks(table) ? table_squeeze(&squeezed, rows) : rows, block.unfinished);
    bool read = keep_rows(roles, csv, error);
    source_stop(table->source);
    return read;
}

/* ---- what a column holds ---- */

static size_t count_distinct(const struct roles *roles, size_t column)
{
    struct names names = {.arena = roles->table->arena};
    for (size_t row = 0; row < roles->rows; row++)
        names_add(&names, roles->cells[column][row]);
    return names.count;
}

static struct column_look look_at(const struct roles *roles, size_t column)
{
    struct column_look look = {.low = INFINITY, .high = -INFINITY, .distinct = count_distinct(roles, column)};
    for (size_t row = 0; row < roles->rows; row++) {
        struct text cell = roles->cells[column][row];
        struct moment moment;
        double value;
        enum number_kind kind = number_parse(cell, &value);
        look.filled += kind != NUMBER_MISSING;
        look.moments += moment_parse(cell, &moment);
        look.lists += list_is(cell);
        if (kind != NUMBER_OK)
            continue;
        look.numbers++;
        look.whole += value == floor(value);
        look.low = fmin(look.low, value);
        look.high = fmax(look.high, value);
    }
    return look;
}

/* What all rows have names none of them where it is that of a run, not of a file whose pieces they are. */
static bool is_of_all(const struct roles *roles, size_t column)
{
    static const char *const names[] = {"run*", "job*", "batch*", "experiment*", "model*", "dataset*"};
    bool named = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named |= glob_matches(text_of(names[i]), roles->table->header.items[column]);
    return named && roles->rows > 1 && roles->looks[column].distinct == 1;
}

bool roles_hold_times(const struct roles *roles, size_t column)
{
    const struct column_look *look = &roles->looks[column];
    return look->filled && look->moments == look->filled &&
           (look->numbers == 0 || usual_is(USUAL_TIME, roles->table->header.items[column]));
}

/* Whether its name says so of numbers that would be read as seconds: those since 1970 would not. */
static bool counts_milliseconds(const struct roles *roles, size_t column)
{
    const double most = 1e11;
    const struct column_look *look = &roles->looks[column];
    return look->numbers && look->high < most && usual_is_milliseconds(roles->table->header.items[column]);
}

/* Numbers that say how long something took; dates and times since 1970 do not. */
static bool is_duration(const struct roles *roles, size_t column)
{
    const double most = 1e8;
    const struct column_look *look = &roles->looks[column];
    return look->numbers && look->high < most && usual_is_duration(roles->table->header.items[column]);
}

/* The class of animals, beside their order, family and genus: no label, where their kinds are told. Few columns of a
 * wide table are called so, and only for them are the others looked at. */
static bool is_rank(const struct roles *roles, size_t column)
{
    enum { RANKS = 4 };
    static const char *const ranks[RANKS] = {"class", "order", "family", "genus"};
    size_t own = 0, found = 0;
    while (own < RANKS && !usual_is_like(roles->table->header.items[column], ranks[own]))
        own++;
    for (size_t i = 0; own < RANKS && i < RANKS; i++)
        found += i == own || roles_has(roles, roles_called(roles, ranks[i]));
    return found == RANKS;
}

/* Whether it is one of several that hold whether a label holds, category.cat and category.dog. */
static bool is_flag(const struct roles *roles, size_t column)
{
    const struct words *header = &roles->table->header;
    struct text name = header->items[column];
    const char *dot = memchr(name.data, '.', name.size);
    size_t alike = 0; /* itself among them */
    if (!dot || dot == name.data || roles->looks[column].distinct > 2)
        return false;
    for (size_t i = 0; i < header->count && alike < 2; i++)
        alike += text_starts(header->items[i], (struct text){name.data, (size_t)(dot - name.data) + 1}) &&
                 roles->looks[i].distinct <= 2;
    return alike > 1;
}

bool roles_agree(const struct roles *roles, enum usual_role role, size_t column)
{
    const struct column_look *look = &roles->looks[column];
    if (roles->rows == 0)
        return true;
    switch (role) {
    case USUAL_ID:
        return look->filled == roles->rows && !is_of_all(roles, column) && !roles_name_classes(roles, column) &&
               (look->distinct == roles->rows || look->whole == look->numbers);
    case USUAL_LABEL:
        return look->filled && look->whole == look->numbers && look->lists < look->filled &&
               !roles_hold_times(roles, column) && !is_rank(roles, column) &&
               !(usual_is(USUAL_LABEL, roles->table->header.items[column]) && is_flag(roles, column));
    case USUAL_CONFIDENCE:
        return look->numbers && 2 * look->numbers >= look->filled && look->low >= -0.001 && look->high <= 1.001;
    case USUAL_TIME:
        return look->filled && look->moments == look->filled && !counts_milliseconds(roles, column) &&
               !is_duration(roles, column);
    case USUAL_SCORE: /* no role: whoever offers one looks for it */
    case USUAL_ROLES:
        break;
    }
    return false;
}

bool roles_look(struct roles *roles, struct error *error)
{
    const struct table *table = roles->table;
    size_t columns = table->header.count;
    roles->cells = arena_array(table->arena, columns, sizeof *roles->cells);
    roles->looks = arena_array(table->arena, columns, sizeof *roles->looks);
    for (size_t i = 0; i < columns; i++)
        roles->cells[i] = arena_array(table->arena, roles_most(table), sizeof **roles->cells);
    if (!read_rows(roles, error))
        return false;
    for (size_t i = 0; i < columns; i++)
        roles->looks[i] = look_at(roles, i);
    return true;
}
