#include "output/offers_answers.h"

#include "base/shell.h"
#include "output/hints.h"
#include "output/offers.h"

void offers_answers(struct offers *offers, const struct answers_look *look, bool alone)
{
    if (look->why) {
        offer_refuse(offers, look->why);
        return;
    }
    if (look->answers.given + look->answers.disputed == 0)
        offer_refuse(offers, "nobody is known to have answered");
    if (look->said[ANNOTATION_UNAPPROVED])
        offer_refuse(offers, "labels that were filled in beforehand are no answers, unless all rows were looked at: "
                             "--trust-prefilled");
    if (look->said[ANNOTATION_SHAPES])
        offer_refuse(offers, "boxes, spans and free text are no label of the whole sample");
    if (alone)
        offer_refuse(offers,
                     "report, learn and recheck take it as --answers: inspect it beside a queue or predictions");
    struct buffer line = offer_begin(offers, "answers");
    shell_word(&line, text_of(look->argument));
    if (look->said[ANNOTATION_SEVERAL])
        buffer_add(&line, text_of(" --multilabel"));
    offer_add(offers, &line);
}

/* ---- beside tables ---- */

static void add_answers(struct buffer *line, const struct answers_look *look, const char *option)
{
    offer_option(line, option, text_of(look->argument));
    if (look->said[ANNOTATION_SEVERAL])
        buffer_add(line, text_of(" --multilabel"));
}

/* What became of a queue, and what is learnt from it. */
static void offer_queue(struct offers *offers, const struct answers_look *look, const struct profile *queue)
{
    static const char *const commands[] = {"report", "learn"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct buffer line = offer_begin(offers, commands[i]);
        shell_word(&line, text_of(queue->path));
        add_answers(&line, look, "--answers");
        offer_add(offers, &line);
    }
}

/* What is left when those who have an answer are left out. */
static void offer_rest(struct offers *offers, const struct answers_look *look, const struct profile *table)
{
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(table->path));
    offer_reading(&line, table);
    offer_prediction(&line, table);
    offer_skip(&line, table);
    offer_option(&line, "--exclude", text_of(look->argument));
    offer_add(offers, &line);
}

static void offer_recheck(struct offers *offers, const struct answers_look *look, const struct profile *tables,
                          const struct identified *vectors)
{
    struct buffer line = offer_begin(offers, "recheck");
    shell_word(&line, text_of(tables[0].path));
    shell_word(&line, text_of(tables[1].path));
    offer_reading(&line, &tables[0]);
    offer_prediction(&line, &tables[0]);
    add_answers(&line, look, "--answers");
    if (vectors) {
        offer_option(&line, "--embeddings", text_of(vectors->matrix->path));
        offer_option(&line, "--ids", text_of(vectors->ids->path));
    }
    offer_add(offers, &line);
}

/* Whether it is a queue that says what the model said. */
static bool is_labelled_queue(const struct profile *table)
{
    return offer_is_queue(table) && table_has(&table->table, text_of("label")) && table->counts.rejected == 0;
}

void offers_with_answers(struct offers *offers, const struct answers_look *look, const struct profile *tables,
                         size_t count, const struct identified *vectors)
{
    if (look->why || look->common == 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (is_labelled_queue(&tables[i]))
            offer_queue(offers, look, &tables[i]);
    if (offer_is_queue(&tables[0]) || hint_nothing(&tables[0]) || hint_no_doubt(&tables[0]) ||
        tables[0].roles.ids.size || tables[0].roles.by_class)
        return;
    offer_rest(offers, look, &tables[0]);
    if (count > 1 && !offer_is_queue(&tables[1]) && offers_joinable(offers, &tables[0], &tables[1]))
        offer_recheck(offers, look, tables, vectors);
}
