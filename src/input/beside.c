#include "input/beside.h"

#include "base/table_hash.h"
#include "input/shape.h"
#include "read/number.h"

/* What a worker keeps of each table beside. */
struct look {
    const struct beside_file *file;
    struct buffer key;            /* of several columns */
    struct beside_reader *reader; /* in step, or NULL */
    const struct text **in_step;  /* [CSV_ROWS] the cells found so */
    struct text *asked;           /* [CSV_ROWS] the keys */
    struct fingerprint keys[CSV_ROWS];
    struct beside_stamp times[CSV_ROWS];
    struct beside_recall recalls[BESIDE_RECALLS];
    uint32_t numbers[CSV_ROWS];
    enum { LOOK_NONE, LOOK_ASKED, LOOK_FURTHER, LOOK_FOUND, LOOK_WRONG } state[CSV_ROWS];
    uint64_t missed;
    unsigned kinds;
};

struct looker {
    const struct table *table;
    struct own {
        size_t column, slot;
    } * own; /* wanted columns that are not beside */
    size_t own_count;
    size_t slots;       /* of a row */
    struct text *cells; /* [CSV_ROWS][slots] */
    struct look *looks;
    size_t count;
    uint64_t rows;
    bool good[CSV_ROWS];
};

static size_t count_loaded(const struct beside *beside)
{
    size_t count = 0;
    for (size_t i = 0; beside && i < beside->count; i++)
        count += beside->files[i].loaded;
    return count;
}

struct looker *looker_open(const struct table *table, struct arena *arena)
{
    const struct beside *beside = table->beside;
    if (!count_loaded(beside))
        return NULL;
    struct looker *looker = arena_alloc(arena, sizeof *looker);
    *looker = (struct looker){.table = table, .own = arena_array(arena, table_own(table), sizeof *looker->own)};
    for (size_t i = 0; i < table->header.count; i++) {
        looker->slots += table->wanted[i];
        if (i < table_own(table) && table->wanted[i])
            looker->own[looker->own_count++] = (struct own){i, table->slot[i]};
    }
    looker->cells = arena_array(arena, CSV_ROWS * looker->slots, sizeof *looker->cells);
    looker->looks = arena_array(arena, beside->count, sizeof *looker->looks);
    for (size_t i = 0; i < beside->count; i++) {
        const struct beside_file *file = &beside->files[i];
        if (!file->loaded)
            continue;
        struct look *look = &looker->looks[looker->count++];
        *look = (struct look){.file = file, .key = {.arena = arena}};
        if (file->stream) {
            look->reader = beside_reader_open(file->stream, arena);
            look->in_step = arena_array(arena, CSV_ROWS, sizeof(struct text *));
            look->asked = arena_array(arena, CSV_ROWS, sizeof *look->asked);
        }
    }
    return looker;
}

/* ---- one table beside, all rows at hand ---- */

static struct text *row_cells(const struct looker *looker, size_t i)
{
    return looker->cells + i * looker->slots;
}

bool beside_key(const struct beside_file *file, const struct table *table, const struct text *cells,
                struct buffer *room, struct fingerprint *key)
{
    struct text text = {0};
    room->size = 0;
    for (size_t p = 0; p < file->parts_count; p++) {
        text = cells[table->slot[file->parts[p]]];
        if (text.size == 0)
            return false;
        if (file->parts_count > 1)
            shape_add_part(room, p, text);
    }
    if (file->parts_count > 1)
        text = buffer_text(room);
    *key = file->parts_count ? table_fingerprint(text) : (struct fingerprint){0};
    return true;
}

static bool read_time(struct look *look, size_t i, struct text cell)
{
    struct moment moment;
    if (!moment_parse(cell, &moment))
        return false;
    look->times[i] = beside_stamp_of(&moment);
    look->kinds |= 1u << moment.kind;
    return true;
}

