/*
 * prediction_open.c - which columns say what a model said.
 */
#include <stdlib.h>
#include <string.h>

#include "input/prediction.h"

static int by_name(const void *a, const void *b)
{
    const struct column_choice *left = a, *right = b;
    int order = text_compare(left->name, right->name);
    return order ? order : (left->column > right->column) - (left->column < right->column);
}

static bool class_twice(const struct table *table, const struct column_choice *first, struct error *error)
{
    struct buffer class = {.arena = table->arena}, one = {.arena = table->arena}, two = {.arena = table->arena};
    buffer_quote(&class, first[0].name);
    buffer_quote(&one, table->header.items[first[0].column]);
    buffer_quote(&two, table->header.items[first[1].column]);
    const char *file = source_name(table->source, 0);
    if (text_equal(buffer_text(&one), buffer_text(&two)))
        return error_set(error, STATUS_DATA, "%s:1: column %s stands twice in the header (columns %zu and %zu)", file,
                         buffer_string(&one), first[0].column + 1, first[1].column + 1);
    return error_set(error, STATUS_DATA, "%s:1: two columns for the class %s: %s and %s", file, buffer_string(&class),
                     buffer_string(&one), buffer_string(&two));
}

static bool name_classes(struct predictor *predictor, struct table *table, const struct column_choices *chosen,
                         struct error *error)
{
    size_t count = chosen->count;
    struct text *names = arena_array(table->arena, count, sizeof *names);
    size_t *columns = arena_array(table->arena, count, sizeof *columns);
    qsort(chosen->items, count, sizeof *chosen->items, by_name);
    predictor->together = true;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && text_equal(chosen->items[i].name, names[i - 1]))
            return class_twice(table, &chosen->items[i - 1], error);
        names[i] = chosen->items[i].name;
        columns[i] = chosen->items[i].column;
        predictor->together &= i == 0 || columns[i] == columns[i - 1] + 1;
    }
    predictor->classes = count;
    predictor->names = names;
    predictor->columns = columns;
    return true;
}

/* A class and what is not it, in one column. */
static void name_two_classes(struct predictor *predictor, struct text yes, struct text no, size_t column)
{
    struct arena *arena = predictor->table->arena;
    struct text *names = arena_array(arena, 2, sizeof *names);
    size_t *columns = arena_array(arena, 2, sizeof *columns);
    if (!no.data) {
        struct buffer text = {.arena = arena};
        buffer_add(&text, text_of("not "));
        buffer_add(&text, yes);
        no = buffer_text(&text);
    }
    predictor->one = true;
    predictor->positive = text_compare(yes, no) > 0;
    names[predictor->positive] = yes;
    names[!predictor->positive] = no;
    columns[0] = columns[1] = column;
    predictor->classes = 2;
    predictor->names = names;
    predictor->columns = columns;
}

/* Tries class columns; what the user asked for must be there. */
static bool try_classes(struct predictor *predictor, struct table *table, const struct words *asked,
                        const char *fallback, const char *option, struct error *error)
{
    struct column_choices chosen;
    if (!columns_choose(&chosen, table, &(struct columns_asked){asked, fallback, option, false}, error))
        return false;
    if (chosen.count)
        return name_classes(predictor, table, &chosen, error);
    return asked->count == 0 || table_column(table, asked->items[0], option, &(size_t){0}, error);
}

/* COL, COL=CLASS or COL=CLASS,OTHER; a column may hold such signs, too. */
static bool open_positive(struct predictor *predictor, struct table *table, struct text asked, struct error *error)
{
    struct text name = asked, yes = asked, no = {0};
    const char *equals = table_has(table, asked) ? NULL : memrchr(asked.data, '=', asked.size);
    size_t column;
    if (equals) {
        name.size = (size_t)(equals - asked.data);
        yes = (struct text){equals + 1, asked.size - name.size - 1};
        const char *comma = yes.size ? memchr(yes.data, ',', yes.size) : NULL;
        if (comma) {
            no = (struct text){comma + 1, (size_t)(yes.data + yes.size - comma) - 1};
            yes.size = (size_t)(comma - yes.data);
        }
        if (!yes.size || (no.data && (!no.size || text_equal(yes, no))))
            return error_set(error, STATUS_USAGE, "--positive '%.*s': expected COL, COL=CLASS or COL=CLASS,OTHER",
                             (int)asked.size, asked.data);
    }
    if (!table_column(table, name, "--positive", &column, error))
        return false;
    name_two_classes(predictor, yes, no, column);
    predictor->kind = PREDICTOR_PROBS;
    return true;
}

static struct text or_default(struct text given, const char *fallback)
{
    return given.data ? given : text_of(fallback);
}

/* A softmax of one logit would always be 1: it is that of a model with two classes. */
static void settle_one_logit(struct predictor *predictor)
{
    if (predictor->kind == PREDICTOR_LOGITS && predictor->classes == 1 && !predictor->apart)
        name_two_classes(predictor, predictor->names[0], (struct text){0}, predictor->columns[0]);
}

