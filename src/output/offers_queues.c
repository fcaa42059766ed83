#include "output/offers_queues.h"

#include "base/shell.h"
#include "output/hints.h"
#include "output/offers_beside.h"

enum { BESIDE = 16 }; /* tables of a kind, at most */

/* What the tables are, in their order. */
struct kinds {
    const struct profile *queues[BESIDE], *answers, *said, *metadata;
    size_t queues_count;
    bool others; /* there are more of a kind than one line takes */
};

static void keep_only(const struct profile **kept, const struct profile *profile, bool *others)
{
    *others |= *kept != NULL;
    *kept = profile;
}

static struct kinds sort_out(const struct profile *profiles, size_t count)
{
    struct kinds kinds = {0};
    for (size_t i = 0; i < count; i++) {
        const struct profile *profile = &profiles[i];
        if (offer_is_queue(profile)) {
            kinds.others |= kinds.queues_count == BESIDE;
            kinds.queues[kinds.queues_count] = profile;
            kinds.queues_count += kinds.queues_count < BESIDE - 1;
        } else if (profile_predicts(profile) && !roles_has(&profile->roles, offers_answer(profile))) {
            keep_only(&kinds.said, profile, &kinds.others);
        } else if (roles_has(&profile->roles, offers_answer(profile))) {
            keep_only(&kinds.answers, profile, &kinds.others);
        } else {
            keep_only(&kinds.metadata, profile, &kinds.others);
        }
    }
    return kinds;
}

static void add_queues(struct buffer *line, const struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->queues_count; i++)
        shell_word(line, text_of(kinds->queues[i]->path));
}

static bool are_good(const struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->queues_count; i++)
        if (kinds->queues[i]->counts.rejected || kinds->queues[i]->counts.read == 0 || kinds->queues[i]->delimiter)
            return false;
    return true;
}

static bool are_labelled(const struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->queues_count; i++)
        if (!table_has(&kinds->queues[i]->table, text_of("label")))
            return false;
    return true;
}

/* A table that is good enough to be joined by an id that an option can name. */
static bool can_be_read(const struct profile *profile)
{
    return profile && !profile->counts.rejected && profile->told && !hint_nothing(profile) &&
           offers_has_plain_id(profile);
}

/* Whether commands take a table as it is. */
static bool needs_nothing(const struct offers *offers, const struct profile *profile)
{
    struct buffer line = {.arena = offers->arena};
    offer_reading(&line, profile);
    offer_prediction(&line, profile);
    offer_skip(&line, profile);
    return line.size == 0;
}

static void offer_answered(struct offers *offers, const struct kinds *kinds)
{
    static const char *const commands[] = {"report", "learn"};
    struct text answers = offers_file_columns(offers, kinds->answers, offers_answer(kinds->answers), "answer");
    for (size_t i = 0; i < (are_labelled(kinds) ? 2U : 1U); i++) {
        struct buffer line = offer_begin(offers, commands[i]);
        add_queues(&line, kinds);
        offer_option(&line, "--answers", answers);
        if (i == 0 && kinds->said && needs_nothing(offers, kinds->said))
            offer_option(&line, "--predictions", text_of(kinds->said->path));
        offer_add(offers, &line);
    }
}

/* The queue as tasks, or all queues as one batch, with columns of the metadata. */
static void offer_columns(struct offers *offers, const struct kinds *kinds)
{
    const struct profile *metadata = kinds->metadata;
    size_t column = offers_further_column(metadata, kinds->queues[0]);
    if (column == metadata->table.layout.columns || metadata->ids != metadata->counts.read ||
        (metadata->delimiter && metadata->delimiter != kinds->queues[0]->delimiter))
        return;
    struct buffer line = offer_begin(offers, kinds->queues_count > 1 ? "mix" : "export");
    add_queues(&line, kinds);
    if (kinds->queues_count == 1)
        offer_option(&line, "--to", text_of("sheet"));
    offer_option(&line, "--with", offers_with(offers, text_of("id"), metadata));
    offer_option(&line, "--keep", metadata->table.header.items[column]);
    offer_add(offers, &line);
}

static void refuse_unreadable(struct offers *offers, const struct profile *profile)
{
    struct buffer why = {.arena = offers->arena};
    if (!profile || can_be_read(profile))
        return;
    buffer_format(&why, "%s has bad rows, or ids that no option can name", profile->path);
    offer_refuse(offers, buffer_string(&why));
}

/* A queue that does not say what the model said, with that. */
static bool offer_filled(struct offers *offers, const struct kinds *kinds)
{
    if (kinds->queues_count > 1 || are_labelled(kinds) || !needs_nothing(offers, kinds->said))
        return false;
    struct buffer line = offer_begin(offers, "export");
    add_queues(&line, kinds);
    buffer_add(&line, text_of(" --to sheet"));
    offer_option(&line, "--predictions", text_of(kinds->said->path));
    offer_add(offers, &line);
    return true;
}

bool offers_queues(struct offers *offers, const struct profile *profiles, size_t count)
{
    struct kinds kinds = sort_out(profiles, count);
    if (kinds.queues_count == 0)
        return false;
    if (kinds.others || !are_good(&kinds)) {
        offer_refuse(offers, kinds.others ? "queues, and beside them several tables of a kind: inspect fewer together"
                                          : "a queue with a bad row, none, or another delimiter than its name tells: "
                                            "mix, export and report read others");
        return true;
    }
    for (size_t i = 1; i < count; i++)
        if (!profiles[i].common && !offer_is_queue(&profiles[i])) {
            offer_refuse(offers, "the tables have no id in common");
            return true;
        }
    if (can_be_read(kinds.answers))
        offer_answered(offers, &kinds);
    if (can_be_read(kinds.metadata))
        offer_columns(offers, &kinds);
    else if (kinds.queues_count > 1) {
        struct buffer line = offer_begin(offers, "mix");
        add_queues(&line, &kinds);
        offer_add(offers, &line);
    }
    refuse_unreadable(offers, kinds.answers);
    refuse_unreadable(offers, kinds.metadata);
    if (kinds.said && !kinds.answers && !offer_filled(offers, &kinds))
        offer_refuse(offers,
                     "a queue and the predictions it may come from: beside answers report --predictions takes them");
    return true;
}
