#include "input/profile.h"

#include <string.h>

#include "input/shape.h"
#include "read/paths.h"

/* No glob may take what has a role of its own. */
static void name_roles(struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    const size_t columns[] = {roles->id, roles->label, roles->confidence};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (roles_has(roles, columns[i]))
            words_add(&profile->table.named, profile->arena, profile->table.header.items[columns[i]]);
}

static bool open_table(struct profile *profile, const struct profile_spec *spec, struct error *error)
{
    bool opened = spec->header.size
                      ? table_open_headless(&profile->table, profile->arena, profile->source, profile->delimiter,
                                            spec->header, error)
                      : table_open(&profile->table, profile->arena, profile->source, profile->delimiter, error);
    if (!opened)
        return false;
    for (size_t i = 0; i < spec->named.count; i++)
        words_add(&profile->table.named, profile->arena, spec->named.items[i]);
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        profile->table.wanted[i] = true;
    return true;
}

/* Opens it with this between cells, 0 the usual, and looks at the first rows. */
static bool try(struct profile *profile, const struct profile_spec *spec, char delimiter, struct error *error)
{
    profile->delimiter = delimiter;
    if (!open_table(profile, spec, error))
        return false;
    table_ready(&profile->table);
    return roles_read(&profile->roles, &profile->table, error) && source_again(&profile->source, profile->arena, error);
}

/* Where a line has nothing else between its cells, blanks may be there: when they cut all rows alike. */
static bool may_be_blanks(const struct profile *profile)
{
    struct text head = text_line(source_head(profile->source));
    const char *blank = head.size ? memchr(head.data, ' ', head.size) : NULL;
    return blank && !memchr(head.data, ',', head.size) && source_kind(profile->source) != SOURCE_MATRIX;
}

/* A folder is a table in shards. A queue in JSON lines is read back by every command that reads queues; others are no
 * tables. */
static bool open_source(struct profile *profile, struct error *error)
{
    struct words files = {0};
    bool pipe = strcmp(profile->path, "-") == 0;
    if (!pipe && !path_files(&files, profile->arena, profile->path, error))
        return false;
    const char **paths = arena_array(profile->arena, files.count + 1, sizeof *paths);
    for (size_t i = 0; i < files.count; i++)
        paths[i] = files.items[i].data;
    profile->files = pipe ? 1 : files.count;
    if (!source_open(&profile->source, profile->arena, pipe ? &profile->path : paths, profile->files, 0, error))
        return false;
    return !text_starts(source_head(profile->source), text_of("{\"rank\":")) ||
           source_again_written(&profile->source, profile->arena, error);
}

bool profile_open_first(struct profile *profile, const struct profile_spec *spec, struct error *error)
{
    if (!open_source(profile, error))
        return false;
    char delimiter = spec->delimiter ? spec->delimiter : roles_delimiter(profile->source);
    profile->written = spec->header;
    if (delimiter == 0 && may_be_blanks(profile)) {
        const struct roles *roles = &profile->roles;
        if (try(profile, spec, ' ', error) && roles->rows + roles->longer > 1 && !roles->odd &&
            (roles->rows == 0 || roles->longer == 0))
            return true;
        error->status = STATUS_OK;
        if (!source_again(&profile->source, profile->arena, error))
            return false;
    }
    return try(profile, spec, delimiter, error);
}

bool profile_open_again(struct profile *profile, const struct profile_spec *spec, struct error *error)
{
    struct roles *roles = &profile->roles;
    size_t *id = &profile->sampler.id;
    if (spec->ids_of.size)
        roles->ids = spec->ids_of;
    if (!open_table(profile, spec, error))
        return false;
    name_roles(profile);
    *id = roles_has(roles, roles->id) ? roles->id : 0;
    if (roles->ids.size && !shape_open(&profile->table, &(struct shape_spec){.id = roles->ids}, id, error))
        return false;
    table_ready(&profile->table);
    return true;
}
