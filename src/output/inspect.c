#include "output/inspect.h"

const char *inspect_encoding(const struct profile *profile)
{
    return profile->beyond_ascii ? "UTF-8" : "ASCII";
}

uint64_t inspect_rows(const struct profile *profile)
{
    return profile->counts.read + profile->roles.headless;
}

static bool is_family(const struct profile *profile, size_t column)
{
    enum role family = profile->roles.family_role;
    return family != ROLE_METADATA && profile->roles.of[column] == family && profile->roles.family_count > 1;
}

struct inspect_column inspect_column(const struct profile *profile, size_t from)
{
    struct inspect_column column = {
        .name = profile->table.header.items[from], .role = profile->roles.of[from], .column = from, .count = 1};
    if (is_family(profile, from)) {
        column.name = profile->roles.family;
        column.count = profile->roles.family_count;
    }
    return column;
}

bool inspect_told(const struct profile *profile, size_t column)
{
    for (size_t i = 0; is_family(profile, column) && i < column; i++)
        if (is_family(profile, i))
            return true;
    return false;
}
