/*
 * formats.c - the queue as csv, tsv, jsonl or a table for a person.
 *
 * A writer turns rows into bytes; write errors stay in the FILE and are found by output_finish.
 */
#include <stdio.h>
#include <string.h>

#include "base/csv_cell.h"
#include "output/queue.h"
#include "output/queue_json.h"
#include "read/formula.h"

static struct text value(struct buffer *scratch, const struct queue *queue, size_t row, size_t column)
{
    scratch->size = 0;
    queue_value(scratch, queue, row, column);
    return buffer_text(scratch);
}

/* ---- csv and tsv ---- */

static void write_cell(const struct queue *queue, struct buffer *scratch, FILE *out, struct text cell, char delimiter)
{
    if (queue->spreadsheet_safe && formula_is(cell)) {
        scratch->size = 0;
        buffer_byte(scratch, '\'');
        buffer_add(scratch, cell);
        cell = buffer_text(scratch);
    }
    csv_cell_write(out, cell, delimiter);
}

static void write_delimited(const struct queue *queue, struct arena *arena, FILE *out, char delimiter)
{
    struct buffer scratch = {.arena = arena}, quoted = {.arena = arena};
    size_t columns = QUEUE_FIXED + queue->columns_count;
    for (size_t column = 0; column < columns; column++) {
        write_cell(queue, &quoted, out, queue_column_at(queue, column)->name, delimiter);
        putc(column + 1 < columns ? delimiter : '\n', out);
    }
    for (size_t row = 0; row < queue->count; row++)
        for (size_t column = 0; column < columns; column++) {
            write_cell(queue, &quoted, out, value(&scratch, queue, row, column), delimiter);
            putc(column + 1 < columns ? delimiter : '\n', out);
        }
}

static void write_csv(const struct queue *queue, struct arena *arena, FILE *out)
{
    write_delimited(queue, arena, out, ',');
}

static void write_tsv(const struct queue *queue, struct arena *arena, FILE *out)
{
    write_delimited(queue, arena, out, '\t');
}

/* ---- jsonl ---- */

static void write_jsonl(const struct queue *queue, struct arena *arena, FILE *out)
{
    struct buffer scratch = {.arena = arena};
    struct json json = {.out = out, .compact = true};
    for (size_t row = 0; row < queue->count; row++) {
        json_object(&json, NULL);
        for (size_t column = 0; column < QUEUE_FIXED + queue->columns_count; column++) {
            const struct queue_column *kind = queue_column_at(queue, column);
            struct text cell = value(&scratch, queue, row, column);
            json_key(&json, kind->name);
            queue_json_value(&json, NULL, kind->kind, cell);
        }
        json_end(&json);
        json.follows = false;
        putc('\n', out);
    }
}

/* ---- table ---- */

/* Characters, not bytes: those that begin a UTF-8 sequence. */
static size_t width_of(struct text text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.size; i++)
        width += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return width;
}

enum { WIDEST = 60 };

/* Cut to WIDEST characters, numbers to the right. */
static void write_aligned(FILE *out, struct text text, size_t width, bool right, bool last)
{
    size_t own = width_of(text), shown = own > WIDEST ? WIDEST : own;
    size_t fill = width > shown ? width - shown : 0;
    if (right)
        fprintf(out, "%*s", (int)fill, "");
    size_t characters = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        characters += (byte & 0xC0) != 0x80;
        if (own > WIDEST && characters == shown) {
            putc('~', out);
            break;
        }
        putc(byte, out);
    }
    if (!last)
        fprintf(out, "%*s", (int)((right ? 0 : fill) + 2), "");
}

/* A dot for what would steer a terminal. */
static struct text plain(struct buffer *scratch, struct text text)
{
    scratch->size = 0;
    for (size_t i = 0, size; i < text.size; i += size)
        if (text_steers(text, i, &size))
            buffer_byte(scratch, '.');
        else
            buffer_add(scratch, (struct text){text.data + i, size});
    return buffer_text(scratch);
}

static void write_table(const struct queue *queue, struct arena *arena, FILE *out)
{
    struct buffer scratch = {.arena = arena}, shown = {.arena = arena};
    size_t columns = QUEUE_FIXED + queue->columns_count;
    size_t *widths = arena_array(arena, columns, sizeof *widths);
    for (size_t column = 0; column < columns; column++) {
        widths[column] = width_of(plain(&shown, queue_column_at(queue, column)->name));
        for (size_t row = 0; row < queue->count; row++) {
            size_t width = width_of(plain(&shown, value(&scratch, queue, row, column)));
            width = width > WIDEST ? WIDEST : width;
            widths[column] = width > widths[column] ? width : widths[column];
        }
    }
    for (size_t column = 0; column < columns; column++) {
        const struct queue_column *kind = queue_column_at(queue, column);
        write_aligned(out, plain(&shown, kind->name), widths[column], kind->kind != COLUMN_TEXT, column + 1 == columns);
    }
    putc('\n', out);
    for (size_t row = 0; row < queue->count; row++) {
        for (size_t column = 0; column < columns; column++)
            write_aligned(out, plain(&shown, value(&scratch, queue, row, column)), widths[column],
                          queue_column_at(queue, column)->kind != COLUMN_TEXT, column + 1 == columns);
        putc('\n', out);
    }
}

const struct format queue_formats[] = {
    {"csv", "comma-separated values with a header: a valid input of every command", write_csv},
    {"tsv", "the same with tabs", write_tsv},
    {"jsonl", "one JSON object a line", write_jsonl},
    {"table", "aligned columns for a person at a terminal", write_table},
    {0},
};
