#include "join/ids.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    return error_set(error, STATUS_DATA, "%s and %s have no id in common: do both name samples the same way (--id)?",
                     gather_name(gather, 0), gather_name(gather, gather->tables_count - 1));
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

static bool look_for_repeat(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct search *search = state;
    struct buffer key = {.arena = &search->arena};
    for (size_t i = 0; i < samples->count; i++) {
        struct sample sample = samples_at(samples, i);
        struct problem problem;
        size_t member;
        bool scored = search->table->says == SAYS_SCORE || sample_predict(&sample, &problem);
        if (!gather_member(search->gather, search->table, sample.row, &member, &problem) || !scored)
            continue;
        bool here = search->found ? member == search->member && text_equal(sample.id, search->id)
                                  : !idset_add(&search->ids, key_of(search, member, sample.id, &key));
        if (!here)
            continue;
        search->id = text_copy(&search->arena, sample.id);
        search->member = member;
        problem_set(&problem, search->table->scan.sampler->id, "here");
        return scan_reject(worker, &sample, &problem, error);
    }
    return true;
}

static bool can_read_again(const struct gather_table *table)
{
    struct stat status;
    for (size_t i = 0; i < table->paths_count; i++) {
        const char *path = table->paths[i];
        if ((strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &status) : stat(path, &status)) != 0 ||
            !S_ISREG(status.st_mode))
            return false;
    }
    return true;
}

/* One pass over the table by one worker; it ends at the row that is looked for: *place is where. */
static bool pass(struct search *search, struct buffer *place)
{
    struct sampler sampler = *search->table->scan.sampler;
    struct table table = *sampler.table;
    struct scan scan = {.sampler = &sampler,
                        .filter = search->table->scan.filter,
                        .threads = 1,
                        .bad_row = BAD_ROW_FAIL,
                        .arena = &search->arena};
    struct error error = {0};
    lseek(STDIN_FILENO, 0, SEEK_SET);
    sampler.table = &table;
    sampler.predictor.table = &table;
    if (!source_open(&table.source, &search->arena, search->table->paths, search->table->paths_count, 0, &error) ||
        scan_run(&scan, look_for_repeat, search, &error) || !search->id.size)
        return false;
    size_t size = strlen(error.text), ending = strlen(": here");
    buffer_add(place, (struct text){error.text, size > ending ? size - ending : size});
    return true;
}

bool gather_report_repeat(const struct gather *gather, size_t number, struct text repeated, struct error *error)
{
    struct search search = {.gather = gather, .table = &gather->tables[number]};
    struct buffer id = {.arena = &search.arena}, second = {.arena = &search.arena}, first = {.arena = &search.arena};
    search.arena.exhausted = gather->arena->exhausted;
    search.ids.arena = &search.arena;
    bool lines = can_read_again(search.table) && pass(&search, &second);
    search.found = true;
    lines = lines && pass(&search, &first);
    buffer_quote(&id, lines ? search.id : repeated);
    if (lines && search.table->by_member)
        buffer_format(&id, " of the same member");
    if (lines)
        error_set(error, STATUS_DATA, "%s: a second row with id %s; the first is at %s", buffer_string(&second),
                  buffer_string(&id), buffer_string(&first));
    else
        error_set(error, STATUS_DATA, "%s: two rows with id %s (the lines are named where a file can be read again)",
                  gather_name(gather, number), buffer_string(&id));
    arena_free(&search.arena);
    return false;
}
