#include "join/pending.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/pages.h"

enum {
    CHUNK = 256, /* slots */
    PART_SHIFT = 60,
    PIECE = 8,   /* ids and blocks take whole ones */
    LINE = 64,   /* bytes of a cache line */
    ENTRIES = 8, /* in a line */
    EMPTY = 0,
    FIRST = 1,
};
#define DONE 0x80000000U

/* Eight entries in one cache line, filled from the first on. They are looked at together: no branch that
 * could be guessed wrongly depends on where an id is. Ids for which there is no room go to the next line. */
struct line {
    uint32_t low[ENTRIES];   /* of the hash; the part has its first 4 bits */
    uint32_t place[ENTRIES]; /* EMPTY, a slot number + FIRST, or DONE and 31 bits of the check */
};

/* Numbers of slots that may be used again. */
struct numbers {
    uint32_t *items;
    size_t count, capacity;
};

struct part {
    _Alignas(64) pthread_mutex_t lock;
    struct arena arena;
    struct line *lines;
    size_t count, used; /* lines, a power of two; entries in use */
    char **chunks;
    size_t chunks_count, chunks_capacity, slots;
    struct numbers free[2]; /* [1]: those that have room for a long id, and serve no other */
    char *room;             /* for the next ids and blocks */
    size_t room_left;
    void *free_block; /* which begins with the next */
};

/* A region of large pages, of which parts take pieces. */
struct region {
    struct region *previous;
    void *pages;
};

struct pending {
    size_t size, block;
    pthread_mutex_t lock; /* of the regions */
    struct arena arena;
    struct region *regions;
    char *next;
    size_t left;
    struct part parts[PENDING_PARTS];
};

/* ---- memory ---- */

static void *map(const struct arena *arena, size_t size)
{
    void *pages = pages_map(size);
    if (!pages)
        arena_give_up(arena, size);
    return pages;
}

/* `size` zeroed bytes, aligned for any type, for as long as the table lives. */
static void *take(struct pending *pending, size_t size)
{
    size = (size + LINE - 1) / LINE * LINE;
    pthread_mutex_lock(&pending->lock);
    void *piece;
    if (size > PAGES_LARGE / 2) {
        piece = arena_alloc(&pending->arena, size);
    } else {
        if (size > pending->left) {
            struct region *region = arena_alloc(&pending->arena, sizeof *region);
            *region = (struct region){pending->regions, map(&pending->arena, PAGES_LARGE)};
            pending->regions = region;
            pending->next = region->pages;
            pending->left = PAGES_LARGE;
        }
        piece = pending->next;
        pending->next += size;
        pending->left -= size;
    }
    pthread_mutex_unlock(&pending->lock);
    return piece;
}

static bool is_mapped(size_t count)
{
    return count * sizeof(struct line) >= PAGES_LARGE / 2;
}

static struct line *new_lines(struct part *part, size_t count)
{
    return is_mapped(count) ? map(&part->arena, count * sizeof(struct line))
                            : arena_array(&part->arena, count, sizeof(struct line));
}

static void free_lines(struct part *part, struct line *lines, size_t count)
{
    if (is_mapped(count))
        pages_unmap(lines, count * sizeof *lines);
    else
        arena_resize(&part->arena, lines, count * sizeof *lines, 0);
}

static void close_slots(void *resource)
{
    struct pending *pending = resource;
    for (size_t i = 0; i < PENDING_PARTS; i++) {
        struct part *part = &pending->parts[i];
        pthread_mutex_destroy(&part->lock);
        free_lines(part, part->lines, part->count);
        arena_free(&part->arena);
    }
    for (const struct region *region = pending->regions; region; region = region->previous)
        pages_unmap(region->pages, PAGES_LARGE);
    pthread_mutex_destroy(&pending->lock);
    arena_free(&pending->arena);
}

struct pending *pending_open(struct arena *arena)
{
    char *room = arena_alloc(arena, sizeof(struct pending) + 64);
    struct pending *pending = (void *)(room + (64 - (uintptr_t)room % 64) % 64);
    pending->arena.exhausted = arena->exhausted;
    pthread_mutex_init(&pending->lock, NULL);
    for (size_t i = 0; i < PENDING_PARTS; i++) {
        struct part *part = &pending->parts[i];
        pthread_mutex_init(&part->lock, NULL);
        part->arena.exhausted = arena->exhausted;
        part->count = 8;
        part->lines = new_lines(part, part->count);
    }
    arena_attach(arena, close_slots, pending);
    return pending;
}

void pending_size(struct pending *pending, size_t size, size_t block)
{
    pending->size = LINE - size % LINE < LINE / 4 ? (size + LINE - 1) / LINE * LINE : size;
    pending->block = block;
}

size_t pending_part(uint64_t hash)
{
    return hash >> PART_SHIFT;
}

void pending_lock(struct pending *pending, size_t part)
{
    pthread_mutex_lock(&pending->parts[part].lock);
}

void pending_unlock(struct pending *pending, size_t part)
{
    pthread_mutex_unlock(&pending->parts[part].lock);
}

