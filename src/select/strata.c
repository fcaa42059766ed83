#include "dengine/strata.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/radix.h"
#include "base/table_hash.h"
#include "dengine/draw.h"
#include "dengine/hash.h"
#include "select/drawn_repeats.h"
#include "select/strata_merging.h"
#include "select/strata_trim.h"

/* ---- moments ---- */

static void add_squares(struct moments *moments, uint128 squares)
{
    moments->squares += squares;
    moments->squares_high += moments->squares < squares;
}

void moments_add(struct moments *moments, double x)
{
    moments->count++;
    moments->sum += (int128)(x * 0x1p40);
    add_squares(moments, (uint128)(x * x * 0x1p40));
}

void moments_merge(struct moments *moments, const struct moments *other)
{
    moments->count += other->count;
    moments->sum = (int128)((uint128)moments->sum + (uint128)other->sum);
    add_squares(moments, other->squares);
    moments->squares_high += other->squares_high;
}

double moments_deviation(const struct moments *moments)
{
    if (moments->count < 2)
        return 0;
    double n = (double)moments->count, mean = (double)moments->sum * 0x1p-40 / n;
    double squares = ((double)moments->squares_high * 0x1p128 + (double)moments->squares) * 0x1p-40;
    return sqrt(fmax(0, squares / n - mean * mean));
}

/* ---- a stratum ---- */

struct text stratum_name(const struct stratum *stratum)
{
    return (struct text){stratum->key.data, stratum->shown};
}

struct moments stratum_spread(const struct stratum *stratum)
{
    return stratum->spread ? *stratum->spread : (struct moments){0};
}

/* ---- a hash table of strata ---- */

struct slot {
    uint64_t hash;
    struct stratum *stratum; /* NULL is free */
};

struct strata {
    struct drawn_store store;
    size_t capacity; /* rows of each */
    struct slot *slots;
    size_t size, count;
    uint64_t tie_key, tie_limit; /* strata of a larger tie are hopeless */
};

struct strata *strata_open(struct arena *arena, size_t capacity)
{
    struct strata *strata = arena_alloc(arena, sizeof *strata);
    *strata = (struct strata){.store = {.arena = arena}, .capacity = capacity, .size = 64, .tie_limit = UINT64_MAX};
    strata->slots = arena_array(arena, strata->size, sizeof *strata->slots);
    return strata;
}

uint64_t strata_hash(struct text key)
{
    return table_hash(key);
}

void strata_prefetch(const struct strata *strata, uint64_t hash)
{
    __builtin_prefetch(&strata->slots[hash & (strata->size - 1)]);
}

void strata_prefetch_found(const struct strata *strata, uint64_t hash)
{
    const char *stratum = (const char *)strata->slots[hash & (strata->size - 1)].stratum;
    if (!stratum)
        return;
    __builtin_prefetch(stratum);
    __builtin_prefetch(stratum + sizeof(struct stratum)); /* its key */
}

/* Where the key stands, or the free slot where it belongs. */
static struct slot *find(const struct strata *strata, struct text key, uint64_t hash)
{
    size_t i = hash & (strata->size - 1);
    for (; strata->slots[i].stratum; i = (i + 1) & (strata->size - 1))
        if (strata->slots[i].hash == hash && text_equal(strata->slots[i].stratum->key, key))
            break;
    return &strata->slots[i];
}

static void grow(struct strata *strata)
{
    struct arena *arena = strata->store.arena;
    struct slot *old = strata->slots;
    size_t size = strata->size;
    strata->size *= 2;
    strata->slots = arena_array(arena, strata->size, sizeof *strata->slots);
    for (size_t i = 0; i < size; i++) {
        size_t at = old[i].hash & (strata->size - 1);
        while (old[i].stratum && strata->slots[at].stratum)
            at = (at + 1) & (strata->size - 1);
        if (old[i].stratum)
            strata->slots[at] = old[i];
    }
    arena_resize(arena, old, size * sizeof *old, 0);
}

static bool is_hopeless(const struct strata *strata, struct text key)
{
    return strata->tie_limit < UINT64_MAX && hash_text(strata->tie_key, key) > strata->tie_limit;
}

