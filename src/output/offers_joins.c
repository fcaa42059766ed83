/*
 * offers_joins.c - the commands for several tables: equals that join, shards of one, and a table beside what is known
 * of its samples.
 */
#include <string.h>

#include "base/shell.h"
#include "output/hints.h"
#include "output/offers.h"
#include "output/offers_alike.h"
#include "output/offers_beside.h"
#include "output/offers_queues.h"

/* What a command line would say of a table but for its name: joins say it once for all. */
static struct text options_of(const struct offers *offers, const struct profile *profile)
{
    struct buffer line = {.arena = offers->arena};
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
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

/* Whether sed can put the name into a header, behind s/.*./ */
static bool is_plain(struct text name)
{
    bool plain = name.size > 0;
    for (size_t i = 0; i < name.size; i++)
        plain &= !strchr("/&\\\",;\t'", name.data[i]);
    return plain;
}

/* The column of the first table that has the role of this one, or the column itself. */
static struct text other_name(const struct profile *first, const struct profile *other, size_t column)
{
    const struct roles *mine = &first->roles, *theirs = &other->roles;
    size_t found = column == theirs->id           ? mine->id
                   : column == theirs->label      ? mine->label
                   : column == theirs->confidence ? mine->confidence
                                                  : first->table.header.count;
    return roles_has(mine, found) ? first->table.header.items[found] : other->table.header.items[column];
}

/* Joins call the columns of all tables the same: the line that renames those of the other, where that is all. */
static const char *rename_columns(const struct offers *offers, const struct profile *first, const struct profile *other)
{
    static const char why[] = "the tables need different options: rename the columns of one";
    struct buffer out = {.arena = offers->arena}, header = {.arena = offers->arena};
    struct words names = {0};
    char between[2] = {other->table.layout.delimiter, '\0'};
    if (first->roles.family_role != ROLE_METADATA || other->roles.family_role != ROLE_METADATA ||
        first->roles.positive.size || other->roles.positive.size || first->delimiter != other->delimiter ||
        first->written.size || other->written.size || strcmp(first->path, "-") == 0 || strcmp(other->path, "-") == 0)
        return why;
    for (size_t i = 0; i < other->table.layout.columns; i++) {
        struct text name = other_name(first, other, i);
        if (!is_plain(name) || words_find(&names, name) < names.count)
            return why;
        words_add(&names, offers->arena, name);
        buffer_add(&header, text_of(i ? between : ""));
        buffer_add(&header, name);
    }
    buffer_format(&out, "%s: sed '1s/.*/%s/'", why, buffer_string(&header));
    shell_word(&out, text_of(other->path));
    buffer_add(&out, text_of(" | dengine teacher"));
    shell_word(&out, text_of(first->path));
    buffer_add(&out, text_of(" -"));
    buffer_add(&out, options_of(offers, first));
    return buffer_string(&out);
}

/* Labels and nothing else: a vote. */
static bool has_labels(const struct profile *profile)
{
    return profile->sampler.predictor.kind == PREDICTOR_LABEL;
}

/* What one of two tables lacks, or NULL; `votes`: labels alone will do. */
static const char *why_not(const struct profile *profile, bool votes)
{
    const struct roles *roles = &profile->roles;
    if (hint_nothing(profile))
        return roles->headless ? "has no header" : "has no good row";
    if (roles->by_class)
        return "has a row for each class: a join reads one for each sample";
    if (!profile_predicts(profile) && !(votes && has_labels(profile)))
        return has_labels(profile) ? "has labels without a confidence: those that people gave? teacher --given FILE"
                                   : "has no prediction";
    if (!hints_has_label(profile))
        return "says no class in any row";
    if (roles->ids.size)
        return "has no column that names the samples";
    if (profile->counts.rejected)
        return "has bad rows";
    return profile->ids != profile->counts.read ? "has ids that stand twice" : NULL;
}

/* With the name of the table. */
static const char *why_one(const struct offers *offers, const struct profile *profile, bool votes)
{
    struct buffer why = {.arena = offers->arena};
    const char *what = why_not(profile, votes);
    buffer_format(&why, "%s %s", profile->path, what ? what : "");
    return what ? buffer_string(&why) : NULL;
}

static const char *cannot_join(const struct offers *offers, const struct profile *first, const struct profile *other)
{
    bool votes = has_labels(first) && has_labels(other);
    const char *why = why_one(offers, first, votes);
    if (!why)
        why = why_one(offers, other, votes);
    if (why)
        return why;
    if (other->common == 0)
        return "the tables have no id in common";
    if (!same_classes(first, other) || !share_labels(first, other))
        return "the class lists do not agree";
    if (!text_equal(options_of(offers, first), options_of(offers, other)))
        return rename_columns(offers, first, other);
    return NULL;
}

bool offers_joinable(const struct offers *offers, const struct profile *first, const struct profile *other)
{
    return !cannot_join(offers, first, other);
}

static void offer_join(struct offers *offers, const char *command, const struct profile *profiles, size_t count)
{
    struct buffer line = offer_begin(offers, command);
    for (size_t i = 0; i < count; i++)
        shell_word(&line, text_of(profiles[i].path));
    buffer_add(&line, options_of(offers, &profiles[0]));
    offer_add(offers, &line);
}

/* Tables of one header and different ids are pieces of one. */
static bool are_shards(const struct profile *profiles, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (profiles[i].common || !text_equal(profiles[0].table.head, profiles[i].table.head))
            return false;
    for (size_t i = 0; i < count; i++)
        if (profiles[i].counts.rejected || !profile_predicts(&profiles[i]) || !hints_has_label(&profiles[i]))
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
        buffer_format(&reason, "%s and %s: %s", profile_name(&profiles[0]), profile_name(&profiles[i]), why);
        words_add(&offers->reasons, offers->arena, buffer_text(&reason));
        all = false;
    }
    return all;
}