static struct part *part_of(struct pending *pending, uint64_t hash)
{
    return &pending->parts[hash >> PART_SHIFT];
}

static struct slot *slot_at(const struct pending *pending, const struct part *part, size_t number)
{
    return (void *)(part->chunks[number / CHUNK] + number % CHUNK * pending->size);
}

/* Of texts of 1 to SLOT_NEAR bytes: those of more than 3 are compared by their first and last words. */
static inline bool is_near(const char *a, const char *b, size_t size)
{
    uint64_t first[2], last[2];
    uint32_t half[4];
    if (size >= sizeof *first) {
        memcpy(&first[0], a, sizeof *first);
        memcpy(&first[1], b, sizeof *first);
        memcpy(&last[0], a + size - sizeof *last, sizeof *last);
        memcpy(&last[1], b + size - sizeof *last, sizeof *last);
        return first[0] == first[1] && last[0] == last[1];
    }
    if (size < sizeof *half)
        return memcmp(a, b, size) == 0;
    memcpy(&half[0], a, sizeof *half);
    memcpy(&half[1], b, sizeof *half);
    memcpy(&half[2], a + size - sizeof *half, sizeof *half);
    memcpy(&half[3], b + size - sizeof *half, sizeof *half);
    return half[0] == half[1] && half[2] == half[3];
}

static inline bool is_of(const struct slot *slot, struct slot_key key, struct text id)
{
    if (slot->id_size != id.size)
        return false;
    return id.size > SLOT_NEAR ? slot->check == key.check : is_near(slot->near, id.data, id.size);
}

static uint32_t done_place(uint64_t check)
{
    return DONE | (uint32_t)(check >> 33);
}

/* Which of a line's words are this one: a bit each. */
static inline unsigned which(const uint32_t words[ENTRIES], uint32_t word)
{
#ifdef __SSE2__
    const __m128i wanted = _mm_set1_epi32((int)word);
    __m128i first = _mm_cmpeq_epi32(_mm_loadu_si128((const void *)words), wanted);
    __m128i second = _mm_cmpeq_epi32(_mm_loadu_si128((const void *)(words + 4)), wanted);
    __m128i both = _mm_packs_epi16(_mm_packs_epi32(first, second), _mm_setzero_si128());
    return (unsigned)_mm_movemask_epi8(both);
#else
    unsigned bits = 0;
    for (unsigned i = 0; i < ENTRIES; i++)
        bits |= (unsigned)(words[i] == word) << i;
    return bits;
#endif
}

/* The place of the id in the index: its own or the first empty one, of which *line is the line. */
static uint32_t *place_of(const struct pending *pending, const struct part *part, struct slot_key key, struct text id,
                          struct line **line)
{
    for (size_t at = key.hash & (part->count - 1);; at = (at + 1) & (part->count - 1)) {
        *line = &part->lines[at];
        for (unsigned bits = which((*line)->low, (uint32_t)key.hash); bits; bits &= bits - 1) {
            uint32_t *place = &(*line)->place[__builtin_ctz(bits)];
            if (*place & DONE ? *place == done_place(key.check)
                              : *place != EMPTY && is_of(slot_at(pending, part, *place - FIRST), key, id))
                return place;
        }
        unsigned empty = which((*line)->place, EMPTY);
        if (empty)
            return &(*line)->place[__builtin_ctz(empty)];
    }
}

/* ---- looks ahead ---- */

void pending_expect(struct pending *pending, uint64_t hash)
{
    const struct part *part = part_of(pending, hash);
    size_t at = hash & (__atomic_load_n(&part->count, __ATOMIC_RELAXED) - 1);
    __builtin_prefetch(__atomic_load_n(&part->lines, __ATOMIC_RELAXED) + at);
}

/* Without branches on what is found: some other slot is fetched rather than none. */
struct slot *pending_expect_slot(struct pending *pending, struct slot_key key)
{
    struct part *part = part_of(pending, key.hash);
    if (part->slots == 0)
        return NULL;
    const struct line *line = &part->lines[key.hash & (part->count - 1)];
    unsigned bits = which(line->low, (uint32_t)key.hash);
    uint32_t number = line->place[__builtin_ctz(bits | 1U << (ENTRIES - 1))] - FIRST;
    bool there = bits && number < part->slots;
    struct slot *slot = slot_at(pending, part, there ? number : 0);
    for (size_t i = 0; i < pending->size && i < 256; i += LINE)
        __builtin_prefetch((const char *)slot + i, 1);
    return there ? slot : NULL;
}

/* ---- finding ---- */

