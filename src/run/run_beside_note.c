/*
 * run_beside_note.c - what is said of the tables beside that of a run.
 */
#include "input/beside.h"
#include "run/run.h"

/* Times without a zone are read as UTC: those of others may have one. */
static void note_zones(const struct run *run, const struct beside_file *file)
{
    unsigned local = 1u << MOMENT_LOCAL, zoned = 1u << MOMENT_ZONED;
    const char *name = table_name(&run->table);
    if (file->kinds == local && file->own_kinds == zoned)
        run_note(run, "the times of %s have no zone and are read as UTC, those of %s have one", name, file->name);
    if (file->kinds == zoned && file->own_kinds == local)
        run_note(run, "the times of %s have no zone and are read as UTC, those of %s have one", file->name, name);
}

static void note_missed(const struct run *run, const struct beside_file *file, uint64_t rows)
{
    if (file->missed == rows)
        run_warn(run, "no row has a partner in %s (--with): %s", file->name,
                 file->timed ? "are the times and keys those of one clock and place?"
                             : "is it the right column (FILE:COL=THEIRS)?");
    else
        run_note(run, "%llu of %llu rows %s no partner in %s%s%s: its columns are empty there",
                 (unsigned long long)file->missed, (unsigned long long)rows, file->missed == 1 ? "has" : "have",
                 file->name, file->within_given ? " within " : "", file->within_given ? run->options->within : "");
}

void run_beside_note(const struct run *run)
{
    const struct beside *beside = run->table.beside;
    for (size_t i = 0; beside && i < beside->count; i++) {
        const struct beside_file *file = &beside->files[i];
        if (!file->loaded && !run->options->shared_with)
            run_warn(run, "no option names a column of %s (--with)", file->name);
        else if (file->missed)
            note_missed(run, file, beside->rows);
        note_zones(run, file);
    }
}
