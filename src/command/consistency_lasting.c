/*
 * consistency_lasting.c - how long each class lasts (persistence.h), told by some frames and used for others: so a
 * table in shards learns it from all of them.
 *
 * In a partial, and until they are written, the numbers are groups named LABEL|LAG: pairs as their count, agreeing
 * ones as their sum; behind the last lag stand the frames of the label.
 */
#include <stdlib.h>
#include <string.h>

#include "command/consistency.h"
#include "output/json.h"
#include "read/config.h"
#include "run/merged.h"

enum { LAG_DIGITS = 5 }; /* with the bar before them */

static void add(struct strata *strata, struct text label, size_t lag, uint64_t pairs, uint64_t agree)
{
    struct arena arena = {0};
    struct buffer key = {.arena = &arena};
    buffer_add(&key, label);
    buffer_format(&key, "|%0*zu", LAG_DIGITS - 1, lag);
    struct stratum *stratum = strata_find(strata, buffer_text(&key), key.size);
    strata_spread_merge(strata, stratum, &(struct moments){.count = pairs, .sum = (int128)agree});
    arena_free(&arena);
}

struct strata *consistency_lasting(const struct consistency *consistency)
{
    const struct persistence *counts = &consistency->persistence[0];
    const struct names *labels = &consistency->frames.labels;
    struct strata *strata = strata_open(consistency->run.arena, 0);
    const uint64_t *frames = frames_of_labels(&consistency->frames, consistency->run.arena);
    for (size_t label = 0; label < counts->labels; label++) {
        for (size_t lag = 0, at = label * counts->lags; lag < counts->lags; lag++, at++)
            add(strata, labels->items[label], lag, counts->pairs[at] / PERSISTENCE_ONE,
                counts->agree[at] / PERSISTENCE_ONE);
        add(strata, labels->items[label], counts->lags, frames[label], 0);
    }
    return strata;
}

/* ---- written ---- */

/* Numbers of one label, in the order of its lags. */
static int by_label(const void *a, const void *b)
{
    const struct text left = (*(struct stratum *const *)a)->key, right = (*(struct stratum *const *)b)->key;
    int order = text_compare((struct text){left.data, left.size - LAG_DIGITS},
                             (struct text){right.data, right.size - LAG_DIGITS});
    return order ? order : text_compare(left, right);
}

static void write_counts(struct json *json, const char *key, struct stratum *const *lags, size_t count, bool agree)
{
    json_array(json, key);
    for (size_t lag = 0; lag < count; lag++) {
        struct moments pairs = stratum_spread(lags[lag]);
        json_count(json, NULL, agree ? (uint64_t)pairs.sum : pairs.count);
    }
    json_end(json);
}

bool consistency_write_lasting(struct run *run, const struct strata *strata, size_t lags, struct error *error)
{
    struct json json = {.out = run->output.file};
    struct stratum **sorted = strata_sorted(strata);
    size_t count = strata_count(strata);
    if (count)
        qsort(sorted, count, sizeof(struct stratum *), by_label);
    json_object(&json, NULL);
    json_string(&json, "window", run->options->window);
    json_object(&json, "classes");
    for (size_t i = 0; i + lags < count; i += lags + 1) {
        struct text key = sorted[i]->key;
        json_line(&json, 2);
        json_key(&json, (struct text){key.data, key.size - LAG_DIGITS});
        json_object(&json, NULL);
        json_count(&json, "frames", stratum_spread(sorted[i + lags]).count);
        write_counts(&json, "pairs", sorted + i, lags, false);
        write_counts(&json, "agree", sorted + i, lags, true);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
    putc('\n', run->output.file);
    return output_finish(&run->output, error);
}

/* ---- read ---- */

/* Numbers of one label at each lag; of a label that no frame here has they count for nothing. */
static bool read_lags(const struct config_item *class, const char *key, uint64_t *counts, size_t lags,
                      struct error *error)
{
    struct config_item list, item;
    size_t read = 0, number;
    if (!config_member(class, key, &list))
        return config_wrong(class, error, "%s is missing", key);
    if (!config_array(&list, error))
        return false;
    for (bool more = config_first(&list, &item); more; more = config_next(&item)) {
        if (!config_whole(&item, 0, 1e12, &number, error))
            return false;
        if (read++ < lags && counts)
            counts[read - 1] = number * PERSISTENCE_ONE;
    }
    return read == lags || config_wrong(&list, error, "expected %zu numbers, a lag each, found %zu", lags, read);
}

static bool read_class(struct consistency *consistency, const struct config_item *class, uint64_t *frames,
                       uint64_t *total, struct error *error)
{
    static const char *const keys[] = {"frames", "pairs", "agree", NULL};
    struct persistence *all = &consistency->persistence[0];
    struct config_item item;
    size_t label = names_find(&consistency->frames.labels, class->key), count;
    bool here = label < consistency->frames.labels.count;
    if (!config_keys(class, keys, error))
        return false;
    if (!config_member(class, "frames", &item))
        return config_wrong(class, error, "frames is missing");
    if (!config_whole(&item, 0, 1e12, &count, error))
        return false;
    *total += count;
    if (here)
        frames[label] = count;
    return read_lags(class, "pairs", here ? all->pairs + label * all->lags : NULL, all->lags, error) &&
           read_lags(class, "agree", here ? all->agree + label * all->lags : NULL, all->lags, error);
}

bool consistency_read_lasting(struct consistency *consistency, uint64_t *frames, uint64_t *total, struct error *error)
{
    static const char *const keys[] = {"window", "classes", NULL};
    const struct options *options = consistency->run.options;
    struct config config;
    struct config_item classes, item;
    struct text window;
    *total = 0;
    if (!config_open(&config, consistency->run.arena, options->lasting, STATUS_DATA, error))
        return false;
    struct config_item root = config_root(&config);
    if (!config_keys(&root, keys, error))
        return false;
    if (!config_member(&root, "window", &item) || !config_member(&root, "classes", &classes))
        return config_wrong(&root, error, "is no file that --tell-lasting writes");
    if (!config_string(&item, &window, error))
        return false;
    if (!text_equal(window, text_of(options->window)))
        return config_wrong(&item, error, "told with --window %.*s, used with %s", (int)window.size, window.data,
                            options->window);
    if (!config_object(&classes, error))
        return false;
    for (bool more = config_first(&classes, &item); more; more = config_next(&item))
        if (!read_class(consistency, &item, frames, total, error))
            return false;
    return true;
}
