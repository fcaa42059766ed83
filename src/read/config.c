#include "read/config.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/json_syntax.h"

/* ---- reading ---- */

static void close_json(void *resource)
{
    cJSON_Delete(resource);
}

/* The bytes of a file. */
static bool read_file(struct buffer *text, const char *path, struct error *error)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", path, strerror(errno));
    char block[16 * 1024];
    size_t length;
    while (text->size <= CONFIG_SIZE && (length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(text, (struct text){block, length});
    bool failed = ferror(file) != 0;
    int why = errno;
    if (!standard)
        fclose(file);
    if (failed)
        return error_set(error, error_status(why, STATUS_INPUT), "%s: cannot read: %s", path, strerror(why));
    if (text->size > CONFIG_SIZE)
        return error_set(error, STATUS_INPUT, "%s: larger than %d MiB: is this the right file?", path,
                         CONFIG_SIZE / 1024 / 1024);
    return true;
}

/* Of two equal keys, parsers take either: neither can be meant. */
static bool check_keys(const struct config_item *item, struct error *error)
{
    struct words keys = {0};
    struct config_item member;
    for (bool more = config_first(item, &member); more; more = config_next(&member)) {
        if (config_is_object(item))
            words_add(&keys, item->config->arena, member.key);
        if (!check_keys(&member, error))
            return false;
    }
    words_sort(&keys);
    for (size_t i = 1; i < keys.count; i++)
        if (text_equal(keys.items[i - 1], keys.items[i]) && config_member(item, keys.items[i].data, &member))
            return config_wrong(&member, error, "the key stands there twice");
    return true;
}

bool config_parse(struct config *config, struct arena *arena, const char *path, struct text text, enum status status,
                  struct error *error)
{
    struct json_fault fault;
    *config = (struct config){.arena = arena, .path = path, .status = status};
    if (text_starts(text, text_of("\xEF\xBB\xBF")))
        text = (struct text){text.data + 3, text.size - 3};
    if (!json_syntax(text, CONFIG_DEPTH, &fault))
        return error_set(error, status, "%s:%zu:%zu: no JSON: %s", path, fault.line, fault.column, fault.why);
    cJSON *root = cJSON_ParseWithLength(text.data, text.size);
    if (!root)
        return error_set(error, STATUS_MEMORY, "%s: out of memory for the JSON values", path);
    arena_attach(arena, close_json, root);
    config->root = root;
    struct config_item item = config_root(config);
    return config_object(&item, error) && check_keys(&item, error);
}

bool config_open(struct config *config, struct arena *arena, const char *path, enum status status, struct error *error)
{
    struct buffer text = {.arena = arena};
    return read_file(&text, path, error) && config_parse(config, arena, path, buffer_text(&text), status, error);
}

/* ---- places ---- */

static bool is_plain(struct text key)
{
    for (size_t i = 0; i < key.size; i++)
        if (strchr(".[]'\"\\: ", key.data[i]) || (unsigned char)key.data[i] < 0x20)
            return false;
    return key.size > 0;
}

static void add_path(struct buffer *path, const struct config_item *item)
{
    if (!item->parent)
        return;
    add_path(path, item->parent);
    if (!item->key.data)
        buffer_format(path, "[%zu]", item->index);
    else if (is_plain(item->key))
        buffer_format(path, "%s%s", path->size ? "." : "", item->key.data);
    else {
        buffer_byte(path, '[');
        buffer_quote(path, item->key);
        buffer_byte(path, ']');
    }
}

bool config_wrong(const struct config_item *item, struct error *error, const char *format, ...)
{
    struct arena arena = {.exhausted = item->config->arena->exhausted};
    struct buffer path = {.arena = &arena};
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_path(&path, item);
    error_set(error, item->config->status, "%s: %s%s%s", item->config->path, buffer_string(&path),
              path.size ? ": " : "", text);
    arena_free(&arena);
    return false;
}

/* ---- values ---- */

static bool wrong_type(const struct config_item *item, const char *expected, struct error *error)
{
    const cJSON *node = item->node;
    const char *found = cJSON_IsObject(node)   ? "an object"
                        : cJSON_IsArray(node)  ? "an array"
                        : cJSON_IsString(node) ? "a string"
                        : cJSON_IsNumber(node) ? "a number"
                        : cJSON_IsBool(node)   ? "true or false"
                                               : "null";
    return config_wrong(item, error, "expected %s, found %s", expected, found);
}

struct config_item config_root(const struct config *config)
{
    return (struct config_item){.config = config, .node = config->root};
}

bool config_is_string(const struct config_item *item)
{
    return cJSON_IsString((const cJSON *)item->node);
}

bool config_is_number(const struct config_item *item)
{
    return cJSON_IsNumber((const cJSON *)item->node);
}

bool config_is_object(const struct config_item *item)
{
    return cJSON_IsObject((const cJSON *)item->node);
}

bool config_is_array(const struct config_item *item)
{
    return cJSON_IsArray((const cJSON *)item->node);
}

bool config_object(const struct config_item *item, struct error *error)
{
    return config_is_object(item) || wrong_type(item, "an object", error);
}

bool config_array(const struct config_item *item, struct error *error)
{
    return config_is_array(item) || wrong_type(item, "an array", error);
}

bool config_keys(const struct config_item *item, const char *const *keys, struct error *error)
{
    struct words known = {0};
    struct config_item member;
    if (!config_object(item, error))
        return false;
    for (size_t i = 0; keys[i]; i++)
        words_add(&known, item->config->arena, text_of(keys[i]));
    for (bool more = config_first(item, &member); more; more = config_next(&member)) {
        if (words_find(&known, member.key) < known.count)
            continue;
        const char *suggestion = words_suggest(&known, item->config->arena, member.key);
        if (*suggestion)
            return config_wrong(&member, error, "no such key%s", suggestion);
        struct buffer list = {.arena = item->config->arena};
        for (size_t k = 0; keys[k]; k++)
            buffer_format(&list, "%s%s", k ? ", " : "", keys[k]);
        return config_wrong(&member, error, "no such key; there are %s", buffer_string(&list));
    }
    return true;
}

bool config_member(const struct config_item *object, const char *key, struct config_item *member)
{
    const cJSON *node = cJSON_GetObjectItemCaseSensitive(object->node, key);
    if (!node)
        return false;
    *member =
        (struct config_item){.config = object->config, .node = node, .parent = object, .key = text_of(node->string)};
    return true;
}

bool config_first(const struct config_item *item, struct config_item *member)
{
    const cJSON *node = item->node;
    node = cJSON_IsObject(node) || cJSON_IsArray(node) ? node->child : NULL;
    if (!node)
        return false;
    *member = (struct config_item){.config = item->config, .node = node, .parent = item};
    if (node->string)
        member->key = text_of(node->string);
    return true;
}

bool config_next(struct config_item *member)
{
    const cJSON *node = member->node;
    if (!node->next)
        return false;
    member->node = node = node->next;
    member->index++;
    if (node->string)
        member->key = text_of(node->string);
    return true;
}

bool config_boolean(const struct config_item *item, bool *value, struct error *error)
{
    if (!cJSON_IsBool((const cJSON *)item->node))
        return wrong_type(item, "true or false", error);
    *value = cJSON_IsTrue((const cJSON *)item->node);
    return true;
}

bool config_number(const struct config_item *item, double low, double high, double *value, struct error *error)
{
    const cJSON *node = item->node;
    if (!cJSON_IsNumber(node))
        return wrong_type(item, "a number", error);
    *value = node->valuedouble;
    /* Not so for a number too large for a double, nor for one that is NaN. */
    if (*value >= low && *value <= high)
        return true;
    return config_wrong(item, error, "expected a number from %g to %g, found %g", low, high, *value);
}

bool config_whole(const struct config_item *item, double low, double high, size_t *value, struct error *error)
{
    double number = 0;
    if (!config_number(item, low, high, &number, error))
        return false;
    *value = (size_t)number;
    return (double)*value == number || config_wrong(item, error, "expected a whole number, found %g", number);
}

bool config_string(const struct config_item *item, struct text *value, struct error *error)
{
    const cJSON *node = item->node;
    if (!cJSON_IsString(node))
        return wrong_type(item, "a string", error);
    *value = text_of(node->valuestring);
    return true;
}