/* What is asked of the table for a row. */
static void ask(struct look *look, const struct table *table, const struct text *cells, size_t i)
{
    const struct beside_file *file = look->file;
    struct text time = file->timed ? cells[table->slot[file->time]] : (struct text){0};
    look->state[i] = LOOK_NONE;
    if (!beside_key(file, table, cells, &look->key, &look->keys[i]) || (file->timed && number_is_missing(time)))
        return;
    if (file->timed && !read_time(look, i, time)) {
        look->state[i] = LOOK_WRONG;
        return;
    }
    look->state[i] = LOOK_ASKED;
    if (file->parts_count)
        beside_index_prefetch(file->timed ? &file->times.keys : &file->index, look->keys[i]);
}

static bool is_within(const struct beside_file *file, const struct beside_stamp *found, const struct beside_stamp *at)
{
    int64_t silence = at->milliseconds - found->milliseconds;
    return !file->within_given || silence < file->within ||
           (silence == file->within && at->nanoseconds <= found->nanoseconds);
}

static bool find_time(struct look *look, size_t i)
{
    const struct beside_file *file = look->file;
    const struct beside_stamp *found = beside_times_find(&file->times, look->recalls, look->keys[i], look->times[i]);
    if (!found || !is_within(file, found, &look->times[i]))
        return false;
    look->numbers[i] = found->number;
    return true;
}

static void settle(struct look *look, size_t i, bool found)
{
    look->state[i] = found ? LOOK_FOUND : LOOK_NONE;
    if (found)
        beside_values_prefetch(&look->file->values, look->numbers[i]);
}

/* In the memory that was asked for. */
static void find(struct look *look, size_t i)
{
    const struct beside_file *file = look->file;
    if (file->timed) {
        settle(look, i, find_time(look, i));
        return;
    }
    enum beside_found found = beside_index_look(&file->index, look->keys[i], &look->numbers[i]);
    if (found == BESIDE_FURTHER)
        look->state[i] = LOOK_FURTHER;
    else
        settle(look, i, found == BESIDE_FOUND);
}

static void fill(struct look *look, struct text *cells, size_t i)
{
    const struct beside_file *file = look->file;
    if (look->state[i] == LOOK_FOUND) {
        beside_values_get(&file->values, look->numbers[i], file->slots, cells);
        return;
    }
    for (size_t c = 0; c < file->values.columns; c++)
        cells[file->slots[c]] = text_of("");
    look->missed++;
}

/* Where the rows and the table rise; *done when they do. */
static bool look_in_step(struct looker *looker, struct look *look, size_t count, bool *done, struct error *error)
{
    const struct beside_file *file = look->file;
    size_t key = looker->table->slot[file->parts[0]];
    bool by_key;
    for (size_t i = 0; i < count; i++) {
        look->state[i] = LOOK_NONE;
        look->asked[i] = looker->good[i] ? row_cells(looker, i)[key] : (struct text){0};
    }
    if (!beside_reader_find(look->reader, look->asked, count, look->in_step, &by_key, error))
        return false;
    *done = !by_key;
    for (size_t i = 0; *done && i < count; i++) {
        const struct text *found = look->in_step[i];
        for (size_t c = 0; looker->good[i] && c < file->values.columns; c++)
            row_cells(looker, i)[file->slots[c]] = found ? found[c] : text_of("");
        look->missed += looker->good[i] && !found;
    }
    return true;
}

/* In steps, so that memory comes while others are asked for. */
static void look_up(struct looker *looker, struct look *look, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (looker->good[i])
            ask(look, looker->table, row_cells(looker, i), i);
    for (size_t i = 0; i < count; i++)
        if (looker->good[i] && look->state[i] == LOOK_ASKED)
            find(look, i);
    for (size_t i = 0; i < count; i++)
        if (looker->good[i] && look->state[i] == LOOK_FURTHER)
            settle(look, i, beside_index_find(&look->file->index, look->keys[i], &look->numbers[i]));
    for (size_t i = 0; i < count; i++)
        if (looker->good[i])
            fill(look, row_cells(looker, i), i);
}

