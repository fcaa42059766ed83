#include "run/report_predictions.h"

#include <math.h>

#include "run/lookup.h"

bool report_predictions(const struct report_input *input, struct review_row *rows, struct text *says, size_t count,
                        struct error *error)
{
    struct lookup lookup = {
        .command = input->command, .options = input->options, .path = input->options->predictions, .ids = &input->ids};
    if (!lookup_predictions(&lookup, error))
        return error_prefix(error, "--predictions");
    for (size_t i = 0; i < count; i++) {
        const struct lookup_said *of = &lookup.said[idmap_find(&input->ids, rows[i].id)];
        if (!of->label.data)
            continue;
        if (says[i].size == 0)
            says[i] = of->label;
        if (isnan(rows[i].confidence) && text_equal(says[i], of->label))
            rows[i].confidence = of->confidence;
    }
    return true;
}
