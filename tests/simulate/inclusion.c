/*
 * inclusion.c - whether inclusion_prob tells the truth: many batches of one population under many seeds, run in this
 * process by the commands themselves.
 *
 *     simulate_inclusion [BATCHES [NAME]]       20,000 batches of each design, or of one
 *
 * In each batch the rows of the population that have a probability count 1 / inclusion_prob. Over the batches the mean
 * of the sums must be the number of ids, and that of the marked ones the number of marked ids, within three standard
 * errors. Planted: with probabilities that are 1 % too large the same check must fail, for each design that had 20,000
 * batches; with fewer, but a thousand, 20,000 of two designs show it.
 */
#include <malloc.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../random.h"
#include "base/pool.h"
#include "command/commands.h"
#include "dengine/arena.h"
#include "output/queue_mix.h"
#include "run/chance.h"
#include "run/options.h"
#include "run/run.h"

enum { IDS = 90, REPEATED = 30, ANSWERED = 40, BATCHES = 20000, ENOUGH = 1000, QUEUES = 3, WORDS = 16, LINES = 64 };

/* The population: a file, and which of its ids are marked, in the part of --where and excluded. */
struct world {
    char path[64], excluded[64], long_path[64];
    char scores[64], earlier[64], answers[64];
    bool marked[IDS], inside[IDS], left_out[IDS];
};

/* Ids are numbers. Marked ids have more weight and doubt, and one camera has more of them. */
static void write_row(FILE *file, size_t id, uint64_t *chance, bool marked)
{
    const char *camera = id % 10 < 6 ? "front" : id % 10 < 9 ? "rear" : "side";
    fprintf(file, "%zu,%s,%.3f,%s,%zu,%.2f,%.1f\n", id, marked ? "cat" : "dog",
            1 - 0.5 * random_unit(chance) - 0.3 * marked, camera, id / 4, 0.2 + 3 * random_unit(chance) + marked,
            id % 10 < 6 ? random_unit(chance) : 4 * random_unit(chance));
}

/* Of each id two scores, the first of which goes with errors; ids of an earlier night, which are answered, follow on
 * those of the population. */
static void make_scores(const struct world *world)
{
    static const char header[] = "id,score,method,label,score_margin\n";
    uint64_t chance = 7;
    FILE *scores = fopen(world->scores, "w"), *earlier = fopen(world->earlier, "w"),
         *answers = fopen(world->answers, "w");
    if (!scores || !earlier || !answers)
        abort();
    fputs(header, scores);
    fputs(header, earlier);
    fputs("id,correct\n", answers);
    for (size_t id = 0; id < IDS + ANSWERED; id++) {
        bool wrong = id < IDS ? world->marked[id] : id % 3 == 0;
        fprintf(id < IDS ? scores : earlier, "%zu,%.3f,doubt,%s,%.3f\n", id, 0.6 * random_unit(&chance) + 0.4 * wrong,
                id % 2 ? "cat" : "dog", random_unit(&chance));
        if (id >= IDS)
            fprintf(answers, "%zu,%s\n", id, wrong ? "no" : "yes");
    }
    fclose(scores);
    fclose(earlier);
    fclose(answers);
}

