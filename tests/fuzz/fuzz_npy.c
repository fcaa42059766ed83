/*
 * fuzz_npy.c - any bytes as the header of a .npy: it is refused with a message, or what it promises fits
 * in a file and can be counted without overflow.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random.h"
#include "fuzz.h"
#include "read/npy.h"

const char fuzz_claim[] = "headers of .npy refused or kept to what a file can hold";

static void check(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "a header was taken although %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* An exact copy, so that reading behind the end is found. */
    uint8_t *copy = malloc(size + !size);
    memcpy(copy, data, size);
    struct npy npy = {0};
    struct error error = {0};
    if (npy_parse(&npy, copy, size, &error)) {
        check(npy.columns >= 1 && npy.columns <= NPY_COLUMNS, "its rows hold nothing, or too much");
        check(npy.width == 2 || npy.width == 4 || npy.width == 8, "its numbers have a strange width");
        check(npy.data <= size, "the numbers begin behind its end");
        check(npy.rows <= (INT64_MAX - npy.data) / (npy.columns * npy.width), "no file can hold it");
    } else {
        check(error.status == STATUS_DATA && error.text[0], "it was refused without a word");
    }
    free(copy);
    return 0;
}

/* ---- inputs of the driver: headers put together from good and bad parts, some bytes changed ---- */

static const char *choose(const char *const *words, size_t count, uint64_t *state)
{
    return words[random_below(state, 3) ? 0 : random_below(state, count)];
}
#define CHOOSE(words) choose(words, sizeof(words) / sizeof *(words), state)

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const descr[] = {"'<f4'",   "'>f8'", "'<f2'", "'=f4'", "'|O'", "'<i4'", "[('a', '<f4')]",
                                        "\"<f4\"", "'<f4",  "''",    "'f'",   "4",    "'<f16'"};
    static const char *const order[] = {"False", "True", "0", "None", "Fals"};
    static const char *const shape[] = {"(30, 64)",
                                        "(30,)",
                                        "()",
                                        "(3, 4, 5)",
                                        "(4294967296, 4294967296)",
                                        "(30L, 64L)",
                                        "(-1,2)",
                                        "(30, 64",
                                        "(30 64)",
                                        "(18446744073709551616, 1)",
                                        "(0, 1)",
                                        "(1, 0)",
                                        "(1,65537)",
                                        "(99999999999999, 65536)"};
    static const char *const format[] = {"{'descr': %s, 'fortran_order': %s, 'shape': %s, }  \n",
                                         "{'descr': %s, 'fortran_order': %s, 'shape': %s}\n",
                                         "{'descr': %s, 'fortran_order': %s}",
                                         "{'descr': %s, 'descr': %s, 'shape': %s}",
                                         "{'x': %s, 'y': %s, 'z': %s}",
                                         "{'descr': %s, 'fortran_order': %s, 'shape': %s} x",
                                         "%s%s%s"};
    const char *parts[] = {CHOOSE(descr), CHOOSE(order), CHOOSE(shape)}, *whole = CHOOSE(format);
    char text[400];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    size_t length = (size_t)snprintf(text, sizeof text, whole, parts[0], parts[1], parts[2]);
#pragma GCC diagnostic pop
    unsigned version =
        random_below(state, 8) ? 1 + (unsigned)(random_below(state, 3)) : (unsigned)(random_below(state, 256));
    size_t field = version == 1 ? 2 : 4, claimed = length;
    if (random_below(state, 8) == 0)
        claimed = random_next(state) >> random_below(state, 64);
    buffer_add(out, text_of("\x93NUMPY"));
    buffer_byte(out, (char)version);
    buffer_byte(out, 0);
    for (size_t i = 0; i < field; i++)
        buffer_byte(out, (char)(claimed >> 8 * i));
    buffer_add(out, (struct text){text, length});
    for (uint64_t changes = random_below(state, 4) ? 0 : random_below(state, 5); changes > 0; changes--)
        out->data[random_below(state, out->size)] = (char)random_next(state);
    if (random_below(state, 8) == 0)
        out->size = random_below(state, out->size + 1);
}
