#include "run/chance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dengine/hash.h"

/* ---- while rows are scored ---- */

/* What a worker has summed of the rows of each label. */
struct chance_labels {
    struct names names;
    struct label_sum {
        uint64_t count;
        int128 forecasts; /* units of 1e-9 */
    } * sums;             /* by number */
    size_t capacity;
};

void chance_start(const struct run *run)
{
    struct chance *chance = run->options->chance;
    if (!chance || chance->drawing || chance->asked)
        return;
    chance->workers = run->threads;
    chance->sums = arena_array(run->arena, run->threads, sizeof *chance->sums);
    if (run->command->rowwise || run->command->groups & GROUP(SIMILAR))
        chance->tallies = arena_array(run->arena, run->threads, sizeof(struct tally *));
    chance->labels = arena_array(run->arena, run->threads, sizeof *chance->labels);
    for (unsigned i = 0; i < run->threads; i++) {
        struct arena *arena = run_worker_arena(run, i);
        chance->labels[i].names.arena = arena;
        chance->sums[i] = (struct informed_sums){.arena = arena, .most = chance->rows == SIZE_MAX ? 0 : chance->rows};
        if (chance->tallies)
            chance->tallies[i] = tally_open(arena, true);
    }
}

/* A score as a forecast; false when it lies outside its scale, by more than a distribution may miss its sum. */
static bool forecast_of(int64_t score, double highest, double tolerance, double *forecast)
{
    const double rounding = 2, slack = fmax(rounding, tolerance * NANO); /* units of 1e-9 */
    double value = (double)score / highest;
    if (!(value >= -slack && value <= NANO + slack)) /* NaN, too: there is no scale */
        return false;
    *forecast = fmin(1, fmax(0, value / NANO));
    return true;
}

static void add_label(struct chance_labels *labels, struct text label, double forecast)
{
    size_t before = labels->names.count, number = names_add(&labels->names, label);
    labels->sums =
        arena_reserve(labels->names.arena, labels->sums, &labels->capacity, labels->names.count, sizeof *labels->sums);
    if (labels->names.count > before)
        labels->sums[number] = (struct label_sum){0};
    labels->sums[number].count++;
    labels->sums[number].forecasts += nano_round(forecast);
}

static const int64_t told_unit = INT64_C(1) << 32; /* of a forecast; the class is below it */

static int by_label(const void *label, const void *class)
{
    return text_compare(*(const struct text *)label, ((const struct chance_class *)class)->label);
}

/* Of several rows of an id the highest, whichever is met first: the forecast, then the class. */
static void tell(struct chance_asked *asked, const struct scored *scored, double forecast)
{
    size_t number = names_find(&asked->ids, scored->id);
    if (number == asked->ids.count)
        return;
    const struct chance_class *class =
        asked->classes_count ? bsearch(&scored->label, asked->classes, asked->classes_count, sizeof *class, by_label)
                             : NULL;
    size_t known = class ? (size_t)(class - asked->classes) : asked->classes_count;
    int64_t told = nano_round(forecast) * told_unit + (int64_t)known;
    int64_t before = atomic_load(&asked->told[number]);
    while (told > before && !atomic_compare_exchange_weak(&asked->told[number], &before, told))
        continue;
}

bool chance_told(const struct chance_asked *asked, size_t id, double *forecast, size_t *class)
{
    int64_t told = atomic_load(&asked->told[id]);
    int64_t nano = told / told_unit;
    *forecast = (double)nano / NANO;
    *class = (size_t)(told % told_unit);
    return told >= 0;
}

bool chance_weigh(const struct run *run, unsigned worker, const struct scored *scored, struct top_key *key)
{
    struct chance *chance = run->options->chance;
    double forecast = 0;
    struct error error;
    if (!chance)
        return true;
    if (!forecast_of(key->scores[0], scored->highest, run->options->tolerance, &forecast))
        atomic_store(&chance->off_scale, true);
    if (chance->asked) {
        tell(chance->asked, scored, forecast);
        return false;
    }
    if (chance->drawing) {
        forecast = (double)nano_round(forecast) / NANO; /* what is printed */
        *key = (struct top_key){
            .scores = {informed_score(&chance->design, forecast, run_draw(run, scored->id)), nano_round(forecast)}};
        return true;
    }
    informed_add(&chance->sums[worker], (double)nano_round(forecast) / NANO);
    if (scored->label.size)
        add_label(&chance->labels[worker], scored->label, forecast);
    if (chance->tallies && !tally_add(chance->tallies[worker], hash_text(run->draw_key, scored->id), 0, &error))
        atomic_store(&chance->untold, true);
    return false;
}

