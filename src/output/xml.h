/*
 * xml.h - text in XML.
 */
#ifndef DENGINE_XML_WRITE_H
#define DENGINE_XML_WRITE_H

#include <stdbool.h>
#include <stdio.h>

#include "dengine/text.h"

/* Writes a text, escaped for elements and for attributes in double quotes. False when it holds a character
 * that XML 1.0 cannot hold (control characters), which is left out. */
bool xml_escape(FILE *out, struct text text);

/* ` NAME="VALUE"`. */
bool xml_attribute_write(FILE *out, const char *name, struct text value);

#endif
