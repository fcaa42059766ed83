/*
 * ensemble - where do the models disagree?
 *
 * Several models speak about the same samples. With a deployed one among or beside them its label is
 * held against the others; without, the label they agree on most.
 */
#include <string.h>
#include <sys/stat.h>

#include "read/paths.h"
#include "run/join.h"
#include "run/say.h"

struct ensemble {
    struct join join;
    uint64_t **seen, **agree; /* [worker][member]: with the consensus */
};

static const struct queue_column evidence[] = {
    {.name = {"label", 5}},     {.name = {"confidence", 10}}, {.name = {"votes", 5}},
    {.name = {"consensus", 9}}, {.name = {"members", 7}},
};
enum { EVIDENCE = sizeof evidence / sizeof *evidence, WITHOUT_DEPLOYED = 2 };

/* "3 of 5 say bus, 2 jeep" */
static void add_reason(struct buffer *text, const struct join *join, const struct view *view)
{
    enum { SHOWN = 3 };
    const struct evidence *others = &view->others;
    size_t k, place = 0;
    for (; place < SHOWN && (k = join_ranked(join, view, place)) < others->classes; place++) {
        struct text name = join_class(join, view, k);
        size_t votes = others->votes[k];
        if (place == 0)
            buffer_format(text, "%zu of %zu say%s ", votes, others->members, votes == 1 ? "s" : "");
        else
            buffer_format(text, ", %zu ", votes);
        buffer_add(text, name);
    }
    if (join_ranked(join, view, place) < others->classes)
        buffer_add(text, text_of(" ..."));
}

/* "bus:3|jeep:2" */
static void add_votes(struct buffer *text, const struct join *join, const struct view *view)
{
    size_t k;
    for (size_t place = 0; (k = join_ranked(join, view, place)) < view->others.classes; place++) {
        buffer_add(text, text_of(place ? "|" : ""));
        buffer_add(text, join_class(join, view, k));
        buffer_format(text, ":%zu", view->others.votes[k]);
    }
}

/* With the consensus, of labels apart on the one in doubt. */
static bool agrees(const struct join *join, const struct view *view, const struct gathered *sample, size_t member)
{
    const struct evidence *others = &view->others;
    if (join->apart)
        return sample->labels[member] &&
               join_differs(join, view, sample, member) == (others->label != others->consensus);
    return sample->labels[member] && sample->labels[member] - 1u == view->labels[others->consensus];
}

static void count_agreement(const struct ensemble *ensemble, unsigned worker, const struct gathered *sample,
                            const struct view *view)
{
    for (size_t m = 0; m < ensemble->join.gather.members.count; m++) {
        ensemble->seen[worker][m] += sample->labels[m] > 0;
        ensemble->agree[worker][m] += agrees(&ensemble->join, view, sample, m);
    }
}

static void score_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct ensemble *ensemble = state;
    struct join *join = &ensemble->join;
    struct top_key key = {0};
    if (sample->problem) {
        join_unscorable(join, worker, sample);
        return;
    }
    bool explain = join->run.options->explain;
    if (!explain && !join_wants(join, worker, sample))
        return;
    const struct view *view = join_view(join, worker, sample);
    if (explain)
        count_agreement(ensemble, worker, sample, view);
    struct top_entry *entry = join_offer(join, worker, sample, view, &key);
    if (!entry)
        return;
    struct buffer *text = &join->cells[worker].text;
    if (join->gather.deployed) {
        buffer_add(text, text_of("deployed says "));
        join_say(text, join_said(join, view, sample), join_said_confidence(join, view, sample));
        buffer_add(text, text_of("; "));
    }
    add_reason(text, join, view);
    cells_end(&join->cells[worker]);
    if (join->gather.deployed) {
        join_cell(join, worker, join_own_answer(join, worker, sample));
        join_cell_number(join, worker, join_own_confidence(join, sample));
    }
    add_votes(text, join, view);
    cells_end(&join->cells[worker]);
    join_cell(join, worker, join_answer(join, worker, sample, view));
    join_cell_number(join, worker, (double)view->others.members);
    join_fill(join, worker, entry, &key);
}

static void explain_members(const struct ensemble *ensemble)
{
    const struct join *join = &ensemble->join;
    const struct words *members = &join->gather.members;
    say("%-24s %10s %10s\n", "member", "samples", "consensus");
    for (size_t m = 0; m < members->count; m++) {
        uint64_t seen = 0, agree = 0;
        for (unsigned i = 0; i < join->run.threads; i++) {
            seen += ensemble->seen[i][m];
            agree += ensemble->agree[i][m];
        }
        say("%-24.*s %10llu %9.1f%%\n", (int)members->items[m].size, members->items[m].data, (unsigned long long)seen,
            seen ? 100 * (double)agree / (double)seen : 0.0);
    }
}

/* ---- who is deployed ---- */