/* ---- all tables ---- */

void looker_start(struct looker *looker, uint64_t block)
{
    for (size_t f = 0; f < looker->count; f++)
        if (looker->looks[f].reader)
            beside_reader_start(looker->looks[f].reader, block);
}

void looker_finish(struct looker *looker)
{
    for (size_t f = 0; f < looker->count; f++)
        if (looker->looks[f].reader)
            beside_reader_finish(looker->looks[f].reader);
}

/* The cells that rows have of their own. */
static void copy_rows(struct looker *looker, struct csv_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct csv_row *row = &rows->items[i];
        struct text *cells = row_cells(looker, i);
        looker->good[i] = row->fields == looker->table->layout.columns && !csv_row_wrong(row);
        if (!looker->good[i])
            continue;
        for (size_t c = 0; c < looker->own_count; c++)
            cells[looker->own[c].slot] = csv_cell(row, looker->own[c].column, looker->own[c].slot);
        row->cut = CSV_COPIED;
        row->cells = cells;
        looker->rows++;
    }
}

/* The same, column by column. */
static void copy_grid(struct looker *looker, struct csv_rows *rows)
{
    for (size_t c = 0; c < looker->own_count; c++) {
        const struct own own = looker->own[c];
        for (size_t i = 0; i < rows->count; i++)
            row_cells(looker, i)[own.slot] = csv_grid_cell(rows, i, own.column);
    }
    for (size_t i = 0; i < rows->count; i++) {
        csv_row_at(rows, i);
        rows->items[i].cut = CSV_COPIED;
        rows->items[i].cells = row_cells(looker, i);
        looker->good[i] = true;
    }
    looker->rows += rows->count;
}

bool looker_take(struct looker *looker, struct csv_rows *rows, struct error *error)
{
    if (rows->grid)
        copy_grid(looker, rows);
    else
        copy_rows(looker, rows);
    for (size_t f = 0; f < looker->count; f++) {
        struct look *look = &looker->looks[f];
        bool done = false;
        if (look->reader && !look_in_step(looker, look, rows->count, &done, error))
            return false;
        if (!done)
            look_up(looker, look, rows->count);
    }
    rows->grid = rows->filled = false;
    return true;
}

bool looker_right(const struct looker *looker, const struct csv_row *row, size_t i, struct problem *problem)
{
    char shown[160];
    for (size_t f = 0; f < looker->count; f++) {
        const struct look *look = &looker->looks[f];
        size_t column = look->file->time;
        if (look->state[i] != LOOK_WRONG)
            continue;
        cell_describe(shown, sizeof shown, looker->table->header.items[column], table_cell(looker->table, row, column));
        return problem_set(problem, column, "%s is no time: expected ISO 8601 or Unix time", shown);
    }
    return true;
}

void looker_count(struct beside *beside, struct looker *const *lookers, size_t count)
{
    beside->rows = 0;
    for (size_t f = 0; f < beside->count; f++) {
        beside->files[f].missed = beside->files[f].kinds = 0;
        if (beside->files[f].stream)
            beside_stream_rewind(beside->files[f].stream);
    }
    for (size_t i = 0; i < count; i++) {
        beside->rows += lookers[i]->rows;
        for (size_t l = 0; l < lookers[i]->count; l++) {
            const struct look *look = &lookers[i]->looks[l];
            struct beside_file *file = &beside->files[look->file - beside->files];
            file->missed += look->missed;
            file->kinds |= look->kinds;
        }
    }
}

bool beside_settle(const struct beside *beside, struct error *error)
{
    for (size_t f = 0; f < beside->count; f++)
        if (beside->files[f].stream && !beside_stream_settle(beside->files[f].stream, error))
            return false;
    return true;
}
