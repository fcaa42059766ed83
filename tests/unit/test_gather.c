/*
 * test_gather.c - a join of random tables against the same join by nested loops: any block size, any
 * number of threads, rows in one order or in none, ids that some tables lack; a table that is no model's.
 */
#include "unit.h"

#include <math.h>
#include <unistd.h>

#include "join/gather.h"

enum { IDS = 300, TABLES = 4, CLASSES = 3, MEMBERS = TABLES - 1 };

static const char *const class_names[CLASSES] = {"bus", "jeep", "van"};

/* What each table says of each id: millionths, and whether it has the id. */
struct world {
    bool has[TABLES][IDS];
    int share[TABLES][IDS][CLASSES];
    char paths[TABLES][64];
    const char *files[TABLES];
    bool told[2 * IDS]; /* the table that is no model's has the id; half of these no other table knows */
    char told_path[64];
    const char *told_file;
};

static void make_told(struct world *world, uint64_t *chance, const char *folder, bool shuffled)
{
    snprintf(world->told_path, sizeof world->told_path, "%s/told.csv", folder);
    world->told_file = world->told_path;
    FILE *file = fopen(world->told_path, "w");
    assert_non_null(file);
    fputs("number,id\n", file);
    for (size_t k = 0; k < 2 * IDS; k++) {
        size_t i = k * (shuffled ? 19 : 1) % (2 * IDS);
        world->told[i] = random_below(chance, 10) > 1;
        if (world->told[i])
            fprintf(file, "%zu,id%zu\n", 7 * i, i);
    }
    fclose(file);
}

static void make_world(struct world *world, uint64_t *chance, const char *folder, bool shuffled)
{
    for (int t = 0; t < TABLES; t++) {
        snprintf(world->paths[t], sizeof world->paths[t], "%s/%d.csv", folder, t);
        world->files[t] = world->paths[t];
        FILE *file = fopen(world->paths[t], "w");
        assert_non_null(file);
        fputs(t % 2 ? "prob_van,id,prob_bus,prob_jeep\n" : "id,prob_bus,prob_jeep,prob_van\n", file);
        size_t stride = shuffled ? 7 + 2 * (size_t)t : 1; /* shares no factor with IDS when it is 7, 11 or 13 */
        stride = stride == 9 ? 17 : stride;
        for (size_t k = 0; k < IDS; k++) {
            size_t i = k * stride % IDS;
            int *share = world->share[t][i];
            share[0] = (int)random_below(chance, 1000001);
            share[1] = (int)random_below(chance, (uint64_t)(1000001 - share[0]));
            share[2] = 1000000 - share[0] - share[1];
            world->has[t][i] = random_below(chance, 10) > 0;
            if (!world->has[t][i])
                continue;
            if (t % 2)
                fprintf(file, "%d.%06d,id%zu,%d.%06d,%d.%06d\n", share[2] / 1000000, share[2] % 1000000, i,
                        share[0] / 1000000, share[0] % 1000000, share[1] / 1000000, share[1] % 1000000);
            else
                fprintf(file, "id%zu,%d.%06d,%d.%06d,%d.%06d\n", i, share[0] / 1000000, share[0] % 1000000,
                        share[1] / 1000000, share[1] % 1000000, share[2] / 1000000, share[2] % 1000000);
        }
        fclose(file);
    }
}

/* What the table tells of a sample is its number. */
struct telling {
    size_t column;
    unsigned batches; /* read */
};

static bool read_batch(void *state, unsigned worker, const struct samples *samples, struct error *error)
{
    (void)worker;
    (void)samples;
    (void)error;
    __atomic_fetch_add(&((struct telling *)state)->batches, 1, __ATOMIC_RELAXED);
    return true;
}

static bool tell(void *state, unsigned worker, const struct samples *samples, size_t i, void *out,
                 struct problem *problem)
{
    (void)worker;
    return table_number(samples->sampler->table, samples->rows[i], ((struct telling *)state)->column, out, NULL,
                        problem);
}

