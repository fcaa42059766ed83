/*
 * recheck_queue.c - one queue of several kinds of rows, by their shares.
 */
#include "command/recheck.h"
#include "input/idmap.h"

const char *const recheck_kind_names[] = {
    [RECHECK_STILL] = "still", [RECHECK_BROKEN] = "broken", [RECHECK_CHURN] = "churn"};

/* One KIND=SHARE. */
static bool read_share(struct recheck *recheck, struct text text, struct error *error)
{
    struct words parts = {0};
    size_t k = 0;
    words_split(&parts, recheck->rows.arena, text, '=');
    while (k < RECHECK_KINDS && !text_equal(parts.items[0], text_of(recheck_kind_names[k])))
        k++;
    if (k == RECHECK_KINDS || parts.count != 2 || parts.items[1].size == 0 ||
        !mix_share_parse(parts.items[1], &recheck->shares[k].share, &recheck->shares[k].amount))
        return error_set(error, STATUS_USAGE,
                         "--share '%.*s': expected still=N, broken=N or churn=N, N a part (50%%) or rows",
                         (int)text.size, text.data);
    if (k != RECHECK_CHURN && !recheck->embedded)
        return error_set(error, STATUS_USAGE, "--share %s: what is like an answered row is told by --embeddings",
                         recheck_kind_names[k]);
    return true;
}

/* Whether the kinds that were named leave rows for others. */
static bool leave_rows(const struct mix_queue *shares, size_t rows)
{
    double named = 0;
    for (size_t k = 0; k < RECHECK_KINDS; k++)
        named += shares[k].share == MIX_PERCENT ? (double)rows * shares[k].amount / 100 : shares[k].amount;
    return named < (double)rows;
}

bool recheck_shares(struct recheck *recheck, struct error *error)
{
    const struct options *options = &recheck->options;
    struct mix_queue given[RECHECK_KINDS], *of[RECHECK_KINDS];
    size_t rows = options->take == SIZE_MAX || options->take == 0 ? 100 : options->take, count = 0;
    for (size_t k = 0; k < RECHECK_KINDS; k++)
        recheck->shares[k] = (struct mix_queue){.name = recheck_kind_names[k]};
    for (size_t i = 0; i < options->share.count; i++)
        if (!read_share(recheck, options->share.items[i], error))
            return false;
    for (size_t k = 0; k < RECHECK_KINDS; k++) {
        bool usual = (k != RECHECK_CHURN) == recheck->embedded && leave_rows(recheck->shares, rows);
        if (usual || recheck->shares[k].share != MIX_REST) {
            of[count] = &recheck->shares[k];
            given[count++] = recheck->shares[k];
        }
    }
    if (!mix_shares(given, count, rows, error))
        return error_prefix(error, "--share");
    for (size_t i = 0; i < count; i++)
        of[i]->quota = given[i].quota;
    return true;
}

/* One kind while its rows are taken. */
struct line {
    struct top_entry **rows;
    size_t count, next, taken;
    double share;
};

/* The kind whose next row is due first; RECHECK_KINDS when all are used up. */
static size_t next_line(const struct line *lines)
{
    size_t best = RECHECK_KINDS;
    for (size_t k = 0; k < RECHECK_KINDS; k++)
        if (lines[k].next < lines[k].count &&
            (best == RECHECK_KINDS ||
             (double)(lines[k].taken + 1) * lines[best].share < (double)(lines[best].taken + 1) * lines[k].share))
            best = k;
    return best;
}

/* Whether the cap lets the row in, over all kinds. */
static bool within_cap(const struct run *run, struct idmap *groups, size_t *counts, const struct top_entry *entry)
{
    bool added;
    if (!run->cap)
        return true;
    size_t group = idmap_add(groups, top_entry_group(entry), &added);
    return counts[group]++ < run->cap;
}

/* What cannot be scored comes first. */
struct top_entry **recheck_rows(struct recheck *recheck, size_t *count)
{
    struct run *run = &recheck->join.run;
    struct line lines[RECHECK_KINDS] = {0};
    struct top *bad = run_merge(run, recheck->join.tops);
    struct top_entry **unscorable = top_sorted(bad);
    struct idmap groups = {.arena = run->arena};
    size_t all = top_count(bad), most = recheck->options.top;
    for (size_t k = 0; k < RECHECK_KINDS; k++) {
        struct top *top = run_merge(run, recheck->tops[k]);
        lines[k].rows = top_sorted(top);
        lines[k].count = top_count(top);
        lines[k].share = recheck->shares[k].quota;
        all += lines[k].count;
    }
    struct top_entry **rows = arena_array(run->arena, all, sizeof(struct top_entry *));
    size_t *counts = arena_array(run->arena, all, sizeof *counts);
    for (size_t i = 0; i < top_count(bad) && *count < most; i++)
        if (within_cap(run, &groups, counts, unscorable[i]))
            rows[(*count)++] = unscorable[i];
    for (size_t k; *count < most && (k = next_line(lines)) < RECHECK_KINDS;) {
        struct top_entry *entry = lines[k].rows[lines[k].next++];
        if (!within_cap(run, &groups, counts, entry))
            continue;
        lines[k].taken++;
        rows[(*count)++] = entry;
    }
    return rows;
}
