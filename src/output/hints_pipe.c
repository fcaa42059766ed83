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

const char *hints_reshape(const struct profile *profile, const char *why, const char *verb, struct text change)
{
    struct buffer tool = {.arena = profile->arena};
    buffer_format(&tool, "%s %s", hints_miller(profile), verb);
    shell_word(&tool, change);
    return hints_pipe(profile, why, buffer_string(&tool));
}
