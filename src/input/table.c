#include "input/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "input/foreign.h"
#include "read/moment.h"
#include "read/number.h"

/* ---- the header ---- */

bool path_is_tsv(struct text path)
{
    static const char *const endings[] = {".tsv", ".tsv.gz", ".tsv.zst", ".tab"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(path, text_of(endings[i])))
            return true;
    return false;
}

const char *table_name(const struct table *table)
{
    return table->called ? table->called : source_name(table->source, 0);
}

static bool header_error(const struct table *table, struct error *error)
{
    return error_prefix(error, table_name(table));
}

/* Puts FILE:1:POSITION before the error. */
static bool place_in_header(const char *file, size_t position, struct error *error)
{
    char place[4096];
    snprintf(place, sizeof place, "%s:1:%zu", file, position);
    return error_prefix(error, place);
}

static void index_header(struct table *table)
{
    size_t columns = table->header.count, *last = arena_array(table->arena, columns, sizeof *last);
    table->names.arena = table->arena;
    table->first = arena_array(table->arena, columns, sizeof *table->first);
    table->first_capacity = columns;
    table->twin = arena_array(table->arena, columns, sizeof *table->twin);
    for (size_t i = 0; i < columns; i++) {
        size_t known = table->names.count, number = names_add(&table->names, table->header.items[i]);
        if (number == known)
            table->first[number] = i;
        else
            table->twin[last[number]] = i;
        last[number] = i;
    }
}

size_t table_extend(struct table *table, const struct text *names, size_t count)
{
    size_t before = table->header.count;
    for (size_t i = 0; i < count; i++)
        words_add(&table->header, table->arena, names[i]);
    bool *wanted = arena_array(table->arena, before + count, sizeof *wanted);
    size_t *twin = arena_array(table->arena, before + count, sizeof *twin);
    memcpy(wanted, table->wanted, before * sizeof *wanted);
    memcpy(twin, table->twin, before * sizeof *twin);
    table->wanted = wanted;
    table->twin = twin;
    table->slot = arena_array(table->arena, before + count, sizeof *table->slot);
    return before;
}

void table_call(struct table *table, struct text name, size_t column)
{
    size_t known = table->names.count;
    if (names_add(&table->names, name) < known)
        return;
    table->first = arena_reserve(table->arena, table->first, &table->first_capacity, known + 1, sizeof *table->first);
    table->first[known] = column;
}

/* What is the same with and without a header. */
static void start(struct table *table, struct arena *arena, struct source *source, char delimiter)
{
    *table = (struct table){.arena = arena, .source = source, .head = source_head(source)};
    bool tsv = path_is_tsv(text_of(source_name(source, 0)));
    bool made = source_kind(source) != SOURCE_TEXT;
    table->layout.delimiter = made ? ',' : delimiter ? delimiter : tsv ? '\t' : ',';
    struct buffer squeezed = {.arena = arena};
    if (table_has_blanks(table))
        table->head = table_squeeze(&squeezed, table->head);
}

static bool finish(struct table *table, struct error *error)
{
    if (table->header.count > CSV_COLUMNS) {
        error_set(error, STATUS_DATA, "%zu columns, at most %d are read", table->header.count, CSV_COLUMNS);
        return header_error(table, error);
    }
    table->layout.columns = table->header.count;
    index_header(table);
    table->wanted = arena_array(table->arena, table->header.count, sizeof *table->wanted);
    table->slot = arena_array(table->arena, table->header.count, sizeof *table->slot);
    return true;
}

/* Whether it is the partial queue of a shard (output/partial.h), of which nothing may be taken for a whole. */
static bool is_partial(const struct table *table)
{
    const struct words *header = &table->header;
    return header->count >= 2 && text_equal(header->items[header->count - 2], text_of("partial_row")) &&
           text_equal(header->items[header->count - 1], text_of("partial_group"));
}

