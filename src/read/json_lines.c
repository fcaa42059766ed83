#include "read/json_lines.h"

#include <string.h>

#include "read/json_view.h"
#include "read/records.h"

enum { STEP = 64 * 1024, LONGEST = 16 * 1024 * 1024, MARK = 3 };

struct json_lines {
    struct arena arena;
    ahead_function *read;
    void *state;
    struct buffer in, out;
    size_t taken, given; /* bytes of `in` and `out` that are done with */
    bool looked, found, ended, headed;
    size_t line;
    struct words names;
    struct text *cells; /* [names] of the line at hand */
};

static void close_lines(void *resource)
{
    arena_free(&((struct json_lines *)resource)->arena);
}

struct json_lines *json_lines_open(struct arena *arena, ahead_function *read, void *state)
{
    struct json_lines *lines = arena_alloc(arena, sizeof *lines);
    *lines = (struct json_lines){.arena = {.exhausted = arena->exhausted}, .read = read, .state = state};
    lines->in.arena = lines->out.arena = &lines->arena;
    arena_attach(arena, close_lines, lines);
    return lines;
}

/* ---- input ---- */

/* Reads on behind what is not done with yet. */
static bool read_on(struct json_lines *lines, struct error *error)
{
    struct buffer *in = &lines->in;
    size_t got, held = in->size - lines->taken;
    if (lines->taken)
        memmove(in->data, in->data + lines->taken, held);
    in->data = arena_reserve(in->arena, in->data, &in->capacity, held + STEP, 1);
    in->size = held;
    lines->taken = 0;
    if (!lines->read(lines->state, in->data + held, STEP, &got, error))
        return false;
    in->size += got;
    lines->ended = got == 0;
    return true;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static size_t skip_blanks(struct text text, size_t at)
{
    while (at < text.size && is_blank(text.data[at]))
        at++;
    return at;
}

/* Enough to tell: the byte behind the brace, or all there is. */
bool json_lines_peek(struct json_lines *lines, bool *found, struct error *error)
{
    size_t mark, brace, behind;
    struct text text;
    do {
        if (!read_on(lines, error))
            return false;
        text = buffer_text(&lines->in);
        mark = text.size - records_unmarked(text).size;
        brace = skip_blanks(text, mark);
        behind = skip_blanks(text, brace + 1);
    } while (!lines->ended &&
             (text.size < MARK || (behind >= text.size && (brace >= text.size || text.data[brace] == '{'))));
    *found = behind < text.size && text.data[brace] == '{' && (text.data[behind] == '"' || text.data[behind] == '}');
    lines->looked = true;
    lines->found = *found;
    lines->taken = *found ? mark : 0;
    return true;
}

/* Takes a line without its end; NULL when there is none. */
static bool take_line(struct json_lines *lines, struct text *line, struct error *error)
{
    for (;;) {
        const char *begin = lines->in.data + lines->taken;
        size_t held = lines->in.size - lines->taken;
        const char *end = held ? memchr(begin, '\n', held) : NULL;
        *line = (struct text){held ? begin : NULL, end ? (size_t)(end - begin) : held};
        if (end || lines->ended) {
            lines->taken += line->size + (end ? 1 : 0);
            lines->line++;
            return true;
        }
        if (held > LONGEST)
            return error_set(error, STATUS_DATA, ":%zu: is longer than %d MiB", lines->line + 1, LONGEST >> 20);
        if (!read_on(lines, error))
            return false;
    }
}

/* ---- a line becomes a record ---- */

/* Whether a cell must stand in quotes for it. */
static bool breaks(char byte)
{
    return byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
}

static void add_cell(struct buffer *out, struct text cell)
{
    size_t special = 0;
    while (special < cell.size && !breaks(cell.data[special]))
        special++;
    if (special == cell.size) {
        buffer_add(out, cell);
        return;
    }
    buffer_byte(out, '"');
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            buffer_byte(out, '"');
        buffer_byte(out, cell.data[i]);
    }
    buffer_byte(out, '"');
}

static void add_record(struct buffer *out, const struct text *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_byte(out, ',');
        add_cell(out, cells[i]);
    }
    buffer_byte(out, '\n');
}

