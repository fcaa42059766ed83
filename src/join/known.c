#include "join/known.h"

#include "input/file_columns.h"
#include "join/answers.h"
#include "join/exclude.h"

static bool read_answers(struct idmap *map, const struct idmap_file *file, struct text path, struct error *error)
{
    struct arena arena = {.exhausted = map->arena->exhausted};
    struct answers answers = {.arena = &arena};
    const struct answers_options how = {.spec = {.usual = file->id}};
    const struct words paths = {.items = &path, .count = 1};
    bool added, done = answers_read(&answers, &paths, &how, error) || error_prefix(error, file->option);
    for (size_t i = 0; done && i < answers.count; i++) {
        if (answers.items[i].state != ANSWER_GIVEN)
            continue;
        size_t number = idmap_add(map, answers.items[i].id, &added);
        if (added)
            map->items[number].truth = text_copy(map->arena, answers.items[i].label);
    }
    arena_free(&arena);
    return done;
}

static bool read_one(struct idmap *map, const struct idmap_file *file, struct text path, struct error *error)
{
    struct arena arena = {.exhausted = map->arena->exhausted};
    const struct file_columns named = file_columns(&arena, path.data);
    struct idmap_file own = *file;
    bool document = false;
    bool done = exclude_is_document(named.path, &document, error) || error_prefix(error, file->option);
    if (named.columns.count)
        own.id = file_column(&named, 0);
    if (done)
        done = document ? read_answers(map, file, path, error) : idmap_read(map, &own, named.path, error);
    arena_free(&arena);
    return done;
}

bool known_read(struct idmap *map, const struct idmap_file *file, const char *pattern, struct error *error)
{
    struct words files = {0};
    if (!exclude_files(&files, map->arena, pattern, error))
        return error_prefix(error, file->option);
    for (size_t i = 0; i < files.count; i++)
        if (!read_one(map, file, files.items[i], error))
            return false;
    return true;
}
