#include "read/ahead.h"

#include <pthread.h>
#include <string.h>

enum { PIECES = 4, PIECE = 256 * 1024 };

struct piece {
    size_t size;
    char data[PIECE];
};

struct ahead {
    ahead_function *make;
    void *state;
    pthread_t thread;
    size_t at; /* in the piece that is taken from */

    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t made, taken; /* pieces so far; number n stands at n % PIECES */
    bool ended, stopped;
    struct error error;
    struct piece pieces[PIECES];
};

/* Waits for a piece that is free, or NULL: it is over. */
static struct piece *free_piece(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->made - ahead->taken == PIECES && !ahead->stopped)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    struct piece *piece = ahead->stopped ? NULL : &ahead->pieces[ahead->made % PIECES];
    pthread_mutex_unlock(&ahead->lock);
    return piece;
}

static void hand_on(struct ahead *ahead, bool filled, bool ended)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->made += filled;
    ahead->ended = ended;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
}

static void *make_pieces(void *state)
{
    struct ahead *ahead = state;
    bool ended = false;
    for (struct piece *piece; !ended && (piece = free_piece(ahead)); hand_on(ahead, piece->size > 0, ended)) {
        piece->size = 0;
        while (!ended && piece->size < PIECE) {
            size_t got = 0;
            ended = !ahead->make(ahead->state, piece->data + piece->size, PIECE - piece->size, &got, &ahead->error) ||
                    got == 0;
            piece->size += got;
        }
    }
    return NULL;
}

static void stop(void *resource)
{
    struct ahead *ahead = resource;
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    pthread_mutex_destroy(&ahead->lock);
    pthread_cond_destroy(&ahead->changed);
}

struct ahead *ahead_open(struct arena *arena, ahead_function *make, void *state)
{
    struct ahead *ahead = arena_alloc(arena, sizeof *ahead);
    ahead->make = make;
    ahead->state = state;
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    if (pthread_create(&ahead->thread, NULL, make_pieces, ahead) != 0)
        return NULL;
    arena_attach(arena, stop, ahead);
    return ahead;
}

/* Waits for the piece to take from, or NULL: no more come. */
static const struct piece *made_piece(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    while (ahead->made == ahead->taken && !ahead->ended)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    const struct piece *piece = ahead->made == ahead->taken ? NULL : &ahead->pieces[ahead->taken % PIECES];
    pthread_mutex_unlock(&ahead->lock);
    return piece;
}

bool ahead_take(struct ahead *ahead, char *data, size_t size, size_t *got, struct error *error)
{
    const struct piece *piece = made_piece(ahead);
    *got = 0;
    if (!piece) {
        bool failed = ahead->error.status != STATUS_OK;
        if (failed)
            *error = ahead->error;
        return !failed;
    }
    *got = piece->size - ahead->at < size ? piece->size - ahead->at : size;
    memcpy(data, piece->data + ahead->at, *got);
    ahead->at += *got;
    if (ahead->at < piece->size)
        return true;
    ahead->at = 0;
    pthread_mutex_lock(&ahead->lock);
    ahead->taken++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    return true;
}
