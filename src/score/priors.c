#include "score/priors.h"

static bool read_prior(struct prior *prior, const struct config_item *item, struct error *error)
{
    static const char *const keys[] = {"moves", "max_speed", NULL};
    struct config_item member;
    if (!config_keys(item, keys, error))
        return false;
    if (config_member(item, "moves", &member) && !config_boolean(&member, &prior->moves, error))
        return false;
    if (!config_member(item, "max_speed", &member))
        return true;
    if (!config_number(&member, 0, 3e8, &prior->max_speed, error))
        return false;
    return prior->max_speed > 0 || config_wrong(&member, error, "expected a speed above 0, in metres a second");
}

static bool unknown_class(const struct config_item *item, const struct names *labels, struct error *error)
{
    struct words words = {.items = labels->items, .count = labels->count};
    return config_wrong(item, error, "no frame has this label%s", words_suggest(&words, labels->arena, item->key));
}

bool priors_read(struct prior **priors, const struct names *labels, const char *path, struct arena *arena,
                 struct error *error)
{
    struct config config;
    struct config_item item;
    struct prior fallback = {0};
    *priors = arena_array(arena, labels->count, sizeof **priors);
    if (!path)
        return true;
    if (!config_open(&config, arena, path, STATUS_DATA, error))
        return false;
    struct config_item root = config_root(&config);
    if (config_member(&root, "default", &item) && !read_prior(&fallback, &item, error))
        return false;
    for (size_t i = 0; i < labels->count; i++)
        (*priors)[i] = fallback;
    for (bool more = config_first(&root, &item); more; more = config_next(&item)) {
        if (text_equal(item.key, text_of("default")))
            continue;
        size_t label = names_find(labels, item.key);
        if (label == labels->count)
            return unknown_class(&item, labels, error);
        if (!read_prior(&(*priors)[label], &item, error))
            return false;
    }
    return true;
}
