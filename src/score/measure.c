#include "dengine/measure.h"

double measure_apart(const struct measure *measure, const double *p, size_t labels)
{
    double sum = 0, most = 0;
    for (size_t k = 0; k < labels; k++) {
        double score = measure->score(&(struct evidence){.classes = 2, .p = (double[]){p[k], 1 - p[k]}});
        sum += score;
        most = k == 0 || score > most ? score : most;
    }
    return measure->averaged ? sum / (double)labels : most;
}

const struct measure *measure_find(const struct measure *table, struct text name)
{
    for (; table->name; table++)
        if (text_equal(text_of(table->name), name))
            return table;
    return NULL;
}
