#include "output/partial_write.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/csv_cell.h"
#include "base/digest.h"
#include "output/json.h"

struct writing {
    struct digest *digest;
    FILE *out;  /* the partial */
    FILE *file; /* the same through the digest */
    char *room; /* the buffer of a record */
    struct arena *arena;
    size_t behind; /* columns behind the reason */
};

static ssize_t pass_on(void *cookie, const char *data, size_t size)
{
    struct writing *writing = cookie;
    digest_add(writing->digest, (struct text){data, size});
    return (ssize_t)fwrite(data, 1, size, writing->out);
}

/* A stream with a buffer of ours: without memory for its own, stdio would say that the write had failed. */
enum { ROOM = 4096 };

static FILE *open_stream(void *cookie, cookie_write_function_t *write, char *room)
{
    FILE *stream = fopencookie(cookie, "w", (cookie_io_functions_t){.write = write});
    if (stream)
        setvbuf(stream, room, _IOFBF, ROOM);
    return stream;
}

/* ---- rows ---- */

static void write_header(const struct writing *writing, const struct queue *queue)
{
    for (size_t column = 0; column < QUEUE_FIXED + queue->columns_count; column++) {
        csv_cell_write(writing->file, queue_column_at(queue, column)->name, ',');
        putc(',', writing->file);
    }
    fprintf(writing->file, "%s,%s\n", partial_columns[0], partial_columns[1]);
}

/* The scores, those that are 0 at the end left out. */
static void add_scores(struct buffer *out, const struct top_key *key)
{
    size_t count = TOP_MEASURES;
    while (count > 1 && key->scores[count - 1] == 0)
        count--;
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "%s%" PRId64, i ? ":" : "", key->scores[i]);
}

static void write_rows(const struct writing *writing, const struct partial_body *body)
{
    enum { PROBABILITY = 4 }; /* of a part: nobody knows it yet */
    const struct queue *queue = body->queue;
    struct buffer cell = {.arena = writing->arena};
    for (size_t row = 0; row < queue->count; row++) {
        const struct top_key *key = &queue_entry(queue, row)->key;
        for (size_t column = 0; column < QUEUE_FIXED + queue->columns_count; column++) {
            cell.size = 0;
            if (column != PROBABILITY)
                queue_value(&cell, queue, row, column);
            csv_cell_write(writing->file, buffer_text(&cell), ',');
            putc(',', writing->file);
        }
        cell.size = 0;
        add_scores(&cell, key);
        fprintf(writing->file, "%s;%016" PRIx64 ",", buffer_string(&cell), key->content);
        csv_cell_write(writing->file, body->groups[row], ',');
        putc('\n', writing->file);
    }
}

/* ---- records in JSON ---- */

/* JSON while it is written, in memory. */
struct record {
    struct json json;
    struct buffer text;
};

static ssize_t add_text(void *cookie, const char *data, size_t size)
{
    buffer_add(cookie, (struct text){data, size});
    return (ssize_t)size;
}

static bool record_begin(struct record *record, const struct writing *writing, const char *key)
{
    *record = (struct record){.text = {.arena = writing->arena}};
    record->json.out = open_stream(&record->text, add_text, writing->room);
    if (!record->json.out)
        return false;
    json_object(&record->json, NULL);
    json_key(&record->json, text_of(key));
    return true;
}

/* A whole record, or everything but the closing bracket of a seal. */
static bool record_end(struct record *record, const struct writing *writing, bool seal)
{
    FILE *out = writing->file;
    if (!seal)
        json_end(&record->json);
    bool whole = !ferror(record->json.out);
    whole = fclose(record->json.out) == 0 && whole;
    fputs(",,,partial,,\"", out);
    for (size_t i = 0; i < record->text.size; i++) {
        if (record->text.data[i] == '"')
            putc('"', out);
        putc(record->text.data[i], out);
    }
    if (seal)
        return whole;
    putc('"', out);
    for (size_t i = 0; i < writing->behind; i++)
        putc(',', out);
    putc('\n', out);
    return whole;
}

/* An integer of 128 bits in decimal. */
static void json_wide(struct json *json, const char *key, uint128 value, bool negative)
{
    char digits[48];
    size_t first = sizeof digits - 1;
    digits[first] = 0;
    do
        digits[--first] = (char)('0' + (int)(value % 10));
    while ((value /= 10) > 0);
    if (negative)
        digits[--first] = '-';
    json_string(json, key, digits + first);
}

static bool write_group(const struct writing *writing, const struct stratum *stratum)
{
    struct record record;
    struct moments spread = stratum_spread(stratum), *moments = &spread;
    if (!record_begin(&record, writing, "group"))
        return false;
    json_text(&record.json, NULL, stratum->key);
    if (stratum->shown < stratum->key.size)
        json_count(&record.json, "shown", stratum->shown);
    json_count(&record.json, "ids", stratum->size);
    if (moments->count) {
        bool negative = moments->sum < 0;
        json_count(&record.json, "count", moments->count);
        json_wide(&record.json, "sum", negative ? -(uint128)moments->sum : (uint128)moments->sum, negative);
        json_wide(&record.json, "squares", moments->squares, false);
        if (moments->squares_high)
            json_wide(&record.json, "squares_high", moments->squares_high, false);
    }
    return record_end(&record, writing, false);
}

