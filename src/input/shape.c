#include "input/shape.h"

#include <string.h>

#include "input/idset.h"
#include "input/shape_ids.h"
#include "read/number.h"
#include "read/records.h"

enum { PARTS = 8 }; /* columns of an id, at most */

struct piece {
    size_t at, size;
};

/* A sample in the making: copies of the first row's record and cells, and a value for each class. */
struct group {
    struct buffer bytes;
    struct piece record, id;
    struct piece *cells;  /* of the wanted columns of the file */
    struct piece *values; /* of the classes; size 0: none yet */
    const char *origin;   /* in the block at hand, or NULL: see line */
    uint64_t line;        /* of its file, from 0 */
    double sum;
    const char *wrong;
};

struct shape {
    struct table *table;
    struct arena *arena, own; /* grows while rows are made: its own, as tables are read side by side */
    struct shape_spec spec;
    size_t id, parts[PARTS], parts_count; /* the made column; those of the file it is made of */
    bool numbered;
    struct shape_ids *ids;
    uint64_t rows, lines; /* before those at hand: of all files; of the file at hand */

    bool grouped;
    size_t class_column, value_column, first_class; /* the first made column of a class */
    const struct names *classes;
    struct shaper *only; /* that of all workers, as they take turns */
    bool rising;
    struct idset seen; /* ids of samples, unless they rise */
    uint64_t samples, partial;
};

struct shaper {
    struct shape *shape;
    struct arena *arena;
    size_t slots;       /* of a made row */
    struct text *cells; /* [CSV_ROWS][slots] */
    struct buffer text; /* of made ids */
    struct piece ids[CSV_ROWS];
    struct buffer id;     /* of the row at hand */
    struct group *groups; /* [CSV_ROWS + 1]: those that came out, then the one that goes on */
    size_t out;           /* how many came out */
    bool open;            /* groups[out] is a sample */
    const char *wrong[CSV_ROWS], *origins[CSV_ROWS];
    uint64_t lines[CSV_ROWS];
};

/* ---- opening ---- */

/* A further column behind those of the file. */
static size_t add_column(struct table *table, struct text name)
{
    size_t column = table_extend(table, &name, 1);
    table->wanted[column] = true;
    return column;
}

static bool open_parts(struct shape *shape, struct text id, struct error *error)
{
    struct words names = {0};
    words_split(&names, shape->arena, id, ',');
    if (names.count > PARTS)
        return error_set(error, STATUS_USAGE, "--id: at most %d columns", PARTS);
    for (size_t i = 0; i < names.count; i++)
        if (!table_column(shape->table, names.items[i], "--id", &shape->parts[i], error))
            return false;
    shape->parts_count = names.count;
    shape->id = add_column(shape->table, id);
    return true;
}

static bool open_classes(struct shape *shape, const struct shape_spec *spec, struct error *error)
{
    struct table *table = shape->table;
    if (!table_column(table, spec->class, "--class", &shape->class_column, error) ||
        !table_column(table, spec->value, "--confidence", &shape->value_column, error))
        return false;
    shape->grouped = true;
    shape->rising = spec->rising;
    shape->classes = spec->classes;
    shape->seen.arena = shape->arena;
    for (size_t k = 0; k < spec->classes->count; k++) {
        size_t column = add_column(table, spec->classes->items[k]);
        shape->first_class = k ? shape->first_class : column;
    }
    table->class_names = (struct words){.items = spec->classes->items, .count = spec->classes->count};
    table->first_class = shape->first_class;
    return true;
}

static void free_shape(void *shape)
{
    arena_free(&((struct shape *)shape)->own);
}

bool shape_open(struct table *table, const struct shape_spec *spec, size_t *id, struct error *error)
{
    bool own = table_has(table, spec->id), listed = !own && memchr(spec->id.data, ',', spec->id.size);
    bool numbered = !own && text_equal(spec->id, text_of("#"));
    if (!spec->ids_count && !listed && !numbered && !spec->class.data)
        return table_column(table, spec->id, "--id", id, error);
    struct shape *shape = arena_alloc(table->arena, sizeof *shape);
    *shape = (struct shape){.table = table,
                            .arena = &shape->own,
                            .own.exhausted = table->arena->exhausted,
                            .spec = *spec,
                            .numbered = numbered && !spec->ids_count};
    arena_attach(table->arena, free_shape, shape);
    if (spec->ids_count) {
        shape->id = add_column(table, text_of("id"));
        words_add(&table->named, table->arena, text_of("id"));
    } else if (numbered) {
        shape->id = add_column(table, spec->id);
    } else if (listed ? !open_parts(shape, spec->id, error)
                      : !table_column(table, spec->id, "--id", &shape->id, error)) {
        return false;
    }
    if (spec->class.data && !open_classes(shape, spec, error))
        return false;
    table->shape = shape;
    *id = shape->id;
    return true;
}

