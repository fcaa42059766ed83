#include "output/inspect_matrix.h"

#include <stdlib.h>

#include "output/inspect_lines.h"

/* ---- classes, the most frequent first ---- */

struct class
{
    size_t number;
    uint64_t rows;
};

static int by_rows(const void *a, const void *b)
{
    const struct class *left = a, *right = b;
    if (left->rows != right->rows)
        return left->rows > right->rows ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* Those that are the likeliest of some row. */
static struct class *classes_of(const struct matrix *matrix, struct arena *arena, size_t *count)
{
    struct class *classes = arena_array(arena, matrix->npy.columns, sizeof *classes);
    *count = 0;
    for (size_t i = 0; i < matrix->npy.columns; i++)
        if (matrix->labels[i])
            classes[(*count)++] = (struct class){i, matrix->labels[i]};
    qsort(classes, *count, sizeof *classes, by_rows);
    return classes;
}

static bool has_classes(const struct matrix *matrix)
{
    return matrix->kind == MATRIX_PROBABILITIES || matrix->kind == MATRIX_LOGITS;
}

/* ---- what is wrong ---- */

/* Why a row of this kind is of no use. */
static const char *why_wrong(const struct matrix *matrix, struct arena *arena)
{
    const struct matrix_place *wrong = &matrix->wrong;
    struct buffer why = {.arena = arena};
    if (matrix->kind == MATRIX_VECTORS)
        return "all zeros";
    if (wrong->column)
        buffer_format(&why, "%.9g is outside 0 to 1", wrong->value);
    else
        buffer_format(&why, "the numbers sum to %.9g, not to 1", wrong->value);
    return buffer_string(&why);
}

static void write_bad(FILE *out, const struct matrix *matrix, uint64_t count, const struct matrix_place *first,
                      const char *why)
{
    if (!count)
        return;
    inspect_begin(out, "bad rows");
    fprintf(out, "%llu row%s; the first is ", (unsigned long long)count, inspect_plural(count));
    inspect_show(out, text_of(inspect_name(matrix->path)));
    fprintf(out, ":%llu:%zu: %s\n", (unsigned long long)first->row, first->column ? first->column : 1, why);
}

/* ---- for a person ---- */

static void write_quantiles(FILE *out, const char *what, const double *q)
{
    inspect_begin(out, what);
    fprintf(out, "%.4g least, quartiles %.3g %.3g %.3g, %.4g largest\n", q[0], q[1], q[2], q[3], q[4]);
}

static void write_labels(FILE *out, const struct matrix *matrix)
{
    enum { SHOWN = 12 };
    struct arena arena = {0};
    size_t count;
    const struct class *classes = classes_of(matrix, &arena, &count);
    inspect_begin(out, "labels");
    fprintf(out, "%zu: ", count);
    for (size_t i = 0; i < count && i < SHOWN; i++)
        fprintf(out, "%s%zu %llu", i ? ", " : "", classes[i].number, (unsigned long long)classes[i].rows);
    fputs(count > SHOWN ? ", ...\n" : "\n", out);
    arena_free(&arena);
}

static void write_ids(FILE *out, const struct profile *ids)
{
    inspect_begin(out, "ids");
    if (roles_has(&ids->roles, ids->roles.id))
        fprintf(out, "%llu different in %llu row%s of ", (unsigned long long)ids->ids, (unsigned long long)ids->told,
                inspect_plural(ids->told));
    else
        fprintf(out, "%llu row%s of ", (unsigned long long)ids->counts.read, inspect_plural(ids->counts.read));
    inspect_show(out, text_of(ids->path));
    fputc('\n', out);
}

static void write_numbers(FILE *out, const struct matrix *matrix)
{
    inspect_begin(out, "values");
    fprintf(out, "%.4g to %.4g", matrix->value[0], matrix->value[1]);
    if (matrix->npy.columns > 1)
        fprintf(out, "; sums of rows %.6g to %.6g", matrix->sum[0], matrix->sum[1]);
    fputc('\n', out);
    if (has_classes(matrix) && matrix->confidence[4] > 0) {
        write_labels(out, matrix);
        write_quantiles(out, "confidence", matrix->confidence);
    }
    if (matrix->npy.columns > 1 && matrix->kind != MATRIX_PROBABILITIES)
        write_quantiles(out, "norms", matrix->norm);
}

void inspect_matrix_text(FILE *out, const struct identified *identified, const struct offers *offers)
{
    const struct matrix *matrix = identified->matrix;
    const struct npy *npy = &matrix->npy;
    struct arena arena = {0};
    inspect_show(out, text_of(inspect_name(matrix->path)));
    fprintf(out, ": %s of %s, %llu row%s of %zu number%s%s\n", npy->flat ? "a list" : "a matrix", matrix_type(matrix),
            (unsigned long long)npy->rows, inspect_plural(npy->rows), npy->columns, inspect_plural(npy->columns),
            npy->fortran && npy->columns > 1 ? ", column after column" : "");
    inspect_begin(out, "seems");
    fprintf(out, "%s\n", matrix_kinds[matrix->kind]);
    if (identified->ids)
        write_ids(out, identified->ids);
    if (matrix->kind != MATRIX_NOTHING)
        write_numbers(out, matrix);
    write_bad(out, matrix, matrix->odd, &matrix->strange, "not finite");
    write_bad(out, matrix, matrix->bad, &matrix->wrong, why_wrong(matrix, &arena));
    inspect_offers(out, offers);
    arena_free(&arena);
}

/* ---- for a program ---- */

static void json_range(struct json *json, const char *key, const double *numbers, size_t count)
{
    json_array(json, key);
    for (size_t i = 0; i < count; i++)
        json_number(json, NULL, numbers[i]);
    json_end(json);
}

static void json_found(struct json *json, const struct matrix *matrix, uint64_t count, const struct matrix_place *first,
                       const char *why)
{
    if (!count)
        return;
    json_line(json, 6);
    json_object(json, NULL);
    json_count(json, "rows", count);
    json_boolean(json, "bad", true);
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    buffer_format(&text, "%s:%llu:%zu: %s", inspect_name(matrix->path), (unsigned long long)first->row,
                  first->column ? first->column : 1, why);
    json_string(json, "first", buffer_string(&text));
    json_end(json);
    arena_free(&arena);
}

static void json_labels(struct json *json, const struct matrix *matrix)
{
    struct arena arena = {0};
    size_t count;
    const struct class *classes = classes_of(matrix, &arena, &count);
    json_line(json, 4);
    json_object(json, "labels");
    for (size_t i = 0; i < count; i++) {
        struct buffer name = {.arena = &arena};
        buffer_format(&name, "%zu", classes[i].number);
        json_key(json, buffer_text(&name));
        json_count(json, NULL, classes[i].rows);
    }
    json_end(json);
    json_range(json, "confidence_quartiles", matrix->confidence, MATRIX_QUANTILES);
    arena_free(&arena);
}

void inspect_matrix_json(struct json *json, const struct identified *identified)
{
    const struct matrix *matrix = identified->matrix;
    struct arena arena = {0};
    json_string(json, "file", inspect_name(matrix->path));
    json_line(json, 4);
    json_string(json, "matrix", matrix_type(matrix));
    json_string(json, "order", matrix->npy.fortran ? "Fortran" : "C");
    json_count(json, "rows", matrix->npy.rows);
    json_count(json, "columns", matrix->npy.columns);
    json_string(json, "seems", matrix_kinds[matrix->kind]);
    if (identified->ids) {
        json_line(json, 4);
        json_string(json, "ids_of", identified->ids->path);
        json_count(json, "ids", identified->ids->ids);
        json_count(json, "repeats", identified->ids->told - identified->ids->ids);
    }
    if (matrix->kind != MATRIX_NOTHING) {
        json_line(json, 4);
        json_range(json, "values", matrix->value, 2);
        json_range(json, "sums", matrix->sum, 2);
        json_range(json, "norm_quartiles", matrix->norm, MATRIX_QUANTILES);
    }
    if (has_classes(matrix))
        json_labels(json, matrix);
    json_line(json, 4);
    json_array(json, "found");
    json_found(json, matrix, matrix->odd, &matrix->strange, "not finite");
    json_found(json, matrix, matrix->bad, &matrix->wrong, why_wrong(matrix, &arena));
    json_end(json);
    arena_free(&arena);
}
