#include "dengine/measure.h"

const struct measure *measure_find(const struct measure *table, struct text name)
{
    for (; table->name; table++)
        if (text_equal(text_of(table->name), name))
            return table;
    return NULL;
}
