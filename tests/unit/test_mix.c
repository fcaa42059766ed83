/* mix: the rules of shares, prefixes, dedupe and spill-over on random queues, and honest estimates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dengine/hash.h"
#include "select/mix.h"

/* A generator of its own: the same numbers on every machine. */
static uint64_t state;

static uint64_t next(void)
{
    state += 0x9E3779B97F4A7C15;
    uint64_t x = state;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

static double uniform(void)
{
    return hash_unit(next());
}

static size_t below(size_t n)
{
    return (size_t)(next() % n);
}

/* Ids "0" .. "4095", made once. */
enum { IDS = 4096, QUEUES = 6 };
static char digits[IDS][8];

static struct text id_of(size_t i)
{
    return text_of(digits[i]);
}

static void shuffle(size_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = below(i), item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}

static void fill(struct arena *arena, struct mix_queue *queue, const size_t *ids, size_t count, double prob)
{
    struct mix_row *rows = arena_array(arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct mix_row){
            .id = id_of(ids[i]), .inclusion_prob = prob, .draw = NAN, .order = NAN, .weight = 1, .rising = NAN};
    queue->rows = rows;
    queue->count = count;
}

/* Some queues of random lengths over a population of `samples`, one of them perhaps random. */
static size_t make_queues(struct arena *arena, struct mix_queue *queues, size_t samples)
{
    size_t count = 1 + below(QUEUES), ids[IDS];
    static const char *const names[QUEUES] = {"a", "b", "c", "d", "e", "f"};
    memset(queues, 0, QUEUES * sizeof *queues);
    size_t random = below(2 * count);
    for (size_t q = 0; q < count; q++) {
        for (size_t i = 0; i < samples; i++)
            ids[i] = i;
        shuffle(ids, samples);
        size_t length = below(3) == 0 ? below(samples / 4 + 1) : below(samples + 1);
        queues[q].name = names[q];
        queues[q].kind = q == random ? MIX_COUNTED : below(5) == 0 ? MIX_CARRIED : MIX_SCORE;
        queues[q].random = q == random;
        queues[q].population = q == random ? (double)samples : 0;
        fill(arena, &queues[q], ids, length,
             queues[q].kind == MIX_SCORE ? 1
             : length                    ? (double)length / (double)samples
                                         : 1);
    }
    return count;
}

/* Shares that sum to all. */
static void give_shares(struct mix_queue *queues, size_t count, size_t n)
{
    double parts[QUEUES], sum = 0;
    for (size_t q = 0; q < count; q++)
        sum += parts[q] = (double)below(10) + (q == 0);
    for (size_t q = 0; q < count; q++)
        queues[q].quota = (double)n * parts[q] / sum;
}

static size_t sample_of(const struct mix *mix, const struct mix_pick *pick)
{
    return (size_t)atoi(mix->queues[pick->queue].rows[pick->row].id.data);
}

/* No row twice; as many as there can be; each queue's rows in its order; certain rows certain. */
static void check_rows(const struct mix *mix, size_t n)
{
    bool seen[IDS] = {0}, there[IDS] = {0};
    size_t last[QUEUES], available = 0;
    memset(last, 0xFF, sizeof last);
    for (size_t q = 0; q < mix->count; q++)
        for (size_t r = 0; mix->queues[q].quota > 0 && r < mix->queues[q].count; r++)
            there[atoi(mix->queues[q].rows[r].id.data)] = true;
    for (size_t i = 0; i < IDS; i++)
        available += there[i];
    assert_int_equal(mix->picks_count, n < available ? n : available);
    for (size_t k = 0; k < mix->picks_count; k++) {
        const struct mix_pick *pick = &mix->picks[k];
        size_t sample = sample_of(mix, pick);
        assert_false(seen[sample]);
        seen[sample] = true;
        assert_true(last[pick->queue] == SIZE_MAX || pick->row > last[pick->queue]);
        last[pick->queue] = pick->row;
        assert_true(isnan(pick->inclusion_prob) || (pick->inclusion_prob > 0 && pick->inclusion_prob <= 1));
        if (mix->queues[pick->queue].kind == MIX_SCORE && !mix->filled)
            assert_true(pick->inclusion_prob == 1);
        for (const struct mix_also *also = pick->also; also; also = also->next) {
            assert_int_not_equal(also->queue, pick->queue);
            assert_true(!also->next || also->queue < also->next->queue);
            assert_true(
                text_equal(mix->queues[also->queue].rows[also->row].id, mix->queues[pick->queue].rows[pick->row].id));
        }
    }
}

/* After k rows no queue is a row away from its share of k. */
static void check_prefixes(const struct mix *mix)
{
    size_t had[QUEUES] = {0};
    for (size_t k = 1; k <= mix->picks_count; k++) {
        had[mix->picks[k - 1].queue]++;
        for (size_t q = 0; q < mix->count; q++) {
            double share = (double)mix->queues[q].taken * (double)k / (double)mix->picks_count;
            assert_true(fabs((double)had[q] - share) < 1 + 1e-9);
        }
    }
    for (size_t q = 0; q < mix->count; q++)
        assert_int_equal(had[q], mix->queues[q].taken);
}

/* A queue gets its slots unless it is dry; then all its rows are taken, by it or by others. What it leaves
 * goes to the others by their quotas. */
static void check_shares(const struct mix *mix, size_t n)
{
    bool taken[IDS] = {0};
    double left = (double)n, sum = 0;
    size_t rows = 0;
    bool short_sample = false; /* its slots go by how many rows it has, not by how many are new */
    for (size_t q = 0; q < mix->count; q++) {
        rows += mix->queues[q].quota > 0 ? mix->queues[q].count : 0;
        short_sample |= mix->queues[q].kind != MIX_SCORE && mix->queues[q].dry;
    }
    if (rows <= n || mix->filled || short_sample || mix->picks_count < n)
        return;
    for (size_t k = 0; k < mix->picks_count; k++)
        taken[sample_of(mix, &mix->picks[k])] = true;
    for (size_t q = 0; q < mix->count; q++) {
        const struct mix_queue *queue = &mix->queues[q];
        assert_true(fabs((double)queue->slots - queue->quota) < 1);
        for (size_t r = 0; queue->dry && r < queue->count; r++)
            assert_true(taken[atoi(queue->rows[r].id.data)]);
        left -= queue->dry ? (double)queue->taken : 0;
        sum += queue->dry ? 0 : queue->quota;
    }
    for (size_t q = 0; q < mix->count; q++)
        if (!mix->queues[q].dry) {
            double part = sum > 0 ? left * mix->queues[q].quota / sum : 0;
            assert_true(fabs((double)mix->queues[q].taken - part) < (double)mix->count);
            assert_true(mix->queues[q].taken >= mix->queues[q].slots);
        }
}

static void the_rules_hold_on_random_queues(void **unused)
{
    (void)unused;
    state = 7;
    for (size_t round = 0; round < 3000; round++) {
        struct arena arena = {0};
        struct mix_queue queues[QUEUES];
        struct mix mix;
        struct error error;
        size_t samples = 1 + below(round % 10 ? 60 : 1500), n = 1 + below(samples);
        size_t count = make_queues(&arena, queues, samples);
        give_shares(queues, count, n);
        assert_true(mix_take(&mix, &arena, queues, count, n, &error));
        check_rows(&mix, n);
        check_prefixes(&mix);
        check_shares(&mix, n);
        arena_free(&arena);
    }
}

/* ---- samples of all kinds ---- */

enum { GROUPS = 3 };
static const char *const group_names[GROUPS] = {"x", "y", "z"};

static double order_of(size_t id, double weight)
{
    return hash_unit(hash_text(1, id_of(id))) / weight;
}

static int by_order(const void *a, const void *b)
{
    const struct mix_row *x = a, *y = b;
    double left = x->draw / x->weight, right = y->draw / y->weight;
    return x->certain != y->certain ? y->certain - x->certain : (left > right) - (left < right);
}

/* A sample of a kind in the order of its draws, now and then one that was edited: draws that are not told or of another
 * seed, rows in another order. */
static void make_sample(struct arena *arena, struct mix_queue *queue, enum mix_kind kind, size_t samples)
{
    size_t length = 1 + below(samples), ids[IDS];
    bool edited = below(8) == 0, blind = below(12) == 0, other = below(8) == 0, grouped = below(2);
    for (size_t i = 0; i < samples; i++)
        ids[i] = i;
    shuffle(ids, samples);
    struct mix_row *rows = arena_array(arena, length, sizeof *rows);
    for (size_t i = 0; i < length; i++) {
        double weight = kind == MIX_ORDERED ? 0.5 + uniform() : 1, u = other ? uniform() : order_of(ids[i], 1);
        rows[i] = (struct mix_row){.id = id_of(ids[i]),
                                   .inclusion_prob = kind == MIX_UNKNOWN ? NAN : (double)length / (double)samples,
                                   .group = text_of(grouped ? group_names[ids[i] % GROUPS] : ""),
                                   .certain = below(15) == 0,
                                   .draw = u,
                                   .weight = weight,
                                   .ceiling = below(4) ? 1 : 0.5};
    }
    qsort(rows, length, sizeof *rows, by_order);
    for (size_t i = 0; i < length; i++) {
        rows[i].order = rows[i].rising = rows[i].draw / rows[i].weight;
        if (edited && below(5) == 0)
            rows[i].rising = uniform();
        if (blind && below(5) == 0)
            rows[i].draw = rows[i].order = rows[i].rising = NAN;
    }
    *queue = (struct mix_queue){.name = "s",
                                .kind = kind,
                                .population = kind == MIX_COUNTED && below(2) ? (double)samples : 0,
                                .poisson = kind == MIX_ORDERED && below(4) == 0,
                                .rows = rows,
                                .count = length};
}

/* Whatever the samples are: no row twice, rows picked for their score certain, a probability or none with a reason. */
static void samples_of_all_kinds_keep_the_rules(void **unused)
{
    enum { ROUNDS = 20000 };
    size_t why = 0, joint = 0;
    (void)unused;
    state = 11;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena arena = {0};
        struct mix_queue queues[QUEUES];
        struct mix mix;
        struct error error;
        size_t samples = 1 + below(round % 10 ? 12 : 60), count = 1 + below(4), n = 1 + below(2 * samples), known = 0;
        for (size_t q = 0; q < count; q++)
            make_sample(&arena, &queues[q], (enum mix_kind)below(5), samples);
        give_shares(queues, count, n);
        assert_true(mix_take(&mix, &arena, queues, count, n, &error));
        check_rows(&mix, n);
        for (size_t q = 0; q < count; q++) {
            why += mix.queues[q].why != NULL;
            known += mix.queues[q].known > 0;
            if (mix.queues[q].kind == MIX_UNKNOWN && mix.queues[q].taken)
                assert_true(mix.queues[q].why || mix.queues[q].known == 0);
        }
        joint += known > 1;
        arena_free(&arena);
    }
    assert_true(why > ROUNDS / 4 && joint > ROUNDS / 50);
}

