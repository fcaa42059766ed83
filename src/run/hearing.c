#include "run/hearing.h"

#include "run/chance.h"

void hearing_note(const struct run *run, unsigned worker, struct text id, int64_t score, struct text label)
{
    const struct options *options = run->options;
    const struct hearing *hearing = options->hearing;
    if (!hearing || (options->chance && !options->chance->drawing))
        return;
    const double value = (double)score / NANO;
    struct score_row row = {.id = id, .label = LABELS_MOST, .count = 1, .methods = &hearing->method, .values = &value};
    if (label.size)
        row.label = labels_add(hearing->scores->labels, &hearing->caches[worker], label);
    scores_add(hearing->scores, &row);
}
