/*
 * test_csv.c - reading CSV: what comes out, and that every road gives the same.
 *
 * The roads: libcsv alone and each kind of marks, from a file and from a pipe, in blocks of any size.
 * All must give the same rows, cells, errors and places as libcsv on the whole text at once.
 */
#include "unit.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../random_csv.h"
#include "read/csv.h"
#include "read/source.h"
#include "read/split.h"

/* ---- marks ---- */

/* What stands in a text, found byte by byte. */
struct found {
    bool ascii, quotes, returns;
    uint32_t ends[5 * MARKS_BYTES];
    size_t count, rows, rows_end; /* ends; newlines outside quotes; the ends up to the last of them */
};

static struct found find_bytes(struct text text, char delimiter)
{
    struct found found = {.ascii = true};
    bool inside = false;
    for (uint32_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        found.ascii &= !(byte & 0x80);
        found.quotes |= byte == '"';
        found.returns |= byte == '\r';
        inside ^= byte == '"';
        if (inside || (byte != delimiter && byte != '\n'))
            continue;
        found.ends[found.count++] = i;
        found.rows += byte == '\n';
        found.rows_end = byte == '\n' ? found.count : found.rows_end;
    }
    return found;
}

static void marks_agree_with_a_plain_loop(void **state)
{
    enum { MOST = 5 * MARKS_BYTES };
    static const char bytes[] = ",\n\"\r;\tx0\0\x7F\x80\xFF\xAC\xA2\x8A\x8D";
    uint64_t chance = 1;
    struct split *split = arena_alloc(*state, sizeof *split);
    *split = (struct split){.arena = *state};
    for (int round = 0; round < 4000; round++) {
        size_t size = random_below(&chance, MOST + 1), kinds = round % 2 ? 8 : sizeof bytes - 1; /* all ASCII, or not */
        char *data = malloc(size + 1), delimiter = ",;\t"[round % 3];
        for (size_t i = 0; i < size; i++)
            data[i] = round % 5 ? bytes[random_below(&chance, kinds)] : (char)random_next(&chance);
        struct text text = {data, size};
        struct found found = find_bytes(text, delimiter);
        for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
            if (!kind->supported())
                continue;
            split->kind = kind;
            split_stretch(split, text, delimiter);
            check(split->ascii == found.ascii && split->quotes == found.quotes && split->returns == found.returns &&
                      split->rows_count == found.rows,
                  "%s finds other bytes in round %d", kind->name, round);
            check(found.rows == 0 || split->rows[found.rows - 1].end == found.rows_end - 1,
                  "%s finds other cells in round %d", kind->name, round);
            check(memcmp(split->ends, found.ends, found.count * sizeof *found.ends) == 0,
                  "%s finds other ends in round %d", kind->name, round);
        }
        free(data);
    }
}

static void counts_agree_with_a_plain_loop(void **state)
{
    (void)state;
    uint64_t chance = 2;
    for (size_t size = 0; size < 400; size++)
        for (size_t start = 0; start < 3; start++) {
            char *data = malloc(size + start + 1);
            size_t expected = 0;
            for (size_t i = 0; i < size; i++) {
                data[start + i] = "\"x\xA2!"[random_below(&chance, 4)];
                expected += data[start + i] == '"';
            }
            assert_int_equal(marks_count(data + start, size, '"'), expected);
            for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
                if (kind->supported())
                    check(kind->count(data + start, size, '"') == expected, "%s counts otherwise", kind->name);
            free(data);
        }
}

static void the_environment_chooses_the_kind(void **state)
{
    (void)state;
    const char *before = getenv("DENGINE_CSV");
    char *kept = before ? strdup(before) : NULL;
    unsetenv("DENGINE_CSV");
    const struct marks_kind *fastest = marks_best();
    assert_non_null(fastest);
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
        setenv("DENGINE_CSV", kind->name, 1);
        assert_ptr_equal(marks_best(), kind->supported() ? kind : fastest);
    }
    setenv("DENGINE_CSV", "abacus", 1);
    assert_ptr_equal(marks_best(), fastest);
    setenv("DENGINE_CSV", "libcsv", 1);
    assert_null(marks_best());
    unsetenv("DENGINE_CSV");
    if (kept)
        setenv("DENGINE_CSV", kept, 1);
    free(kept);
}

