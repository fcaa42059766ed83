/*
 * annotation.h - what a person said of a sample, and what there is when they said nothing.
 */
#ifndef DENGINE_ANNOTATION_H
#define DENGINE_ANNOTATION_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/text.h"

/* Only the first is an answer; each of the others is counted. */
enum annotation_state {
    ANNOTATION_ANSWERED,   /* with a label, a verdict, or both */
    ANNOTATION_SKIPPED,    /* a person passed it over */
    ANNOTATION_REJECTED,   /* a person refused the task: Prodigy's reject, Argilla's discard */
    ANNOTATION_EMPTY,      /* sent without a label */
    ANNOTATION_SEVERAL,    /* several labels where one is asked for */
    ANNOTATION_SHAPES,     /* boxes, spans, free text: no class of the whole sample */
    ANNOTATION_UNAPPROVED, /* a label that was filled in beforehand, and nobody is known to have looked */
    ANNOTATION_OPEN,       /* nobody has reached it */
};
enum { ANNOTATION_STATES = ANNOTATION_OPEN + 1 };
extern const char *const annotation_states[ANNOTATION_STATES];

/* Whether the deployed label is right, for those who only said so. */
enum verdict { VERDICT_NONE, VERDICT_RIGHT, VERDICT_WRONG };

struct annotation {
    struct text id;
    struct text name;      /* another name of the sample, such as its file; may be empty */
    struct text label;     /* what the sample is; empty when only the verdict is known */
    enum verdict verdict;  /* of the deployed label */
    struct text who, when; /* as the file says it; may be empty */
    enum annotation_state state;
};

struct annotation_format {
    const char *name, *doc;
    bool tells_skipped; /* skipped from not reached */
};

/* How files are read. Zero is valid. */
struct annotation_spec {
    const char *id;       /* the column or key of the id; NULL: dengine_id, else `usual`, else id */
    const char *usual;    /* what --id says; may be NULL */
    const char *label;    /* the column or key of the answer; NULL: answer, label, choice */
    bool ids_only;        /* answers are not asked for: a file of ids will do */
    bool multilabel;      /* several labels of one answer are a set: see input/label_set.h */
    bool trust_prefilled; /* labels that were filled in beforehand count as answers */
    char delimiter;       /* 0: tab, semicolon or comma, as the header has it */
};

/* The annotations of files, in their order. Zero, with an arena, is valid and empty. */
struct annotations {
    struct arena *arena;
    struct annotation *items;
    size_t count, capacity;
    size_t missing;     /* answers of tables that are NA, null or another word for nothing */
    size_t odd;         /* rows of tables that are no UTF-8 text, or hold a zero byte: taken as they are */
    const char *oddest; /* the first: FILE:LINE:COLUMN */
};

#endif
