#include "input/tally_hashes.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/scratch.h"

static void close_file(void *resource)
{
    struct hashes *hashes = resource;
    if (hashes->file >= 0)
        close(hashes->file);
}

struct hashes *hashes_open(struct arena *arena)
{
    struct hashes *hashes = arena_alloc(arena, sizeof *hashes);
    hashes->arena = arena;
    hashes->fresh = arena_array(arena, HASHES_BLOCK, sizeof *hashes->fresh);
    hashes->groups = arena_array(arena, HASHES_BLOCK, sizeof *hashes->groups);
    hashes->file = -1;
    arena_attach(arena, close_file, hashes);
    return hashes;
}

/* ---- to the file ---- */

static bool write_words(struct hashes *hashes, const uint64_t *words, size_t count, struct error *error)
{
    size_t size = count * sizeof *words;
    if ((hashes->file < 0 && (hashes->file = scratch_open()) < 0) || !scratch_write(hashes->file, words, size))
        return error_set(error, STATUS_IO,
                         "cannot keep the hashes of the ids in a temporary file: %s (TMPDIR names another folder)",
                         strerror(errno));
    hashes->written += (off_t)size;
    return true;
}

/* Words are gathered where fresh rows come later: a call takes the system more than the words take to copy. */
static bool gather(struct hashes *hashes, const uint64_t *words, size_t count, struct error *error)
{
    if (hashes->count + count > HASHES_BLOCK) {
        if (!write_words(hashes, hashes->fresh, hashes->count, error))
            return false;
        hashes->count = 0;
    }
    if (count > HASHES_BLOCK)
        return write_words(hashes, words, count, error);
    memcpy(hashes->fresh + hashes->count, words, count * sizeof *words);
    hashes->count += count;
    return true;
}

/* What is held of a part; *end is where it ends in the piece. */
static bool write_part(struct hashes *hashes, size_t part, uint32_t *end, struct error *error)
{
    for (size_t i = 0; i < hashes->held_count; i++) {
        const struct hashes_piece *held = &hashes->held[i];
        size_t count = hashes_size(held, part);
        if (!gather(hashes, held->words + hashes_begin(held, part), count, error))
            return false;
        *end += (uint32_t)count;
    }
    return true;
}

/* Moves what is held to the file, where it is one piece. Nothing is fresh, or held afterwards. */
static bool spill(struct hashes *hashes, struct error *error)
{
    hashes->filed = arena_reserve(hashes->arena, hashes->filed, &hashes->filed_capacity, hashes->filed_count + 1,
                                  sizeof *hashes->filed);
    struct hashes_piece *piece = &hashes->filed[hashes->filed_count++];
    bool written = true;
    uint32_t end = 0;
    *piece = (struct hashes_piece){.at = hashes->written};
    for (size_t part = 0; written && part < HASHES_PARTS; part++) {
        written = write_part(hashes, part, &end, error);
        piece->ends[part] = end;
    }
    written = written && write_words(hashes, hashes->fresh, hashes->count, error);
    hashes->count = hashes->held_count = hashes->held_words = 0;
    return written;
}

/* ---- in parts ---- */

static size_t part_of(uint64_t hash)
{
    return hash >> 56;
}

/* Sets the ends of the parts; returns the number of words. */
static size_t measure(const struct hashes *hashes, uint32_t *ends)
{
    size_t words = 0;
    memset(ends, 0, HASHES_PARTS * sizeof *ends);
    for (size_t i = 0; i < hashes->count; i++)
        ends[part_of(hashes->fresh[i])] += hashes->groups[i] >= HASHES_WIDE ? 2 : 1;
    for (size_t part = 0; part < HASHES_PARTS; part++)
        ends[part] = (uint32_t)(words += ends[part]);
    return words;
}

static void sort_by_part(const struct hashes *hashes, struct hashes_piece *piece)
{
    uint32_t next[HASHES_PARTS];
    for (size_t part = 0; part < HASHES_PARTS; part++)
        next[part] = (uint32_t)hashes_begin(piece, part);
    for (size_t i = 0; i < hashes->count; i++) {
        uint64_t hash = hashes->fresh[i];
        uint32_t group = hashes->groups[i], *at = &next[part_of(hash)];
        bool wide = group >= HASHES_WIDE;
        piece->words[(*at)++] = hash << 8 | (wide ? HASHES_WIDE : group);
        if (wide)
            piece->words[(*at)++] = group;
    }
}

static void make_room(struct arena *arena, struct hashes_piece *piece, size_t words)
{
    enum { WORD = sizeof *piece->words };
    size_t room = words <= HASHES_BLOCK ? HASHES_BLOCK : 2 * HASHES_BLOCK;
    if (words <= piece->capacity)
        return;
    piece->words = arena_resize(arena, piece->words, piece->capacity * WORD, room * WORD);
    piece->capacity = room;
}

bool hashes_settle(struct hashes *hashes, struct error *error)
{
    uint32_t ends[HASHES_PARTS];
    size_t words = measure(hashes, ends);
    struct hashes_piece *piece = &hashes->held[hashes->held_count++];
    make_room(hashes->arena, piece, words);
    memcpy(piece->ends, ends, sizeof ends);
    sort_by_part(hashes, piece);
    hashes->count = 0;
    hashes->held_words += words;
    return hashes->held_words + HASHES_BLOCK <= HASHES_HELD || spill(hashes, error);
}
