/*
 * fuzz_annotation_xml.c - any bytes as CVAT's XML: no entity, no depth, no size does harm.
 */
#include "annotations.h"

const char fuzz_claim[] = "XML exports refused with a place, or read";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct buffer text = {.arena = &arena};
    buffer_byte(&text, '<'); /* else it is no XML to begin with */
    if (size)
        buffer_add(&text, (struct text){(const char *)data + (data[0] == '<'), size - (data[0] == '<')});
    fuzz_annotations((const uint8_t *)text.data, text.size);
    arena_free(&arena);
    return 0;
}

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const seeds[] = {
        "<?xml version=\"1.0\"?><annotations><meta><task><name>t</name></task></meta><image id=\"0\" name=\"a.png\">"
        "<tag label=\"x\" source=\"manual\"><attribute name=\"q\">1</attribute></tag></image></annotations>",
        "<annotations><image name='&lt;&amp;&#65;'><box/></image><image a='b' name='c'><tag label='x' source='auto'/>"
        "<tag/></image></annotations>",
        "<!DOCTYPE a [<!ENTITY b 'bbbbbbbb'><!ENTITY c '&b;&b;&b;&b;'>]><annotations><image name='&c;'/></annotations>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><annotations><image name='\xE9.jpg'/></annotations>"};
    fuzz_mutate(out, state, seeds, sizeof seeds / sizeof *seeds, "<>/=\"'&;#![]- abnx\t\n\x01\x80\xC3");
}
