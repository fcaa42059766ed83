/*
 * paired.c - does the interval of the difference of two models hold the truth?
 *
 *     paired [DRAWS] OLD NEW TRUTH ...
 *
 * Draws thousands of samples from tables in which it is known where either model is wrong, all alike and by the old
 * model's doubt, and prints how often the 95 % interval of the difference in accuracy holds the true one, how wide
 * it is against that of two accuracies that know nothing of each other, and the bias. Exit 1 when a coverage leaves
 * [.92, .98]; where few rows of a sample changed (15) the interval may hold always.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../sampling.h"
#include "input/idmap.h"
#include "select/paired.h"

struct pair {
    const char *name;
    size_t count;
    struct paired_row *rows;
    double *forecast;
    double gain, changed; /* of all rows */
};

static bool read_one(struct idmap *map, const char *path)
{
    struct error error;
    if (idmap_read(map, &(struct idmap_file){.option = path, .id = "id", .label = "label", .truth = "confidence"}, path,
                   &error))
        return true;
    fprintf(stderr, "paired: %s\n", error.text);
    return false;
}

static bool read_pair(struct pair *pair, struct arena *arena, char *const *paths)
{
    struct idmap maps[3] = {{.arena = arena}, {.arena = arena}, {.arena = arena}}, *old = &maps[0];
    for (size_t m = 0; m < 3; m++)
        if (!read_one(&maps[m], paths[m]))
            return false;
    pair->name = strrchr(paths[1], '/') ? strrchr(paths[1], '/') + 1 : paths[1];
    pair->rows = arena_array(arena, old->count, sizeof *pair->rows);
    pair->forecast = arena_array(arena, old->count, sizeof *pair->forecast);
    for (size_t i = 0; i < old->count; i++) {
        size_t new = idmap_find(&maps[1], old->items[i].id), truth = idmap_find(&maps[2], old->items[i].id);
        if (new == IDMAP_NONE || truth == IDMAP_NONE)
            continue;
        struct text is = maps[2].items[truth].label;
        pair->rows[pair->count] =
            (struct paired_row){true, !text_equal(old->items[i].label, is), !text_equal(maps[1].items[new].label, is)};
        pair->forecast[pair->count++] = 1 - strtod(old->items[i].truth.data, NULL);
    }
    return true;
}

/* The same but for the rows that changed: of them only each so many remain, or as many broken as fixed. */
static void thin(const struct pair *pair, struct paired_row *rows, size_t keep, bool even)
{
    size_t seen = 0;
    for (size_t i = 0; i < pair->count; i++) {
        rows[i] = pair->rows[i];
        if (rows[i].before == rows[i].after)
            continue;
        if (seen++ % keep)
            rows[i].after = rows[i].before;
        else if (even)
            rows[i].before = !(rows[i].after = seen / keep % 2);
    }
}

static void sum_up(struct pair *pair)
{
    pair->gain = pair->changed = 0;
    for (size_t i = 0; i < pair->count; i++) {
        pair->gain += (double)pair->rows[i].before - (double)pair->rows[i].after;
        pair->changed += pair->rows[i].before != pair->rows[i].after;
    }
    pair->gain /= (double)pair->count;
}

struct room {
    size_t *all;
    double *pi;
    struct sampling_draw *draws;
    struct review_row *queue;
    struct paired_row *known;
};

static struct paired_figures draw(const struct pair *pair, struct room *room, size_t n, bool alike, uint64_t *chance)
{
    struct population population = {.count = pair->count, .forecast = pair->forecast};
    struct arena arena = {0};
    double mean = 0;
    sampling_chances(&population, room->all, pair->count, n, alike, room->pi);
    sampling_take(room->pi, pair->count, room->draws, chance);
    for (size_t i = 0; i < pair->count; i++)
        mean += pair->forecast[i] / (double)pair->count;
    for (size_t i = 0; i < n; i++) {
        size_t row = room->draws[i].row;
        room->queue[i] = (struct review_row){.pi = room->pi[row], .forecast = pair->forecast[row]};
        room->known[i] = pair->rows[row];
    }
    struct review_night night = {.population = (double)pair->count, .forecast = alike ? NAN : mean};
    struct review review = {.rows = room->queue, .count = n, .nights = &night, .nights_count = 1};
    struct paired_figures figures = paired_figures(&review, room->known, &arena);
    arena_free(&arena);
    return figures;
}

static bool simulate(const struct pair *pair, struct room *room, size_t n, bool alike, size_t draws, uint64_t *chance)
{
    double held = 0, width = 0, apart = 0, bias = 0, expected = pair->changed * (double)n / (double)pair->count;
    for (size_t d = 0; d < draws; d++) {
        struct paired_figures figures = draw(pair, room, n, alike, chance);
        struct figure gain = figures.gain, before = figures.before, after = figures.after;
        held += gain.low <= pair->gain + 1e-12 && gain.high >= pair->gain - 1e-12;
        width += gain.high - gain.low;
        apart += hypot(before.high - before.low, after.high - after.low);
        bias += gain.estimate - pair->gain;
    }
    double coverage = held / (double)draws;
    bool good = coverage >= .92 && coverage <= (expected < 15 ? 1 : .98);
    printf("%-16s %5zu %-8s %7.1f %+8.4f %6.3f %8.4f %8.2f %+8.4f%s\n", pair->name, n, alike ? "alike" : "by doubt",
           expected, pair->gain, coverage, width / (double)draws, width / apart, bias / (double)draws,
           good ? "" : "  <-- outside");
    return good;
}

static bool simulate_all(struct pair *pair, struct arena *arena, size_t draws)
{
    static const struct {
        size_t keep;
        bool even;
    } thinned[] = {{1, false}, {1, true}, {4, false}, {4, true}, {16, false}};
    struct room room = {.all = arena_array(arena, pair->count, sizeof *room.all),
                        .pi = arena_array(arena, pair->count, sizeof *room.pi),
                        .draws = arena_array(arena, pair->count, sizeof *room.draws),
                        .queue = arena_array(arena, pair->count, sizeof *room.queue),
                        .known = arena_array(arena, pair->count, sizeof *room.known)};
    struct pair own = *pair;
    uint64_t chance = 16;
    bool good = true;
    own.rows = arena_array(arena, pair->count, sizeof *own.rows);
    for (size_t i = 0; i < pair->count; i++)
        room.all[i] = i;
    for (size_t t = 0; t < sizeof thinned / sizeof *thinned; t++) {
        thin(pair, own.rows, thinned[t].keep, thinned[t].even);
        sum_up(&own);
        for (size_t n = 80; n <= 320; n *= 2)
            for (int alike = 1; alike >= 0; alike--)
                good &= simulate(&own, &room, n, alike, draws, &chance);
    }
    return good;
}

int main(int count, char **arguments)
{
    size_t draws = 1000;
    int first = 1;
    bool good = true;
    if (count > 1 && strspn(arguments[1], "0123456789") == strlen(arguments[1]))
        draws = (size_t)strtoull(arguments[first++], NULL, 10);
    printf("%-16s %5s %-8s %7s %8s %6s %8s %8s %8s\n", "new model", "rows", "drawn", "changed", "gain", "holds",
           "width", "/apart", "bias");
    for (; first + 2 < count; first += 3) {
        struct arena arena = {0};
        struct pair pair = {0};
        if (!read_pair(&pair, &arena, arguments + first))
            return 2;
        good &= simulate_all(&pair, &arena, draws);
        arena_free(&arena);
    }
    return good ? 0 : 1;
}
