#include "read/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "read/records.h"
#include "read/source.h"
#include "read/split.h"

enum {
    STRETCH = 8 * 1024,           /* how much is split at once: it stays in the first cache */
    LONGEST_STRETCH = 128 * 1024, /* more, when but a few rows fit into it */
    FEW_ROWS = 8,
    CELL_STEP = 64 * 1024 /* how libcsv's copy of a cell grows: its own steps of 128 bytes copy a long cell often */
};

/* A cell that libcsv has unquoted: its bytes stand at `at` in the reader's copies. */
struct piece {
    size_t at, size;
};

/* A row whose cells are copies: its place among the rows, its first piece. */
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

    struct text *cells; /* of the slow rows: slow_count x wanted */
    size_t cells_capacity;

    /* The stretch that is split, and the row to take next. */
    struct split split;
    struct text stretch;
    size_t stretch_size, next_row, next_doubled;
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
    buffer_byte(&csv->copies, '\0'); /* never NULL, however little is copied */
    csv->pieces = arena_reserve(arena, NULL, &csv->pieces_capacity, 1, sizeof *csv->pieces);
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
    csv->split.ragged = 0;
    csv->stretch_size = STRETCH;
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

static void add_piece(struct csv *csv, size_t at)
{
    csv->pieces =
        arena_reserve(csv->arena, csv->pieces, &csv->pieces_capacity, csv->pieces_count + 1, sizeof *csv->pieces);
    csv->pieces[csv->pieces_count++] = (struct piece){at, csv->copies.size - at};
}

static void on_field(void *data, size_t size, void *state)
{
    struct csv *csv = state;
    const struct csv_layout *layout = csv->layout;
    size_t field = csv->field++;
    csv->too_long |= size > CSV_FIELD;
    if (csv->next_wanted == layout->wanted_count || layout->wanted[csv->next_wanted] != field)
        return;
    csv->next_wanted++;
    buffer_add(&csv->copies, (struct text){data, size});
    add_piece(csv, csv->copies.size - size);
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
    bool escaped = parsed > 1 && csv->fault[-1] == '"' && csv->fault[-2] == '\\';
    return error_set(error, STATUS_DATA, "text after a closing quote: double a quote that belongs to the cell%s",
                     escaped ? " (\\\" is Spark's way: write with option(\"escape\", \"\\\"\"))" : "");
}

/* Feeds one record, and so knows the place of an error exactly. */
static bool parse_record(struct csv *csv, struct text record, struct error *error)
{
    csv->field = csv->next_wanted = csv->rows_ended = 0;
    csv->too_long = false;
    if (csv->rest.size == record.size && csv->unfinished) {
        csv->fault = record.data;
        return error_set(error, STATUS_DATA, "a record longer than %d MiB: is a quote not closed?",
                         SOURCE_RECORD >> 20);
    }
    size_t parsed = csv_parse(&csv->parser, record.data, record.size, on_field, on_row, csv);
    if (parsed != record.size)
        return syntax_error(csv, record.data, parsed, error);
    if (csv_fini(&csv->parser, on_field, on_row, csv) != 0) {
        csv->fault = csv_cell_start(record, csv->layout->delimiter, csv->field);
        return error_set(error, STATUS_DATA, "this quote is never closed");
    }
    return true;
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
    struct text content = text_line(record);
    if (is_blank(content, csv->layout))
        return true;
    csv->slow[csv->slow_count++] = (struct slow_row){rows->count, csv->pieces_count};
    if (!parse_record(csv, record, error))
        return false;
    add_empty_cell(csv);
    bool bare_return = csv->rows_ended > 1;
    rows->items[rows->count++] = (struct csv_row){.record = content,
                                                  .fields = csv->field,
                                                  .cut = CSV_COPIED,
                                                  .bare_return = bare_return,
                                                  .too_long = csv->too_long};
    rows->ascii = false;
    return true;
}

/* The copies may move while rows are added, so the views of them are made at the end. */
static void make_views(struct csv *csv, struct csv_rows *rows)
{
    size_t wanted = csv->layout->wanted_count;
    csv->cells =
        arena_reserve(csv->arena, csv->cells, &csv->cells_capacity, csv->slow_count * wanted + 1, sizeof *csv->cells);
    for (size_t i = 0; i < csv->slow_count && csv->slow[i].row < rows->count; i++) {
        struct csv_row *row = &rows->items[csv->slow[i].row];
        const struct piece *pieces = csv->pieces + csv->slow[i].piece;
        struct text *cells = csv->cells + i * wanted;
        size_t known = row->fields == csv->layout->columns || !csv->layout->columns ? wanted : 0;
        for (size_t w = 0; w < known && csv->layout->wanted[w] < row->fields; w++)
            cells[w] = (struct text){csv->copies.data + pieces[w].at, pieces[w].size};
        row->cut = CSV_COPIED;
        row->cells = cells;
    }
}

