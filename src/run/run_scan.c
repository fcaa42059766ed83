#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/run.h"

static bool open_rejects(struct run *run, struct output *rejects, struct error *error)
{
    if (!output_open(rejects, run->arena, run->options->rejects, error))
        return false;
    char delimiter = run->table.layout.delimiter;
    fprintf(rejects->file, "%.*s%creject_reason\n", (int)run->table.head.size, run->table.head.data, delimiter);
    return true;
}

static bool prepare_scan(struct run *run, struct scan *scan, bool final, struct error *error)
{
    *scan = (struct scan){.sampler = &run->sampler,
                          .filter = &run->filter,
                          .threads = run->threads,
                          .grid = final && run->command->rowwise, /* their steps take rows of a grid */
                          .digests = final && run->options->shard,
                          .bad_row = (enum bad_row)run->options->on_bad_row,
                          .arena = run->arena};
    if (!run_beside_load(run, error))
        return false;
    if (!final || !run->options->rejects)
        return true;
    run->rejects = arena_alloc(run->arena, sizeof *run->rejects);
    if (!open_rejects(run, run->rejects, error))
        return false;
    scan->rejects = run->rejects->file;
    return true;
}

void run_note_end(const struct run *run, const struct scan *scan)
{
    if (scan->open_ended)
        run_note(run, "%s ends without a newline: is its last row whole?", scan->open_ended);
}

static bool finish_scan(struct run *run, const struct scan *scan, struct error *error)
{
    run->counts = scan->counts;
    memcpy(run->shown, scan->shown, sizeof run->shown);
    run_note_end(run, scan);
    return run->rejects ? output_finish(run->rejects, error) : true;
}

void run_progress(const struct run *run, struct progress *progress, uint64_t size)
{
    const struct options *options = run->options;
    bool terminal = options->progress == PROGRESS_AUTO && isatty(STDERR_FILENO);
    progress_start(progress, !options->quiet && (terminal || options->progress == PROGRESS_ALWAYS), size);
}

static bool scan_with_progress(const struct run *run, struct scan *scan, struct error *error)
{
    struct progress progress;
    run_progress(run, &progress, source_size(run->source));
    scan->progress = progress_update;
    scan->progress_state = &progress;
    bool done = scan_run(scan, error);
    scan->progress_state = NULL;
    progress_end(&progress);
    return done;
}

bool run_scan(struct run *run, bool final,
              bool (*step)(void *state, struct scan_worker *worker, struct samples *samples, struct error *error),
              void *state, struct error *error)
{
    struct scan scan;
    if (!prepare_scan(run, &scan, final, error))
        return false;
    scan.step = step;
    scan.state = state;
    return scan_with_progress(run, &scan, error) && (!final || finish_scan(run, &scan, error));
}

void run_share(struct run *const *runs, size_t count)
{
    size_t columns = runs[0]->table.header.count;
    for (size_t i = 1; i < count; i++)
        runs[i]->table.beside = runs[0]->table.beside;
    for (size_t column = 0; column < columns; column++) {
        bool wanted = false;
        for (size_t i = 0; i < count; i++)
            wanted = wanted || runs[i]->table.wanted[column];
        for (size_t i = 0; i < count; i++)
            runs[i]->table.wanted[column] = wanted;
    }
}

bool run_scan_together(struct run *const *runs, size_t count, size_t *failed, struct error *error)
{
    struct scan *scans = arena_array(runs[0]->arena, count, sizeof *scans);
    for (*failed = 0; *failed < count; ++*failed) {
        struct run *run = runs[*failed];
        if (!prepare_scan(run, &scans[*failed], true, error))
            return false;
        scans[*failed].step = run->command->rowwise->step;
        scans[*failed].state = run;
        scans[*failed].beside = *failed + 1 < count ? &scans[*failed + 1] : NULL;
    }
    if (!scan_with_progress(runs[0], scans, error)) {
        for (*failed = 0; *failed + 1 < count && !scans[*failed].failed;)
            ++*failed;
        return false;
    }
    for (*failed = 0; *failed < count; ++*failed)
        if (!finish_scan(runs[*failed], &scans[*failed], error))
            return false;
    return true;
}

bool run_rowwise(const struct command *command, const struct options *options, struct arena *arena, struct error *error)
{
    const struct rowwise *parts = command->rowwise;
    struct run *run = arena_alloc(arena, parts->size);
    *run = (struct run){.command = command, .options = options, .arena = arena};
    if (!parts->open(run, error))
        return false;
    run_ready(run);
    return parts->start(run, error) && run_scan(run, true, parts->step, run, error) && parts->finish(run, error);
}

bool run_again(struct run *run, struct error *error)
{
    if (!source_again(&run->source, run->arena, error))
        return false;
    run->table.source = run->source;
    return true;
}

bool run_is_kept(const struct run *run)
{
    for (size_t i = 0; i < run->files_count; i++) {
        struct stat status;
        bool standard = strcmp(run->files[i], "-") == 0;
        if ((standard ? fstat(STDIN_FILENO, &status) : stat(run->files[i], &status)) != 0 || !S_ISREG(status.st_mode))
            return false;
    }
    return true;
}

/* ---- numbers of ids ---- */

static struct tally **open_tallies(const struct run *run, bool by_hash)
{
    struct tally **tallies = arena_array(run->arena, run->threads, sizeof *tallies);
    for (unsigned i = 0; i < run->threads; i++)
        tallies[i] = tally_open(run_worker_arena(run, i), by_hash);
    return tallies;
}

struct tally **run_tallies(const struct run *run)
{
    return open_tallies(run, !run_is_kept(run));
}

bool run_tally_again(struct run *run, struct tally ***tallies,
                     bool (*step)(void *state, struct scan_worker *worker, struct samples *samples,
                                  struct error *error),
                     struct error *error)
{
    *tallies = open_tallies(run, true);
    return run_again(run, error) && run_scan(run, false, step, run, error);
}