static bool is_same_file(const char *a, const char *b)
{
    struct stat left, right;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev && left.st_ino == right.st_ino;
}

/* The file that --deployed means: itself, or the member of that short name. */
static bool find_deployed(const char **file, const struct options *options, struct arena *arena, struct error *error)
{
    struct words names = {0};
    bool exists;
    *file = options->deployed;
    if (!path_exists(options->deployed, &exists, error))
        return false;
    if (exists || strcmp(options->deployed, "-") == 0)
        return true;
    for (size_t i = 0; i < options->files_count; i++)
        words_add(&names, arena, join_short_name(arena, options->files[i]));
    size_t found = words_find(&names, text_of(options->deployed));
    if (found < names.count) {
        *file = options->files[found];
        return true;
    }
    return error_set(error, STATUS_INPUT, "--deployed %s: no such file, and no such member%s", options->deployed,
                     words_suggest(&names, arena, text_of(options->deployed)));
}

/* One file each; the deployed one is not among the others. */
static bool find_inputs(struct join_inputs *inputs, const struct options *options, struct arena *arena,
                        struct error *error)
{
    const char **others = arena_array(arena, options->files_count, sizeof *others);
    const char **deployed = arena_alloc(arena, sizeof *deployed);
    *inputs = (struct join_inputs){.principal = options->files, .principal_count = 1, .others = others};
    inputs->member = options->member;
    bool is_file = false;
    if (options->deployed && !path_exists(options->deployed, &is_file, error))
        return false;
    if (options->member && !is_file) {
        inputs->principal_count = options->files_count;
        inputs->long_form = true;
        inputs->original = options->deployed;
        return true;
    }
    if (options->deployed) {
        if (!find_deployed(deployed, options, arena, error))
            return false;
        inputs->principal = deployed;
        inputs->deployed = true;
        inputs->every_has = options->member != NULL;
    }
    for (size_t i = options->deployed ? 0 : 1; i < options->files_count; i++)
        if (!options->deployed || !is_same_file(options->files[i], *deployed))
            others[inputs->others_count++] = options->files[i];
    if (inputs->others_count)
        return true;
    return error_set(error, STATUS_USAGE,
                     "ensemble: one model cannot disagree: give several FILEs, or --member COL for one long table");
}

static bool run_ensemble(const struct command *command, const struct options *options, struct arena *arena,
                         struct error *error)
{
    struct ensemble *ensemble = arena_alloc(arena, sizeof *ensemble);
    struct join *join = &ensemble->join;
    struct join_inputs inputs;
    if (!find_inputs(&inputs, options, arena, error) || !join_open(join, command, options, arena, &inputs, error))
        return false;
    const struct words *members = &join->gather.members;
    if (options->member && inputs.deployed &&
        words_find(members, join_short_name(arena, inputs.principal[0])) < members->count)
        return error_set(error, STATUS_USAGE, "--deployed %s is a member of the long table, too: give its name there",
                         options->deployed);
    ensemble->seen = arena_array(arena, join->run.threads, sizeof *ensemble->seen);
    ensemble->agree = arena_array(arena, join->run.threads, sizeof *ensemble->agree);
    for (unsigned i = 0; i < join->run.threads; i++) {
        struct arena *own = run_worker_arena(&join->run, i);
        ensemble->seen[i] = arena_array(own, members->count, sizeof **ensemble->seen);
        ensemble->agree[i] = arena_array(own, members->count, sizeof **ensemble->agree);
    }
    size_t skipped = join->gather.deployed ? 0 : WITHOUT_DEPLOYED;
    if (!join_run(join, evidence + skipped, EVIDENCE - skipped, score_sample, ensemble, error) ||
        !join_write(join, error))
        return false;
    if (options->explain)
        explain_members(ensemble);
    return true;
}

const struct command command_ensemble = {
    .name = "ensemble",
    .operands = "FILE... | LONG --member COL",
    .doc = "where do the models disagree?",
    .text =
        "Joins the exports of several models by id, one file each or one long table with --member. With --deployed\n"
        "the label of the model in production is held against the others; without, the label that all together\n"
        "favour. Probabilities, logits, or labels and confidences: then each member has one vote. Evidence: votes,\n"
        "consensus, how many members know the sample; --explain tells how often each agrees with the consensus.\n"
        "A FILE given several times has as many voices: so a stronger model can count for more.",
    .example = "ensemble data/digits/ensemble/*.csv --deployed data/digits/ensemble/a_main.csv -n 5",
    .groups = GROUP(QUEUE) | GROUP(COMMON) | GROUP(PARTIAL) | GROUP(PREDICTION) | GROUP(DIVERSE) | GROUP(MEASURES) |
              GROUP(JOIN) | GROUP(ENSEMBLE),
    .measures = {doubt_measures, disagreement_measures},
    .run = run_ensemble,
};