/* ---- the queue ---- */

/* What a row tells of its draw, behind the evidence. */
enum { EXPECTED, DRAW, WEIGHT, TOLD };
static const char *const told[TOLD] = {[EXPECTED] = "expected", [DRAW] = "draw", [WEIGHT] = "weight"};

static void add_cells(const struct run *run, struct top_entry *entry, size_t evidence, double forecast)
{
    const struct informed_design *design = &run->options->chance->design;
    double values[TOLD] = {forecast, run_draw(run, entry->id), informed_weight(design, forecast)};
    struct text *cells = arena_array(run->arena, entry->cells_count + TOLD, sizeof *cells);
    size_t before = 1 + evidence;
    memcpy(cells, entry->cells, before * sizeof *cells);
    for (size_t i = 0; i < TOLD; i++) {
        struct buffer cell = {.arena = run->arena};
        if (entry->key.scores[0] != TOP_UNSCORABLE)
            buffer_nine(&cell, values[i]);
        cells[before + i] = buffer_text(&cell);
    }
    memcpy(cells + before + TOLD, entry->cells + before, (entry->cells_count - before) * sizeof *cells);
    entry->cells = cells;
    entry->cells_count += TOLD;
}

/* u / w of the row beyond the last, which is not drawn; INFINITY when all are. */
static double take_threshold(const struct run *run, const struct chance *chance, struct queue *draft)
{
    if (draft->count <= chance->rows)
        return INFINITY;
    const struct top_entry *beyond = draft->rows[--draft->count];
    double forecast = (double)beyond->key.scores[1] / NANO;
    return run_draw(run, beyond->id) / informed_weight(&chance->design, forecast);
}

void chance_finish(struct run *run, struct queue *draft)
{
    const struct chance *chance = run->options->chance;
    if (!chance || !chance->drawing)
        return;
    double threshold = take_threshold(run, chance, draft);
    run->ids = chance->design.population;
    struct queue_column *columns = arena_array(run->arena, draft->columns_count + TOLD, sizeof *columns);
    memcpy(columns, draft->columns, draft->columns_count * sizeof *columns);
    for (size_t i = 0; i < TOLD; i++)
        columns[draft->columns_count + i] = (struct queue_column){.name = text_of(told[i])};
    for (size_t i = 0; i < draft->count; i++) {
        struct top_entry *entry = draft->rows[i];
        double forecast = (double)entry->key.scores[1] / NANO;
        if (entry->key.scores[0] != TOP_UNSCORABLE)
            entry->inclusion_prob = chance->repeated ? NAN : informed_drawn(&chance->design, forecast, threshold);
        add_cells(run, entry, draft->columns_count, forecast);
    }
    if (chance->repeated)
        run_note(run, "%llu row%s an id, and weigh the population wrongly: inclusion_prob is empty",
                 (unsigned long long)chance->repeated, chance->repeated == 1 ? " repeats" : "s repeat");
    draft->columns = columns;
    draft->columns_count += TOLD;
    if (run->options->sink) {
        run->options->sink->drawn = true;
        run->options->sink->forecast = chance->design.forecast;
        run->options->sink->classes = chance->classes;
        run->options->sink->classes_count = chance->classes_count;
    }
}

/* ---- two passes ---- */

static bool check_options(const struct options *options, struct error *error)
{
    if (options->cap || options->diverse.count || options->distinct > 0)
        return error_set(error, STATUS_USAGE, "--draw takes rows by chance: no --cap, --diverse, --distinct");
    if (options->measure && strchr(options->measure, ','))
        return error_set(error, STATUS_USAGE, "--draw goes by one measure");
    return true;
}

/* The labels of all workers. */
static void find_classes(struct chance *chance)
{
    struct names all = {.arena = chance->arena}, **parts = arena_array(chance->arena, chance->workers, sizeof *parts);
    for (unsigned i = 0; i < chance->workers; i++)
        parts[i] = &chance->labels[i].names;
    uint32_t **numbers = names_join(&all, parts, chance->workers);
    struct label_sum *sums = arena_array(chance->arena, all.count, sizeof *sums);
    for (unsigned i = 0; i < chance->workers; i++)
        for (size_t n = 0; n < parts[i]->count; n++) {
            sums[numbers[i][n]].count += chance->labels[i].sums[n].count;
            sums[numbers[i][n]].forecasts += chance->labels[i].sums[n].forecasts;
        }
    chance->classes_count = all.count;
    chance->classes = arena_array(chance->arena, all.count, sizeof *chance->classes);
    for (size_t n = 0; n < all.count; n++)
        chance->classes[n] =
            (struct chance_class){.label = all.items[n],
                                  .population = sums[n].count,
                                  .forecast = (double)sums[n].forecasts / NANO / (double)sums[n].count};
}

