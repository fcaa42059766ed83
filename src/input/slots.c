#include "input/slots.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

enum {
    CHUNK = 256, /* slots */
    PART_SHIFT = 60,
    ID_STEP = 16,
    LINE = 64, /* bytes of a cache line */
    EMPTY = 0,
    FIRST = 1,
};
#define DONE 0x80000000U

/* 8 bytes, so that much of the index stays near. */
struct entry {
    uint32_t low;   /* of the hash; the part has its first 4 bits */
    uint32_t place; /* EMPTY, a slot number + FIRST, or DONE and 31 bits of the check */
};

struct part {
    _Alignas(64) pthread_mutex_t lock;
    struct arena arena;
    struct entry *entries;
    size_t capacity, used;
    char **chunks;
    size_t chunks_count, chunks_capacity, slots;
    uint32_t *free;
    size_t free_count, free_capacity;
    char *ids; /* room for the next ones */
    size_t ids_left;
};

/* A region of large pages, of which parts take pieces. */
struct region {
    struct region *previous;
    void *pages;
};

struct slots {
    size_t size;
    pthread_mutex_t lock; /* of the regions */
    struct arena arena;
    struct region *regions;
    char *next;
    size_t left;
    struct part parts[SLOTS_PARTS];
};

/* ---- memory ---- */

static void *map(const struct arena *arena, size_t size)
{
    void *pages = pages_map(size);
    if (!pages && arena->exhausted)
        arena->exhausted(size);
    if (!pages)
        abort();
    return pages;
}

/* `size` zeroed bytes, aligned for any type, for as long as the table lives. */
static void *take(struct slots *slots, size_t size)
{
    size = (size + LINE - 1) / LINE * LINE;
    pthread_mutex_lock(&slots->lock);
    void *piece;
    if (size > PAGES_LARGE / 2) {
        piece = arena_alloc(&slots->arena, size);
    } else {
        if (size > slots->left) {
            struct region *region = arena_alloc(&slots->arena, sizeof *region);
            *region = (struct region){slots->regions, map(&slots->arena, PAGES_LARGE)};
            slots->regions = region;
            slots->next = region->pages;
            slots->left = PAGES_LARGE;
        }
        piece = slots->next;
        slots->next += size;
        slots->left -= size;
    }
    pthread_mutex_unlock(&slots->lock);
    return piece;
}

static bool is_mapped(size_t capacity)
{
    return capacity * sizeof(struct entry) >= PAGES_LARGE / 2;
}

static struct entry *new_entries(struct part *part, size_t capacity)
{
    return is_mapped(capacity) ? map(&part->arena, capacity * sizeof(struct entry))
                               : arena_array(&part->arena, capacity, sizeof(struct entry));
}

static void free_entries(struct part *part, struct entry *entries, size_t capacity)
{
    if (is_mapped(capacity))
        pages_unmap(entries, capacity * sizeof *entries);
    else
        arena_resize(&part->arena, entries, capacity * sizeof *entries, 0);
}

static void close_slots(void *resource)
{
    struct slots *slots = resource;
    for (size_t i = 0; i < SLOTS_PARTS; i++) {
        struct part *part = &slots->parts[i];
        pthread_mutex_destroy(&part->lock);
        free_entries(part, part->entries, part->capacity);
        arena_free(&part->arena);
    }
    for (const struct region *region = slots->regions; region; region = region->previous)
        pages_unmap(region->pages, PAGES_LARGE);
    pthread_mutex_destroy(&slots->lock);
    arena_free(&slots->arena);
}

struct slots *slots_open(struct arena *arena, size_t size)
{
    char *room = arena_alloc(arena, sizeof(struct slots) + 64);
    struct slots *slots = (void *)(room + (64 - (uintptr_t)room % 64) % 64);
    slots->size = LINE - size % LINE < LINE / 4 ? (size + LINE - 1) / LINE * LINE : size;
    slots->arena.exhausted = arena->exhausted;
    pthread_mutex_init(&slots->lock, NULL);
    for (size_t i = 0; i < SLOTS_PARTS; i++) {
        struct part *part = &slots->parts[i];
        pthread_mutex_init(&part->lock, NULL);
        part->arena.exhausted = arena->exhausted;
        part->capacity = 64;
        part->entries = new_entries(part, part->capacity);
    }
    arena_attach(arena, close_slots, slots);
    return slots;
}

size_t slots_part(uint64_t hash)
{
    return hash >> PART_SHIFT;
}

void slots_lock(struct slots *slots, size_t part)
{
    pthread_mutex_lock(&slots->parts[part].lock);
}

void slots_unlock(struct slots *slots, size_t part)
{
    pthread_mutex_unlock(&slots->parts[part].lock);
}

static struct part *part_of(struct slots *slots, uint64_t hash)
{
    return &slots->parts[hash >> PART_SHIFT];
}

static struct slot *slot_at(const struct slots *slots, const struct part *part, size_t number)
{
    return (void *)(part->chunks[number / CHUNK] + number % CHUNK * slots->size);
}

static uint32_t done_place(uint64_t check)
{
    return DONE | (uint32_t)(check >> 33);
}

