#include "input/matrix.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/pool.h"
#include "base/usual_names.h"

enum {
    FIRST = 1000,       /* rows that tell what the numbers seem to be */
    BLOCK = 512 * 1024, /* bytes of a piece, about */
    DEEP = 4096,        /* rows of a piece whose columns lie apart in the file */
    DROPPED = 13,       /* bits of a float that its bin does not tell: three digits are right */
    BINS = 1 << (31 - DROPPED),
};

const char *const matrix_kinds[MATRIX_KINDS] = {[MATRIX_NOTHING] = "nothing",
                                                [MATRIX_PROBABILITIES] = "probabilities",
                                                [MATRIX_APART] = "independent probabilities",
                                                [MATRIX_POSITIVE] = "one probability",
                                                [MATRIX_LOGITS] = "logits",
                                                [MATRIX_VECTORS] = "vectors",
                                                [MATRIX_LABELS] = "labels",
                                                [MATRIX_SCORES] = "scores"};

const char *matrix_type(const struct matrix *matrix)
{
    return matrix->npy.width == 2 ? "float16" : matrix->npy.width == 4 ? "float32" : "float64";
}

/* ---- one row ---- */

struct row {
    const double *numbers;
    size_t columns, likeliest, odd; /* odd: the first that is not finite, or columns */
    double low, high, sum, square;
};

static struct row look_at(const double *numbers, size_t columns)
{
    struct row row = {.numbers = numbers, .columns = columns, .odd = columns, .low = INFINITY, .high = -INFINITY};
    for (size_t i = 0; i < columns; i++) {
        double number = numbers[i];
        if (!isfinite(number) && row.odd == columns)
            row.odd = i;
        row.likeliest = number > row.high ? i : row.likeliest;
        row.high = number > row.high ? number : row.high;
        row.low = number < row.low ? number : row.low;
        row.sum += number;
        row.square += number * number;
    }
    return row;
}

static bool is_within(const struct row *row, double tolerance)
{
    return row->low >= -tolerance && row->high <= 1 + tolerance;
}

/* The first number that lies outside. */
static size_t outside(const struct row *row, double tolerance)
{
    size_t i = 0;
    while (row->numbers[i] >= -tolerance && row->numbers[i] <= 1 + tolerance)
        i++;
    return i;
}

/* How sure a model is of its likeliest class. */
static double confidence_of(const struct matrix *matrix, const struct row *row)
{
    double sum = 0;
    const double unit = 1e9; /* as scores are rounded: the last bit of a libm is not told */
    if (matrix->kind != MATRIX_LOGITS)
        return row->high;
    for (size_t i = 0; i < row->columns; i++)
        sum += exp(row->numbers[i] - row->high);
    return round(unit / sum) / unit;
}

/* ---- quantiles ---- */

/* Numbers that are not negative, counted by the leading bits that their floats have. */
struct histogram {
    uint64_t *bins, count;
    double least, largest;
};

static void note(struct histogram *histogram, double number)
{
    float narrow = (float)number;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof bits);
    histogram->bins[(bits & INT32_MAX) >> DROPPED]++;
    histogram->least = histogram->count ? fmin(histogram->least, number) : number;
    histogram->largest = histogram->count ? fmax(histogram->largest, number) : number;
    histogram->count++;
}

static void add_histogram(struct histogram *sum, const struct histogram *part)
{
    for (size_t i = 0; i < BINS; i++)
        sum->bins[i] += part->bins[i];
    if (!part->count)
        return;
    sum->least = sum->count ? fmin(sum->least, part->least) : part->least;
    sum->largest = sum->count ? fmax(sum->largest, part->largest) : part->largest;
    sum->count += part->count;
}

static double middle_of(size_t bin)
{
    uint32_t bits = (uint32_t)bin << DROPPED | 1u << (DROPPED - 1);
    float narrow;
    memcpy(&narrow, &bits, sizeof narrow);
    return (double)narrow;
}

