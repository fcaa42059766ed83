#include "output/offers.h"

#include <string.h>

#include "base/shell.h"

/* ---- command lines ---- */

static struct buffer begin(const struct offers *offers, const char *command)
{
    struct buffer line = {.arena = offers->arena};
    buffer_format(&line, "dengine %s", command);
    return line;
}

static void add_option(struct buffer *line, const char *option, struct text value)
{
    buffer_format(line, " %s", option);
    shell_word(line, value);
}

/* A column by the name that an option has by default needs no option. */
static void add_column(struct buffer *line, const struct profile *profile, const char *option, size_t column,
                       const char *usual)
{
    if (!roles_has(&profile->roles, column))
        return;
    struct text name = profile->table.header.items[column];
    if (!text_equal(name, text_of(usual)))
        add_option(line, option, name);
}

/* What the table needs whatever is asked of it. */
static void add_reading(struct buffer *line, const struct profile *profile)
{
    if (profile->delimiter)
        add_option(line, "--delimiter",
                   profile->delimiter == '\t' ? text_of("tab") : (struct text){&profile->delimiter, 1});
    add_column(line, profile, "--id", profile->roles.id, "id");
}

static void add_prediction(struct buffer *line, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    add_column(line, profile, "--label", roles->label, "label");
    add_column(line, profile, "--confidence", roles->confidence, "confidence");
    if (roles->positive.size)
        add_option(line, "--positive", roles->positive);
    if (roles->family_role == ROLE_PROBABILITY && !text_equal(roles->family, text_of("prob_*")))
        add_option(line, "--probs", roles->family);
    if (roles->family_role == ROLE_LOGIT && !text_equal(roles->family, text_of("logit_*")))
        add_option(line, "--logits", roles->family);
    if (roles->apart)
        buffer_add(line, text_of(" --multilabel"));
    if (roles->tolerance > 0.001)
        buffer_format(line, " --tolerance %g", roles->tolerance);
}

static void add_skip(struct buffer *line, const struct profile *profile)
{
    if (profile->counts.rejected)
        buffer_add(line, text_of(" --on-bad-row skip"));
}

static bool is_shown(struct text line)
{
    size_t size;
    for (size_t at = 0; at < line.size; at += size)
        if (text_steers(line, at, &size))
            return false;
    return true;
}

/* A line that a terminal would not show as it is cannot be pasted either. */
static void offer(struct offers *offers, struct buffer *line)
{
    if (is_shown(buffer_text(line)))
        words_add(&offers->commands, offers->arena, buffer_text(line));
    else
        words_add(&offers->reasons, offers->arena, text_of("a name with control characters: no command can be shown"));
}

static void refuse(struct offers *offers, const char *reason)
{
    words_add(&offers->reasons, offers->arena, text_of(reason));
}

/* ---- one table ---- */

static bool has_label(const struct profile *profile)
{
    return profile->sampler.predictor.kind != PREDICTOR_NONE && profile->predicted > profile->strange;
}

static void offer_confidence(struct offers *offers, const struct profile *profile)
{
    struct buffer line = begin(offers, "confidence");
    shell_word(&line, text_of(profile->path));
    add_reading(&line, profile);
    add_prediction(&line, profile);
    add_skip(&line, profile);
    offer(offers, &line);
}

/* A number of one's own, by its name. */
static void offer_score(struct offers *offers, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t column = usual_column(USUAL_SCORE, &profile->table.header);
    if (!roles_has(roles, column) || roles->of[column] != ROLE_METADATA || !roles->looks[column].filled ||
        roles->looks[column].numbers < roles->looks[column].filled)
        return;
    struct buffer line = begin(offers, "confidence");
    shell_word(&line, text_of(profile->path));
    add_reading(&line, profile);
    add_option(&line, "--score", profile->table.header.items[column]);
    if (profile->counts.rejected || profile->missing[column])
        buffer_add(&line, text_of(" --on-bad-row skip"));
    offer(offers, &line);
}