/* Takes the record at the start of the rest. */
static bool take_record(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    size_t size = records_first(csv->rest, false);
    struct text record = {csv->rest.data, size ? size : csv->rest.size};
    csv->lines += records_count(record, '\n');
    if (!add_slow_row(csv, rows, record, error))
        return false;
    csv->rest = (struct text){record.data + record.size, csv->rest.size - record.size};
    return true;
}

/* Copies the cells of a row in which quotes are doubled, with one quote for two. */
static void copy_doubled_row(struct csv *csv, const struct csv_rows *rows)
{
    const struct csv_row *row = &rows->items[rows->count];
    csv->slow[csv->slow_count++] = (struct slow_row){rows->count, csv->pieces_count};
    for (size_t w = 0; row->fields == csv->layout->columns && w < csv->layout->wanted_count; w++) {
        struct text cell = csv_cell(row, csv->layout->wanted[w], w);
        size_t at = csv->copies.size, start = 0;
        for (size_t i = 0; i < cell.size; i++)
            if (cell.data[i] == '"') {
                buffer_add(&csv->copies, (struct text){cell.data + start, i - start});
                start = ++i; /* the second one stays */
            }
        buffer_add(&csv->copies, (struct text){cell.data + start, cell.size - start});
        add_piece(csv, at);
    }
}

/* Adds the row at the end of `rows`, which is not plain, or nothing when the line is blank. */
static bool add_row_not_plain(struct csv *csv, struct csv_rows *rows, const struct split_row *split,
                              struct error *error)
{
    const struct csv_row *row = &rows->items[rows->count];
    if (split->not_plain & SPLIT_LIBCSV || row->record.size > CSV_FIELD) {
        const char *start = row->record.data, *newline = csv->stretch.data + csv->split.ends[split->end];
        return add_slow_row(csv, rows, (struct text){start, (size_t)(newline + 1 - start)}, error);
    }
    if (is_blank(row->record, csv->layout))
        return true;
    if (split->not_plain & SPLIT_DOUBLED)
        copy_doubled_row(csv, rows);
    rows->count++;
    return true;
}

/* Takes rows of the stretch until the batch is full. */
static bool take_split_rows(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    const struct split *split = &csv->split;
    const char *text = csv->stretch.data;
    size_t columns = csv->layout->columns;
    const struct split_row *found = split->rows + csv->next_row, *all = split->rows + split->rows_count;
    const uint32_t *ends = split->ends + split_row_start(split, csv->next_row);
    struct csv_row *row = rows->items + rows->count;
    bool done = true;
    enum csv_cut cut = split->quotes || split->returns ? CSV_QUOTED : CSV_PLAIN;
    /* A batch ends with a row that is not plain or has other cells, so that a grid can be behind it. */
    for (bool more = true; done && more && found < all && row < rows->items + CSV_ROWS; found++) {
        const uint32_t *last = split->ends + found->end;
        uint32_t start = ends[-1] + 1, size = *last - start;
        if (split->returns && size && text[*last - 1] == '\r')
            size--;
        size_t fields = (size_t)(last - ends) + 1;
        *row =
            (struct csv_row){.record = {text + start, size}, .fields = fields, .cut = cut, .ends = ends, .text = text};
        ends = last + 1;
        more = !found->not_plain && fields == columns;
        if (found->not_plain || size - 1 >= CSV_FIELD) {
            rows->count = (size_t)(row - rows->items);
            done = add_row_not_plain(csv, rows, found, error);
            row = rows->items + rows->count;
        } else {
            row++;
        }
    }
    rows->count = (size_t)(row - rows->items);
    csv->next_row = (size_t)(found - split->rows);
    const char *rest = text + (uint32_t)(ends[-1] + 1);
    csv->rest = (struct text){rest, (size_t)(csv->rest.data + csv->rest.size - rest)};
    return done;
}

/* How many rows from the next one on make a grid: plain, with the right number of cells. */
static size_t count_grid_rows(struct csv *csv)
{
    const struct split *split = &csv->split;
    size_t left = split->rows_count - csv->next_row, most = left < CSV_ROWS ? left : CSV_ROWS, count = 0;
    if (split->grid) {
        while (csv->next_doubled < split->doubled_count && split->doubled[csv->next_doubled] < csv->next_row)
            csv->next_doubled++;
        if (csv->next_doubled == split->doubled_count)
            return most;
        size_t before = split->doubled[csv->next_doubled] - csv->next_row;
        return before < most ? before : most;
    }
    size_t columns = csv->layout->columns, end = split_row_start(split, csv->next_row) - 1;
    const struct split_row *rows = split->rows + csv->next_row;
    while (count < most && rows[count].end == end + columns && !rows[count].not_plain) {
        end += columns;
        count++;
    }
    return csv->stretch.size > CSV_FIELD ? 0 : count;
}

