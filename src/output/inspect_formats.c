#include "output/inspect.h"

const char *const inspect_formats[] = {[INSPECT_TEXT] = "text", [INSPECT_JSON] = "json", NULL};

void inspect_write(FILE *out, const struct inspection *inspection, enum inspect_format format)
{
    switch (format) {
    case INSPECT_TEXT:
        inspect_write_text(out, inspection);
        return;
    case INSPECT_JSON:
        inspect_write_json(out, inspection);
        return;
    }
}
