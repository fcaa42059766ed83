/*
 * test_base.c - arenas, texts and errors.
 */
#include "unit.h"

/* ---- arena ---- */

static bool is_zero(const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i])
            return false;
    return true;
}

static void arena_blocks_are_aligned_zeroed_and_apart(void **state)
{
    enum { BLOCKS = 4000 };
    struct arena *arena = *state;
    uint64_t chance = 1;
    static struct text blocks[BLOCKS];
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t size = random_below(&chance, i % 100 ? 300 : 40000);
        char *data = arena_alloc(arena, size);
        assert_non_null(data);
        check((uintptr_t)data % _Alignof(max_align_t) == 0, "block %zu of %zu bytes is not aligned", i, size);
        check(is_zero(data, size), "block %zu of %zu bytes is not zeroed", i, size);
        memset(data, (int)(i % 255 + 1), size);
        blocks[i] = (struct text){data, size};
    }
    for (size_t i = 0; i < BLOCKS; i++)
        for (size_t j = 0; j < blocks[i].size; j++)
            check(blocks[i].data[j] == (char)(i % 255 + 1), "block %zu was written by another", i);
}

/* Sizes on both sides of what makes a block large. */
static void arena_resize_keeps_the_old_and_zeroes_the_new(void **state)
{
    static const size_t sizes[] = {1, 16, 1000, 16383, 16384, 16385, 70000, 300000};
    struct arena *arena = *state;
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t j = 0; j < COUNT(sizes); j++) {
            size_t kept = sizes[i] < sizes[j] ? sizes[i] : sizes[j];
            char *data = arena_resize(arena, NULL, 0, sizes[i]);
            check(is_zero(data, sizes[i]), "%zu new bytes are not zeroed", sizes[i]);
            memset(data, 7, sizes[i]);
            data = arena_resize(arena, data, sizes[i], sizes[j]);
            for (size_t k = 0; k < kept; k++)
                check(data[k] == 7, "byte %zu lost from %zu to %zu bytes", k, sizes[i], sizes[j]);
            check(is_zero(data + kept, sizes[j] - kept), "not zeroed from %zu to %zu bytes", sizes[i], sizes[j]);
            assert_null(arena_resize(arena, data, sizes[j], 0));
        }
    assert_null(arena_resize(arena, NULL, 0, 0));
}

static void arena_reserve_doubles(void **state)
{
    int *numbers = NULL;
    size_t capacity = 0, moves = 0, before = 0;
    for (int i = 0; i < 100000; i++) {
        numbers = arena_reserve(*state, numbers, &capacity, (size_t)i + 1, sizeof *numbers);
        moves += capacity != before;
        before = capacity;
        numbers[i] = i;
    }
    for (int i = 0; i < 100000; i++)
        assert_int_equal(numbers[i], i);
    assert_true(moves < 20);
    assert_ptr_equal(arena_reserve(*state, numbers, &capacity, 10, sizeof *numbers), numbers);
    assert_null(arena_reserve(*state, NULL, &(size_t){0}, 0, 8));
}

static struct buffer closed;

static void close_letter(void *letter)
{
    buffer_byte(&closed, *(char *)letter);
}

static void arena_closes_the_last_attached_first(void **state)
{
    struct arena arena = {0};
    closed = (struct buffer){.arena = *state};
    for (char letter = 'a'; letter <= 'e'; letter++) {
        char *copy = arena_alloc(&arena, 1);
        *copy = letter;
        arena_attach(&arena, close_letter, copy);
    }
    arena_free(&arena);
    assert_string_equal(buffer_string(&closed), "edcba");
    arena_free(&arena); /* an empty arena: closes nothing again */
    assert_string_equal(buffer_string(&closed), "edcba");
    assert_int_equal(*(char *)arena_alloc(&arena, 1), 0);
    arena_free(&arena);
}

static jmp_buf out_of_memory;

static void jump_out(size_t size)
{
    longjmp(out_of_memory, size == SIZE_MAX ? 2 : 1);
}

static void arena_calls_exhausted(void **state)
{
    struct arena *arena = *state;
    arena->exhausted = jump_out;
    if (setjmp(out_of_memory) == 0) {
        arena_array(arena, SIZE_MAX / 4, 8); /* the product overflows */
        fail();
    }
    if (setjmp(out_of_memory) == 0) {
        arena_alloc(arena, SIZE_MAX - 100);
        fail();
    }
    if (setjmp(out_of_memory) == 0) {
        arena_reserve(arena, NULL, &(size_t){0}, SIZE_MAX / 2, 16);
        fail();
    }
    arena_free(arena);
    assert_true(arena->exhausted == jump_out);
}