/* ---- what reading gives, written down ---- */

/* A place that moves on through a block, as line and column. */
struct place {
    const char *at, *line_start;
    uint64_t line;
};

static void move_to(struct place *place, const char *to)
{
    for (; place->at < to; place->at++)
        if (*place->at == '\n') {
            place->line++;
            place->line_start = place->at + 1;
        }
}

static void add_place(struct buffer *out, struct place *place, const char *at)
{
    move_to(place, at);
    buffer_format(out, "%llu:%zu ", (unsigned long long)place->line, (size_t)(at - place->line_start) + 1);
}

static void add_row(struct buffer *out, const struct csv_row *row, const struct csv_layout *layout)
{
    buffer_format(out, "%zu cells in %zu bytes%s%s", row->fields, row->record.size, row->bare_return ? ", return" : "",
                  row->too_long ? ", too long" : "");
    for (size_t w = 0; row->fields == layout->columns && !row->bare_return && w < layout->wanted_count; w++) {
        buffer_byte(out, '|');
        buffer_add(out, csv_cell(row, layout->wanted[w], w));
    }
    buffer_byte(out, '\n');
}

static void check_filled(const struct csv_rows *rows, size_t i)
{
    for (size_t column = 0; rows->grid && column < rows->columns; column++) {
        bool filled = csv_grid_cell(rows, i, column).size > 0;
        check(csv_grid_filled(rows, i, column) == filled, "cell %zu is %sempty", column, filled ? "not " : "");
        check(filled || !rows->filled, "cell %zu is empty, the rows are claimed to be filled", column);
    }
}

/* The rows of one block. Returns false at an error, which is written down too. */
static bool add_block(struct buffer *out, struct csv *csv, struct text text, bool unfinished, uint64_t *line,
                      const struct csv_layout *layout)
{
    static struct csv_rows rows;
    struct error error;
    struct place place = {text.data, text.data, *line};
    csv_start(csv, text, unfinished);
    while (csv_read(csv, &rows, &error))
        for (size_t i = 0; i < rows.count; i++) {
            const struct csv_row *row = &rows.items[i];
            add_place(out, &place, row->record.data);
            add_row(out, row, layout);
            check(!rows.ascii || text_utf8(row->record) == row->record.size, "a row is claimed to be ASCII");
            check_filled(&rows, i);
        }
    if (error.status != STATUS_OK) {
        add_place(out, &place, csv_fault(csv));
        buffer_format(out, "%s\n", error.text);
        return false;
    }
    move_to(&place, text.data + text.size);
    check(csv_lines(csv) == place.line - *line, "%llu lines are counted, there are %llu",
          (unsigned long long)csv_lines(csv), (unsigned long long)(place.line - *line));
    *line = place.line;
    return true;
}

/* The authority: libcsv alone on the whole text. */
static void add_whole(struct buffer *out, struct text text, const struct csv_layout *layout)
{
    struct arena arena = {0};
    uint64_t line = 1;
    if (text_starts(text, TEXT("\xEF\xBB\xBF")))
        text = (struct text){text.data + 3, text.size - 3};
    add_block(out, csv_open(&arena, layout, NULL), text, false, &line, layout);
    arena_free(&arena);
}

/* The same through a source, block by block. */
static void add_source(struct buffer *out, const char *path, size_t block_size, const struct csv_layout *layout,
                       const struct marks_kind *kind)
{
    struct arena arena = {0};
    struct block_room room = {.arena = &arena};
    struct source *source;
    struct block block;
    struct error error;
    uint64_t line = 1, number = 0;
    if (!source_open(&source, &arena, &path, 1, block_size, &error))
        fail_msg("%s", error.text);
    struct csv *csv = csv_open(&arena, layout, kind);
    while (source_take(source, &room, &block, &error)) {
        assert_true(block.number == number++);
        if (!add_block(out, csv, block.text, block.unfinished, &line, layout))
            break;
    }
    if (error.status != STATUS_OK)
        fail_msg("%s", error.text);
    arena_free(&arena);
}

