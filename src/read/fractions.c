#include "read/fractions.h"

#include "read/fraction.h"
#include "read/number.h"

size_t fractions_portable(const char *text, const uint32_t *before, const uint32_t *ends, size_t count, double *values)
{
    size_t i = 0;
    for (bool read = true; i < count; i++) {
        uint32_t start = before[i] + 1;
        struct text cell = {text + start, ends[i] - start};
        read = number_parse_unit(cell, &values[i]) || fraction_parse(cell, &values[i]);
        if (!read)
            break;
    }
    return i;
}
