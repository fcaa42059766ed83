/*
 * quotes.h - whether a piece of a file begins inside quotes, which the pieces before it tell.
 *
 * Workers count the quotes of their pieces side by side; who must know waits, asleep, until all pieces before his own
 * are counted. Pieces are numbered over all files. The lock is the caller's.
 */
#ifndef DENGINE_QUOTES_H
#define DENGINE_QUOTES_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "dengine/arena.h"

struct quotes {
    struct arena *arena;
    pthread_cond_t moved; /* more pieces are known */
    uint64_t claimed;     /* pieces that workers have taken */
    uint64_t known;       /* those below it know where they begin */
    bool inside;          /* does piece `known` begin inside quotes? */
    unsigned char *tally; /* what is known of each piece */
    size_t capacity;
};

void quotes_open(struct quotes *quotes, struct arena *arena);
void quotes_close(struct quotes *quotes);

/* With the lock held: the pieces from `number` on are those of another file. */
void quotes_restart(struct quotes *quotes, uint64_t number);

/* With the lock held: the pieces below `number` are claimed; each must be told, also when the run is ending, or those
 * behind it would wait for ever. */
void quotes_claim(struct quotes *quotes, uint64_t number);

/* Tells the quotes of a piece and learns whether it begins inside quotes. */
bool quotes_tell(struct quotes *quotes, pthread_mutex_t *lock, uint64_t number, bool odd);

/* With the lock held: whether all claimed pieces are known; quotes_wait waits until more are. */
static inline bool quotes_settled(const struct quotes *quotes)
{
    return quotes->known >= quotes->claimed;
}
void quotes_wait(struct quotes *quotes, pthread_mutex_t *lock);

#endif