/* ---- files and pipes ---- */

static int written_file(struct text text)
{
    int fd = memfd_create("csv", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_true(write(fd, text.data, text.size) == (ssize_t)text.size);
    return fd;
}

/* A pipe that holds the text and has no writer any more. */
static int written_pipe(struct text text)
{
    int ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    assert_true(text.size == 0 || write(ends[1], text.data, text.size) == (ssize_t)text.size);
    close(ends[1]);
    return ends[0];
}

static const char *path_of(int fd, char path[static 32])
{
    snprintf(path, 32, "/dev/fd/%d", fd);
    return path;
}

/* ---- every road gives the same ---- */

struct road {
    struct text text;
    const struct csv_layout *layout;
    const char *expected;
};

static void compare(const struct road *road, struct buffer *found, const char *kind, const char *from, size_t block)
{
    if (strcmp(buffer_string(found), road->expected) == 0)
        return;
    fprintf(stderr, "---- text\n%.*s\n---- expected\n%s---- found\n%s", SHOW(road->text), road->expected, found->data);
    fail_msg("%s from a %s in blocks of %zu differs from libcsv on the whole", kind, from, block);
}

static void try_kind(const struct road *road, const struct marks_kind *kind, size_t block)
{
    struct arena arena = {0};
    struct buffer found = {.arena = &arena};
    const char *name = kind ? kind->name : "libcsv";
    char path[32];
    int file = written_file(road->text), pipe = written_pipe(road->text);
    add_source(&found, path_of(file, path), block, road->layout, kind);
    compare(road, &found, name, "file", block);
    found.size = 0;
    add_source(&found, path_of(pipe, path), block, road->layout, kind);
    compare(road, &found, name, "pipe", block);
    close(file);
    close(pipe);
    arena_free(&arena);
}

static void try_all(struct arena *arena, struct text text, const struct csv_layout *layout, size_t block)
{
    struct buffer expected = {.arena = arena};
    add_whole(&expected, text, layout);
    struct road road = {text, layout, buffer_string(&expected)};
    try_kind(&road, NULL, block);
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
        if (kind->supported())
            try_kind(&road, kind, block);
}

/* Some of the columns, in order. */
static struct csv_layout random_layout(size_t *wanted, size_t columns, char delimiter, uint64_t *chance)
{
    struct csv_layout layout = {.delimiter = delimiter, .columns = columns, .wanted = wanted};
    for (size_t i = 0; i < columns; i++)
        if (random_below(chance, 4))
            wanted[layout.wanted_count++] = i;
    return layout;
}

static void generated_texts_read_alike(void **state)
{
    (void)state;
    enum { TEXTS = 2500, MOST_COLUMNS = 6 };
    static const size_t blocks[] = {1, 2, 3, 5, 8, 17, 63, 64, 65, 200, 1000, 5000, 0};
    uint64_t chance = 1;
    for (int i = 0; i < TEXTS; i++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        size_t wanted[MOST_COLUMNS], columns = 1 + random_below(&chance, MOST_COLUMNS);
        char delimiter = ",,;\t"[random_below(&chance, 4)];
        random_csv(&text, columns, delimiter, &chance);
        struct csv_layout layout = random_layout(wanted, columns, delimiter, &chance);
        size_t block = blocks[random_below(&chance, COUNT(blocks))];
        if (text.size > 4000 && block && block < 17)
            block = 1000;
        try_all(&arena, buffer_text(&text), &layout, block);
        arena_free(&arena);
    }
}

/* Every cut of a text that holds everything, into blocks of every size. */
static void every_block_size_reads_alike(void **state)
{
    static const char *const texts[] = {
        "\xEF\xBB\xBFid,text\r\n1,\"a,b\"\r\n2,\"line\r\nline\"\r\n3,\"\"\"hi\"\"\"\r\n\r\n4,\xE2\x82\xAC\r\n",
        "id,text\n\n\n1,\"\"\n2,\"\"\"\"\n3,\"\"\"\n\"\"\"\n4,x",
        "id,text\n1,a\n2,\"b\nc\" \n3,d\n",        /* text after a closing quote */
        "id,text\n1,a\n2,b\"c\n3,\"d\"\n4,e\n",    /* a quote inside an unquoted cell */
        "id,text\n1,a\n2,\"b\n3,c\n4,d\n",         /* a quote never closed, newline at the end */
        "id,text\n1,a\n2,\"b\n3,c\n4,d",           /* none there */
        "id,text\n1,a\r2,b\r3,c\n4,d\n5\n6,e,f\n", /* carriage returns, and rows of other widths */
        "\"id\",\"te\nxt\"\n1,a\n",
        "\xEF\xBB\xBF\"id\",\"text\"\n1,a\n",
        "\n\nid,text\n1,a\n",
        "\r\n",
        "\n",
        "",
        "\xEF\xBB\xBF",
        "\"",
        "\"\"",
        ",",
        "\r",
    };
    size_t wanted[] = {0, 1};
    struct csv_layout layout = {.delimiter = ',', .columns = 2, .wanted = wanted, .wanted_count = 2};
    for (size_t i = 0; i < COUNT(texts); i++)
        for (size_t block = 1; block <= strlen(texts[i]) + 2; block++) {
            layout.columns = layout.wanted_count = 1 + block % 2; /* of one column, blank lines are rows */
            try_all(*state, text_of(texts[i]), &layout, block);
        }
}

/* ---- what comes out ---- */

static void rows_are_read_as_rfc_4180_says(void **state)
{
    static const struct {
        size_t columns;
        const char *text, *rows;
    } cases[] = {
        {2, "a,b\n1,2\n", "1:1 2 cells in 3 bytes|a|b\n2:1 2 cells in 3 bytes|1|2\n"},
        {2, "a,b\r\n1,2\r\n", "1:1 2 cells in 3 bytes|a|b\n2:1 2 cells in 3 bytes|1|2\n"},
        {2, "a,b\n1,2", "1:1 2 cells in 3 bytes|a|b\n2:1 2 cells in 3 bytes|1|2\n"},
        {2, " a , b \n", "1:1 2 cells in 7 bytes| a | b \n"}, /* blanks are data */
        {2, ",\n", "1:1 2 cells in 1 bytes||\n"},
        {2, "\"a,b\",\"c\"\"d\"\n", "1:1 2 cells in 12 bytes|a,b|c\"d\n"},
        {2, "\"a\nb\",c\nd,e\n", "1:1 2 cells in 7 bytes|a\nb|c\n3:1 2 cells in 3 bytes|d|e\n"},
        {2, "\"a\r\nb\",c\r\n", "1:1 2 cells in 8 bytes|a\r\nb|c\n"},
        {2, "\"\",\"\"\"\"\n", "1:1 2 cells in 7 bytes||\"\n"},
        {2, "\n\na,b\n\n", "3:1 2 cells in 3 bytes|a|b\n"}, /* blank lines are no rows ... */
        {1, "a\n\nb\n",
         "1:1 1 cells in 1 bytes|a\n2:1 1 cells in 0 bytes|\n3:1 1 cells in 1 bytes|b\n"}, /* ... but here */
        {1, "a\r\n\r\n", "1:1 1 cells in 1 bytes|a\n2:1 1 cells in 0 bytes|\n"},
        {2, "a\nb,c,d\n", "1:1 1 cells in 1 bytes\n2:1 3 cells in 5 bytes\n"},
        {2, "a,b\rc,d\n", "1:1 4 cells in 7 bytes, return\n"},
        {2, "a,\"b\"x\n", "1:6 text after a closing quote: double a quote that belongs to the cell\n"},
        {2, "a,\"b\" \n", "1:6 text after a closing quote: double a quote that belongs to the cell\n"},
        {2, "a,b\nc,d\"e\n",
         "1:1 2 cells in 3 bytes|a|b\n2:4 a quote inside an unquoted cell: quote the cell and double the quote\n"},
        {2, "a,b\n1, \"x\"\n",
         "1:1 2 cells in 3 bytes|a|b\n2:4 a quote inside an unquoted cell: quote the cell and double the quote\n"},
        {2, "a,b\nc,\"d\n\ne", "1:1 2 cells in 3 bytes|a|b\n2:3 this quote is never closed\n"},
        {2, "a,b\nc,\"d\n", "1:1 2 cells in 3 bytes|a|b\n2:3 this quote is never closed\n"},
        {1, "\"\n\n", "1:1 this quote is never closed\n"},
    };
    size_t wanted[] = {0, 1};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct csv_layout layout = {',', cases[i].columns, wanted, cases[i].columns};
        struct buffer found = {.arena = *state};
        add_whole(&found, text_of(cases[i].text), &layout);
        assert_string_equal(buffer_string(&found), cases[i].rows);
        try_all(*state, text_of(cases[i].text), &layout, 0);
    }
}

