/*
 * Rows and flat objects: what stands under which name. Label Studio's CSV, TSV and JSON-MIN, a queue or
 * sheet with an answer column, verdicts, ids and labels, and what `answers` writes.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "join/annotation_reader.h"
#include "read/csv.h"
#include "read/document.h"
#include "read/formula.h"
#include "read/number.h"
#include "read/records.h"

enum role { ID, LABEL, DEPLOYED, VERDICT, WHO, WHEN, NUMBER, STATE };
enum { ROLES = STATE + 1, MOST_NAMES = 4 };
static const size_t NONE = SIZE_MAX;

/* What a table, or an object, is made of. */
struct names {
    const struct words *words;
    size_t role[ROLES]; /* index of the name, or NONE */
    bool studio;        /* it is Label Studio's */
    bool sheet;         /* `export --to sheet` wrote it: see output/spreadsheet.h */
    bool queue;         /* it is a queue, perhaps written for spreadsheet programs: see read/formula.h */
};

/* ---- which name is what ---- */

static size_t find(const struct words *words, const char *name)
{
    size_t found = words_find(words, text_of(name));
    return found < words->count ? found : NONE;
}

static size_t find_any(const struct words *words, const char *const *names)
{
    size_t found = NONE;
    for (size_t i = 0; names[i] && found == NONE; i++)
        found = find(words, names[i]);
    return found;
}

static bool has_all(const struct words *words, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        if (find(words, names[i]) == NONE)
            return false;
    return true;
}

/* Tells roles. In a queue `label` is the model's, never a person's. */
static void choose(struct names *names, const struct words *words, const struct annotation_spec *spec)
{
    static const char *const studio[] = {"annotation_id", "annotator", "lead_time", NULL};
    static const char *const queue[] = {"rank", "score", "method", NULL};
    static const char *const sheet[] = {"rank", "dengine_id", "answer", NULL};
    static const char *const ours[] = {"label", "correct", "state", "who", "when", NULL};
    const char *const ids[] = {"dengine_id", spec->usual ? spec->usual : "id", "id", NULL};
    static const char *const answers[] = {"answer", NULL}, *const labels[] = {"label", "choice", NULL};
    static const char *const who[] = {"who", "annotator", NULL}, *const when[] = {"when", "updated_at", NULL};
    *names = (struct names){.words = words,
                            .studio = has_all(words, studio),
                            .sheet = has_all(words, sheet),
                            .queue = has_all(words, queue)};
    names->role[ID] = spec->id ? find(words, spec->id) : find_any(words, ids);
    names->role[DEPLOYED] = names->role[STATE] = NONE;
    names->role[LABEL] = spec->label ? find(words, spec->label) : find_any(words, answers);
    if (!spec->label && names->role[LABEL] == NONE && (names->studio || !names->queue))
        names->role[LABEL] = find_any(words, labels);
    names->role[VERDICT] = find(words, "correct");
    names->role[NUMBER] = find(words, "annotation_id");
    names->role[WHO] = find_any(words, who);
    names->role[WHEN] = find_any(words, when);
    if (has_all(words, ours))
        names->role[STATE] = find(words, "state");
    else if (find(words, "label") != names->role[LABEL] || names->role[VERDICT] != NONE)
        names->role[DEPLOYED] = find(words, "label");
    if (names->role[DEPLOYED] != NONE && names->role[DEPLOYED] == names->role[LABEL])
        names->role[LABEL] = NONE; /* `label` and `correct`: whether the label is right */
}

/* ---- one row, or one object ---- */

/* yes, no, true, false, 1, 0, in letters of either case; false for anything else but nothing. */
static bool read_verdict(struct text text, enum verdict *verdict)
{
    static const char *const words[] = {"yes", "true", "1", "y", "no", "false", "0", "n"};
    *verdict = VERDICT_NONE;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == text.size && strncasecmp(words[i], text.data, text.size) == 0)
            *verdict = i < 4 ? VERDICT_RIGHT : VERDICT_WRONG;
    return text.size == 0 || *verdict != VERDICT_NONE;
}

/* What a cell of Label Studio holds when a task has several choices, boxes or spans: JSON. */
static bool read_studio_cell(const struct annotation_reader *reader, struct text cell, struct annotation *annotation)
{
    struct json_fault fault;
    struct json_view value;
    if (!cell.size || (cell.data[0] != '{' && cell.data[0] != '[') ||
        !json_view_open(&value, cell, JSON_VIEW_DEPTH, &fault))
        return false;
    struct json_view choices = json_view_get(value, "choices");
    if (choices.at)
        annotation_labels(reader, choices, annotation);
    else
        annotation->state = ANNOTATION_SHAPES;
    return true;
}

