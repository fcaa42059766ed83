/*
 * stratify_notes.c - what is said of strata beside the queue.
 */
#include <string.h>

#include "command/stratify.h"
#include "run/say.h"

static void note_bins(const struct run *run, const struct terms *terms)
{
    for (size_t t = 0; t < terms->count; t++) {
        const struct term *term = &terms->items[t];
        size_t bins = term->cuts_count + 1;
        if (bins < term->bins)
            run_note(run, "bin(%.*s,%zu): only %zu bin%s, many values are equal", (int)term->field.name.size,
                     term->field.name.data, term->bins, bins, bins == 1 ? "" : "s");
    }
}

static void note_clocks(const struct run *run, const struct terms *terms)
{
    struct words told = {0};
    for (size_t t = 0; t < terms->count; t++) {
        const struct term *term = &terms->items[t];
        struct buffer kinds = {.arena = run->arena};
        if (!term_is_mixed(term, &kinds) || words_find(&told, term->field.name) < told.count)
            continue;
        words_add(&told, run->arena, term->field.name);
        run_warn(run, "--by %s: column '%.*s' holds %s: hours and days of different clocks", term->kind->name,
                 (int)term->field.name.size, term->field.name.data, buffer_string(&kinds));
    }
}

void stratify_note_terms(const struct run *run, const struct terms *terms)
{
    note_bins(run, terms);
    note_clocks(run, terms);
}

bool stratify_note_unknown(const struct run *run, struct stratum *const *strata, size_t count, uint64_t shared)
{
    struct buffer share = {.arena = run->arena};
    size_t bare = 0;
    uint64_t ids = 0;
    for (size_t i = 0; i < count; i++)
        if (strata[i]->size > 0 && strata[i]->taken == 0) {
            bare++;
            ids += strata[i]->size;
        }
    if (!shared) /* else their ids may have a row of another stratum */
        buffer_format(&share, " (%llu of %llu ids)", (unsigned long long)ids, (unsigned long long)run->ids);
    if (bare)
        run_note(run,
                 "%zu of %zu strata have no row%s: what review finds tells nothing of them, so "
                 "inclusion_prob is empty; --min-per-stratum 1 with -n %zu or more gives each a row",
                 bare, count, buffer_string(&share), count);
    if (shared)
        run_note(run, "%llu id%s in several strata and can be taken once: inclusion_prob is empty",
                 (unsigned long long)shared, shared == 1 ? " stands" : "s stand");
    return bare || shared;
}

void stratify_explain(struct stratum *const *strata, size_t count, uint64_t taken)
{
    size_t width = strlen("stratum");
    uint64_t population = 0;
    for (size_t i = 0; i < count; i++) {
        width = strata[i]->shown > width ? strata[i]->shown : width;
        population += strata[i]->size;
    }
    say("%-*s  %10s  %7s  %10s  %7s  %14s\n", (int)width, "stratum", "size", "share", "taken", "share",
        "inclusion_prob");
    for (size_t i = 0; i < count; i++) {
        const struct stratum *stratum = strata[i];
        say("%-*.*s  %10llu  %6.2f%%  %10llu  %6.2f%%  %14.9g\n", (int)width, (int)stratum->shown, stratum->key.data,
            (unsigned long long)stratum->size, 100 * (double)stratum->size / (double)population,
            (unsigned long long)stratum->taken, taken ? 100 * (double)stratum->taken / (double)taken : 0,
            (double)stratum->taken / (double)stratum->size);
    }
}