/* Whether one of two tables says what a model said, and the other what else is known of the same samples. */
static bool can_stand_beside(const struct profile *said, const struct profile *metadata)
{
    return offers_has_plain_id(said) && offers_has_plain_id(metadata) && !hint_nothing(said) && !hint_no_doubt(said) &&
           !profile_predicts(metadata) && !metadata->counts.rejected && metadata->ids == metadata->counts.read &&
           (!metadata->delimiter || metadata->delimiter == said->delimiter) &&
           offers_further_column(metadata, said) < metadata->table.layout.columns;
}

static void offer_beside(struct offers *offers, const struct profile *said, const struct profile *metadata)
{
    struct buffer line = offer_begin(offers, "confidence");
    shell_word(&line, text_of(said->path));
    offer_reading(&line, said);
    offer_prediction(&line, said);
    offer_skip(&line, said);
    offer_option(&line, "--with", offers_with(offers, said->table.header.items[said->roles.id], metadata));
    offer_option(&line, "--keep", metadata->table.header.items[offers_further_column(metadata, said)]);
    offer_add(offers, &line);
}

/* ---- a table and what is known of its samples ---- */

/* Whether the ids of the second are some of those of the first, each once. */
static bool holds_some_of(const struct profile *first, const struct profile *second)
{
    return second->common && second->common == second->told && second->ids == second->counts.read &&
           !second->counts.rejected && offers_has_plain_id(second) && !first->roles.ids.size &&
           roles_has(&first->roles, first->roles.id);
}

/* Seeds: a list of ids beside vectors. */
static bool offer_similar(struct offers *offers, const struct profile *vectors, const struct profile *seeds)
{
    const struct roles *roles = &vectors->roles;
    if (roles->family_role != ROLE_EMBEDDING || vectors->vectors < vectors->counts.read || vectors->norm[0] <= 0 ||
        vectors->ids < vectors->counts.read || vectors->counts.rejected || !holds_some_of(vectors, seeds) ||
        seeds->told >= vectors->told || profile_predicts(seeds))
        return false;
    struct buffer line = offer_begin(offers, "similar");
    shell_word(&line, text_of(vectors->path));
    offer_reading(&line, vectors);
    if (!text_equal(roles->family, text_of("e*")))
        offer_option(&line, "--embedding", roles->family);
    offer_option(&line, "--like", offers_file_columns(offers, seeds, seeds->table.header.count, ""));
    offer_add(offers, &line);
    return true;
}

/* The answers to altered copies beside those to the samples. */
static bool offer_augment(struct offers *offers, const struct profile *original, const struct profile *views)
{
    if (!offer_is_view(views) || views->pairs != views->counts.read || !views->common || original->counts.rejected ||
        original->ids != original->counts.read || original->roles.ids.size || !hints_has_label(original) ||
        !hints_has_label(views) || !same_classes(original, views) ||
        !text_equal(options_of(offers, original), options_of(offers, views)))
        return false;
    struct buffer line = offer_begin(offers, "augment");
    shell_word(&line, text_of(original->path));
    shell_word(&line, text_of(views->path));
    offer_column(&line, views, "--view", views->roles.member, "augmentation");
    buffer_add(&line, options_of(offers, original));
    offer_add(offers, &line);
    return true;
}

/* Two tables that are no equals: what is known of the samples of one, in either order. */
static bool offer_unequal(struct offers *offers, const struct profile *a, const struct profile *b)
{
    return offer_similar(offers, a, b) || offer_augment(offers, a, b);
}

/* Two tables that name the same samples otherwise; the pipe is told. */
static bool differ_in_ids(struct offers *offers, const struct profile *profiles, size_t count)
{
    const char *why = count == 2 && profiles[1].common == 0 ? offers_alike(&profiles[0], &profiles[1]) : NULL;
    if (why)
        offer_refuse(offers, why);
    return why != NULL;
}

static bool are_pipes(const struct profile *profiles, size_t count)
{
    size_t pipes = 0;
    for (size_t i = 0; i < count; i++)
        pipes += strcmp(profiles[i].path, "-") == 0;
    return pipes > 1;
}

void offers_joins(struct offers *offers, const struct profile *profiles, size_t count)
{
    if (are_pipes(profiles, count)) {
        offer_refuse(offers, "a command reads one pipe as `-`: save the others in files");
        return;
    }
    if (differ_in_ids(offers, profiles, count) || offers_queues(offers, profiles, count))
        return;
    if (count == 2 && offer_unequal(offers, &profiles[0], &profiles[1]))
        return;
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
