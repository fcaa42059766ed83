#include "output/inspect_answers.h"

#include "output/inspect_lines.h"

/* What there is of a sample, in words. */
static size_t samples_of(const struct answers *answers, size_t state)
{
    return state == ANNOTATION_ANSWERED ? answers->given : answers->none[state];
}

/* ---- for a person ---- */

static void write_counts(FILE *out, const char *what, const struct answers_count *counts, size_t count, size_t nameless)
{
    enum { SHOWN = 12 };
    if (count == 0)
        return;
    inspect_begin(out, what);
    fprintf(out, "%zu: ", count);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        fputs(i ? ", " : "", out);
        inspect_show(out, counts[i].name);
        fprintf(out, " %zu", counts[i].count);
    }
    if (nameless)
        fprintf(out, ", without a name %zu", nameless);
    fputs(count > SHOWN ? ", ...\n" : "\n", out);
}

static void write_samples(FILE *out, const struct answers *answers)
{
    const char *between = "";
    inspect_begin(out, "samples");
    fprintf(out, "%zu: ", answers->count);
    for (size_t state = 0; state < ANNOTATION_STATES; state++) {
        size_t count = samples_of(answers, state);
        if (count) {
            fprintf(out, "%s%zu %s", between, count, annotation_states[state]);
            between = ", ";
        }
        if (state == ANNOTATION_ANSWERED && answers->disputed) {
            fprintf(out, "%s%zu disputed", between, answers->disputed);
            between = ", ";
        }
    }
    fputc('\n', out);
}

void inspect_answers_text(FILE *out, const struct answers_look *look, const struct offers *offers)
{
    inspect_show(out, text_of(inspect_name(look->path)));
    fprintf(out, ": answers, %s\n", look->format->doc);
    if (!look->why) {
        write_samples(out, &look->answers);
        write_counts(out, "labels", look->labels, look->labels_count, 0);
        write_counts(out, "people", look->people, look->people_count, look->nameless);
    }
    if (look->time[0].size) {
        inspect_begin(out, "time");
        inspect_show(out, look->time[0]);
        fputs(" to ", out);
        inspect_show(out, look->time[1]);
        fputc('\n', out);
    }
    inspect_offers(out, offers);
}

/* ---- for a program ---- */

static void json_counts(struct json *json, const char *key, const struct answers_count *counts, size_t count)
{
    json_line(json, 4);
    json_object(json, key);
    for (size_t i = 0; i < count; i++) {
        json_key(json, counts[i].name);
        json_count(json, NULL, counts[i].count);
    }
    json_end(json);
}

void inspect_answers_json(struct json *json, const struct answers_look *look)
{
    const struct answers *answers = &look->answers;
    json_string(json, "file", inspect_name(look->path));
    json_line(json, 4);
    json_string(json, "answers", look->format->name);
    if (look->why)
        return;
    json_count(json, "samples", answers->count);
    json_count(json, "disputed", answers->disputed);
    for (size_t state = 0; state < ANNOTATION_STATES; state++)
        json_count(json, annotation_states[state], samples_of(answers, state));
    json_counts(json, "labels", look->labels, look->labels_count);
    json_counts(json, "people", look->people, look->people_count);
    json_count(json, "nameless", look->nameless);
    if (!look->time[0].size)
        return;
    json_line(json, 4);
    json_array(json, "time");
    json_text(json, NULL, look->time[0]);
    json_text(json, NULL, look->time[1]);
    json_end(json);
}
