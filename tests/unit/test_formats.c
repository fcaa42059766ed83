/*
 * test_formats.c - queues of awkward cells in every format, read back.
 */
#include "unit.h"

#include "dengine/measure.h"
#include "output/queue.h"
#include "output/queue_json.h"
#include "output/xml.h"
#include "read/csv.h"
#include "read/formula.h"
#include "read/records.h"

enum { COLUMNS = 3, MOST_ROWS = 8 };

static const struct queue_column columns[COLUMNS] = {
    {{"margin", 6}, COLUMN_DECIMAL}, {{"prob \"cat\",\n", 12}, COLUMN_TEXT}, {{"scene", 5}, COLUMN_TEXT}};

static const struct format *format_of(const char *name)
{
    const struct format *format = queue_formats;
    while (strcmp(format->name, name) != 0)
        format++;
    return format;
}

/* A queue of rows that offer their cells: reason, margin, prob, scene. */
static struct queue make_queue(struct arena *arena, struct text (*cells)[1 + COLUMNS], const struct text *ids,
                               size_t count)
{
    struct top *top = top_open(arena, SIZE_MAX, 0);
    for (size_t i = 0; i < count; i++) {
        struct top_key key = {.scores = {i == 0 ? TOP_UNSCORABLE : NANO - (int64_t)i * 1234567}, .tie = i};
        struct top_entry *entry = top_offer(top, &key, ids[i], (struct text){0});
        top_cells(top, entry, cells[i], 1 + COLUMNS);
        entry->inclusion_prob = 1. / (double)(i + 1);
    }
    return (struct queue){
        .method = "confidence", .columns = columns, .columns_count = COLUMNS, .rows = top_sorted(top), .count = count};
}

static struct text written(struct arena *arena, const struct queue *queue, const char *format)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    format_of(format)->write(queue, arena, out);
    fclose(out);
    struct text text = text_copy(arena, (struct text){data, size});
    free(data);
    return text;
}

static void random_cell(struct buffer *out, uint64_t *chance)
{
    static const char *const pieces[] = {
        ",",    "\"", "\n", "\r",  "\t", " ", "a",    "\\",   "\xC3\xA9", "\xF0\x9F\x98\x80", "\x01", "\x1F",
        "\x7F", "'",  ";",  "0.5", "/",  "{", "\r\n", "\"\"", "="};
    for (size_t left = random_below(chance, 6); left > 0; left--)
        buffer_add(out, text_of(pieces[random_below(chance, COUNT(pieces))]));
}

/* What stands in each column of the whole queue, as it was put in. */
static void expected_cells(struct text *out, struct arena *arena, const struct queue *queue, size_t row)
{
    struct buffer rank = {.arena = arena}, score = {.arena = arena}, probability = {.arena = arena};
    const struct top_entry *entry = queue->rows[row];
    buffer_format(&rank, "%zu", row + 1);
    if (row)
        buffer_nano(&score, entry->key.scores[0]);
    buffer_format(&probability, "%.9g", entry->inclusion_prob);
    struct text fixed[] = {buffer_text(&rank),        entry->id,      buffer_text(&score), TEXT("confidence"),
                           buffer_text(&probability), entry->cells[0]};
    memcpy(out, fixed, sizeof fixed);
    memcpy(out + QUEUE_FIXED, entry->cells + 1, COLUMNS * sizeof *out);
}

/* ---- csv and tsv ---- */

static void expect_record(struct arena *arena, struct text *rest, char delimiter, const struct text *cells)
{
    struct words words = {0};
    struct error error;
    struct text record = {rest->data, records_first(*rest, false)};
    check(csv_split(&words, arena, record, delimiter, &(size_t){0}, &error), "%s: %.*s", error.text, SHOW(record));
    assert_int_equal(words.count, QUEUE_FIXED + COLUMNS);
    for (size_t i = 0; i < words.count; i++)
        check(text_equal(words.items[i], cells[i]), "column %zu is '%.*s', not '%.*s'", i, SHOW(words.items[i]),
              SHOW(cells[i]));
    *rest = (struct text){rest->data + record.size, rest->size - record.size};
}

static void expect_delimited(struct arena *arena, const struct queue *queue, const char *format, char delimiter)
{
    struct text rest = written(arena, queue, format), cells[QUEUE_FIXED + COLUMNS];
    for (size_t i = 0; i < QUEUE_FIXED + COLUMNS; i++)
        cells[i] = i < QUEUE_FIXED ? queue_fixed[i].name : columns[i - QUEUE_FIXED].name;
    expect_record(arena, &rest, delimiter, cells);
    for (size_t row = 0; row < queue->count; row++) {
        expected_cells(cells, arena, queue, row);
        expect_record(arena, &rest, delimiter, cells);
    }
    assert_int_equal(rest.size, 0);
}