bool shape_restart(struct shape *shape, struct error *error)
{
    shape->rows = shape->lines = shape->samples = shape->partial = 0;
    shape->only = NULL;
    shape->seen = (struct idset){.arena = shape->arena};
    const struct shape_spec *spec = &shape->spec;
    return !spec->ids_count ||
           shape_ids_open(&shape->ids, shape->arena, spec->ids, spec->ids_count, spec->ids_column, error);
}

bool shape_is_sequential(const struct shape *shape)
{
    return shape->grouped || shape->spec.ids_count || shape->numbered;
}

bool shape_numbers_rows(const struct shape *shape)
{
    return shape_is_sequential(shape) && !shape->grouped;
}

struct shaper *shaper_open(struct shape *shape, struct arena *arena)
{
    bool shared = shape_is_sequential(shape);
    if (shared && shape->only)
        return shape->only;
    struct arena *home = shared ? shape->arena : arena;
    struct shaper *shaper = arena_alloc(home, sizeof *shaper);
    const struct table *table = shape->table;
    size_t slots = 0, classes = shape->grouped ? shape->classes->count : 0;
    for (size_t i = 0; i < table->header.count; i++)
        slots += table->wanted[i];
    *shaper = (struct shaper){.shape = shape, .arena = home, .slots = slots};
    shaper->text.arena = shaper->id.arena = home;
    shaper->cells = arena_array(home, CSV_ROWS * slots, sizeof *shaper->cells);
    if (shape->grouped)
        shaper->groups = arena_array(home, CSV_ROWS + 1, sizeof *shaper->groups);
    for (size_t i = 0; shape->grouped && i <= CSV_ROWS; i++) {
        shaper->groups[i].bytes.arena = home;
        shaper->groups[i].cells = arena_array(home, table->layout.wanted_count, sizeof(struct piece));
        shaper->groups[i].values = arena_array(home, classes, sizeof(struct piece));
    }
    if (shared)
        shape->only = shaper;
    return shaper;
}

/* ---- ids ---- */

void shape_add_part(struct buffer *id, size_t number, struct text part)
{
    if (number)
        buffer_byte(id, '|');
    for (size_t i = 0; i < part.size; i++) {
        if (part.data[i] == '|' || part.data[i] == '\\')
            buffer_byte(id, '\\');
        buffer_byte(id, part.data[i]);
    }
}

static bool make_id(struct shaper *shaper, const struct csv_row *row, bool good, struct error *error)
{
    struct shape *shape = shaper->shape;
    const struct table *table = shape->table;
    struct buffer *id = &shaper->id;
    struct text own;
    id->size = 0;
    if (shape->ids) { /* also of a bad row: the next one has the next id */
        if (!shape_ids_next(shape->ids, &own, error))
            return false;
        buffer_add(id, own);
    } else if (shape->numbered) {
        buffer_count(id, shape->rows + 1);
    } else if (good) {
        for (size_t i = 0; i < shape->parts_count; i++)
            shape_add_part(id, i, table_cell(table, row, shape->parts[i]));
        if (!shape->parts_count)
            buffer_add(id, table_cell(table, row, shape->id));
    }
    shape->rows += shape_is_sequential(shape); /* else nobody asks, and workers are several */
    return true;
}

/* ---- rows of their own ---- */

static struct csv_row *add_row(struct csv_rows *made, const struct csv_row *row)
{
    made->items[made->count] = *row;
    return &made->items[made->count++];
}

