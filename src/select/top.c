#include "dengine/top.h"

#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"
#include "select/repeats.h"
#include "select/top_whole.h"

/* A binary heap with the worst entry on top; entries know their place. */
struct heap {
    struct top_entry **items;
    size_t count, capacity;
    size_t place_offset; /* of the member that holds the place in this heap */
};

struct top_group {
    struct text name;
    struct heap heap;
    struct top_group *next;
};

/* A chained hash table: entries by id, groups by name. */
struct buckets {
    void **heads;
    size_t size, count;
};

struct top {
    struct arena *arena;
    size_t capacity, cap;
    size_t asked; /* the rows of the result */
    struct heap heap;
    struct buckets ids, groups;
    struct top_entry *spare; /* evicted, linked by next */
    struct repeats repeats;
};

int top_compare(const struct top_key *a, struct text a_id, const struct top_key *b, struct text b_id)
{
    int order = repeats_compare(a, b);
    return order ? order : text_compare(a_id, b_id);
}

static int compare_entries(const struct top_entry *a, const struct top_entry *b)
{
    return top_compare(&a->key, a->id, &b->key, b->id);
}

/* ---- heap ---- */

static size_t *place_of(const struct heap *heap, struct top_entry *entry)
{
    return (size_t *)((char *)entry + heap->place_offset);
}

static void put(struct heap *heap, size_t place, struct top_entry *entry)
{
    heap->items[place] = entry;
    *place_of(heap, entry) = place;
}