static void offer_random(struct offers *offers, const struct profile *profile)
{
    struct buffer line = begin(offers, "random");
    shell_word(&line, text_of(profile->path));
    add_reading(&line, profile);
    add_skip(&line, profile);
    offer(offers, &line);
}

/* A column of few values, else the label. */
static void offer_stratify(struct offers *offers, const struct profile *profile)
{
    enum { MOST = 20 };
    const struct roles *roles = &profile->roles;
    size_t by = profile->table.header.count;
    for (size_t i = 0; i < profile->table.header.count; i++)
        if ((roles->of[i] == ROLE_METADATA || roles->of[i] == ROLE_STREAM) && !profile->table.twin[i] &&
            roles->looks[i].distinct > 1 && roles->looks[i].distinct <= MOST &&
            2 * roles->looks[i].distinct <= roles->rows && roles->looks[i].whole == roles->looks[i].numbers &&
            !roles_has(roles, by))
            by = i;
    struct text name = roles_has(roles, by)             ? profile->table.header.items[by]
                       : roles_has(roles, roles->label) ? profile->table.header.items[roles->label]
                                                        : text_of("label");
    bool plain = name.size > 0;
    for (size_t i = 0; i < name.size; i++)
        plain &= !strchr(",():[]{}'\"", name.data[i]);
    if (!plain || (!roles_has(roles, by) && !has_label(profile)))
        return;
    struct buffer line = begin(offers, "stratify");
    shell_word(&line, text_of(profile->path));
    add_option(&line, "--by", name);
    add_reading(&line, profile);
    if (!roles_has(roles, by))
        add_prediction(&line, profile);
    add_skip(&line, profile);
    offer(offers, &line);
}

static void offer_consistency(struct offers *offers, const struct profile *profile)
{
    if (!roles_has(&profile->roles, profile->roles.time) || !has_label(profile))
        return;
    if (profile->mixed_times || profile->timed < profile->counts.read || profile->ids < profile->counts.read ||
        profile->counts.rejected) {
        refuse(offers, "consistency needs a time of one kind in each row, each id once, and no bad row");
        return;
    }
    struct buffer line = begin(offers, "consistency");
    shell_word(&line, text_of(profile->path));
    add_reading(&line, profile);
    add_prediction(&line, profile);
    add_column(&line, profile, "--time", profile->roles.time, "timestamp");
    add_column(&line, profile, "--stream", profile->roles.stream, "stream");
    offer(offers, &line);
}

/* Rows that lie apart. */
static void offer_diverse(struct offers *offers, const struct profile *profile)
{
    if (profile->roles.family_role != ROLE_EMBEDDING)
        return;
    if (profile->vectors < profile->counts.read || profile->ids < profile->counts.read || profile->norm[0] <= 0) {
        refuse(offers, "a spread queue (--diverse) needs each id once, and a vector in each row");
        return;
    }
    struct buffer line = begin(offers, "random");
    shell_word(&line, text_of(profile->path));
    add_reading(&line, profile);
    add_option(&line, "--diverse", text_of(profile->path));
    if (!text_equal(profile->roles.family, text_of("e*")))
        add_option(&line, "--embedding", profile->roles.family);
    offer(offers, &line);
}

/* Why no command offers to rank by a model's own doubt, or NULL. */
static const char *why_not(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    if (roles->by_class)
        return "each row seems to be one class of a sample: its label alone tells nothing of the rest";
    if (!profile_predicts(profile) && roles_has(roles, roles->confidence))
        return "a confidence without a label: --label names its column";
    if (!profile_predicts(profile))
        return roles_has(roles, roles->label)
                   ? "a label without a confidence: where the model doubts itself cannot be told"
                   : "nothing seems to be a prediction (--label and --confidence, --probs, --logits or --positive name "
                     "it)";
    if (profile->predicted == 0)
        return "no row holds a prediction that can be read";
    return has_label(profile) ? NULL : "the labels are none of the classes";
}

