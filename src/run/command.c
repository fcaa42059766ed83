#include "run/command.h"

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
        return error_set(error, STATUS_USAGE, "%s: expected %s%s file%s: %s; there is another: '%s'", command->name,
                         least == most ? "" : "at most ", numbers[most], most == 1 ? "" : "s", command->operands,
                         options->files[most]);
    return true;
}
