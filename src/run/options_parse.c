/*
 * options_parse.c - the arguments of a command, by the table of options.c.
 */
#include <getopt.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/pool.h"
#include "output/queue.h"
#include "read/number.h"
#include "run/options.h"

/* ---- one argument ---- */

static bool wrong(const struct option_row *row, const char *argument, const char *expected, struct error *error)
{
    return error_set(error, STATUS_USAGE, "--%s '%s': expected %s", row->name, argument, expected);
}

static bool parse_number(const struct option_row *row, struct arena *arena, const char *argument, double *number,
                         struct error *error)
{
    struct buffer expected = {.arena = arena};
    bool whole = row->kind != OPTION_NUMBER;
    bool fits = number_parse(text_of(argument), number) == NUMBER_OK && *number >= row->low && *number <= row->high &&
                (!whole || *number == (double)(int64_t)*number);
    if (!fits) {
        buffer_format(&expected, "%s from %g to %g%s", whole ? "a whole number" : "a number", row->low, row->high,
                      row->kind == OPTION_TOP ? ", or all" : "");
        wrong(row, argument, buffer_string(&expected), error);
    }
    return fits;
}

static bool parse_choice(const struct option_row *row, struct arena *arena, const char *argument, int *choice,
                         struct error *error)
{
    struct words words = {0};
    struct buffer expected = {.arena = arena};
    for (size_t n = 0; option_choice(row, n); n++)
        words_add(&words, arena, text_of(option_choice(row, n)));
    size_t found = words_find(&words, text_of(argument));
    *choice = (int)found;
    if (found == words.count) {
        buffer_add(&expected, text_of("one of"));
        for (size_t i = 0; i < words.count; i++)
            buffer_format(&expected, "%s %.*s", i ? "," : "", (int)words.items[i].size, words.items[i].data);
        buffer_add(&expected, text_of(words_suggest(&words, arena, text_of(argument))));
        wrong(row, argument, buffer_string(&expected), error);
    }
    return found < words.count;
}

static bool parse_byte(const struct option_row *row, const char *argument, char *byte, struct error *error)
{
    if (strcmp(argument, "tab") == 0 || strcmp(argument, "\\t") == 0) {
        *byte = '\t';
        return true;
    }
    *byte = argument[0];
    if (strlen(argument) == 1 && !strchr("\"\r\n", *byte) && (unsigned char)*byte < 0x80)
        return true;
    return wrong(row, argument, "one character, or tab", error);
}

static bool set_option(struct options *options, struct arena *arena, const struct option_row *row, const char *argument,
                       struct error *error)
{
    void *variable = (char *)options + row->offset;
    double number;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)variable = true;
        return true;
    case OPTION_TEXT:
    case OPTION_OUTPUT:
        *(const char **)variable = argument;
        return true;
    case OPTION_LIST:
        words_add(variable, arena, text_of(argument));
        return true;
    case OPTION_TOP:
        if (strcmp(argument, "all") == 0) {
            *(size_t *)variable = SIZE_MAX;
            return true;
        }
        if (!parse_number(row, arena, argument, &number, error))
            return false;
        *(size_t *)variable = (size_t)number;
        return true;
    case OPTION_COUNT:
        if (!parse_number(row, arena, argument, &number, error))
            return false;
        *(size_t *)variable = (size_t)number;
        return true;
    case OPTION_NUMBER:
        return parse_number(row, arena, argument, variable, error);
    case OPTION_CHOICE:
    case OPTION_FORMAT:
    case OPTION_METRIC:
        return parse_choice(row, arena, argument, variable, error);
    case OPTION_BYTE:
        break;
    }
    return parse_byte(row, argument, variable, error);
}

/* ---- all arguments ---- */

static bool unknown_option(struct arena *arena, const char *argument, unsigned groups, struct error *error)
{
    struct words names = {0};
    struct text name = text_of(argument);
    while (name.size && name.data[0] == '-')
        name = (struct text){name.data + 1, name.size - 1};
    const char *equals = name.size ? memchr(name.data, '=', name.size) : NULL;
    if (equals)
        name.size = (size_t)(equals - name.data);
    for (const struct option_row *row = option_rows; row->name; row++)
        if (option_belongs(row, groups))
            words_add(&names, arena, text_of(row->name));
    size_t nearest = words_nearest(&names, name);
    for (size_t i = 0; i < names.count; i++) /* an abbreviation */
        if (name.size > 1 && text_starts(names.items[i], name))
            nearest = i;
    if (nearest < names.count)
        return error_set(error, STATUS_USAGE, "unknown option '%s'; did you mean '--%s'?", argument,
                         names.items[nearest].data);
    return error_set(error, STATUS_USAGE, "unknown option '%s'; see --help", argument);
}

/* What getopt_long has just read, as the user typed it. */
static const char *typed_option(char **arguments)
{
    bool separate = optarg && arguments[optind - 1] == optarg;
    return arguments[optind - 1 - separate];
}

