/*
 * coverage.c - does the 95 % interval of the error rate hold the truth in 95 % of all samples?
 *
 *     coverage [DRAWS] PREDICTIONS TRUTH ...
 *
 * Draws thousands of samples from tables whose errors are known, by doubt (f = 1 - confidence) and all alike, and
 * prints how often the interval holds the true rate, how wide it is against that of a uniform slice of as many
 * rows, and how many errors it finds. Exit 1 when a coverage leaves [.92, .99] by more than two standard
 * errors of so many draws; classes, strata and nights, where few rows are uncertain, may go up to 1.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../sampling.h"
#include "dengine/estimate.h"
#include "input/idmap.h"
#include "select/review.h"

/* ---- a table ---- */

struct table {
    const char *name;
    struct population population;
    uint32_t *says; /* class */
    size_t classes;
    double rate;
};

static bool fail(const struct error *error)
{
    fprintf(stderr, "coverage: %s\n", error->text);
    return false;
}

/* Cuts the cell of column `name` out of a plain CSV line. */
static struct text cell(const char *header, const char *line, const char *name)
{
    size_t length = strlen(name);
    for (;; header += strcspn(header, ",\n") + 1, line += strcspn(line, ",\n") + 1) {
        if (strncmp(header, name, length) == 0 && strchr(",\n", header[length]))
            return (struct text){line, strcspn(line, ",\n")};
        if (!header[strcspn(header, ",\n")] || header[strcspn(header, ",\n")] == '\n')
            return (struct text){0};
    }
}

static bool read_table(struct table *table, struct arena *arena, const char *predictions, const char *truth)
{
    struct idmap *truths = arena_alloc(arena, sizeof *truths), *classes = arena_alloc(arena, sizeof *classes);
    struct error error;
    char header[4096], line[4096];
    size_t room = 0;
    double *forecast = NULL;
    bool *wrong = NULL;
    truths->arena = classes->arena = arena;
    if (!idmap_read(truths, &(struct idmap_file){.option = "TRUTH", .id = "id", .label = "label"}, truth, &error))
        return fail(&error);
    FILE *file = fopen(predictions, "re");
    if (!file || !fgets(header, sizeof header, file))
        return fprintf(stderr, "coverage: %s: cannot read\n", predictions), false;
    room = truths->count;
    forecast = arena_array(arena, room, sizeof *forecast);
    wrong = arena_array(arena, room, sizeof *wrong);
    table->says = arena_array(arena, room, sizeof *table->says);
    while (fgets(line, sizeof line, file) && table->population.count < room) {
        struct text label = cell(header, line, "label"), confidence = cell(header, line, "confidence");
        size_t id = idmap_find(truths, cell(header, line, "id")), i = table->population.count;
        bool added;
        if (id == IDMAP_NONE)
            continue;
        forecast[i] = 1 - strtod(confidence.data, NULL);
        wrong[i] = !text_equal(truths->items[id].label, label);
        table->says[i] = (uint32_t)idmap_add(classes, label, &added);
        table->rate += wrong[i];
        table->population.count++;
    }
    fclose(file);
    table->population.forecast = forecast;
    table->population.wrong = wrong;
    table->rate /= (double)table->population.count;
    table->classes = classes->count;
    return true;
}

/* ---- what is reviewed of a sample ---- */

enum reviewed { ALL, HALF, FIFTH_SKIPPED };

static bool is_reviewed(enum reviewed reviewed, size_t place, size_t n, uint64_t *chance)
{
    switch (reviewed) {
    case ALL:
        return true;
    case HALF:
        return place < n / 2;
    case FIFTH_SKIPPED:
        break;
    }
    return random_below(chance, 5) > 0;
}

/* ---- one row of the result ---- */

struct tally {
    const char *name;
    double least, most; /* of the coverage */
    size_t held, draws;
    double width, uniform; /* sums */
    double found, found_uniform;
    double bias;
};

static bool print(const struct table *table, size_t n, const struct tally *tally)
{
    double draws = (double)tally->draws, coverage = (double)tally->held / draws;
    double slack = 2 * sqrt(tally->least * (1 - tally->least) / draws), above = 2 * sqrt(.99 * .01 / draws);
    bool good = coverage >= tally->least - slack && coverage <= tally->most + above;
    printf("%-10.10s %5zu  %-22s %6.3f %8.4f %8.2f", table->name, n, tally->name, coverage, tally->width / draws,
           tally->width / tally->uniform);
    if (tally->found_uniform > 0)
        printf(" %8.2f", tally->found / tally->found_uniform);
    else
        printf(" %8s", "");
    printf(" %+8.4f%s\n", tally->bias / draws, good ? "" : "  <-- outside");
    return good;
}

