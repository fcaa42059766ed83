#include "output/offers_beside.h"

#include <string.h>

bool offers_has_plain_id(const struct profile *profile)
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

size_t offers_further_column(const struct profile *metadata, const struct profile *said)
{
    const struct words *header = &metadata->table.header;
    size_t i = 0;
    while (i < metadata->table.layout.columns &&
           (metadata->roles.of[i] != ROLE_METADATA || roles_twice(&metadata->roles, i) ||
            !can_be_listed(header->items[i]) || table_has(&said->table, header->items[i])))
        i++;
    return i;
}

struct text offers_with(const struct offers *offers, struct text mine, const struct profile *metadata)
{
    struct text theirs = metadata->table.header.items[metadata->roles.id];
    struct buffer with = {.arena = offers->arena};
    buffer_add(&with, text_of(metadata->path));
    if (!text_equal(mine, theirs)) {
        buffer_byte(&with, ':');
        buffer_add(&with, mine);
        buffer_byte(&with, '=');
        buffer_add(&with, theirs);
    }
    return buffer_text(&with);
}

struct text offers_file_columns(const struct offers *offers, const struct profile *profile, size_t label,
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

size_t offers_answer(const struct profile *profile)
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
