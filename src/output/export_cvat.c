/*
 * "CVAT for images 1.1": the classes in <meta>, then an <image> for each row in the order of the queue. Only the
 * name of the file comes back. A tag is an annotation to CVAT: none is written unless asked for, and `auto`
 * says that it is a model's. https://docs.cvat.ai/docs/manual/advanced/xml_format/
 */
#include <stdlib.h>
#include <string.h>

#include "output/export_tools.h"
#include "output/xml.h"
#include "read/number.h"

static bool is_size(struct text text)
{
    double value;
    return number_parse(text, &value) == NUMBER_OK && value >= 1 && value <= 1e9 && value == (double)(long)value;
}

/* Width and height: those of all images, or of the columns `width` and `height`. */
static bool find_size(const struct export *export, size_t row, struct text size[2], struct error *error)
{
    static const char *const names[] = {"width", "height"};
    if (export->spec.size) {
        const char *comma = strchr(export->spec.size, ',');
        size[0] = (struct text){export->spec.size, comma ? (size_t)(comma - export->spec.size) : 0};
        size[1] = text_of(comma ? comma + 1 : "");
        return (is_size(size[0]) && is_size(size[1])) ||
               error_set(error, STATUS_USAGE, "--size '%s': expected W,H in pixels", export->spec.size);
    }
    for (size_t i = 0; i < 2; i++) {
        size_t column = queue_column_find(export->queue, text_of(names[i]));
        size[i] = (struct text){0};
        if (column < export->queue->columns_count)
            size[i] = export->queue->rows[row]->cells[1 + column];
        if (!is_size(size[i]))
            return error_set(error, STATUS_USAGE,
                             "row %zu has no %s: cvat needs --size W,H, or columns width and height", row + 1,
                             names[i]);
    }
    return true;
}

static bool write_meta(const struct export *export, FILE *out)
{
    bool whole = true;
    fprintf(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n  <meta>\n    <task>\n"
        "      <name>dengine</name>\n      <size>%zu</size>\n      <mode>annotation</mode>\n      <labels>\n",
        export->queue->count);
    for (size_t i = 0; i < export->classes.count; i++) {
        fputs("        <label><name>", out);
        whole &= xml_escape(out, export->classes.items[i]);
        fputs("</name><attributes></attributes></label>\n", out);
    }
    fputs("      </labels>\n    </task>\n  </meta>\n", out);
    return whole;
}

static bool write_image(const struct export *export, FILE *out, size_t row, struct error *error)
{
    struct text size[2] = {{0}}, label = export->spec.prefill ? export_label(export, row) : (struct text){0};
    find_size(export, row, size, error);
    fprintf(out, "  <image id=\"%zu\"", row);
    bool whole = xml_attribute_write(out, "name", export_shown(export, row));
    xml_attribute_write(out, "width", size[0]);
    xml_attribute_write(out, "height", size[1]);
    if (label.size) {
        fputs("><tag", out);
        xml_attribute_write(out, "label", label);
        fputs(" source=\"auto\"></tag></image>\n", out);
    } else {
        fputs("></image>\n", out);
    }
    return whole ||
           error_set(error, STATUS_DATA, "row %zu: a name with a control character, which XML cannot hold", row + 1);
}

bool export_write_cvat(const struct export *export, FILE *out, struct error *error)
{
    struct text size[2];
    for (size_t row = 0; row < export->queue->count; row++)
        if (!find_size(export, row, size, error))
            return false;
    if (!write_meta(export, out))
        return error_set(error, STATUS_DATA, "a class holds a control character, which XML cannot hold");
    for (size_t row = 0; row < export->queue->count; row++)
        if (!write_image(export, out, row, error))
            return false;
    fputs("</annotations>\n", out);
    return true;
}