static void add(struct tally *tally, struct figure accuracy, double truth)
{
    tally->draws++;
    tally->held += accuracy.low <= truth + 1e-12 && accuracy.high >= truth - 1e-12;
    tally->width += accuracy.high - accuracy.low;
    tally->bias += accuracy.estimate - truth;
}

struct room {
    size_t *rows;
    double *pi;
    struct sampling_draw *draws;
    struct review_row *queue;
    uint32_t *says;
    size_t *index; /* of each row of the queue in the table */
    bool *taken;
    struct arena *arena;
};

static double mean_forecast(const struct population *population, const size_t *rows, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += population->forecast[rows[i]];
    return sum / (double)count;
}

/* One night's sample of the rows listed in room->rows, added behind `at` rows of the queue. */
static size_t sample(struct room *room, const struct table *table, size_t count, size_t n, bool alike,
                     enum reviewed reviewed, uint32_t night, size_t at, uint64_t *chance)
{
    const struct population *population = &table->population;
    sampling_chances(population, room->rows, count, n, alike, room->pi);
    sampling_take(room->pi, count, room->draws, chance);
    double threshold = sampling_threshold(room->draws, count, n);
    for (size_t i = 0; i < n && i < count; i++) {
        size_t row = room->rows[room->draws[i].row];
        room->says[at + i] = table->says[row];
        room->index[at + i] = row;
        room->taken[row] = true;
        room->queue[at + i] = (struct review_row){
            .night = night,
            .pi = alike ? room->pi[room->draws[i].row] : sampling_probability(room->pi[room->draws[i].row], threshold),
            .forecast = population->forecast[row],
            .outcome = !is_reviewed(reviewed, i, n, chance) ? OUTCOME_OPEN
                       : population->wrong[row]             ? OUTCOME_WRONG
                                                            : OUTCOME_RIGHT,
        };
    }
    return at + (n < count ? n : count);
}

static struct review_rate rate_of(struct room *room, size_t count, const struct review_night *nights,
                                  size_t nights_count, const size_t *rows, size_t rows_count)
{
    struct review review = {.rows = room->queue, .count = count, .nights = nights, .nights_count = nights_count};
    struct arena arena = {0};
    struct review_domain domain = {
        .rows = rows, .count = rows_count, .first = 0, .last = nights_count - 1, .says = REVIEW_NONE};
    struct review_rate rate = review_rate(review_samples(&review, &arena), &domain);
    arena_free(&arena);
    return rate;
}

static size_t all_rows(struct room *room, const struct table *table)
{
    for (size_t i = 0; i < table->population.count; i++)
        room->rows[i] = i;
    memset(room->taken, 0, table->population.count);
    return table->population.count;
}

static double errors_in(const struct room *room, size_t count)
{
    double errors = 0;
    for (size_t i = 0; i < count; i++)
        errors += room->queue[i].outcome == OUTCOME_WRONG;
    return errors;
}

/* The whole, a half, four fifths; `alike` is the uniform slice they are held against. */
static bool whole(struct room *room, const struct table *table, size_t n, enum reviewed reviewed, size_t draws,
                  uint64_t *chance)
{
    static const char *const names[] = {"whole", "the first half reviewed", "a fifth skipped"};
    struct tally tally = {.name = names[reviewed], .least = .92, .most = .99};
    size_t count = all_rows(room, table);
    struct review_night night = {.population = (double)count,
                                 .forecast = mean_forecast(&table->population, room->rows, count)};
    for (size_t d = 0; d < draws; d++) {
        size_t rows = sample(room, table, count, n, false, reviewed, 0, 0, chance);
        add(&tally, rate_of(room, rows, &night, 1, NULL, 0).accuracy, 1 - table->rate);
        tally.found += errors_in(room, rows);
        rows = sample(room, table, count, n, true, reviewed, 0, 0, chance);
        struct figure plain =
            rate_of(room, rows, &(struct review_night){.population = (double)count, .forecast = NAN}, 1, NULL, 0)
                .accuracy;
        tally.uniform += plain.high - plain.low;
        tally.found_uniform += errors_in(room, rows);
    }
    return print(table, n, &tally);
}