/* ---- estimates: 2,000 batches of one population ---- */

enum { POPULATION = 1500, BUDGET = 200, BATCHES = 2000 };

struct world {
    double score[POPULATION];
    bool wrong[POPULATION];
    size_t stratum[POPULATION];
    double error_rate;
    size_t by_score[POPULATION];
};

static struct world world;

static int by_score(const void *a, const void *b)
{
    double x = world.score[*(const size_t *)a], y = world.score[*(const size_t *)b];
    return (x < y) - (x > y);
}

/* A score that finds errors, and strata that differ in how many they have. */
static void make_world(void)
{
    state = 11;
    world.error_rate = 0;
    for (size_t i = 0; i < POPULATION; i++) {
        world.stratum[i] = uniform() < 0.1;
        world.score[i] = uniform();
        world.wrong[i] = uniform() < (world.stratum[i] ? 0.3 : 0.02) + 0.25 * pow(world.score[i], 4);
        world.error_rate += world.wrong[i] / (double)POPULATION;
        world.by_score[i] = i;
    }
    qsort(world.by_score, POPULATION, sizeof *world.by_score, by_score);
}

static double draws[POPULATION];

static int by_draw(const void *a, const void *b)
{
    double x = draws[*(const size_t *)a], y = draws[*(const size_t *)b];
    return (x > y) - (x < y);
}

