#include "dengine/drawn.h"

#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"
#include "select/drawn_repeats.h"
#include "select/repeats.h"

/* A block of memory: behind the ends are the bytes of the id and of the cells. */
struct drawn_row {
    union {
        int64_t score;          /* units of 1e-9 */
        struct drawn_row *next; /* while it is spare */
    };
    uint64_t tie;         /* hash of the id */
    uint64_t content;     /* hash of the row */
    uint32_t place;       /* in the heap */
    uint32_t cells_count; /* the reason and the evidence */
    uint32_t size;        /* of the block */
    uint32_t ends[];      /* of the id and of each cell */
};

enum {
    FEW = 8,   /* so many rows are looked at one by one */
    STEP = 16, /* sizes of blocks are multiples of it: the arena's alignment */
    SPARES = sizeof((struct drawn_store *)0)->spare / sizeof(struct drawn_row *)
};

/* What few strata need: where the ids of many rows are, and which rows were left out. */
struct drawn_table {
    struct drawn_row **slots; /* open addressing by the tie; NULL is free */
    unsigned bits;            /* of the number of slots; 0: none */
    struct repeats repeats;
};

/* ---- a row ---- */

static const char *bytes_of(const struct drawn_row *row)
{
    return (const char *)(row->ends + row->cells_count + 1);
}

uint64_t drawn_tie(const struct drawn_row *row)
{
    return row->tie;
}

struct text drawn_id(const struct drawn_row *row)
{
    return (struct text){bytes_of(row), row->ends[0]};
}

struct text drawn_cell(const struct drawn_row *row, size_t cell)
{
    return (struct text){bytes_of(row) + row->ends[cell], row->ends[cell + 1] - row->ends[cell]};
}

static struct top_key key_of(const struct drawn_row *row)
{
    return (struct top_key){.scores = {row->score}, .tie = row->tie, .content = row->content};
}

void drawn_entry(const struct drawn_row *row, struct arena *arena, struct top_entry *entry)
{
    entry->key = key_of(row);
    entry->id = drawn_id(row);
    entry->cells = arena_reserve(arena, entry->cells, &entry->cells_capacity, row->cells_count, sizeof *entry->cells);
    entry->cells_count = row->cells_count;
    for (size_t i = 0; i < row->cells_count; i++)
        entry->cells[i] = drawn_cell(row, i);
}

/* Negative when a row of this key ranks before `row`. */
static int compare(const struct top_key *key, struct text id, const struct drawn_row *row)
{
    if (key->scores[0] != row->score)
        return key->scores[0] > row->score ? -1 : 1;
    if (key->tie != row->tie)
        return key->tie < row->tie ? -1 : 1;
    int order = text_compare(id, drawn_id(row));
    return order ? order : (key->content > row->content) - (key->content < row->content);
}

static int compare_rows(const struct drawn_row *a, const struct drawn_row *b)
{
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    struct top_key key = key_of(a);
    return compare(&key, drawn_id(a), b);
}

/* ---- the store ---- */

/* Spare blocks lie by their size, the last place has all larger ones. */
static struct drawn_row **spare_of(struct drawn_store *store, size_t size)
{
    size_t place = size / STEP;
    return &store->spare[place < SPARES ? place : SPARES - 1];
}

static void give_back(struct drawn_store *store, struct drawn_row *row)
{
    struct drawn_row **spare = spare_of(store, row->size);
    row->next = *spare;
    *spare = row;
}

/* A block of at least `size` bytes. */
static struct drawn_row *take_block(struct drawn_store *store, size_t size)
{
    size = (size + STEP - 1) / STEP * STEP;
    struct drawn_row **spare = spare_of(store, size), *row = *spare;
    if (row && row->size >= size) {
        *spare = row->next;
        return row;
    }
    row = arena_alloc(store->arena, size);
    row->size = (uint32_t)size;
    return row;
}

static struct drawn_row *make_row(struct drawn_store *store, const struct top_key *key, struct text id,
                                  const struct text *cells, size_t count)
{
    size_t size = id.size;
    for (size_t i = 0; i < count; i++)
        size += cells[i].size;
    if (size > UINT32_MAX / 2) /* a record is shorter */
        arena_give_up(store->arena, size);
    struct drawn_row *row = take_block(store, sizeof *row + (count + 1) * sizeof *row->ends + size);
    row->score = key->scores[0];
    row->tie = key->tie;
    row->content = key->content;
    row->cells_count = (uint32_t)count;
    char *bytes = (char *)(row->ends + count + 1);
    uint32_t end = row->ends[0] = (uint32_t)id.size;
    memcpy(bytes, id.data, id.size);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].size)
            memcpy(bytes + end, cells[i].data, cells[i].size);
        row->ends[i + 1] = end += (uint32_t)cells[i].size;
    }
    return row;
}

