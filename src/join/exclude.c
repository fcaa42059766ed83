#include "join/exclude.h"

#include <string.h>

#include "input/file_columns.h"
#include "input/scan.h"
#include "join/annotations.h"
#include "read/document.h"
#include "read/paths.h"
#include "read/spool.h"

/* ---- which files ---- */

static bool ends_in(struct text name, const char *const *endings)
{
    for (; *endings; endings++)
        if (text_ends(name, text_of(*endings)))
            return true;
    return false;
}

/* Whether a file of a folder holds ids, by its name: what it holds is told by its content. */
static bool is_read(struct text name)
{
    static const char *const packed[] = {".gz", ".zst", NULL};
    static const char *const tables[] = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".xml", NULL};
    if (ends_in(name, packed))
        while (name.data[--name.size] != '.')
            continue;
    return name.data[0] != '.' && ends_in(name, tables);
}

/* The record of a run lies beside its queue; an empty object tells of no sample, either. A file that cannot
 * be read is no record: reading it tells why. */
static bool is_record(struct arena *arena, const char *path)
{
    struct error error;
    struct text start;
    return text_ends(text_of(path), text_of(".json")) && document_peek(&start, arena, path, 64, &error) &&
           (text_starts(start, text_of("{\n  \"versions\": {\"dengine\": ")) || text_starts(start, text_of("{}")));
}

static bool folder_files(struct words *files, struct arena *arena, const char *folder, struct error *error)
{
    struct words names = {0};
    if (!path_list(&names, arena, folder, error))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        struct buffer path = {.arena = arena};
        enum path_kind kind;
        if (!is_read(names.items[i]))
            continue;
        buffer_format(&path, "%s%s%s", folder, text_ends(text_of(folder), text_of("/")) ? "" : "/",
                      names.items[i].data);
        if (!path_look(buffer_string(&path), &kind, error))
            return false;
        /* Of what is not there any more, opening will tell. */
        if (kind != PATH_FOLDER && !is_record(arena, buffer_string(&path)))
            words_add(files, arena, buffer_text(&path));
    }
    return true;
}

static bool add_file(struct words *files, struct arena *arena, const char *path, bool matched, struct error *error)
{
    enum path_kind kind;
    if (!path_look(path, &kind, error))
        return false;
    if (kind == PATH_FOLDER)
        return folder_files(files, arena, path, error);
    if (!matched || (!text_ends(text_of(path), text_of(".lock")) && !is_record(arena, path)))
        words_add(files, arena, text_copy(arena, text_of(path)));
    return true;
}

static bool find_files(struct words *files, struct arena *arena, const char *pattern, struct error *error)
{
    struct words found = {0};
    bool exists;
    if (!path_exists(pattern, &exists, error))
        return false;
    if (exists || !path_is_pattern(pattern))
        return add_file(files, arena, pattern, false, error);
    if (!path_match(&found, arena, pattern, error))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (!add_file(files, arena, found.items[i].data, true, error))
            return false;
    return true;
}

/* The columns behind a pattern go with each of its files. */
bool exclude_files(struct words *files, struct arena *arena, const char *pattern, struct error *error)
{
    const char *path = file_columns(arena, pattern).path;
    size_t before = files->count;
    if (!find_files(files, arena, path, error))
        return false;
    for (size_t i = before; i < files->count && strlen(path) < strlen(pattern); i++) {
        struct buffer whole = {.arena = arena};
        buffer_format(&whole, "%s%s", files->items[i].data, pattern + strlen(path));
        files->items[i] = text_copy(arena, buffer_text(&whole));
    }
    return true;
}

/* ---- their ids ---- */

/* The column of ids: the one that was named, dengine_id, --id, id. */
static const char *id_column(const struct table *table, const struct annotation_spec *spec)
{
    if (spec->id)
        return spec->id;
    if (table_has(table, text_of("dengine_id")))
        return "dengine_id";
    return spec->usual && table_has(table, text_of(spec->usual)) ? spec->usual : "id";
}

static bool add_samples(void *state, struct scan_worker *worker, struct samples *samples, struct error *error)
{
    struct idset_adder *adder = (struct idset_adder *)state + scan_worker_number(worker);
    (void)error;
    for (size_t i = 0; i < samples->count; i++)
        idset_adder_add(adder, samples_at(samples, i).id);
    return true;
}

/* A table is read row by row by several threads, since it may be of any size. */
static bool read_table(struct idset *set, const char *file, const struct annotation_spec *spec, unsigned threads,
                       struct error *error)
{
    struct arena arena = {.exhausted = set->arena->exhausted};
    struct table table;
    struct source *source;
    struct filter everything = {0};
    struct sampler sampler = {.table = &table};
    struct scan scan = {.sampler = &sampler, .filter = &everything, .arena = &arena};
    bool done = source_open(&source, &arena, &file, 1, 0, error) && table_open(&table, &arena, source, 0, error) &&
                table_column(&table, text_of(id_column(&table, spec)), "--id", &sampler.id, error);
    if (done) {
        table_ready(&table);
        idset_open(set);
        scan.threads = scan_threads(source, threads);
        struct idset_adder *adders = arena_array(&arena, scan.threads, sizeof *adders);
        for (unsigned i = 0; i < scan.threads; i++)
            adders[i].set = set;
        scan.step = add_samples;
        scan.state = adders;
        done = scan_run(&scan, error);
        for (unsigned i = 0; done && i < scan.threads; i++)
            idset_adder_flush(&adders[i]);
    }
    arena_free(&arena);
    return done;
}

static bool read_document(struct idset *set, const char *file, const struct annotation_spec *spec, struct error *error)
{
    struct arena arena = {.exhausted = set->arena->exhausted};
    struct annotations said = {.arena = &arena};
    bool done = annotations_read(&said, file, spec, NULL, error);
    for (size_t i = 0; done && i < said.count; i++) {
        idset_add(set, said.items[i].id);
        if (said.items[i].name.size)
            idset_add(set, said.items[i].name);
    }
    arena_free(&arena);
    return done;
}

bool exclude_is_document(const char *file, bool *document, struct error *error)
{
    struct arena arena = {0};
    struct text start = {0};
    bool again, done = spool_path(file, &again, error) && (!again || document_peek(&start, &arena, file, 4096, error));
    size_t blanks = 0;
    while (blanks < start.size && start.data[blanks] && strchr(" \t\r\n", start.data[blanks]))
        blanks++;
    *document = done && blanks < start.size && strchr("{[<", start.data[blanks]) && start.data[blanks];
    arena_free(&arena);
    return done;
}

bool exclude_read(struct idset *set, const char *argument, const char *id, unsigned threads, struct error *error)
{
    struct arena arena = {.exhausted = set->arena->exhausted};
    struct file_columns file = file_columns(&arena, argument);
    const struct annotation_spec spec = {.id = file_column(&file, 0), .usual = id, .ids_only = true};
    bool document, done = exclude_is_document(file.path, &document, error);
    if (done && document)
        idset_open(set), done = read_document(set, file.path, &spec, error);
    else if (done)
        done = read_table(set, file.path, &spec, threads, error);
    arena_free(&arena);
    return done;
}