/* The `length` smallest draws. */
static void draw_random(struct arena *arena, struct mix_queue *queue, size_t length)
{
    size_t ids[POPULATION];
    for (size_t i = 0; i < POPULATION; i++)
        ids[i] = i;
    qsort(ids, POPULATION, sizeof *ids, by_draw);
    *queue = (struct mix_queue){.name = "random", .kind = MIX_COUNTED, .random = true, .population = POPULATION};
    fill(arena, queue, ids, length, (double)length / POPULATION);
    for (size_t i = 0; i < length; i++)
        ((struct mix_row *)(uintptr_t)queue->rows)[i].draw = draws[ids[i]];
}

/* The `length` smallest draws of each of two strata, in turn. */
static void draw_strata(struct arena *arena, struct mix_queue *queue, size_t length)
{
    size_t ids[POPULATION], had[2] = {0}, sizes[2] = {0};
    struct mix_row *rows = arena_array(arena, 2 * length, sizeof *rows);
    for (size_t i = 0; i < POPULATION; i++) {
        ids[i] = i;
        sizes[world.stratum[i]]++;
    }
    qsort(ids, POPULATION, sizeof *ids, by_draw);
    for (size_t i = 0; i < POPULATION; i++) {
        size_t h = world.stratum[ids[i]];
        if (had[h] < length)
            rows[2 * had[h]++ + h] = (struct mix_row){.id = id_of(ids[i]),
                                                      .inclusion_prob = (double)length / (double)sizes[h],
                                                      .group = text_of(h ? "rare" : "common"),
                                                      .draw = draws[ids[i]],
                                                      .rising = draws[ids[i]]};
    }
    *queue = (struct mix_queue){.name = "stratify", .kind = MIX_COUNTED, .rows = rows, .count = 2 * length};
}

