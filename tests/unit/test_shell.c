/*
 * A word on a command line is what the shell makes of it: each is printed by a shell and compared.
 */
#include "unit.h"

#include "base/shell.h"

static void words_are_quoted_where_a_shell_needs_it(void **state)
{
    static const struct {
        struct text word;
        const char *shown;
    } cases[] = {
        {BYTES("a.csv"), " a.csv"},
        {BYTES("--by=x,y:z@t+1%"), " --by=x,y:z@t+1%"},
        {BYTES(""), " ''"},
        {BYTES("a b"), " 'a b'"},
        {BYTES("it's"), " 'it'\\''s'"},
        {BYTES("'"), " ''\\'''"},
        {BYTES("*"), " '*'"},
        {BYTES("é"), " 'é'"},
        {BYTES("$HOME`x`\\"), " '$HOME`x`\\'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buffer line = {.arena = *state};
        shell_word(&line, cases[i].word);
        assert_string_equal(buffer_string(&line), cases[i].shown);
        struct buffer command = {.arena = *state};
        char printed[64] = "";
        buffer_format(&command, "printf %%s%s", buffer_string(&line));
        FILE *shell = popen(buffer_string(&command), "r");
        assert_non_null(shell);
        size_t size = fread(printed, 1, sizeof printed, shell);
        assert_int_equal(pclose(shell), 0);
        check(text_equal((struct text){printed, size}, cases[i].word), "%s", buffer_string(&command));
    }
}

/* No shell takes it, but it is seen that it is no plain word. */
static void a_nul_is_quoted(void **state)
{
    struct buffer line = {.arena = *state};
    shell_word(&line, TEXT("a\0b"));
    assert_true(text_equal(buffer_text(&line), TEXT(" 'a\0b'")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(words_are_quoted_where_a_shell_needs_it),
        TEST(a_nul_is_quoted),
    };
    return cmocka_run_group_tests_name("shell", tests, NULL, NULL);
}