/* The key lies behind the stratum: whoever looks at one sees the other. */
static struct stratum *make_stratum(struct strata *strata, struct text key, size_t shown)
{
    struct stratum *stratum = arena_alloc(strata->store.arena, sizeof *stratum + key.size);
    char *copy = (char *)(stratum + 1);
    if (key.size)
        memcpy(copy, key.data, key.size);
    *stratum = (struct stratum){.key = {copy, key.size},
                                .limit = strata->capacity ? UINT64_MAX : 0,
                                .shown = (uint32_t)shown,
                                .number = (uint32_t)strata->count++};
    return stratum;
}

struct stratum *strata_find_hashed(struct strata *strata, struct text key, uint64_t hash, size_t shown)
{
    struct slot *slot = find(strata, key, hash);
    if (slot->stratum)
        return slot->stratum;
    if (2 * strata->count >= strata->size) {
        grow(strata);
        slot = find(strata, key, hash);
    }
    *slot = (struct slot){hash, make_stratum(strata, key, shown)};
    return slot->stratum;
}

struct stratum *strata_find(struct strata *strata, struct text key, size_t shown)
{
    return strata_find_hashed(strata, key, strata_hash(key), shown);
}

struct stratum *strata_look(const struct strata *strata, struct text key, uint64_t hash)
{
    return find(strata, key, hash)->stratum;
}

size_t strata_count(const struct strata *strata)
{
    return strata->count;
}

static struct stratum **list(const struct strata *strata, struct arena *arena)
{
    struct stratum **all = arena_array(arena, strata->count, sizeof(struct stratum *));
    size_t count = 0;
    for (size_t i = 0; i < strata->size; i++)
        if (strata->slots[i].stratum)
            all[count++] = strata->slots[i].stratum;
    return all;
}

static size_t common(struct text a, struct text b, size_t most)
{
    size_t size = 0;
    while (size < most && size < a.size && size < b.size && a.data[size] == b.data[size])
        size++;
    return size;
}

static uint64_t bytes_behind(struct text name, size_t prefix)
{
    uint64_t bytes = 0;
    for (size_t i = prefix; i < prefix + 8; i++)
        bytes = bytes << 8 | (i < name.size ? (unsigned char)name.data[i] : 0);
    return bytes;
}

static int by_name(const void *a, const void *b)
{
    const struct stratum *left = *(struct stratum *const *)a, *right = *(struct stratum *const *)b;
    int order = text_compare(stratum_name(left), stratum_name(right));
    return order ? order : text_compare(left->key, right->key);
}

/* By the eight bytes behind what all names begin with; few that have the same are left to compare. */
struct stratum **strata_sorted(const struct strata *strata)
{
    struct arena arena = {.exhausted = strata->store.arena->exhausted};
    size_t count = strata->count, prefix = SIZE_MAX;
    struct stratum **sorted = arena_array(strata->store.arena, count, sizeof(struct stratum *));
    struct stratum **all = list(strata, &arena);
    struct keyed *items = arena_array(&arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++)
        prefix = common(stratum_name(all[0]), stratum_name(all[i]), prefix);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct keyed){bytes_behind(stratum_name(all[i]), prefix), (uint32_t)i};
    radix_sort(items, arena_array(&arena, count, sizeof *items), count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = all[items[i].value];
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && items[end].key == items[i].key;)
            end++;
        if (end > i + 1)
            qsort(&sorted[i], end - i, sizeof(struct stratum *), by_name);
    }
    arena_free(&arena);
    return sorted;
}

uint32_t *strata_numbers(const struct strata *strata, const struct strata *from, struct arena *arena)
{
    uint32_t *numbers = arena_array(arena, from->count, sizeof *numbers);
    for (size_t i = 0; i < from->size; i++) {
        const struct slot *slot = &from->slots[i];
        if (slot->stratum)
            numbers[slot->stratum->number] = find(strata, slot->stratum->key, slot->hash)->stratum->number;
    }
    return numbers;
}

/* ---- what is known of each ---- */

static struct moments *spread_of(struct strata *strata, struct stratum *stratum)
{
    if (!stratum->spread)
        stratum->spread = arena_alloc(strata->store.arena, sizeof *stratum->spread);
    return stratum->spread;
}

void strata_spread(struct strata *strata, struct stratum *stratum, double value)
{
    moments_add(spread_of(strata, stratum), value);
}

void strata_spread_merge(struct strata *strata, struct stratum *stratum, const struct moments *moments)
{
    moments_merge(spread_of(strata, stratum), moments);
}

bool strata_wants(const struct strata *strata, const struct stratum *stratum, int64_t score)
{
    return strata->capacity > 0 && !stratum->hopeless && score >= drawn_least(&stratum->rows, strata->capacity);
}

