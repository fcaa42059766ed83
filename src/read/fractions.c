#include "read/fractions.h"

#include "read/fraction.h"
#include "read/number.h"

size_t fractions_portable(const char *text, const uint32_t *starts, const uint32_t *ends, size_t count, double *values)
{
    size_t i = 0;
    for (bool read = true; i < count; i++) {
        struct text cell = {text + starts[i], ends[i] - starts[i]};
        read = number_parse_unit(cell, &values[i]) || fraction_parse(cell, &values[i]);
        if (!read)
            break;
    }
    return i;
}