static void make_world(struct world *world)
{
    static const char header[] = "id,label,confidence,camera,scene,weight,spread\n";
    uint64_t chance = 5;
    snprintf(world->path, sizeof world->path, "/tmp/dengine-simulate-%d.csv", (int)getpid());
    snprintf(world->long_path, sizeof world->long_path, "/tmp/dengine-simulate-%d-long.csv", (int)getpid());
    snprintf(world->excluded, sizeof world->excluded, "/tmp/dengine-simulate-%d-excluded.csv", (int)getpid());
    snprintf(world->scores, sizeof world->scores, "/tmp/dengine-simulate-%d-scores.csv", (int)getpid());
    snprintf(world->earlier, sizeof world->earlier, "/tmp/dengine-simulate-%d-earlier.csv", (int)getpid());
    snprintf(world->answers, sizeof world->answers, "/tmp/dengine-simulate-%d-answers.csv", (int)getpid());
    FILE *file = fopen(world->path, "w"), *repeated = fopen(world->long_path, "w"),
         *excluded = fopen(world->excluded, "w");
    if (!file || !repeated || !excluded)
        abort();
    fputs(header, file);
    fputs(header, repeated);
    fputs("id\n", excluded);
    for (size_t id = 0; id < IDS; id++) {
        world->marked[id] = random_unit(&chance) < (id % 10 < 6 ? 0.15 : 0.5);
        world->inside[id] = id % 10 < 9;
        world->left_out[id] = id % 7 == 0;
        if (world->left_out[id])
            fprintf(excluded, "%zu\n", id);
        uint64_t same = chance;
        write_row(file, id, &chance, world->marked[id]);
        for (size_t times = id < REPEATED ? 1 + id % 3 : 1; times-- > 0;) {
            uint64_t again = same;
            write_row(repeated, id, &again, world->marked[id]);
        }
    }
    fclose(file);
    fclose(repeated);
    fclose(excluded);
    make_scores(world);
}

/* A batch: command lines with their slots; one alone is the queue itself. @ is the file, ^ that with repeated ids, !
 * the excluded ids; $ the scores, < those of an earlier night, + its answers. */
struct design {
    const char *name;
    const char *lines[QUEUES];
    double slots[QUEUES];
    size_t rows;
    bool inside, left_out; /* the population is that of --where, without the excluded */
    bool unknown;          /* no row may have a probability but those that are certain */
};

