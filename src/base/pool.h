/*
 * pool.h - the same work on several threads.
 */
#ifndef DENGINE_POOL_H
#define DENGINE_POOL_H

/* How many processors this process may use. */
unsigned pool_processors(void);

/* Calls work(state, w) for w = 0 .. threads - 1 side by side and returns when all have: worker 0 is
 * the calling thread, so that one thread starts none. If a thread cannot be started, those that run
 * do all the work: `work` takes its portion from a common queue. */
void pool_run(unsigned threads, void (*work)(void *state, unsigned worker), void *state);

#endif
