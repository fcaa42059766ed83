/*
 * learning_model.c - what was learnt, in a file: JSON that a person can read.
 */
#include <string.h>

#include "dengine/version.h"
#include "output/file.h"
#include "output/json.h"
#include "read/config.h"
#include "run/learning.h"

/* ---- writing ---- */

static void write_method(struct json *json, const struct learning *learning, size_t m)
{
    const struct logistic *model = &learning->model;
    json_line(json, 4);
    json_object(json, NULL);
    json_text(json, "name", learning->scores->methods.items[m]);
    json_boolean(json, "probability", learning->scores->unit[m]);
    json_number(json, "mean", model->means[m]);
    json_number(json, "deviation", model->deviations[m]);
    json_number(json, "slope", model->shared[1 + m]);
    json_number(json, "missing", model->shared[1 + model->scores + m]);
    json_end(json);
}

static void write_class(struct json *json, const struct learning *learning, size_t k)
{
    const struct logistic *model = &learning->model;
    const double *own = model->own + k * (1 + model->scores);
    json_line(json, 4);
    json_object(json, NULL);
    json_text(json, "name", learning->classes[k].name);
    json_count(json, "reviewed", learning->classes[k].reviewed);
    json_count(json, "wrong", learning->classes[k].wrong);
    json_number(json, "intercept", own[0]);
    json_array(json, "slopes");
    for (size_t m = 0; m < model->scores; m++)
        json_number(json, NULL, own[1 + m]);
    json_end(json);
    json_end(json);
}

static void write_model(struct json *json, const struct learning *learning)
{
    json_object(json, NULL);
    json_line(json, 2);
    json_string(json, "dengine", DENGINE_VERSION);
    json_line(json, 2);
    json_count(json, "reviewed", learning->count);
    json_count(json, "wrong", learning->wrong);
    json_text(json, "until", learning->until);
    json_line(json, 2);
    json_number(json, "intercept", learning->model.shared[0]);
    json_line(json, 2);
    json_array(json, "methods");
    for (size_t m = 0; m < learning->model.scores; m++)
        write_method(json, learning, m);
    json_line(json, 2);
    json_end(json);
    json_line(json, 2);
    json_array(json, "classes");
    for (size_t k = 0; k < learning->model.classes; k++)
        write_class(json, learning, k);
    json_line(json, 2);
    json_end(json);
    json_line(json, 0);
    json_end(json);
    putc('\n', json->out);
}

bool learning_write(const struct learning *learning, const char *path, struct error *error)
{
    struct output *output = arena_alloc(learning->arena, sizeof *output); /* it lives as long as the arena */
    if (!output_open(output, learning->arena, path, error))
        return error_prefix(error, "--model");
    struct json json = {.out = output->file};
    write_model(&json, learning);
    return output_finish(output, error) || error_prefix(error, "--model");
}

/* ---- reading ---- */

#define ANY 1e300

static bool member_number(const struct config_item *object, const char *key, double *value, struct error *error)
{
    struct config_item item;
    if (!config_member(object, key, &item))
        return config_wrong(object, error, "'%s' is missing", key);
    return config_number(&item, -ANY, ANY, value, error);
}

static bool member_count(const struct config_item *object, const char *key, size_t *value, struct error *error)
{
    struct config_item item;
    if (!config_member(object, key, &item))
        return config_wrong(object, error, "'%s' is missing", key);
    return config_whole(&item, 0, 1e15, value, error);
}

static bool member_name(const struct config_item *object, struct text *name, struct error *error)
{
    struct config_item item;
    if (!config_member(object, "name", &item))
        return config_wrong(object, error, "'name' is missing");
    return config_string(&item, name, error);
}

static size_t elements_of(const struct config_item *root, const char *key)
{
    struct config_item array, item;
    size_t count = 0;
    if (config_member(root, key, &array))
        for (bool more = config_first(&array, &item); more; more = config_next(&item))
            count++;
    return count;
}