/* ---- jsonl ---- */

static void expect_byte(const char **at, char byte)
{
    check(**at == byte, "'%c' expected at %s", byte, *at);
    ++*at;
}

/* A JSON string (RFC 8259), as far as the formats write it. */
static void expect_json_string(struct arena *arena, const char **at, struct text expected)
{
    struct buffer text = {.arena = arena};
    expect_byte(at, '"');
    for (; **at != '"'; ++*at) {
        check((unsigned char)**at >= 0x20, "a control byte %d in a string", **at);
        if (**at != '\\') {
            buffer_byte(&text, **at);
            continue;
        }
        ++*at;
        unsigned code;
        if (**at == 'u') {
            assert_int_equal(sscanf(*at + 1, "%4x", &code), 1);
            assert_true(code < 0x80);
            buffer_byte(&text, (char)code);
            *at += 4;
        } else {
            assert_non_null(strchr("\"\\/bfnrt", **at));
            buffer_byte(&text, **at == 'n' ? '\n' : **at == 'r' ? '\r' : **at == 't' ? '\t' : **at);
        }
    }
    expect_byte(at, '"');
    check(text_equal(buffer_text(&text), expected), "'%.*s', not '%.*s'", SHOW(buffer_text(&text)), SHOW(expected));
}

/* The number of the cell, with a point where it need not be whole; null where there is none. */
static void expect_json_number(const char **at, enum column_kind kind, struct text cell)
{
    struct text number = cell.size ? cell : TEXT("null");
    bool point = memchr(number.data, '.', number.size) || memchr(number.data, 'e', number.size);
    struct text rest = cell.size && kind != COLUMN_WHOLE && !point ? TEXT(".0") : TEXT("");
    for (size_t b = 0; b < number.size; b++)
        expect_byte(at, number.data[b]);
    for (size_t b = 0; b < rest.size; b++)
        expect_byte(at, rest.data[b]);
}

static void expect_jsonl(struct arena *arena, const struct queue *queue)
{
    const char *at = written(arena, queue, "jsonl").data;
    for (size_t row = 0; row < queue->count; row++) {
        struct text cells[QUEUE_FIXED + COLUMNS];
        expected_cells(cells, arena, queue, row);
        expect_byte(&at, '{');
        for (size_t i = 0; i < QUEUE_FIXED + COLUMNS; i++) {
            const struct queue_column *column = i < QUEUE_FIXED ? &queue_fixed[i] : &columns[i - QUEUE_FIXED];
            if (i)
                expect_byte(&at, ',');
            expect_json_string(arena, &at, column->name);
            expect_byte(&at, ':');
            if (column->kind == COLUMN_TEXT)
                expect_json_string(arena, &at, cells[i]);
            else
                expect_json_number(&at, column->kind, cells[i]);
        }
        expect_byte(&at, '}');
        expect_byte(&at, '\n');
    }
    assert_int_equal(*at, '\0');
}

/* ---- tests ---- */

static void awkward_cells_read_back(void **state)
{
    (void)state;
    uint64_t chance = 1;
    for (int round = 0; round < 1500; round++) {
        struct arena arena = {0};
        struct text cells[MOST_ROWS][1 + COLUMNS], ids[MOST_ROWS];
        size_t count = random_below(&chance, MOST_ROWS + 1);
        for (size_t i = 0; i < count; i++) {
            struct buffer id = {.arena = &arena};
            buffer_format(&id, "%zu", i);
            random_cell(&id, &chance);
            ids[i] = buffer_text(&id);
            for (size_t c = 0; c < 1 + COLUMNS; c++) {
                struct buffer cell = {.arena = &arena};
                random_cell(&cell, &chance);
                cells[i][c] = c == 1 ? TEXT("0.25") : buffer_text(&cell);
            }
        }
        if (count)
            cells[0][1] = TEXT(""); /* a number that is missing */
        struct queue queue = make_queue(&arena, cells, ids, count);
        expect_delimited(&arena, &queue, "csv", ',');
        expect_delimited(&arena, &queue, "tsv", '\t');
        expect_jsonl(&arena, &queue);
        /* The table is for people: one line each, whatever the cells hold. */
        struct text table = written(&arena, &queue, "table");
        assert_int_equal(records_count(table, '\n'), count + 1);
        for (size_t i = 0; i < table.size; i++)
            check((unsigned char)table.data[i] >= 0x20 || table.data[i] == '\n', "byte %d in a table", table.data[i]);
        arena_free(&arena);
    }
}