/* Each predicted class: its rows of the sample. All classes with at least a tenth of n to be drawn count. */
static bool classes(struct room *room, const struct table *table, size_t n, size_t draws, uint64_t *chance)
{
    struct tally tally = {.name = "classes", .least = .92, .most = 1};
    size_t count = all_rows(room, table), *rows = arena_array(room->arena, count, sizeof *rows);
    double *right = arena_array(room->arena, table->classes, sizeof *right);
    double *size = arena_array(room->arena, table->classes, sizeof *size);
    for (size_t i = 0; i < count; i++) {
        right[table->says[i]] += !table->population.wrong[i];
        size[table->says[i]]++;
    }
    for (size_t d = 0; d < draws; d++)
        for (int alike = 0; alike < 2; alike++) {
            size_t drawn = sample(room, table, count, n, alike, ALL, 0, 0, chance);
            struct review_night night = {.population = (double)count, .forecast = NAN};
            for (uint32_t c = 0; c < table->classes; c++) {
                size_t found = 0;
                for (size_t i = 0; i < drawn; i++)
                    if (room->says[i] == c)
                        rows[found++] = i;
                struct review_rate rate = rate_of(room, drawn, &night, 1, rows, found);
                if (found < INTERVAL_FEW)
                    continue;
                if (alike)
                    tally.uniform += rate.accuracy.high - rate.accuracy.low;
                else
                    add(&tally, rate.accuracy, right[c] / size[c]);
            }
        }
    return tally.draws == 0 || print(table, n, &tally);
}

/* Three strata by doubt, each sampled on its own. */
static bool strata(struct room *room, const struct table *table, size_t n, size_t draws, uint64_t *chance)
{
    struct tally tally = {.name = "three strata", .least = .92, .most = 1};
    static const double ends[] = {0, .02, .2, 2};
    const struct population *population = &table->population;
    for (size_t d = 0; d < draws; d++) {
        struct estimate_part parts[3] = {0};
        for (size_t h = 0; h < 3; h++) {
            size_t count = 0, rows = 0;
            struct estimate_row reviewed[1000];
            for (size_t i = 0; i < population->count; i++)
                if (population->forecast[i] >= ends[h] && population->forecast[i] < ends[h + 1])
                    room->rows[count++] = i;
            if (count == 0)
                continue;
            double forecast = mean_forecast(population, room->rows, count);
            size_t drawn = sample(room, table, count, n / 3, false, ALL, 0, 0, chance);
            for (size_t i = 0; i < drawn; i++)
                reviewed[rows++] = (struct estimate_row){.pi = room->queue[i].pi,
                                                         .forecast = room->queue[i].forecast,
                                                         .wrong = room->queue[i].outcome == OUTCOME_WRONG};
            parts[h] = estimate_part(reviewed, rows, (double)count, forecast);
        }
        struct figure rate = estimate_parts(parts, 3).rate;
        add(&tally, rate, table->rate);
        size_t count = all_rows(room, table), drawn = sample(room, table, count, n, true, ALL, 0, 0, chance);
        struct figure plain = share_of(errors_in(room, drawn), (double)drawn);
        tally.uniform += plain.high - plain.low;
    }
    return print(table, n, &tally);
}

/* ---- nights over one pool ---- */

enum { NIGHTS = 7 };

/* Rows that no one will ever answer, since later nights leave them out. */
struct lost {
    double rows, wrong;
};

static size_t most_doubtful(const struct room *room, const struct population *population)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < population->count; i++)
        if (!room->taken[i] && (best == SIZE_MAX || population->forecast[i] > population->forecast[best]))
            best = i;
    return best;
}

/* The rows of greatest doubt, for certain. */
static size_t pick(struct room *room, const struct population *population, size_t picks, enum reviewed reviewed,
                   uint32_t night, size_t at, uint64_t *chance)
{
    for (size_t p = 0; p < picks; p++, at++) {
        size_t row = most_doubtful(room, population);
        room->taken[row] = true;
        room->index[at] = row;
        room->queue[at] = (struct review_row){.night = night,
                                              .pi = 1,
                                              .forecast = population->forecast[row],
                                              .outcome = !is_reviewed(reviewed, p, picks, chance) ? OUTCOME_OPEN
                                                         : population->wrong[row]                 ? OUTCOME_WRONG
                                                                                                  : OUTCOME_RIGHT};
    }
    return at;
}

static void lose(struct lost *lost, const struct room *room, const struct population *population, size_t from,
                 size_t to)
{
    for (size_t i = from; i < to; i++)
        if (room->queue[i].outcome == OUTCOME_OPEN) {
            lost->rows++;
            lost->wrong += population->wrong[room->index[i]];
        }
}