bool table_open(struct table *table, struct arena *arena, struct source *source, char delimiter, struct error *error)
{
    start(table, arena, source, delimiter);
    if (!foreign_check(table->head, source_name(source, 0), error))
        return false;
    size_t position;
    if (!csv_split(&table->header, arena, table->head, table->layout.delimiter, &position, error))
        return place_in_header(source_name(source, 0), position, error);
    if (is_partial(table)) {
        error_set(error, STATUS_DATA, "is a partial: merge it first, with those of the other shards (dengine merge)");
        return header_error(table, error);
    }
    return finish(table, error);
}

bool table_open_written(struct table *table, struct arena *arena, const char *path, char delimiter, struct error *error)
{
    struct source *source;
    return source_open_written(&source, arena, path, error) && table_open(table, arena, source, delimiter, error);
}

/* Whether a matrix has as many columns as names were given. */
static bool check_names(const struct table *table, struct error *error)
{
    size_t columns = 1, names = table->header.count;
    struct text head = source_head(table->source);
    for (size_t i = 0; i < head.size; i++)
        columns += head.data[i] == ',';
    return columns == names || error_set(error, STATUS_USAGE, "--header names %zu column%s, %s has %zu", names,
                                         names == 1 ? "" : "s", source_name(table->source, 0), columns);
}

bool table_open_headless(struct table *table, struct arena *arena, struct source *source, char delimiter,
                         struct text names, struct error *error)
{
    start(table, arena, source, delimiter);
    if (table->head.size && !foreign_check(table->head, source_name(source, 0), error))
        return false;
    table->headless = source_kind(source) != SOURCE_MATRIX; /* which numbers its columns in a header of its own */
    table->head = names;
    words_split(&table->header, arena, names, ',');
    return finish(table, error) && (table->headless || check_names(table, error));
}

bool table_open_held(struct table *table, struct arena *arena, const struct words *names, const char *called,
                     struct error *error)
{
    *table = (struct table){.arena = arena, .called = called, .layout = {.delimiter = ','}};
    for (size_t i = 0; i < names->count; i++)
        words_add(&table->header, arena, names->items[i]);
    return finish(table, error);
}

struct text table_squeeze(struct buffer *out, struct text text)
{
    bool quoted = false, blank = true; /* whether the last byte written may not be followed by a blank */
    out->size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        quoted ^= byte == '"';
        if (byte == ' ' && !quoted) {
            if (!blank)
                buffer_byte(out, byte);
            blank = true;
            continue;
        }
        bool ends = (byte == '\n' || byte == '\r') && !quoted;
        if (ends && blank && out->size && out->data[out->size - 1] == ' ')
            out->size--;
        buffer_byte(out, byte);
        blank = ends;
    }
    if (out->size && blank && out->data[out->size - 1] == ' ')
        out->size--;
    return buffer_text(out);
}

bool table_has(const struct table *table, struct text name)
{
    return names_find(&table->names, name) < table->names.count;
}

/* ---- columns by name ---- */

static bool is_number_cell(struct text cell)
{
    double value;
    return number_parse(cell, &value) == NUMBER_OK;
}

const char *table_hint(const struct table *table)
{
    const struct words *header = &table->header;
    struct text first = header->items[0];
    if (table->called)
        return table->beside ? "" : "; --with FILE puts those of another table beside";
    if (first.size && first.data[0] == '#')
        return "; the first line is a comment: remove it";
    if (source_kind(table->source) == SOURCE_MATRIX && (table->naming || !table->typed)) /* --ids is about the input */
        return "; a .npy holds numbers alone, no ids";
    if (source_kind(table->source) == SOURCE_MATRIX)
        return "; a .npy holds numbers alone: --ids FILE tells whose they are, --probs '*' or --logits '*' what they "
               "are, --header A,B names the columns";
    if (header->count == 1 && memchr(first.data, ';', first.size))
        return "; the file seems to use semicolons: --delimiter ';'";
    if (header->count == 1 && memchr(first.data, '\t', first.size))
        return "; the file seems to use tabs: --delimiter tab";
    if (header->count == 1 && memchr(first.data, '|', first.size))
        return "; the file seems to use bars: --delimiter '|'";
    for (size_t i = 0; i < header->count; i++)
        if (is_number_cell(header->items[i]))
            return "; the first line looks like data: is the header missing? --header A,,C names the columns";
    return "";
}