/* ---- the heap ---- */

static void put(struct drawn *drawn, size_t place, struct drawn_row *row)
{
    drawn->rows[place] = row;
    row->place = (uint32_t)place;
}

static void sift_up(struct drawn *drawn, struct drawn_row *row)
{
    size_t place = row->place;
    for (; place > 0 && compare_rows(row, drawn->rows[(place - 1) / 2]) > 0; place = (place - 1) / 2)
        put(drawn, place, drawn->rows[(place - 1) / 2]);
    put(drawn, place, row);
}

static void sift_down(struct drawn *drawn, struct drawn_row *row)
{
    size_t place = row->place;
    for (size_t child; (child = 2 * place + 1) < drawn->count; place = child) {
        if (child + 1 < drawn->count && compare_rows(drawn->rows[child + 1], drawn->rows[child]) > 0)
            child++;
        if (compare_rows(drawn->rows[child], row) <= 0)
            break;
        put(drawn, place, drawn->rows[child]);
    }
    put(drawn, place, row);
}

/* ---- where ids are ---- */

static struct drawn_table *table_of(struct drawn *drawn, struct drawn_store *store)
{
    if (!drawn->table)
        drawn->table = arena_alloc(store->arena, sizeof *drawn->table);
    return drawn->table;
}

static size_t slot_of(const struct drawn_table *table, uint64_t tie)
{
    return table_mix(tie) >> (64 - table->bits);
}

static void add_slot(struct drawn_table *table, struct drawn_row *row)
{
    size_t mask = ((size_t)1 << table->bits) - 1, i = slot_of(table, row->tie);
    while (table->slots[i])
        i = (i + 1) & mask;
    table->slots[i] = row;
}

/* Where the row stands. */
static size_t find_slot(const struct drawn_table *table, const struct drawn_row *row)
{
    size_t mask = ((size_t)1 << table->bits) - 1, i = slot_of(table, row->tie);
    while (table->slots[i] != row)
        i = (i + 1) & mask;
    return i;
}

/* Closes the gap: what probed past it moves up (Knuth, volume 3, 6.4, algorithm R). */
static void remove_slot(struct drawn_table *table, const struct drawn_row *row)
{
    size_t mask = ((size_t)1 << table->bits) - 1, gap = find_slot(table, row);
    for (size_t i = (gap + 1) & mask; table->slots[i]; i = (i + 1) & mask) {
        size_t home = slot_of(table, table->slots[i]->tie);
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            table->slots[gap] = table->slots[i];
            gap = i;
        }
    }
    table->slots[gap] = NULL;
}

/* Room for one more, at most half full. */
static void reserve_slots(struct drawn *drawn, struct drawn_store *store)
{
    if (drawn->count < FEW)
        return;
    struct drawn_table *table = table_of(drawn, store);
    size_t size = table->bits ? (size_t)1 << table->bits : 0;
    if (size >= 2 * ((size_t)drawn->count + 1))
        return;
    arena_resize(store->arena, table->slots, size * sizeof(struct drawn_row *), 0);
    for (table->bits = 5; (size_t)1 << table->bits < 4 * (size_t)drawn->count;)
        table->bits++;
    table->slots = arena_array(store->arena, (size_t)1 << table->bits, sizeof(struct drawn_row *));
    for (size_t i = 0; i < drawn->count; i++)
        add_slot(table, drawn->rows[i]);
}

static bool is_row_of(const struct drawn_row *row, uint64_t tie, struct text id)
{
    return row->tie == tie && text_equal(drawn_id(row), id);
}

static struct drawn_row *find_id(const struct drawn *drawn, uint64_t tie, struct text id)
{
    const struct drawn_table *table = drawn->table;
    if (!table || !table->bits) {
        for (size_t i = 0; i < drawn->count; i++)
            if (is_row_of(drawn->rows[i], tie, id))
                return drawn->rows[i];
        return NULL;
    }
    size_t mask = ((size_t)1 << table->bits) - 1, i = slot_of(table, tie);
    while (table->slots[i] && !is_row_of(table->slots[i], tie, id))
        i = (i + 1) & mask;
    return table->slots[i];
}

/* ---- offers ---- */

