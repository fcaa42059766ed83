/*
 * test_evidence.c - walks the tables of several distributions and of a deployed label: a new row is
 * tested by being there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "dengine/measure.h"

enum { MOST_CLASSES = 12, MOST_MEMBERS = 6 };

#define check(condition, ...)      \
    do {                           \
        if (!(condition))          \
            fail_msg(__VA_ARGS__); \
    } while (0)

static const struct measure *const tables[] = {disagreement_measures, doubt_measures};
enum { TABLES = sizeof tables / sizeof *tables };

/* The evidence in a matrix, by the definitions. */
struct matrix {
    size_t classes, members;
    double p[MOST_CLASSES], every[MOST_MEMBERS][MOST_CLASSES];
    double q[MOST_CLASSES], rows[MOST_MEMBERS * MOST_CLASSES];
    size_t votes[MOST_CLASSES];
    struct evidence evidence;
};

static size_t largest(const double *p, size_t classes)
{
    size_t best = 0;
    for (size_t k = 1; k < classes; k++)
        best = p[k] > p[best] ? k : best;
    return best;
}

static const struct evidence *evidence_of(struct matrix *m)
{
    double entropy = 0;
    memset(m->votes, 0, sizeof m->votes);
    memset(m->q, 0, sizeof m->q);
    for (size_t i = 0; i < m->members; i++) {
        m->votes[largest(m->every[i], m->classes)]++;
        for (size_t k = 0; k < m->classes; k++) {
            double share = m->every[i][k];
            m->rows[i * m->classes + k] = share;
            m->q[k] += share / (double)m->members;
            entropy -= share > 0 ? share * log(share) / (double)m->members : 0;
        }
    }
    size_t label = largest(m->p, m->classes);
    m->evidence = (struct evidence){.classes = m->classes,
                                    .p = m->p,
                                    .members = m->members,
                                    .q = m->q,
                                    .votes = m->votes,
                                    .every = m->rows,
                                    .entropy = entropy,
                                    .consensus = largest(m->q, m->classes),
                                    .label = label,
                                    .confidence = m->p[label]};
    return &m->evidence;
}

static void rows_are_complete(void **state)
{
    (void)state;
    for (size_t t = 0; t < TABLES; t++)
        for (const struct measure *m = tables[t]; m->name; m++) {
            check(m->formula && m->unit && m->doc && m->source && m->score, "%s: a part is missing", m->name);
            check(m->least_classes == 1 || m->needs & NEEDS_SHARES, "%s: least_classes and needs differ", m->name);
            check(!(m->needs & NEEDS_DISTRIBUTION) || m->needs & NEEDS_DEPLOYED, "%s: whose distribution?", m->name);
            check(m->examples[0].classes && m->others[0].members, "%s has no example", m->name);
            check(measure_find(tables[t], text_of(m->name)) == m, "%s is not found", m->name);
            for (size_t u = 0; u < TABLES; u++)
                check(u == t || !measure_find(tables[u], text_of(m->name)), "%s stands twice", m->name);
        }
}

static void examples_come_out(void **state)
{
    (void)state;
    for (size_t t = 0; t < TABLES; t++)
        for (const struct measure *m = tables[t]; m->name; m++)
            for (size_t i = 0; i < MEASURE_EXAMPLES && m->examples[i].classes; i++) {
                const struct measure_example *example = &m->examples[i];
                struct matrix matrix = {.classes = example->classes, .members = m->others[i].members};
                memcpy(matrix.p, example->p, sizeof example->p);
                for (size_t j = 0; j < matrix.members; j++)
                    memcpy(matrix.every[j], m->others[i].q[j], sizeof m->others[i].q[j]);
                double score = m->score(evidence_of(&matrix));
                check(fabs(score - example->score) <= 1e-9, "%s, example %zu gives %.12g", m->name, i, score);
            }
}

static uint64_t chance = 1;

static double draw(void)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(chance >> 11) * 0x1p-53;
}

/* Flat, peaked, or with many zeros. */
static void random_distribution(double *p, size_t classes)
{
    double sum = 0, power = 1 + floor(draw() * 12);
    int sparse = draw() < 0.3;
    for (size_t k = 0; k < classes; k++)
        sum += p[k] = sparse && draw() < 0.5 ? 0 : pow(draw(), power);
    if (sum <= 0)
        sum = p[0] = 1;
    for (size_t k = 0; k < classes; k++)
        p[k] /= sum;
}

static void random_matrix(struct matrix *m)
{
    m->classes = 2 + (size_t)(draw() * (MOST_CLASSES - 1));
    m->members = 1 + (size_t)(draw() * MOST_MEMBERS);
    random_distribution(m->p, m->classes);
    for (size_t i = 0; i < m->members; i++)
        random_distribution(m->every[i], m->classes);
}

/* Differences of two probabilities may be below 0. */
static double lowest_of(const struct measure *m)
{
    bool difference = strcmp(m->name, "confidence_drop") == 0 || strcmp(m->name, "given_margin") == 0;
    return difference ? -1 : 0;
}

