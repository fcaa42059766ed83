#include "output/offers_matrix.h"

#include <string.h>

#include "base/shell.h"
#include "base/usual_names.h"
#include "output/hints_matrix.h"

size_t identified_column(const struct identified *identified)
{
    const struct profile *ids = identified->ids;
    if (!roles_has(&ids->roles, ids->roles.id) && ids->table.layout.columns == 1)
        return 0;
    return ids->roles.id;
}

const char *identified_why(const struct offers *offers, const struct identified *identified)
{
    const struct profile *ids = identified->ids;
    struct buffer why = {.arena = offers->arena};
    if (ids->delimiter)
        return "the table of the ids has another delimiter than its name tells: write it with commas";
    uint64_t rows = identified->matrix->npy.rows, count = ids->counts.read;
    if (count + 1 == rows && ids->table.layout.columns == 1) {
        buffer_format(&why, "the list of ids seems to have no header: (echo id; cat");
        shell_word(&why, text_of(ids->path));
        buffer_add(&why, text_of(") > ids.csv gives it one"));
        return buffer_string(&why);
    }
    if (!roles_has(&ids->roles, identified_column(identified)))
        return "no column of the table of ids seems to name the samples";
    if (ids->told < count)
        return "a row of the table of the ids is bad: whose row is that of the matrix?";
    if (count == rows)
        return NULL;
    buffer_format(&why, "%llu ids for %llu rows: --ids is a table with a row for each row of the matrix, in its order",
                  (unsigned long long)count, (unsigned long long)rows);
    return buffer_string(&why);
}

/* ---- lines ---- */

void identified_add_id(struct buffer *line, const struct identified *identified)
{
    offer_column(line, identified->ids, "--id", identified_column(identified), "id");
}

/* `ids` is NULL where the number of the row is the id. */
static struct buffer begin(const struct offers *offers, const struct identified *identified, const char *command)
{
    struct buffer line = offer_begin(offers, command);
    shell_word(&line, text_of(identified->matrix->path));
    if (!identified->ids) {
        buffer_add(&line, text_of(" --id '#'"));
        return line;
    }
    offer_option(&line, "--ids", text_of(identified->ids->path));
    identified_add_id(&line, identified);
    return line;
}

/* With what tells the prediction, and what bad rows need. */
static void offer_with(struct offers *offers, struct buffer line, const struct matrix *matrix, const char *option)
{
    buffer_format(&line, " %s", option);
    if (matrix->tolerance > 0.001)
        buffer_format(&line, " --tolerance %g", matrix->tolerance);
    if (matrix->odd + matrix->bad)
        buffer_add(&line, text_of(" --on-bad-row skip"));
    offer_add(offers, &line);
}

static void offer_classes(struct offers *offers, const struct identified *identified, const char *option)
{
    const struct matrix *matrix = identified->matrix;
    struct buffer names = {.arena = offers->arena};
    buffer_format(&names, "the classes are called 0 to %zu; --header A,B... with %zu names names them",
                  matrix->npy.columns - 1, matrix->npy.columns);
    offer_refuse(offers, buffer_string(&names));
    offer_with(offers, begin(offers, identified, "confidence"), matrix, option);
    struct buffer by_label = {.arena = offers->arena};
    buffer_format(&by_label, "--by label %s", option);
    offer_with(offers, begin(offers, identified, "stratify"), matrix, buffer_string(&by_label));
}

/* Rows that lie apart, and rows like others: here like three at random. */
static void offer_vectors(struct offers *offers, const struct identified *identified)
{
    const struct matrix *matrix = identified->matrix;
    const struct profile *ids = identified->ids;
    if (!ids) {
        offer_refuse(offers, "vectors need the ids of their rows: --ids FILE");
        return;
    }
    if (matrix->odd || matrix->bad || ids->ids < ids->counts.read) {
        offer_refuse(offers, "similar and --diverse need each id once, and a vector in each row");
        return;
    }
    if (strcmp(matrix->path, "-") == 0) {
        offer_refuse(offers, "similar - --ids FILE --like FILE ranks by what is like known errors; --diverse takes a "
                             "file, no standard input");
        return;
    }
    struct buffer line = offer_begin(offers, "random");
    shell_word(&line, text_of(ids->path));
    identified_add_id(&line, identified);
    offer_option(&line, "--diverse", text_of(matrix->path));
    offer_option(&line, "--ids", text_of(ids->path));
    offer_add(offers, &line);
    offer_refuse(offers, "similar ranks by what is like known errors, --like FILE: here three rows at random");
    line = offer_begin(offers, "random");
    shell_word(&line, text_of(ids->path));
    identified_add_id(&line, identified);
    buffer_add(&line, text_of(" -n 3 -q | dengine similar"));
    shell_word(&line, text_of(matrix->path));
    offer_option(&line, "--ids", text_of(ids->path));
    identified_add_id(&line, identified);
    buffer_add(&line, text_of(" --like -"));
    offer_add(offers, &line);
}

static void offer_kind(struct offers *offers, const struct identified *identified)
{
    const struct matrix *matrix = identified->matrix;
    switch (matrix->kind) {
    case MATRIX_PROBABILITIES:
        offer_classes(offers, identified, "--probs '*'");
        break;
    case MATRIX_LOGITS:
        if (!usual_is_logit(text_of(matrix->path)))
            offer_refuse(offers, "logits, or vectors of few numbers? similar and --diverse take it as vectors, too");
        offer_classes(offers, identified, "--logits '*'");
        break;
    case MATRIX_APART:
        offer_with(offers, begin(offers, identified, "confidence"), matrix, "--probs '*' --multilabel");
        break;
    case MATRIX_POSITIVE:
        offer_with(offers, begin(offers, identified, "confidence"), matrix, "--positive 0");
        break;
    case MATRIX_LABELS:
        offer_refuse(offers, hint_matrix_labels(offers->arena, matrix));
        break;
    case MATRIX_SCORES:
        offer_with(offers, begin(offers, identified, "confidence"), matrix, "--score 0");
        break;
    case MATRIX_VECTORS:
        offer_vectors(offers, identified);
        return;
    case MATRIX_NOTHING:
    case MATRIX_KINDS:
        break;
    }
    struct buffer line = begin(offers, identified, "random");
    offer_add(offers, &line);
}

void offers_matrix(struct offers *offers, const struct identified *identified)
{
    const struct matrix *matrix = identified->matrix;
    const char *why = identified->ids ? identified_why(offers, identified) : NULL;
    if (matrix->kind == MATRIX_NOTHING) {
        offer_refuse(offers, matrix->npy.rows ? "no row is finite" : "there are no rows");
        return;
    }
    if (why)
        offer_refuse(offers, why);
    else if (!identified->ids && matrix->kind != MATRIX_VECTORS)
        offer_refuse(offers, "--ids FILE tells whose rows these are; here each is called by its number");
    offer_kind(offers, &(struct identified){matrix, why ? NULL : identified->ids});
}

bool offers_pair(struct offers *offers, const struct identified *identified)
{
    const struct profile *ids = identified->ids;
    struct buffer note = {.arena = offers->arena};
    if (identified->matrix->kind == MATRIX_NOTHING || ids->ids != ids->counts.read ||
        identified_why(offers, identified))
        return false;
    buffer_format(&note, "%s has a row for each of %s: its ids, if they stand in one order",
                  strcmp(identified->matrix->path, "-") == 0 ? "standard input" : identified->matrix->path, ids->path);
    offer_refuse(offers, buffer_string(&note));
    offer_kind(offers, identified);
    return true;
}
