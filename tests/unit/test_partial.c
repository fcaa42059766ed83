/*
 * test_partial.c - partials written and read back; cut, changed, one behind another.
 */
#include "unit.h"

#include <sys/mman.h>
#include <unistd.h>

#include "dengine/hash.h"
#include "output/partial_read.h"

static const struct queue_column columns[] = {{.name = {"label", 5}}, {.name = {"margin", 6}}, {.name = {"scene", 5}}};
enum { COLUMNS = COUNT(columns) };

/* A file in memory, as thousands are written. */
static char path[64];
static int file = -1;

static int make_file(void **state)
{
    (void)state;
    file = memfd_create("partial", MFD_CLOEXEC);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return file < 0 ? -1 : 0;
}

static int close_file(void **state)
{
    (void)state;
    return close(file);
}

/* A partial of three rows, two groups, a repeat and a value, with cells that need quotes. */
static struct text written(struct arena *arena, uint64_t number, uint64_t digest)
{
    static const char *const scenes[] = {"a,b", "\"q\"\n,,,partial,,\"{\"\"partial\"\": 1", ""};
    struct top *top = top_open(arena, SIZE_MAX, 0);
    struct strata *strata = strata_open(arena, 0);
    for (uint64_t i = 0; i < 3; i++) {
        char id[8];
        snprintf(id, sizeof id, "r%d", (int)i);
        struct top_key key = {.scores = {i ? -5 * (int64_t)i : TOP_UNSCORABLE, 7 * (int64_t)i}, .tie = i, .content = i};
        struct top_entry *entry = top_offer(top, &key, text_of(id), (struct text){0});
        const struct text cells[] = {text_of("why"), text_of("cat"), text_of("0.5"), text_of(scenes[i])};
        top_cells(top, entry, cells, COUNT(cells));
    }
    struct stratum *stratum = strata_find(strata, text_of("x|y|1|3"), 3);
    stratum->size = 12;
    stratum->spread = arena_alloc(arena, sizeof *stratum->spread);
    *stratum->spread = (struct moments){
        .count = 9, .sum = (int128)((uint128)1 << 127), .squares = ~(uint128)0, .squares_high = UINT64_MAX};
    strata_find(strata, text_of("z"), 1)->size = 100000000001;
    const struct text groups[] = {text_of("x|y|1|3"), text_of("z"), text_of("z")};
    const struct top_repeat repeat = {.key = {.scores = {-3}, .tie = UINT64_MAX, .content = 1}, .group = text_of("z")};
    const struct partial_value value = {.term = 2, .hash = 255, .value = 0.1};
    struct queue queue = {.method = "confidence",
                          .columns = columns,
                          .columns_count = COLUMNS,
                          .rows = top_sorted(top),
                          .count = top_count(top)};
    struct partial_body body = {.queue = &queue,
                                .groups = groups,
                                .strata = strata_sorted(strata),
                                .strata_count = 2,
                                .repeats = &repeat,
                                .repeats_count = 1,
                                .values = &value,
                                .values_count = 1};
    struct partial_shard shard = {number, digest};
    struct partial_seal seal = {.dengine = text_of("1.2.3"),
                                .command = text_of("confidence"),
                                .headed = true,
                                .columns = arena_alloc(arena, sizeof columns),
                                .columns_count = COLUMNS,
                                .kept_count = 1,
                                .shards = &shard,
                                .shards_count = 1,
                                .of = 3,
                                .ids = 100000000013,
                                .counts = {.read = 5, .ranked = 3, .outside = 2}};
    memcpy(seal.columns, columns, sizeof columns);
    words_add(&seal.options, arena, text_of("--top=3"));
    words_add(&seal.options, arena, text_of("--where=a = \"b\""));
    char *data = NULL;
    size_t size = 0;
    struct error error;
    FILE *out = open_memstream(&data, &size);
    assert_true(partial_write(out, arena, &body, &seal, &error));
    fclose(out);
    struct text text = text_copy(arena, (struct text){data, size});
    free(data);
    return text;
}