static void cells_have_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *record;
        size_t column, start;
    } cases[] = {
        {"a,b,c", 0, 0}, {"a,b,c", 1, 2},         {"a,b,c", 2, 4}, {"a,b,c", 3, 5},
        {"", 0, 0},      {"\"a,\"\"b\",c", 1, 8}, {",,", 2, 2},    {"\"x\ny\",\"z\"", 1, 6},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text record = text_of(cases[i].record);
        size_t start = (size_t)(csv_cell_start(record, ',', cases[i].column) - record.data);
        check(start == cases[i].start, "case %zu: at %zu, not %zu", i, start, cases[i].start);
    }
}

/* Not only never claimed wrongly: it saves a look at each row of a plain table. */
static void filled_rows_are_known(void **state)
{
    static const struct {
        const char *text;
        bool filled;
    } cases[] = {
        {"a,b\n1,2\n", true}, {"a,b\n1,\n", false}, {"a,b\n,2\n", false}, {",b\n1,2\n", false}, {"a,b\n,\n", false},
    };
    static struct csv_rows rows;
    size_t wanted[] = {0, 1};
    struct csv_layout layout = {.delimiter = ',', .columns = 2, .wanted = wanted, .wanted_count = 2};
    struct error error;
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
        for (size_t i = 0; kind->supported() && i < sizeof cases / sizeof cases[0]; i++) {
            struct csv *csv = csv_open(*state, &layout, kind);
            csv_start(csv, text_of(cases[i].text), false);
            assert_true(csv_read(csv, &rows, &error));
            check(rows.grid && rows.filled == cases[i].filled, "case %zu by %s", i, kind->name);
        }
}

