#include "join/beside_step.h"

#include <stdlib.h>
#include <string.h>

#include "input/scan.h"

/* Keys of a block, as far as they have been seen. */
struct run_of_keys {
    uint64_t block;
    struct text first;
    struct buffer last;
};

struct rising {
    size_t key;
    unsigned orders; /* left */
    struct rising_worker {
        struct arena arena;
        struct run_of_keys *runs;
        size_t count, capacity;
    } * workers;
};

bool beside_may_step(const struct beside_file *file)
{
    const struct table *own = &file->own;
    return !file->only && !file->timed && file->parts_count == 1 && !own->shape && !own->headless &&
           !table_has_blanks(own) && source_kind(own->source) == SOURCE_TEXT && source_is_kept(own->source) &&
           strcmp(file->name, "standard input") != 0; /* two readers would move each other */
}

static struct run_of_keys *add_run(struct rising_worker *worker, uint64_t block, struct text first)
{
    worker->runs =
        arena_reserve(&worker->arena, worker->runs, &worker->capacity, worker->count + 1, sizeof *worker->runs);
    struct run_of_keys *run = &worker->runs[worker->count++];
    *run = (struct run_of_keys){block, text_copy(&worker->arena, first), {.arena = &worker->arena}};
    return run;
}

static bool step(void *state, struct scan_worker *scan_worker, struct samples *samples, struct error *error)
{
    struct rising *rising = state;
    struct rising_worker *worker = &rising->workers[scan_worker_number(scan_worker)];
    unsigned orders = __atomic_load_n(&rising->orders, __ATOMIC_RELAXED);
    if (!samples->count)
        return true;
    struct run_of_keys *run = worker->count ? &worker->runs[worker->count - 1] : NULL;
    size_t next = !run; /* a block of the same worker is a later one: a shard that goes back is seen where it begins */
    struct text last = run ? buffer_text(&run->last) : samples_cell(samples, 0, rising->key);
    if (!run || run->block != samples->block)
        run = add_run(worker, samples->block, samples_cell(samples, 0, rising->key));
    for (size_t i = next; orders && i < samples->count; i++) {
        struct text key = samples_cell(samples, i, rising->key);
        orders = beside_rises(orders, last, key, false);
        last = key;
    }
    run->last.size = 0;
    buffer_add(&run->last, last);
    orders &= __atomic_and_fetch(&rising->orders, orders, __ATOMIC_RELAXED);
    return orders || error_set(error, STATUS_DATA, "the keys do not rise");
}

static int by_block(const void *a, const void *b)
{
    uint64_t x = ((const struct run_of_keys *)a)->block, y = ((const struct run_of_keys *)b)->block;
    return (x > y) - (x < y);
}

/* Whether the blocks follow one another, too. */
static unsigned join_runs(const struct rising *rising, unsigned count, struct arena *arena)
{
    size_t all = 0;
    unsigned orders = rising->orders;
    for (unsigned i = 0; i < count; i++)
        all += rising->workers[i].count;
    struct run_of_keys *runs = arena_array(arena, all + 1, sizeof *runs);
    all = 0;
    for (unsigned i = 0; i < count; i++)
        for (size_t r = 0; r < rising->workers[i].count; r++)
            runs[all++] = rising->workers[i].runs[r];
    qsort(runs, all, sizeof *runs, by_block);
    for (size_t i = 1; i < all; i++)
        orders = beside_rises(orders, buffer_text(&runs[i - 1].last), runs[i].first, false);
    return orders;
}

unsigned beside_orders(struct beside_file *file, unsigned threads, unsigned orders, struct arena *arena)
{
    struct rising rising = {.key = file->sampler->id, .orders = orders};
    struct filter everything = {0};
    struct error error = {0};
    unsigned count = scan_threads(file->own.source, threads);
    rising.workers = arena_array(arena, count, sizeof *rising.workers);
    for (unsigned i = 0; i < count; i++)
        rising.workers[i].arena.exhausted = arena->exhausted;
    struct scan scan = {.sampler = file->sampler,
                        .filter = &everything,
                        .threads = count,
                        .grid = true,
                        .arena = arena,
                        .step = step,
                        .state = &rising};
    orders = scan_run(&scan, &error) ? join_runs(&rising, count, arena) : 0;
    for (unsigned i = 0; i < count; i++)
        arena_free(&rising.workers[i].arena);
    return orders;
}
