/*
 * test_matrix.c - what the numbers of a .npy seem to be, what is wrong with them and where, for any number of threads.
 */
#include "unit.h"

#include <math.h>
#include <unistd.h>

#include "input/matrix.h"

static const char *write_npy(struct arena *arena, bool fortran, const double *numbers, size_t rows, size_t columns)
{
    struct text path = text_copy(arena, text_of("/tmp/dengine_matrix_XXXXXX"));
    char *name = arena_alloc(arena, path.size + 1), head[128];
    memcpy(name, path.data, path.size + 1);
    FILE *file = fdopen(mkstemp(name), "wb");
    assert_non_null(file);
    int length =
        snprintf(head, sizeof head, "{'descr': '%cf8', 'fortran_order': %s, 'shape': (%zu, %zu)}\n",
                 __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? '<' : '>', fortran ? "True" : "False", rows, columns);
    fwrite("\x93NUMPY\1\0", 1, 8, file);
    putc(length & 255, file);
    putc(length >> 8, file);
    fwrite(head, 1, (size_t)length, file);
    for (size_t i = 0; i < rows * columns; i++) {
        size_t at = fortran ? i % rows * columns + i / rows : i;
        fwrite(&numbers[at], sizeof *numbers, 1, file);
    }
    fclose(file);
    return name;
}

/* It lives as long as the arena, which closes its file. */
static struct matrix look(struct arena *arena, const double *numbers, size_t rows, size_t columns)
{
    struct matrix *matrix = arena_alloc(arena, sizeof *matrix);
    struct error error;
    const char *path = write_npy(arena, false, numbers, rows, columns);
    if (!matrix_read(matrix, arena, path, 1, &error))
        fail_msg("%s", error.text);
    unlink(path);
    return *matrix;
}

static void rows_tell_what_they_seem_to_be(void **state)
{
    static const struct {
        size_t rows, columns;
        double numbers[12];
        enum matrix_kind kind;
    } cases[] = {
        {3, 2, {0.5, 0.5, 0.25, 0.75, 1, 0}, MATRIX_PROBABILITIES},
        {3, 2, {0.5, 0.506, 0.25, 0.75, 1, 0.009}, MATRIX_PROBABILITIES},
        {3, 2, {0.5, 0.9, 0.25, 0.1, 1, 1}, MATRIX_APART},
        {4, 1, {0.5, 0.25, 1, 0}, MATRIX_POSITIVE},
        {4, 1, {0.5, 0.25, 7, 0}, MATRIX_SCORES},
        {2, 3, {-1, 2, 0.5, 3, -2, 0}, MATRIX_LOGITS},
        {2, 3, {1, 2, 0.5, 3, 2, 0}, MATRIX_VECTORS},    /* none negative */
        {2, 2, {0.6, -0.8, -0.8, -0.6}, MATRIX_VECTORS}, /* of one length */
        {2, 2, {0.6, -0.9, -0.8, -0.6}, MATRIX_LOGITS},
        {1, 2, {(double)NAN, 1}, MATRIX_NOTHING},
        {0, 2, {0}, MATRIX_NOTHING},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct matrix matrix = look(*state, cases[i].numbers, cases[i].rows, cases[i].columns);
        check(matrix.kind == cases[i].kind, "case %zu seems %s", i, matrix_kinds[matrix.kind]);
    }
    double wide[32] = {-1};
    wide[17] = 3;
    assert_int_equal(look(*state, wide, 2, 16).kind, MATRIX_VECTORS);
}

static void what_is_wrong_has_a_place(void **state)
{
    double numbers[40], inf = (double)INFINITY;
    for (size_t i = 0; i < COUNT(numbers); i++)
        numbers[i] = 0.5;
    numbers[2 * 15] = 0.4;
    numbers[2 * 17 + 1] = inf;
    struct matrix matrix = look(*state, numbers, 20, 2);
    assert_int_equal(matrix.kind, MATRIX_PROBABILITIES);
    assert_true(matrix.bad == 1 && matrix.wrong.row == 16 && matrix.wrong.column == 0);
    assert_true(fabs(matrix.wrong.value - 0.9) < 1e-12);
    assert_true(matrix.odd == 1 && matrix.strange.row == 18 && matrix.strange.column == 2);
    assert_true(matrix.labels[0] == 18 && matrix.labels[1] == 0);
    numbers[2 * 15] = -0.5;
    numbers[2 * 15 + 1] = 1.5;
    matrix = look(*state, numbers, 20, 2);
    assert_true(matrix.bad == 1 && matrix.wrong.row == 16 && matrix.wrong.column == 1);
    numbers[2 * 15] = 0.25;
    matrix = look(*state, numbers, 20, 2);
    assert_true(matrix.bad == 1 && matrix.wrong.row == 16 && matrix.wrong.column == 2 && matrix.wrong.value == 1.5);
    double vectors[] = {1, 2, 0, 0, 3, 4};
    matrix = look(*state, vectors, 3, 2);
    assert_true(matrix.kind == MATRIX_VECTORS && matrix.bad == 1 && matrix.wrong.row == 2 && matrix.zeros == 1);
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The quartiles of the norms are those of all norms sorted, to three digits; each order and number of threads sees
 * the same. */
static void quartiles_are_those_of_all_rows(void **state)
{
    enum { ROWS = 50000, COLUMNS = 5 };
    struct arena *arena = *state;
    double *numbers = arena_array(arena, (size_t)ROWS * COLUMNS, sizeof *numbers);
    double *norms = arena_array(arena, ROWS, sizeof *norms);
    uint64_t seed = 1;
    struct error error;
    struct matrix first;
    for (size_t row = 0; row < ROWS; row++) {
        double square = 0;
        for (size_t i = 0; i < COLUMNS; i++) {
            double number = numbers[row * COLUMNS + i] = 10 * random_unit(&seed) - 5;
            square += number * number;
        }
        norms[row] = sqrt(square);
    }
    qsort(norms, ROWS, sizeof *norms, ascending);
    for (int way = 0; way < 4; way++) {
        struct matrix *seen = arena_alloc(arena, sizeof *seen);
        const char *path = write_npy(arena, way & 1, numbers, ROWS, COLUMNS);
        assert_true(matrix_read(seen, arena, path, way & 2 ? 3 : 1, &error));
        unlink(path);
        const struct matrix matrix = *seen;
        first = way ? first : matrix;
        assert_int_equal(matrix.kind, MATRIX_LOGITS);
        assert_true(matrix.norm[0] == norms[0] && matrix.norm[4] == norms[ROWS - 1]);
        for (size_t q = 1; q < 4; q++)
            check(fabs(matrix.norm[q] / norms[q * ROWS / 4] - 1) < 0.001, "quartile %zu is %g, not %g", q,
                  matrix.norm[q], norms[q * ROWS / 4]);
        assert_memory_equal(matrix.norm, first.norm, sizeof first.norm);
        assert_memory_equal(matrix.confidence, first.confidence, sizeof first.confidence);
        assert_memory_equal(matrix.sum, first.sum, sizeof first.sum);
        assert_memory_equal(matrix.labels, first.labels, COLUMNS * sizeof *first.labels);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_tell_what_they_seem_to_be),
        TEST(what_is_wrong_has_a_place),
        TEST(quartiles_are_those_of_all_rows),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
