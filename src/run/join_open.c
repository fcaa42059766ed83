/*
 * join_open.c - the tables of a join, and what its slots must hold.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pool.h"
#include "run/join.h"

enum { MOST_MEMBERS = 4096 };

struct text join_short_name(struct arena *arena, const char *path)
{
    static const char *const endings[] = {".gz", ".zst", ".csv", ".tsv", ".tab", ".npy"};
    const char *slash = strrchr(path, '/');
    struct text name = text_of(slash ? slash + 1 : path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(name, text_of(endings[i])) && name.size > strlen(endings[i]))
            name.size -= strlen(endings[i]);
    return text_copy(arena, name);
}

/* ---- tables ---- */

static bool open_other(struct join *join, const struct join_inputs *inputs, size_t i, struct error *error)
{
    struct run *run = &join->run;
    const struct options *options = run->options;
    struct sampler *sampler = &join->samplers[i];
    struct table *table = &join->tables[i];
    if (!source_open(&table->source, run->arena, &inputs->others[i], 1, options->block_size, error) ||
        !run_table(options, table, run->arena, table->source, error))
        return false;
    sampler->table = table;
    sampler->columns = run_prediction_columns(options);
    enum prediction_need need = inputs->scores ? PREDICTION_OPTIONAL : PREDICTION_LABEL;
    return run_require(options, sampler, need, false, error) && run_id(options, run->command, sampler, error);
}

bool join_find_class(const struct predictor *predictor, const char *file, struct text name, const char *option,
                     size_t *found, struct error *error)
{
    struct arena *arena = predictor->table->arena;
    struct words classes = {0};
    for (size_t k = 0; k < predictor->classes; k++)
        words_add(&classes, arena, predictor->names[k]);
    *found = words_find(&classes, name);
    if (*found < classes.count)
        return true;
    struct buffer message = {.arena = arena};
    buffer_format(&message, "%s:1: no class ", file);
    buffer_quote(&message, name);
    buffer_format(&message, " (%s)%s", option, words_suggest(&classes, arena, name));
    return error_set(error, STATUS_DATA, "%s", buffer_string(&message));
}

/* The helper's number: a column, or what its prediction gives the target. */
static bool open_score(struct join *join, struct gather_table *gathered, struct error *error)
{
    const struct options *options = join->run.options;
    struct sampler *sampler = gathered->scan.sampler;
    struct predictor *predictor = &sampler->predictor;
    struct text name = text_of(options->score ? options->score : "score");
    if (options->score || table_has(sampler->table, name)) {
        gathered->says = SAYS_SCORE;
        return table_column(sampler->table, name, "--score", &gathered->answer, error);
    }
    bool labelled = options->label || table_has(sampler->table, text_of("label"));
    if (!predictor_open(predictor, sampler->table, &sampler->columns, labelled ? PREDICTION_LABEL : PREDICTION_OPTIONAL,
                        error))
        return false;
    if (predictor->kind == PREDICTOR_NONE)
        return table_column(sampler->table, name, "--score", &gathered->answer, error);
    if (!predictor->classes)
        return true;
    gathered->says = SAYS_CLASS;
    return join_find_class(predictor, gathered->paths[0], text_of(options->target), "--target", &gathered->answer,
                           error);
}

static bool open_member_column(struct gather_table *gathered, const char *column, struct error *error)
{
    gathered->by_member = true;
    return table_column(gathered->scan.sampler->table, text_of(column), NULL, &gathered->member_column, error);
}

/* ---- members ---- */

static bool collect_members(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    const struct gather_table *gathered = ((void **)state)[0];
    struct labels *names = ((void **)state)[1];
    (void)worker;
    for (size_t i = 0; i < samples->count; i++) {
        struct text name = table_cell(gathered->scan.sampler->table, samples->rows[i], gathered->member_column);
        if (name.size && labels_add(names, NULL, name) >= MOST_MEMBERS)
            return error_set(error, STATUS_DATA, "column '%.*s' names more than %d members: is it the right one?",
                             (int)gathered->scan.sampler->table->header.items[gathered->member_column].size,
                             gathered->scan.sampler->table->header.items[gathered->member_column].data, MOST_MEMBERS);
    }
    return true;
}