static int likeliest(const int *share)
{
    int best = 0;
    for (int k = 1; k < CLASSES; k++)
        best = share[k] > share[best] ? k : best;
    return best;
}

struct check {
    const struct world *world;
    const struct gather *gather;
    bool deployed, told;
    int seen[IDS];
};

/* Table 0 is the deployed model's, or the first of the members. */
static void check_sample(void *state, unsigned worker, const struct gathered *sample)
{
    struct check *check = state;
    const struct world *world = check->world;
    char text[16] = {0};
    (void)worker;
    assert_true(sample->id.size < sizeof text);
    memcpy(text, sample->id.data, sample->id.size);
    int i = atoi(text + 2), first = check->deployed ? 1 : 0;
    __atomic_fetch_add(&check->seen[i], 1, __ATOMIC_RELAXED);
    size_t seen = 0;
    int64_t sums[CLASSES] = {0};
    double entropy = 0;
    for (int t = first; t < TABLES; t++) {
        size_t m = (size_t)(t - first);
        check(!sample->labels[m] == !world->has[t][i], "%s: table %d is seen or not", text, t);
        if (!world->has[t][i])
            continue;
        seen++;
        check(sample->labels[m] == likeliest(world->share[t][i]) + 1, "%s: label of table %d", text, t);
        for (int k = 0; k < CLASSES; k++) {
            double p = world->share[t][i][k] / 1e6;
            sums[k] += (int64_t)world->share[t][i][k] * 1000000;
            entropy -= p > 0 ? p * log(p) : 0;
            check(fabs(sample->every[m * CLASSES + (size_t)k] - p) < 1e-15, "%s: every", text);
        }
    }
    check(!sample->told == !(check->told && world->told[i]), "%s: told or not", text);
    check(!sample->told || *(const double *)sample->told == 7 * i, "%s: what is told", text);
    check(sample->seen == seen, "%s: %zu members, not %zu", text, sample->seen, seen);
    for (int k = 0; k < CLASSES; k++)
        check(sample->sums[k] == sums[k], "%s: the sum of class %d", text, k);
    check(fabs((double)sample->entropy / GATHER_UNIT - entropy) < 1e-11, "%s: the entropy", text);
    check(sample->known == check->deployed, "%s: known", text);
    if (check->deployed) {
        int y = likeliest(world->share[0][i]);
        check(sample->own_label == (size_t)y && sample->own_confidence == world->share[0][i][y] / 1e6, "%s: y", text);
        check(sample->own[y] == world->share[0][i][y] / 1e6, "%s: p", text);
    }
}

/* Adds the table that is no model's to those of the gather. */
static void open_told(struct gather *gather, struct sampler *sampler, const struct world *world, size_t block_size)
{
    struct table *table = sampler->table;
    struct gather_table *gathered = &gather->tables[gather->tables_count++];
    struct telling *telling = gather->told->state;
    struct error error = {0};
    assert_true(source_open(&table->source, gather->arena, &world->told_file, 1, block_size, &error));
    assert_true(table_open(table, gather->arena, table->source, 0, &error));
    assert_true(table_column(table, TEXT("id"), NULL, &sampler->id, &error));
    assert_true(table_column(table, TEXT("number"), NULL, &telling->column, &error));
    table_ready(table);
    gathered->scan = gather->tables[0].scan;
    gathered->scan.sampler = sampler;
    gathered->paths = &world->told_file;
    gathered->paths_count = 1;
    gathered->says = SAYS_TOLD;
}

/* Each sample came once, and all rows are accounted for. */
static void check_counts(const struct check *check)
{
    uint64_t ranked = 0, rows = 0;
    for (size_t i = 0; i < IDS; i++) {
        int others = 0, expected;
        for (int t = check->deployed; t < TABLES; t++)
            others += check->world->has[t][i];
        expected = others > 0 && (!check->deployed || check->world->has[0][i]);
        check(check->seen[i] == expected, "id%zu came %d times, not %d", i, check->seen[i], expected);
        ranked += (uint64_t)expected;
        rows += (uint64_t)(others + (check->deployed && check->world->has[0][i]));
    }
    for (size_t i = 0; check->told && i < 2 * IDS; i++)
        rows += check->world->told[i];
    const struct gather_counts *counts = &check->gather->counts;
    check(counts->ranked == ranked, "%d samples ranked", (int)counts->ranked);
    check(counts->joined + counts->unmatched + counts->few + counts->outside == rows, "the rows do not add up");
}

