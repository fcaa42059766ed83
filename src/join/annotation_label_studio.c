/*
 * Label Studio's JSON: an array of tasks, the queue's columns in `data`, what people said in `annotations`
 * (`completions` in old ones), one for each person.
 *
 * https://labelstud.io/guide/export: was_cancelled is a skip, an empty `result` was sent empty, a task
 * without annotations was not reached.
 */
#include "join/annotation_reader.h"

static bool is_task(struct json_view record)
{
    return json_view_kind(json_view_get(record, "data")) == JSON_OBJECT &&
           (json_view_get(record, "annotations").at || json_view_get(record, "completions").at ||
            json_view_get(record, "predictions").at);
}

/* A number, or an object with the person's mail address. */
static struct text person(const struct annotation_reader *reader, struct json_view value)
{
    if (json_view_kind(value) != JSON_OBJECT)
        return annotation_text(reader, value);
    struct text mail = annotation_text(reader, json_view_get(value, "email"));
    return mail.size ? mail : annotation_text(reader, json_view_get(value, "id"));
}

/* The results of a task's control tags: choices are a class, anything else is not. */
static void read_results(const struct annotation_reader *reader, struct json_view results,
                         struct annotation *annotation)
{
    struct json_member member;
    struct json_view choices = {0};
    size_t count = 0, others = 0;
    for (bool more = json_view_first(results, &member); more; more = json_view_next(&member)) {
        struct json_view found = json_view_get(json_view_get(member.value, "value"), "choices");
        struct text control = json_view_text(reader->list->arena, json_view_get(member.value, "from_name"));
        if (found.at && (!reader->spec->label || text_equal(control, text_of(reader->spec->label))))
            choices = found, count++;
        others += !found.at;
    }
    if (count == 1)
        annotation_labels(reader, choices, annotation);
    else
        annotation->state = count ? ANNOTATION_SEVERAL : others ? ANNOTATION_SHAPES : ANNOTATION_EMPTY;
}

static void read_annotation(struct annotation_reader *reader, struct json_view said, struct text id)
{
    struct annotation annotation = {.id = id, .who = person(reader, json_view_get(said, "completed_by"))};
    annotation.when = annotation_text(reader, json_view_get(said, "updated_at"));
    if (!annotation.when.size)
        annotation.when = annotation_text(reader, json_view_get(said, "created_at"));
    if (json_view_kind(json_view_get(said, "was_cancelled")) == JSON_TRUE ||
        json_view_kind(json_view_get(said, "skipped")) == JSON_TRUE)
        annotation.state = ANNOTATION_SKIPPED;
    else
        read_results(reader, json_view_get(said, "result"), &annotation);
    annotation_add(reader, annotation);
}

static bool read_task(struct annotation_reader *reader, struct json_view task, struct error *error)
{
    struct json_view said = json_view_get(task, "annotations");
    struct json_member member;
    struct text id;
    if (!said.at)
        said = json_view_get(task, "completions");
    if (!annotation_id(reader, json_view_get(task, "data"), &id, error))
        return false;
    bool more = json_view_first(said, &member);
    if (!more)
        annotation_add(reader, (struct annotation){.id = id, .state = ANNOTATION_OPEN});
    for (; more; more = json_view_next(&member)) {
        if (json_view_kind(member.value) != JSON_OBJECT)
            return annotation_wrong(reader, member.value.at, error, "expected an annotation, an object");
        read_annotation(reader, member.value, id);
    }
    return true;
}

const struct annotation_records annotation_label_studio = {
    .format = {"label-studio", "Label Studio's JSON", true},
    .is = is_task,
    .read = read_task,
};
