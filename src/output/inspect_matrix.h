/*
 * inspect_matrix.h - what a .npy holds, for a person and for a program.
 */
#ifndef DENGINE_INSPECT_MATRIX_H
#define DENGINE_INSPECT_MATRIX_H

#include "output/json.h"
#include "output/offers_matrix.h"

void inspect_matrix_text(FILE *out, const struct identified *identified, const struct offers *offers);

/* The members of its object but for notes and commands. */
void inspect_matrix_json(struct json *json, const struct identified *identified);

#endif
