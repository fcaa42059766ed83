/*
 * roles_ids.c - columns by the names they usually have, and whose row it is: of one sample, of a piece of one, of one
 * and a model.
 */
#include <string.h>

#include "input/roles.h"
#include "read/moment.h"
#include "read/number.h"

size_t roles_named(const struct roles *roles, const char *const *names)
{
    const struct words *header = &roles->table->header;
    for (; *names; names++) {
        size_t column = words_find(header, text_of(*names));
        if (column < header->count && roles->of[column] == ROLE_METADATA && !roles_twice(roles, column))
            return column;
    }
    return header->count;
}

bool roles_hold_boxes(const struct roles *roles)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (usual_is_left(roles->table->header.items[i]))
            return true;
    return false;
}

bool roles_name_classes(const struct roles *roles, size_t column)
{
    const struct words *header = &roles->table->header;
    return text_equal(header->items[column], text_of("name")) && roles_hold_boxes(roles) &&
           words_find(header, text_of("class")) < header->count && roles->looks[column].numbers == 0;
}

/* ---- ids of several columns ---- */

/* Columns whose cells together may name a sample, at most. */
enum { PARTS = 3 };
struct parts {
    size_t columns[PARTS], count;
};

/* Whether no two rows have the same cells. */
static bool tell_apart(const struct roles *roles, const struct parts *parts)
{
    struct names names = {.arena = roles->table->arena};
    struct buffer cells = {.arena = roles->table->arena};
    for (size_t row = 0; row < roles->rows; row++) {
        cells.size = 0;
        for (size_t i = 0; i < parts->count; i++) {
            buffer_add(&cells, roles->cells[parts->columns[i]][row]);
            buffer_byte(&cells, '\0');
        }
        names_add(&names, buffer_text(&cells));
    }
    return names.count == roles->rows;
}

/* Whether a column may be a part: none is missing, and --id could say its name. */
static bool may_be_part(const struct roles *roles, size_t column)
{
    enum role role = roles->of[column];
    struct text name = roles->table->header.items[column];
    return (role == ROLE_METADATA || role == ROLE_TIME || role == ROLE_STREAM || role == ROLE_POSITION) &&
           !roles_twice(roles, column) && roles->looks[column].filled == roles->rows &&
           !memchr(name.data, ',', name.size) && (role == ROLE_POSITION || !usual_is_truth(name));
}

/* A place within a sample's stream: the number of a cell, milliseconds of a time. */
static bool place_of(struct text cell, double *place)
{
    struct moment moment;
    if (number_parse(cell, place) == NUMBER_OK)
        return true;
    bool is = moment_parse(cell, &moment);
    *place = is ? (double)moment.milliseconds : 0;
    return is;
}

/* Whether the whole numbers or times of a column rise from row to row of each cell of another, as the frames
 * of a video do. */
static bool rises(const struct roles *roles, size_t of, size_t column)
{
    const struct column_look *look = &roles->looks[column];
    struct names names = {.arena = roles->table->arena};
    double *last = arena_array(roles->table->arena, roles->rows, sizeof *last), place;
    if (look->whole < look->numbers)
        return false;
    for (size_t row = 0; row < roles->rows; row++) {
        size_t known = names.count, name = names_add(&names, roles->cells[of][row]);
        if (!place_of(roles->cells[column][row], &place) || (name < known && place <= last[name]))
            return false;
        last[name] = place;
    }
    return true;
}

static bool is_called_piece(const struct roles *roles, size_t of, size_t column)
{
    (void)of;
    return usual_is_piece(roles->table->header.items[column]);
}

static bool is_time(const struct roles *roles, size_t of, size_t column)
{
    (void)of;
    return column == roles->time;
}

/* How a column that tells apart the rows of another one is found. */
struct piece_kind {
    bool (*is)(const struct roles *roles, size_t of, size_t column);
    size_t several; /* rows that a cell of the other one has, on average */
};

