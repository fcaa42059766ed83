/*
 * pending.h - a hash table from id to one slot a sample, filled by several workers at once.
 *
 *   16 parts by the first bits of the hash, each with its own lock and memory
 *   index   32 bits of the hash and a slot number, in lines of eight, at most 3/4 full: 8 bytes an entry
 *   slots   of one size, in chunks that never move; a slot that is done is used again
 *   ids     of at most 16 bytes in the slot itself, longer ones elsewhere
 *
 * When a sample is complete its slot is given back and only its hash stays, as the mark of an id that
 * has been: tables in the same order need memory for the few samples between them, and 11 to 22
 * bytes for each id.
 */
#ifndef DENGINE_PENDING_H
#define DENGINE_PENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "dengine/arena.h"
#include "dengine/text.h"

/* The two halves of an id's fingerprint. A long id is known by 100 bits of them, and any by 67 when it is done: of
 * ten million ids two are taken for one with probability 3e-7. */
struct slot_key {
    uint64_t hash, check;
};

enum { SLOT_NEAR = 16 };

/* An id that is too long for a slot. */
struct far_id {
    size_t room; /* bytes of text */
    char text[];
};

struct slot {
    union {
        char near[SLOT_NEAR];
        struct {
            struct far_id *far;
            uint64_t check;
        };
    };
    uint32_t id_size : 24, done : 1, flags : 7; /* flags are the caller's */
    uint16_t seen, own_label;                   /* the caller's */
    uint16_t labels[];                          /* the caller's: as much as pending_size was told */
};

static inline struct text slot_id(const struct slot *slot)
{
    return (struct text){slot->id_size > SLOT_NEAR ? slot->far->text : slot->near, slot->id_size};
}

struct pending;

struct pending *pending_open(struct arena *arena);

/* Before the first slot: `size` is that of a slot with all the caller needs, `block` that of a block, both multiples
 * of 8. */
void pending_size(struct pending *pending, size_t size, size_t block);

/* About how many ids there will be, by now, so that the index need not grow step by step: at any time, without a
 * lock. */
void pending_guess(struct pending *pending, size_t ids);

/* The parts, each with a lock of its own: what follows is called with the lock held, and a worker takes
 * it for many rows at once. */
enum { PENDING_PARTS = 16 };
size_t pending_part(uint64_t hash);
void pending_lock(struct pending *pending, size_t part);
void pending_unlock(struct pending *pending, size_t part);

/* Two looks ahead, so that memory is there when it is needed: first, without the lock, at the index; later
 * at the slot. The second returns where the slot will most likely be, for pending_find, or NULL. */
void pending_expect(struct pending *pending, uint64_t hash);
struct slot *pending_expect_slot(struct pending *pending, struct slot_key key);

/* The id's slot, new (zeros) if it was not there. NULL: it was there and is done. */
struct slot *pending_find(struct pending *pending, struct slot_key key, struct text id, struct slot *expected);

/* Nobody will find this slot any more: it is the caller's alone, without the lock, until it is released under the
 * number that is returned. */
uint32_t pending_finish(struct pending *pending, struct slot_key key, struct slot *slot);
void pending_release(struct pending *pending, size_t part, uint32_t number);

/* A block of memory (zeros) beside the slots of a part, until it is released. */
void *pending_block(struct pending *pending, size_t part);
void pending_release_block(struct pending *pending, size_t part, void *block);

/* Memory of a part that lives as long as the table. */
struct arena *pending_arena(struct pending *pending, size_t part);

/* After the run: the next slot of a part that is not done, NULL at the end; *at begins with 0. */
struct slot *pending_next(struct pending *pending, size_t part, size_t *at);

#endif
