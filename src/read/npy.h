/*
 * npy.h - matrices in NumPy's .npy format, read in pieces.
 *
 * Versions 1 to 3, C and Fortran order, float16, float32 and float64 of either byte order, two
 * dimensions, one row for a sample, or one, a number for a sample. What a header promises is held against the size of
 * the file before anything is read. Python objects are never loaded. Numbers come out as 32-bit floats, where a float64
 * that is too large for one is infinite, or as they are.
 */
#ifndef DENGINE_NPY_H
#define DENGINE_NPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "dengine/arena.h"
#include "dengine/error.h"
#include "dengine/text.h"

enum {
    NPY_HEADER = 64 * 1024, /* the longest header that is read */
    NPY_COLUMNS = 65536,    /* numbers of a row, at most */
};

/* What an array holds. */
enum npy_kind { NPY_FLOATS, NPY_WHOLE, NPY_WORDS };

/* A matrix of zeros is valid and empty. Of an array that is no matrix of floats the kind and the shape tell what it
 * is. */
struct npy {
    const char *path;
    enum npy_kind kind;
    size_t dimensions;
    uint64_t shape[3]; /* the first of them */
    int fd;
    struct stat opened; /* how the file was then: it must not change while it is read */
    uint64_t rows;
    size_t columns;
    bool flat;     /* one dimension: a column */
    size_t width;  /* bytes of a number: 2, 4 or 8 */
    bool swapped;  /* the other byte order than this machine's */
    bool fortran;  /* column after column */
    uint64_t data; /* where the numbers begin */
};

/* Whether a file is meant to be .npy: by its first bytes or its name; of "-", standard input, by its first bytes where
 * it is a regular file. */
bool npy_is(const char *path);

/* Whether these are the first bytes of one. */
bool npy_begins(struct text bytes);

/* Reads the header from the first `size` bytes of a file; what follows from it fits in 63 bits. */
bool npy_parse(struct npy *npy, const void *bytes, size_t size, struct error *error);

/* Opens a file, or "-", and checks its size; it is closed with the arena. */
bool npy_open(struct npy *npy, struct arena *arena, const char *path, struct error *error);

/* The same with a file that is open, and stays so as long as it is read. Its errors do not name it. */
bool npy_open_at(struct npy *npy, struct arena *arena, int fd, struct error *error);

/* Room for reading, grown as needed. Zero, with an arena, is valid. */
struct npy_room {
    struct arena *arena;
    unsigned char *data;
    size_t capacity;
};

/* Reads `count` rows from row `first` into out[count * columns]. May be called from several threads,
 * each with its own room. */
bool npy_read(const struct npy *npy, struct npy_room *room, uint64_t first, size_t count, float *out,
              struct error *error);

/* The bytes of the numbers of these rows, count * columns * width, in the order of the file: row after row, or column
 * after column. */
bool npy_read_bytes(const struct npy *npy, uint64_t first, size_t count, unsigned char *out, struct error *error);

/* The numbers of one row among `count` whose bytes were read. */
void npy_row(const struct npy *npy, const unsigned char *bytes, size_t count, size_t row, double *out);

/* Whether the file is still what it was when it was opened: asked for behind npy_read_bytes. */
bool npy_unchanged(const struct npy *npy, struct error *error);

#endif