/* Finds the weights of a draw when all scores are summed, `bad` rows having none. */
static bool find_weights(struct chance *chance, size_t bad, struct arena *arena, struct error *error)
{
    struct tally_sums ids = {0};
    uint64_t rows = 0;
    if (atomic_load(&chance->off_scale))
        return error_set(error, STATUS_USAGE,
                         "--draw needs a score from 0 to 1, a forecast of errors: this one has no such scale; take "
                         "another measure");
    for (unsigned i = 0; i < chance->workers; i++) {
        rows += chance->sums[i].count;
        if (i > 0)
            informed_merge(&chance->sums[0], &chance->sums[i]);
    }
    if (atomic_load(&chance->untold) ||
        (chance->tallies && !tally_count(&ids, arena, chance->tallies, NULL, chance->workers, 1, error)))
        return error_set(error, STATUS_IO, "--draw: cannot count the ids in a temporary file");
    chance->repeated = chance->tallies ? rows - ids.ids : 0;
    chance->design = informed_design(&chance->sums[0], chance->rows > bad ? chance->rows - bad : 0);
    find_classes(chance);
    return true;
}

/* The options of a pass that makes no queue. */
static struct options *options_of_pass(const struct options *options, struct chance *chance, struct arena *arena)
{
    struct options *pass = arena_alloc(arena, sizeof *pass);
    *pass = *options;
    pass->chance = chance;
    pass->sink = arena_alloc(arena, sizeof *pass->sink);
    pass->rejects = pass->duplicates = NULL;
    pass->explain = false;
    return pass;
}

/* The first pass: sums the scores of the population. */
static bool measure(const struct command *command, const struct options *options, struct chance *chance,
                    struct arena *arena, struct error *error)
{
    struct options *first = options_of_pass(options, chance, arena);
    if (!command->run(command, first, arena, error))
        return false;
    return find_weights(chance, first->sink->queue.count, arena, error); /* nothing else was offered */
}

struct options *chance_asking(const struct options *options, struct chance_asked *asked, struct arena *arena)
{
    struct chance *chance = arena_alloc(arena, sizeof *chance);
    *chance = (struct chance){.arena = arena, .asked = asked};
    asked->told = arena_array(arena, asked->ids.count, sizeof *asked->told);
    for (size_t i = 0; i < asked->ids.count; i++)
        atomic_init(&asked->told[i], -1);
    return options_of_pass(options, chance, arena);
}

/* The options of the second pass: the row beyond the last is the threshold. */
static struct options *options_of_draw(const struct options *options, struct chance *chance, struct arena *arena)
{
    struct options *second = arena_alloc(arena, sizeof *second);
    *second = *options;
    second->chance = chance;
    second->top += second->top < SIZE_MAX;
    return second;
}

bool chance_held(struct run *run, void (*pass)(void *state), void *state, struct error *error)
{
    if (run->options->draw && !run->options->chance) {
        struct chance *chance = arena_alloc(run->arena, sizeof *chance);
        chance->arena = run->arena;
        chance->rows = run->options->top;
        if (!check_options(run->options, error))
            return false;
        run->options = options_of_draw(run->options, chance, run->arena);
        chance_start(run);
        pass(state);
        if (!find_weights(chance, 0, run->arena, error))
            return false;
        chance->drawing = true;
    }
    pass(state);
    return true;
}

bool chance_run(const struct command *command, const struct options *options, struct arena *arena, struct error *error)
{
    if (!options->draw || command->holds_scores)
        return command->run(command, options, arena, error);
    struct chance *chance = arena_alloc(arena, sizeof *chance);
    struct arena first = {.exhausted = arena->exhausted};
    chance->arena = arena;
    chance->rows = options->top;
    bool measured =
        check_options(options, error) && run_spool(options, error) && measure(command, options, chance, &first, error);
    arena_free(&first);
    if (!measured)
        return false;
    lseek(STDIN_FILENO, 0, SEEK_SET);
    chance->drawing = true;
    return command->run(command, options_of_draw(options, chance, arena), arena, error);
}