static void records_are_split(void **state)
{
    static const struct {
        char delimiter;
        const char *record, *cells; /* each in brackets; NULL: an error */
    } cases[] = {
        {',', "", ""},
        {',', "a", "[a]"},
        {',', "a,b", "[a][b]"},
        {';', "a,b;c", "[a,b][c]"},
        {'\t', "a\t\tb ", "[a][][b ]"},
        {',', "\"x,\"\"y\"\"\n\",,", "[x,\"y\"\n][][]"},
        {',', "a,\"b", NULL},
        {',', "a,b\"", NULL},
        {',', "a,\"b\rc\"", "[a][b\rc]"},
        {',', "a,b\rc,d", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words words = {0};
        struct error error;
        struct buffer found = {.arena = *state};
        bool split = csv_split(&words, *state, text_of(cases[i].record), cases[i].delimiter, &(size_t){0}, &error);
        check(split == (cases[i].cells != NULL), "case %zu", i);
        for (size_t w = 0; split && w < words.count; w++)
            buffer_format(&found, "[%.*s]", SHOW(words.items[w]));
        if (split)
            assert_string_equal(buffer_string(&found), cases[i].cells);
        else
            assert_int_equal(error.status, STATUS_DATA);
    }
}

static void what_is_wrong_in_a_record_has_its_place(void **state)
{
    static const struct {
        const char *record, *message;
        size_t position;
    } cases[] = {
        {"a,b\rc,d", "a carriage return without a newline", 4},
        {"\"x\ry\",b\rc", "a carriage return without a newline", 8},
        {"\"x\"\"\r\",\"\r\",\r,", "a carriage return without a newline", 12},
        {"a,\"b\"c", "text after a closing quote: double a quote that belongs to the cell", 6},
        {"a,\"b\\\"c\"", "is Spark's way", 7},
        {"a,b\"c", "a quote inside an unquoted cell", 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words words = {0};
        struct error error;
        size_t position = 0;
        assert_false(csv_split(&words, *state, text_of(cases[i].record), ',', &position, &error));
        check(strstr(error.text, cases[i].message), "%s: %s", cases[i].record, error.text);
        check(position == cases[i].position, "%s: at %zu", cases[i].record, position);
    }
}

/* ---- limits ---- */

static void fill(struct buffer *text, char byte, size_t count)
{
    for (; count > 0; count--)
        buffer_byte(text, byte);
}

/* The row is bad, those behind it are not: its end is known. */
#define LONG(bytes) "1:1 2 cells in 4 bytes|id\n2:1 2 cells in " bytes " bytes, too long|1\n3:1 2 cells in 3 bytes|2\n"

static void long_cells(void **state)
{
    static const struct {
        const char *before, *after;
        long beyond; /* of the limit */
        const char *rows;
    } cases[] = {
        {"id,t\n1,", "\n2,b\n", 0, NULL},
        {"id,t\n1,\"", "\"\n2,b\n", 0, NULL},
        {"id,t\n1,", "\n2,b\n", 1, LONG("1048579")},
        {"id,t\n1,\"", "\"\n2,b\n", 1, LONG("1048581")},
    };
    size_t wanted[] = {0};
    struct csv_layout layout = {',', 2, wanted, 1};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer text = {.arena = *state}, found = {.arena = *state};
        buffer_add(&text, text_of(cases[i].before));
        fill(&text, 'x', (size_t)(CSV_FIELD + cases[i].beyond));
        buffer_add(&text, text_of(cases[i].after));
        for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
            char path[32];
            int file = written_file(buffer_text(&text));
            found.size = 0;
            if (kind->supported())
                add_source(&found, path_of(file, path), 0, &layout, kind);
            if (kind->supported() && cases[i].rows)
                assert_string_equal(buffer_string(&found), cases[i].rows);
            close(file);
            if (cases[i].rows || !kind->supported())
                continue;
            char expected[120];
            snprintf(expected, sizeof expected, "1:1 2 cells in 4 bytes|id\n2:1 2 cells in %zu bytes|1\n%s",
                     (size_t)CSV_FIELD + 2 + 2 * (i % 2), "3:1 2 cells in 3 bytes|2\n");
            assert_string_equal(buffer_string(&found), expected);
        }
    }
}