/* A first pass over a table in long form: who are its members? */
static bool read_members(struct join *join, struct gather_table *gathered, struct labels *names, struct error *error)
{
    struct sampler *sampler = gathered->scan.sampler;
    struct scan scan = {.sampler = sampler,
                        .filter = &join->excludes,
                        .threads = join->gather.threads,
                        .bad_row = BAD_ROW_SKIP,
                        .arena = join->run.arena,
                        .step = collect_members,
                        .state = (void *[]){gathered, names}};
    return scan_run(&scan, error) && source_again(&sampler->table->source, join->run.arena, error);
}

/* Numbers the members of a column, in the order of their names; the deployed one among them apart. */
static bool number_members(struct join *join, const struct labels *names, const struct join_inputs *inputs,
                           struct error *error)
{
    struct gather *gather = &join->gather;
    struct arena *arena = join->run.arena;
    for (size_t i = 0; i < labels_count(names); i++)
        words_add(&gather->member_names, arena, labels_name(names, i));
    struct words *sorted = &gather->member_names;
    words_sort(sorted);
    size_t *numbers = arena_array(arena, sorted->count, sizeof *numbers);
    struct text original = inputs->original ? text_of(inputs->original) : (struct text){0};
    for (size_t i = 0; i < sorted->count; i++) {
        bool own = inputs->original && text_equal(sorted->items[i], original);
        gather->deployed |= own;
        numbers[i] = own ? GATHER_DEPLOYED : gather->members.count;
        if (!own)
            words_add(&gather->members, arena, sorted->items[i]);
    }
    gather->member_numbers = numbers;
    if (!inputs->original || gather->deployed || sorted->count == 0)
        return true;
    struct buffer list = {.arena = arena};
    for (size_t i = 0; i < sorted->count && i < 20; i++)
        buffer_format(&list, "%s%.*s", i ? ", " : "", (int)sorted->items[i].size, sorted->items[i].data);
    return error_set(error, STATUS_DATA, "%s: column '%s' never says '%s'; it says: %s", inputs->principal[0],
                     inputs->member, inputs->original, buffer_string(&list));
}

static bool find_members(struct join *join, const struct join_inputs *inputs, struct error *error)
{
    struct gather *gather = &join->gather;
    struct labels *names = labels_open(join->run.arena);
    bool any = false;
    gather->deployed = inputs->deployed;
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct gather_table *gathered = &gather->tables[t];
        if (gathered->by_member && !read_members(join, gathered, names, error))
            return false;
        any |= gathered->by_member;
    }
    if (any && !number_members(join, names, inputs, error))
        return false;
    join->run.source = join->run.table.source;
    for (size_t t = 0; t < gather->tables_count; t++) {
        struct gather_table *gathered = &gather->tables[t];
        if (gathered->by_member || gathered->says == SAYS_TOLD)
            continue;
        if (t == 0 && inputs->deployed) {
            gathered->member = GATHER_DEPLOYED;
            continue;
        }
        struct text name = join_short_name(join->run.arena, gathered->paths[0]);
        if (words_find(&gather->members, name) < gather->members.count)
            name = text_of(gathered->paths[0]);
        gathered->member = gather->members.count;
        words_add(&gather->members, join->run.arena, name);
    }
    gather->principal = gather->deployed ? GATHER_DEPLOYED : 0;
    if (any && gather->member_names.count && gather->members.count + gather->deployed < 2)
        return error_set(error, STATUS_DATA,
                         "%s: column '%s' names one member alone, '%.*s': there is nobody to compare",
                         inputs->principal[0], inputs->member, (int)gather->member_names.items[0].size,
                         gather->member_names.items[0].data);
    return true;
}

/* ---- what a slot must hold ---- */

/* The first table of the others (or that of the deployed model) that gives labels only. */
static const struct gather_table *without_distribution(const struct join *join, bool deployed)
{
    for (size_t t = 0; t < join->gather.tables_count; t++) {
        const struct gather_table *gathered = &join->gather.tables[t];
        bool holds = deployed ? t == 0 : gathered->by_member || gathered->member != GATHER_DEPLOYED;
        if (holds && gathered->scan.sampler->predictor.classes == 0)
            return gathered;
    }
    return NULL;
}

