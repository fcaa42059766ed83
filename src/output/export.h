/*
 * export.h - a queue as the tasks of a labelling tool.
 *
 * One table of tools, one writer each; what it writes is a whole document that the tool loads as it is. Ids
 * are text everywhere and come back as they went (join/annotations.h): under `dengine_id`, or as the name of
 * the file where a tool knows no other.
 *
 *     struct export export = {.queue = &queue, .spec = spec, .arena = arena};
 *     if (!export_open(&export, tool, labels, error)) ...
 *     if (!tool->write(&export, out, error)) ...
 *
 * How to add a tool: a function and a row in export_tools.c.
 */
#ifndef DENGINE_QUEUE_EXPORT_H
#define DENGINE_QUEUE_EXPORT_H

#include "output/url_template.h"

/* Zero is valid. */
struct export_spec {
    const char *url;                     /* template of what is shown; NULL: the column `data`, else the id */
    const char *data, *control, *object; /* names in the tool; NULL: the tool's own */
    const char *model;                   /* what predictions are called */
    const char *size;                    /* W,H of all images; NULL: columns width, height */
    bool prefill;                        /* fill in the deployed label, where the tool takes it for an answer */
};

struct export_tool;

struct export
{
    struct arena *arena;
    const struct queue *queue;
    struct export_spec spec;
    struct words classes;
    bool listed; /* by the user: all that there are */
    bool words;  /* of the tool */
    struct url_template url;
    size_t shown, label, confidence; /* columns, or columns_count: what is shown, and the deployed answer */
};

/* What a tool knows samples by: two rows of one key would be one sample. */
enum export_key {
    EXPORT_TASK, /* nothing: each line is a task, and the id comes back in it */
    EXPORT_ID,   /* the id */
    EXPORT_FILE, /* the name of the file */
    EXPORT_STEM, /* the same without its ending */
};

struct export_tool {
    const char *name, *doc;
    const char *data;        /* what it calls that which is shown */
    enum export_key key;     /* what it knows samples by */
    bool picks;              /* it must know all classes */
    bool words;              /* it knows no missing number: all go as text */
    bool apart;              /* what is shown does not stand beside the columns under `data` */
    const char *const *keys; /* that stand beside the columns, NULL behind the last; NULL: no column is written */
    bool (*write)(const struct export *export, FILE *out, struct error *error);
};

/* A row of zeros ends the table. */
extern const struct export_tool export_tools[];
extern const char *const export_tool_names[]; /* the same by name; NULL ends them */

/* Finds the columns, reads the template and the classes: `labels`, or those of the queue. A deployed label
 * that is none of the labels is an error. */
bool export_open(struct export *export, const struct export_tool *tool, const struct words *labels,
                 struct error *error);

/* Label Studio's labelling configuration with the classes, in XML. */
bool export_label_studio_config(const struct export *export, FILE *out, struct error *error);

/* The name of a file without its ending. */
struct text export_stem(struct text name);

/* For the writers: what is shown of a row, its deployed label and confidence, and whether a column is any of
 * these or known under another name. */
struct text export_shown(const struct export *export, size_t row);
struct text export_label(const struct export *export, size_t row);
struct text export_confidence(const struct export *export, size_t row);
bool export_is_told(const struct export *export, size_t column);

#endif