/* The made columns of a table with a row for each class. */
static void open_made_classes(struct predictor *predictor, const struct table *table)
{
    size_t classes = predictor->classes = table->class_names.count;
    size_t *columns = arena_array(table->arena, classes, sizeof *columns);
    for (size_t k = 0; k < classes; k++)
        columns[k] = table->first_class + k;
    predictor->kind = PREDICTOR_PROBS;
    predictor->partial = true;
    predictor->names = table->class_names.items;
    predictor->columns = columns;
}

/* One way to say a distribution, if the table has it. */
static bool open_distribution(struct predictor *predictor, struct table *table,
                              const struct prediction_columns *columns, struct error *error)
{
    bool probs = columns->probs.count > 0, logits = columns->logits.count > 0, positive = columns->positive.data;
    if (probs + logits + positive > 1)
        return error_set(error, STATUS_USAGE, "%s and %s exclude each other", probs ? "--probs" : "--logits",
                         positive ? "--positive" : "--logits");
    if (table->class_names.count) {
        open_made_classes(predictor, table);
        return true;
    }
    if (positive)
        return open_positive(predictor, table, columns->positive, error);
    if (columns->confidence.data && !probs && !logits) /* told apart from what stands under the usual names */
        return true;
    if (!logits && !try_classes(predictor, table, &columns->probs, "prob_*", "--probs", error))
        return false;
    predictor->kind = predictor->classes ? PREDICTOR_PROBS : PREDICTOR_NONE;
    if (predictor->classes)
        return true;
    if (!try_classes(predictor, table, &columns->logits, "logit_*", "--logits", error))
        return false;
    predictor->kind = predictor->classes ? PREDICTOR_LOGITS : PREDICTOR_NONE;
    settle_one_logit(predictor);
    return true;
}

/* Labels apart are told by their probabilities alone. */
static bool check_apart(const struct predictor *predictor, const struct prediction_columns *columns,
                        struct error *error)
{
    if (columns->label.data || columns->positive.data)
        return error_set(error, STATUS_USAGE, "--multilabel and --%s exclude each other: %s",
                         columns->label.data ? "label" : "positive",
                         columns->label.data ? "the labels are those with a probability above 1/2"
                                             : "one label is a model with two classes");
    struct buffer header = {.arena = predictor->table->arena};
    table_list_header(predictor->table, &header);
    return predictor->classes ||
           error_set(error, STATUS_DATA,
                     "%s:1: --multilabel needs a probability for each label: no columns prob_* (--probs) or logit_* "
                     "(--logits); the header is: %s",
                     source_name(predictor->table->source, 0), buffer_string(&header));
}

bool predictor_open(struct predictor *predictor, struct table *table, const struct prediction_columns *columns,
                    enum prediction_need need, struct error *error)
{
    const struct marks_kind *kind = marks_best();
    *predictor = (struct predictor){.table = table,
                                    .temperature = columns->temperature,
                                    .tolerance = columns->tolerance,
                                    .apart = columns->apart,
                                    .fractions = kind ? kind->fractions : fractions_portable};
    struct text label = or_default(columns->label, "label");
    struct text confidence = or_default(columns->confidence, "confidence");
    if (!open_distribution(predictor, table, columns, error))
        return false;
    if (predictor->apart)
        return check_apart(predictor, columns, error);
    bool votes = predictor->kind == PREDICTOR_NONE, has_label = table_has(table, label);
    bool has_confidence = table_has(table, confidence) || columns->confidence.data;
    predictor->has_label = !predictor->partial && ((has_label && !predictor->one) || columns->label.data);
    if (votes && need == PREDICTION_OPTIONAL && !(has_label && has_confidence))
        return true;
    if ((predictor->has_label || votes) && !table_column(table, label, "--label", &predictor->label, error))
        return false;
    if (!votes)
        return true;
    predictor->has_label = true;
    predictor->kind = need == PREDICTION_LABEL && !has_confidence ? PREDICTOR_LABEL : PREDICTOR_VOTE;
    return predictor->kind == PREDICTOR_LABEL ||
           table_column(table, confidence, "--confidence", &predictor->confidence, error);
}

/* Whether there is, or was asked for, anything like a distribution. */
static bool has_distribution(const struct table *table, const struct prediction_columns *columns)
{
    struct text wild;
    if (columns->positive.data || columns->probs.count || columns->logits.count)
        return true;
    if (columns->confidence.data)
        return false;
    for (size_t i = 0; i < table->header.count; i++)
        if (words_find(&table->named, table->header.items[i]) == table->named.count &&
            (columns_wild(text_of("prob_*"), table->header.items[i], &wild) ||
             columns_wild(text_of("logit_*"), table->header.items[i], &wild)))
            return true;
    return false;
}

void predictor_wants(const struct table *table, const struct prediction_columns *columns, enum prediction_need need,
                     struct usual_want *wants, size_t *count)
{
    bool told = has_distribution(table, columns),
         confidence = need == PREDICTION_CONFIDENCE || columns->confidence.data;
    if (need == PREDICTION_OPTIONAL || columns->apart)
        return;
    if (!told || columns->label.data)
        wants[(*count)++] = (struct usual_want){USUAL_LABEL, or_default(columns->label, "label"), told};
    if (!told && confidence)
        wants[(*count)++] = (struct usual_want){USUAL_CONFIDENCE, or_default(columns->confidence, "confidence"), false};
}
