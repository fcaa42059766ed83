/*
 * export_tools.h - what the writers of export.h share. For them alone.
 */
#ifndef DENGINE_EXPORT_TOOLS_H
#define DENGINE_EXPORT_TOOLS_H

#include "output/export.h"

struct json;

bool export_write_label_studio(const struct export *export, FILE *out, struct error *error);
bool export_write_cvat(const struct export *export, FILE *out, struct error *error);

/* The id, rank, score, method, inclusion_prob, reason and `also` of a row, their keys behind a prefix. */
void export_write_told(const struct export *export, struct json *json, size_t row, const char *prefix);

/* All other columns under their own names. */
void export_write_columns(const struct export *export, struct json *json, size_t row);

#endif
