#include "select/memo.h"

#include <string.h>

enum { PLACES_BITS = 10 };

struct place {
    struct memo_key key;
    struct stratum *stratum;
};

struct memo {
    size_t count, columns[MEMO_TERMS];
    struct place places[1 << PLACES_BITS];
};

struct memo *memo_open(struct arena *arena, const struct terms *terms)
{
    if (terms->count > MEMO_TERMS)
        return NULL;
    for (size_t t = 0; t < terms->count; t++)
        if (terms->items[t].field.kind != FIELD_CELL || terms->items[t].kind->name[0])
            return NULL;
    struct memo *memo = arena_alloc(arena, sizeof *memo);
    memo->count = terms->count;
    for (size_t t = 0; t < terms->count; t++)
        memo->columns[t] = terms->items[t].field.column;
    return memo;
}

/* Reads `size` of MEMO_CELL bytes, the others are 0: without a branch, as sizes are as good as random, and
 * as one word, because two written side by side cannot be read as one at once. */
static inline void read_cell(uint64_t *words, const char *data, size_t size)
{
    typedef uint64_t pair __attribute__((vector_size(MEMO_CELL)));
    static const unsigned char ones[2 * MEMO_CELL] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                      255, 255, 255, 255, 255, 255, 255, 255};
    pair cell, mask;
    memcpy(&cell, data, sizeof cell);
    memcpy(&mask, ones + MEMO_CELL - size, sizeof mask);
    cell &= mask;
    memcpy(words, &cell, sizeof cell);
}

/* How many bytes may be read from a cell's start on: up to the end of its row, none when it is a copy. */
static inline size_t readable(const struct samples *samples, size_t i, struct text cell)
{
    const struct csv_rows *even = samples->even;
    if (even)
        return (size_t)(even->text + even->ends[(i + 1) * even->columns - 1] - cell.data);
    const struct csv_row *row = samples->rows[i];
    return row->cut == CSV_COPIED ? 0 : (size_t)(row->record.data + row->record.size - cell.data);
}

bool memo_key(const struct memo *memo, const struct samples *samples, size_t i, struct memo_key *key)
{
    *key = (struct memo_key){0};
    for (size_t t = 0; t < memo->count; t++) {
        struct text cell = samples_cell(samples, i, memo->columns[t]);
        uint64_t *words = &key->words[2 * t];
        if (cell.size > MEMO_CELL)
            return false;
        if (readable(samples, i, cell) >= MEMO_CELL) {
            read_cell(words, cell.data, cell.size);
        } else if (cell.size) {
            memcpy(words, cell.data, cell.size);
        }
        key->sizes = key->sizes << 8 | cell.size;
    }
    return true;
}

static inline size_t place_of(const struct memo *memo, const struct memo_key *key)
{
    uint64_t hash = key->sizes;
    for (size_t t = 0; t < memo->count; t++)
        hash = (hash ^ key->words[2 * t] ^ key->words[2 * t + 1] << 1) * UINT64_C(0x9E3779B97F4A7C15);
    return hash >> (64 - PLACES_BITS);
}

/* All words, used or not: that is one comparison for the processor. */
static inline bool same_key(const struct memo_key *a, const struct memo_key *b)
{
    uint64_t differences = a->sizes ^ b->sizes;
    for (size_t i = 0; i < MEMO_WORDS; i++)
        differences |= a->words[i] ^ b->words[i];
    return differences == 0;
}

/* A key stands at its place or at the neighbouring one. */
struct stratum *memo_find(const struct memo *memo, const struct memo_key *key)
{
    size_t i = place_of(memo, key);
    if (same_key(key, &memo->places[i].key))
        return memo->places[i].stratum;
    return same_key(key, &memo->places[i ^ 1].key) ? memo->places[i ^ 1].stratum : NULL;
}

void memo_keep(struct memo *memo, const struct memo_key *key, struct stratum *stratum)
{
    size_t i = place_of(memo, key);
    if (memo->places[i].stratum && !same_key(key, &memo->places[i].key))
        i ^= 1;
    memo->places[i] = (struct place){*key, stratum};
}
