#include "output/xml.h"

#include <string.h>

bool xml_escape(FILE *out, struct text text)
{
    static const char special[] = "&<>\"\t\n\r";
    static const char *const written[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#9;", "&#10;", "&#13;"};
    bool whole = true;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        const char *found = byte ? strchr(special, byte) : NULL;
        if (found)
            fputs(written[found - special], out);
        else if ((unsigned char)byte < 0x20)
            whole = false;
        else
            putc(byte, out);
    }
    return whole;
}

bool xml_attribute_write(FILE *out, const char *name, struct text value)
{
    fprintf(out, " %s=\"", name);
    bool whole = xml_escape(out, value);
    putc('"', out);
    return whole;
}
