#include "join/annotations.h"

#include <string.h>

#include "join/annotation_reader.h"
#include "read/document.h"

/* In the order in which a record is tried; the last takes any. */
static const struct annotation_records *const records[] = {
    &annotation_label_studio, &annotation_datumaro,         &annotation_argilla, &annotation_prodigy,
    &annotation_doccano,      &annotation_label_studio_min, &annotation_objects,
};

const struct annotation_format *const annotation_formats[] = {
    &annotation_label_studio.format,
    &annotation_label_studio_min.format,
    &annotation_label_studio_csv,
    &annotation_doccano.format,
    &annotation_prodigy.format,
    &annotation_argilla.format,
    &annotation_cvat,
    &annotation_datumaro.format,
    &annotation_objects.format,
    &annotation_table,
    NULL,
};

/* ---- JSON ---- */

static const struct annotation_records *recognise(struct json_view record)
{
    size_t i = 0;
    while (!records[i]->is(record))
        i++;
    return records[i];
}

static bool read_record(struct annotation_reader *reader, struct json_view record,
                        const struct annotation_records **format, struct error *error)
{
    if (json_view_kind(record) != JSON_OBJECT)
        return annotation_wrong(reader, record.at, error, "expected an object that tells of a sample");
    if (!*format)
        *format = recognise(record);
    return (*format)->read(reader, record, error);
}

static bool no_json(const struct annotation_reader *reader, const char *start, const struct json_fault *fault,
                    struct error *error)
{
    const char *at = start;
    for (size_t line = 1; line < fault->line; line++)
        at = (const char *)memchr(at, '\n', (size_t)(reader->text.data + reader->text.size - at)) + 1;
    return annotation_wrong(reader, at + fault->column - 1, error, "no JSON: %s", fault->why);
}

static bool is_blank(struct text text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!strchr(" \t\r\n", text.data[i]) || !text.data[i])
            return false;
    return true;
}

/* Takes the first line of `rest`, without its end. */
static struct text take_line(struct text *rest)
{
    const char *newline = memchr(rest->data, '\n', rest->size);
    struct text line = {rest->data, newline ? (size_t)(newline - rest->data) : rest->size};
    size_t taken = line.size + (newline != NULL);
    *rest = (struct text){rest->data + taken, rest->size - taken};
    return line;
}

/* Whether the text is an object a line, not one document: so it is when its first line is a whole value. */
static bool is_lines(struct text text)
{
    struct json_fault fault;
    struct json_view value;
    struct text line;
    do
        line = take_line(&text);
    while (text.size && is_blank(line));
    return json_view_open(&value, line, JSON_VIEW_DEPTH, &fault) && !is_blank(text);
}

static bool read_lines(struct annotation_reader *reader, const struct annotation_records **format, struct error *error)
{
    for (struct text rest = reader->text; rest.size;) {
        struct text line = take_line(&rest);
        struct json_fault fault;
        struct json_view record;
        if (is_blank(line))
            continue;
        if (!json_view_open(&record, line, JSON_VIEW_DEPTH, &fault))
            return no_json(reader, line.data, &fault, error);
        if (!read_record(reader, record, format, error))
            return false;
    }
    return true;
}

static bool read_json(struct annotation_reader *reader, const struct annotation_format **format, struct error *error)
{
    const struct annotation_records *records_format = NULL;
    struct json_fault fault;
    struct json_view root;
    struct json_member member;
    bool done = true;
    if (is_lines(reader->text))
        done = read_lines(reader, &records_format, error);
    else if (!json_view_open(&root, reader->text, JSON_VIEW_DEPTH, &fault))
        return no_json(reader, reader->text.data, &fault, error);
    else if (json_view_kind(root) == JSON_OBJECT)
        done = read_record(reader, root, &records_format, error);
    else
        for (bool more = json_view_first(root, &member); done && more; more = json_view_next(&member))
            done = read_record(reader, member.value, &records_format, error);
    if (records_format)
        *format = &records_format->format;
    return done;
}

/* ---- a file ---- */

bool annotations_parse(struct annotations *annotations, const char *path, struct text text,
                       const struct annotation_spec *spec, const struct annotation_format **format, struct error *error)
{
    const struct annotation_format *own = NULL;
    struct annotation_reader reader = {.list = annotations, .spec = spec, .path = path, .text = text};
    size_t blanks = 0;
    while (blanks < text.size && text.data[blanks] && strchr(" \t\r\n", text.data[blanks]))
        blanks++;
    char first = blanks < text.size ? text.data[blanks] : '\0';
    bool done;
    if (first == '{' || first == '[')
        done = read_json(&reader, &own, error);
    else if (first == '<')
        own = &annotation_cvat, done = annotation_read_cvat(&reader, error);
    else
        done = annotation_read_table(&reader, &own, error);
    if (format)
        *format = own;
    return done;
}

bool annotations_read(struct annotations *annotations, const char *path, const struct annotation_spec *spec,
                      const struct annotation_format **format, struct error *error)
{
    struct arena arena = {.exhausted = annotations->arena->exhausted};
    struct text text;
    bool done =
        document_read(&text, &arena, path, error) && annotations_parse(annotations, path, text, spec, format, error);
    arena_free(&arena);
    return done;
}
