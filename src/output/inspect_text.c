#include "output/inspect.h"
#include "output/inspect_answers.h"
#include "output/inspect_lines.h"
#include "output/inspect_matrix.h"

/* ---- columns ---- */

static void write_columns(FILE *out, const struct profile *profile)
{
    enum { SHOWN = 40 };
    size_t shown = 0;
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        if (inspect_told(profile, i))
            continue;
        struct inspect_column column = inspect_column(profile, i);
        inspect_begin(out, shown ? "" : "columns");
        if (shown++ == SHOWN) {
            fputs("...\n", out);
            return;
        }
        fprintf(out, "%-11s ", role_names[column.role]);
        inspect_show(out, column.name.size ? column.name : text_of("''"));
        if (column.count > 1)
            fprintf(out, " (%zu columns)", column.count);
        fputc('\n', out);
    }
}

/* ---- what they hold ---- */

static void write_ids(FILE *out, const struct profile *profile)
{
    if ((!roles_has(&profile->roles, profile->roles.id) && !profile->roles.ids.size) || profile->told == 0)
        return;
    inspect_begin(out, "ids");
    fprintf(out, "%llu different in %llu row%s", (unsigned long long)profile->ids, (unsigned long long)profile->told,
            inspect_plural(profile->told));
    if (profile->roles.ids.size) {
        fputs(", of ", out);
        inspect_show(out, profile->roles.ids);
    }
    fputc('\n', out);
}

static void write_classes(FILE *out, const struct profile *profile)
{
    enum { SHOWN = 12 };
    if (profile->predicted == 0 && profile->groups == 0)
        return;
    inspect_begin(out, "labels");
    if (profile->classes_more)
        fprintf(out, "more than %d different labels", EYE_CLASSES);
    else
        fprintf(out, "%zu: ", profile->classes_count);
    for (size_t i = 0; i < profile->classes_count && i < SHOWN; i++) {
        fputs(i ? ", " : "", out);
        inspect_show(out, profile->classes[i].name);
        fprintf(out, " %llu", (unsigned long long)profile->classes[i].rows);
    }
    fputs(profile->classes_count > SHOWN ? ", ...\n" : "\n", out);
}

static void write_sums(FILE *out, const struct profile *profile)
{
    inspect_begin(out, "sums");
    fprintf(out, "of probabilities: %.6g to %.6g", profile->sum[0], profile->sum[1]);
    if (profile->groups)
        fprintf(out, ", of %llu samples", (unsigned long long)profile->groups);
    fputc('\n', out);
}

static void write_prediction(FILE *out, const struct profile *profile)
{
    const double *c = profile->confidence;
    if (profile->groups)
        write_sums(out, profile);
    if (profile->predicted == 0 || !profile_predicts(profile))
        return;
    inspect_begin(out, "confidence");
    fprintf(out, "%.4f least, quartiles %.4f %.4f %.4f, %.4f largest\n", c[0], c[1], c[2], c[3], c[4]);
    if (profile->sampler.predictor.classes == 0)
        return;
    write_sums(out, profile);
    if (!profile->sampler.predictor.has_label)
        return;
    inspect_begin(out, "label");
    fprintf(out, "not the likeliest class in %llu of %llu rows (%.1f %%)", (unsigned long long)profile->unlikely,
            (unsigned long long)profile->predicted, 100.0 * (double)profile->unlikely / (double)profile->predicted);
    if (profile->strange)
        fprintf(out, ", no class in %llu", (unsigned long long)profile->strange);
    fputc('\n', out);
}

/* A duration in its largest fitting unit. */
static void write_duration(FILE *out, double milliseconds)
{
    static const struct {
        double size;
        const char *name;
    } units[] = {{86400e3, "days"}, {3600e3, "h"}, {60e3, "min"}, {1e3, "s"}, {1, "ms"}};
    size_t u = 0;
    while (u + 1 < sizeof units / sizeof *units && milliseconds < units[u].size)
        u++;
    fprintf(out, "%.3g %s", milliseconds / units[u].size, units[u].name);
}

static void write_time(FILE *out, const struct profile *profile)
{
    if (profile->timed == 0)
        return;
    inspect_begin(out, "time");
    inspect_show(out, profile->time[0]);
    fputs(" to ", out);
    inspect_show(out, profile->time[1]);
    fputs(", ", out);
    write_duration(out, (double)profile->span);
    if (profile->roles.step > 0) {
        fputs("; the usual step of the first rows is ", out);
        write_duration(out, profile->roles.step);
    }
    fputc('\n', out);
}

