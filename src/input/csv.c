#include "input/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "input/edges.h"
#include "input/source.h"
#include "input/split.h"

enum {
    STRETCH = 8 * 1024,   /* how much is split at once, if a row fits into it */
    CELL_STEP = 64 * 1024 /* how libcsv's copy of a cell grows: its own steps of 128 bytes copy a long cell often */
};

/* A cell that libcsv has unquoted: its bytes stand at `at` in the reader's copies. */
struct piece {
    size_t at, size;
};

/* A row that libcsv has read: its place among the rows, its first piece. */
struct slow_row {
    size_t row, piece;
};

struct csv {
    struct arena *arena;
    const struct csv_layout *layout;
    struct csv_parser parser;

    struct text rest; /* of the block */
    bool unfinished;
    uint64_t lines;
    const char *fault;
    bool failed; /* the rows before the fault are out, the error comes next */
    struct error error;

    /* Of the record that libcsv is reading. */
    size_t field, next_wanted, rows_ended;
    bool too_long;

    struct piece *pieces;
    size_t pieces_capacity, pieces_count;
    struct buffer copies;
    struct slow_row slow[CSV_ROWS];
    size_t slow_count;

    struct text *cells; /* CSV_ROWS x wanted */
    size_t cells_capacity;

    /* The stretch that is split, and the row to take next. */
    struct split split;
    struct text stretch;
    size_t stretch_size, next_row;
};