static void list_columns(const struct table *table, size_t first, size_t end, struct buffer *message)
{
    enum { SHOWN = 20 };
    for (size_t i = first; i < end && i - first < SHOWN; i++) {
        buffer_add(message, text_of(i > first ? ", " : ""));
        buffer_quote(message, table->header.items[i]);
    }
    if (end - first > SHOWN)
        buffer_format(message, " and %zu more", end - first - SHOWN);
}

void table_list_header(const struct table *table, struct buffer *message)
{
    list_columns(table, 0, table_own(table), message);
}

/* The names of tables beside it that end in `.NAME`: what several have, or what another has, too. */
static bool suggest_beside(const struct table *table, struct text name, struct buffer *message)
{
    struct buffer ending = {.arena = table->arena};
    size_t found = 0;
    buffer_byte(&ending, '.');
    buffer_add(&ending, name);
    for (size_t i = table_own(table); i < table->header.count; i++)
        if (text_ends(table->header.items[i], buffer_text(&ending))) {
            buffer_add(message, text_of(found++ ? ", " : "; did you mean "));
            buffer_quote(message, table->header.items[i]);
        }
    buffer_add(message, text_of(found ? "?" : ""));
    return found > 0;
}

bool table_unknown(const struct table *table, struct text name, const char *option, const struct words *taken,
                   struct error *error)
{
    struct buffer message = {.arena = table->arena};
    struct words free = {0};
    for (size_t i = 0; i < table->header.count; i++)
        if (!taken || words_find(taken, table->header.items[i]) == taken->count)
            words_add(&free, table->arena, table->header.items[i]);
    buffer_format(&message, "%s%s: no column ", table_name(table), table->called ? "" : ":1");
    buffer_quote(&message, name);
    if (option)
        buffer_format(&message, " (%s names another)", option);
    buffer_add(&message, text_of(table_hint(table)));
    if (!suggest_beside(table, name, &message))
        buffer_add(&message, text_of(words_suggest(&free, table->arena, name)));
    buffer_add(&message, text_of("; the header is: "));
    table_list_header(table, &message);
    if (table->beside_first)
        buffer_add(&message, text_of("; of --with: "));
    list_columns(table, table_own(table), table->header.count, &message);
    return error_set(error, STATUS_DATA, "%s", buffer_string(&message));
}

static bool check_unique(const struct table *table, size_t column, struct error *error)
{
    if (!table->twin[column])
        return true;
    struct buffer message = {.arena = table->arena};
    buffer_quote(&message, table->header.items[column]);
    return error_set(error, STATUS_DATA, "%s%s: column %s stands twice in the header (columns %zu and %zu)",
                     table_name(table), table->called ? "" : ":1", buffer_string(&message), column + 1,
                     table->twin[column] + 1);
}

bool table_column(struct table *table, struct text name, const char *option, size_t *column, struct error *error)
{
    size_t number = names_find(&table->names, name);
    if (number == table->names.count)
        return table_unknown(table, name, option, NULL, error);
    size_t found = table->first[number];
    table->wanted[found] = true;
    *column = found;
    return check_unique(table, found, error);
}

void table_ready(struct table *table)
{
    size_t *wanted = arena_array(table->arena, table->header.count, sizeof *wanted);
    size_t count = 0;
    for (size_t i = 0; i < table->header.count; i++)
        if (table->wanted[i]) {
            table->slot[i] = count;
            wanted[count++] = i;
        }
    while (count && wanted[count - 1] >= table->layout.columns) /* made ones are not in the file */
        count--;
    table->layout.wanted = wanted;
    table->layout.wanted_count = count;
}