static bool is_queue(const struct profile *profile)
{
    static const char *const names[] = {"rank", "id", "score", "method", "inclusion_prob", "reason"};
    const struct words *header = &profile->table.header;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (i >= header->count || !text_equal(header->items[i], text_of(names[i])))
            return false;
    return true;
}

static void offer_queue(struct offers *offers, const struct profile *profile)
{
    static const char *const commands[] = {"mix", "export --to sheet"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct buffer line = begin(offers, commands[i]);
        shell_word(&line, text_of(profile->path));
        offer(offers, &line);
    }
}

/* Why nothing can be asked of a table, or NULL. */
static const char *why_nothing(const struct profile *profile)
{
    if (profile->roles.headless)
        return "the first line looks like data: is the header missing? --header A,,C names the columns";
    if (profile->counts.read == 0)
        return "there are no rows";
    if (!roles_has(&profile->roles, profile->roles.id))
        return "nothing seems to name the samples (--id COL, --id A,B, or --id '#' for the number of the row)";
    return profile->told == 0 ? "no row is good" : NULL;
}

void offers_table(struct offers *offers, const struct profile *profile)
{
    const char *nothing = why_nothing(profile), *why = why_not(profile);
    if (nothing) {
        refuse(offers, nothing);
        return;
    }
    if (is_queue(profile) && profile->counts.rejected == 0) {
        offer_queue(offers, profile);
        return;
    }
    if (why) {
        refuse(offers, why);
        offer_score(offers, profile);
    } else {
        offer_confidence(offers, profile);
    }
    offer_consistency(offers, profile);
    offer_stratify(offers, profile);
    offer_random(offers, profile);
    offer_diverse(offers, profile);
}

/* ---- several ---- */

/* What a command line would say of a table but for its name: joins say it once for all. */
static struct text options_of(const struct offers *offers, const struct profile *profile)
{
    struct buffer line = {.arena = offers->arena};
    add_reading(&line, profile);
    add_prediction(&line, profile);
    return buffer_text(&line);
}

/* Where both tables list their classes; labels alone are no list. */
static bool same_classes(const struct profile *a, const struct profile *b)
{
    const struct predictor *left = &a->sampler.predictor, *right = &b->sampler.predictor;
    if (!left->classes || !right->classes)
        return true;
    if (left->classes != right->classes)
        return false;
    for (size_t k = 0; k < left->classes; k++)
        if (!text_equal(left->names[k], right->names[k]))
            return false;
    return true;
}

/* Of labels alone, whether any is in both. */
static bool share_labels(const struct profile *a, const struct profile *b)
{
    for (size_t i = 0; i < a->classes_count; i++)
        for (size_t k = 0; k < b->classes_count; k++)
            if (text_equal(a->classes[i].name, b->classes[k].name))
                return true;
    return false;
}

static const char *cannot_join(const struct offers *offers, const struct profile *first, const struct profile *other)
{
    if (!profile_predicts(first) || !profile_predicts(other) || !has_label(first) || !has_label(other))
        return "a join needs a prediction in each table";
    if (first->roles.by_class || other->roles.by_class || first->ids != first->counts.read ||
        other->ids != other->counts.read)
        return "a join needs tables whose rows are good and whose ids stand once";
    if (other->common == 0)
        return "the tables have no id in common";
    if (!same_classes(first, other) || !share_labels(first, other))
        return "the class lists do not agree";
    if (!text_equal(options_of(offers, first), options_of(offers, other)))
        return "the tables need different options: rename the columns of one";
    return NULL;
}

static void offer_join(struct offers *offers, const char *command, const struct profile *profiles, size_t count)
{
    struct buffer line = begin(offers, command);
    for (size_t i = 0; i < count; i++)
        shell_word(&line, text_of(profiles[i].path));
    buffer_add(&line, options_of(offers, &profiles[0]));
    offer(offers, &line);
}