static int blanks_are_data(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void close_parser(void *resource)
{
    csv_free(&((struct csv *)resource)->parser);
}

struct csv *csv_open(struct arena *arena, const struct csv_layout *layout, const struct marks_kind *kind)
{
    struct csv *csv = arena_alloc(arena, sizeof *csv);
    csv->arena = arena;
    csv->layout = layout;
    csv->copies.arena = arena;
    csv->split.arena = arena;
    csv->split.kind = kind;
    if (csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return NULL;
    csv_set_space_func(&csv->parser, blanks_are_data);
    csv_set_blk_size(&csv->parser, CELL_STEP);
    arena_attach(arena, close_parser, csv);
    return csv;
}

void csv_start(struct csv *csv, struct text text, bool unfinished)
{
    csv->rest = text;
    csv->unfinished = unfinished;
    csv->failed = false;
    csv->lines = 0;
    csv->fault = text.data;
    csv->split.rows_count = csv->next_row = 0;
    csv->stretch_size = STRETCH;
    csv->cells = arena_reserve(csv->arena, csv->cells, &csv->cells_capacity, CSV_ROWS * csv->layout->wanted_count + 1,
                               sizeof *csv->cells);
    csv_set_delim(&csv->parser, (unsigned char)csv->layout->delimiter);
}

uint64_t csv_lines(const struct csv *csv)
{
    return csv->lines;
}

const char *csv_fault(const struct csv *csv)
{
    return csv->fault;
}

/* ---- libcsv's two callbacks ---- */

static void on_field(void *data, size_t size, void *state)
{
    struct csv *csv = state;
    const struct csv_layout *layout = csv->layout;
    size_t field = csv->field++;
    csv->too_long |= size > CSV_FIELD;
    if (csv->next_wanted == layout->wanted_count || layout->wanted[csv->next_wanted] != field)
        return;
    csv->next_wanted++;
    csv->pieces =
        arena_reserve(csv->arena, csv->pieces, &csv->pieces_capacity, csv->pieces_count + 1, sizeof *csv->pieces);
    csv->pieces[csv->pieces_count++] = (struct piece){csv->copies.size, size};
    buffer_add(&csv->copies, (struct text){data, size});
}

static void on_row(int end, void *state)
{
    (void)end;
    ((struct csv *)state)->rows_ended++;
}

/* ---- one record ---- */

static bool syntax_error(struct csv *csv, const char *record, size_t parsed, struct error *error)
{
    csv->fault = record + parsed;
    int code = csv_error(&csv->parser);
    if (code == CSV_ENOMEM || code == CSV_ETOOBIG)
        return error_set(error, STATUS_MEMORY, "out of memory for a cell");
    if (*csv->fault == '"')
        return error_set(error, STATUS_DATA, "a quote inside an unquoted cell: quote the cell and double the quote");
    return error_set(error, STATUS_DATA, "text after a closing quote: double a quote that belongs to the cell");
}

/* Feeds one record, and so knows the place of an error exactly. */
static bool parse_record(struct csv *csv, struct text record, struct error *error)
{
    csv->field = csv->next_wanted = csv->rows_ended = 0;
    csv->too_long = false;
    size_t parsed = csv_parse(&csv->parser, record.data, record.size, on_field, on_row, csv);
    if (parsed != record.size)
        return syntax_error(csv, record.data, parsed, error);
    if (csv->rest.size == record.size && csv->unfinished) {
        csv->fault = record.data;
        return error_set(error, STATUS_DATA, "a record longer than %d MiB: is a quote not closed?",
                         SOURCE_RECORD >> 20);
    }
    if (csv_fini(&csv->parser, on_field, on_row, csv) != 0) {
        csv->fault = csv_cell_start(record, csv->layout->delimiter, csv->field);
        return error_set(error, STATUS_DATA, "this quote is never closed");
    }
    if (csv->too_long) {
        csv->fault = record.data;
        return error_set(error, STATUS_DATA, "a cell is longer than %d MiB", CSV_FIELD >> 20);
    }
    return true;
}

static struct text without_line_end(struct text record)
{
    if (record.size && record.data[record.size - 1] == '\n')
        record.size--;
    if (record.size && record.data[record.size - 1] == '\r')
        record.size--;
    return record;
}

static bool is_blank(struct text record, const struct csv_layout *layout)
{
    return record.size == 0 && layout->columns != 1;
}

/* libcsv drops a blank line; in a table of one column it is a row with an empty cell. */
static void add_empty_cell(struct csv *csv)
{
    if (csv->rows_ended == 0)
        on_field((char[]){""}, 0, csv);
}

/* Adds a row by libcsv, unless it is a blank line. */
static bool add_slow_row(struct csv *csv, struct csv_rows *rows, struct text record, struct error *error)
{
    struct text content = without_line_end(record);
    if (is_blank(content, csv->layout))
        return true;
    csv->slow[csv->slow_count++] = (struct slow_row){rows->count, csv->pieces_count};
    if (!parse_record(csv, record, error))
        return false;
    add_empty_cell(csv);
    rows->items[rows->count] = (struct csv_row){.record = content,
                                                .cells = csv->cells + rows->count * csv->layout->wanted_count,
                                                .fields = csv->field,
                                                .bare_return = csv->rows_ended > 1};
    rows->count++;
    rows->ascii = false;
    return true;
}

/* libcsv's copies may move while rows are added, so the views of them are made at the end. */
static void make_views(struct csv *csv, struct csv_rows *rows)
{
    size_t wanted = csv->layout->wanted_count;
    for (size_t i = 0; i < csv->slow_count; i++) {
        size_t row = csv->slow[i].row;
        const struct piece *pieces = csv->pieces + csv->slow[i].piece;
        for (size_t w = 0; row < rows->count && w < wanted && csv->layout->wanted[w] < rows->items[row].fields; w++)
            csv->cells[row * wanted + w] = (struct text){csv->copies.data + pieces[w].at, pieces[w].size};
    }
}

/* Takes the record at the start of the rest. */
static bool take_record(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    size_t size = edges_first(csv->rest, false);
    struct text record = {csv->rest.data, size ? size : csv->rest.size};
    csv->lines += edges_count(record, '\n');
    if (!add_slow_row(csv, rows, record, error))
        return false;
    csv->rest = (struct text){record.data + record.size, csv->rest.size - record.size};
    return true;
}

/* The wanted cells of a plain row: cell i ends at ends[i] and the next begins behind it; the last ends
 * at `end`, before the line end. */
static inline void cut_cells(const struct csv *csv, struct text *cells, const char *start, const uint32_t *ends,
                             size_t fields, const char *end)
{
    const struct csv_layout *layout = csv->layout;
    const char *text = csv->stretch.data;
    for (size_t w = 0; w < layout->wanted_count && layout->wanted[w] < fields; w++) {
        size_t field = layout->wanted[w];
        const char *from = field ? text + ends[field - 1] + 1 : start;
        const char *to = field + 1 < fields ? text + ends[field] : end;
        cells[w] = (struct text){from, (size_t)(to - from)};
    }
}

/* Takes the quotes off: in a plain row they stand only around whole cells. */
static inline void unquote_cells(struct text *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].size && cells[i].data[0] == '"')
            cells[i] = (struct text){cells[i].data + 1, cells[i].size - 2};
}