/* Picks and a sample each night; returns the rows of all queues, *truth what their estimate speaks of. */
static size_t pool(struct room *room, const struct table *table, size_t picks, size_t n, bool alike,
                   enum reviewed reviewed, struct review_night *night, double *truth, uint64_t *chance)
{
    const struct population *population = &table->population;
    struct lost lost = {0};
    double rows = 0, wrong = 0, all = (double)all_rows(room, table);
    size_t at = 0, from;
    for (uint32_t h = 0; h < NIGHTS; h++) {
        size_t count = 0;
        from = at;
        at = pick(room, population, picks, reviewed, h, at, chance);
        lose(&lost, room, population, from, at);
        for (size_t i = 0; i < population->count; i++)
            if (!room->taken[i])
                room->rows[count++] = i;
        double weight = 1 / ((double)count * (double)count);
        rows += weight * (all - lost.rows);
        wrong += weight * (table->rate * all - lost.wrong);
        night[h] = (struct review_night){.pool = text_of("pool"),
                                         .population = (double)count,
                                         .forecast = alike ? NAN : mean_forecast(population, room->rows, count)};
        from = at;
        at = sample(room, table, count, n, alike, reviewed, h, at, chance);
        lose(&lost, room, population, from, at);
    }
    *truth = 1 - wrong / rows;
    return at;
}

static bool nights(struct room *room, const struct table *table, size_t picks, size_t n, enum reviewed reviewed,
                   size_t draws, uint64_t *chance)
{
    static const char *const names[] = {"7 nights", "7 nights, half", "7 nights, 4 fifths"};
    struct tally tally = {
        .name = names[reviewed], .least = .92, .most = 1}; /* what is known bounds it: may hold always */
    for (size_t d = 0; d < draws; d++)
        for (int alike = 0; alike < 2; alike++) {
            struct review_night night[NIGHTS];
            double truth;
            size_t count = pool(room, table, picks, n, alike, reviewed, night, &truth, chance);
            struct figure accuracy = rate_of(room, count, night, NIGHTS, NULL, 0).accuracy;
            if (alike)
                tally.uniform += accuracy.high - accuracy.low;
            else
                add(&tally, accuracy, truth);
            *(alike ? &tally.found_uniform : &tally.found) += errors_in(room, count);
        }
    return print(table, n, &tally);
}

/* ---- all of it ---- */

static bool simulate(const struct table *table, struct arena *arena, size_t draws)
{
    size_t count = table->population.count + 1000;
    uint64_t chance = 20;
    bool good = true;
    struct room room = {.rows = arena_array(arena, count, sizeof *room.rows),
                        .pi = arena_array(arena, count, sizeof *room.pi),
                        .draws = arena_array(arena, count, sizeof *room.draws),
                        .queue = arena_array(arena, count, sizeof *room.queue),
                        .says = arena_array(arena, count, sizeof *room.says),
                        .index = arena_array(arena, count, sizeof *room.index),
                        .taken = arena_array(arena, count, sizeof *room.taken),
                        .arena = arena};
    for (size_t n = 80; n <= 200; n += 120) {
        for (enum reviewed reviewed = ALL; reviewed <= FIFTH_SKIPPED; reviewed++)
            good &= whole(&room, table, n, reviewed, draws, &chance);
        good &= strata(&room, table, n, draws, &chance);
        good &= classes(&room, table, n, draws, &chance);
    }
    for (enum reviewed reviewed = ALL; reviewed <= FIFTH_SKIPPED; reviewed++)
        good &= nights(&room, table, 80, 20, reviewed, draws / 4, &chance);
    return good;
}

int main(int count, char **arguments)
{
    size_t draws = 1000;
    int first = 1;
    bool good = true;
    if (count > 1 && strspn(arguments[1], "0123456789") == strlen(arguments[1]))
        draws = (size_t)strtoull(arguments[first++], NULL, 10);
    printf("%-10s %5s  %-22s %6s %8s %8s %8s %8s\n", "set", "rows", "reviewed", "holds", "width", "/uniform",
           "errors x", "bias");
    for (; first + 1 < count; first += 2) {
        struct arena arena = {0};
        struct table table = {0};
        const char *end = strrchr(arguments[first], '/');
        const char *start = end;
        while (start && start > arguments[first] && start[-1] != '/')
            start--;
        table.name = start ? text_copy(&arena, (struct text){start, (size_t)(end - start)}).data : arguments[first];
        if (!read_table(&table, &arena, arguments[first], arguments[first + 1]))
            return 2;
        good &= simulate(&table, &arena, draws);
        arena_free(&arena);
    }
    return good ? 0 : 1;
}
