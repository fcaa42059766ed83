#include "run/report_record.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "read/config.h"

static const char *record_of(struct arena *arena, const char *queue)
{
    const char *slash = strrchr(queue, '/'), *name = slash ? slash + 1 : queue;
    const char *end = *name ? strchr(name + 1, '.') : NULL;
    struct buffer path = {.arena = arena};
    buffer_add(&path, (struct text){queue, end ? (size_t)(end - queue) : strlen(queue)});
    buffer_add(&path, text_of(".json"));
    return buffer_string(&path);
}

/* A text member of an object, empty when it is not there. */
static bool read_member(const struct config_item *object, const char *key, struct text *text, struct error *error)
{
    struct config_item item;
    *text = (struct text){0};
    return !config_member(object, key, &item) || !config_is_string(&item) || config_string(&item, text, error);
}

static bool read_count(const struct config_item *object, const char *key, double *count, struct error *error)
{
    struct config_item item;
    *count = NAN;
    return !config_member(object, key, &item) || !config_is_number(&item) ||
           config_number(&item, 0, 1e18, count, error);
}

/* What a sample could have held, and what was expected of it: of the rows that were left when others had been picked
 * (`rest`), where the record tells that, else of all. */
static bool read_expected(const struct config_item *object, double *population, double *forecast, bool *left,
                          struct error *error)
{
    struct config_item rest;
    *left = config_member(object, "rest", &rest) && config_is_object(&rest);
    const struct config_item *told = *left ? &rest : object;
    return read_count(told, "population", population, error) && read_count(told, "expected", forecast, error);
}

static bool read_classes(struct review_night *night, struct names *labels, const struct config_item *sample,
                         struct error *error)
{
    struct config_item list, item;
    struct review_class *classes = NULL;
    size_t capacity = 0;
    if (!config_member(sample, "classes", &list))
        return true;
    if (!config_array(&list, error))
        return false;
    for (bool more = config_first(&list, &item); more; more = config_next(&item)) {
        struct review_class class;
        struct text label = {0};
        bool left;
        if (!read_member(&item, "label", &label, error) ||
            !read_expected(&item, &class.population, &class.forecast, &left, error))
            return false;
        class.label = names_add(labels, label);
        classes = arena_reserve(labels->arena, classes, &capacity, night->classes_count + 1, sizeof *classes);
        classes[night->classes_count++] = class;
    }
    night->classes = classes;
    return true;
}

/* Rows of the predictions that earlier nights had queued: what a method which reads no other table left out. */
static bool read_met(const struct config_item *root, double *met, struct error *error)
{
    struct config_item list, item, rows;
    double excluded;
    if (!config_member(root, "methods", &list))
        return true;
    if (!config_array(&list, error))
        return false;
    for (bool more = config_first(&list, &item); more; more = config_next(&item)) {
        if (!config_is_object(&item) || !config_member(&item, "rows", &rows) || !config_is_object(&rows))
            continue;
        if (!read_count(&rows, "excluded", &excluded, error))
            return false;
        *met = fmin(*met, excluded);
    }
    return true;
}

bool report_record(struct review_night *night, bool *left, struct names *labels, const char *queue, struct error *error)
{
    const char *path = record_of(labels->arena, queue);
    struct config *config = arena_alloc(labels->arena, sizeof *config);
    struct config_item root, model, sample;
    double population, certain;
    *left = false;
    if (access(path, F_OK) != 0)
        return true;
    if (!config_open(config, labels->arena, path, STATUS_DATA, error))
        return false;
    root = config_root(config);
    if (!read_count(&root, "population", &population, error) || !read_count(&root, "certain", &certain, error) ||
        !read_met(&root, &night->met, error))
        return false;
    if (config_member(&root, "sample", &sample) && config_is_object(&sample) &&
        (!read_expected(&sample, &population, &night->forecast, left, error) ||
         !read_classes(night, labels, &sample, error)))
        return false;
    certain = *left ? 0 : certain;
    if (population > certain)
        night->population = population - certain;
    if (!config_member(&root, "model", &model) || !config_is_object(&model))
        return true;
    if (!read_member(&model, "name", &night->model, error) || !read_member(&model, "xxh3_128", &night->pool, error))
        return false;
    if (night->model.size == 0)
        night->model = night->pool;
    return true;
}
