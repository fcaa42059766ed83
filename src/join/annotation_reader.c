#include "join/annotation_reader.h"

#include <stdarg.h>
#include <stdio.h>

#include "input/label_set.h"
#include "read/document.h"

void annotation_add(struct annotation_reader *reader, struct annotation annotation)
{
    struct annotations *list = reader->list;
    list->items = arena_reserve(list->arena, list->items, &list->capacity, list->count + 1, sizeof *list->items);
    if (reader->spec->multilabel)
        annotation.label = label_set_sorted(list->arena, annotation.label);
    list->items[list->count++] = annotation;
}

bool annotation_wrong(const struct annotation_reader *reader, const char *at, struct error *error, const char *format,
                      ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    struct arena arena = {.exhausted = reader->list->arena->exhausted};
    error_set(error, STATUS_DATA, "%s: %s", document_place(&arena, reader->path, reader->text, at).data, text);
    arena_free(&arena);
    return false;
}

const char *annotation_place(const struct annotation_reader *reader, const char *at)
{
    return document_place(reader->list->arena, reader->path, reader->text, at).data;
}

struct text annotation_text(const struct annotation_reader *reader, struct json_view value)
{
    struct text text = json_view_text(reader->list->arena, value);
    return text.size ? text_copy(reader->list->arena, text) : text;
}

static bool no_id(const struct annotation_reader *reader, struct json_view object, struct error *error)
{
    enum { SHOWN = 12 };
    struct arena arena = {.exhausted = reader->list->arena->exhausted};
    struct buffer keys = {.arena = &arena};
    struct json_member member;
    size_t count = 0;
    for (bool more = json_view_first(object, &member); more && count < SHOWN; more = json_view_next(&member), count++) {
        buffer_add(&keys, text_of(count ? ", " : ""));
        buffer_quote(&keys, json_view_text(&arena, member.key));
    }
    const char *wanted = reader->spec->id ? reader->spec->id : "dengine_id";
    annotation_wrong(reader, object.at, error, "no '%s' that names the sample; name a key of it: %s:KEY%s%s", wanted,
                     reader->path, count ? "; there are " : "", buffer_string(&keys));
    arena_free(&arena);
    return false;
}

/* A member of the object, or of what the tool carries beside it: Prodigy's `meta`, Argilla's `metadata`. */
static struct json_view find_key(struct json_view object, const char *key)
{
    struct json_view found = json_view_get(object, key);
    if (!found.at)
        found = json_view_get(json_view_get(object, "meta"), key);
    return found.at ? found : json_view_get(json_view_get(object, "metadata"), key);
}

bool annotation_id(const struct annotation_reader *reader, struct json_view object, struct text *id,
                   struct error *error)
{
    const struct annotation_spec *spec = reader->spec;
    const char *const usual[] = {"dengine_id", spec->usual ? spec->usual : "id", "id"};
    struct json_view found = {0};
    if (spec->id)
        found = find_key(object, spec->id);
    for (size_t i = 0; !spec->id && !found.at && i < sizeof usual / sizeof *usual; i++)
        found = find_key(object, usual[i]);
    *id = annotation_text(reader, found);
    return id->size ? true : no_id(reader, object, error);
}

void annotation_prefilled(const struct annotation_reader *reader, struct annotation *annotation)
{
    if (annotation->state == ANNOTATION_ANSWERED && !reader->spec->trust_prefilled)
        annotation->state = ANNOTATION_UNAPPROVED;
}

void annotation_say(const struct annotation_reader *reader, const struct words *labels, struct annotation *annotation)
{
    struct buffer set = {.arena = reader->list->arena};
    bool several = labels->count > 1;
    annotation->label = labels->count == 1 ? labels->items[0] : (struct text){0};
    if (reader->spec->multilabel) {
        for (size_t i = 0; i < labels->count; i++)
            label_set_add(&set, 0, labels->items[i]);
        annotation->label = buffer_text(&set);
        several = false;
    }
    annotation->state = several ? ANNOTATION_SEVERAL : annotation->label.size ? ANNOTATION_ANSWERED : ANNOTATION_EMPTY;
}

void annotation_labels(const struct annotation_reader *reader, struct json_view list, struct annotation *annotation)
{
    struct json_member member;
    struct words labels = {0};
    annotation->state = ANNOTATION_SHAPES;
    for (bool more = json_view_first(list, &member); more; more = json_view_next(&member)) {
        enum json_kind kind = json_view_kind(member.value);
        if (kind == JSON_OBJECT || kind == JSON_ARRAY)
            return;
        if (kind != JSON_NULL)
            words_add(&labels, reader->list->arena, annotation_text(reader, member.value));
    }
    annotation_say(reader, &labels, annotation);
}
