/*
 * test_glob.c - patterns of characters, held against fnmatch.
 */
#include "unit.h"

#include <fnmatch.h>

#include "base/glob.h"

static void patterns_match_characters(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"", "", true},
        {"", "a", false},
        {"*", "", true},
        {"a*c", "abbc", true},
        {"a*c", "abcb", false},
        {"*b*", "abc", true},
        {"?", "é", true},
        {"??", "é", false},
        {"?", "🙂", true},
        {"[à-ü]", "é", true},
        {"[!à-ü]", "é", false},
        {"[!a]", "é", true},
        {"[]a]", "]", true},
        {"[a-]", "-", true},
        {"[[:digit:]x]*", "7up", true},
        {"[[:digit:]x]*", "up", false},
        {"[a", "[a", true},
        {"[a", "a", false},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"a\\", "a\\", true},
        {"prob_*", "prob_", true},
        {"a?", "a", false},
        {"[^a]", "b", true},
        {"[^a]", "a", false},
        {"[a-", "[a-", true},
        {"[a-\\", "[a-\\", true},
        {"[a-\\", "a", false},
        {"[[:alpha:]]", "é", false},
        {"[[:none:]]", "n]", true},
        {"[", "[", true},
        {"[]", "[]", true},
        {"[!", "!", false},
        {"a\\", "a", false},
        {"?", "", false},
        {"√", "√", true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        check(glob_matches(text_of(cases[i].pattern), text_of(cases[i].text)) == cases[i].matches, "'%s' and '%s'",
              cases[i].pattern, cases[i].text);
}

static void bytes_of_any_kind_are_characters(void **state)
{
    (void)state;
    assert_true(glob_matches(text_of("a?b"), (struct text){"a\0b", 3}));
    assert_false(glob_matches(text_of("a"), (struct text){"a\0b", 3}));
    assert_true(glob_matches(text_of("a*b"), (struct text){"a\0b", 3}));
    assert_true(glob_matches(text_of("?"), text_of("\xFF")));
    assert_true(glob_matches(text_of("a?"), text_of("a\xC3")));
    assert_true(glob_is_pattern(text_of("a[b")) && glob_is_pattern(text_of("*")) && !glob_is_pattern(text_of("a.b")));
    assert_false(glob_is_pattern((struct text){"a\0b", 3}));
}

/* A word of up to `most` of the characters of `from`. */
static void make_word(char *word, size_t most, const char *from, uint64_t *seed)
{
    size_t size = random_below(seed, most + 1);
    for (size_t i = 0; i < size; i++)
        word[i] = from[random_below(seed, strlen(from))];
    word[size] = '\0';
}

static void ascii_is_matched_as_fnmatch_does(void **state)
{
    uint64_t seed = 1;
    size_t matches = 0;
    (void)state;
    for (int i = 0; i < 300000; i++) {
        char pattern[16], text[16];
        make_word(pattern, 7, "aab*?[]b-!c", &seed);
        make_word(text, 6, "abc-]", &seed);
        bool expected = fnmatch(pattern, text, FNM_NOESCAPE) == 0;
        check(glob_matches(text_of(pattern), text_of(text)) == expected, "'%s' and '%s'", pattern, text);
        matches += expected;
    }
    assert_true(matches > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(patterns_match_characters),
        TEST(bytes_of_any_kind_are_characters),
        TEST(ascii_is_matched_as_fnmatch_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