/* getopt_long accepts abbreviations; dengine does not: a new option must never change a cron line. */
static bool is_abbreviated(const char *typed, const char *name)
{
    size_t length = strcspn(typed + 2, "=");
    return length != strlen(name);
}

/* getopt_long; musl's ends at `-`, which is an operand. */
static int next_argument(int count, char **arguments, const char *shorts, const struct option *longs, int *index)
{
    int letter = getopt_long(count, arguments, shorts, longs, index);
    bool ended = letter != -1 || optind >= count || strcmp(arguments[optind - 1], "--") == 0;
    if (ended || strcmp(arguments[optind], "-") != 0)
        return letter;
    optarg = arguments[optind++];
    return 1;
}

/* Reads --pool: from how many rows the queue is chosen. */
static bool set_pool(struct options *options, struct error *error)
{
    bool chosen = options->diverse.count || options->distinct > 0;
    options->take = options->top;
    if (!chosen && (options->pool || options->covered.count))
        return error_set(error, STATUS_USAGE, "--%s needs --diverse EMBEDDINGS", options->pool ? "pool" : "covered");
    if (options->diverse.count && options->diverse_by == DIVERSE_SCORE && options->distinct <= 0)
        return error_set(error, STATUS_USAGE, "--diverse-by score changes nothing without --distinct");
    if (options->distinct <= 0 && options->duplicates)
        return error_set(error, STATUS_USAGE, "--duplicates needs --distinct");
    if (!chosen || options->top == SIZE_MAX)
        return true;
    bool spread = options->diverse.count && options->diverse_by != DIVERSE_SCORE;
    struct text pool = text_of(options->pool ? options->pool : spread ? "3x" : "10x");
    bool times = pool.size && pool.data[pool.size - 1] == 'x';
    double number;
    pool.size -= times;
    if (number_parse(pool, &number) != NUMBER_OK || number < 1 || number > 1e15)
        return error_set(error, STATUS_USAGE,
                         "--pool '%s': expected a multiple of the queue such as 10x, or a number of rows",
                         options->pool);
    double rows = times ? number * (double)options->top : number;
    if (rows < (double)options->top)
        return error_set(error, STATUS_USAGE, "--pool %s is smaller than the queue of %zu rows", options->pool,
                         options->top);
    options->top = rows < 1e15 ? (size_t)rows : SIZE_MAX;
    return true;
}

bool options_parse(struct options *options, struct arena *arena, int count, char **arguments, unsigned groups,
                   struct error *error)
{
    struct option longs[OPTIONS_MOST] = {0};
    const struct option_row *rows[OPTIONS_MOST] = {0};
    char shorts[2 * OPTIONS_MOST + 3] = "-:"; /* operands come in their place, whatever POSIXLY_CORRECT says */
    const char **files = arena_array(arena, (size_t)count, sizeof *files);
    size_t rows_count = 0;
    for (const struct option_row *row = option_rows; row->name; row++) {
        if (row->fallback && !set_option(options, arena, row, row->fallback, error))
            return false;
        if (!option_belongs(row, groups))
            continue;
        longs[rows_count] = (struct option){row->name, row->argument ? required_argument : no_argument, NULL, 0};
        rows[rows_count++] = row;
        if (row->letter)
            strcat(shorts, row->argument ? (char[]){row->letter, ':', 0} : (char[]){row->letter, 0});
    }
    for (int i = 0; i < count; i++) /* before operands go behind options */
        words_add(&options->typed, arena, text_of(arguments[i]));
    opterr = 0;
    optind = 0;
    for (int index = 0, letter; (letter = next_argument(count, arguments, shorts, longs, &index)) != -1;) {
        const struct option_row *row = letter == 0 ? rows[index] : NULL;
        if (letter == 1) {
            files[options->files_count++] = optarg;
            continue;
        }
        for (size_t i = 0; letter != 0 && i < rows_count; i++)
            if (rows[i]->letter == letter)
                row = rows[i];
        if (letter == ':')
            return error_set(error, STATUS_USAGE, "option '%s' needs an argument", arguments[count - 1]);
        if (!row || (letter == 0 && is_abbreviated(typed_option(arguments), row->name))) {
            bool single = letter == '?' && optopt && optopt < 128;
            const char *typed = single        ? (char[]){'-', (char)optopt, 0}
                                : letter == 0 ? typed_option(arguments)
                                              : arguments[optind - 1];
            return unknown_option(arena, typed, groups, error);
        }
        if (!set_option(options, arena, row, optarg, error))
            return false;
        options->top_given |= row->offset == offsetof(struct options, top);
    }
    while (optind < count)
        files[options->files_count++] = arguments[optind++];
    options->files = files;
    const char *format = queue_formats[options->format].name;
    if (options->spreadsheet_safe && strcmp(format, "csv") != 0 && strcmp(format, "tsv") != 0)
        return error_set(error, STATUS_USAGE, "--spreadsheet-safe is for csv and tsv, not for --format %s", format);
    if (options->threads == 0)
        options->threads = pool_processors();
    return set_pool(options, error);
}
