#include "run/merged.h"

#include <string.h>

#include "select/strata_merging.h"
#include "select/terms.h"

/* ---- what it is merged into ---- */

bool merged_open(struct merged *merged, struct run *run, struct error *error)
{
    const struct options *options = run->options;
    struct text column;
    run->tie_key = hash_key(text_of(options->seed), HASH_TIE);
    run->draw_key = hash_key(text_of(options->seed), HASH_DRAW);
    if (!run_read_cap(options, &column, &run->cap, error))
        return false;
    if (options->per_seed)
        run->cap = options->per_seed;
    if (run->command->merging)
        run->command->merging->open(run, merged);
    else
        merged->top = top_open(run->arena, options->top, run->cap);
    return true;
}

/* ---- one partial ---- */

static void add_counts(struct partial_seal *sum, const struct partial_seal *seal)
{
    sum->counts.read += seal->counts.read;
    sum->counts.outside += seal->counts.outside;
    sum->counts.excluded += seal->counts.excluded;
    sum->counts.rejected += seal->counts.rejected;
    sum->counts.ranked += seal->counts.ranked;
    sum->ids += seal->ids;
    sum->repeated += seal->repeated;
    sum->shared += seal->shared;
    sum->tables += seal->tables;
    sum->unmatched += seal->unmatched;
    sum->few += seal->few;
    sum->joined += seal->joined;
}

/* The first shard with columns names them. */
static void take_columns(struct partial_seal *sum, const struct partial_seal *seal, struct arena *arena)
{
    if (sum->headed || !seal->headed)
        return;
    sum->headed = true;
    sum->columns = arena_array(arena, seal->columns_count, sizeof *sum->columns);
    sum->columns_count = seal->columns_count;
    sum->kept_count = seal->kept_count;
    for (size_t i = 0; i < seal->columns_count; i++)
        sum->columns[i] = (struct queue_column){.name = text_copy(arena, seal->columns[i].name)};
}

static struct stratum *find_stratum(struct merged *merged, struct text key, size_t shown)
{
    return strata_find(merged->strata, key, shown);
}

/* The stratum that the rows of a group go to, or NULL: to the top. */
static struct stratum *stratum_of(struct merged *merged, struct text group)
{
    return merged->by_stratum && group.size ? find_stratum(merged, group, group.size) : NULL;
}

/* False when no row behind it can enter either. */
static bool add_row(struct merged *merged, const struct run *run, struct partial_record *record)
{
    struct stratum *stratum = stratum_of(merged, record->group);
    int64_t score = record->key.scores[0];
    if (!(stratum ? strata_wants(merged->strata, stratum, score) : top_wants(merged->top, score)))
        return merged->by_stratum;
    if (run->filter.excluded.count && idset_has(&run->filter.excluded, record->id)) {
        merged->left_out++;
        return true;
    }
    record->key.tie = hash_text(run->tie_key, record->id);
    if (stratum) {
        strata_offer(merged->strata, stratum, &record->key, record->id, record->cells, record->cells_count);
        return true;
    }
    struct top_entry *entry = top_offer(merged->top, &record->key, record->id, record->group);
    if (entry)
        top_cells(merged->top, entry, record->cells, record->cells_count);
    return true;
}

static void add_group(struct merged *merged, const struct partial_record *record)
{
    const struct partial_group *from = &record->stratum;
    struct stratum *stratum = find_stratum(merged, record->group, from->shown);
    stratum->shown = (uint32_t)from->shown; /* its rows came before */
    stratum->size += from->size;
    if (from->spread.count)
        strata_spread_merge(merged->strata, stratum, &from->spread);
}