/* ---- text ---- */

static void texts_compare_as_bytes(void **state)
{
    (void)state;
    static const struct text ascending[] = {{NULL, 0}, {"\0", 1}, {"0", 1},   {"00", 2},   {"1", 1}, {"A", 1},
                                            {"AA", 2}, {"a", 1},  {"a\0", 2}, {"a\0b", 3}, {"b", 1}, {"\x80", 1}};
    for (size_t i = 0; i < COUNT(ascending); i++)
        for (size_t j = 0; j < COUNT(ascending); j++) {
            int order = text_compare(ascending[i], ascending[j]);
            check((order > 0) - (order < 0) == (i > j) - (i < j), "texts %zu and %zu", i, j);
            assert_int_equal(text_equal(ascending[i], ascending[j]), i == j);
        }
    assert_true(text_starts(TEXT("prob_cat"), TEXT("prob_")));
    assert_true(text_starts(TEXT("prob_"), TEXT("")));
    assert_false(text_starts(TEXT("pro"), TEXT("prob_")));
    assert_true(text_ends(TEXT("a.tsv.gz"), TEXT(".gz")));
    assert_false(text_ends(TEXT("z"), TEXT(".gz")));
}

static void utf8_table(void **state)
{
    (void)state;
    static const struct {
        struct text text;
        size_t valid;
    } cases[] = {
        {{NULL, 0}, 0},
        {BYTES("plain ascii, longer than a word"), 31},
        {BYTES("\0\x7F"), 2},
        {BYTES("\xC2\x80"), 2},         /* U+0080, the first of two bytes */
        {BYTES("\xDF\xBF"), 2},         /* U+07FF, the last */
        {BYTES("\xC0\x80"), 0},         /* overlong NUL */
        {BYTES("\xC1\xBF"), 0},         /* overlong DEL */
        {BYTES("\xE0\xA0\x80"), 3},     /* U+0800 */
        {BYTES("\xE0\x9F\xBF"), 0},     /* overlong U+07FF */
        {BYTES("\xED\x9F\xBF"), 3},     /* U+D7FF */
        {BYTES("\xED\xA0\x80"), 0},     /* U+D800, a surrogate */
        {BYTES("\xED\xBF\xBF"), 0},     /* U+DFFF */
        {BYTES("\xEE\x80\x80"), 3},     /* U+E000 */
        {BYTES("\xEF\xBF\xBF"), 3},     /* U+FFFF */
        {BYTES("\xF0\x90\x80\x80"), 4}, /* U+10000 */
        {BYTES("\xF0\x8F\xBF\xBF"), 0}, /* overlong U+FFFF */
        {BYTES("\xF4\x8F\xBF\xBF"), 4}, /* U+10FFFF */
        {BYTES("\xF4\x90\x80\x80"), 0}, /* beyond */
        {BYTES("\xF5\x80\x80\x80"), 0},
        {BYTES("\xFF"), 0},
        {BYTES("a\x80"), 1},  /* a continuation alone */
        {BYTES("ab\xC3"), 2}, /* cut short */
        {BYTES("ab\xE2\x82"), 2},
        {BYTES("ab\xF0\x9F\x98"), 2},
        {BYTES("ab\xC3(d"), 2},
        {BYTES("12345678\xC3\xA9 12345678\xE9t\xE9"), 19}, /* good, then Latin-1 */
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        check(text_utf8(cases[i].text) == cases[i].valid, "case %zu: %zu bytes valid, not %zu", i,
              text_utf8(cases[i].text), cases[i].valid);
}

/* A bad byte is found wherever it stands to the words of eight bytes. */
static void utf8_at_every_place(void **state)
{
    (void)state;
    for (size_t size = 1; size < 40; size++)
        for (size_t at = 0; at < size; at++) {
            char *text = malloc(size); /* exact: reading behind the end is found */
            memset(text, 'x', size);
            text[at] = (char)0xC3;
            assert_int_equal(text_utf8((struct text){text, size}), at);
            if (at + 1 < size) {
                text[at + 1] = (char)0xA9;
                assert_int_equal(text_utf8((struct text){text, size}), size);
            }
            free(text);
        }
}

static void words_split_and_find(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        const char *last;
    } cases[] = {{"", 1, ""}, {"a", 1, "a"}, {"a,b", 2, "b"}, {",", 2, ""}, {"a,,c d", 3, "c d"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct words words = {0};
        words_split(&words, *state, text_of(cases[i].text), ',');
        assert_int_equal(words.count, cases[i].count);
        assert_true(text_equal(words.items[words.count - 1], text_of(cases[i].last)));
    }
    struct words words = {0};
    for (int i = 0; i < 100; i++) {
        struct buffer name = {.arena = *state};
        buffer_format(&name, "word_%d", i);
        words_add(&words, *state, buffer_text(&name));
    }
    assert_int_equal(words_find(&words, TEXT("word_73")), 73);
    assert_int_equal(words_find(&words, TEXT("Word_73")), 100);
    assert_int_equal(words_find(&(struct words){0}, TEXT("")), 0);
}

static void the_nearest_word_is_the_one_that_was_meant(void **state)
{
    static const char *const known[] = {"id",     "label",   "confidence", "timestamp", "least_confidence",
                                        "margin", "entropy", "prob_cat",   "prob_dog",  "x"};
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"lable", "label"},  /* neighbours swapped */
        {"labell", "label"}, /* inserted */
        {"labe", "label"},   /* deleted */
        {"lobel", "label"},  /* replaced */
        {"LABEL", "label"},  /* the case counts for nothing */
        {"DI", "id"},        /* nor in a swap */
        {"confidance", "confidence"},
        {"Entropie", "entropy"},
        {"margn", "margin"},
        {"prob_cta", "prob_cat"},
        {"timestmap", "timestamp"},
        {"ID", "id"},
        {"di", "id"},
        {"brightness", NULL}, /* nothing near */
        {"weather", NULL},
        {"", NULL},
        {"a_word_so_long_that_it_is_not_compared_and_that_everything_is_equally_far_from_it_whatever_it_may_be_and_"
         "yet_a_third_of_its_length_is_more_than_the_most_edits_that_are_ever_counted_between_two_words_of_a_header",
         NULL},
    };
    struct words words = {0};
    for (size_t i = 0; i < COUNT(known); i++)
        words_add(&words, *state, text_of(known[i]));
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t nearest = words_nearest(&words, text_of(cases[i].word));
        const char *found = nearest < words.count ? words.items[nearest].data : NULL;
        check(cases[i].nearest ? found && strcmp(found, cases[i].nearest) == 0 : !found, "'%s' is near '%s', not '%s'",
              cases[i].word, found ? found : "nothing", cases[i].nearest ? cases[i].nearest : "nothing");
    }
}

