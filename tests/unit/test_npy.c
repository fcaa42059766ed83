/*
 * test_npy.c - every kind of .npy gives the same numbers; whatever is wrong with one is said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dengine/text.h"
#include "read/npy.h"

enum { ROWS = 37, COLUMNS = 5 };

/* Small multiples of 1/8: exact in every width. */
static float number_at(size_t row, size_t column)
{
    return (float)((int)(row * 31 + column * 7) % 101 - 50) / 8;
}

/* A half of a small multiple of 1/8. */
static uint16_t to_half(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    if (value == 0)
        return 0;
    return (uint16_t)((bits >> 16 & 0x8000) | ((bits >> 23 & 255) - 112) << 10 | (bits >> 13 & 1023));
}

static void put_number(FILE *file, float value, size_t width, int big)
{
    unsigned char bytes[8];
    double wide = (double)value;
    uint16_t half = to_half(value);
    memcpy(bytes, width == 8 ? (void *)&wide : width == 4 ? (void *)&value : (void *)&half, width);
    for (size_t i = 0; i < width; i++)
        putc(bytes[big ? width - 1 - i : i], file);
}

static void write_header(FILE *file, int version, const char *dictionary)
{
    size_t length = strlen(dictionary);
    fwrite("\x93NUMPY", 1, 6, file);
    putc(version, file);
    putc(0, file);
    for (int i = 0; i < (version == 1 ? 2 : 4); i++)
        putc((int)(length >> 8 * i & 255), file);
    fputs(dictionary, file);
}

