#include "dengine/strata.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"
#include "dengine/draw.h"
#include "dengine/hash.h"
#include "select/strata_trim.h"

const char *const strata_allocation_words[] = {[ALLOCATE_EQUAL] = "equal",
                                               [ALLOCATE_PROPORTIONAL] = "proportional",
                                               [ALLOCATE_SQRT] = "sqrt",
                                               [ALLOCATE_NEYMAN] = "neyman",
                                               NULL};

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

/* ---- a hash table of strata ---- */

/* The different ids of a stratum, by their hashes, as long as they are few. */
struct strata_ids {
    uint64_t *slots; /* 0: free */
    size_t size, count;
};

struct strata {
    struct arena *arena;
    size_t capacity; /* of each */
    size_t most_ids; /* that are counted */
    struct stratum **heads;
    size_t size, count;
};

struct strata *strata_open(struct arena *arena, size_t capacity)
{
    struct strata *strata = arena_alloc(arena, sizeof *strata);
    *strata = (struct strata){.arena = arena, .capacity = capacity, .most_ids = capacity, .size = 64};
    strata->heads = arena_array(arena, strata->size, sizeof *strata->heads);
    return strata;
}

static void link_stratum(struct strata *strata, struct stratum *stratum)
{
    struct stratum **head = &strata->heads[table_hash(stratum->key) & (strata->size - 1)];
    stratum->next = *head;
    *head = stratum;
}

static struct stratum **list(const struct strata *strata, struct arena *arena)
{
    struct stratum **all = arena_array(arena, strata->count, sizeof(struct stratum *));
    size_t count = 0;
    for (size_t i = 0; i < strata->size; i++)
        for (struct stratum *stratum = strata->heads[i]; stratum; stratum = stratum->next)
            all[count++] = stratum;
    return all;
}

static void grow(struct strata *strata)
{
    struct stratum **all = list(strata, strata->arena);
    strata->size *= 2;
    strata->heads = arena_array(strata->arena, strata->size, sizeof *strata->heads);
    for (size_t i = 0; i < strata->count; i++)
        link_stratum(strata, all[i]);
}

static struct stratum *find(const struct strata *strata, struct text key)
{
    struct stratum *stratum = strata->heads[table_hash(key) & (strata->size - 1)];
    while (stratum && !text_equal(stratum->key, key))
        stratum = stratum->next;
    return stratum;
}

struct stratum *strata_find(struct strata *strata, struct text key, size_t shown)
{
    struct stratum *stratum = find(strata, key);
    if (stratum)
        return stratum;
    if (2 * strata->count == strata->size) /* every step along a chain is a miss of the cache */
        grow(strata);
    stratum = arena_alloc(strata->arena, sizeof *stratum);
    *stratum =
        (struct stratum){.key = text_copy(strata->arena, key), .rows = top_open(strata->arena, strata->capacity, 0)};
    stratum->name = (struct text){stratum->key.data, shown};
    stratum->ids = arena_alloc(strata->arena, sizeof *stratum->ids);
    stratum->limit = UINT64_MAX;
    stratum->number = (uint32_t)strata->count++;
    link_stratum(strata, stratum);
    return stratum;
}

/* ---- different ids ---- */

static bool add_hash(struct strata_ids *ids, uint64_t hash)
{
    size_t i = hash & (ids->size - 1);
    for (; ids->slots[i]; i = (i + 1) & (ids->size - 1))
        if (ids->slots[i] == hash)
            return false;
    ids->slots[i] = hash;
    return true;
}

static void grow_ids(struct strata_ids *ids, struct arena *arena)
{
    struct strata_ids larger = {.size = ids->size ? ids->size * 2 : 2, .count = ids->count};
    larger.slots = arena_array(arena, larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < ids->size; i++)
        if (ids->slots[i])
            add_hash(&larger, ids->slots[i]);
    arena_resize(arena, ids->slots, ids->size * sizeof *ids->slots, 0);
    *ids = larger;
}

static void forget_ids(struct stratum *stratum, struct arena *arena)
{
    if (stratum->ids)
        arena_resize(arena, stratum->ids->slots, stratum->ids->size * sizeof *stratum->ids->slots, 0);
    stratum->ids = NULL;
}