/* Such a column; header.count: none. */
static size_t find_piece(const struct roles *roles, size_t of, const struct piece_kind *kind)
{
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (i != of && kind->several * roles->looks[of].distinct <= roles->rows && may_be_part(roles, i) &&
            kind->is(roles, of, i) && tell_apart(roles, &(struct parts){{of, i}, 2}))
            return i;
    return roles->table->header.count;
}

/* Whether all cells say something: a view may be called none. */
static bool is_said(const struct roles *roles, size_t column)
{
    size_t row = 0;
    while (row < roles->rows && roles->cells[column][row].size)
        row++;
    return row == roles->rows;
}

/* A column by such a name that tells apart the rows in which an id stands; header.count: none. Views may follow each
 * other so that no id stands twice in the first rows. */
static size_t find_member(const struct roles *roles)
{
    const struct words *header = &roles->table->header;
    bool repeats = roles->looks[roles->id].distinct < roles->rows;
    for (size_t i = 0; i < header->count; i++)
        if ((repeats ? usual_is_member : usual_is_view)(header->items[i]) && roles->of[i] == ROLE_METADATA &&
            !roles_twice(roles, i) && is_said(roles, i) && tell_apart(roles, &(struct parts){{roles->id, i}, 2}))
            return i;
    return header->count;
}

size_t roles_called(const struct roles *roles, const char *name)
{
    size_t i = 0, columns = roles->table->header.count;
    while (i < columns && !usual_is_like(roles->table->header.items[i], name))
        i++;
    return i;
}

static bool may_be_any(const struct roles *roles, size_t column)
{
    (void)roles;
    (void)column;
    return true;
}

static bool is_among(const struct parts *parts, size_t column)
{
    size_t i = 0;
    while (i < parts->count && parts->columns[i] != column)
        i++;
    return i < parts->count;
}

/* The column of a grid, or its row. */
static bool is_whole(const struct roles *roles, size_t column)
{
    return roles->looks[column].whole == roles->rows;
}

/* Two columns that are one place, one time or one pair, behind `parts`. */
static bool add_pair(const struct roles *roles, struct parts *parts,
                     bool (*may_be)(const struct roles *roles, size_t column))
{
    static const char *const pairs[][2] = {{"date", "time"},      {"row", "col"},
                                           {"row", "column"},     {"x", "y"},
                                           {"lon", "lat"},        {"id1", "id2"},
                                           {"qid1", "qid2"},      {"query_id", "doc_id"},
                                           {"query", "document"}, {"longitude", "latitude"},
                                           {"lat", "lon"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct parts both = *parts;
        bool may = strcmp(pairs[i][0], "x") != 0 || !roles_has(roles, roles_called(roles, "width")); /* of a box */
        for (size_t k = 0; k < 2; k++) {
            size_t column = roles_called(roles, pairs[i][k]);
            may = may && roles_has(roles, column) && !is_among(parts, column) &&
                  (column == roles->id || may_be_part(roles, column)) && may_be(roles, column);
            both.columns[both.count++] = column;
        }
        if (may && tell_apart(roles, &both)) {
            *parts = both;
            return true;
        }
    }
    return false;
}

/* What several rows are of, where no column is called an id: a stream, or what has few cells. */
static bool may_be_whole(const struct roles *roles, size_t column)
{
    static const char *const never[] = {"split", "subset", "set", "status", "type", "format"};
    struct text name = roles->table->header.items[column];
    const struct column_look *look = &roles->looks[column];
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (usual_is_like(name, never[i]))
            return false;
    return may_be_part(roles, column) && !usual_is_member(name) && !usual_is(USUAL_LABEL, name) &&
           (column == roles->stream || (roles->of[column] == ROLE_METADATA && look->whole == look->numbers &&
                                        !usual_is_flag(name) && (look->numbers == 0 || look->high > 1))) &&
           look->distinct > 1 && 2 * look->distinct <= roles->rows && !look->lists;
}

static void set_ids(struct roles *roles, const struct parts *parts)
{
    struct buffer ids = {.arena = roles->table->arena};
    for (size_t i = 0; i < parts->count; i++) {
        buffer_add(&ids, text_of(i ? "," : ""));
        buffer_add(&ids, roles->table->header.items[parts->columns[i]]);
    }
    roles->ids = buffer_text(&ids);
}

/* The rows of `whole` are told apart by `piece`. A time among them goes on in each of them; but numbers count from the
 * start of a file, and are none of the clock unless it is a stream. */
static void set_piece(struct roles *roles, size_t whole, size_t piece)
{
    const double long_ago = 1e8; /* seconds since 1970: 1973 */
    bool dates = roles->looks[piece].numbers == 0 || roles->looks[piece].low >= long_ago;
    set_ids(roles, &(struct parts){{whole, piece}, 2});
    if (!roles_has(roles, roles->time))
        return;
    if (piece == roles->time && !dates && whole != roles->stream) {
        roles->of[piece] = ROLE_METADATA;
        roles->time = roles->table->header.count;
    } else if (piece == roles->time && !roles_has(roles, roles->stream)) {
        roles->stream = whole;
    }
}

/* The rows of `whole` are told apart by a piece by its name; where it has several rows each by a time, by their place
 * in a grid, by what rises, or by a place of any kind. */
static bool find_parts(struct roles *roles, size_t whole)
{
    static const struct piece_kind kinds[] = {{is_called_piece, 1}, {is_time, 2}, {rises, 3}};
    struct parts parts = {{whole}, 1};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t piece = kinds[k].is == rises && add_pair(roles, &parts, is_whole) ? roles->table->header.count
                                                                                 : find_piece(roles, whole, &kinds[k]);
        if (roles_has(roles, piece))
            set_piece(roles, whole, piece);
        else if (parts.count > 1)
            set_ids(roles, &parts);
        if (roles_has(roles, piece) || parts.count > 1)
            return true;
    }
    if (!add_pair(roles, &parts, may_be_any))
        return false;
    set_ids(roles, &parts);
    return true;
}

