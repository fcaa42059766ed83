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
    PIECE = 8,         /* ids and blocks take whole ones */
    LINE = 64,         /* bytes of a cache line */
    GROWTH = 64,       /* times as many lines in one step, at most: a guess may be wrong */
    SPARE = 64 * 1024, /* fewer bytes are not worth to be used again */
    ENTRIES = 8,       /* in a line */
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
    _Alignas(LINE) struct line *lines; /* looked at without the lock: not beside what often changes */
    size_t count;                      /* of lines, a power of two */
    _Alignas(LINE) pthread_mutex_t lock;
    size_t used; /* entries */
    struct arena arena;
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

/* A piece that is free again, in its own first bytes. */
struct spare {
    struct spare *next;
    size_t size;
};

struct pending {
    size_t size, block;
    pthread_mutex_t lock; /* of the regions */
    struct arena arena;
    struct region *regions;
    struct spare *spares;
    char *next;
    size_t left;
    size_t guess; /* of the number of ids */
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

/* With the lock of the regions held. */
static void add_spare(struct pending *pending, void *piece, size_t size)
{
    if (size < SPARE)
        return;
    struct spare *spare = piece;
    *spare = (struct spare){pending->spares, size};
    pending->spares = spare;
}

/* The same: zeroed room for at least *size bytes, of *size. What was used before is overwritten: that is faster than
 * pages which the kernel has to clear and to map. */
static char *find_room(struct pending *pending, size_t *size)
{
    struct spare **at = &pending->spares, *spare;
    while (*at && (*at)->size < *size)
        at = &(*at)->next;
    if ((spare = *at) != NULL) {
        *at = spare->next;
        *size = spare->size;
        return memset(spare, 0, spare->size);
    }
    struct region *region = arena_alloc(&pending->arena, sizeof *region);
    *region = (struct region){pending->regions, map(&pending->arena, PAGES_LARGE)};
    pending->regions = region;
    *size = PAGES_LARGE;
    return region->pages;
}

/* A piece for itself, so that two of half a region fit into one. */
static void *take_large(struct pending *pending, size_t size)
{
    size_t room = size;
    char *piece = find_room(pending, &room);
    add_spare(pending, piece + size, room - size);
    return piece;
}

static void *take_small(struct pending *pending, size_t size)
{
    if (size > pending->left) {
        add_spare(pending, pending->next, pending->left);
        pending->left = size;
        pending->next = find_room(pending, &pending->left);
    }
    pending->next += size;
    pending->left -= size;
    return pending->next - size;
}

/* `size` zeroed bytes, aligned for any type, for as long as the table lives. */
static void *take(struct pending *pending, size_t size)
{
    size = (size + LINE - 1) / LINE * LINE;
    pthread_mutex_lock(&pending->lock);
    void *piece = size > PAGES_LARGE / 2 ? arena_alloc(&pending->arena, size)
                  : size >= SPARE        ? take_large(pending, size)
                                         : take_small(pending, size);
    pthread_mutex_unlock(&pending->lock);
    return piece;
}

/* Few lines are the part's own, more are a piece of a region, many have large pages of their own. */
static struct line *new_lines(struct pending *pending, struct part *part, size_t count)
{
    size_t size = count * sizeof(struct line);
    if (size >= PAGES_LARGE)
        return map(&part->arena, size);
    return size < SPARE ? arena_array(&part->arena, count, sizeof(struct line)) : take(pending, size);
}

static void free_lines(struct pending *pending, struct line *lines, size_t count)
{
    size_t size = count * sizeof *lines;
    if (size >= PAGES_LARGE) {
        pages_unmap(lines, size);
        return;
    }
    pthread_mutex_lock(&pending->lock);
    add_spare(pending, lines, size);
    pthread_mutex_unlock(&pending->lock);
}

static void close_slots(void *resource)
{
    struct pending *pending = resource;
    for (size_t i = 0; i < PENDING_PARTS; i++) {
        struct part *part = &pending->parts[i];
        pthread_mutex_destroy(&part->lock);
        free_lines(pending, part->lines, part->count);
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
        part->lines = new_lines(pending, part, part->count);
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

void pending_guess(struct pending *pending, size_t ids)
{
    __atomic_store_n(&pending->guess, ids, __ATOMIC_RELAXED);
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

static void grow(struct pending *pending, struct part *part)
{
    size_t count = part->count * 2, old = part->count;
    size_t guess = __atomic_load_n(&pending->guess, __ATOMIC_RELAXED) / PENDING_PARTS;
    while (count * sizeof(struct line) >= SPARE && 3 * count * ENTRIES < 4 * guess && count < GROWTH * old)
        count *= 2;
    struct line *lines = new_lines(pending, part, count), *before = part->lines;
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
    free_lines(pending, before, old);
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
        grow(pending, part);
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
