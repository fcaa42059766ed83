#include "output/offers.h"

#include <string.h>

#include "base/shell.h"
#include "input/columns.h"
#include "output/hints.h"

/* ---- one table ---- */

/* The samples as they were, where views of them stand in the same table, each once. */
static bool has_originals(const struct profile *profile)
{
    return offer_is_view(profile) && profile->original.size && profile->pairs == profile->counts.read &&
           profile->ids < profile->counts.read && hints_has_label(profile);
}

static void offer_originals(struct buffer *line, const struct profile *profile)
{
    struct buffer where = {.arena = line->arena};
    if (!has_originals(profile))
        return;
    buffer_add(&where, profile->table.header.items[profile->roles.member]);
    buffer_add(&where, text_of(" = "));
    buffer_add(&where, profile->original);
    offer_option(line, "--where", buffer_text(&where));
}

static void offer_confidence(struct offers *offers, const struct profile *profile)
{
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
    offer_originals(&line, profile);
    offer_skip(&line, profile);
    offer_add(offers, &line);
}

/* Whether the rows of each sample stand together, each class once, and their sums are those of probabilities. */
static bool is_whole_by_class(const struct profile *profile)
{
    const double rounding = 0.001;
    return profile->roles.by_class && profile->groups == profile->ids && !profile->unsound &&
           profile->counts.rejected == 0 && (profile->roles.apart || profile->sum[1] <= 1 + rounding);
}

/* Whether each id stands once with each label: a row for each class, wherever they stand. */
static bool is_scattered_by_class(const struct profile *profile)
{
    bool each = profile->classes_count > 1 && profile->told == profile->ids * profile->classes_count &&
                roles_has(&profile->roles, profile->roles.confidence);
    for (size_t k = 0; each && k < profile->classes_count; k++)
        each = profile->classes[k].rows == profile->ids;
    return each && profile->ids > 1;
}

static void offer_by_class(struct offers *offers, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    if (!is_whole_by_class(profile)) {
        offer_refuse(
            offers,
            profile->groups > profile->ids || !roles->by_class
                ? "each row seems to be one class of a sample (--class), but its rows do not stand together: sort by id"
                : "each row seems to be one class of a sample (--class), but a class stands twice, or sums are above "
                  "1");
        return;
    }
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_option(&line, "--class", profile->table.header.items[roles->label]);
    offer_column(&line, profile, "--confidence", roles->confidence, "confidence");
    if (roles->apart)
        buffer_add(&line, text_of(" --multilabel"));
    offer_add(offers, &line);
}

/* Views of a sample and itself in one table. */
static void offer_views(struct offers *offers, const struct profile *profile)
{
    if (!has_originals(profile))
        return;
    struct buffer line = offer_begin(offers, "augment");
    shell_word(&line, text_of(profile->path));
    offer_option(&line, "--original", profile->original);
    offer_column(&line, profile, "--view", profile->roles.member, "augmentation");
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
    offer_skip(&line, profile);
    offer_add(offers, &line);
}

/* The answers of several models in one table; `pairs`: how many different ids and models there are. */
static void offer_members(struct offers *offers, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    if (!roles_has(roles, roles->member) || !hints_has_label(profile) || profile->pairs != profile->counts.read ||
        offer_is_view(profile))
        return;
    struct buffer line = offer_begin(offers, "ensemble");
    shell_word(&line, text_of(profile->path));
    offer_option(&line, "--member", profile->table.header.items[roles->member]);
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
    offer_skip(&line, profile);
    offer_add(offers, &line);
}

/* The part of a name in front of its first sign, or behind its last. */
static struct text word_of(struct text name, bool last)
{
    const char signs[] = "_./ -";
    size_t at = 0, size = name.size;
    while (at < size && !strchr(signs, name.data[last ? size - 1 - at : at]))
        at++;
    return (struct text){last ? name.data + size - at : name.data, at};
}

/* Another column that may rank as well, category_scores.hate beside category_scores.spam; header.count: none. */
static size_t find_rival(const struct profile *profile, size_t column)
{
    const struct roles *roles = &profile->roles;
    const struct words *header = &profile->table.header;
    struct text name = header->items[column], first = word_of(name, false), last = word_of(name, true);
    for (size_t i = 0; i < header->count && last.size < name.size; i++) {
        struct text other = header->items[i];
        if (i != column && roles->of[i] == ROLE_METADATA && usual_is(USUAL_SCORE, other) && roles->looks[i].filled &&
            roles->looks[i].numbers == roles->looks[i].filled &&
            (text_equal(word_of(other, false), first) || text_equal(word_of(other, true), last)))
            return i;
    }
    return header->count;
}