bool table_same_header(const struct table *table, struct text head, const char *file, struct error *error)
{
    struct arena arena = {.exhausted = table->arena->exhausted};
    struct words names = {0};
    struct buffer ours = {.arena = &arena}, theirs = {.arena = &arena};
    const char *first = source_name(table->source, 0);
    bool same = true;
    size_t position;
    if (!csv_split(&names, &arena, head, table->layout.delimiter, &position, error)) {
        arena_free(&arena);
        return place_in_header(file, position, error);
    }
    if (names.count != table->layout.columns) {
        same = error_set(error, STATUS_DATA, "the header has %zu column%s, that of %s has %zu", names.count,
                         names.count == 1 ? "" : "s", first, table->layout.columns);
    } else {
        size_t i = 0;
        while (i < names.count && text_equal(names.items[i], table->header.items[i]))
            i++;
        if (i < names.count) {
            buffer_quote(&ours, table->header.items[i]);
            buffer_quote(&theirs, names.items[i]);
            same = error_set(error, STATUS_DATA, "column %zu is %s, in %s it is %s", i + 1, buffer_string(&theirs),
                             first, buffer_string(&ours));
        }
    }
    arena_free(&arena);
    char place[4096];
    snprintf(place, sizeof place, "%s:1", file);
    return same ? true : error_prefix(error, place);
}

/* ---- cells ---- */

bool problem_set(struct problem *problem, size_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    // cppcheck-suppress ctuuninitvar ; the text is written here, not read
    vsnprintf(problem->text, sizeof problem->text, format, arguments);
    va_end(arguments);
    problem->column = column;
    return false;
}

void cell_describe(char *out, size_t size, struct text name, struct text cell)
{
    struct arena arena = {0};
    struct buffer buffer = {.arena = &arena};
    buffer_add(&buffer, (struct text){name.data, (size_t)text_shown(name)});
    buffer_byte(&buffer, ' ');
    buffer_quote(&buffer, cell);
    snprintf(out, size, "%s", buffer_string(&buffer));
    arena_free(&arena);
}

/* Of a cell that is no number, and so not empty. */
static const char *number_hint(struct text cell)
{
    if (cell.data[0] == ' ' || cell.data[cell.size - 1] == ' ')
        return ": blanks around it are data, remove them";
    if (memchr(cell.data, ',', cell.size))
        return ": a decimal comma? dengine help recipes tells how to write a point";
    if (cell.size > 1 && cell.data[cell.size - 1] == '%')
        return ": a percentage? write it as a number from 0 to 1";
    return "";
}

bool cell_no_time(struct text name, struct text cell, size_t column, struct problem *problem)
{
    char shown[160];
    cell_describe(shown, sizeof shown, name, cell);
    return problem_set(problem, column, "%s is no time: expected ISO 8601 or Unix time%s", shown,
                       moment_is_day_and_month(cell) ? " (days and months? `dengine help recipes` has the line)" : "");
}

bool cell_number(struct text name, struct text cell, size_t column, double *value, bool *missing,
                 struct problem *problem)
{
    char shown[180];
    enum number_kind kind = number_parse(cell, value);
    if (missing)
        *missing = kind == NUMBER_MISSING;
    switch (kind) {
    case NUMBER_OK:
        return true;
    case NUMBER_MISSING:
        if (missing)
            return true;
        return problem_set(problem, column, "%.*s is missing", text_shown(name), name.data);
    case NUMBER_INFINITE:
        cell_describe(shown, sizeof shown, name, cell);
        return problem_set(problem, column, "%s is not finite", shown);
    case NUMBER_BAD:
        break;
    }
    cell_describe(shown, sizeof shown, name, cell);
    return problem_set(problem, column, "%s is not a number%s", shown, number_hint(cell));
}

bool table_number(const struct table *table, const struct csv_row *row, size_t column, double *value, bool *missing,
                  struct problem *problem)
{
    return cell_number(table->header.items[column], table_cell(table, row, column), column, value, missing, problem);
}
