#include "output/queue_mix.h"

#include <math.h>
#include <string.h>

#include "base/glob.h"

/* ---- the product ---- */

struct columns {
    struct queue_column *items;
    size_t count;
    size_t **places; /* [queue][column]: its place in items */
};

static bool is_kept(const struct words *keep, struct text name)
{
    for (size_t i = 0; i < keep->count; i++)
        if (glob_matches(keep->items[i], name))
            return true;
    return false;
}

/* Adds the columns that are kept, or those that are not. A column holds numbers if it does in every queue that has
 * it. */
static void add_columns(struct columns *columns, const struct queue *queues, size_t count, const struct words *keep,
                        bool kept)
{
    for (size_t q = 0; q < count; q++)
        for (size_t c = 0; c < queues[q].columns_count; c++) {
            const struct queue_column *column = &queues[q].columns[c];
            if (text_equal(column->name, text_of("also")) ||
                (c + queues[q].kept_count >= queues[q].columns_count || is_kept(keep, column->name)) != kept)
                continue;
            size_t place = 1;
            while (place < columns->count && !text_equal(columns->items[place].name, column->name))
                place++;
            if (place == columns->count)
                columns->items[columns->count++] = *column;
            if (column->kind == COLUMN_TEXT)
                columns->items[place].kind = COLUMN_TEXT;
            columns->places[q][c] = place;
        }
}

/* Puts a column that is not kept before the others: what the deployed model said is what people look at first. */
static void lead(struct columns *columns, const struct queue *queues, size_t count, const struct words *keep,
                 const char *name)
{
    for (size_t q = 0; q < count; q++) {
        size_t c = queue_column_find(&queues[q], text_of(name));
        if (c + queues[q].kept_count >= queues[q].columns_count || is_kept(keep, text_of(name)))
            continue;
        columns->items[columns->count++] = queues[q].columns[c];
        return;
    }
}

static bool check_keep(const struct words *keep, struct arena *arena, const struct columns *columns,
                       struct error *error)
{
    struct words names = {0};
    for (size_t c = 1; c < columns->count; c++)
        words_add(&names, arena, columns->items[c].name);
    for (size_t i = 0; i < keep->count; i++) {
        size_t c = 0;
        struct words one = {.items = &keep->items[i], .count = 1};
        while (c < names.count && !is_kept(&one, names.items[c]))
            c++;
        if (c < names.count)
            continue;
        struct buffer message = {.arena = arena};
        buffer_add(&message, text_of("--keep: no queue has a column "));
        buffer_quote(&message, keep->items[i]);
        buffer_add(&message, text_of(words_suggest(&names, arena, keep->items[i])));
        return error_set(error, STATUS_DATA, "%s", buffer_string(&message));
    }
    return true;
}

/* What earlier mixes noted, then what this one did. */
static struct text also_of(struct arena *arena, const struct queue *queues, const struct mix_pick *pick)
{
    struct buffer text = {.arena = arena};
    const struct queue *own = &queues[pick->queue];
    size_t column = queue_column_find(own, text_of("also"));
    if (column < own->columns_count)
        buffer_add(&text, own->rows[pick->row]->cells[1 + column]);
    for (const struct mix_also *also = pick->also; also; also = also->next) {
        if (text.size)
            buffer_byte(&text, '|');
        buffer_add(&text, queue_method(&queues[also->queue], also->row));
        buffer_format(&text, "#%.9g", queue_rank(&queues[also->queue], also->row));
    }
    return buffer_text(&text);
}

/* Puts the cells of a queue's row into places that are still empty. */
static void fill_cells(struct top_entry *row, const struct columns *columns, size_t q, const struct queue *queue,
                       const struct top_entry *from)
{
    for (size_t c = 0; c < queue->columns_count; c++) {
        size_t place = columns->places[q][c];
        if (place && row->cells[1 + place].size == 0)
            row->cells[1 + place] = from->cells[1 + c];
    }
}

bool queue_mix(struct queue *mixed, struct arena *arena, const struct queue *queues, const struct mix *mix,
               const struct words *keep, struct error *error)
{
    struct columns columns = {.count = 1};
    size_t most = 1;
    columns.places = arena_array(arena, mix->count, sizeof *columns.places);
    for (size_t q = 0; q < mix->count; q++) {
        columns.places[q] = arena_array(arena, queues[q].columns_count, sizeof **columns.places);
        most += queues[q].columns_count;
    }
    columns.items = arena_array(arena, most, sizeof *columns.items);
    columns.items[0].name = text_of("also");
    lead(&columns, queues, mix->count, keep, "label");
    lead(&columns, queues, mix->count, keep, "confidence");
    add_columns(&columns, queues, mix->count, keep, false);
    add_columns(&columns, queues, mix->count, keep, true);
    if (!check_keep(keep, arena, &columns, error))
        return false;

    struct top_entry **rows = arena_array(arena, mix->picks_count, sizeof *rows);
    struct text *methods = arena_array(arena, mix->picks_count, sizeof *methods);
    for (size_t i = 0; i < mix->picks_count; i++) {
        const struct mix_pick *pick = &mix->picks[i];
        const struct queue *queue = &queues[pick->queue];
        const struct top_entry *from = queue->rows[pick->row];
        struct top_entry *row = rows[i] = arena_alloc(arena, sizeof *row);
        *row = (struct top_entry){.key = from->key,
                                  .id = from->id,
                                  .inclusion_prob = pick->inclusion_prob,
                                  .cells = arena_array(arena, 1 + columns.count, sizeof *row->cells),
                                  .cells_count = 1 + columns.count};
        row->cells[0] = from->cells[0];
        row->cells[1] = also_of(arena, queues, pick);
        fill_cells(row, &columns, pick->queue, queue, from);
        for (const struct mix_also *also = pick->also; also; also = also->next)
            fill_cells(row, &columns, also->queue, &queues[also->queue], queues[also->queue].rows[also->row]);
        methods[i] = queue_method(queue, pick->row);
    }
    *mixed = (struct queue){.method = "mix",
                            .methods = methods,
                            .columns = columns.items,
                            .columns_count = columns.count,
                            .rows = rows,
                            .count = mix->picks_count};
    return true;
}