static void a_word_is_suggested_in_quotes_or_not_at_all(void **state)
{
    struct words words = {0};
    words_add(&words, *state, TEXT("margin"));
    words_add(&words, *state, TEXT("line\nend"));
    assert_string_equal(words_suggest(&words, *state, TEXT("margni")), "; did you mean 'margin'?");
    assert_string_equal(words_suggest(&words, *state, TEXT("line end")), "; did you mean 'line\\nend'?");
    assert_string_equal(words_suggest(&words, *state, TEXT("brightness")), "");
}

static void words_are_sorted_by_their_bytes(void **state)
{
    struct words words = {0};
    words_split(&words, *state, TEXT("b,a\xC3\xA4,,B,a"), ',');
    words_sort(&words);
    words_sort(&(struct words){0});
    static const char *const sorted[] = {"", "B", "a", "a\xC3\xA4", "b"};
    for (size_t i = 0; i < COUNT(sorted); i++)
        assert_true(text_equal(words.items[i], text_of(sorted[i])));
}

static void a_message_shows_whole_characters(void **state)
{
    (void)state;
    static const struct {
        struct text end; /* behind 58 bytes */
        int shown;
    } cases[] = {{BYTES(""), 58},
                 {BYTES("a"), 59},
                 {BYTES("ab"), 60},
                 {BYTES("abc"), 60},
                 {BYTES("\xC3\xA9"), 60},
                 {BYTES("a\xC3\xA9"), 61},
                 {BYTES("\xE2\x82\xAC"), 61},
                 {BYTES("\xC3\xA9z"), 60},
                 {BYTES("a\xF0\x9F\x98\x80!"), 63}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[80];
        memset(text, '.', 58);
        memcpy(text + 58, cases[i].end.data, cases[i].end.size);
        int shown = text_shown((struct text){text, 58 + cases[i].end.size});
        check(shown == cases[i].shown, "case %zu: %d bytes", i, shown);
    }
    char rests[80];
    memset(rests, '\x80', sizeof rests);
    assert_int_equal(text_shown((struct text){rests, sizeof rests}), 63);
}