static void take_out(struct drawn *drawn, struct drawn_row *row)
{
    struct drawn_row *last = drawn->rows[--drawn->count];
    if (drawn->table && drawn->table->bits)
        remove_slot(drawn->table, row);
    if (last == row)
        return;
    put(drawn, row->place, last);
    sift_up(drawn, last);
    sift_down(drawn, last);
}

static void drop(struct drawn *drawn, struct drawn_store *store, struct drawn_row *row)
{
    take_out(drawn, row);
    give_back(store, row);
}

static void add(struct drawn *drawn, struct drawn_store *store, struct drawn_row *row)
{
    size_t room = drawn->room;
    reserve_slots(drawn, store);
    drawn->rows = arena_reserve(store->arena, drawn->rows, &room, (size_t)drawn->count + 1, sizeof *drawn->rows);
    drawn->room = (uint32_t)room;
    if (drawn->table && drawn->table->bits)
        add_slot(drawn->table, row);
    put(drawn, drawn->count++, row);
    sift_up(drawn, row);
}

int64_t drawn_least(const struct drawn *drawn, size_t capacity)
{
    if (capacity == 0)
        return INT64_MAX;
    return drawn->count < capacity ? INT64_MIN : drawn->rows[0]->score;
}

/* Whether a row can enter; what it takes the place of is dropped. */
static bool make_way(struct drawn *drawn, struct drawn_store *store, size_t capacity, const struct top_key *key,
                     struct text id)
{
    bool full = drawn->count >= capacity;
    if (capacity == 0 || (full && compare(key, id, drawn->rows[0]) > 0))
        return false;
    struct drawn_row *same = find_id(drawn, key->tie, id);
    if (same) {
        struct top_key other = key_of(same);
        bool better = repeats_compare(key, &other) < 0;
        if (store->remembers)
            drawn_repeat(drawn, store, better ? &other : key);
        if (!better)
            return false;
        drop(drawn, store, same);
    } else if (full) {
        drop(drawn, store, drawn->rows[0]);
    }
    return true;
}

bool drawn_offer(struct drawn *drawn, struct drawn_store *store, size_t capacity, const struct top_key *key,
                 struct text id, const struct text *cells, size_t count)
{
    if (!make_way(drawn, store, capacity, key, id))
        return false;
    add(drawn, store, make_row(store, key, id, cells, count));
    return true;
}

void drawn_shrink(struct drawn *drawn, struct drawn_store *store, size_t capacity)
{
    while (drawn->count > capacity)
        drop(drawn, store, drawn->rows[0]);
}

void drawn_merge(struct drawn *drawn, struct drawn_store *store, size_t capacity, struct drawn *from)
{
    for (size_t i = 0; i < from->count; i++) {
        struct top_key key = key_of(from->rows[i]);
        if (make_way(drawn, store, capacity, &key, drawn_id(from->rows[i])))
            add(drawn, store, from->rows[i]);
    }
    for (size_t i = 0; from->table && i < from->table->repeats.count; i++)
        drawn_repeat(drawn, store, &from->table->repeats.items[i].key);
    *from = (struct drawn){0};
}

static int by_rank(const void *a, const void *b)
{
    return compare_rows(*(struct drawn_row *const *)a, *(struct drawn_row *const *)b);
}

void drawn_sort(struct drawn *drawn)
{
    if (drawn->count > 1)
        qsort(drawn->rows, drawn->count, sizeof *drawn->rows, by_rank);
}

/* ---- rows that were left out ---- */

void drawn_repeat(struct drawn *drawn, struct drawn_store *store, const struct top_key *key)
{
    repeats_add(&table_of(drawn, store)->repeats, store->arena, key, NULL);
}

size_t drawn_repeated(struct drawn *drawn, size_t capacity, struct arena *arena, struct top_repeat **list)
{
    *list = NULL;
    if (!drawn->table)
        return 0;
    struct repeats *repeats = &drawn->table->repeats;
    const struct drawn_row *worst = NULL;
    for (size_t i = 0; drawn->count >= capacity && i < drawn->count; i++)
        if (!worst || compare_rows(drawn->rows[i], worst) > 0)
            worst = drawn->rows[i];
    repeats_sort(repeats);
    *list = arena_array(arena, repeats->count, sizeof **list);
    size_t count = 0;
    for (size_t i = 0; i < repeats->count && count < REPEATS; i++) {
        struct top_key least = worst ? key_of(worst) : (struct top_key){0};
        if (!worst || repeats_compare(&repeats->items[i].key, &least) <= 0)
            (*list)[count++] = (struct top_repeat){.key = repeats->items[i].key};
    }
    return count;
}
