/*
 * answers.h - what people said, by sample: the answers of any files in any of the formats of annotations.h.
 *
 *     struct answers answers = {.arena = arena};
 *     const struct answers_options how = {.spec = {.usual = options->id}, .several = SEVERAL_MAJORITY};
 *     if (!answers_read(&answers, &options->answers, &how, error)) ...
 *     const struct answered *answered = answers_find(&answers, id);
 *     if (answered && answered->state == ANSWER_GIVEN)
 *         wrong = answer_is_wrong(answered, deployed_label);
 *
 * Samples are in the order in which they were first named, over the files in their order: the same files
 * give the same answers. Ids are text, compared byte by byte; the same id in two tasks or two files is one
 * sample. All that was said of a sample stays at hand (`said`), for measures of agreement.
 */
#ifndef DENGINE_ANSWERS_H
#define DENGINE_ANSWERS_H

#include "input/idmap.h"
#include "join/annotations.h"

/* Which answer holds when people gave several. One person's later answer replaces the earlier one: people
 * are told apart by what the files call them, nameless ones all count as others. */
enum several {
    SEVERAL_MAJORITY, /* the label of most; a tie is disputed */
    SEVERAL_LATEST,   /* the one with the latest time; without times, the one read last */
    SEVERAL_AGREE,    /* the one that all gave, else disputed */
    SEVERAL_ALL,      /* each on its own: a sample is there once for each answer */
};
extern const char *const several_words[]; /* NULL ends it */

/* The rule of what needs one answer for a sample: each on its own makes none. */
static inline enum several several_of_one(enum several several)
{
    return several == SEVERAL_ALL ? SEVERAL_MAJORITY : several;
}

struct answers_options {
    struct annotation_spec spec;
    enum several several;
};

enum answer_state { ANSWER_GIVEN, ANSWER_DISPUTED, ANSWER_NONE };

struct answered {
    struct text id;
    struct text label;                    /* of ANSWER_GIVEN; empty when only the verdict is known */
    enum verdict verdict;                 /* of the deployed label, where people gave one */
    enum answer_state state;              /* only ANSWER_GIVEN is an answer: the others are left out of estimates */
    enum annotation_state why;            /* of ANSWER_NONE: what there is instead */
    struct text who, when;                /* of the answer that holds */
    size_t people;                        /* how many gave an answer */
    const struct annotation *const *said; /* [said_count]: all that was said, in the order of the files */
    size_t said_count;
};

struct answers {
    struct arena *arena;
    struct answered *items;
    size_t count;
    size_t given, disputed;         /* samples */
    size_t none[ANNOTATION_STATES]; /* samples without an answer, by what there is instead */
    size_t files;
    const struct annotation_format *format; /* of the last file, as far as it was told; NULL without any */
    bool blind;                             /* some format does not tell skipped from not reached */
    struct annotations annotations;         /* all of them */
    struct idmap ids, names;                /* for answers_find: ids, and names that are no ids */
    size_t *first, *of_name;                /* [ids]: its first item; [names]: the number of its id */
};

/* Reads files, folders of them and globs, each perhaps with its columns: FILE:ID or FILE:ID,ANSWER (see
 * file_columns.h). A glob that matches nothing is no error. `answers` is empty but for its arena. */
bool answers_read(struct answers *answers, const struct words *patterns, const struct answers_options *options,
                  struct error *error);

/* A sample by its id, or by its file's name where the tool knows no other; NULL when it is not there. With
 * SEVERAL_ALL the first of its answers, the others stand behind it. */
const struct answered *answers_find(const struct answers *answers, struct text id);

/* Whether the answer says that the deployed label is wrong; a set in another order is the same. Of ANSWER_GIVEN only.
 */
bool answer_is_wrong(const struct answered *answered, struct text deployed);

#endif