static void sift_up(struct heap *heap, size_t place)
{
    struct top_entry *entry = heap->items[place];
    while (place > 0 && compare_entries(entry, heap->items[(place - 1) / 2]) > 0) {
        put(heap, place, heap->items[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    put(heap, place, entry);
}

static void sift_down(struct heap *heap, size_t place)
{
    struct top_entry *entry = heap->items[place];
    for (size_t child; (child = 2 * place + 1) < heap->count; place = child) {
        if (child + 1 < heap->count && compare_entries(heap->items[child + 1], heap->items[child]) > 0)
            child++;
        if (compare_entries(heap->items[child], entry) <= 0)
            break;
        put(heap, place, heap->items[child]);
    }
    put(heap, place, entry);
}

static void heap_add(struct heap *heap, struct arena *arena, struct top_entry *entry)
{
    heap->items = arena_reserve(arena, heap->items, &heap->capacity, heap->count + 1, sizeof *heap->items);
    put(heap, heap->count++, entry);
    sift_up(heap, heap->count - 1);
}

static void heap_remove(struct heap *heap, struct top_entry *entry)
{
    size_t place = *place_of(heap, entry);
    struct top_entry *last = heap->items[--heap->count];
    if (last == entry)
        return;
    put(heap, place, last);
    sift_up(heap, place);
    sift_down(heap, *place_of(heap, last));
}

/* ---- hash tables ---- */

static size_t bucket_of(const struct buckets *buckets, struct text text)
{
    return table_hash(text) & (buckets->size - 1);
}

static struct top_entry *find_id(const struct top *top, struct text id, const struct top_group *group)
{
    if (!top->ids.size)
        return NULL;
    struct top_entry *entry = top->ids.heads[bucket_of(&top->ids, id)];
    while (entry && !(entry->group == group && text_equal(entry->id, id)))
        entry = entry->next;
    return entry;
}

static void link_id(struct buckets *ids, struct top_entry *entry)
{
    void **head = &ids->heads[bucket_of(ids, entry->id)];
    entry->next = *head;
    *head = entry;
}

static void add_id(struct top *top, struct top_entry *entry)
{
    enum { FEWEST = 4 }; /* a stratum may need no more, and there may be a hundred thousand */
    struct buckets *ids = &top->ids;
    if (ids->count++ == ids->size) {
        struct buckets larger = {.size = ids->size ? ids->size * 2 : FEWEST, .count = ids->count};
        larger.heads = arena_array(top->arena, larger.size, sizeof *larger.heads);
        for (size_t i = 0; i < ids->size; i++)
            for (struct top_entry *old = ids->heads[i], *next; old; old = next) {
                next = old->next;
                link_id(&larger, old);
            }
        arena_resize(top->arena, ids->heads, ids->size * sizeof *ids->heads, 0);
        *ids = larger;
    }
    link_id(ids, entry);
}

static void remove_id(struct top *top, struct top_entry *entry)
{
    struct top_entry *head = top->ids.heads[bucket_of(&top->ids, entry->id)];
    if (head == entry) {
        top->ids.heads[bucket_of(&top->ids, entry->id)] = entry->next;
    } else {
        while (head->next != entry)
            head = head->next;
        head->next = entry->next;
    }
    top->ids.count--;
}

static struct top_group *find_group(struct top *top, struct text name)
{
    enum { GROUP_BUCKETS = 4096 };
    if (!top->groups.size) {
        top->groups.size = GROUP_BUCKETS;
        top->groups.heads = arena_array(top->arena, GROUP_BUCKETS, sizeof *top->groups.heads);
    }
    void **head = &top->groups.heads[bucket_of(&top->groups, name)];
    struct top_group *group = *head;
    while (group && !text_equal(group->name, name))
        group = group->next;
    if (group)
        return group;
    group = arena_alloc(top->arena, sizeof *group);
    *group = (struct top_group){.name = text_copy(top->arena, name),
                                .heap = {.place_offset = offsetof(struct top_entry, group_place)},
                                .next = *head};
    return *head = group;
}

/* ---- entries ---- */

static void drop(struct top *top, struct top_entry *entry)
{
    heap_remove(&top->heap, entry);
    if (entry->group)
        heap_remove(&entry->group->heap, entry);
    remove_id(top, entry);
    entry->next = top->spare;
    top->spare = entry;
}

static struct top_entry *add(struct top *top, const struct top_key *key, struct text id, struct top_group *group)
{
    struct top_entry *entry = top->spare;
    if (entry)
        top->spare = entry->next;
    else
        entry = arena_alloc(top->arena, sizeof *entry);
    entry->key = *key;
    entry->group = group;
    entry->inclusion_prob = 1;
    entry->tag = entry->cells_count = 0;
    entry->text.arena = top->arena;
    entry->text.size = 0;
    buffer_add(&entry->text, id);
    entry->id = buffer_text(&entry->text);
    heap_add(&top->heap, top->arena, entry);
    if (group)
        heap_add(&group->heap, top->arena, entry);
    add_id(top, entry);
    return entry;
}

struct top *top_open(struct arena *arena, size_t capacity, size_t cap)
{
    struct top *top = arena_alloc(arena, sizeof *top);
    *top =
        (struct top){.arena = arena,
                     .capacity = cap && capacity && capacity < SIZE_MAX - TOP_SPARE ? capacity + TOP_SPARE : capacity,
                     .asked = capacity,
                     .cap = cap,
                     .heap = {.place_offset = offsetof(struct top_entry, place)}};
    return top;
}

int64_t top_least(const struct top *top)
{
    if (top->capacity == 0)
        return INT64_MAX;
    return top->heap.count < top->capacity ? INT64_MIN : top->heap.items[0]->key.scores[0];
}

bool top_wants(const struct top *top, int64_t score)
{
    return top->capacity > 0 && score >= top_least(top);
}

struct top_entry *top_offer(struct top *top, const struct top_key *key, struct text id, struct text group_name)
{
    if (top->capacity == 0)
        return NULL;
    bool full = top->heap.count == top->capacity;
    const struct top_entry *worst = full ? top->heap.items[0] : NULL;
    if (worst && top_compare(key, id, &worst->key, worst->id) > 0)
        return NULL;
    struct top_group *group = top->cap ? find_group(top, group_name) : NULL;
    struct top_entry *same = find_id(top, id, group);
    bool better = same && repeats_compare(key, &same->key) < 0;
    if (same && !better) {
        repeats_add(&top->repeats, top->arena, key, group);
        return NULL;
    }
    if (group && group->heap.count == top->cap && !same) {
        struct top_entry *last = group->heap.items[0];
        if (top_compare(key, id, &last->key, last->id) > 0)
            return NULL;
        drop(top, last);
    }
    if (same) {
        repeats_add(&top->repeats, top->arena, &same->key, group);
        drop(top, same);
    }
    if (top->heap.count == top->capacity)
        drop(top, top->heap.items[0]);
    return add(top, key, id, group);
}

void top_cells(struct top *top, struct top_entry *entry, const struct text *cells, size_t count)
{
    struct buffer *text = &entry->text;
    size_t size = text->size;
    for (size_t i = 0; i < count; i++)
        size += cells[i].size;
    text->data = arena_reserve(text->arena, text->data, &text->capacity, size, 1);
    for (size_t i = 0; i < count; i++)
        buffer_add(text, cells[i]);
    /* The bytes may have moved: look at them only now. */
    entry->id.data = text->data;
    entry->cells_count = count;
    entry->cells = arena_reserve(top->arena, entry->cells, &entry->cells_capacity, count, sizeof *entry->cells);
    const char *at = text->data + entry->id.size;
    for (size_t i = 0; i < count; i++) {
        entry->cells[i] = (struct text){at, cells[i].size};
        at += cells[i].size;
    }
}

void top_shrink(struct top *top, size_t capacity)
{
    if (capacity >= top->capacity)
        return;
    top->capacity = top->asked = capacity;
    while (top->heap.count > capacity)
        drop(top, top->heap.items[0]);
}

void top_merge(struct top *top, const struct top *from)
{
    for (size_t i = 0; i < from->heap.count; i++) {
        const struct top_entry *entry = from->heap.items[i];
        struct text group = entry->group ? entry->group->name : (struct text){0};
        struct top_entry *copy = top_offer(top, &entry->key, entry->id, group);
        if (!copy)
            continue;
        copy->inclusion_prob = entry->inclusion_prob;
        copy->tag = entry->tag;
        copy->text.size = copy->id.size;
        buffer_add(&copy->text, (struct text){entry->text.data + entry->id.size, entry->text.size - entry->id.size});
        copy->id.data = copy->text.data;
        size_t count = copy->cells_count = entry->cells_count;
        copy->cells = arena_reserve(top->arena, copy->cells, &copy->cells_capacity, count, sizeof *copy->cells);
        for (size_t c = 0; c < count; c++)
            copy->cells[c] =
                (struct text){copy->text.data + (entry->cells[c].data - entry->text.data), entry->cells[c].size};
    }
    for (size_t i = 0; i < from->repeats.count; i++) {
        const struct repeat *repeat = &from->repeats.items[i];
        repeats_add(&top->repeats, top->arena, &repeat->key,
                    repeat->group ? find_group(top, repeat->group->name) : NULL);
    }
}

static int by_rank(const void *a, const void *b)
{
    return compare_entries(*(struct top_entry *const *)a, *(struct top_entry *const *)b);
}

/* Keeps the best row of an id that stands in several groups. */
static void resolve_ids(struct top *top)
{
    size_t kept = 0;
    for (size_t i = 0; i < top->heap.count; i++) {
        struct top_entry *entry = top->heap.items[i];
        struct top_entry *same = top->ids.heads[bucket_of(&top->ids, entry->id)];
        while (same && (!text_equal(same->id, entry->id) || compare_entries(same, entry) >= 0))
            same = same->next;
        if (same)
            repeats_add(&top->repeats, top->arena, &entry->key, entry->group);
        else
            top->heap.items[kept++] = entry;
    }
    top->heap.count = kept;
}

struct top_entry **top_sorted(struct top *top)
{
    if (top->heap.count)
        qsort(top->heap.items, top->heap.count, sizeof *top->heap.items, by_rank);
    if (top->cap)
        resolve_ids(top);
    if (top->heap.count > top->asked)
        top->heap.count = top->asked;
    return top->heap.items;
}

struct top_entry **top_whole(struct top *top)
{
    if (top->heap.count)
        qsort(top->heap.items, top->heap.count, sizeof *top->heap.items, by_rank);
    return top->heap.items;
}

struct text top_entry_group(const struct top_entry *entry)
{
    return entry->group ? entry->group->name : (struct text){0};
}

size_t top_count(const struct top *top)
{
    return top->heap.count;
}

/* Whether a repeated row ranks with the best of its group: else the cap left it out. */
static bool is_within_cap(const struct top *top, const struct repeat *repeat)
{
    const struct top_group *group = repeat->group;
    return !group || group->heap.count < top->cap || repeats_compare(&repeat->key, &group->heap.items[0]->key) <= 0;
}

uint64_t top_repeats(const struct top *top, bool *more)
{
    const struct top_entry *worst = NULL;
    if (top->heap.count == top->asked)
        for (size_t i = 0; i < top->heap.count; i++)
            if (!worst || compare_entries(top->heap.items[i], worst) > 0)
                worst = top->heap.items[i];
    uint64_t count = 0;
    for (size_t i = 0; i < top->repeats.count; i++) {
        const struct repeat *repeat = &top->repeats.items[i];
        count += is_within_cap(top, repeat) && (!worst || repeats_compare(&repeat->key, &worst->key) <= 0);
    }
    *more = count >= REPEATS;
    return *more ? REPEATS : count;
}

void top_repeat(struct top *top, const struct top_key *key, struct text group)
{
    repeats_add(&top->repeats, top->arena, key, top->cap ? find_group(top, group) : NULL);
}

size_t top_repeated(struct top *top, struct arena *arena, struct top_repeat **list)
{
    const struct top_entry *worst = NULL;
    for (size_t i = 0; top->heap.count == top->capacity && i < top->heap.count; i++)
        if (!worst || compare_entries(top->heap.items[i], worst) > 0)
            worst = top->heap.items[i];
    repeats_sort(&top->repeats);
    *list = arena_array(arena, top->repeats.count, sizeof **list);
    size_t count = 0;
    for (size_t i = 0; i < top->repeats.count && count < REPEATS; i++) {
        const struct repeat *each = &top->repeats.items[i];
        if (is_within_cap(top, each) && (!worst || repeats_compare(&each->key, &worst->key) <= 0))
            (*list)[count++] = (struct top_repeat){each->key, each->group ? each->group->name : (struct text){0}};
    }
    return count;
}