static void set_limit(const struct strata *strata, struct stratum *stratum)
{
    stratum->limit = draw_limit(drawn_least(&stratum->rows, strata->capacity));
}

bool strata_offer(struct strata *strata, struct stratum *stratum, const struct top_key *key, struct text id,
                  const struct text *cells, size_t count)
{
    if (!drawn_offer(&stratum->rows, &strata->store, strata->capacity, key, id, cells, count))
        return false;
    set_limit(strata, stratum);
    return true;
}

static void give_up(struct strata *strata, struct stratum *stratum)
{
    stratum->hopeless = true;
    stratum->limit = 0;
    drawn_shrink(&stratum->rows, &strata->store, 0);
}

void strata_merge(struct strata *strata, struct strata *from)
{
    for (size_t i = 0; i < from->size; i++) {
        struct stratum *other = from->slots[i].stratum;
        if (!other)
            continue;
        struct stratum *stratum = strata_find_hashed(strata, other->key, from->slots[i].hash, other->shown);
        stratum->size += other->size;
        if (other->spread)
            strata_spread_merge(strata, stratum, other->spread);
        if (other->hopeless)
            give_up(strata, stratum);
        if (stratum->hopeless)
            continue;
        drawn_merge(&stratum->rows, &strata->store, strata->capacity, &other->rows);
        set_limit(strata, stratum);
    }
}

/* ---- fewer candidates ---- */

/* The least level at which the strata, none above it, give n rows: an equal share is no larger, now or when more rows
 * have been seen. A stratum holds a row for each of its ids, but no more than it could be asked for. */
static uint64_t level_of(struct stratum *const *all, size_t count, uint64_t n, struct arena *arena)
{
    uint32_t *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = all[i]->rows.count;
    uint64_t low = 0, high = n;
    while (low < high) {
        uint64_t level = (low + high) / 2, sum = 0;
        for (size_t i = 0; i < count; i++)
            sum += rows[i] < level ? rows[i] : level;
        if (sum >= n)
            high = level;
        else
            low = level + 1;
    }
    return low;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

/* With a row each for n strata, those are the n of the least ties: more strata can only make them fewer. */
static void find_hopeless(struct strata *strata, struct stratum *const *all, const struct strata_equal *equal,
                          struct arena *arena)
{
    if (equal->spare || equal->least || equal->n == 0 || strata->count <= equal->n)
        return;
    uint64_t *ties = arena_array(arena, strata->count, sizeof *ties);
    size_t count = 0;
    strata->tie_key = equal->tie_key;
    for (size_t i = 0; i < strata->count; i++)
        if (!all[i]->hopeless)
            ties[count++] = hash_text(equal->tie_key, all[i]->key);
    if (count <= equal->n)
        return;
    qsort(ties, count, sizeof *ties, by_number);
    strata->tie_limit = ties[equal->n - 1];
    for (size_t i = 0; i < strata->count; i++)
        if (!all[i]->hopeless && is_hopeless(strata, all[i]->key))
            give_up(strata, all[i]);
}

void strata_trim(struct strata *strata, const struct strata_equal *equal)
{
    struct arena arena = {.exhausted = strata->store.arena->exhausted};
    struct stratum **all = list(strata, &arena);
    uint64_t level = level_of(all, strata->count, equal->n, &arena);
    /* a share is rounded up to the level at most */
    uint64_t capacity = (level > equal->least ? level : equal->least) + equal->spare;
    if (capacity < strata->capacity)
        strata->capacity = capacity;
    find_hopeless(strata, all, equal, &arena);
    for (size_t i = 0; i < strata->count; i++) {
        if (all[i]->hopeless)
            continue;
        drawn_shrink(&all[i]->rows, &strata->store, strata->capacity);
        set_limit(strata, all[i]);
    }
    arena_free(&arena);
}

/* ---- of shards ---- */

void strata_remember(struct strata *strata)
{
    strata->store.remembers = true;
}

void strata_repeat(struct strata *strata, struct stratum *stratum, const struct top_key *key)
{
    drawn_repeat(&stratum->rows, &strata->store, key);
}

size_t strata_repeated(struct strata *strata, struct stratum *stratum, struct arena *arena, struct top_repeat **list)
{
    return drawn_repeated(&stratum->rows, strata->capacity, arena, list);
}
