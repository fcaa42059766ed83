/*
 * queue_json.h - what a cell of a queue is in JSON.
 */
#ifndef DENGINE_QUEUE_JSON_H
#define DENGINE_QUEUE_JSON_H

#include "output/json.h"
#include "output/queue.h"

/* Writes the value of a cell as enum column_kind says; `key` as in json.h. Words in a column of numbers are null. */
void queue_json_value(struct json *json, const char *key, enum column_kind kind, struct text cell);

#endif