#define PICKS "confidence @ -n 40"
static const struct design designs[] = {
    {.name = "random", .lines = {"random @ -n 12"}},
    {.name = "fraction", .lines = {"random @ --fraction 0.2"}},
    {.name = "weight", .lines = {"random @ -n 12 --weight weight"}},
    {.name = "cap", .lines = {"random @ -n 12 --cap scene=2"}},
    {.name = "cap that keeps nothing out", .lines = {"random @ -n 12 --cap scene=4"}},
    {.name = "cap alone", .lines = {"random @ -n all --cap scene=1"}},
    {.name = "equal", .lines = {"stratify @ --by camera -n 12"}},
    {.name = "proportional", .lines = {"stratify @ --by camera -n 12 --allocate proportional"}},
    {.name = "sqrt", .lines = {"stratify @ --by camera -n 12 --allocate sqrt"}},
    {.name = "neyman", .lines = {"stratify @ --by camera -n 12 --allocate neyman --spread spread"}},
    {.name = "least", .lines = {"stratify @ --by camera -n 12 --allocate proportional --min-per-stratum 2"}},
    {.name = "strata without rows", .lines = {"stratify @ --by camera -n 2"}, .unknown = true},
    {.name = "repeated ids", .lines = {"random ^ -n 12"}},
    {.name = "repeated ids by weight", .lines = {"random ^ -n 12 --weight weight"}},
    {.name = "repeated ids in strata", .lines = {"stratify ^ --by camera -n 12"}},
    {.name = "repeated ids with a cap", .lines = {"random ^ -n 12 --cap scene=2"}},
    {.name = "where and exclude",
     .lines = {"random ^ -n 12 --where camera!=side --exclude !"},
     .inside = true,
     .left_out = true},
    {.name = "where and exclude in strata",
     .lines = {"stratify ^ --by camera -n 12 --where camera!=side --exclude !"},
     .inside = true,
     .left_out = true},
    {.name = "draw", .lines = {"confidence @ -n 12 --draw"}},
    {.name = "draw few", .lines = {"confidence @ -n 6 --draw"}},
    {.name = "draw many", .lines = {"confidence @ -n 40 --draw"}},
    {.name = "draw of frames", .lines = {"consistency @ -n 12 --draw --time id --stream camera --window 4f"}},
    {.name = "draw of frames, where and exclude",
     .lines = {"consistency @ -n 12 --draw --time id --stream scene --where camera!=side --exclude !"},
     .inside = true,
     .left_out = true},
    {.name = "draw of what is like errors",
     .lines = {"similar @ -n 12 --draw --embedding weight,spread --like !"},
     .left_out = true},
    {.name = "draw, where and exclude",
     .lines = {"confidence @ -n 12 --draw --where camera!=side --exclude !"},
     .inside = true,
     .left_out = true},
    {.name = "draw cut", .lines = {"confidence @ -n 40 --draw"}, .rows = 12, .slots = {12}},
    {.name = "draw of most cut", .lines = {"confidence @ -n 75 --draw"}, .rows = 12, .slots = {12}},
    {.name = "draw, learnt", .lines = {"learn $ < --answers + -n 12 --draw"}},
    {.name = "draw, nothing learnt", .lines = {"learn $ --answers + -n 12 --draw"}},
    {.name = "draw, learnt, many", .lines = {"learn $ < --answers + -n 75 --draw"}},
    {.name = "draw, learnt, exclude", .lines = {"learn $ < --answers + -n 12 --draw --exclude !"}, .left_out = true},
    {.name = "learnt picks and draw",
     .lines = {"learn $ < --answers + -n 40", "learn $ < --answers + -n 40 --draw"},
     .rows = 30,
     .slots = {18, 12}},
    {.name = "picks and draw", .lines = {PICKS, "confidence @ -n 40 --draw"}, .rows = 30, .slots = {18, 12}},
    {.name = "random and draw",
     .lines = {"random @ -n 30", "confidence @ -n 40 --draw"},
     .rows = 24,
     .slots = {12, 12}},
    {.name = "strata and draw",
     .lines = {"stratify @ --by camera -n 30", "confidence @ -n 40 --draw"},
     .rows = 24,
     .slots = {12, 12}},
    {.name = "picks and random", .lines = {PICKS, "random @ -n 30"}, .rows = 30, .slots = {20, 10}},
    {.name = "picks and few random", .lines = {PICKS, "random @ -n 12"}, .rows = 30, .slots = {20, 10}},
    {.name = "picks and fraction", .lines = {PICKS, "random @ --fraction 0.4"}, .rows = 26, .slots = {20, 6}},
    {.name = "picks and weight", .lines = {PICKS, "random @ -n 30 --weight weight"}, .rows = 30, .slots = {20, 10}},
    {.name = "picks and all by weight",
     .lines = {PICKS, "random @ -n all --weight weight"},
     .rows = 30,
     .slots = {20, 10}},
    {.name = "picks and cap", .lines = {PICKS, "random @ -n 28 --cap scene=2"}, .rows = 28, .slots = {20, 8}},
    {.name = "picks and strata", .lines = {PICKS, "stratify @ --by camera -n 30"}, .rows = 30, .slots = {20, 10}},
    {.name = "picks and neyman",
     .lines = {PICKS, "stratify @ --by camera -n 30 --allocate neyman --spread spread"},
     .rows = 30,
     .slots = {18, 12}},
    {.name = "strata cut", .lines = {"stratify @ --by camera -n 30"}, .rows = 15, .slots = {15}},
    {.name = "picks and strata without slots",
     .lines = {PICKS, "stratify @ --by scene -n 30"},
     .rows = 22,
     .slots = {12, 10},
     .unknown = true},
    {.name = "random and strata",
     .lines = {"random @ -n 30", "stratify @ --by camera -n 30"},
     .rows = 30,
     .slots = {12, 18}},
    {.name = "strata and random",
     .lines = {"stratify @ --by camera -n 30", "random @ -n 30"},
     .rows = 30,
     .slots = {18, 12}},
    {.name = "random and weight",
     .lines = {"random @ -n 30", "random @ -n 30 --weight weight"},
     .rows = 30,
     .slots = {15, 15}},
    {.name = "random and cap",
     .lines = {"random @ -n 30", "random @ -n 28 --cap scene=2"},
     .rows = 24,
     .slots = {12, 12}},
    {.name = "two kinds of strata",
     .lines = {"stratify @ --by camera -n 30", "stratify @ --by label -n 30 --allocate proportional"},
     .rows = 30,
     .slots = {15, 15}},
    {.name = "picks, random and strata",
     .lines = {PICKS, "random @ -n 30", "stratify @ --by camera -n 30"},
     .rows = 30,
     .slots = {10, 10, 10}},
    {.name = "picks, fraction and weight",
     .lines = {PICKS, "random @ --fraction 0.4", "random @ -n 30 --weight weight"},
     .rows = 36,
     .slots = {16, 10, 10}},
    {.name = "picks, strata and weight of repeated ids",
     .lines = {"confidence ^ -n 40", "stratify ^ --by camera -n 36", "random ^ -n 36 --weight weight"},
     .rows = 36,
     .slots = {16, 10, 10}},
    {.name = "picks, random and strata, where and exclude",
     .lines = {"confidence ^ -n 30 --where camera!=side --exclude !", "random ^ -n 30 --where camera!=side --exclude !",
               "stratify ^ --by camera -n 30 --where camera!=side --exclude !"},
     .rows = 30,
     .slots = {10, 8, 12},
     .inside = true,
     .left_out = true},
};