static void temporary(char *path)
{
    strcpy(path, "/tmp/dengine_npy_XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
}

static void every_type_order_and_version_is_read(void **unused)
{
    (void)unused;
    for (int version = 1; version <= 3; version++)
        for (size_t width = 2; width <= 8; width *= 2)
            for (int big = 0; big < 2; big++)
                for (int fortran = 0; fortran < 2; fortran++) {
                    char path[64], dictionary[200];
                    temporary(path);
                    FILE *file = fopen(path, "wb");
                    snprintf(dictionary, sizeof dictionary,
                             "{'descr': '%cf%zu', 'fortran_order': %s, 'shape': (%d, %d), }   \n", big ? '>' : '<',
                             width, fortran ? "True" : "False", ROWS, COLUMNS);
                    write_header(file, version, dictionary);
                    for (size_t i = 0; i < ROWS * COLUMNS; i++)
                        put_number(file, fortran ? number_at(i % ROWS, i / ROWS) : number_at(i / COLUMNS, i % COLUMNS),
                                   width, big);
                    fclose(file);
                    struct arena arena = {0};
                    struct npy npy;
                    struct error error = {0};
                    struct npy_room room = {.arena = &arena};
                    float out[ROWS * COLUMNS];
                    if (!npy_open(&npy, &arena, path, &error))
                        fail_msg("%s", error.text);
                    assert_int_equal(npy.rows, ROWS);
                    assert_int_equal(npy.columns, COLUMNS);
                    for (size_t first = 0; first < ROWS; first += 9) {
                        size_t count = first + 9 < ROWS ? 9 : ROWS - first;
                        assert_true(npy_read(&npy, &room, first, count, out, &error));
                        for (size_t i = 0; i < count * COLUMNS; i++)
                            assert_true(out[i] == number_at(first + i / COLUMNS, i % COLUMNS));
                    }
                    arena_free(&arena);
                    unlink(path);
                }
}

/* Halves that are not like other numbers, and a double too large for a float. */
static void halves_and_large_doubles_become_floats(void **unused)
{
    static const struct {
        const char *type;
        unsigned char bytes[8];
        double value;
    } cases[] = {
        {"<f2", {0x00, 0x00}, 0},
        {"<f2", {0x01, 0x00}, 0x1p-24},
        {"<f2", {0xFF, 0x83}, -1023 * 0x1p-24},
        {"<f2", {0x00, 0x04}, 0x1p-14},
        {"<f2", {0xFF, 0x7B}, 65504},
        {"<f2", {0x00, 0x7C}, INFINITY},
        {"<f2", {0x01, 0xFC}, NAN},
        {">f2", {0x3C, 0x00}, 1},
        {"<f8", {0, 0, 0, 0, 0, 0, 0xF0, 0x7E}, INFINITY},
        {">f8", {0xFE, 0xF0, 0, 0, 0, 0, 0, 0}, -INFINITY},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[64], dictionary[100];
        temporary(path);
        FILE *file = fopen(path, "wb");
        snprintf(dictionary, sizeof dictionary, "{'shape': (1, 1), 'descr': '%s', 'fortran_order': False}",
                 cases[i].type);
        write_header(file, 1, dictionary);
        fwrite(cases[i].bytes, 1, (size_t)(cases[i].type[2] - '0'), file);
        fclose(file);
        struct arena arena = {0};
        struct npy npy;
        struct error error = {0};
        float out = 0;
        assert_true(npy_open(&npy, &arena, path, &error));
        assert_true(npy_read(&npy, &(struct npy_room){.arena = &arena}, 0, 1, &out, &error));
        if (isnan(cases[i].value) ? !isnan(out) : (double)out != cases[i].value)
            fail_msg("case %zu: %g, not %g", i, (double)out, cases[i].value);
        arena_free(&arena);
        unlink(path);
    }
}

static void a_wrong_header_is_named(void **unused)
{
    static const struct {
        const char *dictionary, *message;
    } cases[] = {
        {"", "no dictionary"},
        {"{'descr': '<f4', 'fortran_order': False}", "expected 'descr', 'fortran_order' and 'shape'"},
        {"{'descr': '<f4', 'shape': (2, 2)}", "expected 'descr', 'fortran_order' and 'shape'"},
        {"{'fortran_order': False, 'shape': (2, 2)}", "expected 'descr', 'fortran_order' and 'shape'"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)} x", "something follows"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)", "does not end"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'extra': 1}", "unknown or stands twice"},
        {"{'descr': '<f4', 'descr': '<f4', 'shape': (2, 2)}", "unknown or stands twice"},
        {"{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 2)}", "is no bool"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': 2}", "is no tuple"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2)}", "no size"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2)}", "too large"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "has 0 dimensions"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 2)}", "has 3 dimensions"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (4, 0)}", "has rows of 0 numbers"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", "has rows of 4294967296"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (18446744073709551615, 65536)}", "than any file can hold"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 1)}", "than any file can hold"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693951, 1)}", "than any file can hold"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (5, 2)}", "is the file cut short?"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1)}", "16 bytes follow it"},
        {"{'descr': '|O', 'fortran_order': False, 'shape': (2, 2)}", "Python objects"},
        {"{'descr': '|O8', 'fortran_order': False, 'shape': (2, 2)}", "Python objects"},
        {"{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2, 2)}", "records of several fields"},
        {"{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2)}", "type '<i4'"},
        {"{'descr': '<c8', 'fortran_order': False, 'shape': (2, 2)}", "type '<c8'"},
        {"{'descr': '<f16', 'fortran_order': False, 'shape': (2, 2)}", "type '<f16'"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[64];
        temporary(path);
        FILE *file = fopen(path, "wb");
        write_header(file, 1, cases[i].dictionary);
        fwrite((char[16]){0}, 1, 16, file);
        fclose(file);
        struct arena arena = {0};
        struct npy npy;
        struct error error = {0};
        assert_false(npy_open(&npy, &arena, path, &error));
        assert_int_equal(error.status, STATUS_DATA);
        if (!strstr(error.text, cases[i].message) || strncmp(error.text, path, strlen(path)) != 0)
            fail_msg("%s: said %s, not '%s'", cases[i].dictionary, error.text, cases[i].message);
        arena_free(&arena);
        unlink(path);
    }
}

/* What is no .npy at all, and a header that claims more than the file holds. */
static void what_is_no_npy_is_told_what_it_is(void **unused)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *message;
    } cases[] = {
        {"", 0, "is empty"},
        {"\x80\x04.....", 7, "is a pickle"},
        {"PK\x03\x04....", 8, "is an archive"},
        {"id,e0,e1\n", 9, "is no .npy file"},
        {"P,e0,e1\n", 8, "is no .npy file"},
        {"\x80\x06.....", 7, "is no .npy file"},
        {"\x80", 1, "is no .npy file"},
        {"\x93NUMPY\x01\x00", 8, "cut short"},
        {"\x93NUMPY\x01\x00\xFF\x00{", 11, "cut short"},
        {"\x93NUMPY\x02\x00\xFF\xFF\xFF\xFF{", 13, "longer than 64 KiB"},
        {"\x93NUMPY\x04\x00\x00\x00", 10, "version 4"},
        {"\x93NUMPY\x00\x00\x00\x00", 10, "version 0"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct npy npy = {0};
        struct error error = {0};
        assert_false(npy_parse(&npy, cases[i].bytes, cases[i].size, &error));
        if (!strstr(error.text, cases[i].message))
            fail_msg("case %zu: said %s, not '%s'", i, error.text, cases[i].message);
    }
}

