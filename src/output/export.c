#include "output/export.h"

#include <string.h>

#include "input/idmap.h"

/* ---- what a writer asks ---- */

struct text export_shown(const struct export *export, size_t row)
{
    struct buffer shown = {.arena = export->arena};
    const struct top_entry *entry = export->queue->rows[row];
    if (export->url.count)
        url_template_add(&shown, &export->url, row);
    else
        buffer_add(&shown, export->shown < export->queue->columns_count ? entry->cells[1 + export->shown] : entry->id);
    return buffer_text(&shown);
}

static struct text cell_of(const struct export *export, size_t row, size_t column)
{
    bool has = column < export->queue->columns_count;
    return has ? export->queue->rows[row]->cells[1 + column] : (struct text){0};
}

struct text export_label(const struct export *export, size_t row)
{
    return cell_of(export, row, export->label);
}

struct text export_confidence(const struct export *export, size_t row)
{
    return cell_of(export, row, export->confidence);
}

bool export_is_told(const struct export *export, size_t column)
{
    static const char *const told[] = {"also", "label", "confidence"};
    bool found = column == export->shown && !export->url.count;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        found |= text_equal(export->queue->columns[column].name, text_of(told[i]));
    return found;
}

/* ---- opening ---- */

static bool unknown_class(const struct export *export, struct text label, struct error *error)
{
    struct buffer name = {.arena = export->arena};
    buffer_quote(&name, label);
    return error_set(error, STATUS_DATA, "the deployed label %s is none of --labels%s", buffer_string(&name),
                     words_suggest(&export->classes, export->arena, label));
}

static bool open_classes(struct export *export, const struct words *labels, struct error *error)
{
    export->listed = labels->count > 0;
    for (size_t i = 0; i < labels->count; i++)
        if (words_find(&export->classes, labels->items[i]) == export->classes.count)
            words_add(&export->classes, export->arena, labels->items[i]);
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text label = export_label(export, row);
        if (!label.size || words_find(&export->classes, label) < export->classes.count)
            continue;
        if (labels->count)
            return unknown_class(export, label, error);
        words_add(&export->classes, export->arena, label);
    }
    if (!labels->count)
        words_sort(&export->classes);
    return true;
}

/* A key that the tool overwrites on the way back. */
static bool check_keys(const struct export *export, const struct export_tool *tool, struct error *error)
{
    if (!tool->picks)
        return true;
    for (size_t i = 0; i < export->queue->columns_count; i++) {
        struct text name = export->queue->columns[i].name;
        bool taken = text_equal(name, text_of("id")) || text_equal(name, text_of(export->spec.control));
        if (taken && !export_is_told(export, i))
            return error_set(
                error, STATUS_DATA, "a column called '%.*s' would be overwritten by the tool: name it otherwise%s",
                (int)name.size, name.data, text_equal(name, text_of("id")) ? "" : ", or the control with --control");
    }
    if (strcmp(export->spec.data, export->spec.control) == 0 || strcmp(export->spec.data, "id") == 0)
        return error_set(error, STATUS_USAGE, "--data '%s' would be overwritten by the tool: choose another name",
                         export->spec.data);
    return true;
}

static bool is_among(struct text name, const char *const *names)
{
    while (*names && !text_equal(name, text_of(*names)))
        names++;
    return *names != NULL;
}

/* dengine_id and the like. */
static bool is_ours(struct text name)
{
    static const char *const told[] = {"id",    "rank",       "score",     "method", "inclusion_prob", "reason", "also",
                                       "label", "confidence", "prefilled", NULL};
    const struct text prefix = text_of("dengine_");
    return text_starts(name, prefix) && is_among((struct text){name.data + prefix.size, name.size - prefix.size}, told);
}