static void take_grid_rows(struct csv *csv, struct csv_rows *rows, size_t count)
{
    const struct split *split = &csv->split;
    size_t columns = csv->layout->columns;
    rows->grid = true;
    rows->filled = split->grid && split->filled;
    rows->columns = columns;
    rows->cut = split->quotes || split->returns ? CSV_QUOTED : CSV_PLAIN;
    rows->text = csv->stretch.data;
    rows->kind = split->kind;
    rows->end = csv->rest.data + csv->rest.size;
    rows->ends = split->ends + split_row_start(split, csv->next_row);
    rows->count = count;
    csv->next_row += count;
    const char *rest = rows->text + (uint32_t)(rows->ends[rows->count * columns - 1] + 1);
    csv->rest = (struct text){rest, (size_t)(csv->rest.data + csv->rest.size - rest)};
}

/* Splits the next stretch, a longer one while no row fits. False when no whole row is left. */
static bool next_stretch(struct csv *csv)
{
    csv->next_row = csv->next_doubled = 0;
    for (;; csv->stretch_size *= 2) {
        size_t size = csv->rest.size < csv->stretch_size ? csv->rest.size : csv->stretch_size;
        csv->stretch = (struct text){csv->rest.data, size};
        csv->split.columns = size <= CSV_FIELD ? csv->layout->columns : 0;
        split_stretch(&csv->split, csv->stretch, csv->layout->delimiter);
        csv->lines += csv->split.lines;
        if (csv->split.rows_count)
            break;
        if (size == csv->rest.size || (csv->unfinished && !records_first(csv->rest, false)))
            return false;
    }
    if (csv->split.rows_count < FEW_ROWS && csv->stretch_size < LONGEST_STRETCH)
        csv->stretch_size *= 2;
    return true;
}

static bool take_rows(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    if (!csv->split.kind)
        return take_record(csv, rows, error);
    if (csv->next_row == csv->split.rows_count && !next_stretch(csv))
        return take_record(csv, rows, error);
    rows->ascii &= csv->split.ascii;
    size_t grid = count_grid_rows(csv);
    if (grid == 0)
        return take_split_rows(csv, rows, error);
    take_grid_rows(csv, rows, grid);
    return true;
}

/* Libcsv's rows come one by one; others are cut by the ends of their stretch, so that those of the next
 * must wait for the next batch. */
static bool is_batch(const struct csv *csv, const struct csv_rows *rows)
{
    return rows->count == CSV_ROWS || (rows->count && csv->split.kind);
}

bool csv_read_grid(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    error->status = STATUS_OK;
    rows->count = 0;
    rows->grid = rows->filled = false;
    rows->ascii = true;
    csv->copies.size = csv->pieces_count = csv->slow_count = 0;
    while (!csv->failed && csv->rest.size && !is_batch(csv, rows))
        csv->failed = !take_rows(csv, rows, &csv->error);
    if (csv->failed && rows->count == 0)
        *error = csv->error;
    if (csv->slow_count)
        make_views(csv, rows);
    return rows->count > 0;
}

bool csv_read(struct csv *csv, struct csv_rows *rows, struct error *error)
{
    bool more = csv_read_grid(csv, rows, error);
    for (size_t i = 0; more && rows->grid && i < rows->count; i++)
        csv_row_at(rows, i);
    return more;
}

const char *csv_row_wrong(const struct csv_row *row)
{
    _Static_assert(CSV_FIELD == 1 << 20, "the message tells the limit");
    return row->bare_return ? "a carriage return without a newline: end lines with LF or CRLF"
           : row->too_long  ? "a cell is longer than 1 MiB"
                            : NULL;
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

/* The first carriage return outside quotes that ends no line. */
static const char *bare_return(struct text record)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < record.size && (quoted || record.data[i] != '\r'); i++)
        quoted ^= record.data[i] == '"';
    return record.data + i;
}

bool csv_split(struct words *cells, struct arena *arena, struct text record, char delimiter, size_t *position,
               struct error *error)
{
    struct csv_layout layout = {.delimiter = delimiter};
    struct csv *csv = csv_open(arena, &layout, NULL);
    if (!csv)
        return error_set(error, STATUS_MEMORY, "out of memory");
    size_t count = 1 + records_count(record, delimiter);
    size_t *all = arena_array(arena, count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = i;
    layout.wanted = all;
    layout.wanted_count = count;
    csv_start(csv, record, false);
    csv->field = 0;
    struct csv_rows *rows = arena_alloc(arena, sizeof *rows);
    bool read = csv_read(csv, rows, error);
    *position = (size_t)(csv_fault(csv) - record.data) + 1;
    if (!read)
        return error->status == STATUS_OK;
    const char *wrong = csv_row_wrong(rows->items);
    if (wrong) {
        *position = rows->items[0].bare_return ? (size_t)(bare_return(record) - record.data) + 1 : 1;
        return error_set(error, STATUS_DATA, "%s", wrong);
    }
    for (size_t i = 0; i < rows->items[0].fields; i++)
        words_add(cells, arena, rows->items[0].cells[i]);
    return true;
}