static void a_full_disk_is_an_error_wherever_it_is_met(void **state)
{
    static const struct partial_value value = {.term = 1, .hash = 3, .value = 0.5};
    static const struct top_repeat repeat = {.key = {.scores = {1}}}; /* of no group */
    struct partial_shard shard = {1, 2};
    struct queue queue = {.method = "confidence", .columns = columns, .columns_count = COLUMNS};
    const struct partial_seal seal = {.shards = &shard, .shards_count = 1, .of = 1};
    for (size_t many = 0; many < 3; many++) {
        struct partial_body body = {.queue = &queue};
        struct top_repeat *repeats = arena_array(*state, 2000, sizeof *repeats);
        struct partial_value *values = arena_array(*state, 2000, sizeof *values);
        for (size_t i = 0; i < 2000; i++) {
            repeats[i] = repeat;
            values[i] = value;
        }
        body.repeats = repeats;
        body.repeats_count = many == 1 ? 2000 : 1;
        body.values = values;
        body.values_count = many == 2 ? 2000 : 1;
        struct error error = {0};
        FILE *out = fopen("/dev/full", "w");
        if (!out)
            skip();
        setvbuf(out, NULL, _IONBF, 0);
        assert_false(partial_write(out, *state, &body, &seal, &error));
        assert_int_equal(error.status, STATUS_IO);
        assert_string_equal(error.text, "cannot write the partial: No space left on device");
        fclose(out);
    }
}

static void put(struct text text)
{
    assert_int_equal(ftruncate(file, 0), 0);
    assert_int_equal(pwrite(file, text.data, text.size, 0), text.size);
}

/* How many whole partials the file holds; *good tells whether it holds nothing else. */
static size_t count_partials(bool *good, struct error *error)
{
    struct arena arena = {0};
    struct partials *partials;
    struct partial partial;
    struct partial_record record;
    size_t count = 0;
    *good = partials_open(&partials, path, &arena, error);
    while (*good && partials_next(partials, &partial, error)) {
        while (partial_next(&partial, &record, error))
            continue;
        count += error->status == STATUS_OK;
        *good = error->status == STATUS_OK;
    }
    *good = *good && error->status == STATUS_OK;
    partials_close(partials);
    return count;
}

static void what_is_written_is_read(void **state)
{
    struct partials *partials;
    struct partial partial;
    struct partial_record record;
    struct error error;
    put(written(*state, 2, 77));
    assert_true(partials_open(&partials, path, *state, &error));
    assert_true(partials_next(partials, &partial, &error));
    assert_int_equal(partial.seal.of, 3);
    assert_int_equal(partial.seal.shards_count, 1);
    assert_int_equal(partial.seal.shards[0].number, 2);
    assert_int_equal(partial.seal.shards[0].digest, 77);
    assert_int_equal(partial.seal.counts.read, 5);
    assert_int_equal(partial.seal.kept_count, 1);
    assert_true(text_equal(partial.seal.columns[1].name, text_of("margin")));
    assert_true(text_equal(partial.seal.options.items[1], text_of("--where=a = \"b\"")));

    assert_true(partial_next(&partial, &record, &error));
    assert_true(record.key.scores[0] == TOP_UNSCORABLE);
    assert_true(text_equal(record.cells[3], text_of("a,b")));
    assert_true(partial_next(&partial, &record, &error));
    assert_int_equal(record.kind, PARTIAL_ROW);
    assert_true(record.key.scores[0] == -5 && record.key.scores[1] == 7 && record.key.content == 1);
    assert_true(text_equal(record.id, text_of("r1")));
    assert_true(text_starts(record.cells[3], text_of("\"q\"\n,,,partial")));
    assert_true(partial_next(&partial, &record, &error));
    assert_true(partial_next(&partial, &record, &error));
    assert_int_equal(record.kind, PARTIAL_GROUP);
    assert_true(text_equal(record.group, text_of("x|y|1|3")) && record.stratum.shown == 3);
    assert_true(record.stratum.spread.sum == (int128)((uint128)1 << 127));
    assert_true(record.stratum.spread.squares == ~(uint128)0);
    assert_true(record.stratum.spread.squares_high == UINT64_MAX);
    assert_true(partial_next(&partial, &record, &error));
    assert_true(record.stratum.size == 100000000001);
    assert_true(partial_next(&partial, &record, &error));
    assert_int_equal(record.kind, PARTIAL_REPEAT);
    assert_true(record.key.tie == UINT64_MAX && record.key.content == 1 && record.key.scores[0] == -3);
    assert_true(partial_next(&partial, &record, &error));
    assert_int_equal(record.kind, PARTIAL_VALUE);
    assert_true(record.value.term == 2 && record.value.hash == 255 && record.value.value == 0.1);
    assert_false(partial_next(&partial, &record, &error));
    assert_int_equal(error.status, STATUS_OK);
    assert_false(partials_next(partials, &partial, &error));
    assert_int_equal(error.status, STATUS_OK);
    partials_close(partials);
}

