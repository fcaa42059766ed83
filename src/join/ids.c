#include "join/ids.h"

#include "input/idset.h"
#include "join/answer.h"

/* ---- missing ids ---- */

bool gather_report_missing(const struct gather *gather, const struct gather_missing *missing, struct error *error)
{
    struct buffer id = {.arena = gather->arena};
    buffer_quote(&id, missing->id);
    struct text member = gather->members.items[missing->member];
    uint64_t count = gather->counts.missing;
    return error_set(error, STATUS_DATA,
                     "%llu sample%s not in all members: the first, %s, is not in %.*s; --missing partial scores each "
                     "on those it has",
                     (unsigned long long)count, count == 1 ? " is" : "s are", buffer_string(&id), (int)member.size,
                     member.data);
}

bool gather_report_strangers(const struct gather *gather, struct error *error)
{
    size_t last = gather->tables_count - 1;
    while (gather->tables[last].says == SAYS_TOLD)
        last--;
    return error_set(error, STATUS_DATA, "%s and %s have no id in common: do both name samples the same way (--id)?",
                     gather_name(gather, 0), gather_name(gather, last));
}

/* ---- repeated ids: a slow second look, so that both lines can be named ---- */

struct search {
    const struct gather *gather;
    const struct gather_table *table;
    struct idset ids; /* of the rows so far, each with its member */
    bool found;
    struct text id; /* to be found again; empty in the first pass */
    size_t member;
    struct arena arena;
};

/* Ids of different members are different. */
static struct text key_of(struct search *search, size_t member, struct text id, struct buffer *key)
{
    key->size = 0;
    buffer_format(key, "%zu ", member);
    buffer_add(key, id);
    (void)search;
    return buffer_text(key);
}

static bool is_repeat(void *state, struct sample *sample)
{
    struct search *search = state;
    struct buffer key = {.arena = &search->arena};
    struct problem problem;
    size_t member;
    bool scored =
        search->table->says == SAYS_SCORE || search->table->says == SAYS_TOLD || sample_predict(sample, &problem);
    if (!gather_member(search->gather, search->table, sample->row, &member, &problem) || !scored)
        return false;
    if (search->found ? member != search->member || !text_equal(sample->id, search->id)
                      : idset_add(&search->ids, key_of(search, member, sample->id, &key)))
        return false;
    search->id = text_copy(&search->arena, sample->id);
    search->member = member;
    return true;
}

/* One pass over the table: where the row stands that is looked for, or NULL. */
static const char *pass(struct search *search)
{
    struct sampler sampler = *search->table->scan.sampler;
    struct table table = *sampler.table;
    struct scan scan = {
        .sampler = &sampler, .filter = search->table->scan.filter, .bad_row = BAD_ROW_SKIP, .arena = &search->arena};
    struct error error = {0};
    sampler.table = &table;
    sampler.predictor.table = &table;
    return source_again(&table.source, &search->arena, &error) ? scan_find(&scan, sampler.id, is_repeat, search, &error)
                                                               : NULL;
}

bool gather_report_repeat(const struct gather *gather, size_t number, struct text repeated, struct error *error)
{
    struct search search = {.gather = gather, .table = &gather->tables[number]};
    struct buffer id = {.arena = &search.arena};
    search.arena.exhausted = gather->arena->exhausted;
    search.ids.arena = &search.arena;
    const char *second = source_is_kept(search.table->scan.sampler->table->source) ? pass(&search) : NULL;
    search.found = true;
    const char *first = second ? pass(&search) : NULL;
    buffer_quote(&id, first ? search.id : repeated);
    if (first && search.table->by_member)
        buffer_format(&id, " of the same member");
    bool apart = gather->apart && !search.table->by_member && search.table->member != gather->principal;
    if (first)
        error_set(error, STATUS_DATA, "%s: a second row with id %s; the first is at %s%s%s%s", second,
                  buffer_string(&id), first, apart ? ": which column tells them apart? " : "",
                  apart ? gather->apart : "", apart ? " COL" : "");
    else
        error_set(error, STATUS_DATA, "%s: two rows with id %s (the lines are named where a file can be read again)",
                  gather_name(gather, number), buffer_string(&id));
    arena_free(&search.arena);
    return false;
}
