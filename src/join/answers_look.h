/*
 * answers_look.h - what a file of answers holds: which tool, how many, which labels, whose.
 *
 * Only `inspect` asks. A file is one of answers when it is XML, Label Studio's table, or JSON of a labelling tool or
 * with a key `answer`; every other table is one of rows.
 */
#ifndef DENGINE_ANSWERS_LOOK_H
#define DENGINE_ANSWERS_LOOK_H

#include "input/idset.h"
#include "join/answers.h"

struct answers_count {
    struct text name;
    size_t count;
};

struct answers_look {
    const char *path, *argument; /* as it is given to a command: FILE, or FILE:KEY where the id has another key */
    const struct annotation_format *format;
    const char *why; /* it cannot be read: then nothing else is known */
    struct answers answers;
    struct answers_count *labels, *people; /* of the answers that hold; of all that was said: the most frequent first */
    size_t labels_count, people_count;
    size_t nameless;                /* answers of nobody */
    struct text time[2];            /* the first and the last, as they are written; empty without */
    size_t said[ANNOTATION_STATES]; /* all that was said, by state */
    size_t common;                  /* samples in the set of another table: see answers_look_match */
};

/* Reads the file if it is one of answers; *is tells. */
bool answers_look_at(struct answers_look *look, struct arena *arena, const char *path, bool *is, struct error *error);

/* Counts the samples that are in a set. */
void answers_look_match(struct answers_look *look, const struct idset *others);

#endif
