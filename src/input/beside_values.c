#include "input/beside_values.h"

#include <stdlib.h>
#include <string.h>

#include "base/table_hash.h"

enum {
    GRAIN = 4, /* bytes: a row begins at a multiple, its number is which */
    CHUNK = 256 * 1024,
    CHUNKS = 64 * 1024, /* 16 GiB */
    KNOWN = 64 * 1024,  /* different rows that a worker remembers */
    KNOWN_SLOTS = 2 * KNOWN,
    FEW = 256, /* rows that are mostly told by the ends of their cells */
    FEW_SLOTS = 4 * FEW,
};

/* A row as it lies there: for each cell its size, seven bits a byte, the last byte below 128, and its bytes. */
struct beside_writer {
    struct beside_values *values;
    struct buffer row; /* at hand */
    uint32_t next;     /* of its chunk */
    size_t left;       /* bytes */
    struct known {
        uint32_t number, tag;
        bool used;
    } * known;
    size_t known_count, found;
    const struct known *few[FEW_SLOTS]; /* see last_like */
};

static void free_values(void *resource)
{
    struct beside_values *values = resource;
    for (size_t i = 0; i < values->count; i++)
        if (i == 0 || values->chunks[i] != values->chunks[i - 1] + CHUNK) /* else the rest of a large one */
            free(values->chunks[i]);
    pthread_mutex_destroy(&values->lock);
    free(values->chunks);
}

void beside_values_open(struct beside_values *values, struct arena *arena, size_t columns)
{
    *values = (struct beside_values){.arena = arena, .columns = columns};
    values->chunks = calloc(CHUNKS, sizeof *values->chunks);
    if (!values->chunks)
        arena_give_up(arena, CHUNKS * sizeof *values->chunks);
    pthread_mutex_init(&values->lock, NULL);
    arena_attach(arena, free_values, values);
}

struct beside_writer *beside_writer_open(struct beside_values *values, struct arena *arena)
{
    struct beside_writer *writer = arena_alloc(arena, sizeof *writer);
    writer->values = values;
    writer->row.arena = arena;
    writer->known = arena_array(arena, KNOWN_SLOTS, sizeof *writer->known);
    return writer;
}

static char *place_of(const struct beside_values *values, uint32_t number)
{
    size_t at = (size_t)number * GRAIN;
    return values->chunks[at / CHUNK] + at % CHUNK;
}

/* A further chunk, or several that lie behind each other. */
static bool add_chunk(struct beside_writer *writer, size_t size)
{
    struct beside_values *values = writer->values;
    size_t count = (size + CHUNK - 1) / CHUNK;
    bool room;
    pthread_mutex_lock(&values->lock);
    room = values->count + count <= CHUNKS;
    char *data = room ? malloc(count * CHUNK) : NULL;
    if (data) {
        writer->next = (uint32_t)(values->count * (CHUNK / GRAIN));
        writer->left = count * CHUNK;
        for (size_t i = 0; i < count; i++)
            values->chunks[values->count++] = data + i * CHUNK;
    }
    pthread_mutex_unlock(&values->lock);
    if (room && !data)
        arena_give_up(values->arena, count * CHUNK);
    return room;
}

static void make_row(struct beside_writer *writer, const struct text *cells)
{
    struct buffer *row = &writer->row;
    row->size = 0;
    for (size_t i = 0; i < writer->values->columns; i++) {
        size_t size = cells[i].size;
        for (; size >= 128; size >>= 7)
            buffer_byte(row, (char)((size & 127) | 128));
        buffer_byte(row, (char)size);
        buffer_add(row, cells[i]);
    }
}

static bool append(struct beside_writer *writer, const struct text *cells, uint32_t *number)
{
    make_row(writer, cells);
    size_t size = (writer->row.size + GRAIN - 1) / GRAIN * GRAIN;
    if (size > writer->left && !add_chunk(writer, size))
        return false;
    *number = writer->next;
    memcpy(place_of(writer->values, *number), writer->row.data, writer->row.size);
    writer->next += (uint32_t)(size / GRAIN);
    writer->left -= size;
    return true;
}

/* The size of a cell; *at is moved to its bytes. */
static inline size_t read_size(const unsigned char **at)
{
    size_t size = **at & 127;
    for (unsigned shift = 7; *(*at)++ >= 128; shift += 7)
        size |= (size_t)(**at & 127) << shift;
    return size;
}

static bool is_row(const struct beside_values *values, uint32_t number, const struct text *cells)
{
    const unsigned char *at = (const unsigned char *)place_of(values, number);
    for (size_t i = 0; i < values->columns; i++) {
        size_t size = read_size(&at);
        if (size != cells[i].size || memcmp(at, cells[i].data, size) != 0)
            return false;
        at += size;
    }
    return true;
}

/* Of the cells, not of the row that would be made of them: most are known. */
static uint64_t hash_of(const struct beside_values *values, const struct text *cells)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < values->columns; i++)
        hash = hash * UINT64_C(0x9E3779B97F4A7C15) + table_hash(cells[i]);
    return hash;
}

/* Where the last row with such ends of its cells is, as long as few are known: most rows are found there, and need no
 * hash. Else NULL. */
static const struct known **last_like(struct beside_writer *writer, const struct text *cells)
{
    size_t ends = 0;
    for (size_t i = 0; writer->known_count <= FEW && i < writer->values->columns; i++) {
        const unsigned char *data = (const unsigned char *)cells[i].data;
        size_t size = cells[i].size;
        ends = 31 * ends + size + (size ? 8U * data[0] + 64U * data[size - 1] : 0);
    }
    return writer->known_count <= FEW ? &writer->few[ends % FEW_SLOTS] : NULL;
}

static bool take(struct beside_writer *writer, const struct known *known, uint32_t *number)
{
    *number = known->number;
    writer->found++;
    return true;
}

bool beside_values_add(struct beside_writer *writer, const struct text *cells, uint32_t *number)
{
    if (!writer->known)
        return append(writer, cells, number);
    const struct known **like = last_like(writer, cells);
    if (like && *like && is_row(writer->values, (*like)->number, cells))
        return take(writer, *like, number);
    uint64_t hash = hash_of(writer->values, cells);
    size_t slot = hash % KNOWN_SLOTS;
    for (; writer->known[slot].used; slot = (slot + 1) % KNOWN_SLOTS)
        if (writer->known[slot].tag == hash >> 32 && is_row(writer->values, writer->known[slot].number, cells)) {
            if (like)
                *like = &writer->known[slot];
            return take(writer, &writer->known[slot], number);
        }
    if (!append(writer, cells, number))
        return false;
    if (writer->known_count < KNOWN) {
        writer->known[slot] = (struct known){*number, (uint32_t)(hash >> 32), true};
        writer->known_count++;
    } else if (writer->found < KNOWN) {
        writer->known = NULL; /* hardly a row comes again */
    }
    return true;
}

void beside_values_prefetch(const struct beside_values *values, uint32_t number)
{
    __builtin_prefetch(place_of(values, number));
}

void beside_values_get(const struct beside_values *values, uint32_t number, const size_t *places, struct text *cells)
{
    const unsigned char *at = (const unsigned char *)place_of(values, number);
    for (size_t i = 0; i < values->columns; i++) {
        size_t size = read_size(&at);
        cells[places[i]] = (struct text){(const char *)at, size};
        at += size;
    }
}