static const struct command *command_of(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    abort();
}

/* A command line, read once: reading options is not for several threads. */
struct line {
    const char *text;
    const struct command *command;
    struct options options;
};

/* The file that a sign stands for, or the word itself. */
static const char *file_of(const struct world *world, const char *word)
{
    const struct {
        const char *sign, *path;
    } files[] = {{"@", world->path},   {"^", world->long_path}, {"!", world->excluded},
                 {"$", world->scores}, {"<", world->earlier},   {"+", world->answers}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(word, files[i].sign) == 0)
            return files[i].path;
    return word;
}

static void read_line(struct line *line, const struct world *world, const char *text, struct arena *arena)
{
    char **words = arena_array(arena, WORDS, sizeof *words), *rest = NULL;
    char *copy = arena_alloc(arena, strlen(text) + 1);
    struct error error;
    int count = 0;
    strcpy(copy, text);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = (char *)(uintptr_t)file_of(world, word);
    *line = (struct line){.text = text, .command = command_of(words[0])};
    if (!options_parse(&line->options, arena, count, words, line->command->groups, &error)) {
        fprintf(stderr, "%s: %s\n", text, error.text);
        exit(1);
    }
    line->options.quiet = true;
    line->options.threads = 1;
    line->options.block_size = 1 << 14;
    line->options.progress = PROGRESS_NEVER;
}

/* Runs it under a seed; the queue lives in the arena. */
static void run_line(const struct line *line, const char *seed, struct arena *arena, struct queue *queue)
{
    struct options *options = arena_alloc(arena, sizeof *options);
    struct error error;
    *options = line->options;
    options->seed = seed;
    options->sink = arena_alloc(arena, sizeof *options->sink);
    if (!chance_run(line->command, options, arena, &error)) {
        fprintf(stderr, "%s: %s\n", line->text, error.text);
        exit(1);
    }
    *queue = options->sink->queue;
}

/* What a batch says of the population: all ids, and the marked ones. */
struct told {
    double all, marked;
};

/* The same over many batches. */
struct sums {
    struct told sum, squares;
    bool wrong; /* a row has a probability that nobody can know */
};

enum { DESIGNS = sizeof designs / sizeof *designs, SHARES = 64 };

struct simulation {
    const struct world *world;
    size_t batches, first, last; /* of the designs */
    struct line lines[LINES];    /* each once */
    size_t lines_count;
    size_t line_of[DESIGNS][QUEUES];
    struct sums (*sums)[DESIGNS]; /* [share of the batches] */
    size_t next;                  /* share */
};

