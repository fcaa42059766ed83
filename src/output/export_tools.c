/*
 * The tools, and the writers of those that take a line for each sample. Label Studio and CVAT have files of
 * their own.
 */
#include "output/export_tools.h"

#include <string.h>

#include "base/csv_cell.h"
#include "output/queue_json.h"
#include "output/spreadsheet.h"

static void end_line(struct json *json)
{
    json_end(json);
    putc('\n', json->out);
    json->follows = false;
}

/* The deployed answer, missing as null: a key has one type in every row. */
static void write_deployed(const struct export *export, struct json *json, size_t row)
{
    struct text label = export_label(export, row);
    if (label.size)
        json_text(json, "dengine_label", label);
    else
        json_null(json, "dengine_label");
    queue_json_value(json, "dengine_confidence", COLUMN_DECIMAL, export_confidence(export, row));
}

/* ---- doccano ----
 *
 * Keys that it does not know go to meta and come back. A `label` is stored as an answer of whoever imports it:
 * none is written unless asked for, and `dengine_prefilled` tells which it was.
 */

static bool write_doccano(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text label = export->spec.prefill ? export_label(export, row) : (struct text){0};
        json_object(&json, NULL);
        json_text(&json, export->spec.data, export_shown(export, row));
        json_array(&json, "label");
        if (label.size)
            json_text(&json, NULL, label);
        json_end(&json);
        export_write_told(export, &json, row, "dengine_");
        json_text(&json, "dengine_prefilled", label);
        export_write_columns(export, &json, row);
        end_line(&json);
    }
    return true;
}

/* ---- Prodigy: https://prodi.gy/docs/api-interfaces; with --labels its interface `choice` ---- */

static void write_choices(const struct export *export, struct json *json, struct text label)
{
    json_array(json, "options");
    for (size_t i = 0; i < export->classes.count; i++) {
        json_object(json, NULL);
        json_text(json, "id", export->classes.items[i]);
        json_text(json, "text", export->classes.items[i]);
        json_end(json);
    }
    json_end(json);
    json_array(json, "accept");
    if (export->spec.prefill && label.size)
        json_text(json, NULL, label);
    json_end(json);
}

static bool write_prodigy(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text label = export_label(export, row);
        json_object(&json, NULL);
        json_text(&json, export->spec.data, export_shown(export, row));
        if (label.size)
            json_text(&json, "label", label);
        if (export->listed)
            write_choices(export, &json, label);
        json_object(&json, "meta");
        export_write_told(export, &json, row, "dengine_");
        export_write_columns(export, &json, row);
        json_end(&json);
        end_line(&json);
    }
    return true;
}

/* ---- Argilla: flat objects as its mapping takes them; `label` is a suggestion ---- */

static bool write_argilla(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text label = export_label(export, row);
        json_object(&json, NULL);
        json_text(&json, "id", export->queue->rows[row]->id);
        json_text(&json, export->spec.data, export_shown(export, row));
        if (label.size)
            json_text(&json, "label", label);
        else
            json_null(&json, "label");
        queue_json_value(&json, "label.score", COLUMN_DECIMAL, export_confidence(export, row));
        export_write_told(export, &json, row, "dengine_");
        export_write_columns(export, &json, row);
        end_line(&json);
    }
    return true;
}

/* ---- Hugging Face's imagefolder: metadata.jsonl beside the images ---- */

static bool write_imagefolder(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    for (size_t row = 0; row < export->queue->count; row++) {
        json_object(&json, NULL);
        json_text(&json, "file_name", export_shown(export, row));
        export_write_told(export, &json, row, "dengine_");
        write_deployed(export, &json, row);
        export_write_columns(export, &json, row);
        end_line(&json);
    }
    return true;
}

/* ---- FiftyOne: labels.json beside the folder data/, the model's labels as predictions ---- */

static bool write_fiftyone(const struct export *export, FILE *out, struct error *error)
{
    struct json json = {.out = out};
    (void)error;
    json_object(&json, NULL);
    json_words(&json, "classes", &export->classes);
    json_object(&json, "labels");
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text label = export_label(export, row);
        json_line(&json, 2);
        json_key(&json, export_stem(export_shown(export, row)));
        json_object(&json, NULL);
        if (label.size)
            json_count(&json, "label", words_find(&export->classes, label));
        else
            json_null(&json, "label");
        queue_json_value(&json, "confidence", COLUMN_DECIMAL, export_confidence(export, row));
        json_object(&json, "attributes");
        export_write_told(export, &json, row, "dengine_");
        export_write_columns(export, &json, row);
        json_end(&json);
        json_end(&json);
    }
    json_line(&json, 0);
    json_end(&json);
    json_end(&json);
    putc('\n', out);
    return true;
}

/* ---- a sheet for people: UTF-8 with its mark and CRLF, as spreadsheet programs like it ---- */