static void join(struct world *world, struct arena *arena, unsigned round)
{
    static const size_t sizes[] = {64, 200, 1000, 0};
    size_t block_size = sizes[round % 4];
    bool deployed = round % 4 < 2, told = round % 8 < 4;
    unsigned threads = 1 + round % 5;
    struct table tables[TABLES + 1];
    struct sampler samplers[TABLES + 1] = {0};
    struct filter everything = {0};
    struct gather_table gathered[TABLES + 1] = {0};
    struct telling telling = {0};
    const struct gather_told own = {.size = sizeof(double), .read = read_batch, .tell = tell, .state = &telling};
    struct error error = {0};
    struct gather gather = {.arena = arena, .threads = threads, .tables = gathered, .tables_count = TABLES};
    struct check check = {.world = world, .gather = &gather, .deployed = deployed, .told = told};
    gather.needs = GATHER_SHARES | GATHER_ENTROPY | GATHER_EVERY | (deployed ? GATHER_OWN | GATHER_CONFIDENCE : 0U);
    gather.deployed = deployed;
    gather.principal = deployed ? GATHER_DEPLOYED : 0;
    gather.least = 1;
    for (size_t t = 0; t < TABLES; t++) {
        struct sampler *sampler = &samplers[t];
        assert_true(source_open(&tables[t].source, arena, &world->files[t], 1, block_size, &error));
        assert_true(table_open(&tables[t], arena, tables[t].source, 0, &error));
        sampler->table = &tables[t];
        sampler->columns = (struct prediction_columns){.temperature = 1, .tolerance = 1e-3};
        assert_true(table_column(&tables[t], TEXT("id"), NULL, &sampler->id, &error));
        assert_true(predictor_open(&sampler->predictor, &tables[t], &sampler->columns, PREDICTION_CONFIDENCE, &error));
        table_ready(&tables[t]);
        gathered[t].scan = (struct scan){.sampler = sampler, .filter = &everything, .threads = threads, .arena = arena};
        gathered[t].paths = &world->files[t];
        gathered[t].paths_count = 1;
        gathered[t].member = deployed ? (t ? t - 1 : GATHER_DEPLOYED) : t;
        if (!deployed || t)
            words_add(&gather.members, arena, text_of(world->files[t]));
    }
    samplers[TABLES].table = &tables[TABLES];
    gather.told = told ? &own : NULL;
    if (told)
        open_told(&gather, &samplers[TABLES], world, block_size);
    check(gather_open(&gather, &error), "%s", error.text);
    check(gather.classes == CLASSES, "%zu classes", gather.classes);
    for (size_t k = 0; k < CLASSES; k++)
        assert_true(text_equal(labels_name(gather.labels, k), text_of(class_names[k])));
    check(gather_run(&gather, check_sample, &check, &error), "%s", error.text);
    check(told == (telling.batches > 0), "%u batches of the table that is no model's", telling.batches);
    check_counts(&check);
}

static void joins_are_right(void **state)
{
    struct arena *arena = *state;
    uint64_t chance = 3;
    char folder[] = "/tmp/dengine-gather-XXXXXX";
    static struct world world;
    assert_non_null(mkdtemp(folder));
    for (unsigned round = 0; round < 80; round++) {
        make_world(&world, &chance, folder, round % 2);
        make_told(&world, &chance, folder, round % 2);
        join(&world, arena, round);
        arena_free(arena);
    }
    remove(world.told_path);
    for (int t = 0; t < TABLES; t++)
        remove(world.paths[t]);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(joins_are_right)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