static void count_row(struct told *told, const struct world *world, struct text id, double prob)
{
    size_t number = 0;
    for (size_t i = 0; i < id.size; i++)
        number = 10 * number + (size_t)(id.data[i] - '0');
    if (isnan(prob))
        return;
    told->all += 1 / prob;
    told->marked += world->marked[number] / prob;
}

/* A batch of a design from the queues of its lines. */
static struct told tell(const struct simulation *simulation, size_t number, const struct queue *queues,
                        struct arena *arena, size_t *certain)
{
    const struct design *design = &designs[number];
    struct told told = {0};
    struct mix_queue offers[QUEUES] = {{0}};
    struct mix mix;
    struct error error;
    size_t count = 0;
    *certain = 0;
    const struct queue *first = &queues[simulation->line_of[number][0]];
    if (design->slots[0] <= 0) {
        for (size_t i = 0; i < first->count; i++)
            count_row(&told, simulation->world, first->rows[i]->id, first->rows[i]->inclusion_prob);
        return told;
    }
    for (; count < QUEUES && design->lines[count]; count++) {
        queue_offer(&offers[count], arena, &queues[simulation->line_of[number][count]]);
        offers[count].name = design->lines[count];
        offers[count].quota = design->slots[count];
    }
    if (!mix_take(&mix, arena, offers, count, design->rows, &error))
        abort();
    for (size_t i = 0; i < mix.picks_count; i++)
        count_row(&told, simulation->world, offers[mix.picks[i].queue].rows[mix.picks[i].row].id,
                  mix.picks[i].inclusion_prob);
    *certain = mix.certain;
    return told;
}

static void add(struct sums *sums, const struct design *design, struct told told, size_t certain)
{
    sums->wrong |= design->unknown && told.all > (double)certain;
    sums->sum.all += told.all;
    sums->sum.marked += told.marked;
    sums->squares.all += told.all * told.all;
    sums->squares.marked += told.marked * told.marked;
}

static void run_batch(const struct simulation *simulation, size_t batch, struct sums *sums)
{
    struct arena arena = {0};
    struct queue queues[LINES];
    struct buffer seed = {.arena = &arena};
    buffer_format(&seed, "%zu", batch);
    const char *text = buffer_string(&seed);
    for (size_t i = 0; i < simulation->lines_count; i++)
        run_line(&simulation->lines[i], text, &arena, &queues[i]);
    for (size_t d = simulation->first; d < simulation->last; d++) {
        size_t certain;
        struct told told = tell(simulation, d, queues, &arena, &certain);
        add(&sums[d], &designs[d], told, certain);
    }
    arena_free(&arena);
}

/* Each share has its own sums, so that they are the same for any number of processors. */
static void run_shares(void *state, unsigned worker)
{
    struct simulation *simulation = state;
    size_t share;
    (void)worker;
    while ((share = __atomic_fetch_add(&simulation->next, 1, __ATOMIC_RELAXED)) < SHARES)
        for (size_t batch = share; batch < simulation->batches; batch += SHARES)
            run_batch(simulation, batch, simulation->sums[share]);
}

static void find_lines(struct simulation *simulation, struct arena *arena)
{
    for (size_t d = simulation->first; d < simulation->last; d++)
        for (size_t i = 0; i < QUEUES && designs[d].lines[i]; i++) {
            size_t line = 0;
            while (line < simulation->lines_count && strcmp(simulation->lines[line].text, designs[d].lines[i]) != 0)
                line++;
            if (line == simulation->lines_count)
                read_line(&simulation->lines[simulation->lines_count++], simulation->world, designs[d].lines[i], arena);
            simulation->line_of[d][i] = line;
        }
}

/* How far the mean of a number of batches is from the truth, in standard errors. */
static double off(double sum, double squares, double truth, double batches)
{
    double mean = sum / batches, variance = fmax(0, squares / batches - mean * mean);
    return variance > 1e-12 * truth * truth ? (mean - truth) / sqrt(variance / batches)
           : fabs(mean - truth) < 1e-6      ? 0
                                            : INFINITY;
}