/* The column that ranks for want of a prediction: how sure a box is of which no label is told, or all that an image
 * holds; a number of one's own by its name; header.count: none. *falls: the smallest come first. */
static size_t find_score(const struct profile *profile, bool *falls)
{
    const struct roles *roles = &profile->roles;
    const struct words *header = &profile->table.header;
    size_t column = roles->confidence;
    *falls = true;
    if (roles_has(roles, column) && !roles_has(roles, roles->label) &&
        (roles_hold_boxes(roles) || usual_is_summary(header->items[column])))
        return column;
    column = usual_column(USUAL_SCORE, header);
    if (!roles_has(roles, column) || roles->of[column] != ROLE_METADATA || roles_twice(roles, column) ||
        !roles->looks[column].filled || roles->looks[column].numbers < roles->looks[column].filled ||
        table_has(&profile->table, text_of("confidence")) || offer_has_usual(profile, "prob_*") ||
        offer_has_usual(profile, "logit_*"))
        return header->count;
    *falls = usual_is_likelihood(header->items[column]);
    return column;
}

/* `why` a model's own doubt ranks nothing. */
static void offer_score(struct offers *offers, const struct profile *profile, const char *why)
{
    const struct roles *roles = &profile->roles;
    bool falls;
    size_t column = find_score(profile, &falls);
    struct buffer reason = {.arena = offers->arena}, score = {.arena = offers->arena};
    if (!roles_has(roles, column)) {
        offer_refuse(offers, why);
        return;
    }
    struct text name = profile->table.header.items[column];
    size_t rival = find_rival(profile, column);
    if (roles_has(roles, rival)) {
        struct text other = profile->table.header.items[rival];
        buffer_format(&reason,
                      "no label with a confidence, no probabilities: %.*s or %.*s may rank, --score COL tells which",
                      (int)name.size, name.data, (int)other.size, other.data);
        offer_refuse(offers, buffer_string(&reason));
        return;
    }
    buffer_format(&reason, "no label with a confidence, no probabilities: %.*s ranks, the %s first", (int)name.size,
                  name.data, falls ? "smallest" : "largest");
    offer_refuse(offers, buffer_string(&reason));
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    buffer_format(&score, "%s%.*s", falls ? "-" : "", (int)name.size, name.data);
    offer_option(&line, "--score", buffer_text(&score));
    if (profile->counts.rejected || profile->missing[column] || profile->counts.read > roles->rows)
        buffer_add(&line, text_of(" --on-bad-row skip"));
    offer_add(offers, &line);
}

static void offer_random(struct offers *offers, const struct profile *profile)
{
    struct buffer line = offer_begin(offers, "random");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_originals(&line, profile);
    offer_skip(&line, profile);
    offer_add(offers, &line);
}

/* A column of few values that many rows share: of words, or of whole numbers; no other label, no part of the ids. */
static bool makes_strata(const struct profile *profile, size_t column, bool words)
{
    enum { MOST = 20 };
    const struct roles *roles = &profile->roles;
    const struct column_look *look = &roles->looks[column];
    struct text name = profile->table.header.items[column];
    if (usual_is_truth(name) || usual_is(USUAL_LABEL, name)) /* what is to be found out, or another prediction */
        return false;
    if (look->lists || (roles->of[column] != ROLE_METADATA && roles->of[column] != ROLE_STREAM) ||
        roles_twice(roles, column) || look->distinct < 2 || look->distinct > MOST || 2 * look->distinct > roles->rows ||
        (words ? look->numbers > 0 : look->whole < look->numbers) ||
        (!words && roles->ids.size)) /* a piece of a file, and where it ends */
        return false;
    return true;
}

/* The first of words, else of numbers; header.count: none. */
static size_t find_strata(const struct profile *profile)
{
    size_t columns = profile->table.layout.columns;
    for (int words = 1; words >= 0; words--)
        for (size_t i = 0; i < columns; i++)
            if (makes_strata(profile, i, words))
                return i;
    return columns;
}

/* By a column of few values, else by the label. */
static void offer_stratify(struct offers *offers, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t by = find_strata(profile);
    struct text name = roles_has(roles, by)             ? profile->table.header.items[by]
                       : roles_has(roles, roles->label) ? profile->table.header.items[roles->label]
                                                        : text_of("label");
    bool plain = name.size > 0;
    for (size_t i = 0; i < name.size; i++)
        plain &= !strchr(",():[]{}'\"", name.data[i]);
    bool other = !roles_has(roles, by) && !roles_has(roles, roles->label) && table_has(&profile->table, name);
    if (!plain || other || (!roles_has(roles, by) && !hints_has_label(profile)))
        return;
    struct buffer line = offer_begin(offers, "stratify");
    shell_word(&line, text_of(profile->path));
    offer_option(&line, "--by", name);
    offer_reading(&line, profile);
    if (!roles_has(roles, by))
        offer_prediction(&line, profile);
    offer_skip(&line, profile);
    offer_add(offers, &line);
}