static bool read_method(struct learning *learning, size_t m, const struct config_item *item, struct error *error)
{
    static const char *const keys[] = {"name", "probability", "mean", "deviation", "slope", "missing", NULL};
    struct logistic *model = &learning->model;
    const struct words *methods = &learning->scores->methods;
    struct config_item member;
    struct text name = {0};
    bool unit = false;
    if (!config_keys(item, keys, error) || !member_name(item, &name, error))
        return false;
    if (m >= methods->count || !text_equal(name, methods->items[m]))
        return config_wrong(item, error, "the model knows the score of '%.*s', the SCORES have '%.*s' in its place",
                            (int)name.size, name.data, m < methods->count ? (int)methods->items[m].size : 0,
                            m < methods->count ? methods->items[m].data : "");
    if (!config_member(item, "probability", &member))
        return config_wrong(item, error, "'probability' is missing");
    if (!config_boolean(&member, &unit, error))
        return false;
    if (unit && !learning->scores->unit[m])
        return config_wrong(&member, error, "the model learnt from scores between 0 and 1, those of '%.*s' are not",
                            (int)name.size, name.data);
    learning->unit[m] = unit;
    return member_number(item, "mean", &model->means[m], error) &&
           member_number(item, "deviation", &model->deviations[m], error) &&
           member_number(item, "slope", &model->shared[1 + m], error) &&
           member_number(item, "missing", &model->shared[1 + model->scores + m], error);
}

static bool read_class(struct learning *learning, size_t k, const struct config_item *item, struct error *error)
{
    static const char *const keys[] = {"name", "reviewed", "wrong", "intercept", "slopes", NULL};
    double *own = learning->model.own + k * (1 + learning->model.scores);
    struct class_tally *tally = &learning->classes[k];
    struct config_item slopes, slope;
    size_t m = 0;
    if (!config_keys(item, keys, error) || !member_name(item, &tally->name, error) ||
        !member_count(item, "reviewed", &tally->reviewed, error) ||
        !member_count(item, "wrong", &tally->wrong, error) || !member_number(item, "intercept", &own[0], error))
        return false;
    if (!config_member(item, "slopes", &slopes) || elements_of(item, "slopes") != learning->model.scores)
        return config_wrong(item, error, "expected %zu slopes, one for each method", learning->model.scores);
    for (bool more = config_first(&slopes, &slope); more; more = config_next(&slope))
        if (!config_number(&slope, -ANY, ANY, &own[1 + m++], error))
            return false;
    if (k && text_compare(learning->classes[k - 1].name, tally->name) >= 0)
        return config_wrong(item, error, "the classes are not in the order of their names");
    return true;
}

static bool read_list(struct learning *learning, const struct config_item *root, const char *key,
                      bool (*read)(struct learning *learning, size_t i, const struct config_item *item,
                                   struct error *error),
                      struct error *error)
{
    struct config_item array, item;
    size_t i = 0;
    if (!config_member(root, key, &array))
        return config_wrong(root, error, "'%s' is missing", key);
    if (!config_array(&array, error))
        return false;
    for (bool more = config_first(&array, &item); more; more = config_next(&item))
        if (!read(learning, i++, &item, error))
            return false;
    return true;
}

bool learning_read(struct learning *learning, const char *path, struct error *error)
{
    static const char *const keys[] = {"dengine",   "reviewed", "wrong",   "until",
                                       "intercept", "methods",  "classes", NULL};
    struct config *config = arena_alloc(learning->arena, sizeof *config);
    if (!config_open(config, learning->arena, path, STATUS_DATA, error))
        return error_prefix(error, "--model");
    struct config_item root = config_root(config);
    size_t methods = elements_of(&root, "methods"), classes = elements_of(&root, "classes");
    if (!config_keys(&root, keys, error))
        return error_prefix(error, "--model");
    if (methods < learning->scores->methods.count)
        return error_set(error, STATUS_DATA, "--model: %s: methods: the model is of %zu, the SCORES have %zu", path,
                         methods, learning->scores->methods.count);
    if (methods > LOGISTIC_SCORES)
        return error_set(error, STATUS_DATA, "--model: %s: methods: more than %d", path, LOGISTIC_SCORES);
    logistic_open(&learning->model, learning->arena, methods, classes);
    learning->classes = arena_array(learning->arena, classes + 1, sizeof *learning->classes);
    if (!member_count(&root, "reviewed", &learning->count, error) ||
        !member_count(&root, "wrong", &learning->wrong, error) ||
        !member_number(&root, "intercept", &learning->model.shared[0], error) ||
        !read_list(learning, &root, "methods", read_method, error) ||
        !read_list(learning, &root, "classes", read_class, error))
        return error_prefix(error, "--model");
    learning->enough = true;
    learning_match_classes(learning);
    return true;
}
