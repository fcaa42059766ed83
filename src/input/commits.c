#include "input/commits.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv_cell.h"

static void free_commits(void *commits)
{
    arena_free(&((struct commits *)commits)->arena);
}

struct commits *commits_open(struct scan *scan)
{
    struct commits *commits = arena_alloc(scan->arena, sizeof *commits);
    commits->scan = scan;
    commits->arena.exhausted = scan->arena->exhausted;
    commits->place.arena = &commits->arena;
    arena_attach(scan->arena, free_commits, commits);
    pthread_mutex_init(&commits->lock, NULL);
    pthread_cond_init(&commits->moved, NULL);
    return commits;
}

void commits_close(struct commits *commits)
{
    pthread_cond_destroy(&commits->moved);
    pthread_mutex_destroy(&commits->lock);
    for (size_t i = 0; i < AHEAD; i++)
        finding_free(&commits->ring[i]);
}

static void write_reject(const struct reject *reject, const char *place)
{
    const struct scan *scan = reject->scan;
    if (!scan->rejects)
        return;
    if (scan->rejects_quoted) {
        csv_cell_write_quoted(scan->rejects, text_of(place));
        fputc(',', scan->rejects);
        csv_cell_write_quoted(scan->rejects, (struct text){reject->record, reject->size});
    } else {
        fwrite(reject->record, 1, reject->size, scan->rejects);
        fputc(scan->sampler->table->layout.delimiter, scan->rejects);
        csv_cell_write_quoted(scan->rejects, text_of(place));
    }
    fputc('\n', scan->rejects);
}

void finding_free(struct finding *finding)
{
    for (struct reject *reject = finding->rejects, *next; reject; reject = next) {
        next = reject->next;
        free(reject->why);
        free(reject->record);
        free(reject);
    }
    finding->rejects = NULL;
}

/* The number of the line that the header is on; where it was made it is none of the file's. */
static unsigned long long first_line(const struct scan *scan)
{
    return source_kind(scan->sampler->table->source) == SOURCE_TEXT;
}

static void commit_rejects(struct commits *commits, struct finding *finding)
{
    for (const struct reject *reject = finding->rejects; reject; reject = reject->next) {
        struct scan *scan = reject->scan;
        size_t shown = 0;
        struct buffer *place = &commits->place;
        place->size = 0;
        buffer_format(place, "%s:%llu:%zu: %s", source_name(scan->sampler->table->source, finding->file),
                      first_line(scan) + commits->lines + reject->line, reject->position, reject->why);
        if (scan->found)
            scan->found(scan->found_state, buffer_string(place), reject->why, !reject->remark);
        if (reject->remark)
            continue;
        write_reject(reject, buffer_string(place));
        while (shown < SCAN_SHOWN && scan->shown[shown])
            shown++;
        if (shown < SCAN_SHOWN)
            scan->shown[shown] = text_copy(&commits->arena, buffer_text(place)).data;
    }
    finding_free(finding);
}

static void index_block(struct scan_index *index, struct arena *arena, uint64_t block, const struct finding *finding)
{
    index->starts = arena_reserve(arena, index->starts, &index->capacity, block + 1, sizeof *index->starts);
    index->files = arena_reserve(arena, index->files, &index->files_capacity, finding->file + 1, sizeof *index->files);
    while (index->files_count <= finding->file)
        index->files[index->files_count++] = 0;
    index->starts[block] = index->rows;
    index->count = block + 1;
    index->files[finding->file] += finding->rows;
    index->rows += finding->rows;
}

static void tell_open_ended(struct scan *scan, size_t file)
{
    for (; scan; scan = scan->beside)
        if (!scan->open_ended)
            scan->open_ended = source_name(scan->sampler->table->source, file);
}

static void commit_next(struct commits *commits)
{
    struct finding *finding = &commits->ring[commits->next % AHEAD];
    if (commits->scan->index)
        index_block(commits->scan->index, commits->scan->arena, commits->next, finding);
    if (finding->file != commits->file) {
        commits->file = finding->file;
        commits->lines = 0;
    }
    commit_rejects(commits, finding);
    if (finding->open_ended)
        tell_open_ended(commits->scan, finding->file);
    commits->lines += finding->lines;
    commits->bytes += finding->bytes;
    commits->rows += finding->rows;
    finding->done = false;
    commits->next++;
}

void commits_add(struct commits *commits, uint64_t block, const struct finding *finding)
{
    pthread_mutex_lock(&commits->lock);
    while (block >= commits->next + AHEAD)
        pthread_cond_wait(&commits->moved, &commits->lock);
    commits->ring[block % AHEAD] = *finding;
    commits->ring[block % AHEAD].done = true;
    uint64_t before = commits->next;
    while (commits->ring[commits->next % AHEAD].done)
        commit_next(commits);
    if (commits->next != before)
        pthread_cond_broadcast(&commits->moved);
    if (commits->scan->progress)
        commits->scan->progress(commits->scan->progress_state, commits->bytes, commits->rows);
    pthread_mutex_unlock(&commits->lock);
}

void commits_fail(struct commits *commits, struct scan *scan, const struct block *block, uint64_t line, size_t position,
                  const struct error *error)
{
    pthread_mutex_lock(&commits->lock);
    if (!commits->failed || block->number < commits->failed_block) {
        commits->failed = true;
        commits->failed_block = block->number;
        commits->failed_line = line;
        commits->failed_position = position;
        commits->failed_file = block->file;
        commits->failed_scan = scan;
        commits->error = *error;
    }
    pthread_mutex_unlock(&commits->lock);
}

bool commits_report(const struct commits *commits, struct error *error)
{
    if (!commits->failed)
        return true;
    const struct source *source = commits->scan->sampler->table->source;
    *error = commits->error;
    commits->failed_scan->failed = true;
    if (commits->failed_line == NO_LINE)
        return false;
    uint64_t lines = commits->file == commits->failed_file ? commits->lines : 0;
    char place[4096];
    snprintf(place, sizeof place, "%s:%llu:%zu", source_name(source, commits->failed_file),
             first_line(commits->scan) + lines + commits->failed_line, commits->failed_position);
    commits->failed_scan->place = text_copy(commits->scan->arena, text_of(place)).data;
    return error_prefix(error, place);
}
