/*
 * offers_joins.c - the commands for several tables: equals that join, shards of one, and a table beside what is known
 * of its samples.
 */
#include <string.h>

#include "base/shell.h"
#include "output/hints.h"
#include "output/offers.h"
#include "output/offers_alike.h"

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

static const char *cannot_join(const struct offers *offers, const struct profile *first, const struct profile *other)
{
    if (!profile_predicts(first) || !profile_predicts(other) || !hints_has_label(first) || !hints_has_label(other))
        return "a join needs a prediction in each table";
    if (first->roles.ids.size || other->roles.ids.size)
        return "a join needs a column that names the samples in each table";
    if (first->counts.rejected || other->counts.rejected || first->roles.by_class || other->roles.by_class ||
        first->ids != first->counts.read || other->ids != other->counts.read)
        return "a join needs tables whose rows are good and whose ids stand once";
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
        buffer_format(&reason, "%s and %s: %s", profiles[0].path, profiles[i].path, why);
        words_add(&offers->reasons, offers->arena, buffer_text(&reason));
        all = false;
    }
    return all;
}

/* Whether an option can name the column that names a table's samples, beside a file: FILE:COL, COL=THEIRS. */
static bool has_plain_id(const struct profile *profile)
{
    if (!roles_has(&profile->roles, profile->roles.id) || profile->roles.ids.size)
        return false;
    struct text name = profile->table.header.items[profile->roles.id];
    bool plain = name.size > 0;
    for (size_t i = 0; i < name.size; i++)
        plain &= !strchr(",=:@", name.data[i]);
    return plain && !strpbrk(profile->path, ":@*?["); /* else a path might be read in another way */
}

/* Whether a list of names can hold this one. */
static bool can_be_listed(struct text name)
{
    bool plain = name.size > 0;
    for (size_t i = 0; i < name.size; i++)
        plain &= !strchr(",*?[\\", name.data[i]);
    return plain;
}

/* Its first column that is no role and that the other table has not, or the number of its columns. */
static size_t further_column(const struct profile *metadata, const struct profile *said)
{
    const struct words *header = &metadata->table.header;
    size_t i = 0;
    while (i < metadata->table.layout.columns &&
           (metadata->roles.of[i] != ROLE_METADATA || roles_twice(&metadata->roles, i) ||
            !can_be_listed(header->items[i]) || table_has(&said->table, header->items[i])))
        i++;
    return i;
}

/* Whether one of two tables says what a model said, and the other what else is known of the same samples. */
static bool can_stand_beside(const struct profile *said, const struct profile *metadata)
{
    return has_plain_id(said) && has_plain_id(metadata) && !hint_nothing(said) && !hint_no_doubt(said) &&
           !profile_predicts(metadata) && !metadata->counts.rejected && metadata->ids == metadata->counts.read &&
           (!metadata->delimiter || metadata->delimiter == said->delimiter) &&
           further_column(metadata, said) < metadata->table.layout.columns;
}

static void offer_beside(struct offers *offers, const struct profile *said, const struct profile *metadata)
{
    struct text mine = said->table.header.items[said->roles.id];
    struct text theirs = metadata->table.header.items[metadata->roles.id];
    struct buffer line = offer_begin(offers, "confidence"), with = {.arena = offers->arena};
    buffer_add(&with, text_of(metadata->path));
    if (!text_equal(mine, theirs)) {
        buffer_byte(&with, ':');
        buffer_add(&with, mine);
        buffer_byte(&with, '=');
        buffer_add(&with, theirs);
    }
    shell_word(&line, text_of(said->path));
    offer_reading(&line, said);
    offer_prediction(&line, said);
    offer_skip(&line, said);
    offer_option(&line, "--with", buffer_text(&with));
    offer_option(&line, "--keep", metadata->table.header.items[further_column(metadata, said)]);
    offer_add(offers, &line);
}

/* ---- a table and what is known of its samples ---- */

/* Whether the ids of the second are some of those of the first, each once. */
static bool holds_some_of(const struct profile *first, const struct profile *second)
{
    return second->common && second->common == second->told && second->ids == second->counts.read &&
           !second->counts.rejected && has_plain_id(second) && !first->roles.ids.size &&
           roles_has(&first->roles, first->roles.id);
}

/* FILE, or FILE:ID,LABEL where these are called otherwise. */
static struct text file_columns(const struct offers *offers, const struct profile *profile, size_t label,
                                const char *usual)
{
    struct buffer file = {.arena = offers->arena};
    const struct words *header = &profile->table.header;
    struct text id = header->items[profile->roles.id],
                named = label < header->count ? header->items[label] : text_of(usual);
    buffer_add(&file, text_of(profile->path));
    if (!text_equal(id, text_of("id")) || !text_equal(named, text_of(usual))) {
        buffer_byte(&file, ':');
        buffer_add(&file, id);
    }
    if (!text_equal(named, text_of(usual))) {
        buffer_byte(&file, ',');
        buffer_add(&file, named);
    }
    return buffer_text(&file);
}

/* What people said of the samples: an answer by its name, or a label without more. */
static size_t find_answer(const struct profile *profile)
{
    static const char *const names[] = {"answer", "corrected_label", NULL};
    const struct words *header = &profile->table.header;
    size_t column = roles_named(&profile->roles, names);
    for (size_t i = 0; i < header->count && column == header->count; i++)
        if (profile->roles.of[i] == ROLE_METADATA && !roles_twice(&profile->roles, i) &&
            usual_is_truth(header->items[i]) && profile->roles.looks[i].whole == profile->roles.looks[i].numbers)
            column = i;
    return roles_has(&profile->roles, column) ? column
           : profile_predicts(profile)        ? header->count
                                              : profile->roles.label;
}

static bool offer_report(struct offers *offers, const struct profile *queue, const struct profile *said)
{
    size_t answer = find_answer(said);
    if (!offer_is_queue(queue) || offer_is_queue(said) || !said->common || said->counts.rejected ||
        !has_plain_id(said) || !roles_has(&said->roles, answer))
        return false;
    struct buffer line = offer_begin(offers, "report");
    shell_word(&line, text_of(queue->path));
    offer_option(&line, "--answers", file_columns(offers, said, answer, "answer"));
    offer_add(offers, &line);
    return true;
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
    offer_option(&line, "--like", file_columns(offers, seeds, seeds->table.header.count, ""));
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
    return offer_report(offers, a, b) || offer_similar(offers, a, b) || offer_augment(offers, a, b);
}

/* Two tables that name the same samples otherwise; the pipe is told. */
static bool differ_in_ids(struct offers *offers, const struct profile *profiles, size_t count)
{
    const char *why = count == 2 && profiles[1].common == 0 ? offers_alike(&profiles[0], &profiles[1]) : NULL;
    if (why)
        offer_refuse(offers, why);
    return why != NULL;
}

void offers_joins(struct offers *offers, const struct profile *profiles, size_t count)
{
    if (differ_in_ids(offers, profiles, count))
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
