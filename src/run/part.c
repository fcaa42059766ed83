#include "run/part.h"

#include <math.h>
#include <string.h>

#include "dengine/version.h"
#include "read/number.h"
#include "run/chance.h"
#include "select/strata_merging.h"

/* ---- I/N ---- */

static bool read_shard(struct shard *shard, const char *given, struct error *error)
{
    const char *slash = strchr(given, '/');
    double number = 0, of = 0;
    bool read = slash && number_parse((struct text){given, (size_t)(slash - given)}, &number) == NUMBER_OK &&
                number_parse(text_of(slash + 1), &of) == NUMBER_OK;
    if (!read || of < 1 || of > PARTIAL_SHARDS || number < 1 || number > of || number != floor(number) ||
        of != floor(of))
        return error_set(error, STATUS_USAGE, "--partial '%s': expected I/N, shard I of N: 1/%d to %d/%d", given, 16,
                         16, 16);
    *shard = (struct shard){.number = (uint64_t)number, .of = (uint64_t)of};
    return true;
}

/* What belongs to the merge, or cannot be told of a shard alone. */
static bool check_options(const struct options *options, struct error *error)
{
    if (options->diverse.count || options->distinct > 0)
        return error_set(error, STATUS_USAGE,
                         "--partial makes the pool (-n POOL): --diverse and --distinct are options of merge");
    if (options->draw)
        return error_set(error, STATUS_USAGE,
                         "--draw needs the mean over all rows: it cannot be made of shards; see dengine random");
    if (options->format || options->spreadsheet_safe)
        return error_set(error, STATUS_USAGE,
                         "a partial is CSV as it is: --format and --spreadsheet-safe are options "
                         "of merge");
    if (options->predictions)
        return error_set(error, STATUS_USAGE, "--predictions is an option of merge: it is looked up in the end");
    if (options->per_id)
        return error_set(error, STATUS_USAGE, "--per-id: rows of one id may lie in several shards");
    if (strcmp(options->id, "#") == 0)
        return error_set(error, STATUS_USAGE,
                         "--id '#' numbers the rows of each shard anew: an id must be one over the whole table");
    return true;
}

static bool write_nothing(const struct command *command, const struct options *options, struct arena *arena,
                          struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    *run = (struct run){.command = command, .options = options, .arena = arena};
    return run_create(run, error) && part_write(run, &(struct part_content){0}, NULL, 0, error);
}

bool part_run(const struct command *command, const struct options *options, struct arena *arena, struct error *error)
{
    if (!options->partial)
        return chance_run(command, options, arena, error);
    struct options *own = arena_alloc(arena, sizeof *own);
    struct shard *shard = own->shard = arena_alloc(arena, sizeof *shard);
    *own = *options;
    own->shard = shard;
    if (!read_shard(shard, options->partial, error) || !check_options(options, error))
        return false;
    return command->run(command, own, arena, error) || (shard->nothing && write_nothing(command, own, arena, error));
}

/* ---- a partial ---- */

/* The rows of the top, then those of each stratum, with what they are counted by. */
struct part_rows {
    struct arena *arena;
    struct top_entry **rows; /* of the top */
    size_t ranked;           /* how many */
    const struct drawn_row **drawn;
    struct text *groups; /* of all */
    size_t count;
    struct top_entry shown; /* a drawn row */
    struct top_repeat *repeats;
    size_t repeats_count, repeats_capacity;
};

static const struct top_entry *show_row(void *state, size_t row)
{
    struct part_rows *all = state;
    if (row < all->ranked)
        return all->rows[row];
    drawn_entry(all->drawn[row - all->ranked], all->arena, &all->shown);
    return &all->shown;
}

static void add_repeats(struct part_rows *all, const struct top_repeat *list, size_t count, struct text stratum)
{
    all->repeats = arena_reserve(all->arena, all->repeats, &all->repeats_capacity, all->repeats_count + count,
                                 sizeof *all->repeats);
    for (size_t i = 0; i < count; i++) {
        struct top_repeat *repeat = &all->repeats[all->repeats_count++];
        *repeat = list[i];
        if (stratum.size)
            repeat->group = stratum;
    }
}

static void add_top(struct part_rows *all, struct top *top, bool repeats)
{
    struct top_repeat *list = NULL;
    size_t repeated = repeats ? top_repeated(top, all->arena, &list) : 0;
    all->rows = top_whole(top);
    all->ranked = all->count = top_count(top);
    for (size_t i = 0; i < all->count; i++)
        all->groups[i] = top_entry_group(all->rows[i]);
    add_repeats(all, list, repeated, (struct text){0});
}

