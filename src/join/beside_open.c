#include "join/beside_open.h"

#include <string.h>
#include <sys/stat.h>

#include "input/shape.h"
#include "read/duration.h"
#include "read/paths.h"

static const char option[] = "--with FILE:COL=THEIRS";

/* ---- FILE, FILE:COL, FILE@TIME ---- */

struct argument {
    const char *path, *columns; /* NULL: by id */
    bool timed;
};

static bool is_there(const char *path)
{
    struct stat status;
    return strcmp(path, "-") == 0 || stat(path, &status) == 0;
}

/* Cuts the argument at the last such sign, if it may be one. */
static bool cut(struct argument *out, struct arena *arena, const char *argument, char sign)
{
    const char *at = strrchr(argument, sign);
    if (!at || at == argument || !at[1] || strchr(at, '/'))
        return false;
    *out =
        (struct argument){text_copy(arena, (struct text){argument, (size_t)(at - argument)}).data, at + 1, sign == '@'};
    return true;
}

/* A path may hold such signs, too: what is there counts. */
static struct argument read_argument(struct arena *arena, const char *argument)
{
    struct argument whole = {argument, NULL, false}, by_time, by_key;
    if (is_there(argument))
        return whole;
    bool timed = cut(&by_time, arena, argument, '@'), keyed = cut(&by_key, arena, argument, ':');
    if (keyed && (!timed || (is_there(by_key.path) && !is_there(by_time.path))))
        return by_key;
    return timed ? by_time : whole;
}

static bool add_paths(struct words *paths, struct arena *arena, const char *path, struct error *error)
{
    struct words found = {0};
    if (strcmp(path, "-") == 0) {
        words_add(paths, arena, text_of(path));
        return true;
    }
    if (!path_expand(&found, arena, path, error))
        return false;
    for (size_t i = 0; i < found.count; i++)
        if (!path_files(paths, arena, found.items[i].data, error))
            return false;
    return true;
}

bool beside_paths(struct words *paths, struct arena *arena, const char *argument, struct error *error)
{
    return add_paths(paths, arena, read_argument(arena, argument).path, error);
}

/* COL or COL=THEIRS, several between commas. */
static bool read_columns(struct beside_file *file, struct arena *arena, const char *columns, struct error *error)
{
    struct words items = {0};
    words_split(&items, arena, text_of(columns), ',');
    if (items.count > BESIDE_PARTS)
        return error_set(error, STATUS_USAGE, "'%s': at most %d columns", columns, BESIDE_PARTS);
    for (size_t i = 0; i < items.count; i++) {
        struct text mine = items.items[i], theirs = mine;
        const char *equals = mine.size ? memchr(mine.data, '=', mine.size) : NULL;
        if (equals) {
            mine.size = (size_t)(equals - mine.data);
            theirs = (struct text){equals + 1, theirs.size - mine.size - 1};
        }
        if (!mine.size || !theirs.size)
            return error_set(error, STATUS_USAGE,
                             "'%s': expected FILE, FILE:COL or FILE@TIME, COL=THEIRS where "
                             "names differ",
                             columns);
        words_add(&file->mine, arena, mine);
        words_add(&file->theirs, arena, theirs);
    }
    return true;
}

/* ---- opening ---- */

static struct text stem_of(struct arena *arena, const char *path)
{
    struct text folder = text_of(path);
    if (strcmp(path, "-") == 0)
        return text_of("stdin");
    while (folder.size > 1 && folder.data[folder.size - 1] == '/')
        folder.size--;
    return path_stem(arena, text_copy(arena, folder).data);
}

/* Its own delimiter is that of its name; the other table's where that makes one column of all. */
static bool open_table(struct beside_file *file, struct arena *arena, char delimiter, struct error *error)
{
    if (!table_open(&file->own, arena, file->source, 0, error))
        return false;
    bool other =
        delimiter && file->own.header.count == 1 && memchr(file->own.head.data, delimiter, file->own.head.size);
    return !other || table_open(&file->own, arena, file->source, delimiter, error);
}

/* A second `weather` is `weather_2`. */
static struct text distinct_stem(const struct beside *beside, size_t number, struct text stem)
{
    struct text name = stem;
    for (size_t next = 2, i = 0; i < number; i++) {
        if (!text_equal(beside->files[i].stem, name))
            continue;
        struct buffer other = {.arena = beside->arena};
        buffer_add(&other, stem);
        buffer_format(&other, "_%zu", next++);
        name = buffer_text(&other);
        i = (size_t)-1; /* from the start again */
    }
    return name;
}

static bool open_file(struct beside_file *file, struct arena *arena, const struct beside_spec *spec,
                      const char *argument, struct error *error)
{
    struct argument read = read_argument(arena, argument);
    struct words paths = {0};
    *file = (struct beside_file){.timed = read.timed, .stem = stem_of(arena, read.path)};
    if ((read.columns && !read_columns(file, arena, read.columns, error)) ||
        !add_paths(&paths, arena, read.path, error))
        return false;
    const char **names = arena_array(arena, paths.count, sizeof *names);
    for (size_t i = 0; i < paths.count; i++)
        names[i] = paths.items[i].data;
    if (!source_open(&file->source, arena, names, paths.count, 0, error) ||
        !open_table(file, arena, spec->delimiter, error))
        return false;
    file->name = source_name(file->source, 0);
    file->sampler = arena_alloc(arena, sizeof *file->sampler);
    file->sampler->table = &file->own;
    if (file->timed || file->mine.count)
        file->sampler->called = file->timed ? "time" : "key";
    return true;
}