/* A row with the cells of one that was read, and the id at hand. */
static void make_row(struct shaper *shaper, struct csv_rows *made, const struct csv_row *read)
{
    const struct shape *shape = shaper->shape;
    const struct table *table = shape->table;
    struct text *cells = shaper->cells + made->count * shaper->slots;
    for (size_t w = 0; read->cut != CSV_NUMBERS && w < table->layout.wanted_count; w++)
        cells[w] = csv_cell(read, table->layout.wanted[w], w);
    shaper->ids[made->count] = (struct piece){shaper->text.size, shaper->id.size};
    buffer_add(&shaper->text, buffer_text(&shaper->id));
    struct csv_row *row = add_row(made, read);
    row->cut = read->cut == CSV_NUMBERS ? CSV_NUMBERS : CSV_COPIED;
    row->cells = cells;
}

/* The text of the ids has moved while it grew: only now they are looked at. */
static void place_ids(struct shaper *shaper, struct csv_rows *made)
{
    const struct table *table = shaper->shape->table;
    size_t slot = table->slot[shaper->shape->id];
    for (size_t i = 0; i < made->count; i++)
        if (made->items[i].cells == shaper->cells + i * shaper->slots)
            shaper->cells[i * shaper->slots + slot] =
                (struct text){shaper->text.data + shaper->ids[i].at, shaper->ids[i].size};
}

/* ---- samples of several rows ---- */

static struct piece copy(struct group *group, struct text text)
{
    struct piece piece = {group->bytes.size, text.size};
    buffer_add(&group->bytes, text);
    return piece;
}

static struct text view(const struct group *group, struct piece piece)
{
    return (struct text){group->bytes.data + piece.at, piece.size};
}

/* An id that comes again behind others cannot be told without all of them, unless they are known to rise. */
static bool check_new(struct shape *shape, struct text id, struct error *error)
{
    struct buffer shown = {.arena = shape->arena};
    if (shape->rising || idset_add(&shape->seen, id))
        return true;
    buffer_quote(&shown, id);
    return error_set(error, STATUS_DATA,
                     "the id %s comes again behind others: the rows of a sample stand together; sort them: "
                     "(head -n 1 FILE; tail -n +2 FILE | sort) > SORTED",
                     buffer_string(&shown));
}

static void start_group(struct shaper *shaper, const struct csv_row *row)
{
    const struct shape *shape = shaper->shape;
    const struct table *table = shape->table;
    struct group *group = &shaper->groups[shaper->out];
    group->bytes.size = 0;
    group->sum = 0;
    group->wrong = NULL;
    group->origin = row->record.data;
    memset(group->values, 0, shape->classes->count * sizeof *group->values);
    group->record = copy(group, row->record);
    group->id = copy(group, buffer_text(&shaper->id));
    for (size_t w = 0; w < table->layout.wanted_count; w++)
        group->cells[w] = copy(group, csv_cell(row, table->layout.wanted[w], w));
    shaper->open = true;
}

static void add_to_group(struct shaper *shaper, const struct csv_row *row)
{
    const struct shape *shape = shaper->shape;
    struct group *group = &shaper->groups[shaper->out];
    struct text value = table_cell(shape->table, row, shape->value_column);
    size_t k = names_find(shape->classes, table_cell(shape->table, row, shape->class_column));
    double number = 0;
    if (k == shape->classes->count)
        group->wrong = "a row of this sample is bad";
    else if (group->values[k].size)
        group->wrong = "a class stands twice for this sample";
    else if (value.size == 0)
        group->wrong = "a probability of this sample is missing";
    else
        group->values[k] = copy(group, value);
    if (number_parse(value, &number) == NUMBER_OK)
        group->sum += number;
}

/* The sample comes out as a row: a class without a row has 0. */
static void finish_group(struct shaper *shaper, struct csv_rows *made)
{
    struct shape *shape = shaper->shape;
    const struct table *table = shape->table;
    const struct group *group = &shaper->groups[shaper->out++];
    size_t i = made->count;
    struct text *cells = shaper->cells + i * shaper->slots;
    for (size_t w = 0; w < table->layout.wanted_count; w++)
        cells[w] = view(group, group->cells[w]);
    for (size_t k = 0; k < shape->classes->count; k++)
        cells[table->slot[shape->first_class + k]] =
            group->values[k].size ? view(group, group->values[k]) : text_of("0");
    cells[table->slot[shape->id]] = view(group, group->id);
    shaper->wrong[i] = group->wrong;
    shaper->origins[i] = group->origin;
    shaper->lines[i] = group->line - shape->lines;
    add_row(made, &(struct csv_row){.record = view(group, group->record),
                                    .fields = table->layout.columns,
                                    .cut = CSV_COPIED,
                                    .cells = cells});
    const double rounding = 1e-3;
    shape->partial += group->sum < 1 - rounding;
    shaper->open = false;
}