static void add_stratum(struct part_rows *all, struct strata *strata, struct stratum *stratum, bool repeats)
{
    struct top_repeat *list = NULL;
    size_t repeated = repeats ? strata_repeated(strata, stratum, all->arena, &list) : 0;
    drawn_sort(&stratum->rows);
    for (size_t i = 0; i < stratum->rows.count; i++) {
        all->drawn[all->count - all->ranked] = stratum->rows.rows[i];
        all->groups[all->count++] = stratum->key;
    }
    add_repeats(all, list, repeated, stratum->key);
}

static void gather_rows(struct part_rows *all, const struct part_content *content, struct stratum *const *strata,
                        size_t strata_count)
{
    bool repeats = !content->counted;
    size_t rows = content->top ? top_count(content->top) : 0, drawn = 0;
    for (size_t i = 0; i < strata_count; i++)
        drawn += strata[i]->rows.count;
    all->drawn = arena_array(all->arena, drawn, sizeof(struct drawn_row *));
    all->groups = arena_array(all->arena, rows + drawn, sizeof *all->groups);
    if (content->top)
        add_top(all, content->top, repeats);
    for (size_t i = 0; i < strata_count; i++)
        add_stratum(all, content->strata, strata[i], repeats);
}

void part_values(struct part_content *content, struct arena *arena, struct quantiles *quantiles, size_t count)
{
    size_t values = 0;
    for (size_t t = 0; t < count; t++) {
        quantiles_settle(&quantiles[t]);
        values += quantiles[t].count;
    }
    struct partial_value *all = arena_array(arena, values, sizeof *all);
    for (size_t t = 0; t < count; t++)
        for (size_t i = 0; i < quantiles[t].count; i++)
            all[content->values_count++] =
                (struct partial_value){t, quantiles[t].items[i].hash, quantiles[t].items[i].value};
    content->values = all;
}

/* Writes it with all but the seal's own facts made of the content. */
static bool write_content(struct run *run, const struct part_content *content, const struct partial_seal *seal,
                          size_t *rows, struct error *error)
{
    struct part_rows all = {.arena = run->arena};
    size_t count = content->strata ? strata_count(content->strata) : 0;
    struct stratum **strata = count ? strata_sorted(content->strata) : NULL;
    gather_rows(&all, content, strata, count);
    struct queue queue = {.method = run->command->name,
                          .columns = seal->columns,
                          .columns_count = seal->columns_count,
                          .entry = show_row,
                          .state = &all,
                          .count = all.count};
    struct partial_body body = {.queue = &queue,
                                .groups = all.groups,
                                .strata = strata,
                                .strata_count = count,
                                .repeats = all.repeats,
                                .repeats_count = all.repeats_count,
                                .values = content->values,
                                .values_count = content->values_count};
    *rows = all.count;
    return partial_write(run->output.file, run->arena, &body, seal, error) && output_finish(&run->output, error);
}

bool part_write_sealed(struct run *run, const struct part_content *content, const struct partial_seal *seal,
                       struct error *error)
{
    size_t rows;
    if (!write_content(run, content, seal, &rows, error))
        return false;
    run_tell(run, rows);
    return run_filled(run, rows, error);
}

bool part_write(struct run *run, const struct part_content *content, const struct queue_column *evidence,
                size_t evidence_count, struct error *error)
{
    const struct shard *shard = run->options->shard;
    struct partial_shard own = {.number = shard->number, .digest = run->counts.digest};
    struct partial_seal seal = {.dengine = text_of(DENGINE_VERSION),
                                .command = text_of(run->command->name),
                                .headed = !shard->nothing,
                                .columns = run_columns(run, evidence, evidence_count),
                                .columns_count = evidence_count + run->keep_count,
                                .kept_count = run->keep_count,
                                .shards = &own,
                                .shards_count = 1,
                                .of = shard->of,
                                .counts = run->counts,
                                .ids = run->ids,
                                .repeated = run->repeated,
                                .shared = run->shared,
                                .tables = run->joined_tables,
                                .unmatched = run->unmatched,
                                .few = run->few,
                                .joined = run->joined};
    size_t rows;
    if (!run_check_rejects(run, error) || !part_options(&seal.options, run->command, run->options, run->arena, error) ||
        !write_content(run, content, &seal, &rows, error))
        return false;
    run_tell(run, rows);
    return run_filled(run, rows, error);
}

bool part_finish(struct run *run, struct top *top, const struct queue_column *evidence, size_t evidence_count,
                 struct error *error)
{
    if (run->options->shard)
        return part_write(run, &(struct part_content){.top = top}, evidence, evidence_count, error);
    struct top_entry **rows = top_sorted(top);
    bool more;
    uint64_t repeats = top_repeats(top, &more);
    run_note_repeats(run, repeats, more);
    return run_write(run, rows, top_count(top), evidence, evidence_count, error);
}
