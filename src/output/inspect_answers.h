/*
 * inspect_answers.h - what a file of answers holds, for a person and for a program.
 */
#ifndef DENGINE_INSPECT_ANSWERS_H
#define DENGINE_INSPECT_ANSWERS_H

#include "output/json.h"
#include "output/offers_answers.h"

void inspect_answers_text(FILE *out, const struct answers_look *look, const struct offers *offers);

/* The members of its object but for notes and commands. */
void inspect_answers_json(struct json *json, const struct answers_look *look);

#endif