static bool take_grouped(struct shaper *shaper, const struct csv_row *row, struct csv_rows *made, struct error *error)
{
    struct shape *shape = shaper->shape;
    const struct group *group = shaper->groups + shaper->out;
    struct text id = buffer_text(&shaper->id);
    if (!shaper->open || !text_equal(view(group, group->id), id)) {
        if (!check_new(shape, id, error))
            return false;
        if (shaper->open)
            finish_group(shaper, made);
        start_group(shaper, row);
        shape->samples++;
    }
    add_to_group(shaper, row);
    return true;
}

/* ---- taking rows ---- */

static void start_batch(struct shaper *shaper, struct csv_rows *made)
{
    if (shaper->out) { /* the sample that goes on is the first of the next ones */
        struct group first = shaper->groups[0];
        shaper->groups[0] = shaper->groups[shaper->out];
        shaper->groups[shaper->out] = first;
    }
    shaper->out = 0;
    shaper->text.size = 0;
    made->count = 0;
    made->grid = made->filled = made->ascii = false;
    memset(shaper->wrong, 0, sizeof shaper->wrong);
}

/* A row as it stands: what is wrong with it is said of it. */
static void pass_on(struct shaper *shaper, struct csv_rows *made, const struct csv_row *row, bool good)
{
    shaper->wrong[made->count] = good ? "the id is empty" : NULL;
    shaper->origins[made->count] = row->record.data;
    struct csv_row *passed = add_row(made, row);
    passed->fields = good ? 0 : row->fields; /* nobody is to look at its cells */
}

bool shaper_take(struct shaper *shaper, struct csv_rows *read, struct csv_rows *made, const char **at,
                 struct error *error)
{
    const struct shape *shape = shaper->shape;
    start_batch(shaper, made);
    for (size_t i = 0; i < read->count; i++) {
        const struct csv_row *row = &read->items[i];
        bool good = row->fields == shape->table->layout.columns && !csv_row_wrong(row);
        *at = row->record.data;
        if (!make_id(shaper, row, good, error))
            return false;
        if (!good || (shape->grouped && shaper->id.size == 0)) {
            pass_on(shaper, made, row, good);
        } else if (shape->grouped) {
            if (!take_grouped(shaper, row, made, error))
                return false;
        } else {
            shaper->origins[made->count] = row->record.data;
            make_row(shaper, made, row);
        }
    }
    if (!shape->grouped)
        place_ids(shaper, made);
    return true;
}

void shaper_end(struct shaper *shaper, struct text block, bool last, struct csv_rows *made)
{
    struct shape *shape = shaper->shape;
    start_batch(shaper, made);
    if (!shaper->open)
        return;
    struct group *group = &shaper->groups[0];
    if (group->origin) {
        struct text before = {block.data, (size_t)(group->origin - block.data)};
        group->line = shape->lines + records_count(before, '\n');
        group->origin = NULL;
    }
    if (last)
        finish_group(shaper, made);
}

void shaper_next(struct shaper *shaper, uint64_t lines, bool last)
{
    struct shape *shape = shaper->shape;
    if (shape_is_sequential(shape))
        shape->lines = last ? 0 : shape->lines + lines;
}

const char *shaper_wrong(const struct shaper *shaper, size_t i)
{
    return shaper->wrong[i];
}

const char *shaper_origin(const struct shaper *shaper, size_t i, uint64_t *line)
{
    *line = shaper->lines[i];
    return shaper->origins[i];
}

bool shape_finish(struct shape *shape, struct error *error)
{
    return !shape->ids || shape_ids_finish(shape->ids, shape->table->source, error);
}

void shape_counts(const struct shape *shape, uint64_t *samples, uint64_t *partial)
{
    *samples = shape->samples;
    *partial = shape->partial;
}
