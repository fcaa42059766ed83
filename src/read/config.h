/*
 * config.h - a JSON file whose every value is checked, and named by its path when it is wrong.
 *
 * cJSON parses, but only what json_syntax (strict RFC 8259) has let through: cJSON alone accepts some
 * invalid JSON, cuts strings at \u0000 and takes the first of two equal keys. What is wrong in form
 * is reported as `plan.json:3:14: ...`, what is wrong in content as `plan.json: person.max_speed: ...`.
 *
 *     struct config config;
 *     if (!config_open(&config, arena, path, STATUS_PLAN, error)) ...
 *     struct config_item root = config_root(&config), item;
 *     if (!config_keys(&root, (const char *const[]){"seed", "top", NULL}, error)) ...   nothing else is in it
 *     if (config_member(&root, "top", &item) && !config_number(&item, 1, 1e9, &top, error)) ...
 *     for (bool more = config_first(&root, &item); more; more = config_next(&item)) ...   each member
 */
#ifndef DENGINE_CONFIG_H
#define DENGINE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum {
    CONFIG_SIZE = 4 * 1024 * 1024, /* bytes of a file, at most */
    CONFIG_DEPTH = 64,             /* arrays and objects within each other, at most */
};

struct config {
    struct arena *arena;
    const char *path;
    enum status status; /* of its errors: STATUS_DATA, or STATUS_PLAN for a plan */
    const void *root;
};

/* A value and its place: a view, good as long as the config and the item it was taken from. */
struct config_item {
    const struct config *config;
    const void *node;
    const struct config_item *parent; /* NULL for the root */
    struct text key;                  /* within an object; empty in an array */
    size_t index;
};

/* Reads and parses a file ("-" is standard input). Its root is an object. */
bool config_open(struct config *config, struct arena *arena, const char *path, enum status status, struct error *error);

/* The same from memory; `path` is for messages. */
bool config_parse(struct config *config, struct arena *arena, const char *path, struct text text, enum status status,
                  struct error *error);

struct config_item config_root(const struct config *config);

/* The value must be an object without other keys than these (NULL ends them): an unknown one is an
 * error that offers the nearest. */
bool config_keys(const struct config_item *item, const char *const *keys, struct error *error);

/* The value must be an object, or an array; what is in it is read with config_first. */
bool config_object(const struct config_item *item, struct error *error);
bool config_array(const struct config_item *item, struct error *error);

/* Takes a member of an object: false when there is none of that name. */
bool config_member(const struct config_item *object, const char *key, struct config_item *member);

/* Takes the first member or element of a value, then the one behind it: false when there is none. */
bool config_first(const struct config_item *item, struct config_item *member);
bool config_next(struct config_item *member);

/* Reads a value of that type; numbers lie in [low, high]. A string lives as long as the config. */
bool config_boolean(const struct config_item *item, bool *value, struct error *error);
bool config_number(const struct config_item *item, double low, double high, double *value, struct error *error);
bool config_whole(const struct config_item *item, double low, double high, size_t *value, struct error *error);
bool config_string(const struct config_item *item, struct text *value, struct error *error);

/* Whether the value is a string, an array ...: for values of several types. */
bool config_is_string(const struct config_item *item);
bool config_is_number(const struct config_item *item);
bool config_is_object(const struct config_item *item);
bool config_is_array(const struct config_item *item);

/* "FILE: a.b[2]: text". Returns false. */
bool config_wrong(const struct config_item *item, struct error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