static void scores_stay_in_bounds(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct matrix matrix;
        random_matrix(&matrix);
        const struct evidence *evidence = evidence_of(&matrix);
        for (size_t t = 0; t < TABLES; t++)
            for (const struct measure *m = tables[t]; m->name; m++) {
                double score = m->score(evidence);
                check(isfinite(score) && score >= lowest_of(m) - 1e-9, "%s gives %g", m->name, score);
                check(!m->highest || score <= m->highest(matrix.classes) + 1e-9, "%s gives %.12g, the highest is %.12g",
                      m->name, score, m->highest(matrix.classes));
            }
    }
}

/* All of one opinion, and sure: nothing to see. */
static void agreement_scores_nothing(void **state)
{
    (void)state;
    for (size_t classes = 2; classes <= MOST_CLASSES; classes++)
        for (size_t members = 1; members <= MOST_MEMBERS; members++) {
            struct matrix matrix = {.classes = classes, .members = members};
            matrix.p[classes - 1] = 1;
            for (size_t i = 0; i < members; i++)
                matrix.every[i][classes - 1] = 1;
            for (size_t t = 0; t < TABLES; t++)
                for (const struct measure *m = tables[t]; m->name; m++) {
                    double nothing = strcmp(m->name, "given_margin") == 0 ? -1 : 0;
                    check(fabs(m->score(evidence_of(&matrix)) - nothing) <= 1e-12, "%s of agreement gives %.12g",
                          m->name, m->score(evidence_of(&matrix)));
                }
        }
}

/* Whether two classes share the first place: which is the consensus is then a matter of names. */
static int is_tied(const struct matrix *m)
{
    size_t count = 0;
    for (size_t k = 0; k < m->classes; k++)
        count += m->q[k] >= m->q[m->evidence.consensus] - 1e-12;
    return count > 1;
}

/* Neither the order of classes nor that of members matters. */
static void order_does_not_matter(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct matrix matrix, turned;
        random_matrix(&matrix);
        turned = matrix;
        for (size_t k = 0; k < matrix.classes; k++) {
            size_t to = (k + 1) % matrix.classes;
            turned.p[to] = matrix.p[k];
            for (size_t i = 0; i < matrix.members; i++)
                turned.every[(i + 1) % matrix.members][to] = matrix.every[i][k];
        }
        const struct evidence *before = evidence_of(&matrix), *after = evidence_of(&turned);
        if (is_tied(&matrix))
            continue;
        for (size_t t = 0; t < TABLES; t++)
            for (const struct measure *m = tables[t]; m->name; m++)
                check(fabs(m->score(before) - m->score(after)) <= 1e-9, "%s depends on an order", m->name);
    }
}

/* BALD as it is computed and as it is defined. */
static void mutual_information_is_the_mean_divergence(void **state)
{
    (void)state;
    const struct measure *measure = measure_find(disagreement_measures, text_of("mutual_information"));
    for (int round = 0; round < 2000; round++) {
        struct matrix m;
        double sum = 0;
        random_matrix(&m);
        const struct evidence *evidence = evidence_of(&m);
        for (size_t i = 0; i < m.members; i++)
            for (size_t k = 0; k < m.classes; k++)
                sum += m.every[i][k] > 0 ? m.every[i][k] * log(m.every[i][k] / m.q[k]) : 0;
        check(fabs(measure->score(evidence) - sum / (double)m.members) <= 1e-9, "they differ");
    }
}

/* The least that a number can be has no half: whoever says it, nothing is infinite, and all is as without it. */
static void the_least_share_is_as_good_as_none(void **state)
{
    (void)state;
    static const double shares[][2] = {{1, 0}, {1, 0x1p-1074}};
    double without[64];
    for (int who = 0; who < 8; who++) {
        struct matrix m = {.classes = 2, .members = 3};
        size_t at = 0;
        memcpy(m.p, shares[who & 1], sizeof shares[0]);
        memcpy(m.every[0], shares[who >> 1 & 1], sizeof shares[0]);
        memcpy(m.every[1], shares[who >> 2 & 1], sizeof shares[0]);
        memcpy(m.every[2], shares[0], sizeof shares[0]);
        const struct evidence *evidence = evidence_of(&m);
        for (size_t t = 0; t < TABLES; t++)
            for (const struct measure *measure = tables[t]; measure->name; measure++) {
                double score = measure->score(evidence);
                without[at] = who ? without[at] : score;
                check(fabs(score - without[at]) < 1e-300, "%s gives %g, case %d", measure->name, score, who);
                at++;
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_least_share_is_as_good_as_none),
        cmocka_unit_test(rows_are_complete),
        cmocka_unit_test(examples_come_out),
        cmocka_unit_test(scores_stay_in_bounds),
        cmocka_unit_test(agreement_scores_nothing),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(mutual_information_is_the_mean_divergence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