static void bytes_of_each_format(void **state)
{
    static const struct {
        const char *format, *bytes;
    } cases[] = {
        {"csv", "rank,id,score,method,inclusion_prob,reason,margin,\"prob \"\"cat\"\",\n\",scene\n"
                "1,x,,confidence,1,unscorable: confidence is missing,,,\n"
                "2,caf\xC3\xA9,0.998765433,confidence,0.5,\"cat 0.41, dog 0.39\",0.98, a ,\"b\"\"c\"\n"},
        {"tsv", "rank\tid\tscore\tmethod\tinclusion_prob\treason\tmargin\t\"prob \"\"cat\"\",\n\"\tscene\n"
                "1\tx\t\tconfidence\t1\tunscorable: confidence is missing\t\t\t\n"
                "2\tcaf\xC3\xA9\t0.998765433\tconfidence\t0.5\tcat 0.41, dog 0.39\t0.98\t a \t\"b\"\"c\"\n"},
        {"jsonl",
         "{\"rank\":1,\"id\":\"x\",\"score\":null,\"method\":\"confidence\",\"inclusion_prob\":1.0,"
         "\"reason\":\"unscorable: confidence is missing\",\"margin\":null,\"prob "
         "\\\"cat\\\",\\n\":\"\",\"scene\":\"\"}\n"
         "{\"rank\":2,\"id\":\"caf\xC3\xA9\",\"score\":0.998765433,\"method\":\"confidence\",\"inclusion_prob\":0.5,"
         "\"reason\":\"cat 0.41, dog 0.39\",\"margin\":0.98,\"prob \\\"cat\\\",\\n\":\" a \",\"scene\":\"b\\\"c\"}\n"},
        {"table", "rank  id          score  method      inclusion_prob  reason                             margin  "
                  "prob \"cat\",.  scene\n"
                  "   1  x                  confidence               1  unscorable: confidence is missing"
                  "                        \n"
                  "   2  caf\xC3\xA9  0.998765433  confidence             0.5  cat 0.41, dog 0.39                   "
                  "0.98   a            b\"c\n"},
    };
    struct text cells[][1 + COLUMNS] = {
        {BYTES("unscorable: confidence is missing"), BYTES(""), BYTES(""), BYTES("")},
        {BYTES("cat 0.41, dog 0.39"), BYTES("0.98"), BYTES(" a "), BYTES("b\"c")},
    };
    const struct text ids[] = {BYTES("x"), BYTES("caf\xC3\xA9")};
    struct queue queue = make_queue(*state, cells, ids, 2);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(written(*state, &queue, cases[i].format).data, cases[i].bytes);
}

/* A cell wider than 60 characters is cut, between characters. */
static void wide_cells_are_cut_in_a_table(void **state)
{
    struct buffer wide = {.arena = *state}, shown = {.arena = *state};
    for (int i = 0; i < 80; i++)
        buffer_add(&wide, TEXT("\xC3\xA9"));
    for (int i = 0; i < 59; i++)
        buffer_add(&shown, TEXT("\xC3\xA9"));
    buffer_byte(&shown, '~');
    struct text cells[][1 + COLUMNS] = {{buffer_text(&wide), BYTES("1"), BYTES("2"), BYTES("3")}};
    struct queue queue = make_queue(*state, cells, &TEXT("x"), 1);
    const char *table = written(*state, &queue, "table").data;
    const char *line = strchr(table, '\n') + 1;
    assert_non_null(strstr(line, buffer_string(&shown)));
    assert_null(strstr(line, "~~"));
    size_t widths[2] = {0};
    for (const char *c = table; *c; c++)
        widths[c >= line] += (*c & 0xC0) != 0x80 && *c != '\n';
    assert_int_equal(widths[0], widths[1] + strlen("scene") - 1);
}

static void rows_are_complete(void **state)
{
    (void)state;
    for (const struct format *format = queue_formats; format->name; format++)
        assert_true(*format->name && format->doc && *format->doc && format->write);
    for (size_t i = 0; i < QUEUE_FIXED; i++)
        assert_true(queue_fixed[i].name.size == strlen(queue_fixed[i].name.data));
}