/* The entry of the id in the index: its own or the first empty one. */
static struct entry *entry_of(const struct slots *slots, const struct part *part, struct slot_key key)
{
    for (size_t at = key.hash & (part->capacity - 1);; at = (at + 1) & (part->capacity - 1)) {
        struct entry *entry = &part->entries[at];
        if (entry->place == EMPTY)
            return entry;
        if (entry->low != (uint32_t)key.hash)
            continue;
        if (entry->place & DONE ? entry->place == done_place(key.check)
                                : slot_at(slots, part, entry->place - FIRST)->check == key.check)
            return entry;
    }
}

/* ---- looks ahead ---- */

void slots_expect(struct slots *slots, uint64_t hash)
{
    const struct part *part = part_of(slots, hash);
    size_t at = hash & (__atomic_load_n(&part->capacity, __ATOMIC_RELAXED) - 1);
    __builtin_prefetch(__atomic_load_n(&part->entries, __ATOMIC_RELAXED) + at);
}

struct slot *slots_expect_slot(struct slots *slots, struct slot_key key)
{
    struct part *part = part_of(slots, key.hash);
    struct slot *slot = NULL;
    size_t at = key.hash & (part->capacity - 1);
    while (part->entries[at].place != EMPTY && part->entries[at].low != (uint32_t)key.hash)
        at = (at + 1) & (part->capacity - 1);
    if (part->entries[at].place != EMPTY && !(part->entries[at].place & DONE))
        slot = slot_at(slots, part, part->entries[at].place - FIRST);
    for (size_t i = 0; slot && i < slots->size && i < 256; i += LINE)
        __builtin_prefetch((const char *)slot + i, 1);
    return slot;
}

/* ---- finding ---- */

static void grow(struct part *part)
{
    size_t capacity = part->capacity * 2, old = part->capacity;
    struct entry *entries = new_entries(part, capacity), *before = part->entries;
    for (size_t i = 0; i < old; i++) {
        if (before[i].place == EMPTY)
            continue;
        size_t at = before[i].low & (capacity - 1);
        while (entries[at].place != EMPTY)
            at = (at + 1) & (capacity - 1);
        entries[at] = before[i];
    }
    __atomic_store_n(&part->entries, entries, __ATOMIC_RELAXED);
    __atomic_store_n(&part->capacity, capacity, __ATOMIC_RELAXED);
    free_entries(part, before, old);
}

static size_t room_for_id(size_t size)
{
    return (size + ID_STEP - 1) / ID_STEP * ID_STEP;
}

static char *new_id(struct slots *slots, struct part *part, size_t room)
{
    enum { IDS = 16 * 1024 };
    if (room > part->ids_left) {
        part->ids_left = room > IDS ? room : IDS;
        part->ids = take(slots, part->ids_left);
    }
    part->ids_left -= room;
    part->ids += room;
    return part->ids - room;
}

static struct slot *new_slot(struct slots *slots, struct part *part, uint64_t check, struct text id)
{
    size_t number = part->free_count ? part->free[--part->free_count] : part->slots++;
    if (number / CHUNK == part->chunks_count) {
        part->chunks = arena_reserve(&part->arena, part->chunks, &part->chunks_capacity, part->chunks_count + 1,
                                     sizeof *part->chunks);
        part->chunks[part->chunks_count++] = take(slots, CHUNK * slots->size);
    }
    struct slot *slot = slot_at(slots, part, number);
    char *room = slot->id;
    if (!room || room_for_id(slot->id_size) < id.size)
        room = new_id(slots, part, room_for_id(id.size));
    memset(slot, 0, slots->size);
    memcpy(room, id.data, id.size);
    slot->id = room;
    slot->check = check;
    slot->id_size = (uint32_t)id.size & 0xffffff;
    slot->number = (uint32_t)number;
    return slot;
}

/* A slot holds the check of its id as long as it can be found. */
struct slot *slots_find(struct slots *slots, struct slot_key key, struct text id, struct slot *expected)
{
    struct part *part = part_of(slots, key.hash);
    if (expected && expected->check == key.check)
        return expected;
    struct entry *entry = entry_of(slots, part, key);
    if (entry->place & DONE)
        return NULL;
    if (entry->place != EMPTY)
        return slot_at(slots, part, entry->place - FIRST);
    if (4 * (part->used + 1) > 3 * part->capacity) {
        grow(part);
        entry = entry_of(slots, part, key);
    }
    struct slot *slot = new_slot(slots, part, key.check, id);
    *entry = (struct entry){(uint32_t)key.hash, slot->number + FIRST};
    part->used++;
    return slot;
}

void slots_finish(struct slots *slots, uint64_t hash, struct slot *slot)
{
    struct part *part = part_of(slots, hash);
    entry_of(slots, part, (struct slot_key){hash, slot->check})->place = done_place(slot->check);
    slot->check = 0;
}

void slots_release(struct slots *slots, size_t number, struct slot *slot)
{
    struct part *part = &slots->parts[number];
    part->free =
        arena_reserve(&part->arena, part->free, &part->free_capacity, part->free_count + 1, sizeof *part->free);
    part->free[part->free_count++] = slot->number;
}

struct arena *slots_arena(struct slots *slots, size_t part)
{
    return &slots->parts[part].arena;
}

struct slot *slots_next(struct slots *slots, size_t number, size_t *at)
{
    const struct part *part = &slots->parts[number];
    for (; *at < part->capacity; ++*at) {
        uint32_t place = part->entries[*at].place;
        if (place != EMPTY && !(place & DONE)) {
            ++*at;
            return slot_at(slots, part, place - FIRST);
        }
    }
    return NULL;
}