static bool write_repeat(const struct writing *writing, const struct top_repeat *repeat)
{
    struct record record;
    struct buffer key = {.arena = writing->arena};
    if (!record_begin(&record, writing, "repeat"))
        return false;
    add_scores(&key, &repeat->key);
    buffer_format(&key, ";%016" PRIx64 ";%016" PRIx64, repeat->key.tie, repeat->key.content);
    json_text(&record.json, NULL, buffer_text(&key));
    if (repeat->group.size)
        json_text(&record.json, "group", repeat->group);
    return record_end(&record, writing, false);
}

static bool write_value(const struct writing *writing, const struct partial_value *value)
{
    struct record record;
    char hash[20];
    if (!record_begin(&record, writing, "term"))
        return false;
    snprintf(hash, sizeof hash, "%016" PRIx64, value->hash);
    json_count(&record.json, NULL, value->term);
    json_string(&record.json, "hash", hash);
    json_number(&record.json, "value", value->value);
    return record_end(&record, writing, false);
}

/* ---- the seal ---- */

/* The names behind the fixed columns, and how many, the last, were kept; null where they are not known. */
static void write_columns(struct json *json, const struct partial_seal *seal)
{
    if (!seal->headed) {
        json_null(json, "columns");
        return;
    }
    json_array(json, "columns");
    for (size_t i = 0; i < seal->columns_count; i++)
        json_text(json, NULL, seal->columns[i].name);
    json_end(json);
    json_count(json, "kept", seal->kept_count);
}

/* Stretches of numbers that follow each other, then the digests of the shards in their order. */
static void write_shards(struct json *json, const struct partial_seal *seal)
{
    json_array(json, "shards");
    for (size_t i = 0, end; i < seal->shards_count; i = end) {
        for (end = i + 1; end < seal->shards_count && seal->shards[end].number == seal->shards[end - 1].number + 1;)
            end++;
        json_array(json, NULL);
        json_count(json, NULL, seal->shards[i].number);
        json_count(json, NULL, seal->shards[end - 1].number);
        json_end(json);
    }
    json_end(json);
    json_count(json, "of", seal->of);
    json_array(json, "inputs");
    for (size_t i = 0; i < seal->shards_count; i++) {
        char digest[20];
        snprintf(digest, sizeof digest, "%016" PRIx64, seal->shards[i].digest);
        json_string(json, NULL, digest);
    }
    json_end(json);
}

static void write_counts(struct json *json, const struct partial_seal *seal, const struct partial_body *body)
{
    const struct {
        const char *key;
        uint64_t count;
        bool always;
    } counts[] = {
        {"read", seal->counts.read, true},
        {"outside", seal->counts.outside, true},
        {"excluded", seal->counts.excluded, true},
        {"rejected", seal->counts.rejected, true},
        {"ranked", seal->counts.ranked, true},
        {"ids", seal->ids, false},
        {"repeated", seal->repeated, false},
        {"shared", seal->shared, false},
        {"tables", seal->tables, false},
        {"unmatched", seal->unmatched, false},
        {"few", seal->few, false},
        {"joined", seal->joined, false},
        {"rows", body->queue->count, true},
        {"groups", body->strata_count, false},
        {"repeats", body->repeats_count, false},
        {"values", body->values_count, false},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        if (counts[i].always || counts[i].count)
            json_count(json, counts[i].key, counts[i].count);
}

/* The digest is of all that was written before it. */
static bool write_seal(const struct writing *writing, const struct partial_body *body, const struct partial_seal *seal)
{
    struct record record;
    if (!record_begin(&record, writing, "partial"))
        return false;
    json_count(&record.json, NULL, PARTIAL_VERSION);
    json_text(&record.json, "dengine", seal->dengine);
    json_text(&record.json, "command", seal->command);
    json_words(&record.json, "options", &seal->options);
    write_columns(&record.json, seal);
    write_shards(&record.json, seal);
    write_counts(&record.json, seal, body);
    if (!record_end(&record, writing, true))
        return false;
    fputs(PARTIAL_DIGEST, writing->file);
    if (fflush(writing->file) != 0)
        return false;
    fprintf(writing->file, "%016" PRIx64 "\"\"}\"", digest_end(writing->digest));
    for (size_t i = 0; i < writing->behind; i++)
        putc(',', writing->file);
    putc('\n', writing->file);
    return true;
}

bool partial_write(FILE *out, struct arena *arena, const struct partial_body *body, const struct partial_seal *seal,
                   struct error *error)
{
    struct arena own = {.exhausted = arena->exhausted};
    struct writing writing = {
        .digest = digest_open(&own), .out = out, .arena = &own, .behind = body->queue->columns_count + PARTIAL_HIDDEN};
    errno = 0;
    writing.room = arena_alloc(&own, ROOM);
    writing.file = open_stream(&writing, pass_on, arena_alloc(&own, ROOM));
    bool whole = writing.file != NULL;
    if (whole) {
        write_header(&writing, body->queue);
        write_rows(&writing, body);
        for (size_t i = 0; whole && i < body->strata_count; i++)
            whole = write_group(&writing, body->strata[i]);
        for (size_t i = 0; whole && i < body->repeats_count; i++)
            whole = write_repeat(&writing, &body->repeats[i]);
        for (size_t i = 0; whole && i < body->values_count; i++)
            whole = write_value(&writing, &body->values[i]);
        whole = whole && write_seal(&writing, body, seal) && !ferror(writing.file);
    }
    int reason = whole ? 0 : errno; /* before the stream is closed */
    if (writing.file)
        whole = fclose(writing.file) == 0 && whole;
    arena_free(&own);
    return whole ? true
                 : error_set(error, error_status(reason, STATUS_IO), "cannot write the partial: %s",
                             reason ? strerror(reason) : "the disk may be full");
}