static bool add_record(struct merged *merged, const struct run *run, struct partial_record *record, bool *more)
{
    struct stratum *stratum;
    switch (record->kind) {
    case PARTIAL_ROW:
        *more = *more && add_row(merged, run, record);
        return true;
    case PARTIAL_GROUP:
        if (merged->strata)
            add_group(merged, record);
        return merged->strata != NULL;
    case PARTIAL_REPEAT:
        stratum = stratum_of(merged, record->group);
        if (stratum)
            strata_repeat(merged->strata, stratum, &record->key);
        else
            top_repeat(merged->top, &record->key, record->group);
        return true;
    case PARTIAL_VALUE:
        if (merged->quantiles && record->value.term < TERMS_MOST)
            quantiles_add(&merged->quantiles[record->value.term], record->value.hash, record->value.value);
        return merged->quantiles && record->value.term < TERMS_MOST;
    }
    return false;
}

bool merged_add(struct merged *merged, const struct run *run, struct partial *partial, struct error *error)
{
    const struct partial_seal *seal = &partial->seal;
    struct partial_record record;
    bool more = true, rows = !seal->groups && !seal->repeats && !seal->values;
    add_counts(&merged->seal, seal);
    take_columns(&merged->seal, seal, run->arena);
    while ((more || !rows) && partial_next(partial, &record, error)) /* rows come best first */
        if (!add_record(merged, run, &record, &more))
            return error_set(error, STATUS_DATA, "%s: it holds what no %s does", partial->name.data,
                             run->command->name);
    return error->status == STATUS_OK;
}

/* ---- all of them ---- */

/* Whether ids stand in several shards that have counted theirs, as far as the rows that were kept tell. */
static bool find_repeats(const struct merged *merged, struct run *run)
{
    bool more;
    struct top_repeat *list;
    uint64_t repeats = merged->counted ? top_repeats(merged->top, &more) : 0;
    size_t count = merged->by_stratum ? strata_count(merged->strata) : 0;
    struct stratum **strata = count ? strata_sorted(merged->strata) : NULL;
    for (size_t i = 0; i < count; i++)
        repeats += strata_repeated(merged->strata, strata[i], run->arena, &list);
    run->repeated += repeats;
    if (repeats)
        run_note(run, "ids stand in several shards: nobody can tell how many there are, and inclusion_prob is empty");
    return repeats > 0;
}

/* Whether rows were left out that the shards have counted. */
static bool find_left_out(const struct merged *merged, const struct run *run)
{
    bool unsure = merged->left_out && merged->counted;
    if (unsure)
        run_note(run,
                 "%llu rows are excluded that the shards have counted: inclusion_prob is empty; give the partials that "
                 "--exclude",
                 (unsigned long long)merged->left_out);
    return unsure;
}

/* Kept columns are those of the queue, by their names there. */
static void take_kept(const struct merged *merged, struct run *run)
{
    const struct partial_seal *seal = &merged->seal;
    size_t first = seal->columns_count - seal->kept_count;
    run->keep_count = seal->kept_count;
    run->keep = arena_array(run->arena, run->keep_count, sizeof *run->keep);
    for (size_t i = 0; i < run->keep_count; i++)
        run->keep[i].name = seal->columns[first + i].name;
}

struct queue_columns merged_columns(const struct merged *merged)
{
    const struct partial_seal *seal = &merged->seal;
    return (struct queue_columns){seal->columns, seal->columns_count - seal->kept_count};
}

bool merged_finish(struct merged *merged, struct run *run, struct error *error)
{
    struct queue_columns columns = merged_columns(merged);
    take_kept(merged, run);
    run->counts.excluded += merged->left_out;
    run->unsure = find_repeats(merged, run);
    run->unsure = find_left_out(merged, run) || run->unsure;
    if (run->command->merging)
        return run->command->merging->finish(run, merged, error);
    return part_finish(run, merged->top, columns.items, columns.count, error);
}

bool merged_write(const struct merged *merged, struct run *run, struct error *error)
{
    struct part_content content = {.top = merged->top, .strata = merged->strata};
    if (merged->quantiles)
        part_values(&content, run->arena, merged->quantiles, TERMS_MOST);
    return part_write_sealed(run, &content, &merged->seal, error);
}