/* A name alone is believed, so that what is wrong with the file is said; any other file must begin as a .npy does. */
static void a_npy_is_told_by_its_name_or_its_first_bytes(void **unused)
{
    static const struct {
        const char *bytes;
        size_t size;
        bool is;
    } cases[] = {{"\x93NUMPY\x01", 7, true},
                 {"\x93NUMPY", 6, true},
                 {"\x93NUM", 4, false},
                 {"", 0, false},
                 {"id,e0\n", 6, false}};
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[64];
        temporary(path);
        FILE *file = fopen(path, "wb");
        fwrite(cases[i].bytes, 1, cases[i].size, file);
        fclose(file);
        if (npy_is(path) != cases[i].is)
            fail_msg("case %zu", i);
        unlink(path);
    }
    assert_true(npy_is("no_such_file.npy"));
    assert_false(npy_is("no_such_file"));
    assert_false(npy_is("/tmp"));
    assert_false(npy_is("/dev/null"));
}

static void what_cannot_be_read_in_pieces_is_no_matrix(void **unused)
{
    static const struct {
        const char *path, *message;
    } cases[] = {{"/no_such_folder/e.npy", "cannot open: No such file"},
                 {"/tmp", "/tmp: cannot read: Is a directory"},
                 {"/dev/null", "/dev/null: is no regular file"}};
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        struct npy npy;
        struct error error = {0};
        assert_false(npy_open(&npy, &arena, cases[i].path, &error));
        assert_int_equal(error.status, STATUS_INPUT);
        if (!strstr(error.text, cases[i].message))
            fail_msg("%s: said %s, not '%s'", cases[i].path, error.text, cases[i].message);
        arena_free(&arena);
    }
}

/* A matrix that gets longer, shorter or other numbers while it is read is no matrix of before. */
static void a_matrix_that_changes_is_an_error(void **unused)
{
    const struct timespec before[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    (void)unused;
    for (int how = 0; how < 3; how++) {
        char path[64];
        temporary(path);
        FILE *file = fopen(path, "wb");
        write_header(file, 1, "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}");
        fwrite((char[16]){0}, 1, 16, file);
        fclose(file);
        struct arena arena = {0};
        struct npy npy;
        struct npy_room room = {.arena = &arena};
        struct error error = {0};
        float numbers[4];
        assert_true(npy_open(&npy, &arena, path, &error));
        assert_true(npy_read(&npy, &room, 0, 2, numbers, &error));
        off_t size = (off_t)npy.data + 16;
        assert_int_equal(how == 2 ? utimensat(AT_FDCWD, path, before, 0) : truncate(path, size + 4 - 8 * how), 0);
        assert_false(npy_read(&npy, &room, 0, 2, numbers, &error));
        assert_int_equal(error.status, STATUS_INPUT);
        if (!strstr(error.text, how == 1 ? "shrank while it was being read" : "changed while it was being read"))
            fail_msg("%d: said %s", how, error.text);
        arena_free(&arena);
        unlink(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_order_and_version_is_read),
        cmocka_unit_test(halves_and_large_doubles_become_floats),
        cmocka_unit_test(a_wrong_header_is_named),
        cmocka_unit_test(what_is_no_npy_is_told_what_it_is),
        cmocka_unit_test(a_npy_is_told_by_its_name_or_its_first_bytes),
        cmocka_unit_test(what_cannot_be_read_in_pieces_is_no_matrix),
        cmocka_unit_test(a_matrix_that_changes_is_an_error),
    };
    return cmocka_run_group_tests_name("npy", tests, NULL, NULL);
}
