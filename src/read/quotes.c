#include "read/quotes.h"

enum { COUNTED = 1, ODD = 2, BEGINS_INSIDE = 4 };

void quotes_open(struct quotes *quotes, struct arena *arena)
{
    *quotes = (struct quotes){.arena = arena};
    pthread_cond_init(&quotes->moved, NULL);
}

void quotes_close(struct quotes *quotes)
{
    pthread_cond_destroy(&quotes->moved);
}

void quotes_restart(struct quotes *quotes, uint64_t number)
{
    quotes->known = quotes->claimed = number;
    quotes->inside = false;
}

void quotes_claim(struct quotes *quotes, uint64_t number)
{
    quotes->tally = arena_reserve(quotes->arena, quotes->tally, &quotes->capacity, number, 1);
    quotes->claimed = number;
}

bool quotes_tell(struct quotes *quotes, pthread_mutex_t *lock, uint64_t number, bool odd)
{
    pthread_mutex_lock(lock);
    quotes->tally[number] |= odd ? COUNTED | ODD : COUNTED;
    bool moved = false;
    for (; quotes->known < quotes->claimed && quotes->tally[quotes->known] & COUNTED; quotes->known++) {
        quotes->tally[quotes->known] |= quotes->inside ? BEGINS_INSIDE : 0;
        quotes->inside ^= (quotes->tally[quotes->known] & ODD) != 0;
        moved = true;
    }
    if (moved)
        pthread_cond_broadcast(&quotes->moved);
    while (quotes->known <= number)
        pthread_cond_wait(&quotes->moved, lock);
    bool inside = quotes->tally[number] & BEGINS_INSIDE;
    pthread_mutex_unlock(lock);
    return inside;
}

void quotes_wait(struct quotes *quotes, pthread_mutex_t *lock)
{
    pthread_cond_wait(&quotes->moved, lock);
}