static void read_quantiles(const struct histogram *histogram, double *quantiles)
{
    uint64_t below = 0;
    size_t q = 1;
    quantiles[0] = histogram->least;
    quantiles[MATRIX_QUANTILES - 1] = histogram->largest;
    for (size_t bin = 0; bin < BINS && histogram->count; bin++)
        for (below += histogram->bins[bin];
             q + 1 < MATRIX_QUANTILES && below * (MATRIX_QUANTILES - 1) >= q * histogram->count; q++)
            quantiles[q] = fmin(fmax(middle_of(bin), histogram->least), histogram->largest);
}

/* ---- what the first rows seem to be ---- */

/* Whether most are; the rest are then bad. */
static bool is_most(size_t some, size_t all)
{
    return some * 10 >= all * 9;
}

/* Of numbers on both sides of 0 a few are logits, unless the file is called otherwise. Those of a hidden layer are
 * many, often a multiple of 16, or none is negative, or all vectors have one length. */
static bool are_vectors(const char *path, const struct row *rows, size_t count)
{
    enum { USUAL = 16 };
    size_t alike = 0, positive = 0;
    struct text name = text_of(strrchr(path, '/') ? strrchr(path, '/') + 1 : path);
    if (usual_is_vector(name) || (rows[0].columns % USUAL == 0 && !usual_is_logit(name)))
        return true;
    if (usual_is_logit(name))
        return false;
    for (size_t i = 0; i < count; i++) {
        alike += fabs(sqrt(rows[i].square) - 1) < 0.01;
        positive += rows[i].low >= 0;
    }
    return is_most(alike, count) || is_most(positive, count);
}

/* Whether each says a class, by its number or by the place of the only 1. */
static bool are_labels(const struct row *rows, size_t count)
{
    const double most = 1000; /* classes */
    size_t i = 0;
    while (i < count && rows[i].low >= 0 &&
           (rows[i].columns == 1 ? rows[i].low == floor(rows[i].low) && rows[i].low < most
                                 : rows[i].high == 1 && rows[i].sum == 1 && rows[i].square == 1))
        i++;
    return i == count && count > 1;
}

static enum matrix_kind kind_of(const char *path, const struct row *rows, size_t count, double *tolerance)
{
    enum { TOLERANCES = 3 };
    const double tolerances[TOLERANCES] = {0.001, 0.01, 0.05}; /* the last for sums of numbers of two digits */
    size_t within = 0, whole[TOLERANCES] = {0}, needed = 0;
    if (count == 0)
        return MATRIX_NOTHING;
    if (are_labels(rows, count))
        return MATRIX_LABELS;
    for (size_t i = 0; i < count; i++) {
        bool inside = is_within(&rows[i], tolerances[0]);
        within += inside;
        for (size_t t = 0; t < TOLERANCES; t++)
            whole[t] += inside && fabs(rows[i].sum - 1) <= tolerances[t];
    }
    bool many = rows[0].columns > 1, sums = many && is_most(whole[TOLERANCES - 1], count);
    while (sums && !is_most(whole[needed], count))
        needed++;
    *tolerance = tolerances[needed];
    if (!is_most(within, count))
        return !many ? MATRIX_SCORES : are_vectors(path, rows, count) ? MATRIX_VECTORS : MATRIX_LOGITS;
    return !many ? MATRIX_POSITIVE : sums ? MATRIX_PROBABILITIES : MATRIX_APART;
}

static bool look_first(struct matrix *matrix, struct arena *arena, struct error *error)
{
    struct npy *npy = &matrix->npy;
    struct row rows[FIRST];
    size_t count = npy->rows < FIRST ? (size_t)npy->rows : FIRST, good = 0, columns = npy->columns;
    unsigned char *bytes = arena_alloc(arena, count * columns * npy->width + 1);
    double *numbers = arena_array(arena, columns, sizeof *numbers);
    if (!npy_read_bytes(npy, 0, count, bytes, error))
        return error_prefix(error, npy->path);
    for (size_t i = 0; i < count; i++) {
        npy_row(npy, bytes, count, i, numbers);
        rows[good] = look_at(numbers, columns);
        good += rows[good].odd == columns;
    }
    matrix->kind = kind_of(matrix->path, rows, good, &matrix->tolerance);
    return true;
}

