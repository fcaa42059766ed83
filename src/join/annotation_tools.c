/*
 * JSON of doccano, Prodigy, Argilla and datumaro: one small reader each.
 */
#include "input/label_set.h"
#include "join/annotation_reader.h"

static bool is_array(struct json_view object, const char *key)
{
    return json_view_kind(json_view_get(object, key)) == JSON_ARRAY;
}

/* ---- doccano: JSONL, `label` is a list ----
 *
 * A label that was imported with the text is stored as one of whoever imported it, and the export does not
 * tell it from an answer (older ones name an approver). Tasks that `export` wrote say what was filled in.
 */

static bool is_doccano(struct json_view record)
{
    static const char *const data[] = {"Comments", "text", "data", "filename"};
    bool labels = is_array(record, "label") || is_array(record, "labels") || is_array(record, "entities"), held = false;
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        held |= json_view_get(record, data[i]).at != NULL;
    return labels && (held || json_view_get(record, "annotation_approver").at);
}

/* Whether somebody has looked at the label. */
static bool is_approved(const struct annotation_reader *reader, struct json_view record, struct text label)
{
    struct json_view approver = json_view_get(record, "annotation_approver"),
                     filled = json_view_get(record, "dengine_prefilled");
    if (approver.at)
        return json_view_kind(approver) != JSON_NULL;
    return filled.at && !label_set_same(annotation_text(reader, filled), label);
}

static bool read_doccano(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    struct annotation annotation = {0};
    struct json_view labels = json_view_get(record, is_array(record, "labels") ? "labels" : "label");
    if (!annotation_id(reader, record, &annotation.id, error))
        return false;
    annotation_labels(reader, labels, &annotation);
    if (json_view_count(json_view_get(record, "entities")))
        annotation.state = ANNOTATION_SHAPES;
    if (annotation.state == ANNOTATION_EMPTY)
        annotation.state = ANNOTATION_OPEN;
    annotation.who = annotation_text(reader, json_view_get(record, "annotation_approver"));
    if (!is_approved(reader, record, annotation.label))
        annotation_prefilled(reader, &annotation);
    annotation_add(reader, annotation);
    return true;
}

const struct annotation_records annotation_doccano = {
    .format = {"doccano", "doccano's JSONL", false},
    .is = is_doccano,
    .read = read_doccano,
};

/* ---- Prodigy: JSONL, `answer` is accept, reject or ignore (https://prodi.gy/docs/api-interfaces) ---- */

static bool is_prodigy(struct json_view record)
{
    static const char *const answers[] = {"\"accept\"", "\"reject\"", "\"ignore\""};
    struct text answer = json_view_raw(json_view_get(record, "answer"));
    bool known = !answer.size && json_view_get(json_view_get(record, "meta"), "dengine_id").at; /* as exported */
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        known |= text_equal(answer, text_of(answers[i]));
    return known && !json_view_get(record, "rank").at;
}

/* The choices of the interface `choice` are in `accept`; others have one `label`. */
static void read_accepted(const struct annotation_reader *reader, struct json_view record,
                          struct annotation *annotation)
{
    struct json_view label = json_view_get(record, "label");
    if (is_array(record, "accept")) {
        annotation_labels(reader, json_view_get(record, "accept"), annotation);
        return;
    }
    annotation->label = annotation_text(reader, label);
    if (annotation->label.size)
        annotation->state = ANNOTATION_ANSWERED;
    else
        annotation->state = json_view_count(json_view_get(record, "spans")) ? ANNOTATION_SHAPES : ANNOTATION_EMPTY;
}

static bool read_prodigy(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    struct annotation annotation = {0};
    struct json_view who = json_view_get(record, "_annotator_id");
    struct text answer = json_view_raw(json_view_get(record, "answer"));
    if (!annotation_id(reader, record, &annotation.id, error))
        return false;
    annotation.who = annotation_text(reader, who.at ? who : json_view_get(record, "_session_id"));
    annotation.when = annotation_text(reader, json_view_get(record, "_timestamp"));
    if (text_equal(answer, text_of("\"reject\"")))
        annotation.state = ANNOTATION_REJECTED;
    else if (text_equal(answer, text_of("\"ignore\"")))
        annotation.state = ANNOTATION_SKIPPED;
    else if (!answer.size)
        annotation.state = ANNOTATION_OPEN;
    else
        read_accepted(reader, record, &annotation);
    annotation_add(reader, annotation);
    return true;
}

const struct annotation_records annotation_prodigy = {
    .format = {"prodigy", "Prodigy's JSONL", true},
    .is = is_prodigy,
    .read = read_prodigy,
};

/* ---- Argilla 2: records with fields, metadata, responses ---- */

static bool is_argilla(struct json_view record)
{
    return json_view_kind(json_view_get(record, "fields")) == JSON_OBJECT &&
           (json_view_get(record, "responses").at || json_view_get(record, "suggestions").at ||
            json_view_get(record, "status").at);
}