static void grow(struct part *part)
{
    size_t count = part->count * 2, old = part->count;
    struct line *lines = new_lines(part, count), *before = part->lines;
    for (size_t i = 0; i < old; i++)
        for (size_t j = 0; j < ENTRIES && before[i].place[j] != EMPTY; j++) {
            size_t at = before[i].low[j] & (count - 1);
            unsigned empty;
            while ((empty = which(lines[at].place, EMPTY)) == 0)
                at = (at + 1) & (count - 1);
            lines[at].low[__builtin_ctz(empty)] = before[i].low[j];
            lines[at].place[__builtin_ctz(empty)] = before[i].place[j];
        }
    __atomic_store_n(&part->lines, lines, __ATOMIC_RELAXED);
    __atomic_store_n(&part->count, count, __ATOMIC_RELAXED);
    free_lines(part, before, old);
}

/* Zeroed bytes as long as the table lives. */
static void *new_piece(struct pending *pending, struct part *part, size_t size)
{
    enum { ROOM = 16 * 1024 };
    size = (size + PIECE - 1) / PIECE * PIECE;
    if (size > part->room_left) {
        part->room_left = size > ROOM ? size : ROOM;
        part->room = take(pending, part->room_left);
    }
    part->room_left -= size;
    part->room += size;
    return part->room - size;
}

/* Room for a long id: a slot keeps what it has. */
static struct far_id *far_room(struct pending *pending, struct part *part, struct far_id *before, size_t size)
{
    if (before && before->room >= size)
        return before;
    struct far_id *far = new_piece(pending, part, sizeof *far + size);
    far->room = size;
    return far;
}

/* Memory of a slot that is used for the first time is zero. */
static struct slot *new_slot(struct pending *pending, struct part *part, struct slot_key key, struct text id,
                             uint32_t *number)
{
    bool is_far = id.size > SLOT_NEAR;
    struct numbers *free = &part->free[is_far];
    bool again = free->count;
    *number = again ? free->items[--free->count] : (uint32_t)part->slots++;
    if (!again && *number / CHUNK == part->chunks_count) {
        part->chunks = arena_reserve(&part->arena, part->chunks, &part->chunks_capacity, part->chunks_count + 1,
                                     sizeof *part->chunks);
        part->chunks[part->chunks_count++] = take(pending, CHUNK * pending->size);
    }
    struct slot *slot = slot_at(pending, part, *number);
    struct far_id *before = again && is_far ? slot->far : NULL;
    if (again)
        memset(slot, 0, pending->size);
    if (is_far) {
        slot->far = far_room(pending, part, before, id.size);
        slot->check = key.check;
    }
    memcpy(is_far ? slot->far->text : slot->near, id.data, id.size);
    slot->id_size = (uint32_t)id.size & 0xffffff;
    return slot;
}

struct slot *pending_find(struct pending *pending, struct slot_key key, struct text id, struct slot *expected)
{
    struct part *part = part_of(pending, key.hash);
    if (expected && !expected->done && is_of(expected, key, id))
        return expected;
    struct line *line;
    uint32_t *place = place_of(pending, part, key, id, &line), number;
    if (*place & DONE)
        return NULL;
    if (*place != EMPTY)
        return slot_at(pending, part, *place - FIRST);
    if (4 * (part->used + 1) > 3 * part->count * ENTRIES) {
        grow(part);
        place = place_of(pending, part, key, id, &line);
    }
    struct slot *slot = new_slot(pending, part, key, id, &number);
    *place = number + FIRST;
    line->low[place - line->place] = (uint32_t)key.hash;
    part->used++;
    return slot;
}

uint32_t pending_finish(struct pending *pending, struct slot_key key, struct slot *slot)
{
    struct part *part = part_of(pending, key.hash);
    struct line *line;
    uint32_t *place = place_of(pending, part, key, slot_id(slot), &line), number = *place - FIRST;
    *place = done_place(key.check);
    slot->done = true;
    return number;
}

void pending_release(struct pending *pending, size_t part_number, uint32_t number)
{
    struct part *part = &pending->parts[part_number];
    struct numbers *free = &part->free[slot_at(pending, part, number)->id_size > SLOT_NEAR];
    free->items = arena_reserve(&part->arena, free->items, &free->capacity, free->count + 1, sizeof *free->items);
    free->items[free->count++] = number;
}

void *pending_block(struct pending *pending, size_t number)
{
    struct part *part = &pending->parts[number];
    void *block = part->free_block;
    if (!block)
        return new_piece(pending, part, pending->block);
    memcpy(&part->free_block, block, sizeof part->free_block);
    return memset(block, 0, pending->block);
}

void pending_release_block(struct pending *pending, size_t number, void *block)
{
    struct part *part = &pending->parts[number];
    memcpy(block, &part->free_block, sizeof part->free_block);
    part->free_block = block;
}

struct arena *pending_arena(struct pending *pending, size_t part)
{
    return &pending->parts[part].arena;
}

struct slot *pending_next(struct pending *pending, size_t number, size_t *at)
{
    const struct part *part = &pending->parts[number];
    for (; *at < part->count * ENTRIES; ++*at) {
        uint32_t place = part->lines[*at / ENTRIES].place[*at % ENTRIES];
        if (place != EMPTY && !(place & DONE)) {
            ++*at;
            return slot_at(pending, part, place - FIRST);
        }
    }
    return NULL;
}
