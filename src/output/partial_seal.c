#include "output/partial_seal.h"

#include <string.h>

#include "dengine/hash.h"
#include "read/json_view.h"
#include "read/number.h"

/* ---- numbers ---- */

static bool read_wide(struct text text, uint128 *value)
{
    const uint128 most = ~(uint128)0;
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned digit = (unsigned)(text.data[i] - '0');
        if (digit > 9 || *value > (most - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    return text.size > 0;
}

static bool read_count(struct text text, uint64_t *value)
{
    uint128 wide;
    bool whole = read_wide(text, &wide) && wide <= UINT64_MAX;
    *value = whole ? (uint64_t)wide : 0;
    return whole;
}

static bool read_signed(struct text text, uint128 most, int128 *value)
{
    bool negative = text.size && *text.data == '-';
    uint128 size;
    if (negative)
        text = (struct text){text.data + 1, text.size - 1};
    if (!read_wide(text, &size) || size > most + negative)
        return false;
    *value = negative ? (int128)-size : (int128)size;
    return true;
}

static bool read_hex(struct text text, uint64_t *value)
{
    static const char digits[] = "0123456789abcdef";
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *digit = text.data[i] ? strchr(digits, text.data[i]) : NULL;
        if (!digit)
            return false;
        *value = *value << 4 | (uint64_t)(digit - digits);
    }
    return text.size == 16;
}

/* ---- members of an object ---- */

static bool get_text(struct json_view object, const char *key, struct arena *arena, struct text *text)
{
    struct json_view member = json_view_get(object, key);
    *text = json_view_text(arena, member);
    return json_view_kind(member) == JSON_STRING;
}

/* A member that need not be there: then 0. */
static bool get_count(struct json_view object, const char *key, uint64_t *count)
{
    struct json_view member = json_view_get(object, key);
    *count = 0;
    return json_view_kind(member) == JSON_NONE ||
           (json_view_kind(member) == JSON_NUMBER && read_count(json_view_raw(member), count));
}

/* The text of a JSON string of a number in 128 bits; 0 where there is none. */
static bool get_wide(struct json_view object, const char *key, struct arena *arena, uint128 *value)
{
    struct text text;
    *value = 0;
    return json_view_kind(json_view_get(object, key)) == JSON_NONE ||
           (get_text(object, key, arena, &text) && read_wide(text, value));
}

/* ---- the seal ---- */

static bool read_words(struct json_view list, struct arena *arena, struct words *words)
{
    struct json_member item;
    bool strings = json_view_kind(list) == JSON_ARRAY;
    for (bool more = json_view_first(list, &item); strings && more; more = json_view_next(&item)) {
        strings = json_view_kind(item.value) == JSON_STRING;
        words_add(words, arena, text_copy(arena, json_view_text(arena, item.value)));
    }
    return strings;
}

static bool read_columns(struct partial_seal *seal, struct json_view root, struct arena *arena)
{
    struct json_view list = json_view_get(root, "columns");
    struct words names = {0};
    uint64_t kept;
    seal->headed = json_view_kind(list) == JSON_ARRAY;
    if (!seal->headed)
        return json_view_kind(list) == JSON_NULL;
    if (!read_words(list, arena, &names) || !get_count(root, "kept", &kept) || kept > names.count)
        return false;
    seal->kept_count = (size_t)kept;
    seal->columns_count = names.count;
    seal->columns = arena_array(arena, names.count, sizeof *seal->columns);
    for (size_t i = 0; i < names.count; i++)
        seal->columns[i].name = names.items[i];
    return true;
}

/* Adds the shards of a stretch [first, last]; all rise. */
static bool add_stretch(struct partial_seal *seal, struct json_view stretch, size_t *capacity, struct arena *arena)
{
    struct json_member end;
    uint64_t first = 0, last = 0;
    if (json_view_count(stretch) != 2 || !json_view_first(stretch, &end) ||
        !read_count(json_view_raw(end.value), &first) || !json_view_next(&end) ||
        !read_count(json_view_raw(end.value), &last))
        return false;
    uint64_t before = seal->shards_count ? seal->shards[seal->shards_count - 1].number : 0;
    if (first <= before || last < first || last > seal->of)
        return false;
    for (uint64_t number = first; number <= last; number++) {
        seal->shards = arena_reserve(arena, seal->shards, capacity, seal->shards_count + 1, sizeof *seal->shards);
        seal->shards[seal->shards_count++] = (struct partial_shard){.number = number};
    }
    return true;
}

static bool read_shards(struct partial_seal *seal, struct json_view root, struct arena *arena)
{
    struct json_member item;
    struct words digests = {0};
    size_t capacity = 0;
    if (!get_count(root, "of", &seal->of) || seal->of < 1 || seal->of > PARTIAL_SHARDS)
        return false;
    for (bool more = json_view_first(json_view_get(root, "shards"), &item); more; more = json_view_next(&item))
        if (!add_stretch(seal, item.value, &capacity, arena))
            return false;
    if (!read_words(json_view_get(root, "inputs"), arena, &digests) || digests.count != seal->shards_count)
        return false;
    for (size_t i = 0; i < digests.count; i++)
        if (!read_hex(digests.items[i], &seal->shards[i].digest))
            return false;
    return seal->shards_count > 0;
}

static bool read_counts(struct partial_seal *seal, struct json_view root)
{
    struct scan_counts *counts = &seal->counts;
    const struct {
        const char *key;
        uint64_t *count;
    } all[] = {{"read", &counts->read},         {"outside", &counts->outside}, {"excluded", &counts->excluded},
               {"rejected", &counts->rejected}, {"ranked", &counts->ranked},   {"ids", &seal->ids},
               {"repeated", &seal->repeated},   {"shared", &seal->shared},     {"tables", &seal->tables},
               {"unmatched", &seal->unmatched}, {"few", &seal->few},           {"joined", &seal->joined},
               {"rows", &seal->rows},           {"groups", &seal->groups},     {"repeats", &seal->repeats},
               {"values", &seal->values}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!get_count(root, all[i].key, all[i].count))
            return false;
    return true;
}

/* Whether what became of the rows is all of them. */
static bool adds_up(const struct partial_seal *seal)
{
    const struct scan_counts *counts = &seal->counts;
    uint64_t used = seal->tables ? seal->joined + seal->unmatched + seal->few : counts->ranked;
    return counts->read == counts->outside + counts->excluded + counts->rejected + used;
}

static bool read_document(struct partial_seal *seal, struct arena *arena, struct text text, struct error *error)
{
    struct json_view root;
    struct json_fault fault;
    uint64_t version = 0;
    if (!json_view_open(&root, text, JSON_VIEW_DEPTH, &fault) || !get_count(root, "partial", &version))
        return error_set(error, STATUS_DATA, "the seal is not JSON as a partial has it");
    if (version != PARTIAL_VERSION)
        return error_set(error, STATUS_DATA, "is a partial of version %llu, this dengine reads %d",
                         (unsigned long long)version, PARTIAL_VERSION);
    if (!(get_text(root, "dengine", arena, &seal->dengine) && get_text(root, "command", arena, &seal->command) &&
          read_words(json_view_get(root, "options"), arena, &seal->options) && read_columns(seal, root, arena) &&
          read_shards(seal, root, arena) && read_counts(seal, root)))
        return error_set(error, STATUS_DATA, "the seal does not say what a seal must say");
    return adds_up(seal) || error_set(error, STATUS_DATA, "the counts of its rows do not add up");
}

/* The digest at the end of the seal: 16 digits between what must stand before and behind them. */
static bool find_digest(struct text row, uint64_t *digest, size_t *place)
{
    static const char before[] = PARTIAL_DIGEST, behind[] = "\"\"}\"";
    const size_t digits = 16, closing = sizeof behind - 1, opening = sizeof before - 1;
    size_t end = row.size - 1; /* the newline */
    while (end && row.data[end - 1] == ',')
        end--;
    if (end < closing + digits + opening)
        return false;
    *place = end - closing - digits;
    return memcmp(row.data + end - closing, behind, closing) == 0 &&
           memcmp(row.data + *place - opening, before, opening) == 0 &&
           read_hex((struct text){row.data + *place, digits}, digest);
}

bool partial_seal_read(struct partial_seal *seal, struct arena *arena, struct text partial, size_t at,
                       struct error *error)
{
    const size_t blank = sizeof ",,,partial,,\"" - 1;
    struct text row = {partial.data + at, partial.size - at};
    struct buffer json = {.arena = arena};
    uint64_t digest;
    size_t place = 0;
    *seal = (struct partial_seal){0};
    if (!find_digest(row, &digest, &place) || digest != hash_text(0, (struct text){partial.data, at + place}))
        return error_set(error, STATUS_DATA, "the seal does not fit the bytes before it: they were changed, or cut");
    for (size_t i = blank; i < place + 16; i++) { /* what stands in quotes, and the end of it */
        buffer_byte(&json, row.data[i]);
        i += row.data[i] == '"';
    }
    buffer_add(&json, text_of("\"}"));
    if (!read_document(seal, arena, buffer_text(&json), error))
        return false;
    size_t commas = seal->columns_count + PARTIAL_HIDDEN;
    if (row.size != place + 16 + sizeof "\"\"}\"" - 1 + commas + 1)
        return error_set(error, STATUS_DATA, "the seal has another number of cells than the rows");
    return true;
}

/* ---- records ---- */

/* "900000000:5;..." up to the semicolon. */
static bool read_scores(struct text *text, struct top_key *key)
{
    const char *end = text->size ? memchr(text->data, ';', text->size) : NULL;
    if (!end)
        return false;
    struct text scores = {text->data, (size_t)(end - text->data)};
    *text = (struct text){end + 1, text->size - scores.size - 1};
    for (size_t i = 0;; i++) {
        const char *colon = scores.size ? memchr(scores.data, ':', scores.size) : NULL;
        struct text score = {scores.data, colon ? (size_t)(colon - scores.data) : scores.size};
        int128 value;
        if (i == TOP_MEASURES || !read_signed(score, INT64_MAX, &value))
            return false;
        key->scores[i] = (int64_t)value;
        if (!colon)
            return true;
        scores = (struct text){colon + 1, scores.size - score.size - 1};
    }
}

static bool read_queue_row(struct partial_record *record, const struct text *cells, size_t count)
{
    struct text key = cells[count - PARTIAL_HIDDEN];
    record->kind = PARTIAL_ROW;
    record->id = cells[1];
    record->group = cells[count - 1];
    record->cells = cells + QUEUE_FIXED - 1;
    record->cells_count = count - (QUEUE_FIXED - 1) - PARTIAL_HIDDEN;
    return record->id.size && read_scores(&key, &record->key) && read_hex(key, &record->key.content);
}

static bool read_group(struct partial_record *record, struct json_view object, struct arena *arena)
{
    const uint128 most = ~(uint128)0 >> 1;
    struct partial_group *stratum = &record->stratum;
    uint128 high;
    struct text sum;
    record->kind = PARTIAL_GROUP;
    if (!get_text(object, "group", arena, &record->group) || !get_count(object, "shown", &stratum->shown) ||
        !get_count(object, "ids", &stratum->size) || !get_count(object, "count", &stratum->spread.count) ||
        !get_wide(object, "squares", arena, &stratum->spread.squares) ||
        !get_wide(object, "squares_high", arena, &high) || high > UINT64_MAX || stratum->shown > record->group.size)
        return false;
    stratum->spread.squares_high = (uint64_t)high;
    if (stratum->shown == 0)
        stratum->shown = record->group.size;
    return stratum->spread.count == 0 ||
           (get_text(object, "sum", arena, &sum) && read_signed(sum, most, &stratum->spread.sum));
}

static bool read_repeat(struct partial_record *record, struct json_view object, struct arena *arena)
{
    struct text key;
    record->kind = PARTIAL_REPEAT;
    get_text(object, "group", arena, &record->group);
    return get_text(object, "repeat", arena, &key) && read_scores(&key, &record->key) && key.size == 33 &&
           key.data[16] == ';' && read_hex((struct text){key.data, 16}, &record->key.tie) &&
           read_hex((struct text){key.data + 17, 16}, &record->key.content);
}

static bool read_value(struct partial_record *record, struct json_view object, struct arena *arena)
{
    struct text hash;
    uint64_t term;
    record->kind = PARTIAL_VALUE;
    if (!get_count(object, "term", &term) || !get_text(object, "hash", arena, &hash) ||
        !read_hex(hash, &record->value.hash))
        return false;
    record->value.term = term;
    return number_parse(json_view_raw(json_view_get(object, "value")), &record->value.value) == NUMBER_OK;
}

static bool has(struct json_view object, const char *key)
{
    return json_view_kind(json_view_get(object, key)) != JSON_NONE;
}

bool partial_record_read(struct partial_record *record, struct arena *arena, const struct text *cells, size_t count,
                         bool row)
{
    struct json_view object;
    struct json_fault fault;
    for (size_t i = 0; i < count; i++)
        if (text_utf8(cells[i]) < cells[i].size)
            return false;
    if (row)
        return read_queue_row(record, cells, count);
    if (!json_view_open(&object, cells[QUEUE_FIXED - 1], JSON_VIEW_DEPTH, &fault))
        return false;
    if (has(object, "repeat"))
        return read_repeat(record, object, arena);
    if (has(object, "term"))
        return read_value(record, object, arena);
    return read_group(record, object, arena);
}
