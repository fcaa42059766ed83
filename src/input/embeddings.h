/*
 * embeddings.h - a vector for each sample: columns of a CSV, or the rows of a .npy beside a CSV of ids.
 *
 * Either way there is a table with the ids: the CSV itself, or the files of --ids, whose rows are
 * those of the matrix. Several files are shards, .npy and ids in the same order; one file of ids may
 * serve all. Numbers are held as 32-bit floats, so that a CSV and a .npy of the same vectors rank alike.
 * A vector that is not finite or all zeros is bad: it has no direction, or no place.
 *
 *     embeddings_open      headers, sizes, which files are the table
 *     embeddings_find      one pass of its own: the vectors of some ids, and which row is which
 *     embeddings_columns   for a scan of the table by a command: before table_ready
 *     embeddings_batch     the vectors of the samples at hand
 */
#ifndef DENGINE_EMBEDDINGS_H
#define DENGINE_EMBEDDINGS_H

#include "input/idmap.h"
#include "input/scan.h"
#include "read/npy.h"

struct embeddings_spec {
    const char *const *files;
    size_t count;
    struct words ids;     /* files with the ids of .npy */
    struct words columns; /* of a CSV: names and globs, none: e* */
    struct words named;   /* columns that are something else */
    struct text id;       /* column of the id; `id` where there is no such column */
    char delimiter;       /* 0: by the file's name */
    unsigned threads;
};

struct embeddings {
    struct arena *arena;
    struct embeddings_spec spec;
    struct npy *shards; /* none for CSV */
    size_t shards_count;
    uint64_t rows; /* of all shards */
    const char *const *tables;
    size_t tables_count;
    size_t block_size; /* of the table: small beside a matrix, so that there is work for all threads */
    size_t dimensions; /* 0 until it is known */
    size_t *columns;   /* of a CSV */
    struct scan_index index;
};

bool embeddings_open(struct embeddings *embeddings, struct arena *arena, const struct embeddings_spec *spec,
                     struct error *error);

/* Vectors by the numbers of an idmap. */
enum vector_state { VECTOR_MISSING, VECTOR_GOOD, VECTOR_BAD };
struct vectors {
    size_t count, dimensions;
    float *data;          /* [count][dimensions] */
    unsigned char *state; /* [count] */
    const char **why;     /* [count] what is wrong with a bad one, and in which row */
};

static inline const float *vectors_at(const struct vectors *vectors, size_t i)
{
    return vectors->data + i * vectors->dimensions;
}

/* Finds the vectors of all ids of `map`; one that stands twice is an error that names both rows. For a
 * .npy it also checks that there are as many ids as rows, and must be called before embeddings_batch. */
bool embeddings_find(struct embeddings *embeddings, const struct idmap *map, struct vectors *vectors,
                     struct error *error);

/* Between two passes: standard input is read from its start again, if that is possible. */
bool embeddings_rewind(const struct embeddings *embeddings, struct error *error);

/* Finds and wants the columns of a CSV in the table of the scan to come. */
bool embeddings_columns(struct embeddings *embeddings, struct table *table, struct error *error);

/* One for each worker. */
struct embedding_batch {
    struct npy_room room;
    float *rows;             /* [CSV_ROWS][dimensions]: of the samples at hand, zeros where they are bad */
    double square[CSV_ROWS]; /* their squared lengths */
    bool bad[CSV_ROWS];
};

struct embedding_batch *embeddings_room(const struct embeddings *embeddings, struct arena *arena);

/* Reads the vectors of the samples. False when a file cannot be read. */
bool embeddings_batch(const struct embeddings *embeddings, struct embedding_batch *batch, const struct samples *samples,
                      struct error *error);

/* Says what is wrong with bad sample i; returns false. */
bool embeddings_problem(const struct embeddings *embeddings, const struct embedding_batch *batch,
                        const struct samples *samples, size_t i, struct problem *problem);

#endif
