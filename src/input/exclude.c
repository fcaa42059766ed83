#include "input/exclude.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "input/scan.h"

/* ---- which files ---- */

static bool ends_in(struct text name, const char *const *endings)
{
    for (; *endings; endings++)
        if (text_ends(name, text_of(*endings)))
            return true;
    return false;
}

static bool is_table(struct text name)
{
    static const char *const packed[] = {".gz", ".zst", NULL}, *const tables[] = {".csv", ".tsv", ".tab", NULL};
    if (ends_in(name, packed))
        while (name.data[--name.size] != '.')
            continue;
    return name.data[0] != '.' && ends_in(name, tables);
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool folder_files(struct words *files, struct arena *arena, const char *folder, struct error *error)
{
    DIR *stream = opendir(folder);
    size_t before = files->count;
    if (!stream)
        return error_set(error, STATUS_INPUT, "%s: cannot list the folder: %s", folder, strerror(errno));
    for (const struct dirent *entry; (entry = readdir(stream));) {
        if (!is_table(text_of(entry->d_name)))
            continue;
        struct buffer path = {.arena = arena};
        buffer_format(&path, "%s%s%s", folder, text_ends(text_of(folder), text_of("/")) ? "" : "/", entry->d_name);
        if (!is_folder(buffer_string(&path)))
            words_add(files, arena, buffer_text(&path));
    }
    closedir(stream);
    if (files->count > before)
        words_sort(&(struct words){.items = files->items + before, .count = files->count - before});
    return true;
}

static bool add_file(struct words *files, struct arena *arena, const char *path, bool matched, struct error *error)
{
    static const char *const others[] = {".json", ".lock", NULL};
    if (is_folder(path))
        return folder_files(files, arena, path, error);
    if (!matched || !ends_in(text_of(path), others))
        words_add(files, arena, text_copy(arena, text_of(path)));
    return true;
}

bool exclude_files(struct words *files, struct arena *arena, const char *pattern, struct error *error)
{
    struct stat status;
    glob_t found;
    if (!strpbrk(pattern, "*?[") || stat(pattern, &status) == 0)
        return add_file(files, arena, pattern, false, error);
    int result = glob(pattern, 0, NULL, &found);
    if (result == GLOB_NOMATCH)
        return true;
    bool done = result == 0;
    for (size_t i = 0; done && i < found.gl_pathc; i++)
        done = add_file(files, arena, found.gl_pathv[i], true, error);
    if (result == 0)
        globfree(&found);
    else
        error_set(error, STATUS_INPUT, "%s: cannot list the files", pattern);
    return done;
}

/* ---- their ids ---- */

static bool add_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct idset_adder *adder = (struct idset_adder *)state + scan_worker_number(worker);
    (void)error;
    for (size_t i = 0; i < samples->count; i++)
        idset_adder_add(adder, samples_at(samples, i).id);
    return true;
}

bool exclude_read(struct idset *set, const char *file, const char *id, unsigned threads, struct error *error)
{
    struct arena arena = {.exhausted = set->arena->exhausted};
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = &table};
    struct scan scan = {.sampler = &sampler, .filter = &everything, .arena = &arena};
    bool done = source_open(&source, &arena, &file, 1, 0, error) && table_open(&table, &arena, source, 0, error);
    if (done) {
        struct text name = text_of(id);
        done = table_column(&table, table_has(&table, name) ? name : text_of("id"), "--id", &sampler.id, error);
    }
    if (done) {
        table_ready(&table);
        idset_open(set);
        scan.threads = scan_threads(source, threads);
        struct idset_adder *adders = arena_array(&arena, scan.threads, sizeof *adders);
        for (unsigned i = 0; i < scan.threads; i++)
            adders[i].set = set;
        done = scan_run(&scan, add_samples, adders, error);
        for (unsigned i = 0; done && i < scan.threads; i++)
            idset_adder_flush(&adders[i]);
    }
    arena_free(&arena);
    return done;
}
