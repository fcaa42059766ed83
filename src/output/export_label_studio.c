/*
 * Label Studio: one JSON array of tasks (its JSONL is refused), and the labelling configuration.
 *
 * Its import takes a CSV's ids for numbers and overwrites a key `id`; in JSON what is in `data` stays as it is
 * (https://labelstud.io/guide/tasks). A prediction names the control and the object of the configuration: a
 * name or class that the configuration lacks is taken in silence, so both are written from one place.
 */
#include <string.h>

#include "output/export_tools.h"
#include "output/queue_json.h"
#include "output/xml.h"

static void write_prediction(const struct export *export, struct json *json, struct text label, struct text confidence)
{
    json_object(json, NULL);
    json_string(json, "model_version", export->spec.model);
    if (confidence.size)
        queue_json_value(json, "score", COLUMN_DECIMAL, confidence);
    json_array(json, "result");
    json_object(json, NULL);
    json_string(json, "from_name", export->spec.control);
    json_string(json, "to_name", export->spec.data);
    json_string(json, "type", "choices");
    json_object(json, "value");
    json_array(json, "choices");
    json_text(json, NULL, label);
    json_end(json);
    json_end(json);
    json_end(json);
    json_end(json);
    json_end(json);
}

static void write_task(const struct export *export, struct json *json, size_t row)
{
    struct text label = export_label(export, row);
    json_object(json, NULL);
    json_object(json, "data");
    json_text(json, export->spec.data, export_shown(export, row));
    export_write_told(export, json, row, "dengine_");
    export_write_columns(export, json, row);
    json_end(json);
    json_array(json, "predictions");
    if (label.size)
        write_prediction(export, json, label, export_confidence(export, row));
    json_end(json);
    json_end(json);
}

bool export_write_label_studio(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    json_array(&json, NULL);
    for (size_t row = 0; row < export->queue->count; row++) {
        json_line(&json, 0);
        write_task(export, &json, row);
    }
    json_line(&json, 0);
    json_end(&json);
    putc('\n', out);
    return true;
}

bool export_label_studio_config(const struct export *export, FILE *out, struct error *error)
{
    const struct export_spec *spec = &export->spec;
    bool whole = true;
    fprintf(out, "<View>\n  <%s", spec->object);
    whole &= xml_attribute_write(out, "name", text_of(spec->data));
    fputs(" value=\"$", out);
    whole &= xml_escape(out, text_of(spec->data));
    fputs("\"/>\n  <Choices", out);
    whole &= xml_attribute_write(out, "name", text_of(spec->control));
    whole &= xml_attribute_write(out, "toName", text_of(spec->data));
    fputs(" choice=\"single\">\n", out);
    for (size_t i = 0; i < export->classes.count; i++) {
        fputs("    <Choice", out);
        whole &= xml_attribute_write(out, "value", export->classes.items[i]);
        fputs("/>\n", out);
    }
    fputs("  </Choices>\n</View>\n", out);
    return whole || error_set(error, STATUS_DATA, "a class holds a control character, which XML cannot hold");
}
