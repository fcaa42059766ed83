#include "run/outputs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input/file_columns.h"
#include "join/beside_open.h"
#include "join/exclude.h"
#include "output/file.h"
#include "read/paths.h"

/* ---- what a command line reads ---- */

static bool add_input(struct words *inputs, struct arena *arena, const char *path, struct error *error)
{
    const char *first = strchr(path, '='), *last = strrchr(path, '=');
    bool whole, behind;
    if (first) {
        if (!path_exists(path, &whole, error) || !path_exists(first + 1, &behind, error))
            return false;
        if (!whole)
            path = behind ? first + 1 : text_copy(arena, (struct text){path, (size_t)(last - path)}).data;
    }
    path = file_columns(arena, path).path;
    if (words_find(inputs, text_of(path)) == inputs->count)
        words_add(inputs, arena, text_of(path));
    return true;
}

/* Whether an option names a file that is written; what is learnt is, from answers. */
static bool names_output(const struct option_row *row, const struct options *options)
{
    bool model = row->offset == offsetof(struct options, model) && strcmp(row->argument, "FILE") == 0;
    return row->kind == OPTION_OUTPUT || (model && options->answers.count > 0);
}

/* Whether an option names files that are read, and must be there. */
static bool names_inputs(const struct option_row *row, const struct options *options)
{
    bool named = row->argument && (strcmp(row->argument, "FILE") == 0 || strcmp(row->argument, "EMBEDDINGS") == 0);
    return named && !names_output(row, options) && row->offset != offsetof(struct options, exclude) &&
           row->offset != offsetof(struct options, with);
}

bool options_inputs(struct words *inputs, struct arena *arena, const struct options *options, struct error *error)
{
    struct words paths = {0};
    for (size_t i = 0; i < options->files_count; i++)
        words_add(&paths, arena, text_of(options->files[i]));
    for (const struct option_row *row = option_rows; row->name; row++) {
        const void *variable = (const char *)options + row->offset;
        const struct words *list = variable;
        if (!names_inputs(row, options))
            continue;
        for (size_t i = 0; row->kind == OPTION_LIST && i < list->count; i++)
            if (!path_expand(&paths, arena, list->items[i].data, error))
                return false;
        if (row->kind == OPTION_TEXT && *(const char *const *)variable)
            words_add(&paths, arena, text_of(*(const char *const *)variable));
    }
    for (size_t i = 0; i < options->with.count; i++)
        if (!beside_paths(inputs, arena, text_copy(arena, options->with.items[i]).data, error))
            return false;
    for (size_t i = 0; i < paths.count; i++)
        if (!add_input(inputs, arena, paths.items[i].data, error))
            return false;
    return true;
}

/* ---- which file a path is ---- */

struct outputs_file {
    const char *role, *path;
    bool written;
    bool known;    /* it is a regular file, or none yet */
    bool standard; /* it is written where others may write, too: standard output, a device */
    dev_t device;  /* of the file, or of the folder in which it would be made */
    ino_t inode;
    struct text name; /* in that folder; empty when the file is there */
};

/* Without what changes nothing in a path: `./` and doubled slashes. */
static struct text plain_path(struct arena *arena, struct text path)
{
    struct words names = {0};
    struct buffer plain = {.arena = arena};
    words_split(&names, arena, path, '/');
    for (size_t i = 0; i < names.count; i++)
        if (names.items[i].size && !text_equal(names.items[i], text_of("."))) {
            buffer_byte(&plain, '/');
            buffer_add(&plain, names.items[i]);
        }
    return buffer_text(&plain);
}

/* The deepest folder of the path that is there, and what would be made in it. */
static void place_of(struct outputs_file *file, struct arena *arena, const char *path)
{
    struct stat status;
    size_t size = strlen(path);
    do {
        while (size && path[size - 1] != '/')
            size--;
        const char *folder = size ? text_copy(arena, (struct text){path, size}).data : ".";
        if (stat(folder, &status) == 0) {
            file->known = true;
            file->device = status.st_dev;
            file->inode = status.st_ino;
            file->name = plain_path(arena, text_of(path + size));
            return;
        }
        while (size && path[size - 1] == '/')
            size--;
    } while (size);
}