static void count_id(struct strata *strata, struct stratum *stratum, uint64_t hash)
{
    struct strata_ids *ids = stratum->ids;
    if (4 * ids->count >= 3 * ids->size)
        grow_ids(ids, strata->arena);
    ids->count += add_hash(ids, hash | 1); /* 0 is free */
    if (ids->count >= strata->most_ids)
        forget_ids(stratum, strata->arena);
}

void strata_count_row(struct strata *strata, struct stratum *stratum, uint64_t hash)
{
    stratum->size++;
    if (stratum->ids)
        count_id(strata, stratum, hash);
}

static void merge_ids(struct strata *strata, struct stratum *stratum, const struct strata_ids *from)
{
    if (!from)
        forget_ids(stratum, strata->arena);
    for (size_t i = 0; stratum->ids && i < from->size; i++)
        if (from->slots[i])
            count_id(strata, stratum, from->slots[i]);
}

void strata_merge(struct strata *strata, const struct strata *from)
{
    struct stratum **all = strata_sorted(from);
    for (size_t i = 0; i < from->count; i++) {
        struct stratum *stratum = strata_find(strata, all[i]->key, all[i]->name.size);
        stratum->size += all[i]->size;
        moments_merge(&stratum->spread, &all[i]->spread);
        merge_ids(strata, stratum, all[i]->ids);
        top_merge(stratum->rows, all[i]->rows);
    }
}

void strata_limit(struct stratum *stratum)
{
    stratum->limit = draw_limit(top_least(stratum->rows));
}

/* The least level at which the strata, none above it, give n rows: an equal share is no larger, now or
 * when more rows have been seen. */
static uint64_t level_of(struct stratum *const *all, size_t count, uint64_t n)
{
    uint64_t low = 0, high = n;
    while (low < high) {
        uint64_t level = (low + high) / 2, sum = 0;
        for (size_t i = 0; i < count; i++) {
            uint64_t ids = all[i]->ids ? all[i]->ids->count : n;
            sum += ids < level ? ids : level;
        }
        if (sum >= n)
            high = level;
        else
            low = level + 1;
    }
    return low;
}

void strata_trim(struct strata *strata, uint64_t n, uint64_t least, uint64_t spare)
{
    struct arena arena = {.exhausted = strata->arena->exhausted};
    struct stratum **all = list(strata, &arena);
    uint64_t level = level_of(all, strata->count, n);
    uint64_t capacity = (level > least ? level : least) + spare; /* a share is rounded up to the level at most */
    if (capacity < strata->capacity)
        strata->capacity = capacity;
    if (capacity < strata->most_ids) /* the level cannot rise to them any more */
        strata->most_ids = capacity;
    for (size_t i = 0; i < strata->count; i++) {
        if (all[i]->ids && all[i]->ids->count >= strata->most_ids)
            forget_ids(all[i], strata->arena);
        top_shrink(all[i]->rows, strata->capacity);
        strata_limit(all[i]);
    }
    arena_free(&arena);
}

size_t strata_count(const struct strata *strata)
{
    return strata->count;
}

uint32_t *strata_numbers(const struct strata *strata, const struct strata *from, struct arena *arena)
{
    uint32_t *numbers = arena_array(arena, from->count, sizeof *numbers);
    for (size_t i = 0; i < from->size; i++)
        for (const struct stratum *stratum = from->heads[i]; stratum; stratum = stratum->next)
            numbers[stratum->number] = find(strata, stratum->key)->number;
    return numbers;
}

static int by_name(const void *a, const void *b)
{
    const struct stratum *left = *(struct stratum *const *)a, *right = *(struct stratum *const *)b;
    int order = text_compare(left->name, right->name);
    return order ? order : text_compare(left->key, right->key);
}

struct stratum **strata_sorted(const struct strata *strata)
{
    struct stratum **all = list(strata, strata->arena);
    if (strata->count)
        qsort(all, strata->count, sizeof(struct stratum *), by_name);
    return all;
}

/* ---- allocation ---- */

static double weight_of(const struct stratum *stratum, enum allocation allocation)
{
    switch (allocation) {
    case ALLOCATE_EQUAL:
        return 1;
    case ALLOCATE_PROPORTIONAL:
        return (double)stratum->size;
    case ALLOCATE_SQRT:
        return sqrt((double)stratum->size);
    case ALLOCATE_NEYMAN:
        break;
    }
    return (double)stratum->size * moments_deviation(&stratum->spread);
}

