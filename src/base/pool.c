#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

enum { MOST_THREADS = 256 };

unsigned pool_processors(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        return (unsigned)CPU_COUNT(&allowed);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}

struct job {
    void (*work)(void *state, unsigned worker);
    void *state;
    unsigned worker;
};

static void *start(void *argument)
{
    const struct job *job = argument;
    job->work(job->state, job->worker);
    return NULL;
}

void pool_run(unsigned threads, void (*work)(void *state, unsigned worker), void *state)
{
    pthread_t handles[MOST_THREADS];
    struct job jobs[MOST_THREADS];
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    unsigned started = 1;
    for (; started < threads; started++) {
        jobs[started] = (struct job){work, state, started};
        if (pthread_create(&handles[started], NULL, start, &jobs[started]) != 0)
            break;
    }
    work(state, 0);
    for (unsigned worker = 1; worker < started; worker++)
        pthread_join(handles[worker], NULL);
}
