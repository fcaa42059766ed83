/*
 * url_template.h - where a sample's image or text is: `s3://bucket/{id}.jpg`, a column of the queue in braces.
 *
 * What a column holds is percent-encoded (RFC 3986), but for `/`, which parts folders; `{COL:raw}` is put in as
 * it is. `{{` is a brace.
 */
#ifndef DENGINE_URL_TEMPLATE_H
#define DENGINE_URL_TEMPLATE_H

#include "dengine/error.h"
#include "output/queue.h"

struct url_template {
    const struct queue *queue;
    struct url_piece *pieces;
    size_t count;
    bool file; /* what it makes is the name of a file: nothing is encoded */
};

/* Reads a template. A column that the queue lacks is an error that offers the nearest. */
bool url_template_open(struct url_template *url, struct arena *arena, const struct queue *queue, const char *text,
                       struct error *error);

/* Appends what it makes of a row. */
void url_template_add(struct buffer *out, const struct url_template *url, size_t row);

#endif