/* A quote that is never closed must not read the rest of a large file into memory. */
static void long_records(void **state)
{
    struct buffer text = {.arena = *state}, found = {.arena = *state};
    size_t wanted[] = {0};
    struct csv_layout layout = {',', 2, wanted, 1};
    buffer_add(&text, TEXT("id,t\n1,\""));
    while (text.size < SOURCE_RECORD + 3 * (size_t)SOURCE_BLOCK)
        buffer_add(&text, TEXT("some text, a line of it, and so on\n"));
    int file = written_file(buffer_text(&text));
    char path[32];
    add_source(&found, path_of(file, path), 0, &layout, marks_best());
    assert_string_equal(buffer_string(&found),
                        "1:1 2 cells in 4 bytes|id\n2:1 a record longer than 16 MiB: is a quote not closed?\n");
    close(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(marks_agree_with_a_plain_loop),
        TEST(counts_agree_with_a_plain_loop),
        TEST(the_environment_chooses_the_kind),
        TEST(rows_are_read_as_rfc_4180_says),
        TEST(every_block_size_reads_alike),
        TEST(generated_texts_read_alike),
        TEST(cells_have_their_place),
        TEST(filled_rows_are_known),
        TEST(records_are_split),
        TEST(what_is_wrong_in_a_record_has_its_place),
        TEST(long_cells),
        TEST(long_records),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