static void a_line_ends_in_lf_crlf_or_cr(void **unused)
{
    (void)unused;
    assert_int_equal(text_line(TEXT("ab\n")).size, 2);
    assert_int_equal(text_line(TEXT("ab\r\n")).size, 2);
    assert_int_equal(text_line(TEXT("ab\r")).size, 2);
    assert_int_equal(text_line(TEXT("ab")).size, 2);
    assert_int_equal(text_line(TEXT("ab\n\n")).size, 3);
    assert_int_equal(text_line(TEXT("")).size, 0);
}

static void a_quoted_text_stays_one_readable_line(void **state)
{
    static const struct {
        struct text text;
        const char *quoted;
    } cases[] = {
        {BYTES(""), "''"},
        {BYTES("0,93"), "'0,93'"},
        {BYTES(" cat "), "' cat '"},
        {BYTES("a\nb\r\tc"), "'a\\nb\\r\\tc'"},
        {BYTES("a\0b\x1B\x7F"), "'a\\x00b\\x1B\\x7F'"},
        {BYTES("caf\xC3\xA9"), "'caf\xC3\xA9'"},
        {BYTES("caf\xE9"), "'caf\\xE9'"},
        {BYTES("cut\xF0\x9F"), "'cut\\xF0\\x9F'"},
        /* What turns a line around, or ends it, for a terminal: and what stands beside these marks. */
        {BYTES("\xD8\x9C\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\xAA\xE2\x80\xAE"),
         "'\\u{061C}\\u{200E}\\u{200F}\\u{202A}\\u{202E}'"},
        {BYTES("\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\xA8\xE2\x80\xA9\xC2\x80"),
         "'\\u{2066}\\u{2069}\\u{2028}\\u{2029}\\u{0080}'"},
        {BYTES("\xD8\x9D\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA"),
         "'\xD8\x9D\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA'"},
        {BYTES("123456789012345678901234567890123456789012345678901234567890"),
         "'123456789012345678901234567890123456789012345678901234567890'"},
        {BYTES("1234567890123456789012345678901234567890123456789012345678901"),
         "'123456789012345678901234567890123456789012345678901234567890...'"},
        /* A character is not cut in two. */
        {BYTES("12345678901234567890123456789012345678901234567890123456789\xC3\xA9t\xC3\xA9"),
         "'12345678901234567890123456789012345678901234567890123456789\xC3\xA9...'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer buffer = {.arena = *state};
        buffer_quote(&buffer, cases[i].text);
        assert_string_equal(buffer_string(&buffer), cases[i].quoted);
    }
}

static void nanos_are_the_shortest_decimals(void **state)
{
    static const struct {
        int64_t nano;
        const char *text;
    } cases[] = {
        {0, "0"},
        {1, "0.000000001"},
        {-1, "-0.000000001"},
        {58039000, "0.058039"},
        {NANO, "1"},
        {-NANO, "-1"},
        {INT64_C(1029653014), "1.029653014"},
        {INT64_C(100) * NANO, "100"},
        {INT64_C(-12500000000), "-12.5"},
        {INT64_MAX, "9223372036.854775807"},
        {INT64_MIN, "-9223372036.854775808"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer buffer = {.arena = *state};
        buffer_nano(&buffer, cases[i].nano);
        assert_string_equal(buffer_string(&buffer), cases[i].text);
    }
}

/* What is printed reads back as what was ranked. */
static void buffer_nano_reads_back(void **state)
{
    uint64_t chance = 2;
    struct buffer buffer = {.arena = *state};
    for (int i = 0; i < 20000; i++) {
        int64_t nano = (int64_t)random_below(&chance, INT64_C(2000) * NANO) - INT64_C(1000) * NANO;
        buffer.size = 0;
        buffer_nano(&buffer, nano);
        assert_true(nano_round(strtod(buffer_string(&buffer), NULL)) == nano);
    }
}

static void assert_nine(struct buffer *buffer, double number)
{
    char expected[32];
    snprintf(expected, sizeof expected, "%.9g", number);
    buffer->size = 0;
    buffer_nine(buffer, number);
    assert_string_equal(buffer_string(buffer), expected);
}

/* Draws, and what lies halfway between two of nine digits: multiples of powers of two have few digits. */
static void buffer_nine_is_printf(void **state)
{
    static const double hard[] = {0,    -0.0,     1,       0.1,    0.01,         1e-4,          9.99999999949e-5,
                                  0.05, 1.0 / 3,  2.0 / 3, -0.25,  0.9999999995, 0.99999999949, 0.09999999999,
                                  1e-9, INFINITY, 1e300,   5e-324, 12345678.95,  0.001,         0.00099999999999};
    struct buffer buffer = {.arena = *state};
    uint64_t chance = 11;
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        assert_nine(&buffer, hard[i]);
        assert_nine(&buffer, nextafter(hard[i], 0));
        assert_nine(&buffer, nextafter(hard[i], 1));
    }
    for (int bits = 1; bits <= 16; bits++)
        for (int i = 1; i < 1 << bits; i += 2)
            assert_nine(&buffer, ldexp(i, -bits));
    for (int i = 0; i < 200000; i++)
        assert_nine(&buffer, random_unit(&chance) * (i % 4 == 0 ? 2e-4 : 1));
}

static void counts_are_whole(void **state)
{
    static const uint64_t counts[] = {0, 1, 9, 10, 4294967296, UINT64_MAX};
    struct buffer buffer = {.arena = *state};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, "%llu", (unsigned long long)counts[i]);
        buffer.size = 0;
        buffer_count(&buffer, counts[i]);
        assert_string_equal(buffer_string(&buffer), expected);
    }
}