static void every_prefix_is_refused(void **state)
{
    struct text whole = written(*state, 1, 5);
    struct error error;
    bool good;
    for (size_t size = 0; size < whole.size; size++) {
        put((struct text){whole.data, size});
        count_partials(&good, &error);
        check(!good && error.status == STATUS_DATA, "%zu of %zu bytes were taken", size, whole.size);
    }
}

static void every_changed_byte_is_refused(void **state)
{
    struct text whole = written(*state, 1, 5);
    static const char others[] = {'"', '\n', ',', '0', 'f', 'p', '\r', 0};
    struct error error;
    bool good;
    for (size_t at = 0; at < whole.size; at++)
        for (size_t other = 0; other < COUNT(others) + 8; other++) {
            char *data = arena_alloc(*state, whole.size);
            memcpy(data, whole.data, whole.size);
            if (other < COUNT(others))
                data[at] = others[other];
            else
                data[at] = (char)(whole.data[at] ^ (char)(1u << (other - COUNT(others))));
            if (data[at] == whole.data[at])
                continue;
            put((struct text){data, whole.size});
            count_partials(&good, &error);
            check(!good, "byte %zu became 0x%02X, and was taken", at, (unsigned char)data[at]);
        }
}

static void several_stand_behind_one_another(void **state)
{
    struct buffer all = {.arena = *state};
    struct error error;
    bool good;
    for (uint64_t i = 1; i <= 3; i++)
        buffer_add(&all, written(*state, i, i));
    put(buffer_text(&all));
    assert_int_equal(count_partials(&good, &error), 3);
    assert_true(good);
    buffer_add(&all, text_of("x"));
    put(buffer_text(&all));
    count_partials(&good, &error);
    assert_false(good);
    assert_non_null(strstr(error.text, "behind the seal of partial 3"));
}

