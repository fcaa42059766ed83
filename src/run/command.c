#include "run/command.h"

#include <string.h>

#include "read/paths.h"

bool command_operands(const struct command *command, const struct options *options, struct error *error)
{
    static const char *const numbers[] = {"no", "one", "two", "three"};
    size_t count = options->files_count, least = command->operands_least ? command->operands_least : 1,
           most = command->operands_most;
    if (count == 0)
        return error_set(error, STATUS_USAGE, "%s: no FILE given", command->name);
    if (count < least)
        return error_set(error, STATUS_USAGE, "%s: expected %s%s files: %s", command->name,
                         least == most ? "" : "at least ", numbers[least], command->operands);
    if (most && count > most)
        return error_set(error, STATUS_USAGE, "%s: expected %s%s file%s: %s; there is another: '%s'%s", command->name,
                         least == most ? "" : "at most ", numbers[most], most == 1 ? "" : "s", command->operands,
                         options->files[most],
                         most == 2 ? "; put the shards of a table together: awk 'NR == 1 || FNR > 1' FILE..." : "");
    return true;
}

bool command_folders(const struct command *command, struct options *options, struct arena *arena, struct error *error)
{
    struct words files = {0};
    if (!(command->groups & GROUP(COMMON)))
        return true;
    for (size_t i = 0; i < options->files_count; i++)
        if (strcmp(options->files[i], "-") == 0)
            words_add(&files, arena, text_of("-"));
        else if (!path_files(&files, arena, options->files[i], error))
            return false;
    const char **paths = arena_array(arena, files.count, sizeof *paths);
    for (size_t i = 0; i < files.count; i++)
        paths[i] = files.items[i].data;
    options->files = paths;
    options->files_count = files.count;
    return true;
}