static bool choose_needs(struct join *join, struct error *error)
{
    struct gather *gather = &join->gather;
    const struct gather_table *hard = without_distribution(join, false), *own = without_distribution(join, true);
    join->votes = hard != NULL;
    for (size_t t = gather->deployed && !gather->tables[0].by_member; hard && t < gather->tables_count; t++)
        if (gather->tables[t].scan.sampler->predictor.classes)
            join->hard = hard->paths[0];
    gather->needs = join->votes || gather->deployed ? GATHER_CONFIDENCE : 0;
    gather->needs |= join->votes ? 0 : GATHER_SHARES;
    if (join->run.options->multilabel)
        gather->needs |= GATHER_EVERY | (gather->deployed ? GATHER_OWN : 0);
    for (size_t i = 0; i < join->measures.count; i++) {
        const struct measure *measure = join->measures.items[i];
        unsigned needs = measure->needs;
        if (needs & NEEDS_DEPLOYED && !gather->deployed)
            return error_set(error, STATUS_USAGE, "measure %s is about a deployed model: --deployed FILE",
                             measure->name);
        if (needs & NEEDS_CONFIDENCE && gather->tables[0].scan.sampler->predictor.kind == PREDICTOR_LABEL)
            return error_set(error, STATUS_DATA,
                             "%s: measure %s needs a confidence (--confidence), only labels are there",
                             gather->tables[0].paths[0], measure->name);
        if (needs & NEEDS_SHARES && hard)
            return measures_need_distribution(measure, hard->paths[0], error);
        if (needs & NEEDS_DISTRIBUTION && own)
            return measures_need_distribution(measure, own->paths[0], error);
        gather->needs |= needs & NEEDS_ENTROPY ? GATHER_ENTROPY : 0;
        gather->needs |= needs & NEEDS_EVERY ? GATHER_EVERY : 0;
        gather->needs |= needs & NEEDS_DISTRIBUTION ? GATHER_OWN : 0;
    }
    return true;
}

static struct scan scan_of(const struct join *join, struct sampler *sampler)
{
    return (struct scan){.sampler = sampler,
                         .filter = &join->excludes,
                         .threads = join->gather.threads,
                         .digests = join->run.options->shard != NULL,
                         .bad_row = (enum bad_row)join->run.options->on_bad_row,
                         .arena = join->run.arena};
}

/* ---- opening ---- */

/* The table that is no model's. */
static bool open_told(struct join *join, const struct join_inputs *inputs, struct error *error)
{
    struct gather *gather = &join->gather;
    struct run *run = &join->run;
    struct table *table = arena_alloc(run->arena, sizeof *table);
    struct sampler *sampler = arena_alloc(run->arena, sizeof *sampler);
    struct gather_table *gathered = &gather->tables[gather->tables_count++];
    gather->told = inputs->told;
    sampler->table = table;
    if (!source_open(&table->source, run->arena, inputs->told_paths, inputs->told_count, inputs->told_block, error) ||
        !table_open(table, run->arena, table->source, run->options->delimiter, error) ||
        !inputs->told_open(inputs->told->state, table, sampler, error))
        return false;
    *gathered = (struct gather_table){.scan = scan_of(join, sampler),
                                      .paths = inputs->told_paths,
                                      .paths_count = inputs->told_count,
                                      .says = SAYS_TOLD};
    table_ready(table);
    return true;
}

