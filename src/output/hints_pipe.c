#include "output/hints_pipe.h"

#include "base/shell.h"

const char *hints_pipe(const struct profile *profile, const char *why, const char *tool)
{
    struct buffer line = {.arena = profile->arena};
    buffer_format(&line, "%s: %s", why, tool);
    shell_word(&line, text_of(profile->path));
    buffer_add(&line, text_of(" | dengine inspect -"));
    return buffer_string(&line);
}

const char *hints_miller(const struct profile *profile)
{
    switch (profile->table.layout.delimiter) {
    case ';':
        return "mlr --icsv --ifs ';' --ocsv";
    case '\t':
        return "mlr --itsv --ocsv";
    default:
        return "mlr --csv";
    }
}
