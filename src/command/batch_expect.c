/*
 * batch_expect.c - what the method that draws expects of the rows that no other method picked.
 *
 * It sums its forecasts over all rows that it could draw, but the sample stands for those alone that were left when the
 * others had picked theirs, and the estimate of a review (estimate.h) needs the mean over these. Which rows were picked
 * is known when all methods have run: so the method scores its rows once more and tells of the picked ones.
 */
#include "command/batch.h"
#include "run/chance.h"

/* The method whose forecasts the record tells, or the number of methods. */
static size_t drawer_of(const struct batch *batch)
{
    size_t i = 0;
    while (i < batch->plan.count && !batch->sinks[i].drawn)
        i++;
    return i;
}

static struct chance_asked *ask(const struct batch *batch, const struct queue *mixed, const struct sink *sink)
{
    struct chance_asked *asked = arena_alloc(batch->run.arena, sizeof *asked);
    *asked = (struct chance_asked){
        .ids = {.arena = batch->run.arena}, .classes = sink->classes, .classes_count = sink->classes_count};
    for (size_t i = 0; i < mixed->count; i++)
        if (mixed->rows[i]->inclusion_prob >= 1)
            names_add(&asked->ids, mixed->rows[i]->id);
    return asked;
}

static bool run_asking(struct batch *batch, size_t method, struct chance_asked *asked, struct error *error)
{
    struct plan_method *drawer = &batch->plan.methods[method];
    struct arena *arena = &batch->arenas[method];
    struct options *options = drawer->options;
    drawer->options = chance_asking(options, asked, arena);
    bool done = drawer->learn.count ? batch_learn(batch, method, error)
                                    : drawer->command->run(drawer->command, drawer->options, arena, error);
    drawer->options = options;
    return done;
}

static void leave_out(struct chance_class *rest, double forecast)
{
    double sum = (double)rest->population * rest->forecast - forecast;
    rest->population -= rest->population > 0;
    rest->forecast = rest->population ? sum / (double)rest->population : 0;
}

static const struct chance_class *rest_of(const struct batch *batch, const struct sink *sink,
                                          const struct chance_asked *asked)
{
    struct chance_class *rest = arena_array(batch->run.arena, 1 + sink->classes_count, sizeof *rest);
    rest[0] = (struct chance_class){.population = sink->ids, .forecast = sink->forecast};
    for (size_t c = 0; c < sink->classes_count; c++)
        rest[1 + c] = sink->classes[c];
    for (size_t i = 0; i < asked->ids.count; i++) {
        double forecast;
        size_t class;
        if (!chance_told(asked, i, &forecast, &class))
            continue;
        leave_out(&rest[0], forecast);
        if (class < sink->classes_count)
            leave_out(&rest[1 + class], forecast);
    }
    return rest;
}

bool batch_expect(struct batch *batch, const struct queue *mixed, const struct mix *mix, struct error *error)
{
    size_t drawer = drawer_of(batch);
    if (drawer == batch->plan.count || mix->unknown) /* some rows may have been picked or drawn */
        return true;
    struct sink *sink = &batch->sinks[drawer];
    struct chance_asked *asked = ask(batch, mixed, sink);
    if (asked->ids.count && !run_asking(batch, drawer, asked, error))
        return false;
    sink->rest = rest_of(batch, sink, asked);
    arena_free(&batch->arenas[drawer]);
    return true;
}
