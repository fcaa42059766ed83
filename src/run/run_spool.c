/*
 * run_spool.c - a pipe that is read twice, from a copy.
 */
#include "read/spool.h"
#include "run/run.h"

bool run_spool(const struct options *options, struct error *error)
{
    for (size_t i = 0; i < options->files_count; i++) {
        bool again;
        const char *path = options->files[i];
        if (!spool_path(path, &again, error))
            return false;
        if (!again)
            return error_set(error, STATUS_INPUT,
                             "%s: the input is read twice: pass a file, or a pipe as standard input", path);
    }
    return true;
}
