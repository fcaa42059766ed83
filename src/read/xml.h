/*
 * xml.h - the elements of an XML document, one after the other.
 *
 * Expat parses: it reads no file and no network of its own, needs no tree, and is on every system that
 * has Python or git. A document type declaration is refused, and with it every entity that it could
 * declare ("billion laughs", files of the system); the five of XML itself are read.
 */
#ifndef DENGINE_XML_H
#define DENGINE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/text.h"

enum { XML_DEPTH = 64 }; /* elements within each other, at most */

struct xml_fault {
    size_t line, column; /* from 1; columns are bytes */
    char why[160];
};

/* Called for each start and each end tag; depth 0 is the root. `attributes` are names and values in turn,
 * in UTF-8, NULL behind the last; NULL at an end tag. False stops the walk. */
typedef bool xml_step(void *state, const char *name, const char *const *attributes, size_t depth);

/* The value of an attribute, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

/* Walks over a document of at most 2^31 - 1 bytes. False when it is no XML, or refused, or when a step
 * said so: `why` is empty then, and line and column are where. */
bool xml_walk(struct text text, xml_step *step, void *state, struct xml_fault *fault);

#endif