static struct told truth_of(const struct world *world, const struct design *design)
{
    struct told truth = {0};
    for (size_t id = 0; id < IDS; id++)
        if ((!design->inside || world->inside[id]) && (!design->left_out || !world->left_out[id])) {
            truth.all++;
            truth.marked += world->marked[id];
        }
    return truth;
}

/* Whether the design is unbiased, had all probabilities been `planted` times as large: then all sums are that much
 * smaller. */
static bool judge(const struct simulation *simulation, size_t number, double planted)
{
    const struct design *design = &designs[number];
    struct told truth = truth_of(simulation->world, design);
    struct sums all = {0};
    for (size_t s = 0; s < SHARES; s++) {
        const struct sums *part = &simulation->sums[s][number];
        all.wrong |= part->wrong;
        all.sum.all += part->sum.all / planted;
        all.sum.marked += part->sum.marked / planted;
        all.squares.all += part->squares.all / (planted * planted);
        all.squares.marked += part->squares.marked / (planted * planted);
    }
    if (design->unknown) {
        printf("%-45s %s\n", design->name, all.wrong ? "a probability that nobody can know" : "unknown, as it must be");
        return !all.wrong;
    }
    double n = (double)simulation->batches, ids = off(all.sum.all, all.squares.all, truth.all, n),
           marked = off(all.sum.marked, all.squares.marked, truth.marked, n);
    bool sound = fabs(ids) <= 3 && fabs(marked) <= 3;
    printf("%-45s %7.3f of %2.0f ids (%+.2f se), %7.3f of %2.0f marked (%+.2f se)%s\n", design->name, all.sum.all / n,
           truth.all, ids, all.sum.marked / n, truth.marked, marked, sound ? "" : "  BIASED");
    return sound;
}

/* Whether the check finds the bias in each design of the simulation. */
static bool find_planted(const struct simulation *simulation)
{
    bool found = true;
    puts("planted, probabilities that are 1 % too large:");
    for (size_t d = simulation->first; d < simulation->last; d++)
        found &= designs[d].unknown || !judge(simulation, d, 1.01);
    puts(found ? "found in each" : "NOT FOUND in a design that is not said to be BIASED");
    return found;
}

/* Simulates the designs from `first` up to `last`; false when one of them is biased, or would not be seen to be. */
static bool simulate(const struct world *world, size_t batches, size_t first, size_t last)
{
    struct arena arena = {0};
    struct simulation simulation = {.world = world, .batches = batches, .first = first, .last = last};
    simulation.sums = arena_array(&arena, SHARES, sizeof *simulation.sums);
    find_lines(&simulation, &arena);
    pool_run(pool_processors(), run_shares, &simulation);
    bool sound = true;
    for (size_t d = first; d < last; d++)
        sound &= judge(&simulation, d, 1);
    if (batches >= BATCHES)
        sound &= find_planted(&simulation);
    arena_free(&arena);
    return sound;
}

int main(int count, char **arguments)
{
    struct world world;
    size_t batches = count > 1 ? strtoul(arguments[1], NULL, 10) : BATCHES;
    bool sound = true;
    mallopt(M_TRIM_THRESHOLD, 1 << 28); /* memory of a batch is that of the next */
    mallopt(M_MMAP_THRESHOLD, 1 << 24);
    make_world(&world);
    if (count < 3)
        sound &= simulate(&world, batches, 0, DESIGNS);
    if (count < 3 && batches >= ENOUGH && batches < BATCHES)
        sound &= simulate(&world, BATCHES, 0, 2);
    for (size_t d = 0; count >= 3 && d < DESIGNS; d++)
        if (strcmp(arguments[2], designs[d].name) == 0)
            sound &= simulate(&world, batches, d, d + 1);
    unlink(world.path);
    unlink(world.long_path);
    unlink(world.excluded);
    unlink(world.scores);
    unlink(world.earlier);
    unlink(world.answers);
    return sound ? 0 : 1;
}
