#include "run/per_id.h"

#include "dengine/strata.h"
#include "input/idmap.h"

struct id_scores {
    int128 sum; /* exact, in any order */
    uint64_t rows;
};

struct per_id_scores {
    struct idmap ids;
    struct id_scores *items; /* by number of the id */
    size_t capacity;
};

struct per_id_scores **per_id_open(const struct run *run, struct top ***tops)
{
    struct per_id_scores **scores = arena_array(run->arena, run->threads, sizeof *scores);
    *tops = arena_array(run->arena, run->threads, sizeof **tops);
    for (unsigned i = 0; i < run->threads; i++) {
        struct arena *arena = run_worker_arena(run, i);
        scores[i] = arena_alloc(arena, sizeof **scores);
        *scores[i] = (struct per_id_scores){.ids = {.arena = arena}};
        (*tops)[i] = top_open(arena, SIZE_MAX, run->cap ? SIZE_MAX : 0); /* groups are known, and not yet capped */
    }
    return scores;
}

static void add(struct per_id_scores *scores, struct text id, const struct id_scores *more)
{
    bool added;
    size_t number = idmap_add(&scores->ids, id, &added);
    scores->items =
        arena_reserve(scores->ids.arena, scores->items, &scores->capacity, number + 1, sizeof *scores->items);
    if (added)
        scores->items[number] = (struct id_scores){0};
    scores->items[number].sum += more->sum;
    scores->items[number].rows += more->rows;
}

void per_id_add(struct per_id_scores *scores, struct text id, int64_t score)
{
    add(scores, id, &(struct id_scores){.sum = score, .rows = 1});
}

/* The nearest whole unit, halves away from 0. */
static int64_t mean_of(const struct id_scores *scores)
{
    int128 rows = (int128)scores->rows, half = scores->sum < 0 ? -rows / 2 : rows / 2;
    return (int64_t)((scores->sum + half) / rows);
}

static void merge(const struct run *run, struct per_id_scores *const *scores)
{
    for (unsigned i = 1; i < run->threads; i++)
        for (size_t number = 0; number < scores[i]->ids.count; number++)
            add(scores[0], scores[i]->ids.items[number].id, &scores[i]->items[number]);
}

/* A row of the queue, with the score and the number of rows of its id. */
static void offer(const struct run *run, const struct per_id_scores *all, struct top *top, struct top_entry *entry,
                  size_t cell)
{
    size_t number = idmap_find(&all->ids, entry->id);
    struct buffer rows = {.arena = run->arena};
    struct top_key key = entry->key;
    if (number != IDMAP_NONE) {
        buffer_count(&rows, all->items[number].rows);
        entry->cells[cell] = buffer_text(&rows);
    }
    if (number != IDMAP_NONE && key.scores[0] != TOP_UNSCORABLE && run->options->per_id == PER_ID_MEAN)
        key.scores[0] = mean_of(&all->items[number]);
    struct top_entry *taken = top_offer(top, &key, entry->id, top_entry_group(entry));
    if (!taken)
        return;
    taken->tag = entry->tag;
    top_cells(top, taken, entry->cells, entry->cells_count);
}

struct top *per_id_fold(const struct run *run, struct per_id_scores *const *scores, struct top *every, size_t cell)
{
    struct top *top = top_open(run->arena, run->options->top, run->cap);
    struct top_entry **entries = top_sorted(every);
    uint64_t rows = 0, several = 0;
    merge(run, scores);
    for (size_t i = 0; i < top_count(every); i++)
        offer(run, scores[0], top, entries[i], cell);
    for (size_t number = 0; number < scores[0]->ids.count; number++)
        if (scores[0]->items[number].rows > 1) {
            rows += scores[0]->items[number].rows;
            several++;
        }
    if (several)
        run_note(run, "%llu rows are of %llu id%s: each is queued once, by the %s of its rows",
                 (unsigned long long)rows, (unsigned long long)several, several == 1 ? "" : "s",
                 run->options->per_id == PER_ID_MEAN ? "mean" : "most doubtful");
    return top;
}
