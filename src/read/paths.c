#include "read/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_absent(int reason)
{
    return reason == ENOENT || reason == ENOTDIR;
}

static bool cannot_look(const char *path, int reason, struct error *error)
{
    return error_set(error, error_status(reason, STATUS_INPUT), "%s: cannot look at it: %s", path, strerror(reason));
}

bool path_look(const char *path, enum path_kind *kind, struct error *error)
{
    struct stat status;
    *kind = PATH_NOTHING;
    if (stat(path, &status) == 0)
        *kind = S_ISDIR(status.st_mode) ? PATH_FOLDER : PATH_FILE;
    else if (!is_absent(errno))
        return cannot_look(path, errno, error);
    return true;
}

bool path_exists(const char *path, bool *exists, struct error *error)
{
    enum path_kind kind;
    if (!path_look(path, &kind, error))
        return false;
    *exists = kind != PATH_NOTHING;
    return true;
}

static int by_text(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void sort(struct words *words, size_t from)
{
    if (words->count > from)
        qsort(words->items + from, words->count - from, sizeof *words->items, by_text);
}

static bool cannot_list(const char *folder, int reason, struct error *error)
{
    return error_set(error, error_status(reason, STATUS_INPUT), "%s: cannot list the folder: %s", folder,
                     strerror(reason));
}

static bool list(struct words *names, struct arena *arena, const char *folder, DIR *stream, struct error *error)
{
    const struct dirent *entry;
    size_t before = names->count;
    while (errno = 0, (entry = readdir(stream)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            words_add(names, arena, text_copy(arena, text_of(entry->d_name)));
    int reason = errno;
    closedir(stream);
    if (reason)
        return cannot_list(folder, reason, error);
    sort(names, before);
    return true;
}

bool path_list(struct words *names, struct arena *arena, const char *folder, struct error *error)
{
    DIR *stream = opendir(folder);
    return stream ? list(names, arena, folder, stream, error) : cannot_list(folder, errno, error);
}

/* ---- patterns ---- */

bool path_is_pattern(const char *path)
{
    return strpbrk(path, "*?[") != NULL;
}

struct matching {
    struct words *paths;
    struct arena *arena;
};

static bool match(const struct matching *matching, struct text before, const char *pattern, struct error *error);

static struct text joined(struct arena *arena, struct text before, struct text name)
{
    struct buffer path = {.arena = arena};
    buffer_add(&path, before);
    buffer_add(&path, name);
    return text_copy(arena, buffer_text(&path));
}

/* A name without magic: its backslashes have done their work. */
static struct text plain_name(struct arena *arena, struct text name)
{
    struct buffer plain = {.arena = arena};
    for (size_t i = 0; i < name.size; i++) {
        i += name.data[i] == '\\' && i + 1 < name.size;
        buffer_byte(&plain, name.data[i]);
    }
    return buffer_text(&plain);
}

static bool match_names(const struct matching *matching, struct text before, const char *name, const char *rest,
                        struct error *error)
{
    struct words names = {0};
    const char *folder = before.size ? before.data : ".";
    DIR *stream = opendir(folder);
    if (!stream)
        return is_absent(errno) ? true : cannot_list(folder, errno, error);
    if (!list(&names, matching->arena, folder, stream, error))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (fnmatch(name, names.items[i].data, FNM_PERIOD) == 0 &&
            !match(matching, joined(matching->arena, before, names.items[i]), rest, error))
            return false;
    return true;
}

/* A link to nothing is an entry, too: whoever opens it will say so. */
static bool add_entry(const struct matching *matching, struct text path, struct error *error)
{
    struct stat status;
    if (lstat(path.data, &status) == 0)
        words_add(matching->paths, matching->arena, path);
    else if (!is_absent(errno))
        return cannot_look(path.data, errno, error);
    return true;
}

/* Matches `pattern` against what stands behind `before`, which is there or empty. */
static bool match(const struct matching *matching, struct text before, const char *pattern, struct error *error)
{
    struct arena *arena = matching->arena;
    size_t slashes = strspn(pattern, "/"), size = strcspn(pattern + slashes, "/");
    before = joined(arena, before, (struct text){pattern, slashes});
    if (size == 0)
        return add_entry(matching, before, error);
    struct text name = text_copy(arena, (struct text){pattern + slashes, size});
    const char *rest = pattern + slashes + size;
    return path_is_pattern(name.data) ? match_names(matching, before, name.data, rest, error)
                                      : match(matching, joined(arena, before, plain_name(arena, name)), rest, error);
}

bool path_match(struct words *paths, struct arena *arena, const char *pattern, struct error *error)
{
    const struct matching matching = {paths, arena};
    size_t before = paths->count;
    if (!match(&matching, (struct text){0}, pattern, error))
        return false;
    sort(paths, before);
    return true;
}

bool path_expand(struct words *paths, struct arena *arena, const char *path, struct error *error)
{
    size_t before = paths->count;
    bool exists = !path_is_pattern(path);
    if (!exists && !path_exists(path, &exists, error))
        return false;
    if (!exists && !path_match(paths, arena, path, error))
        return false;
    if (paths->count == before)
        words_add(paths, arena, text_of(path));
    return true;
}

bool path_files(struct words *paths, struct arena *arena, const char *path, struct error *error)
{
    enum path_kind kind;
    struct words names = {0};
    size_t before = paths->count;
    if (!path_look(path, &kind, error))
        return false;
    if (kind != PATH_FOLDER)
        return words_add(paths, arena, text_of(path)), true;
    if (!path_list(&names, arena, path, error))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        struct buffer file = {.arena = arena};
        buffer_format(&file, "%s%s%s", path, text_ends(text_of(path), text_of("/")) ? "" : "/", names.items[i].data);
        if (*names.items[i].data == '_' || *names.items[i].data == '.')
            continue;
        if (!path_look(buffer_string(&file), &kind, error))
            return false;
        if (kind == PATH_FILE)
            words_add(paths, arena, buffer_text(&file));
    }
    return paths->count > before || error_set(error, STATUS_INPUT, "%s: there are no files in this folder", path);
}

const char *path_absolute(struct arena *arena, const char *path)
{
    char *folder = *path == '/' ? NULL : getcwd(NULL, 0);
    struct buffer whole = {.arena = arena};
    if (!folder)
        return path;
    buffer_format(&whole, "%s/%s", folder, path);
    free(folder);
    return buffer_string(&whole);
}

struct text path_stem(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct text name = text_of(slash ? slash + 1 : path);
    const char *point = memchr(name.data + !!name.size, '.', name.size - !!name.size);
    if (point)
        name.size = (size_t)(point - name.data);
    return text_copy(arena, name);
}