/* Tables of one header and different ids are pieces of one. */
static bool are_shards(const struct profile *profiles, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (profiles[i].common || !text_equal(profiles[0].table.head, profiles[i].table.head))
            return false;
    for (size_t i = 0; i < count; i++)
        if (profiles[i].counts.rejected || !profile_predicts(&profiles[i]) || !has_label(&profiles[i]))
            return false;
    return true;
}

/* Whether all join with the first; what does not is told. */
static bool can_join(struct offers *offers, const struct profile *profiles, size_t count)
{
    bool all = true;
    for (size_t i = 1; i < count; i++) {
        const char *why = cannot_join(offers, &profiles[0], &profiles[i]);
        if (!why)
            continue;
        struct buffer reason = {.arena = offers->arena};
        buffer_format(&reason, "%s and %s: %s", profiles[0].path, profiles[i].path, why);
        words_add(&offers->reasons, offers->arena, buffer_text(&reason));
        all = false;
    }
    return all;
}

/* Its first column that is no role and that the other table has not, or the number of its columns. */
static size_t further_column(const struct profile *metadata, const struct profile *said)
{
    const struct words *header = &metadata->table.header;
    size_t i = 0;
    while (i < header->count && (metadata->roles.of[i] != ROLE_METADATA || metadata->table.twin[i] ||
                                 !header->items[i].size || table_has(&said->table, header->items[i])))
        i++;
    return i;
}

/* Whether one of two tables says what a model said, and the other what else is known of the same samples. */
static bool can_stand_beside(const struct profile *said, const struct profile *metadata)
{
    bool ids = roles_has(&said->roles, said->roles.id) && roles_has(&metadata->roles, metadata->roles.id);
    bool plain = !strpbrk(metadata->path, ":@*?["); /* else a path might be read in another way */
    return ids && plain && !why_nothing(said) && !why_not(said) && !profile_predicts(metadata) &&
           !metadata->counts.rejected && metadata->ids == metadata->counts.read &&
           (!metadata->delimiter || metadata->delimiter == said->delimiter) &&
           further_column(metadata, said) < metadata->table.header.count;
}

static void offer_beside(struct offers *offers, const struct profile *said, const struct profile *metadata)
{
    struct text mine = said->table.header.items[said->roles.id];
    struct text theirs = metadata->table.header.items[metadata->roles.id];
    struct buffer line = begin(offers, "confidence"), with = {.arena = offers->arena};
    buffer_add(&with, text_of(metadata->path));
    if (!text_equal(mine, theirs)) {
        buffer_byte(&with, ':');
        buffer_add(&with, mine);
        buffer_byte(&with, '=');
        buffer_add(&with, theirs);
    }
    shell_word(&line, text_of(said->path));
    add_reading(&line, said);
    add_prediction(&line, said);
    add_skip(&line, said);
    add_option(&line, "--with", buffer_text(&with));
    add_option(&line, "--keep", metadata->table.header.items[further_column(metadata, said)]);
    offer(offers, &line);
}

void offers_joins(struct offers *offers, const struct profile *profiles, size_t count)
{
    if (count == 2 && profiles[1].common && can_stand_beside(&profiles[0], &profiles[1])) {
        offer_beside(offers, &profiles[0], &profiles[1]);
    } else if (count == 2 && profiles[1].common && can_stand_beside(&profiles[1], &profiles[0])) {
        offer_beside(offers, &profiles[1], &profiles[0]);
    } else if (are_shards(profiles, count)) {
        offer_join(offers, "confidence", profiles, count);
    } else if (can_join(offers, profiles, count)) {
        offer_join(offers, "ensemble", profiles, count);
        if (count == 2)
            offer_join(offers, "teacher", profiles, count);
    }
}