/* Sums of BATCHES estimates. */
struct sums {
    double mean, squares, naive;
};

static void add_batch(struct sums *sums, const struct mix *mix)
{
    double errors = 0, naive = 0;
    for (size_t k = 0; k < mix->picks_count; k++) {
        bool wrong = world.wrong[sample_of(mix, &mix->picks[k])];
        errors += isnan(mix->picks[k].inclusion_prob) ? 0 : wrong / mix->picks[k].inclusion_prob;
        naive += wrong;
    }
    sums->mean += errors / POPULATION / BATCHES;
    sums->squares += errors / POPULATION * errors / POPULATION / BATCHES;
    sums->naive += naive / (double)mix->picks_count / BATCHES;
}

/* The bias in standard errors of the mean of BATCHES estimates. */
static double bias(const struct sums *sums)
{
    double deviation = sqrt(sums->squares - sums->mean * sums->mean);
    return (sums->mean - world.error_rate) / (deviation / sqrt(BATCHES));
}

static struct sums simulate(bool random, bool strata)
{
    struct sums sums = {0};
    make_world();
    for (size_t batch = 0; batch < BATCHES; batch++) {
        struct arena arena = {0};
        struct mix_queue queues[3] = {{.name = "confidence"}};
        struct mix mix;
        struct error error;
        size_t count = 1;
        for (size_t i = 0; i < POPULATION; i++)
            draws[i] = uniform();
        fill(&arena, &queues[0], world.by_score, BUDGET, 1);
        if (random)
            draw_random(&arena, &queues[count++], BUDGET);
        if (strata)
            draw_strata(&arena, &queues[count++], BUDGET / 2);
        assert_true(mix_shares(queues, count, BUDGET, &error) && mix_take(&mix, &arena, queues, count, BUDGET, &error));
        if (random && !strata) {
            double sum = 0;
            for (size_t k = 0; k < mix.picks_count; k++)
                sum += 1 / mix.picks[k].inclusion_prob;
            assert_true(fabs(sum - POPULATION) < 1e-6);
        }
        add_batch(&sums, &mix);
        arena_free(&arena);
    }
    print_message("error rate %.4f: estimate %.4f (bias %.2f standard errors), naive mean %.4f\n", world.error_rate,
                  sums.mean, bias(&sums), sums.naive);
    return sums;
}

static void random_rows_estimate_the_error_rate(void **unused)
{
    (void)unused;
    struct sums sums = simulate(true, false);
    assert_true(fabs(bias(&sums)) < 3);
    assert_true(sums.naive > 1.8 * world.error_rate);
}

