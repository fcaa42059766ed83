#include "run/run.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/glob.h"
#include "dengine/hash.h"
#include "dengine/strata.h"
#include "join/beside_open.h"
#include "join/exclude.h"
#include "read/number.h"
#include "run/say.h"

/* A warning is a note, and in a plan also on standard error. */
static void add_note(const struct run *run, bool warning, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

static void add_note(const struct run *run, bool warning, const char *format, va_list arguments)
{
    struct sink *sink = run->options->sink;
    char note[4096];
    vsnprintf(note, sizeof note, format, arguments);
    if (sink)
        words_add(&sink->notes, run->arena, text_copy(run->arena, text_of(note)));
    else if (!run->options->quiet)
        say("dengine: %s\n", note);
    if (sink && warning)
        words_add(&sink->warnings, run->arena, text_copy(run->arena, text_of(note)));
}

void run_note(const struct run *run, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_note(run, false, format, arguments);
    va_end(arguments);
}

void run_warn(const struct run *run, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_note(run, true, format, arguments);
    va_end(arguments);
}

/* ---- --exclude ---- */

struct idset *run_excluded(struct run *run)
{
    const struct idset *shared = run->options->excluded;
    struct idset *set = &run->filter.excluded;
    if (shared && set->shards == shared->shards) {
        *set = (struct idset){.arena = run->arena};
        idset_merge(set, shared);
    }
    return set;
}

/* Reads the files of one --exclude. */
static bool exclude_some(struct run *run, struct idset *set, const char *argument, struct error *error)
{
    const struct options *options = run->options;
    struct words files = {0};
    if (!exclude_files(&files, run->arena, argument, error))
        return false;
    if (files.count == 0)
        run_warn(run, "--exclude '%s': no file matches", argument);
    for (size_t i = 0; i < files.count; i++)
        if (!exclude_read(set, files.items[i].data, options->id, (unsigned)options->threads, error))
            return false;
    return true;
}

bool run_exclude(struct run *run, struct error *error)
{
    const struct options *options = run->options;
    run->filter.excluded.arena = run->arena;
    if (options->excluded)
        run->filter.excluded = *options->excluded;
    struct idset *set = options->exclude.count ? run_excluded(run) : NULL;
    for (size_t i = 0; i < options->exclude.count; i++)
        if (!exclude_some(run, set, options->exclude.items[i].data, error))
            return error_prefix(error, "--exclude");
    return true;
}

/* ---- opening ---- */

static bool open_keep(struct run *run, struct error *error)
{
    const struct words *lists = &run->options->keep;
    struct words patterns = {0};
    for (size_t i = 0; i < lists->count; i++)
        words_split(&patterns, run->arena, lists->items[i], ',');
    const struct words *header = &run->table.header;
    run->keep = arena_array(run->arena, patterns.count + header->count, sizeof *run->keep);
    for (size_t i = 0; i < patterns.count; i++) {
        struct text pattern = patterns.items[i];
        bool found = false;
        for (size_t column = 0; glob_is_pattern(pattern) && column < header->count; column++) {
            struct text name = header->items[column];
            if (run->keep_count == header->count || !glob_matches(pattern, name))
                continue;
            if (!field_open(&run->keep[run->keep_count++], &run->sampler, name, "--keep", error))
                return false;
            found = true;
        }
        if (!found && !field_open(&run->keep[run->keep_count++], &run->sampler, pattern, NULL, error))
            return error_prefix(error, "--keep");
    }
    return true;
}

bool run_read_cap(const struct options *options, struct text *column, size_t *cap, struct error *error)
{
    const char *given = options->cap, *equals = given ? strrchr(given, '=') : NULL;
    double count = 0;
    *cap = 0;
    if (!given)
        return true;
    if (!equals || number_parse(text_of(equals + 1), &count) != NUMBER_OK || count < 1 || count > 1e9 ||
        count != (double)(size_t)count)
        return error_set(error, STATUS_USAGE, "--cap '%s': expected COL=N with N at least 1", given);
    *cap = (size_t)count;
    *column = (struct text){given, (size_t)(equals - given)};
    return true;
}

static bool open_cap(struct run *run, struct error *error)
{
    struct text name;
    if (!run_read_cap(run->options, &name, &run->cap, error))
        return false;
    return !run->cap || field_open(&run->cap_field, &run->sampler, name, NULL, error) || error_prefix(error, "--cap");
}

static struct text or_nothing(const char *string)
{
    return string ? text_of(string) : (struct text){0};
}

/* Whether a shard has not a byte, as the standard input of a task whose part of the table is empty. */
static bool is_nothing(const struct run *run, struct error *error)
{
    struct shard *shard = run->options->shard;
    struct block_room room = {.arena = run->arena};
    struct block block;
    if (!shard || run->files_count != 1 || source_head(run->source).size)
        return false;
    shard->nothing = !source_take(run->source, &room, &block, error) || block.text.size == 0;
    if (shard->nothing)
        error_set(error, STATUS_DATA, "%s: no header", source_name(run->source, 0));
    return shard->nothing;
}

static bool open_table(struct run *run, struct error *error)
{
    if (run->options->class) { /* read twice: first for its classes */
        struct options all = *run->options;
        all.files = run->files;
        all.files_count = run->files_count;
        if (!run_spool(&all, error))
            return false;
    }
    return source_open(&run->source, run->arena, run->files, run->files_count, run->options->block_size, error) &&
           !is_nothing(run, error) && run_table(run->options, &run->table, run->arena, run->source, error);
}

struct prediction_columns run_prediction_columns(const struct options *options)
{
    return (struct prediction_columns){.label = or_nothing(options->label),
                                       .confidence = or_nothing(options->confidence),
                                       .positive = or_nothing(options->positive),
                                       .probs = options->probs,
                                       .logits = options->logits,
                                       .temperature = options->temperature,
                                       .tolerance = options->tolerance,
                                       .apart = options->multilabel};
}

struct embeddings_spec run_embeddings(const struct options *options, struct arena *arena, const char *const *files,
                                      size_t count)
{
    return (struct embeddings_spec){.files = files,
                                    .count = count,
                                    .ids = options->ids,
                                    .columns = options->embedding,
                                    .named = options_columns(options, arena),
                                    .id = text_of(options->id),
                                    .delimiter = options->delimiter,
                                    .threads = (unsigned)options->threads};
}

bool run_require(const struct options *options, const struct sampler *sampler, enum prediction_need need, bool timed,
                 struct error *error)
{
    const struct beside *beside = sampler->table->beside;
    struct usual_want wants[USUAL_ROLES] = {{.role = USUAL_ID, .name = text_of(options->id)}};
    bool made = options->ids.count || strcmp(options->id, "#") == 0 || strchr(options->id, ',');
    size_t count = !made;
    if (!options->class)
        predictor_wants(sampler->table, &sampler->columns, need, wants, &count);
    if (timed)
        wants[count++] = (struct usual_want){.role = USUAL_TIME, .name = text_of(options->time)};
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (i < !made || !beside || !beside_has(beside, wants[i].name))
            wants[left++] = wants[i];
    return usual_require(sampler->table, wants, left, error);
}

static bool open_columns(struct run *run, enum run_needs needs, struct error *error)
{
    const struct options *options = run->options;
    struct sampler *sampler = &run->sampler;
    sampler->table = &run->table;
    sampler->columns = run_prediction_columns(options);
    static const enum prediction_need needed[] = {[RUN_MAY_PREDICT] = PREDICTION_OPTIONAL,
                                                  [RUN_NEEDS_LABEL] = PREDICTION_LABEL,
                                                  [RUN_NEEDS_PREDICTION] = PREDICTION_CONFIDENCE};
    if (!run_beside_open(run, error) ||
        !run_require(options, sampler, needed[needs], run->command->groups & GROUP(CONSISTENCY), error) ||
        !run_id(options, run->command, sampler, error) ||
        (run->table.beside && !beside_attach(run->table.beside, sampler, error)))
        return false;
    run->source = run->table.source;
    if (needs != RUN_MAY_PREDICT &&
        !predictor_open(&sampler->predictor, &run->table, &sampler->columns, needed[needs], error))
        return false;
    for (size_t i = 0; i < options->where.count; i++)
        if (!filter_where(&run->filter, sampler, options->where.items[i], error))
            return false;
    if (!open_keep(run, error) || !open_cap(run, error))
        return false;
    run->predicts = run->cap && run->cap_field.kind != FIELD_CELL;
    for (size_t i = 0; i < run->keep_count; i++)
        run->predicts |= run->keep[i].kind != FIELD_CELL;
    return true;
}

bool run_open_files(struct run *run, const struct command *command, const struct options *options, struct arena *arena,
                    const char *const *files, size_t count, enum run_needs needs, struct error *error)
{
    *run = (struct run){.command = command,
                        .options = options,
                        .arena = arena,
                        .files = files,
                        .files_count = count,
                        .least = INT64_MIN};
    run->tie_key = hash_key(text_of(options->seed), HASH_TIE);
    run->draw_key = hash_key(text_of(options->seed), HASH_DRAW);
    if (options->rejects && options->on_bad_row == BAD_ROW_FAIL)
        return error_set(error, STATUS_USAGE, "--rejects needs --on-bad-row skip or first");
    if (options->max_rejects != SIZE_MAX && options->on_bad_row == BAD_ROW_FAIL)
        return error_set(error, STATUS_USAGE, "--max-rejects needs --on-bad-row skip or first");
    if (!run_beside_check(options, arena, error) || !open_table(run, error) || !open_columns(run, needs, error))
        return false;
    return run_exclude(run, error) && run_create(run, error);
}

bool run_check_population(const struct run *run, struct error *error)
{
    const struct table *table = &run->table;
    bool queue = table_has(table, text_of("draw"));
    for (size_t i = 0; queue && i < QUEUE_FIXED; i++)
        queue = table_has(table, queue_fixed[i].name);
    if (!queue)
        return true;
    return error_set(error, STATUS_DATA,
                     "%s is a queue of drawn rows: a draw from it would tell wrong probabilities; of shards make "
                     "partials (--partial I/N) and use merge, of queues take mix",
                     source_name(run->source, 0));
}

bool run_create(struct run *run, struct error *error)
{
    return run->options->sink || output_open(&run->output, run->arena, run->options->output, error);
}

static void free_workers(void *resource)
{
    struct run *run = resource;
    for (unsigned i = 0; i < run->threads; i++)
        arena_free(&run->worker_arenas[i]);
}

void run_ready(struct run *run)
{
    run_ready_for(run, scan_threads(run->source, (unsigned)run->options->threads));
}

void run_ready_for(struct run *run, unsigned threads)
{
    table_ready(&run->table);
    run->threads = threads;
    run->worker_arenas = arena_array(run->arena, run->threads, sizeof *run->worker_arenas);
    for (unsigned i = 0; i < run->threads; i++)
        run->worker_arenas[i].exhausted = run->arena->exhausted;
    arena_attach(run->arena, free_workers, run);
}

/* ---- rows ---- */

void run_order(const struct run *run, const struct sample *sample, struct top_key *key)
{
    key->tie = hash_text(run->tie_key, sample->id);
    key->content = hash_text(run->tie_key, sample->row->record);
}

double run_draw(const struct run *run, struct text id)
{
    return hash_unit(hash_text(run->draw_key, id));
}

bool run_group(const struct run *run, struct sample *sample, struct text *group, struct problem *problem)
{
    *group = (struct text){0};
    return run->cap ? sample_text(sample, &run->cap_field, group, problem) : true;
}

struct arena *run_worker_arena(const struct run *run, unsigned number)
{
    return &run->worker_arenas[number];
}

uint32_t *run_group_names(const struct run *run, const struct strata *all, const struct strata *part, uint32_t first)
{
    const uint32_t *numbers = strata_numbers(all, part, run->arena);
    size_t count = strata_count(part);
    uint32_t *names = arena_array(run->arena, first + count, sizeof *names);
    for (uint32_t i = 0; i < first; i++)
        names[i] = i;
    for (size_t i = 0; i < count; i++)
        names[first + i] = first + numbers[i];
    return names;
}

struct top **run_tops(const struct run *run, size_t capacity)
{
    struct top **tops = arena_array(run->arena, run->threads, sizeof *tops);
    for (unsigned i = 0; i < run->threads; i++)
        tops[i] = top_open(run_worker_arena(run, i), capacity, run->cap);
    return tops;
}

int64_t run_least(struct run *run, const struct top *top)
{
    int64_t own = top_least(top), all = atomic_load_explicit(&run->least, memory_order_relaxed);
    while (own > all &&
           !atomic_compare_exchange_weak_explicit(&run->least, &all, own, memory_order_relaxed, memory_order_relaxed))
        continue;
    return own > all ? own : all;
}

struct top *run_merge(const struct run *run, struct top *const *tops)
{
    for (unsigned i = 1; i < run->threads; i++)
        top_merge(tops[0], tops[i]);
    return tops[0];
}

struct cells *run_cells(const struct run *run)
{
    struct cells *cells = arena_array(run->arena, run->threads, sizeof *cells);
    for (unsigned i = 0; i < run->threads; i++)
        cells[i].text.arena = run_worker_arena(run, i);
    return cells;
}

bool run_keep_cells(const struct run *run, struct sample *sample, struct cells *cells, struct problem *problem)
{
    for (size_t i = 0; i < run->keep_count; i++) {
        struct text kept;
        if (!sample_text(sample, &run->keep[i], &kept, problem))
            return false;
        buffer_add(&cells->text, kept);
        cells_end(cells);
    }
    return true;
}

bool run_fill(const struct run *run, struct top *top, struct top_entry *entry, struct sample *sample,
              struct cells *cells, struct problem *problem)
{
    if (!run_keep_cells(run, sample, cells, problem))
        return false;
    cells_keep(cells, top, entry, cells->count);
    return true;
}

/* A cap counts bad rows, too; where the group itself cannot be read, a row is its own group. */
static void queue_unscorable(const struct run *run, struct top *top, struct sample *sample, size_t evidence,
                             const char *why)
{
    struct top_key key = {.scores = {TOP_UNSCORABLE}};
    run_order(run, sample, &key);
    struct text group;
    struct problem none;
    if (!run_group(run, sample, &group, &none))
        group = sample->id;
    struct top_entry *entry = top_offer(top, &key, sample->id, group);
    if (!entry)
        return;
    struct arena arena = {.exhausted = run->arena->exhausted};
    struct cells cells = {.text = {.arena = &arena}};
    cells_unscorable(&cells, why);
    for (size_t i = 0; i < evidence; i++)
        cells_end(&cells);
    for (size_t i = 0; i < run->keep_count; i++) {
        if (run->keep[i].kind == FIELD_CELL)
            buffer_add(&cells.text, table_cell(&run->table, sample->row, run->keep[i].column));
        cells_end(&cells);
    }
    cells_keep(&cells, top, entry, cells.count);
    arena_free(&arena);
}

bool run_bad_row(const struct run *run, struct scan_worker *worker, struct top *top, struct sample *sample,
                 const struct problem *problem, size_t evidence, struct error *error)
{
    if (run->options->on_bad_row != BAD_ROW_FIRST || problem->column == PROBLEM_TABLE)
        return scan_reject(worker, sample, problem, error);
    queue_unscorable(run, top, sample, evidence, problem->text);
    return true;
}
