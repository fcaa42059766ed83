#include "output/offer_line.h"

#include <string.h>

#include "base/shell.h"
#include "input/columns.h"

struct buffer offer_begin(const struct offers *offers, const char *command)
{
    struct buffer line = {.arena = offers->arena};
    buffer_format(&line, "dengine %s", command);
    return line;
}

void offer_option(struct buffer *line, const char *option, struct text value)
{
    buffer_format(line, " %s", option);
    shell_word(line, value);
}

void offer_column(struct buffer *line, const struct profile *profile, const char *option, size_t column,
                  const char *usual)
{
    if (!roles_has(&profile->roles, column))
        return;
    struct text name = profile->table.header.items[column];
    if (!text_equal(name, text_of(usual)))
        offer_option(line, option, name);
}

void offer_reading(struct buffer *line, const struct profile *profile)
{
    if (profile->written.size)
        offer_option(line, "--header", profile->written);
    if (profile->delimiter)
        offer_option(line, "--delimiter",
                     profile->delimiter == '\t' ? text_of("tab") : (struct text){&profile->delimiter, 1});
    if (profile->roles.ids.size)
        offer_option(line, "--id", profile->roles.ids);
    else
        offer_column(line, profile, "--id", profile->roles.id, "id");
}

bool offer_has_usual(const struct profile *profile, const char *pattern)
{
    struct text wild;
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        if (columns_wild(text_of(pattern), profile->table.header.items[i], &wild))
            return true;
    return false;
}

void offer_prediction(struct buffer *line, const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    bool probs = offer_has_usual(profile, "prob_*"), logits = offer_has_usual(profile, "logit_*");
    offer_column(line, profile, "--label", roles->label, "label");
    offer_column(line, profile, "--confidence", roles->confidence, probs || logits ? "" : "confidence");
    if (roles->positive.size)
        offer_option(line, "--positive", roles->positive);
    if (roles->family_role == ROLE_PROBABILITY && !text_equal(roles->family, text_of("prob_*")))
        offer_option(line, "--probs", roles->family);
    if (roles->family_role == ROLE_LOGIT && (probs || !text_equal(roles->family, text_of("logit_*"))))
        offer_option(line, "--logits", roles->family);
    if (roles->apart)
        buffer_add(line, text_of(" --multilabel"));
    if (roles->tolerance > 0.001)
        buffer_format(line, " --tolerance %g", roles->tolerance);
}

void offer_skip(struct buffer *line, const struct profile *profile)
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

void offer_add(struct offers *offers, struct buffer *line)
{
    if (is_shown(buffer_text(line)))
        words_add(&offers->commands, offers->arena, buffer_text(line));
    else
        words_add(&offers->reasons, offers->arena, text_of("a name with control characters: no command can be shown"));
}

void offer_refuse(struct offers *offers, const char *reason)
{
    words_add(&offers->reasons, offers->arena, text_of(reason));
}

/* ---- kinds of tables ---- */

bool offer_is_view(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    return roles_has(roles, roles->member) && usual_is_view(profile->table.header.items[roles->member]);
}

bool offer_is_queue(const struct profile *profile)
{
    static const char *const names[] = {"rank", "id", "score", "method", "inclusion_prob", "reason"};
    const struct words *header = &profile->table.header;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (i >= header->count || !text_equal(header->items[i], text_of(names[i])))
            return false;
    return true;
}
