/*
 * table.h - a small table for a test: its text as a file, its columns as the test wants them, its rows.
 */
#ifndef DENGINE_TESTS_TABLE_H
#define DENGINE_TESTS_TABLE_H

#include "unit.h"

#include <sys/mman.h>
#include <unistd.h>

#include "input/sample.h"

struct unit_table {
    struct arena *arena;
    struct table table;
    struct sampler sampler;
    struct csv_rows rows;
    double p[16]; /* room for one prediction */
};

static inline void unit_close_fd(void *fd)
{
    close(*(int *)fd);
}

/* Opens the table. The id is its first column. Ask for columns, then read the rows. */
static inline void unit_table_open(struct unit_table *table, struct arena *arena, const char *text)
{
    struct error error;
    struct source *source;
    int *fd = arena_alloc(arena, sizeof *fd);
    const char **path = arena_alloc(arena, sizeof *path);
    struct buffer name = {.arena = arena};
    *fd = memfd_create("table", MFD_CLOEXEC);
    arena_attach(arena, unit_close_fd, fd);
    assert_true(write(*fd, text, strlen(text)) == (ssize_t)strlen(text));
    buffer_format(&name, "/dev/fd/%d", *fd);
    *path = buffer_string(&name);
    *table = (struct unit_table){.arena = arena};
    check(source_open(&source, arena, path, 1, 0, &error), "%s", error.text);
    check(table_open(&table->table, arena, source, 0, &error), "%s", error.text);
    table->sampler.table = &table->table;
    table->sampler.columns.temperature = 1;
    table->sampler.columns.tolerance = 1e-3;
    check(table_column(&table->table, table->table.header.items[0], NULL, &table->sampler.id, &error), "%s",
          error.text);
}

/* Reads all rows, CSV_ROWS at most, without the header. */
static inline void unit_table_read(struct unit_table *table)
{
    struct error error;
    struct block block;
    struct block_room room = {.arena = table->arena};
    table_ready(&table->table);
    struct csv *csv = csv_open(table->arena, &table->table.layout, marks_best());
    check(source_take(table->table.source, &room, &block, &error), "%s", error.text);
    size_t head = table->table.head.size + 1;
    csv_start(csv, (struct text){block.text.data + head, block.text.size - head}, false);
    check(csv_read(csv, &table->rows, &error), "%s", error.text);
}

static inline struct sample unit_table_sample(struct unit_table *table, size_t row)
{
    const struct csv_row *at = &table->rows.items[row];
    assert_true(row < table->rows.count);
    return (struct sample){
        .sampler = &table->sampler, .row = at, .id = table_cell(&table->table, at, table->sampler.id), .p = table->p};
}

#endif