/* Takes rows of the stretch until the batch is full. */
static bool take_split_rows(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    const struct split *split = &csv->split;
    size_t wanted = csv->layout->wanted_count;
    size_t first = csv->next_row ? split->rows[csv->next_row - 1].end + 1 : 0;
    const char *start = csv->rest.data;
    bool done = true;
    for (; done && csv->next_row < split->rows_count && rows->count < CSV_ROWS; csv->next_row++) {
        struct split_row row = split->rows[csv->next_row];
        const char *newline = csv->stretch.data + split->ends[row.end];
        const char *end = newline > start && newline[-1] == '\r' ? newline - 1 : newline;
        struct text content = {start, (size_t)(end - start)};
        if (row.odd || content.size > CSV_FIELD) {
            done = add_slow_row(csv, rows, (struct text){start, (size_t)(newline + 1 - start)}, error);
        } else if (!is_blank(content, csv->layout)) {
            size_t fields = row.end - first + 1;
            struct text *cells = csv->cells + rows->count * wanted;
            cut_cells(csv, cells, start, split->ends + first, fields, end);
            if (split->quotes && fields == csv->layout->columns)
                unquote_cells(cells, wanted);
            rows->items[rows->count++] = (struct csv_row){.record = content, .cells = cells, .fields = fields};
        }
        first = row.end + 1;
        start = newline + 1;
    }
    csv->rest = (struct text){start, (size_t)(csv->rest.data + csv->rest.size - start)};
    return done;
}

/* Splits the next stretch, a longer one while no row fits. False when no whole row is left. */
static bool next_stretch(struct csv *csv)
{
    csv->next_row = 0;
    for (;; csv->stretch_size *= 2) {
        size_t size = csv->rest.size < csv->stretch_size ? csv->rest.size : csv->stretch_size;
        csv->stretch = (struct text){csv->rest.data, size};
        split_stretch(&csv->split, csv->stretch, csv->layout->delimiter);
        csv->lines += csv->split.lines;
        if (csv->split.rows_count)
            return true;
        if (size == csv->rest.size)
            return false;
    }
}

static bool take_rows(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    if (!csv->split.kind)
        return take_record(csv, rows, error);
    if (csv->next_row == csv->split.rows_count && !next_stretch(csv))
        return take_record(csv, rows, error);
    rows->ascii &= csv->split.ascii;
    return take_split_rows(csv, rows, error);
}

bool csv_read(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    error->status = STATUS_OK;
    rows->count = 0;
    rows->ascii = true;
    csv->copies.size = csv->pieces_count = csv->slow_count = 0;
    while (!csv->failed && csv->rest.size && rows->count < CSV_ROWS)
        csv->failed = !take_rows(csv, rows, &csv->error);
    if (csv->failed && rows->count == 0)
        *error = csv->error;
    make_views(csv, rows);
    return rows->count > 0;
}

size_t csv_column_at(struct text record, char delimiter, size_t at)
{
    bool quoted = false;
    size_t column = 0;
    for (size_t i = 0; i < at; i++) {
        quoted ^= record.data[i] == '"';
        column += !quoted && record.data[i] == delimiter;
    }
    return column;
}

const char *csv_cell_start(struct text record, char delimiter, size_t column)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < record.size && column > 0; i++) {
        quoted ^= record.data[i] == '"';
        column -= !quoted && record.data[i] == delimiter;
    }
    return record.data + i;
}

bool csv_split(struct words *cells, struct arena *arena, struct text record, char delimiter, struct error *error)
{
    struct csv_layout layout = {.delimiter = delimiter};
    struct csv *csv = csv_open(arena, &layout, NULL);
    if (!csv)
        return error_set(error, STATUS_MEMORY, "out of memory");
    size_t count = 1 + edges_count(record, delimiter);
    size_t *all = arena_array(arena, count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = i;
    layout.wanted = all;
    layout.wanted_count = count;
    csv_start(csv, record, false);
    csv->field = 0;
    struct csv_rows *rows = arena_alloc(arena, sizeof *rows);
    if (!csv_read(csv, rows, error))
        return error->status == STATUS_OK;
    for (size_t i = 0; i < rows->items[0].fields; i++)
        words_add(cells, arena, rows->items[0].cells[i]);
    return true;
}