static void strata_estimate_the_error_rate(void **unused)
{
    (void)unused;
    struct sums sums = simulate(false, true);
    assert_true(fabs(bias(&sums)) < 3);
    assert_true(sums.naive > 1.8 * world.error_rate);
}

/* Both samples with the same draws: the larger probability is the right one. */
static void random_rows_and_strata_with_the_same_draws_estimate_it_too(void **unused)
{
    (void)unused;
    struct sums sums = simulate(true, true);
    assert_true(fabs(bias(&sums)) < 3);
}

/* ---- shares ---- */

static void expect_quotas(const char *const *shares, size_t random, double a, double b, double c)
{
    struct mix_queue queues[3] = {{.name = "a"}, {.name = "b"}, {.name = "c"}};
    struct error error = {0};
    for (size_t q = 0; q < 3; q++)
        assert_true(mix_share_parse(text_of(shares[q]), &queues[q].share, &queues[q].amount));
    if (random < 3)
        queues[random].random = true;
    bool right = mix_shares(queues, 3, 100, &error);
    if (a < 0) {
        assert_false(right);
        assert_int_equal(error.status, STATUS_USAGE);
        return;
    }
    assert_true(right);
    assert_true(fabs(queues[0].quota - a) + fabs(queues[1].quota - b) + fabs(queues[2].quota - c) < 1e-9);
}

static void quotas_follow_the_shares(void **unused)
{
    (void)unused;
    enum { NONE = 3 };
    expect_quotas((const char *const[]){"", "", ""}, NONE, 100 / 3.0, 100 / 3.0, 100 / 3.0);
    expect_quotas((const char *const[]){"", "", ""}, 1, 40, 20, 40);
    expect_quotas((const char *const[]){"50%", "30%", ""}, 2, 50, 30, 20);
    expect_quotas((const char *const[]){"50%", "30", ""}, 2, 50, 30, 20);
    expect_quotas((const char *const[]){"50%", "20", ""}, 2, 50, 20, 30);
    expect_quotas((const char *const[]){"50%", "", "10%"}, 2, 50, 40, 10);
    expect_quotas((const char *const[]){"50%", "", ""}, 2, 50, 30, 20);
    expect_quotas((const char *const[]){"50%", "25%", "25"}, NONE, 50, 25, 25);
    expect_quotas((const char *const[]){"0%", "", "25"}, NONE, 0, 75, 25);
    expect_quotas((const char *const[]){"50%", "25%", "26"}, NONE, -1, 0, 0);
    expect_quotas((const char *const[]){"50%", "25%", "24"}, NONE, -1, 0, 0);
    expect_quotas((const char *const[]){"50%", "50%", ""}, NONE, -1, 0, 0);
    expect_quotas((const char *const[]){"85%", "", ""}, 2, -1, 0, 0);
    enum mix_share share;
    double amount;
    static const char *const wrong[] = {"x", "-1", "101%", "%", "1.5", "50 %", "1e99"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(mix_share_parse(text_of(wrong[i]), &share, &amount));
    assert_true(mix_share_parse(text_of("12.5%"), &share, &amount) && share == MIX_PERCENT && amount == 12.5);
}

static void an_id_twice_is_an_error(void **unused)
{
    (void)unused;
    struct arena arena = {0};
    struct mix_queue queue = {.name = "q.csv", .quota = 2};
    struct mix mix;
    struct error error;
    fill(&arena, &queue, (const size_t[]){4, 5, 4}, 3, 1);
    assert_false(mix_take(&mix, &arena, &queue, 1, 2, &error));
    assert_string_equal(error.text, "q.csv: the id '4' stands twice, as rows 1 and 3 of the queue");
    arena_free(&arena);
}

int main(void)
{
    for (size_t i = 0; i < IDS; i++)
        snprintf(digits[i], sizeof digits[i], "%zu", i);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rules_hold_on_random_queues),
        cmocka_unit_test(samples_of_all_kinds_keep_the_rules),
        cmocka_unit_test(random_rows_estimate_the_error_rate),
        cmocka_unit_test(strata_estimate_the_error_rate),
        cmocka_unit_test(random_rows_and_strata_with_the_same_draws_estimate_it_too),
        cmocka_unit_test(quotas_follow_the_shares),
        cmocka_unit_test(an_id_twice_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