static void take_names(struct json_lines *lines, struct json_view object)
{
    struct json_member member;
    for (bool more = json_view_first(object, &member); more; more = json_view_next(&member))
        words_add(&lines->names, &lines->arena, text_copy(&lines->arena, json_view_text(&lines->arena, member.key)));
    lines->cells = arena_array(&lines->arena, lines->names.count, sizeof *lines->cells);
    add_record(&lines->out, lines->names.items, lines->names.count);
    lines->headed = true;
}

static struct text cell_of(struct arena *room, struct json_view value)
{
    struct text text = json_view_text(room, value), whole = text_of(".0");
    if (json_view_kind(value) == JSON_NUMBER && text_ends(text, whole))
        text.size -= whole.size;
    return text;
}

static bool refuse_member(const struct json_lines *lines, struct text name, const char *is, struct arena *room,
                          struct error *error)
{
    struct buffer shown = {.arena = room};
    buffer_quote(&shown, name);
    return error_set(error, STATUS_DATA, ":%zu: %s is %s", lines->line, buffer_string(&shown), is);
}

/* `at`: where the name stood in the first line, most likely. */
static bool take_member(struct json_lines *lines, const struct json_member *member, size_t at, struct arena *room,
                        struct error *error)
{
    struct text name = json_view_text(room, member->key);
    enum json_kind kind = json_view_kind(member->value);
    if (at >= lines->names.count || !text_equal(lines->names.items[at], name))
        at = words_find(&lines->names, name);
    if (at == lines->names.count)
        return refuse_member(lines, name, "no name of the first line", room, error);
    if (kind == JSON_ARRAY || kind == JSON_OBJECT)
        return refuse_member(lines, name, "a list or an object: expected a text or a number", room, error);
    lines->cells[at] = cell_of(room, member->value);
    return true;
}

static bool take_object(struct json_lines *lines, struct json_view object, struct arena *room, struct error *error)
{
    struct json_member member;
    size_t at = 0;
    for (size_t i = 0; i < lines->names.count; i++)
        lines->cells[i] = (struct text){0};
    for (bool more = json_view_first(object, &member); more; more = json_view_next(&member))
        if (!take_member(lines, &member, at++, room, error))
            return false;
    add_record(&lines->out, lines->cells, lines->names.count);
    return true;
}

/* Turns the next line that is not blank; none is left when nothing is added. */
static bool turn_line(struct json_lines *lines, struct error *error)
{
    struct arena room = {.exhausted = lines->arena.exhausted};
    struct json_fault fault;
    struct json_view object;
    struct text line;
    do {
        if (!take_line(lines, &line, error))
            return false;
    } while (line.data && skip_blanks(line, 0) == line.size);
    if (!line.data)
        return true;
    if (!json_view_open(&object, line, JSON_VIEW_DEPTH, &fault))
        return error_set(error, STATUS_DATA, ":%zu:%zu: no JSON: %s", lines->line, fault.column, fault.why);
    if (json_view_kind(object) != JSON_OBJECT)
        return error_set(error, STATUS_DATA, ":%zu: is no object: expected one a line", lines->line);
    if (!lines->headed)
        take_names(lines, object);
    bool taken = take_object(lines, object, &room, error);
    arena_free(&room);
    return taken;
}

/* ---- output ---- */

static void give(struct buffer *from, size_t *done, char *data, size_t size, size_t *got)
{
    *got = from->size - *done < size ? from->size - *done : size;
    if (*got)
        memcpy(data, from->data + *done, *got);
    *done += *got;
}

/* What was looked at, then the rest. */
static bool pass(struct json_lines *lines, char *data, size_t size, size_t *got, struct error *error)
{
    give(&lines->in, &lines->taken, data, size, got);
    if (*got || lines->ended)
        return true;
    return lines->read(lines->state, data, size, got, error);
}

bool json_lines_read(struct json_lines *lines, char *data, size_t size, size_t *got, struct error *error)
{
    bool found;
    *got = 0;
    if (!lines->looked && !json_lines_peek(lines, &found, error))
        return false;
    if (!lines->found)
        return pass(lines, data, size, got, error);
    if (lines->given == lines->out.size) {
        lines->given = lines->out.size = 0;
        if (!turn_line(lines, error))
            return false;
    }
    give(&lines->out, &lines->given, data, size, got);
    return true;
}
