/*
 * augment - where does a small change flip the answer?
 *
 * The deployed model sees each sample as it is and altered in several ways, the views.
 */
#include "run/join.h"
#include "run/say.h"

struct augment {
    struct join join;
    uint64_t **seen, **flips; /* [worker][view] */
};

static const struct queue_column evidence[] = {
    {.name = {"label", 5}}, {.name = {"confidence", 10}}, {.name = {"consensus", 9}},
    {.name = {"views", 5}}, {.name = {"flips", 5}},       {.name = {"flipped", 7}},
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence };

/* Names of the views that flip. */
static size_t add_flipped(struct buffer *text, const struct augment *augment, const struct view *view,
                          const struct gathered *sample, const char *between)
{
    const struct words *views = &augment->join.gather.members;
    size_t count = 0;
    for (size_t m = 0; m < views->count; m++)
        if (join_differs(&augment->join, view, sample, m)) {
            buffer_add(text, text_of(count++ ? between : ""));
            buffer_add(text, views->items[m]);
        }
    return count;
}

static void count_flips(const struct augment *augment, unsigned worker, const struct view *view,
                        const struct gathered *sample)
{
    for (size_t m = 0; m < augment->join.gather.members.count; m++) {
        augment->seen[worker][m] += sample->labels[m] > 0;
        augment->flips[worker][m] += join_differs(&augment->join, view, sample, m);
    }
}

static void score_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct augment *augment = state;
    struct join *join = &augment->join;
    struct top_key key = {0};
    if (sample->problem) {
        join_unscorable(join, worker, sample);
        return;
    }
    const struct view *view = join->apart ? join_view(join, worker, sample) : NULL;
    count_flips(augment, worker, view, sample);
    if (!join_wants(join, worker, sample))
        return;
    view = view ? view : join_view(join, worker, sample);
    struct top_entry *entry = join_offer(join, worker, sample, view, &key);
    if (!entry)
        return;
    struct buffer *text = &join->cells[worker].text;
    const struct evidence *views = &view->others;
    size_t count = views->members - views->votes[views->label];
    if (join->apart) {
        buffer_add(text, join->apart[view->doubtful]);
        buffer_byte(text, ' ');
    }
    buffer_format(text, count ? "flips in %zu of %zu views: " : "flips in %zu of %zu views", count, views->members);
    add_flipped(text, augment, view, sample, ", ");
    if (!count && !join->votes) {
        buffer_add(text, text_of("; they give "));
        join_say(text, join_class(join, view, views->label), views->q[views->label]);
    }
    cells_end(&join->cells[worker]);
    join_cell(join, worker, join_own_answer(join, worker, sample));
    join_cell_number(join, worker, join_own_confidence(join, sample));
    join_cell(join, worker, join_answer(join, worker, sample, view));
    join_cell_number(join, worker, (double)views->members);
    join_cell_number(join, worker, (double)count);
    add_flipped(text, augment, view, sample, "|");
    cells_end(&join->cells[worker]);
    join_fill(join, worker, entry, &key);
}

/* How often each view flips; one that flips nearly everything is no small change. */
static void explain_views(const struct augment *augment)
{
    const struct run *run = &augment->join.run;
    const struct words *views = &augment->join.gather.members;
    const double broken = 0.8;
    if (run->options->explain)
        say("%-24s %10s %10s %8s\n", "view", "samples", "flips", "share");
    for (size_t m = 0; m < views->count; m++) {
        uint64_t seen = 0, flipped = 0;
        for (unsigned i = 0; i < run->threads; i++) {
            seen += augment->seen[i][m];
            flipped += augment->flips[i][m];
        }
        double share = seen ? (double)flipped / (double)seen : 0;
        if (run->options->explain)
            say("%-24.*s %10llu %10llu %7.1f%%\n", (int)views->items[m].size, views->items[m].data,
                (unsigned long long)seen, (unsigned long long)flipped, 100 * share);
        if (seen >= 20 && share >= broken)
            run_note(run, "view '%.*s' flips %.0f%% of the samples: a broken augmentation?", (int)views->items[m].size,
                     views->items[m].data, 100 * share);
    }
}

static bool run_augment(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct augment *augment = arena_alloc(arena, sizeof *augment);
    struct join *join = &augment->join;
    const char *view = options->view ? options->view : "augmentation";
    struct join_inputs inputs = {.principal = options->files,
                                 .principal_count = 1,
                                 .others = options->files + 1,
                                 .others_count = options->files_count - 1,
                                 .deployed = true,
                                 .member = view,
                                 .every_has = options->view != NULL};
    if (options->original)
        inputs = (struct join_inputs){.principal = options->files,
                                      .principal_count = options->files_count,
                                      .member = view,
                                      .long_form = true,
                                      .original = options->original};
    else if (options->files_count < 2)
        return error_set(error, STATUS_USAGE,
                         "augment: expected ORIGINAL VIEWS...; for one long table, --original NAME tells which rows of "
                         "--view are the samples as they were");
    if (!join_open(join, command, options, arena, &inputs, error))
        return false;
    join->gather.apart = "--view";
    augment->seen = arena_array(arena, join->run.threads, sizeof *augment->seen);
    augment->flips = arena_array(arena, join->run.threads, sizeof *augment->flips);
    for (unsigned i = 0; i < join->run.threads; i++) {
        struct arena *own = run_worker_arena(&join->run, i);
        augment->seen[i] = arena_array(own, join->gather.members.count, sizeof **augment->seen);
        augment->flips[i] = arena_array(own, join->gather.members.count, sizeof **augment->flips);
    }
    if (!join_run(join, evidence, EVIDENCE, score_sample, augment, error) || !join_write(join, error))
        return false;
    explain_views(augment);
    return true;
}

const struct command command_augment = {
    .name = "augment",
    .operands = "ORIGINAL VIEWS... | LONG --original NAME",
    .doc = "where does a small change flip the answer?",
    .text = "Joins the model's answers on the samples as they are (ORIGINAL) with those on altered copies: a table\n"
            "whose --view column names the alteration of each row, or one file for each view. With --original all is\n"
            "one long table. Evidence: the views that flip, by name; --explain tells how often each view flips.",
    .example = "augment data/digits/probs.csv data/digits/augment.csv -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(MEASURES) |
              GROUP(JOIN) | GROUP(AUGMENT),
    .measures = {doubt_measures, disagreement_measures},
    .run = run_augment,
};