/* ---- all rows ---- */

struct part {
    struct arena arena;
    unsigned char *bytes;
    double *numbers;
    uint64_t odd, bad, zeros, *labels;
    struct matrix_place strange, wrong;
    double value[2], sum[2];
    struct histogram norms, confidences;
};

struct pass {
    struct matrix *matrix;
    size_t step;
    _Atomic uint64_t next; /* row */
    struct part *parts;
    pthread_mutex_t lock;
    struct error error;
    bool failed;
};

static void keep_first(struct matrix_place *first, struct matrix_place place)
{
    if (!first->row || place.row < first->row)
        *first = place;
}

static void widen(double range[2], double low, double high)
{
    range[0] = fmin(range[0], low);
    range[1] = fmax(range[1], high);
}

/* Whether a command for such numbers takes the row; says what is in its way. */
static bool judge(const struct matrix *matrix, const struct row *row, struct matrix_place *wrong)
{
    double tolerance = matrix->tolerance;
    bool within = true;
    switch (matrix->kind) {
    case MATRIX_PROBABILITIES:
    case MATRIX_APART:
    case MATRIX_POSITIVE:
        within = is_within(row, tolerance);
        break;
    case MATRIX_VECTORS:
        wrong->value = 0;
        return row->square > 0;
    case MATRIX_NOTHING:
    case MATRIX_LOGITS:
    case MATRIX_LABELS:
    case MATRIX_SCORES:
    case MATRIX_KINDS:
        break;
    }
    if (!within) {
        size_t column = outside(row, tolerance);
        wrong->column = column + 1;
        wrong->value = row->numbers[column];
    }
    if (!within || matrix->kind != MATRIX_PROBABILITIES)
        return within;
    wrong->value = row->sum;
    return fabs(row->sum - 1) <= tolerance;
}

static void note_row(const struct matrix *matrix, struct part *part, const struct row *row, uint64_t number)
{
    struct matrix_place place = {.row = number + 1};
    if (row->odd < row->columns) {
        place.column = row->odd + 1;
        place.value = row->numbers[row->odd];
        part->odd++;
        keep_first(&part->strange, place);
        return;
    }
    part->zeros += row->square <= 0;
    widen(part->value, row->low, row->high);
    widen(part->sum, row->sum, row->sum);
    note(&part->norms, sqrt(row->square));
    if (!judge(matrix, row, &place)) {
        part->bad++;
        keep_first(&part->wrong, place);
        return;
    }
    if (matrix->kind != MATRIX_PROBABILITIES && matrix->kind != MATRIX_LOGITS)
        return;
    part->labels[row->likeliest]++;
    note(&part->confidences, confidence_of(matrix, row));
}

static void fail(struct pass *pass, const struct error *error)
{
    pthread_mutex_lock(&pass->lock);
    if (!pass->failed)
        pass->error = *error;
    pass->failed = true;
    pthread_mutex_unlock(&pass->lock);
}

static void work(void *state, unsigned worker)
{
    struct pass *pass = state;
    const struct npy *npy = &pass->matrix->npy;
    struct part *part = &pass->parts[worker];
    struct error error;
    for (uint64_t first; (first = atomic_fetch_add(&pass->next, pass->step)) < npy->rows;) {
        size_t count = npy->rows - first < pass->step ? (size_t)(npy->rows - first) : pass->step;
        if (!npy_read_bytes(npy, first, count, part->bytes, &error)) {
            fail(pass, &error);
            return;
        }
        for (size_t i = 0; i < count; i++) {
            npy_row(npy, part->bytes, count, i, part->numbers);
            struct row row = look_at(part->numbers, npy->columns);
            note_row(pass->matrix, part, &row, first + i);
        }
    }
}