static bool open_tables(struct join *join, const struct join_inputs *inputs, struct error *error)
{
    struct gather *gather = &join->gather;
    struct run *run = &join->run;
    join->tables = arena_array(run->arena, inputs->others_count, sizeof *join->tables);
    join->samplers = arena_array(run->arena, inputs->others_count, sizeof *join->samplers);
    gather->tables_count = 1 + inputs->others_count;
    gather->tables = arena_array(run->arena, gather->tables_count + 1, sizeof *gather->tables);
    gather->tables[0] = (struct gather_table){
        .scan = scan_of(join, &run->sampler), .paths = inputs->principal, .paths_count = inputs->principal_count};
    if (inputs->long_form && !open_member_column(&gather->tables[0], inputs->member, error))
        return false;
    for (size_t i = 0; i < inputs->others_count; i++) {
        struct gather_table *gathered = &gather->tables[i + 1];
        struct sampler *sampler = &join->samplers[i];
        if (!open_other(join, inputs, i, error))
            return false;
        *gathered =
            (struct gather_table){.scan = scan_of(join, sampler), .paths = &inputs->others[i], .paths_count = 1};
        if (inputs->member && !inputs->long_form &&
            (inputs->every_has || table_has(sampler->table, text_of(inputs->member))) &&
            !open_member_column(gathered, inputs->member, error))
            return false;
        if (inputs->scores
                ? !open_score(join, gathered, error)
                : !predictor_open(&sampler->predictor, sampler->table, &sampler->columns, PREDICTION_LABEL, error))
            return false;
        table_ready(sampler->table);
    }
    return !inputs->told || open_told(join, inputs, error);
}

/* As many workers as there are blocks to read, at most as many as asked for. */
static unsigned count_threads(const struct join *join)
{
    unsigned wanted = (unsigned)join->run.options->threads;
    unsigned useful = 0;
    for (size_t t = 0; t < join->gather.tables_count; t++)
        useful += scan_threads(join->gather.tables[t].scan.sampler->table->source, wanted);
    return useful < wanted ? useful : wanted;
}

/* Standard input can be read by one table, and twice only from a copy. */
static bool check_inputs(const struct options *options, struct arena *arena, const struct join_inputs *inputs,
                         struct error *error)
{
    size_t count = inputs->principal_count + inputs->others_count, pipes = 0;
    const char **paths = arena_array(arena, count, sizeof *paths);
    for (size_t i = 0; i < count; i++) {
        paths[i] = i < inputs->principal_count ? inputs->principal[i] : inputs->others[i - inputs->principal_count];
        pipes += strcmp(paths[i], "-") == 0;
    }
    if (pipes > 1)
        return error_set(error, STATUS_USAGE, "standard input (`-`) can be only one of the files");
    struct options all = *options;
    all.files = paths;
    all.files_count = count;
    if (!options->keep.count && !inputs->member && !options->class)
        return true;
    return run_spool(&all, error);
}

bool join_open(struct join *join, const struct command *command, const struct options *options, struct arena *arena,
               const struct join_inputs *inputs, struct error *error)
{
    struct run *run = &join->run;
    struct gather *gather = &join->gather;
    if (options->multilabel && !command->measures[0])
        return error_set(error, STATUS_USAGE,
                         "--multilabel: %s is about the only label of a sample; take one as a model with two classes: "
                         "--positive COL",
                         command->name);
    if (command->measures[0] && !measures_choose(&join->measures, command, options, arena, error))
        return false;
    if (!check_inputs(options, arena, inputs, error))
        return false;
    if (!run_open_files(run, command, options, arena, inputs->principal, inputs->principal_count, RUN_NEEDS_LABEL,
                        error))
        return false;
    gather->arena = arena;
    join->excludes.excluded = run->filter.excluded;
    if (!open_tables(join, inputs, error))
        return false;
    gather->threads = count_threads(join);
    run_ready_for(run, gather->threads);
    for (size_t t = 0; t < gather->tables_count; t++)
        gather->tables[t].scan.threads = gather->threads;
    if (!run_beside_load(run, error) || !find_members(join, inputs, error) ||
        (command->measures[0] && !choose_needs(join, error)))
        return false;
    gather->needs |= inputs->scores ? GATHER_CONFIDENCE : 0;
    gather->where = run->filter.count ? &run->filter : NULL;
    gather->group = run->cap ? &run->cap_field : NULL;
    gather->least = options->min_members ? options->min_members : 1;
    gather->all = options->missing == MISSING_FAIL;
    if (!gather_open(gather, error))
        return false;
    if (options->multilabel)
        join_apart_open(join);
    return true;
}
