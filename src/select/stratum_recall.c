#include "select/stratum_recall.h"

#include <string.h>

#define ALWAYS_INLINE __attribute__((always_inline)) static inline

enum { PLACES_BITS = 10, MEMO_TERMS = 4, MEMO_CELL = 16, MEMO_WORDS = MEMO_TERMS * MEMO_CELL / 8 };

/* The cells of a row by which it is recalled. */
struct key {
    uint64_t words[MEMO_WORDS]; /* two for each, as many as are used */
    uint64_t sizes;             /* a byte for each */
};

struct place {
    struct key key;
    struct stratum *stratum;
};

struct stratum_recall {
    size_t count, columns[MEMO_TERMS];
    uint64_t asked, known; /* rows */
    struct place places[1 << PLACES_BITS];
};

struct stratum_recall *stratum_recall_open(struct arena *arena, const struct terms *terms)
{
    if (terms->count > MEMO_TERMS)
        return NULL;
    for (size_t t = 0; t < terms->count; t++)
        if (terms->items[t].field.kind != FIELD_CELL || terms->items[t].kind->name[0])
            return NULL;
    struct stratum_recall *recall = arena_alloc(arena, sizeof *recall);
    recall->count = terms->count;
    for (size_t t = 0; t < terms->count; t++)
        recall->columns[t] = terms->items[t].field.column;
    return recall;
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

/* Where the cells of a row are. */
struct cut_row {
    const char *text;
    const uint32_t *ends;
    size_t columns;
    enum csv_cut cut;
};

ALWAYS_INLINE struct cut_row row_of(const struct samples *samples, size_t i)
{
    const struct csv_rows *grid = samples->grid;
    if (grid)
        return (struct cut_row){grid->text, grid->ends + i * grid->columns, grid->columns, grid->cut};
    const struct csv_row *row = samples->rows[i];
    return (struct cut_row){row->text, row->ends, row->fields, row->cut};
}

/* False when the cells are copies, or one is too long. */
ALWAYS_INLINE bool read_key(const struct stratum_recall *recall, struct cut_row row, size_t count, struct key *key)
{
    if (row.cut >= CSV_COPIED)
        return false;
    const char *end = row.text + row.ends[row.columns - 1];
    key->sizes = 0;
    for (size_t t = 0; t < count; t++) {
        struct text cell = csv_cut_cell(row.text, row.ends, recall->columns[t], row.columns, row.cut);
        uint64_t *words = &key->words[2 * t];
        if (cell.size > MEMO_CELL)
            return false;
        if (end - cell.data >= MEMO_CELL) {
            read_cell(words, cell.data, cell.size);
        } else {
            words[0] = words[1] = 0;
            if (cell.size)
                memcpy(words, cell.data, cell.size);
        }
        key->sizes = key->sizes << 8 | cell.size;
    }
    return true;
}

ALWAYS_INLINE size_t place_of(const struct key *key, size_t count)
{
    uint64_t hash = key->sizes;
    for (size_t t = 0; t < count; t++)
        hash = (hash ^ key->words[2 * t] ^ key->words[2 * t + 1] << 1) * UINT64_C(0x9E3779B97F4A7C15);
    return hash >> (64 - PLACES_BITS);
}

ALWAYS_INLINE bool same_key(const struct key *a, const struct key *b, size_t count)
{
    uint64_t differences = a->sizes ^ b->sizes;
    for (size_t i = 0; i < 2 * count; i++)
        differences |= a->words[i] ^ b->words[i];
    return differences == 0;
}

/* A key stands at its place or at the neighbouring one. */
ALWAYS_INLINE struct stratum *find(const struct stratum_recall *recall, struct cut_row row, size_t count)
{
    struct key key;
    if (!read_key(recall, row, count, &key))
        return NULL;
    size_t i = place_of(&key, count);
    if (!same_key(&key, &recall->places[i].key, count))
        i ^= 1;
    return same_key(&key, &recall->places[i].key, count) ? recall->places[i].stratum : NULL;
}

bool stratum_recall_helps(const struct stratum_recall *recall)
{
    enum { TRIED = 1 << 14, LEAST = 4 }; /* rows, and one of so many is to be known */
    return recall->asked < TRIED || recall->known * LEAST >= recall->asked;
}

ALWAYS_INLINE void find_all(struct stratum_recall *recall, const struct samples *samples, struct stratum **found,
                            size_t count)
{
    for (size_t i = 0; i < samples->count; i++) {
        found[i] = find(recall, row_of(samples, i), count);
        recall->known += found[i] != NULL;
    }
    recall->asked += samples->count;
}

/* Compiled for each number of cells: so a key stays in registers. */
void stratum_recall_find(struct stratum_recall *recall, const struct samples *samples, struct stratum **found)
{
    switch (recall->count) {
    case 1:
        find_all(recall, samples, found, 1);
        break;
    case 2:
        find_all(recall, samples, found, 2);
        break;
    case 3:
        find_all(recall, samples, found, 3);
        break;
    default:
        find_all(recall, samples, found, MEMO_TERMS);
    }
}

void stratum_recall_keep(struct stratum_recall *recall, const struct samples *samples, size_t i,
                         struct stratum *stratum)
{
    struct key key = {0};
    if (!read_key(recall, row_of(samples, i), recall->count, &key))
        return;
    size_t at = place_of(&key, recall->count);
    if (recall->places[at].stratum && !same_key(&key, &recall->places[at].key, recall->count))
        at ^= 1;
    recall->places[at] = (struct place){key, stratum};
}