/* What --spreadsheet-safe puts before a cell is what is taken away again, whatever the cell begins with. */
static void a_guarded_cell_comes_back(void **state)
{
    static const char *const cells[] = {"",   "a",    "=x", "'=x", "''=x", "-5", "'-5", "-5a",  "'-5a",
                                        "'a", "@dog", "'",  "'''", "+",    "'+", "\tx", "'\tx", "1=2"};
    struct text rows[COUNT(cells)][1 + COLUMNS] = {0}, ids[COUNT(cells)];
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct buffer id = {.arena = *state};
        buffer_format(&id, "%zu", i);
        ids[i] = buffer_text(&id);
        rows[i][3] = text_of(cells[i]);
    }
    struct queue queue = make_queue(*state, rows, ids, COUNT(cells));
    queue.spreadsheet_safe = true;
    struct text rest = written(*state, &queue, "csv");
    size_t taken = records_first(rest, false), position;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct words split = {0};
        struct error error;
        rest = (struct text){rest.data + taken, rest.size - taken};
        taken = records_first(rest, false);
        assert_true(csv_split(&split, *state, (struct text){rest.data, taken - 1}, ',', &position, &error));
        struct text cell = split.items[QUEUE_FIXED + 2], bare = formula_bare(cell);
        size_t number = (size_t)strtoul(text_copy(*state, split.items[1]).data, NULL, 10);
        check(text_equal(bare, text_of(cells[number])), "'%.*s' came back of '%s'", SHOW(bare), cells[number]);
        check(!formula_is(cell) || cell.data[0] == '\'', "'%.*s' would run", SHOW(cell));
    }
}

/* Every measure may be a column; the names that batches make of methods are numbers, too. */
static void each_column_of_evidence_has_a_kind(void **state)
{
    static const struct measure *const tables[] = {uncertainty_measures, disagreement_measures, doubt_measures};
    enum column_kind kind = COLUMN_TEXT;
    (void)state;
    for (size_t t = 0; t < COUNT(tables); t++)
        for (const struct measure *measure = tables[t]; measure->name; measure++)
            check(queue_evidence(text_of(measure->name), &kind) && kind == COLUMN_DECIMAL, "%s", measure->name);
    assert_true(queue_evidence(TEXT("score_teacher"), &kind) && kind == COLUMN_DECIMAL);
    assert_true(queue_evidence(TEXT("members"), &kind) && kind == COLUMN_WHOLE);
    assert_false(queue_evidence(TEXT("kept_members"), &kind));
    assert_int_equal(queue_column(TEXT("site")).kind, COLUMN_TEXT);
    assert_true(queue_column_holds(&(struct queue_column){TEXT("draw"), COLUMN_DECIMAL}, TEXT("NA")));
    assert_false(queue_column_holds(&(struct queue_column){TEXT("draw"), COLUMN_DECIMAL}, TEXT("first")));
}

static void numbers_in_json_are_those_of_the_cells(void **state)
{
    static const struct {
        enum column_kind kind;
        struct text cell;
        const char *json;
    } cells[] = {
        {COLUMN_WHOLE, BYTES("12"), "12"},     {COLUMN_DECIMAL, BYTES("12"), "12.0"},
        {COLUMN_DECIMAL, BYTES("1e5"), "1e5"}, {COLUMN_DECIMAL, BYTES("1E5"), "1E5"},
        {COLUMN_DECIMAL, BYTES(".5"), "0.5"},  {COLUMN_DECIMAL, BYTES("+3"), "3.0"},
        {COLUMN_DECIMAL, BYTES("5."), "5.0"},  {COLUMN_WHOLE, BYTES("007"), "7"},
        {COLUMN_DECIMAL, BYTES("NA"), "null"}, {COLUMN_DECIMAL, BYTES(""), "null"},
        {COLUMN_WHOLE, BYTES("word"), "null"}, {COLUMN_TEXT, BYTES("12"), "\"12\""},
        {COLUMN_TEXT, BYTES(""), "\"\""},      {COLUMN_TEXT, BYTES("a\0b\"\x1F"), "\"a\\u0000b\\\"\\u001f\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        char *data = NULL;
        size_t size = 0;
        struct json json = {.out = open_memstream(&data, &size)};
        queue_json_value(&json, NULL, cells[i].kind, cells[i].cell);
        fclose(json.out);
        check(strcmp(data, cells[i].json) == 0, "%.*s: %s, not %s", SHOW(cells[i].cell), data, cells[i].json);
        free(data);
    }
}

static void xml_has_no_control_characters(void **state)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    (void)state;
    assert_true(xml_attribute_write(out, "name", TEXT("a<b> & \"c\"\t\r\n\xC3\xA9")));
    assert_false(xml_escape(out, TEXT("\0x\x01y")));
    fclose(out);
    assert_string_equal(data, " name=\"a&lt;b&gt; &amp; &quot;c&quot;&#9;&#13;&#10;\xC3\xA9\"xy");
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_complete),
        TEST(bytes_of_each_format),
        TEST(awkward_cells_read_back),
        TEST(wide_cells_are_cut_in_a_table),
        TEST(a_guarded_cell_comes_back),
        TEST(each_column_of_evidence_has_a_kind),
        TEST(numbers_in_json_are_those_of_the_cells),
        TEST(xml_has_no_control_characters),
    };
    return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