static bool identify(struct outputs_file *file, struct arena *arena, struct error *error)
{
    struct stat status;
    bool dash = strcmp(file->path, "-") == 0;
    int descriptor = file->written ? STDOUT_FILENO : STDIN_FILENO;
    file->standard = dash || text_starts(text_of(file->path), text_of("/dev/"));
    if ((dash ? fstat(descriptor, &status) : stat(file->path, &status)) == 0) {
        file->known = S_ISREG(status.st_mode);
        file->device = status.st_dev;
        file->inode = status.st_ino;
        return true;
    }
    if (dash)
        return true; /* closed: reading or writing will say so */
    if (errno != ENOENT && errno != ENOTDIR)
        return error_set(error, error_status(errno, file->written ? STATUS_CREATE : STATUS_INPUT),
                         "%s: cannot look at it: %s", file->path, strerror(errno));
    const char *target = output_target(arena, file->path);
    if (target)
        place_of(file, arena, target);
    return true;
}

static bool add(struct outputs *outputs, const struct outputs_file *file, struct error *error)
{
    outputs->files =
        arena_reserve(outputs->arena, outputs->files, &outputs->capacity, outputs->count + 1, sizeof *outputs->files);
    outputs->files[outputs->count] = *file;
    return identify(&outputs->files[outputs->count++], outputs->arena, error);
}

bool outputs_read(struct outputs *outputs, const char *role, const char *path, struct error *error)
{
    return add(outputs, &(struct outputs_file){.role = role, .path = path}, error);
}

bool outputs_write(struct outputs *outputs, const char *role, const char *path, struct error *error)
{
    return add(outputs, &(struct outputs_file){.role = role, .path = path, .written = true}, error);
}

/* ---- a command line ---- */

static bool add_written(struct outputs *outputs, const struct options *options, struct error *error)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        const char *path =
            names_output(row, options) ? *(const char *const *)((const char *)options + row->offset) : NULL;
        struct buffer role = {.arena = outputs->arena};
        if (!path)
            continue;
        buffer_format(&role, "--%s", row->name);
        if (row->letter) {
            role.size = 0;
            buffer_format(&role, "-%c", row->letter);
        }
        if (!outputs_write(outputs, buffer_string(&role), path, error))
            return false;
    }
    return options->output || options->sink || outputs_write(outputs, "standard output", "-", error);
}

bool outputs_add(struct outputs *outputs, const struct options *options, struct error *error)
{
    struct words inputs = {0}, excluded = {0};
    if (!options_inputs(&inputs, outputs->arena, options, error))
        return false;
    for (size_t i = 0; i < options->exclude.count; i++)
        if (!exclude_files(&excluded, outputs->arena, options->exclude.items[i].data, error))
            return error_prefix(error, "--exclude");
    for (size_t i = 0; i < inputs.count; i++)
        if (!outputs_read(outputs, "an input", inputs.items[i].data, error))
            return false;
    for (size_t i = 0; i < excluded.count; i++)
        if (!outputs_read(outputs, "an exclusion", file_columns(outputs->arena, excluded.items[i].data).path, error))
            return false;
    return add_written(outputs, options, error);
}

/* ---- the check ---- */

static bool is_same(const struct outputs_file *a, const struct outputs_file *b)
{
    return a->known && b->known && a->device == b->device && a->inode == b->inode && text_equal(a->name, b->name);
}

static bool refuse(const struct outputs_file *written, const struct outputs_file *other, struct error *error)
{
    bool dash = strcmp(written->path, "-") == 0, same = strcmp(written->path, other->path) == 0;
    const char *path = dash ? "" : written->path, *blank = dash ? "" : " ";
    const char *name = strcmp(other->path, "-") == 0 ? "standard input" : other->path;
    if (other->written)
        return error_set(error, STATUS_USAGE, "%s%s%s is the file of %s, too: give each its own", written->role, blank,
                         path, other->role);
    return error_set(error, STATUS_USAGE, "%s%s%s is %s%s%s: it would be replaced; write to another file",
                     written->role, blank, path, other->role, same ? "" : ", ", same ? "" : name);
}

bool outputs_check(const struct outputs *outputs, struct error *error)
{
    for (size_t w = 0; w < outputs->count; w++) {
        const struct outputs_file *written = &outputs->files[w];
        for (size_t i = 0; written->written && i < outputs->count; i++) {
            const struct outputs_file *other = &outputs->files[i];
            bool shared = other->written && (i >= w || (written->standard && other->standard));
            if (!shared && is_same(written, other))
                return refuse(written, other, error);
        }
    }
    return true;
}