/* No column is called an id. */
static void find_whole(struct roles *roles)
{
    size_t columns = roles->table->header.count;
    struct parts parts = {.count = 0};
    roles->ids = text_of("#");
    if (roles->rows < 2 || roles_hold_boxes(roles))
        return;
    const size_t many = 256; /* columns: of a wide table that would take long */
    for (int stream = 1; stream >= 0 && columns <= many; stream--)
        for (size_t i = 0; i < columns; i++) {
            if ((i == roles->stream) != stream || !may_be_whole(roles, i) || !find_parts(roles, i))
                continue;
            roles->id = i;
            if (roles->of[i] == ROLE_METADATA)
                roles->of[i] = ROLE_ID;
            return;
        }
    if (add_pair(roles, &parts, may_be_any)) {
        set_ids(roles, &parts);
    } else if (roles_has(roles, roles->time) && roles->looks[roles->time].distinct == roles->rows) {
        roles->id = roles->time; /* which it stays */
        roles->ids = (struct text){0};
    }
}

void roles_find_ids(struct roles *roles)
{
    const struct words *header = &roles->table->header;
    roles->member = header->count;
    if (!roles_has(roles, roles->id)) {
        find_whole(roles);
        return;
    }
    struct parts none = {.count = 0};
    struct text name = header->items[roles->id];
    if (roles->rows < 2 || roles->by_class || roles_hold_boxes(roles))
        return;
    if (usual_is_like(name, "time") && add_pair(roles, &none, may_be_any)) /* of a day */
        set_ids(roles, &none);
    roles->member = roles->ids.size ? header->count : find_member(roles);
    if (roles->looks[roles->id].distinct == roles->rows || roles_has(roles, roles->member) ||
        memchr(name.data, ',', name.size))
        return;
    struct parts streamed = {{roles->stream, roles->id}, 2};
    if (roles_has(roles, roles->stream) && may_be_part(roles, roles->stream) && tell_apart(roles, &streamed))
        set_ids(roles, &streamed);
    else
        find_parts(roles, roles->id);
}