/* What `answers` wrote where there is no answer. */
static enum annotation_state state_of(struct text name)
{
    for (size_t i = ANNOTATION_SKIPPED; i < ANNOTATION_STATES; i++)
        if (text_equal(name, text_of(annotation_states[i])))
            return (enum annotation_state)i;
    return ANNOTATION_OPEN;
}

/* In a queue for spreadsheet programs an id may have an apostrophe that is none of its own: it may mean either. */
static struct text name_of(const struct annotation_reader *reader, const struct names *names, struct text id)
{
    struct text bare = formula_bare(id);
    return names->queue && !names->sheet && bare.size < id.size ? text_copy(reader->list->arena, bare)
                                                                : (struct text){0};
}

/* Makes an annotation of the cells of its roles. False when the verdict is none. */
static bool take(struct annotation_reader *reader, const struct names *names, const struct text cells[ROLES])
{
    struct arena *arena = reader->list->arena;
    struct annotation annotation = {.id = text_copy(arena, cells[ID]),
                                    .name = name_of(reader, names, cells[ID]),
                                    .who = text_copy(arena, cells[WHO]),
                                    .when = text_copy(arena, cells[WHEN])};
    if (!read_verdict(cells[VERDICT], &annotation.verdict))
        return false;
    if (!names->studio || !read_studio_cell(reader, cells[LABEL], &annotation)) {
        annotation.label = text_copy(arena, cells[LABEL]);
        if (!annotation.label.size && annotation.verdict == VERDICT_RIGHT)
            annotation.label = text_copy(arena, cells[DEPLOYED]);
        bool said = annotation.label.size || annotation.verdict != VERDICT_NONE;
        bool sent = names->studio && cells[NUMBER].size; /* a task that nobody reached has no annotation */
        annotation.state = said ? ANNOTATION_ANSWERED : sent ? ANNOTATION_EMPTY : ANNOTATION_OPEN;
    }
    if (names->role[STATE] != NONE && annotation.state != ANNOTATION_ANSWERED)
        annotation.state = state_of(cells[STATE]);
    annotation_add(reader, annotation);
    return true;
}

/* Why a table or an object is of no use, or nothing. */
static bool check(const struct annotation_reader *reader, const struct names *names, const char *at,
                  struct error *error)
{
    enum { SHOWN = 20 };
    const struct annotation_spec *spec = reader->spec;
    struct arena arena = {.exhausted = reader->list->arena->exhausted};
    struct buffer list = {.arena = &arena};
    bool id = names->role[ID] != NONE,
         said = spec->ids_only || names->studio || names->role[LABEL] != NONE || names->role[VERDICT] != NONE;
    if (id && said)
        return true;
    for (size_t i = 0; i < names->words->count && i < SHOWN; i++) {
        buffer_add(&list, text_of(i ? ", " : ""));
        buffer_quote(&list, names->words->items[i]);
    }
    if (!id)
        annotation_wrong(reader, at, error, "no column '%s' that names the sample; name one: %s:COL; there are %s",
                         spec->id ? spec->id : "id", reader->path, buffer_string(&list));
    else if (names->queue && !spec->label)
        annotation_wrong(reader, at, error,
                         "a queue without answers: its `label` is the model's; fill in a column `answer` or `correct`, "
                         "or name another: %s:ID,COL",
                         reader->path);
    else
        annotation_wrong(reader, at, error, "no column '%s' with the answers; name one: %s:ID,COL; there are %s",
                         spec->label ? spec->label : "answer", reader->path, buffer_string(&list));
    arena_free(&arena);
    return false;
}

static bool no_verdict(const struct annotation_reader *reader, const char *at, struct text cell, struct error *error)
{
    struct arena arena = {.exhausted = reader->list->arena->exhausted};
    struct buffer shown = {.arena = &arena};
    buffer_quote(&shown, cell);
    annotation_wrong(reader, at, error, "correct is %s: expected yes, no, true, false, 1 or 0", buffer_string(&shown));
    arena_free(&arena);
    return false;
}

/* ---- tables ---- */

static char delimiter_of(struct text head)
{
    static const char delimiters[] = ",\t;";
    size_t most = 0;
    char best = ',';
    for (const char *delimiter = delimiters; *delimiter; delimiter++) {
        size_t count = csv_column_at(head, *delimiter, head.size);
        if (count > most)
            best = *delimiter, most = count;
    }
    return best;
}