static void offer_consistency(struct offers *offers, const struct profile *profile)
{
    if (!hints_has_label(profile) || profile->roles.apart)
        return;
    const char *time = hint_time(profile);
    if (time)
        offer_refuse(offers, time);
    if (time || !roles_has(&profile->roles, profile->roles.time))
        return;
    if (profile->timed && profile->span == 0 && profile->counts.read > 1) {
        offer_refuse(offers, "all rows have one time: consistency needs the order of a stream");
        return;
    }
    if (profile->mixed_times || profile->timed < profile->counts.read || profile->ids < profile->counts.read ||
        profile->counts.rejected) {
        offer_refuse(offers, "consistency needs a time of one kind in each row, each id once, and no bad row");
        return;
    }
    struct buffer line = offer_begin(offers, "consistency");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
    offer_column(&line, profile, "--time", profile->roles.time, "timestamp");
    offer_column(&line, profile, "--stream", profile->roles.stream, "stream");
    offer_add(offers, &line);
}

static void offer_embedding(struct buffer *line, const struct profile *profile)
{
    if (!text_equal(profile->roles.family, text_of("e*")))
        offer_option(line, "--embedding", profile->roles.family);
}

/* Rows like others: here like three at random. */
static void offer_similar(struct offers *offers, const struct profile *profile)
{
    enum { SEEDS = 3 };
    if (profile->counts.read <= SEEDS)
        return;
    offer_refuse(offers, "similar ranks by what is like known errors, --like FILE: here three rows at random");
    struct buffer line = offer_begin(offers, "random");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    buffer_format(&line, " -n %d -q | dengine similar", SEEDS);
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_embedding(&line, profile);
    buffer_add(&line, text_of(" --like -"));
    offer_add(offers, &line);
}

/* Rows that lie apart. */
static void offer_diverse(struct offers *offers, const struct profile *profile)
{
    if (profile->roles.family_role != ROLE_EMBEDDING || profile->roles.ids.size)
        return;
    if (profile->vectors < profile->counts.read || profile->ids < profile->counts.read || profile->norm[0] <= 0) {
        offer_refuse(offers, "a spread queue (--diverse) needs each id once, and a vector in each row");
        return;
    }
    struct buffer line = offer_begin(offers, "random");
    shell_word(&line, text_of(profile->path));
    offer_reading(&line, profile);
    offer_option(&line, "--diverse", text_of(profile->path));
    offer_embedding(&line, profile);
    offer_add(offers, &line);
    if (strcmp(profile->path, "-") != 0) /* which is read once */
        offer_similar(offers, profile);
}

static void offer_queue(struct offers *offers, const struct profile *profile)
{
    static const char *const commands[] = {"mix", "export --to sheet"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct buffer line = offer_begin(offers, commands[i]);
        shell_word(&line, text_of(profile->path));
        offer_add(offers, &line);
    }
}

void offers_table(struct offers *offers, const struct profile *profile)
{
    const char *nothing = hint_nothing(profile), *why = hint_no_doubt(profile), *cells = hint_cells(profile),
               *guess = hint_guess(profile);
    if (cells)
        offer_refuse(offers, cells);
    if (guess)
        offer_refuse(offers, guess);
    if (nothing) {
        offer_refuse(offers, nothing);
        return;
    }
    if (offer_is_queue(profile)) {
        if (profile->counts.rejected == 0)
            offer_queue(offers, profile);
        else
            offer_refuse(offers, "a queue with a bad row: mix, export and report read one whose rows are all good");
        return;
    }
    if (text_equal(profile->roles.ids, text_of("#")))
        offer_refuse(
            offers, "nothing seems to name the samples: --id '#' takes the number of the row; else --id COL, --id A,B");
    bool scattered = is_scattered_by_class(profile);
    if (profile->roles.by_class || scattered) {
        offer_by_class(offers, profile);
    } else if (why) {
        if (!cells) /* what is to be mended comes first */
            offer_score(offers, profile, why);
    } else {
        offer_confidence(offers, profile);
    }
    offer_members(offers, profile);
    offer_views(offers, profile);
    offer_consistency(offers, profile);
    if (!scattered && !has_originals(profile))
        offer_stratify(offers, profile);
    offer_random(offers, profile);
    offer_diverse(offers, profile);
}