static void write_vectors(FILE *out, const struct profile *profile)
{
    if (profile->vectors == 0)
        return;
    inspect_begin(out, "vectors");
    fprintf(out, "%llu of %zu numbers, norms %.4g to %.4g\n", (unsigned long long)profile->vectors,
            profile->roles.family_count, profile->norm[0], profile->norm[1]);
}

/* ---- what is wrong ---- */

static void write_found(FILE *out, const struct profile *profile)
{
    enum { SHOWN = 20 };
    for (size_t i = 0; i < profile->found_count; i++) {
        const struct profile_found *found = &profile->found[i];
        if (i == SHOWN) {
            inspect_begin(out, "");
            fprintf(out, "and %zu kinds more\n", profile->found_count - i);
            return;
        }
        inspect_begin(out, found->rejected ? "bad rows" : "cells");
        fprintf(out, "%llu row%s; the first is ", (unsigned long long)found->count, inspect_plural(found->count));
        inspect_show(out, text_of(found->first));
        fputc('\n', out);
    }
}

/* What is written how: a header, cells, text. */
static void write_form(FILE *out, const struct profile *profile)
{
    char delimiter = profile->table.layout.delimiter;
    switch (source_kind(profile->source)) {
    case SOURCE_MATRIX:
        fputs("a matrix of .npy\n", out);
        return;
    case SOURCE_JSON_LINES:
        fprintf(out, "JSON lines, %s\n", inspect_encoding(profile));
        return;
    case SOURCE_TEXT:
        break;
    }
    fputs(profile->roles.headless ? "no header, " : profile->written.size ? "the header given, " : "a header, ", out);
    fprintf(out, delimiter == '\t' ? "tabs" : delimiter == ' ' ? "blanks" : "'%c'", delimiter);
    fprintf(out, " between cells, %s\n", inspect_encoding(profile));
}

static void write_table(FILE *out, const struct profile *profile, const struct offers *offers)
{
    uint64_t rows = inspect_rows(profile);
    inspect_show(out, text_of(profile_name(profile)));
    if (profile->files > 1)
        fprintf(out, ": %zu files of one table", profile->files);
    fprintf(out, ": %llu row%s, %zu column%s, ", (unsigned long long)rows, inspect_plural(rows),
            profile->table.layout.columns, inspect_plural(profile->table.layout.columns));
    write_form(out, profile);
    write_columns(out, profile);
    write_ids(out, profile);
    write_classes(out, profile);
    write_prediction(out, profile);
    write_time(out, profile);
    write_vectors(out, profile);
    write_found(out, profile);
    inspect_offers(out, offers);
}

/* How many samples of answers are in the first table. */
static void write_answers_ids(FILE *out, const struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->count && inspection->tables; i++) {
        const struct answers_look *answers = inspection->files[i].answers;
        if (!answers || answers->why)
            continue;
        inspect_begin(out, "answers");
        fprintf(out, "%zu of the %zu samples of ", answers->common, answers->answers.count);
        inspect_show(out, text_of(answers->path));
        fputs(" are in ", out);
        inspect_show(out, text_of(profile_name(&inspection->profiles[0])));
        fputc('\n', out);
    }
}

void inspect_write_text(FILE *out, const struct inspection *inspection)
{
    for (size_t i = 0; i < inspection->count; i++) {
        fputs(i ? "\n" : "", out);
        const struct inspected *file = &inspection->files[i];
        if (file->profile)
            write_table(out, file->profile, &file->offers);
        else if (file->answers)
            inspect_answers_text(out, file->answers, &file->offers);
        else
            inspect_matrix_text(out, &file->identified, &file->offers);
    }
    bool answers = inspection->answers && inspection->tables;
    if (inspection->tables < 2 && !inspection->joins.commands.count && !answers)
        return;
    fputs("\ntogether\n", out);
    const struct profile *profiles = inspection->profiles;
    write_answers_ids(out, inspection);
    for (size_t i = 1; i < inspection->tables; i++) {
        inspect_begin(out, i == 1 ? "ids" : "");
        fprintf(out, "%llu of the %llu rows of ", (unsigned long long)profiles[i].common,
                (unsigned long long)profiles[i].told);
        inspect_show(out, text_of(profile_name(&profiles[i])));
        fputs(" have one of ", out);
        inspect_show(out, text_of(profile_name(&profiles[0])));
        fputc('\n', out);
    }
    inspect_offers(out, &inspection->joins);
}