/* The first record, without its end; *rest is what follows. */
static struct text take_head(struct text text, struct text *rest)
{
    size_t size = records_first(text, false);
    struct text head = {text.data, size ? size : text.size};
    *rest = (struct text){text.data + head.size, text.size - head.size};
    while (head.size && strchr("\r\n", head.data[head.size - 1]))
        head.size--;
    return head;
}

static bool row_wrong(const struct annotation_reader *reader, const struct csv_row *row, size_t columns,
                      struct error *error)
{
    if (csv_row_wrong(row))
        return annotation_wrong(reader, row->record.data, error, "%s", csv_row_wrong(row));
    return annotation_wrong(reader, row->record.data, error, "%zu cells, the header has %zu", row->fields, columns);
}

/* The apostrophe that keeps a spreadsheet program from taking a text for a number. */
static struct text unguarded(struct text cell)
{
    bool guarded = cell.size && cell.data[0] == '\'';
    return guarded ? (struct text){cell.data + 1, cell.size - 1} : cell;
}

/* A cell as the person meant it who filled it in. */
static struct text meant(const struct names *names, enum role role, struct text cell)
{
    if (names->sheet)
        return unguarded(cell);
    return names->queue && (role == LABEL || role == DEPLOYED) ? formula_bare(cell) : cell;
}

/* NA, null and the like say nothing in a table; not where a tool or `answers` says that they are an answer. */
static void drop_missing(struct annotation_reader *reader, const struct names *names, struct text cells[ROLES])
{
    static const enum role said[] = {LABEL, VERDICT};
    double number;
    if (names->studio || text_equal(cells[STATE], text_of(annotation_states[ANNOTATION_ANSWERED])))
        return;
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (cells[said[i]].size && number_parse(cells[said[i]], &number) == NUMBER_MISSING) {
            cells[said[i]] = (struct text){0};
            reader->list->missing++;
        }
}

static void look_at_bytes(struct annotation_reader *reader, struct text record)
{
    if (!memchr(record.data, '\0', record.size) && text_utf8(record) == record.size)
        return;
    if (reader->list->odd++ == 0)
        reader->list->oddest = annotation_place(reader, record.data);
}

static bool is_bare(const struct text cells[ROLES])
{
    size_t size = 0;
    for (size_t r = 0; r < ROLES; r++)
        size += cells[r].size;
    return size == 0;
}

static bool read_rows(struct annotation_reader *reader, const struct names *names, struct csv *csv,
                      const struct csv_layout *layout, struct error *error)
{
    struct csv_rows *rows = arena_alloc(reader->list->arena, sizeof *rows);
    while (csv_read(csv, rows, error))
        for (size_t i = 0; i < rows->count; i++) {
            const struct csv_row *row = &rows->items[i];
            struct text cells[ROLES] = {0};
            if (row->fields != layout->columns || csv_row_wrong(row))
                return row_wrong(reader, row, layout->columns, error);
            for (size_t r = 0; r < ROLES; r++)
                if (names->role[r] != NONE)
                    cells[r] = meant(names, (enum role)r, csv_cell(row, names->role[r], names->role[r]));
            if (!cells[ID].size && is_bare(cells))
                continue; /* spreadsheets end in such rows */
            if (!cells[ID].size)
                return annotation_wrong(reader, row->record.data, error, "the id is missing");
            look_at_bytes(reader, row->record);
            drop_missing(reader, names, cells);
            if (!take(reader, names, cells))
                return no_verdict(reader, row->record.data, cells[VERDICT], error);
        }
    if (error->status == STATUS_OK)
        return true;
    struct error why = *error;
    return annotation_wrong(reader, csv_fault(csv), error, "%s", why.text);
}

static bool is_text(const struct annotation_reader *reader, struct text head, struct error *error)
{
    if (!head.size)
        return annotation_wrong(reader, head.data, error, "no header: the first line is empty");
    if (memchr(head.data, '\0', head.size) || text_utf8(head) < head.size)
        return annotation_wrong(reader, head.data, error,
                                "not UTF-8 text; from UTF-16, convert it with `iconv -f UTF-16 -t UTF-8`");
    return true;
}