static void numbers_are_listed_in_stretches(void **state)
{
    const uint64_t numbers[] = {1, 3, 4, 6, 7, 8, 10};
    struct buffer out = {.arena = *state};
    partial_list(&out, numbers, COUNT(numbers));
    assert_string_equal(buffer_string(&out), "1, 3, 4, 6 to 8, 10");
    uint64_t odd[13];
    for (size_t i = 0; i < COUNT(odd); i++)
        odd[i] = 2 * i + 1;
    struct buffer ten = {.arena = *state}, more = {.arena = *state};
    partial_list(&ten, odd, 10);
    assert_string_equal(buffer_string(&ten), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19");
    partial_list(&more, odd, 13);
    assert_string_equal(buffer_string(&more), "1, 3, 5, 7, 9, 11, 13, 15, 17, 19 ...");
}

/* Whatever stands there, nothing is taken and nothing breaks. */
static void random_bytes_are_refused(void **state)
{
    static const char *const pieces[] = {PARTIAL_HEADER,
                                         PARTIAL_SEAL,
                                         "\n",
                                         "\"",
                                         ",",
                                         "partial_row,partial_group\n",
                                         PARTIAL_DIGEST,
                                         "0123456789abcdef\"\"}\",,\n",
                                         "x",
                                         "1, "};
    uint64_t chance = 3;
    struct error error;
    bool good;
    for (int round = 0; round < 3000; round++) {
        struct buffer text = {.arena = *state};
        for (size_t left = random_below(&chance, 12); left > 0; left--)
            buffer_add(&text, text_of(pieces[random_below(&chance, COUNT(pieces))]));
        put(buffer_text(&text));
        count_partials(&good, &error);
        assert_false(good);
    }
}

/* The digest of the changed bytes in place of the old one: what a seal says may be wrong although it fits. */
static struct text resealed(struct arena *arena, struct text partial)
{
    const char *digest = memmem(partial.data, partial.size, PARTIAL_DIGEST, sizeof PARTIAL_DIGEST - 1);
    struct text before = {partial.data, (size_t)(digest - partial.data) + sizeof PARTIAL_DIGEST - 1};
    struct buffer out = {.arena = arena};
    buffer_add(&out, before);
    buffer_format(&out, "%016llx", (unsigned long long)hash_text(0, before));
    buffer_add(&out, (struct text){before.data + before.size + 16, partial.size - before.size - 16});
    return buffer_text(&out);
}

static struct text replaced(struct arena *arena, struct text partial, const char *from, const char *to)
{
    const char *place = memmem(partial.data, partial.size, from, strlen(from));
    struct buffer out = {.arena = arena};
    check(place != NULL, "%s is not there", from);
    buffer_add(&out, (struct text){partial.data, (size_t)(place - partial.data)});
    buffer_add(&out, text_of(to));
    const char *rest = place + strlen(from);
    buffer_add(&out, (struct text){rest, (size_t)(partial.data + partial.size - rest)});
    return buffer_text(&out);
}

static void a_seal_that_fits_and_says_what_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *from, *to;
    } forgeries[] = {
        {"{\"\"partial\"\": 1", "{\"\"partial\"\": 2"},
        {"{\"\"partial\"\": 1", "{\"\"partial\"\": \"\"1\"\""},
        {"{\"\"partial\"\": 1", "{\"\"partial\"\": 1 1"},
        {"\"\"dengine\"\": \"\"1.2.3\"\"", "\"\"dengine\"\": 1.2"},
        {"\"\"command\"\": \"\"confidence\"\"", "\"\"command\"\": null"},
        {"\"\"options\"\": [", "\"\"options\"\": [7, "},
        {"\"\"options\"\": [", "\"\"option\"\": ["},
        {"\"\"columns\"\": [", "\"\"columns\"\": [[], "},
        {"\"\"columns\"\": [", "\"\"columns\"\": 3, \"\"c\"\": ["},
        {"\"\"columns\"\": [", "\"\"columns\"\": [\"\"one more\"\", "},
        {"\"\"kept\"\": 1", "\"\"kept\"\": 4"},
        {"\"\"kept\"\": 1", "\"\"kept\"\": -1"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1, 1, 1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1, \"\"1\"\"]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[x, 1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[0, 1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[2, 1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1, 4]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1, 1], [1, 1]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": [[1, 18446744073709551616]]"},
        {"\"\"shards\"\": [[1, 1]]", "\"\"shards\"\": []"},
        {"\"\"of\"\": 3", "\"\"of\"\": 0"},
        {"\"\"of\"\": 3", "\"\"of\"\": 99999999999999"},
        {"\"\"of\"\": 3", "\"\"of\"\": 3.5"},
        {"\"\"inputs\"\": [\"\"", "\"\"inputs\"\": [\"\"0000000000000000\"\", \"\""},
        {"\"\"inputs\"\": [\"\"0", "\"\"inputs\"\": [\"\"g"},
        {"\"\"inputs\"\": [\"\"0", "\"\"inputs\"\": [\"\""},
        {"\"\"read\"\": 5", "\"\"read\"\": \"\"5\"\""},
        {"\"\"read\"\": 5", "\"\"read\"\": 6"}, /* sums that do not match */
        {"\"\"ranked\"\": 3", "\"\"ranked\"\": 30"},
        {"\"\"ids\"\": 100000000001", "\"\"ids\"\": 1"},
        {"\"\"rows\"\": 3", "\"\"rows\"\": 2"},
        {"\"\"rows\"\": 3", "\"\"rows\"\": 4"},
        {"\"\"groups\"\": 2", "\"\"groups\"\": 1"},
        {"\"\"repeats\"\": 1", "\"\"repeats\"\": 0"},
        {"\"\"values\"\": 1", "\"\"values\"\": 2"},
        {"{\"\"group\"\": \"\"x", "{\"\"group\"\": 1, \"\"g\"\": \"\"x"},
        {"\"\"shown\"\": 3", "\"\"shown\"\": 300"},
        {"\"\"shown\"\": 3", "\"\"shown\"\": {}"},
        {"\"\"ids\"\": 12", "\"\"ids\"\": [12]"},
        {"\"\"count\"\": 9", "\"\"count\"\": -9"},
        {"\"\"squares\"\": \"\"340282366920938463463374607431768211455\"\"",
         "\"\"squares\"\": \"\"340282366920938463463374607431768211456\"\""},
        {"\"\"squares\"\": \"\"340282366920938463463374607431768211455\"\"", "\"\"squares\"\": 34"},
        {"\"\"squares_high\"\": \"\"18446744073709551615\"\"", "\"\"squares_high\"\": \"\"18446744073709551616\"\""},
        {"\"\"sum\"\": \"\"-170141183460469231731687303715884105728\"\"",
         "\"\"sum\"\": \"\"-170141183460469231731687303715884105729\"\""},
        {"\"\"sum\"\": \"\"-1", "\"\"sum\"\": \"\"--1"},
        {"\"\"sum\"\": \"\"-170141183460469231731687303715884105728\"\"", "\"\"sum\"\": \"\"\"\""},
        {"\"\"sum\"\": \"\"", "\"\"total\"\": \"\""},
        {"\"\"repeat\"\": \"\"-3;", "\"\"repeat\"\": \"\"-3"},
        {"\"\"repeat\"\": \"\"-3;", "\"\"repeat\"\": \"\"x;"},
        {"\"\"repeat\"\": \"\"-3;", "\"\"repeat\"\": \"\";"},
        {"\"\"repeat\"\": \"\"-3;f", "\"\"repeat\"\": \"\"-3;x"},
        {"\"\"repeat\"\": \"\"-3;ffffffffffffffff;0", "\"\"repeat\"\": \"\"-3;ffffffffffffffff:0"},
        {"\"\"repeat\"\": \"\"-3;ffffffffffffffff;0", "\"\"repeat\"\": \"\"-3;ffffffffffffffff;x"},
        {"\"\"term\"\": 2", "\"\"term\"\": null"},
        {"\"\"hash\"\": \"\"0", "\"\"hash\"\": \"\"-"},
        {"\"\"hash\"\": \"\"0", "\"\"crash\"\": \"\"0"},
        {"\"\"value\"\": 0.1", "\"\"value\"\": true"},
        {"-5:7;", "-5:7:1:1:1;"},
        {"-5:7;", "-5:x;"},
        {"-5:7;", "-9223372036854775809:7;"},
        {"-5:7;", ";"},
        {"-5:7;0", "-5:7;x"},
        {",r1,", ",,"},
        {",r1,", ",r\xff,"},
    };
    struct text whole = written(*state, 1, 5);
    struct error error;
    bool good;
    put(resealed(*state, whole));
    assert_int_equal(count_partials(&good, &error), 1);
    assert_true(good);
    for (size_t i = 0; i < COUNT(forgeries); i++) {
        put(resealed(*state, replaced(*state, whole, forgeries[i].from, forgeries[i].to)));
        count_partials(&good, &error);
        check(!good && error.status == STATUS_DATA, "%s for %s was taken", forgeries[i].to, forgeries[i].from);
    }
}