static void open_part(struct pass *pass, struct part *part, const struct arena *arena)
{
    const struct npy *npy = &pass->matrix->npy;
    part->arena.exhausted = arena->exhausted;
    part->bytes = arena_alloc(&part->arena, pass->step * npy->columns * npy->width);
    part->numbers = arena_array(&part->arena, npy->columns, sizeof *part->numbers);
    part->labels = arena_array(&part->arena, npy->columns, sizeof *part->labels);
    part->norms.bins = arena_array(&part->arena, BINS, sizeof *part->norms.bins);
    part->confidences.bins = arena_array(&part->arena, BINS, sizeof *part->confidences.bins);
    part->value[0] = part->sum[0] = INFINITY;
    part->value[1] = part->sum[1] = -INFINITY;
}

static void join_parts(struct matrix *matrix, struct part *parts, unsigned threads)
{
    struct part *all = &parts[0];
    for (unsigned w = 0; w < threads; w++) {
        struct part *part = &parts[w];
        matrix->odd += part->odd;
        matrix->bad += part->bad;
        matrix->zeros += part->zeros;
        if (part->strange.row)
            keep_first(&matrix->strange, part->strange);
        if (part->wrong.row)
            keep_first(&matrix->wrong, part->wrong);
        widen(all->value, part->value[0], part->value[1]);
        widen(all->sum, part->sum[0], part->sum[1]);
        for (size_t i = 0; i < matrix->npy.columns; i++)
            matrix->labels[i] += part->labels[i];
        if (w > 0) {
            add_histogram(&all->norms, &part->norms);
            add_histogram(&all->confidences, &part->confidences);
        }
    }
    memcpy(matrix->value, all->value, sizeof matrix->value);
    memcpy(matrix->sum, all->sum, sizeof matrix->sum);
    read_quantiles(&all->norms, matrix->norm);
    read_quantiles(&all->confidences, matrix->confidence);
}

static size_t rows_at_once(const struct npy *npy)
{
    size_t rows = BLOCK / (npy->columns * npy->width);
    return npy->fortran && rows < DEEP ? DEEP : rows ? rows : 1;
}

static bool read_all(struct matrix *matrix, struct arena *arena, unsigned threads, struct error *error)
{
    struct pass pass = {.matrix = matrix, .step = rows_at_once(&matrix->npy)};
    uint64_t blocks = matrix->npy.rows / pass.step + 1;
    threads = blocks < threads ? (unsigned)blocks : threads;
    pass.parts = arena_array(arena, threads, sizeof *pass.parts);
    for (unsigned w = 0; w < threads; w++)
        open_part(&pass, &pass.parts[w], arena);
    pthread_mutex_init(&pass.lock, NULL);
    pool_run(threads, work, &pass);
    pthread_mutex_destroy(&pass.lock);
    if (!pass.failed)
        join_parts(matrix, pass.parts, threads);
    for (unsigned w = 0; w < threads; w++)
        arena_free(&pass.parts[w].arena);
    if (!pass.failed)
        return npy_unchanged(&matrix->npy, error);
    *error = pass.error;
    return error_prefix(error, matrix->path);
}

bool matrix_read(struct matrix *matrix, struct arena *arena, const char *path, unsigned threads, struct error *error)
{
    struct arena scratch = {.exhausted = arena->exhausted};
    *matrix = (struct matrix){.path = path};
    bool done = npy_open(&matrix->npy, arena, path, error) && look_first(matrix, &scratch, error);
    if (done) {
        matrix->labels = arena_array(arena, matrix->npy.columns, sizeof *matrix->labels);
        done = read_all(matrix, &scratch, threads ? threads : 1, error);
    }
    arena_free(&scratch);
    return done;
}