bool annotation_read_table(struct annotation_reader *reader, const struct annotation_format **format,
                           struct error *error)
{
    struct arena *arena = reader->list->arena;
    struct text rest, head = take_head(reader->text, &rest);
    struct words header = {0};
    struct names names;
    char delimiter = reader->spec->delimiter ? reader->spec->delimiter : delimiter_of(head);
    if (!is_text(reader, head, error))
        return false;
    size_t position = 0;
    if (!csv_split(&header, arena, head, delimiter, &position, error)) {
        struct error why = *error;
        return annotation_wrong(reader, head.data + position - 1, error, "%s", why.text);
    }
    choose(&names, &header, reader->spec);
    if (!check(reader, &names, head.data, error))
        return false;
    *format = names.studio ? &annotation_label_studio_csv : &annotation_table;
    size_t *all = arena_array(arena, header.count, sizeof *all);
    for (size_t i = 0; i < header.count; i++)
        all[i] = i;
    struct csv_layout layout = {delimiter, header.count, all, header.count};
    struct csv *csv = csv_open(arena, &layout, marks_best());
    if (!csv)
        return error_set(error, STATUS_MEMORY, "%s: out of memory", reader->path);
    csv_start(csv, rest, false);
    return read_rows(reader, &names, csv, &layout, error);
}

const struct annotation_format annotation_label_studio_csv = {"label-studio-csv", "Label Studio's CSV and TSV", false};
const struct annotation_format annotation_table = {
    "table", "a table with ids and a column `answer`, `correct` or `label`", false};

/* ---- objects ---- */

static struct text cell_of(const struct annotation_reader *reader, struct json_view record, const struct names *names,
                           enum role role)
{
    if (names->role[role] == NONE)
        return (struct text){0};
    struct arena *arena = reader->list->arena;
    return annotation_text(reader,
                           json_view_get(record, text_copy(arena, names->words->items[names->role[role]]).data));
}

/* Where the answer is an array or an object, it is read as such. */
static bool read_nested(struct annotation_reader *reader, struct json_view record, const struct names *names,
                        const struct text cells[ROLES])
{
    struct json_view value = {0};
    if (names->role[LABEL] != NONE)
        value = json_view_get(record, text_copy(reader->list->arena, names->words->items[names->role[LABEL]]).data);
    enum json_kind kind = json_view_kind(value);
    if (kind != JSON_ARRAY && kind != JSON_OBJECT)
        return false;
    struct annotation annotation = {.id = cells[ID], .who = cells[WHO], .when = cells[WHEN]};
    struct json_view choices = kind == JSON_OBJECT ? json_view_get(value, "choices") : value;
    if (choices.at)
        annotation_labels(reader, choices, &annotation);
    else
        annotation.state = ANNOTATION_SHAPES;
    annotation_add(reader, annotation);
    return true;
}

static bool read_object(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    struct arena *arena = reader->list->arena;
    struct words keys = {0};
    struct json_member member;
    struct names names;
    for (bool more = json_view_first(record, &member); more; more = json_view_next(&member))
        words_add(&keys, arena, annotation_text(reader, member.key));
    choose(&names, &keys, reader->spec);
    struct text cells[ROLES] = {0};
    if (!annotation_id(reader, record, &cells[ID], error))
        return false;
    names.role[ID] = 0;
    if (!check(reader, &names, record.at, error))
        return false;
    for (enum role role = LABEL; role <= STATE; role++)
        cells[role] = cell_of(reader, record, &names, role);
    if (read_nested(reader, record, &names, cells))
        return true;
    return take(reader, &names, cells) || no_verdict(reader, record.at, cells[VERDICT], error);
}

static bool is_min(struct json_view record)
{
    return json_view_get(record, "annotation_id").at && json_view_get(record, "annotator").at &&
           json_view_get(record, "lead_time").at;
}

/* Label Studio overwrites `id` with its own number. */
static bool read_min(struct annotation_reader *reader, struct json_view record, struct error *error)
{
    if (!reader->spec->id && !json_view_get(record, "dengine_id").at)
        return annotation_wrong(reader, record.at, error,
                                "no 'dengine_id' here, and `id` is Label Studio's own number; name the key that names "
                                "the sample: %s:KEY",
                                reader->path);
    return read_object(reader, record, error);
}

static bool is_object(struct json_view record)
{
    (void)record;
    return true;
}

const struct annotation_records annotation_label_studio_min = {
    .format = {"label-studio-min", "Label Studio's JSON-MIN", false},
    .is = is_min,
    .read = read_min,
};

const struct annotation_records annotation_objects = {
    .format = {"objects", "JSON objects with ids and a key `answer`, `correct` or `label`", false},
    .is = is_object,
    .read = read_object,
};