static void nanos_round_halves_to_even(void **state)
{
    (void)state;
    assert_true(nano_round(0.1) == 100000000);
    assert_true(nano_round(-0.0) == 0);
    assert_true(nano_round(0.5e-9) == 0 && nano_round(1.5e-9) == 2 && nano_round(-1.5e-9) == -2);
    assert_true(nano_round(1e300) == INT64_C(9200000000000000000));
    assert_true(nano_round(-INFINITY) == -INT64_C(9200000000000000000));
    assert_true(nano_round(0.1 + 0.2) == nano_round(0.3));
}

static void buffer_appends(void **state)
{
    struct buffer buffer = {.arena = *state}, expected = {.arena = *state};
    buffer_add(&buffer, (struct text){NULL, 0});
    assert_int_equal(buffer_text(&buffer).size, 0);
    for (int i = 0; i < 5000; i++) {
        buffer_format(&buffer, "%d %s,", i, i % 7 ? "x" : "");
        char line[32];
        snprintf(line, sizeof line, "%d %s,", i, i % 7 ? "x" : "");
        buffer_add(&expected, text_of(line));
    }
    assert_true(text_equal(buffer_text(&buffer), buffer_text(&expected)));
    assert_string_equal(buffer_string(&buffer), buffer_string(&expected)); /* the NUL is not counted */
    assert_int_equal(buffer.size, expected.size);
}

/* ---- error ---- */

static void errors_have_a_place_and_are_cut(void **state)
{
    (void)state;
    struct error error;
    assert_false(error_set(&error, STATUS_DATA, "%d cells", 3));
    assert_int_equal(error.status, STATUS_DATA);
    assert_false(error_prefix(&error, "a.csv:7:1"));
    assert_string_equal(error.text, "a.csv:7:1: 3 cells");
    error_set(&error, STATUS_DATA, ":2:7: no JSON");
    error_prefix(&error, "a.jsonl");
    assert_string_equal(error.text, "a.jsonl:2:7: no JSON");
    char longer[4000];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    error_set(&error, STATUS_USAGE, "%s", longer);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
    assert_string_equal(error.text + sizeof error.text - 4, "...");
    error_prefix(&error, "b.csv");
    assert_memory_equal(error.text, "b.csv: xxx", 10);
    assert_string_equal(error.text + sizeof error.text - 4, "...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(arena_blocks_are_aligned_zeroed_and_apart),
        TEST(arena_resize_keeps_the_old_and_zeroes_the_new),
        TEST(arena_reserve_doubles),
        TEST(arena_closes_the_last_attached_first),
        TEST(arena_calls_exhausted),
        TEST(texts_compare_as_bytes),
        TEST(utf8_table),
        TEST(utf8_at_every_place),
        TEST(words_split_and_find),
        TEST(the_nearest_word_is_the_one_that_was_meant),
        TEST(a_word_is_suggested_in_quotes_or_not_at_all),
        TEST(words_are_sorted_by_their_bytes),
        TEST(a_message_shows_whole_characters),
        TEST(a_line_ends_in_lf_crlf_or_cr),
        TEST(a_quoted_text_stays_one_readable_line),
        TEST(nanos_are_the_shortest_decimals),
        TEST(buffer_nano_reads_back),
        TEST(buffer_nine_is_printf),
        TEST(counts_are_whole),
        TEST(nanos_round_halves_to_even),
        TEST(buffer_appends),
        TEST(errors_have_a_place_and_are_cut),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