static void write_sheet_cell(FILE *out, struct buffer *cell, struct text text, const char *end)
{
    cell->size = 0;
    spreadsheet_add(cell, text);
    csv_cell_write(out, buffer_text(cell), ',');
    fputs(end, out);
}

static bool write_sheet(const struct export *export, FILE *out, struct error *error)
{
    static const size_t fixed[] = {2, 3, 4, 5}; /* score, method, inclusion_prob, reason */
    const struct queue *queue = export->queue;
    struct buffer cell = {.arena = export->arena}, value = {.arena = export->arena};
    (void)error;
    fputs("\xEF\xBB\xBFrank,dengine_id,", out);
    write_sheet_cell(out, &cell, text_of(export->spec.data),
                     ",label,confidence,answer,score,method,inclusion_prob,reason");
    for (size_t i = 0; i < queue->columns_count; i++)
        if (!export_is_told(export, i)) {
            putc(',', out);
            write_sheet_cell(out, &cell, queue->columns[i].name, "");
        }
    fputs("\r\n", out);
    for (size_t row = 0; row < queue->count; row++) {
        fprintf(out, "%.0f,", queue_rank(queue, row));
        write_sheet_cell(out, &cell, queue->rows[row]->id, ",");
        write_sheet_cell(out, &cell, export_shown(export, row), ",");
        write_sheet_cell(out, &cell, export_label(export, row), ",");
        write_sheet_cell(out, &cell, export_confidence(export, row), ",");
        for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
            value.size = 0;
            queue_value(&value, queue, row, fixed[i]);
            putc(',', out);
            write_sheet_cell(out, &cell, buffer_text(&value), "");
        }
        for (size_t i = 0; i < queue->columns_count; i++)
            if (!export_is_told(export, i)) {
                putc(',', out);
                write_sheet_cell(out, &cell, queue->rows[row]->cells[1 + i], "");
            }
        fputs("\r\n", out);
    }
    return true;
}

/* ---- ids ---- */

static bool write_ids(const struct export *export, FILE *out, struct error *error)
{
    for (size_t row = 0; row < export->queue->count; row++) {
        struct text shown = export_shown(export, row);
        if (shown.size && memchr(shown.data, '\n', shown.size))
            return error_set(error, STATUS_DATA, "row %zu: an id with a line end cannot stand on a line", row + 1);
        fwrite(shown.data, 1, shown.size, out);
        putc('\n', out);
    }
    return true;
}

static const char *const no_keys[] = {NULL}, *const argilla_keys[] = {"id", "label.score", NULL},
                         *const imagefolder_keys[] = {"file_name", NULL}, *const sheet_keys[] = {"answer", NULL};

const struct export_tool export_tools[] = {
    {.name = "label-studio",
     .doc = "one JSON array of tasks, with predictions; --config-out writes the labelling configuration",
     .data = "image",
     .picks = true,
     .keys = no_keys,
     .write = export_write_label_studio},
    {.name = "cvat",
     .doc = "CVAT for images 1.1, XML: the classes and the images in their order",
     .data = "image",
     .key = EXPORT_FILE,
     .write = export_write_cvat},
    {.name = "doccano",
     .doc = "JSONL; no label is filled in, unless --prefill",
     .data = "text",
     .words = true,
     .keys = no_keys,
     .write = write_doccano},
    {.name = "prodigy",
     .doc = "JSONL for its interfaces classification and choice",
     .data = "text",
     .apart = true,
     .keys = no_keys,
     .write = write_prodigy},
    {.name = "argilla",
     .doc = "JSONL of flat records, as its mapping takes them; the deployed label is a suggestion",
     .data = "text",
     .key = EXPORT_ID,
     .keys = argilla_keys,
     .write = write_argilla},
    {.name = "imagefolder",
     .doc = "metadata.jsonl for the folder of the images, as Hugging Face's datasets reads it",
     .data = "image",
     .key = EXPORT_FILE,
     .apart = true,
     .keys = imagefolder_keys,
     .write = write_imagefolder},
    {.name = "fiftyone",
     .doc = "labels.json beside the folder data, as FiftyOne's image classification reads it",
     .data = "image",
     .key = EXPORT_STEM,
     .apart = true,
     .keys = no_keys,
     .write = write_fiftyone},
    {.name = "sheet",
     .doc = "CSV for a spreadsheet program, with a column for the answer; ids stay text",
     .data = "image",
     .keys = sheet_keys,
     .write = write_sheet},
    {.name = "ids",
     .doc = "a line each, for xargs or rsync --files-from; --url makes names of them",
     .data = "image",
     .write = write_ids},
    {0},
};
const char *const export_tool_names[] = {"label-studio", "cvat",     "doccano", "prodigy", "argilla",
                                         "imagefolder",  "fiftyone", "sheet",   "ids",     NULL};