/* Each byte changed or taken away, and the digest renewed: a partial that somebody else wrote. Where it is refused, it
 * is as data. */
static void what_others_wrote_is_read_or_refused(void **state)
{
    static const char others[] = {'"', '\n', ',', '0', '{', ']', ':', 0};
    struct text whole = written(*state, 1, 5);
    struct error error;
    size_t refused = 0;
    bool good;
    for (size_t at = 0; at + 40 < whole.size; at++)
        for (size_t other = 0; other <= COUNT(others); other++) {
            struct buffer changed = {.arena = *state};
            buffer_add(&changed, (struct text){whole.data, at});
            if (other < COUNT(others))
                buffer_byte(&changed, others[other]);
            buffer_add(&changed, (struct text){whole.data + at + 1, whole.size - at - 1});
            struct text text = buffer_text(&changed);
            if (!memmem(text.data, text.size, PARTIAL_DIGEST, sizeof PARTIAL_DIGEST - 1))
                continue;
            put(resealed(*state, text));
            count_partials(&good, &error);
            check(good || error.status == STATUS_DATA, "byte %zu: %s", at, error.text);
            refused += !good;
        }
    check(refused > whole.size, "only %zu were refused", refused); /* what a cell of a row says may be anything */
}

/* Of what the partials differ in, the first is told. */
static void partials_that_differ_fit_not(void **state)
{
    struct text old[] = {BYTES("--a=1"), BYTES("--c=1")}, other[] = {BYTES("--a=1"), BYTES("--b"), BYTES("--c=1")},
                value[] = {BYTES("--a=2"), BYTES("--c=1")};
    struct queue_column named[] = {{.name = BYTES("label")}, {.name = BYTES("rain")}},
                        more[] = {{.name = BYTES("label")}};
    const struct partial_seal one = {.dengine = BYTES("1"),
                                     .command = BYTES("random"),
                                     .of = 2,
                                     .headed = true,
                                     .options = {.items = old, .count = 2},
                                     .columns = named,
                                     .columns_count = 2};
    struct partial_seal seals[10];
    for (size_t i = 0; i < COUNT(seals); i++)
        seals[i] = one;
    seals[0].dengine = text_of("2");
    seals[1].command = text_of("stratify");
    seals[2].of = 3;
    seals[3].options = (struct words){.items = other, .count = 3};
    seals[4].options = (struct words){.items = value, .count = 2};
    seals[5].options.count = 1;
    seals[6].columns_count = 1;
    seals[7].columns = more;
    seals[7].columns_count = 1;
    seals[8].kept_count = 1;
    seals[9].columns = &named[1];
    seals[9].columns_count = 1;
    for (size_t i = 0; i < COUNT(seals); i++) {
        struct buffer why = {.arena = *state}, back = {.arena = *state};
        check(!partial_fits(&one, &seals[i], &why) && why.size, "%zu fits", i);
        check(!partial_fits(&seals[i], &one, &back) && back.size, "%zu fits the other way", i);
    }
    struct partial_seal bare = seals[6];
    bare.headed = false; /* a shard without a byte has no columns */
    struct buffer why = {.arena = *state};
    assert_true(partial_fits(&one, &one, &why) && partial_fits(&one, &bare, &why) && partial_fits(&bare, &one, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read),
        TEST(a_full_disk_is_an_error_wherever_it_is_met),
        TEST(every_prefix_is_refused),
        TEST(every_changed_byte_is_refused),
        TEST(several_stand_behind_one_another),
        TEST(numbers_are_listed_in_stretches),
        TEST(random_bytes_are_refused),
        TEST(partials_that_differ_fit_not),
        TEST(what_others_wrote_is_read_or_refused),
        TEST(a_seal_that_fits_and_says_what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, make_file, close_file);
}