/* A stratum whose share is settled at its upper or lower bound. */
struct share {
    struct stratum *stratum;
    uint64_t least;
    bool settled;
    double exact, remainder;
    uint64_t tie;
};

/* Settles strata at their bounds until the rest can share `left` by weight. A settled upper bound
 * stays right while the level rises, a lower one while it falls: so settle the side that moves the
 * level least wrongly, the larger of the two overruns (Bitran & Hax 1981). Returns what is left. */
static uint64_t settle(struct share *shares, size_t count, uint64_t left)
{
    for (;;) {
        double weights = 0, over = 0, under = 0;
        for (size_t i = 0; i < count; i++)
            weights += shares[i].settled ? 0 : shares[i].stratum->weight;
        if (weights <= 0) { /* nothing to go by: go by size */
            for (size_t i = 0; i < count; i++)
                if (!shares[i].settled)
                    weights += shares[i].stratum->weight = (double)shares[i].stratum->size;
        }
        for (size_t i = 0; i < count; i++) {
            struct share *share = &shares[i];
            if (share->settled)
                continue;
            share->exact = weights > 0 ? (double)left * share->stratum->weight / weights : 0; /* 0: all are empty */
            over += fmax(0, share->exact - (double)share->stratum->size);
            under += fmax(0, (double)share->least - share->exact);
        }
        if (over <= 0 && under <= 0)
            return left;
        for (size_t i = 0; i < count; i++) {
            struct share *share = &shares[i];
            const struct stratum *stratum = share->stratum;
            bool high = share->exact > (double)stratum->size, low = share->exact < (double)share->least;
            if (share->settled || !(over >= under ? high : low))
                continue;
            share->settled = true;
            share->stratum->taken = high ? stratum->size : share->least;
            left -= share->stratum->taken;
        }
    }
}

static int by_remainder(const void *a, const void *b)
{
    const struct share *left = a, *right = b;
    if (left->remainder != right->remainder)
        return left->remainder > right->remainder ? -1 : 1;
    if (left->tie != right->tie)
        return left->tie < right->tie ? -1 : 1;
    return text_compare(left->stratum->key, right->stratum->key);
}

/* Whole rows: the floors, then one more to the largest remainders. */
static void round_shares(struct share *shares, size_t count, uint64_t left)
{
    for (size_t i = 0; i < count; i++) {
        struct share *share = &shares[i];
        share->remainder = -1;
        if (share->settled)
            continue;
        double whole = floor(share->exact + 1e-9);
        share->remainder = round(fmax(0, share->exact - whole) * 1e9) / 1e9;
        share->stratum->taken = (uint64_t)whole;
        left -= share->stratum->taken;
    }
    qsort(shares, count, sizeof *shares, by_remainder);
    for (size_t i = 0; left > 0; i = (i + 1) % count) {
        struct stratum *stratum = shares[i].stratum;
        if (stratum->taken < stratum->size) {
            stratum->taken++;
            left--;
        }
    }
}

bool strata_allocate(struct stratum **strata, size_t count, enum allocation allocation, uint64_t n, uint64_t least,
                     uint64_t tie_key, uint64_t *needed)
{
    uint64_t population = 0;
    *needed = 0;
    for (size_t i = 0; i < count; i++) {
        population += strata[i]->size;
        *needed += strata[i]->size < least ? strata[i]->size : least;
    }
    if (n > population)
        n = population;
    if (*needed > n)
        return false;
    if (count == 0)
        return true;
    struct arena arena = {0};
    struct share *shares = arena_array(&arena, count, sizeof *shares);
    for (size_t i = 0; i < count; i++) {
        strata[i]->weight = weight_of(strata[i], allocation);
        shares[i] = (struct share){.stratum = strata[i],
                                   .least = strata[i]->size < least ? strata[i]->size : least,
                                   .tie = n < count ? hash_text(tie_key, strata[i]->key) : 0};
    }
    round_shares(shares, count, settle(shares, count, n));
    arena_free(&arena);
    return true;
}