/* Adds the responses to one question: a list of objects, or one. */
static void add_responses(struct annotation_reader *reader, struct json_view responses, struct text id)
{
    struct json_member member;
    for (bool more = json_view_first(responses, &member); more; more = json_view_next(&member)) {
        struct json_view value = json_view_get(member.value, "value");
        struct text status = json_view_text(reader->list->arena, json_view_get(member.value, "status"));
        struct annotation annotation = {.id = id,
                                        .who = annotation_text(reader, json_view_get(member.value, "user_id"))};
        if (text_equal(status, text_of("discarded")))
            annotation.state = ANNOTATION_REJECTED;
        else if (text_equal(status, text_of("draft")) || text_equal(status, text_of("pending")))
            annotation.state = ANNOTATION_OPEN;
        else if (json_view_kind(value) == JSON_ARRAY)
            annotation_labels(reader, value, &annotation);
        else if (json_view_kind(value) == JSON_OBJECT)
            annotation.state = ANNOTATION_SHAPES;
        else
            annotation.label = annotation_text(reader, value);
        if (annotation.state == ANNOTATION_ANSWERED && !annotation.label.size)
            annotation.state = ANNOTATION_EMPTY;
        annotation_add(reader, annotation);
    }
}

static bool read_argilla(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    struct json_view responses = json_view_get(record, "responses");
    struct json_member member;
    struct text id;
    size_t before = reader->list->count;
    if (!annotation_id(reader, record, &id, error))
        return false;
    if (reader->spec->label)
        add_responses(reader, json_view_get(responses, reader->spec->label), id);
    else
        for (bool more = json_view_first(responses, &member); more; more = json_view_next(&member))
            add_responses(reader, member.value, id);
    if (reader->list->count == before)
        annotation_add(reader, (struct annotation){.id = id, .state = ANNOTATION_OPEN});
    return true;
}

const struct annotation_records annotation_argilla = {
    .format = {"argilla", "Argilla's JSON records", true},
    .is = is_argilla,
    .read = read_argilla,
};

/* ---- datumaro: one document, labels by number ---- */

static bool is_datumaro(struct json_view record)
{
    return is_array(record, "items") && json_view_kind(json_view_get(record, "categories")) == JSON_OBJECT;
}

static bool name_label(const struct annotation_reader *reader, struct json_view label_id, const struct words *names,
                       struct annotation *annotation, struct error *error)
{
    struct text number = json_view_raw(label_id);
    size_t index = 0;
    for (size_t i = 0; i < number.size && index < names->count; i++)
        index =
            number.data[i] >= '0' && number.data[i] <= '9' ? index * 10 + (size_t)(number.data[i] - '0') : names->count;
    if (!number.size || index >= names->count)
        return annotation_wrong(reader, label_id.at ? label_id.at : reader->text.data, error,
                                "expected the number of one of the %zu labels", names->count);
    annotation->label = names->items[index];
    return true;
}

static bool read_item(struct annotation_reader *reader, struct json_view item, const struct words *names,
                      struct error *error)
{
    struct annotation annotation = {.state = ANNOTATION_OPEN};
    struct json_member member;
    struct words labels = {0};
    size_t others = 0;
    if (!annotation_id(reader, item, &annotation.id, error))
        return false;
    annotation.name = annotation_text(reader, json_view_get(json_view_get(item, "image"), "path"));
    for (bool more = json_view_first(json_view_get(item, "annotations"), &member); more;
         more = json_view_next(&member)) {
        bool label = text_equal(json_view_raw(json_view_get(member.value, "type")), text_of("\"label\""));
        others += !label;
        if (label && !name_label(reader, json_view_get(member.value, "label_id"), names, &annotation, error))
            return false;
        if (label)
            words_add(&labels, reader->list->arena, annotation.label);
    }
    if (labels.count)
        annotation_say(reader, &labels, &annotation);
    else if (others)
        annotation.state = ANNOTATION_SHAPES;
    annotation_add(reader, annotation);
    return true;
}

static bool read_datumaro(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    struct json_view labels = json_view_get(json_view_get(json_view_get(record, "categories"), "label"), "labels");
    struct words names = {0};
    struct json_member member;
    for (bool more = json_view_first(labels, &member); more; more = json_view_next(&member))
        words_add(&names, reader->list->arena, annotation_text(reader, json_view_get(member.value, "name")));
    for (bool more = json_view_first(json_view_get(record, "items"), &member); more; more = json_view_next(&member))
        if (!read_item(reader, member.value, &names, error))
            return false;
    return true;
}

const struct annotation_records annotation_datumaro = {
    .format = {"datumaro", "datumaro's JSON", false},
    .is = is_datumaro,
    .read = read_datumaro,
};