static bool set_within(struct beside *beside, const char *within, struct error *error)
{
    int64_t milliseconds;
    bool timed = false;
    if (!within)
        return true;
    if (!duration_parse(text_of(within), &milliseconds))
        return error_set(error, STATUS_USAGE, "--within '%s': expected a time such as 2h, 15min, 30s or 200ms", within);
    for (size_t i = 0; i < beside->count; i++) {
        struct beside_file *file = &beside->files[i];
        timed |= file->within_given = file->timed;
        file->within = milliseconds;
    }
    return timed || error_set(error, STATUS_USAGE, "--within needs a table by time: --with FILE@TIME");
}

bool beside_open(struct beside *beside, struct arena *arena, const struct beside_spec *spec, struct error *error)
{
    *beside = (struct beside){.arena = arena, .id = spec->id, .count = spec->files->count};
    beside->files = arena_array(arena, beside->count, sizeof *beside->files);
    for (size_t i = 0; i < beside->count; i++)
        if (!open_file(&beside->files[i], arena, spec, text_copy(arena, spec->files->items[i]).data, error))
            return error_prefix(error, "--with");
    for (size_t i = 1; i < beside->count; i++)
        beside->files[i].stem = distinct_stem(beside, i, beside->files[i].stem);
    return set_within(beside, spec->within, error);
}

/* ---- names ---- */

/* What the model says, and the id, are never looked for beside. */
static bool is_reserved(const struct beside *beside, struct text name)
{
    return text_equal(name, text_of("label")) || text_equal(name, text_of("confidence")) ||
           text_equal(name, text_of("id")) || text_equal(name, beside->id);
}

static struct text full_name(const struct beside *beside, const struct beside_file *file, struct text name)
{
    struct buffer full = {.arena = beside->arena};
    buffer_add(&full, file->stem);
    buffer_byte(&full, '.');
    buffer_add(&full, name);
    return buffer_text(&full);
}

static size_t count_having(const struct beside *beside, struct text name)
{
    size_t count = 0;
    for (size_t i = 0; i < beside->count; i++)
        count += table_has(&beside->files[i].own, name);
    return count;
}

bool beside_has(const struct beside *beside, struct text name)
{
    for (size_t i = 0; i < beside->count; i++) {
        const struct beside_file *file = &beside->files[i];
        size_t stem = file->stem.size;
        if (text_starts(name, file->stem) && name.size > stem && name.data[stem] == '.' &&
            table_has(&file->own, (struct text){name.data + stem + 1, name.size - stem - 1}))
            return true;
    }
    return !is_reserved(beside, name) && count_having(beside, name) == 1;
}

static void add_names(const struct beside *beside, struct beside_file *file)
{
    struct table *table = beside->table;
    size_t count = file->own.layout.columns;
    struct text *names = arena_array(beside->arena, count, sizeof *names);
    struct text *full = arena_array(beside->arena, count, sizeof *full);
    for (size_t i = 0; i < count; i++) {
        struct text name = file->own.header.items[i];
        bool shared = table_has(table, name) || is_reserved(beside, name) || count_having(beside, name) > 1;
        full[i] = full_name(beside, file, name);
        names[i] = shared ? full[i] : name;
    }
    file->first = table_extend(table, names, count);
    table->beside_first = table->beside_first ? table->beside_first : file->first;
    for (size_t i = 0; i < count; i++) {
        table_call(table, names[i], file->first + i);
        table_call(table, full[i], file->first + i);
    }
}

/* ---- keys ---- */

/* The column of its ids: --id, or its parts, or `id` where it has none of that name. */
static struct text id_column(const struct beside_file *file, struct arena *arena, struct text id)
{
    struct words parts = {0};
    bool all = true;
    if (table_has(&file->own, id) || text_equal(id, text_of("#")))
        return id;
    words_split(&parts, arena, id, ',');
    for (size_t i = 0; i < parts.count; i++)
        all &= table_has(&file->own, parts.items[i]);
    return all ? id : text_of("id");
}

/* Finds the columns of the key in the table itself; by several columns it is made of them. */
static bool find_own_key(const struct beside *beside, struct beside_file *file, struct error *error)
{
    struct buffer key = {.arena = beside->arena};
    size_t *column = &file->sampler->id;
    for (size_t i = 0; i < file->theirs.count; i++) {
        if (!table_column(&file->own, file->theirs.items[i], option, column, error))
            return false;
        if (i >= file->timed)
            file->own_parts[i - file->timed] = *column;
        buffer_add(&key, text_of(i ? "," : ""));
        buffer_add(&key, file->theirs.items[i]);
    }
    if (file->timed)
        return table_column(&file->own, file->theirs.items[0], option, column, error);
    struct text id = file->theirs.count ? buffer_text(&key) : id_column(file, beside->arena, beside->id);
    bool single = !memchr(id.data, ',', id.size) && !text_equal(id, text_of("#"));
    return single ? table_column(&file->own, id, option, column, error)
                  : shape_open(&file->own, &(struct shape_spec){.id = id}, column, error);
}

static bool find_key(const struct beside *beside, struct beside_file *file, const struct sampler *sampler,
                     struct error *error)
{
    size_t column;
    for (size_t i = 0; i < file->mine.count; i++) {
        if (!table_column(beside->table, file->mine.items[i], option, &column, error))
            return false;
        if (file->timed && i == 0)
            file->time = column;
        else
            file->parts[file->parts_count++] = column;
    }
    if (!file->mine.count)
        file->parts[file->parts_count++] = sampler->id;
    return find_own_key(beside, file, error);
}

bool beside_attach(struct beside *beside, const struct sampler *sampler, struct error *error)
{
    beside->table = sampler->table;
    for (size_t i = 0; i < beside->count; i++) {
        if (!find_key(beside, &beside->files[i], sampler, error))
            return error_prefix(error, "--with");
        add_names(beside, &beside->files[i]);
    }
    return true;
}
