/*
 * annotation_reader.h - what the readers of annotations share. For them alone.
 */
#ifndef DENGINE_ANNOTATION_READER_H
#define DENGINE_ANNOTATION_READER_H

#include "dengine/error.h"
#include "join/annotation.h"
#include "read/json_view.h"

struct annotation_reader {
    struct annotations *list;
    const struct annotation_spec *spec;
    const char *path;
    struct text text; /* the document */
};

/* A format of JSON records: whether a record is one of it, and how it is read. */
struct annotation_records {
    struct annotation_format format;
    bool (*is)(struct json_view record);
    bool (*read)(struct annotation_reader *reader, struct json_view record, struct error *error);
};

extern const struct annotation_records annotation_label_studio, annotation_argilla, annotation_prodigy,
    annotation_doccano, annotation_datumaro, annotation_label_studio_min, annotation_objects;
extern const struct annotation_format annotation_cvat, annotation_label_studio_csv, annotation_table;

bool annotation_read_cvat(struct annotation_reader *reader, struct error *error);
bool annotation_read_table(struct annotation_reader *reader, const struct annotation_format **format,
                           struct error *error);

/* Adds one; its texts must live as long as the list. */
void annotation_add(struct annotation_reader *reader, struct annotation annotation);

/* "FILE:line:column: text", `at` being a place in the document. Returns false. */
bool annotation_wrong(const struct annotation_reader *reader, const char *at, struct error *error, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));

/* "FILE:line:column" of a place in the document, in the arena of the list. */
const char *annotation_place(const struct annotation_reader *reader, const char *at);

/* What a value says, copied. */
struct text annotation_text(const struct annotation_reader *reader, struct json_view value);

/* The id of a sample whose fields are the members of `object`; false with an error when there is none. */
bool annotation_id(const struct annotation_reader *reader, struct json_view object, struct text *id,
                   struct error *error);

/* Takes labels as the answer: none or one without a name is empty; more are several, or a set where sets are asked
 * for. */
void annotation_say(const struct annotation_reader *reader, const struct words *labels, struct annotation *annotation);

/* Reads a list of labels: none, one, several; elements that are no plain values are shapes. */
void annotation_labels(const struct annotation_reader *reader, struct json_view list, struct annotation *annotation);

/* A label that was filled in beforehand: an answer only for those who trust it. */
void annotation_prefilled(const struct annotation_reader *reader, struct annotation *annotation);

#endif