/* A column under whose name the tool is told something else, too: it would keep one of them. */
static bool check_doubles(const struct export *export, const struct export_tool *tool, struct error *error)
{
    for (size_t i = 0; tool->keys && i < export->queue->columns_count; i++) {
        struct text name = export->queue->columns[i].name;
        bool shown = !tool->apart && text_equal(name, text_of(export->spec.data));
        if (export_is_told(export, i) || !(shown || is_ours(name) || is_among(name, tool->keys)))
            continue;
        return error_set(error, STATUS_DATA,
                         "a column called '%.*s' would stand twice in what %s gets: name it otherwise%s",
                         (int)name.size, name.data, tool->name, shown ? ", or what is shown with --data" : "");
    }
    return true;
}

static bool knows_files(const struct export_tool *tool)
{
    return tool->key == EXPORT_FILE || tool->key == EXPORT_STEM;
}

/* A tool that knows files needs their names with the ending. */
static bool check_files(const struct export *export, const struct export_tool *tool, struct error *error)
{
    for (size_t row = 0; knows_files(tool) && row < export->queue->count; row++) {
        struct text name = export_shown(export, row);
        const char *point = name.size ? memrchr(name.data, '.', name.size) : NULL;
        if (point && !memchr(point, '/', (size_t)(name.data + name.size - point)) && point + 1 < name.data + name.size)
            continue;
        struct buffer shown = {.arena = export->arena};
        buffer_quote(&shown, name);
        return error_set(error, STATUS_USAGE, "%s knows samples by their files, %s has no ending: --url '{id}.png'",
                         tool->name, buffer_string(&shown));
    }
    return true;
}

struct text export_stem(struct text name)
{
    const char *point = memrchr(name.data, '.', name.size);
    return point ? (struct text){name.data, (size_t)(point - name.data)} : name;
}

static struct text key_of(const struct export *export, enum export_key key, size_t row)
{
    switch (key) {
    case EXPORT_FILE:
        return export_shown(export, row);
    case EXPORT_STEM:
        return export_stem(export_shown(export, row));
    case EXPORT_ID:
    case EXPORT_TASK:
        break;
    }
    return export->queue->rows[row]->id;
}

/* Two rows that the tool would take for one. */
static bool check_twins(const struct export *export, const struct export_tool *tool, struct error *error)
{
    const struct queue *queue = export->queue;
    struct idmap keys = {.arena = export->arena};
    bool added;
    for (size_t row = 0; tool->key != EXPORT_TASK && row < queue->count; row++) {
        size_t first = idmap_add(&keys, key_of(export, tool->key, row), &added);
        if (added)
            continue;
        struct buffer one = {.arena = export->arena}, other = one, key = one;
        buffer_quote(&one, queue->rows[first]->id);
        buffer_quote(&other, queue->rows[row]->id);
        buffer_quote(&key, keys.items[first].id);
        return error_set(error, STATUS_DATA,
                         "rows %zu and %zu, %s and %s, are both %s to %s, which would keep one of them", first + 1,
                         row + 1, buffer_string(&one), buffer_string(&other), buffer_string(&key), tool->name);
    }
    return true;
}

bool export_open(struct export *export, const struct export_tool *tool, const struct words *labels, struct error *error)
{
    struct export_spec *spec = &export->spec;
    const struct queue *queue = export->queue;
    spec->object = spec->object ? spec->object : "Image";
    spec->control = spec->control ? spec->control : "label";
    spec->data = spec->data ? spec->data : tool->data;
    spec->model = spec->model ? spec->model : "deployed";
    export->shown = queue_column_find(queue, text_of(spec->data));
    export->label = queue_column_find(queue, text_of("label"));
    export->confidence = queue_column_find(queue, text_of("confidence"));
    if (spec->url && !url_template_open(&export->url, export->arena, queue, spec->url, error))
        return error_prefix(error, "--url");
    export->url.file = knows_files(tool);
    export->words = tool->words;
    return check_keys(export, tool, error) && check_doubles(export, tool, error) && check_files(export, tool, error) &&
           check_twins(export, tool, error) && open_classes(export, labels, error);
}
