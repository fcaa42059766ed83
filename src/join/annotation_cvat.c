/*
 * "CVAT for images 1.1": <annotations><image name="..."><tag label="..." source="manual"/>.
 *
 * Only the file's name survives in CVAT, so that a sample's id is the name without its ending; FILE:name
 * takes it whole. Tags that a model (`auto`) or an imported file (`file`) put there are prefilled.
 * https://docs.cvat.ai/docs/manual/advanced/xml_format/
 */
#include <string.h>

#include "input/idmap.h"
#include "join/annotation_reader.h"
#include "read/document.h"
#include "read/xml.h"

const struct annotation_format annotation_cvat = {"cvat", "CVAT for images 1.1, XML", false};

struct images {
    struct annotation_reader *reader;
    struct annotation image; /* the one at hand */
    bool inside;
    bool prefilled; /* all its tags are: who adds one has looked at the image */
    struct words tags;
    size_t others;
    struct idmap ids;  /* of the images so far; the label is the name */
    const char *wrong; /* what the walk was stopped for */
};

static struct text copied(const struct images *images, const char *string)
{
    return text_copy(images->reader->list->arena, text_of(string));
}

/* "img/0001" of "img/0001.png". */
static struct text without_ending(struct text name)
{
    for (size_t i = name.size; i > 1 && name.data[i - 1] != '/'; i--)
        if (name.data[i - 1] == '.' && name.data[i - 2] != '/')
            return (struct text){name.data, i - 1};
    return name;
}

/* Two images whose names differ in their endings alone would be one sample. */
static bool check_twin(struct images *images)
{
    const struct annotation *image = &images->image;
    struct buffer why = {.arena = images->reader->list->arena};
    bool added;
    size_t number = idmap_add(&images->ids, image->id, &added);
    struct idmap_item *item = &images->ids.items[number];
    if (added)
        item->label = image->name;
    if (text_equal(item->label, image->name))
        return true;
    buffer_quote(&why, item->label);
    buffer_add(&why, text_of(" and "));
    buffer_quote(&why, image->name);
    buffer_format(&why, " are both ");
    buffer_quote(&why, image->id);
    buffer_format(&why, ": to take the names whole, %s:name", images->reader->path);
    images->wrong = buffer_string(&why);
    return false;
}

static bool start_image(struct images *images, const char *const *attributes)
{
    const char *key = images->reader->spec->id, *name = xml_attribute(attributes, key ? key : "name");
    if (!name || !*name) {
        images->wrong = "an <image> without a name";
        return false;
    }
    *images = (struct images){.reader = images->reader, .ids = images->ids, .inside = true};
    images->image.name = copied(images, name);
    images->image.id = key ? images->image.name : without_ending(images->image.name);
    return check_twin(images);
}

static void add_tag(struct images *images, const char *const *attributes)
{
    const char *label = xml_attribute(attributes, "label"), *source = xml_attribute(attributes, "source");
    bool prefilled = source && (strcmp(source, "auto") == 0 || strcmp(source, "file") == 0);
    images->prefilled = prefilled && (images->prefilled || images->tags.count == 0);
    words_add(&images->tags, images->reader->list->arena, label ? copied(images, label) : (struct text){0});
}

static void end_image(struct images *images)
{
    struct annotation *image = &images->image;
    image->state = images->others ? ANNOTATION_SHAPES : ANNOTATION_OPEN;
    if (images->tags.count)
        annotation_say(images->reader, &images->tags, image);
    if (images->prefilled)
        annotation_prefilled(images->reader, image);
    annotation_add(images->reader, *image);
    images->inside = false;
}

/* <annotations> is at depth 0, <image> at 1, what is said of it at 2. */
static bool step(void *state, const char *name, const char *const *attributes, size_t depth)
{
    struct images *images = state;
    if (depth == 0 && strcmp(name, "annotations") != 0) {
        images->wrong = "expected <annotations>, as in CVAT for images 1.1";
        return false;
    }
    if (depth == 1 && strcmp(name, "image") == 0 && attributes)
        return start_image(images, attributes);
    if (depth == 1 && images->inside)
        end_image(images);
    if (depth == 2 && images->inside && attributes) {
        if (strcmp(name, "tag") == 0)
            add_tag(images, attributes);
        else
            images->others++;
    }
    return true;
}

bool annotation_read_cvat(struct annotation_reader *reader, struct error *error)
{
    struct images images = {.reader = reader, .ids.arena = reader->list->arena};
    struct xml_fault fault;
    if (xml_walk(reader->text, step, &images, &fault))
        return true;
    return error_set(error, STATUS_DATA, "%s:%zu:%zu: %s%s", reader->path, fault.line, fault.column,
                     images.wrong ? "" : "no XML: ", images.wrong ? images.wrong : fault.why);
}
