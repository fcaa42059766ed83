#include "command/help.h"

#include <stdio.h>
#include <string.h>

#include "command/changes.h"
#include "command/commands.h"
#include "command/help_tables.h"
#include "command/recipes.h"
#include "dengine/likeness.h"
#include "output/queue.h"
#include "select/terms.h"

enum { MARGIN = 26, WIDTH = 118 };

/* Prints words from column `at` on, further lines from `margin` on. */
static void print_wrapped(struct text text, size_t at, size_t margin)
{
    struct arena arena = {0};
    struct words words = {0};
    words_split(&words, &arena, text, ' ');
    for (size_t i = 0; i < words.count; i++) {
        bool fits = at + 1 + words.items[i].size <= WIDTH;
        if (i && !fits)
            printf("\n%*s", (int)margin, "");
        else if (i)
            putchar(' ');
        at = (i && !fits ? margin : at + (i > 0)) + words.items[i].size;
        fwrite(words.items[i].data, 1, words.items[i].size, stdout);
    }
    putchar('\n');
    arena_free(&arena);
}

/* ---- one command ---- */

static void print_title(const char *title)
{
    printf("\n%s:\n", title);
}

static void print_option(const char *name, const char *doc)
{
    bool letter = name[1] != '-';
    int width = printf("  %s%s", letter ? "" : "    ", name);
    width += printf("%*s", width < MARGIN ? MARGIN - width : 1, "");
    print_wrapped(text_of(doc), (size_t)width, MARGIN);
}

static void print_measures(const struct measure *measures)
{
    for (const struct measure *measure = measures; measure->name; measure++) {
        struct arena arena = {0};
        struct buffer doc = {.arena = &arena};
        buffer_format(&doc, "%s (%s)", measure->doc, measure->source);
        int width = printf("  %-18s %-19s ", measure->name, measure->formula);
        print_wrapped(buffer_text(&doc), (size_t)width, MARGIN);
        arena_free(&arena);
    }
}

static void print_metrics(void)
{
    for (const struct metric *metric = likeness_metrics; metric->name; metric++)
        printf("  %-18s %-16s %s (%s)\n", metric->name, metric->formula, metric->doc, metric->source);
}

static void print_terms(void)
{
    for (const struct term_kind *kind = term_kinds; kind->name; kind++) {
        int width = kind->name[0] ? printf("  %s(%s)", kind->name, kind->argument) : printf("  %s", kind->argument);
        printf("%*s%s\n", width < MARGIN ? MARGIN - width : 1, "", kind->doc);
    }
}

void help_command(const struct command *command)
{
    printf("dengine %s - %s\n\nexample: dengine %s\nusage: dengine %s [OPTION...] %s\n\n%s\n", command->name,
           command->doc, command->example, command->name, command->operands, command->text);
    if (command->measures[0]) {
        puts("\nMeasures (bigger is sooner; natural logarithms):");
        for (size_t t = 0; t < COMMAND_TABLES && command->measures[t]; t++)
            print_measures(command->measures[t]);
    }
    if (command->groups & GROUP(SIMILAR)) {
        puts("\nMetrics:");
        print_metrics();
    }
    if (command->groups & GROUP(STRATIFY)) {
        puts("\nTerms of --by:");
        print_terms();
    }
    help_options(command, print_title, print_option);
}

/* ---- topics ---- */

static void print_all_measures(void)
{
    for (size_t t = 0; help_measures(t); t++) {
        struct arena arena = {0};
        struct buffer users = {.arena = &arena};
        help_users(&users, help_measures(t));
        printf("%s:\n", buffer_string(&users));
        arena_free(&arena);
        print_measures(help_measures(t));
    }
    puts("similar:");
    print_metrics();
}

static void print_formats(void)
{
    for (const struct format *format = queue_formats; format->name; format++)
        printf("  %-8s %s\n", format->name, format->doc);
}

static void print_exits(void)
{
    for (const struct status_meaning *code = status_meanings; code->meaning; code++)
        printf("  %3d  %s\n", code->status, code->meaning);
}

static void print_changes_of(const char *since, enum change_kind kind)
{
    for (const struct change *change = changes; change->text; change++)
        if (strcmp(change->since, since) == 0 && change->kind == kind) {
            int width = printf("  %-8s ", change_kind_name(kind));
            print_wrapped(text_of(change->text), (size_t)width, (size_t)width);
        }
}

static void print_changes(void)
{
    const char *since = "";
    for (const struct change *change = changes; change->text; change++) {
        if (strcmp(change->since, since) == 0)
            continue;
        since = change->since;
        printf("since %s:\n", since);
        for (enum change_kind kind = CHANGE_NEW; kind <= CHANGE_MENDED; kind++)
            print_changes_of(since, kind);
    }
}

static const struct {
    const char *name;
    void (*print)(void);
    bool (*show)(const char *detail, struct error *error); /* of a topic with a detail, instead */
} topics[] = {
    {"measures", .print = print_all_measures},
    {"formats", .print = print_formats},
    {"terms", .print = print_terms},
    {"recipes", .print = recipes_print},
    {"exits", .print = print_exits},
    {"changes", .print = print_changes},
    {"man", .show = help_man},
    {"completion", .show = help_completion},
};

enum { TOPICS = sizeof topics / sizeof *topics };

bool help_topic(const char *topic, const char *detail, struct error *error)
{
    const struct command *command = help_find(topic);
    if (command)
        return help_command(command), true;
    for (size_t i = 0; i < TOPICS; i++)
        if (strcmp(topics[i].name, topic) == 0)
            return topics[i].show ? topics[i].show(detail, error) : (topics[i].print(), true);
    struct arena arena = {0};
    struct words names = {0};
    for (size_t i = 0; i < TOPICS; i++)
        words_add(&names, &arena, text_of(topics[i].name));
    for (size_t i = 0; commands[i]; i++)
        words_add(&names, &arena, text_of(commands[i]->name));
    error_set(error, STATUS_USAGE, "no help on '%s'%s", topic, words_suggest(&names, &arena, text_of(topic)));
    arena_free(&arena);
    return false;
}

void help_overview(void)
{
    printf("%s\n\nexample: dengine %s\nusage: dengine COMMAND [OPTION...] FILE...\n\n", help_about,
           commands[0]->example);
    for (size_t i = 0; commands[i]; i++)
        printf("  %-12s %s\n", commands[i]->name, commands[i]->doc);
    printf("  %-12s help on a COMMAND, or on: ", "help");
    for (size_t i = 0; i < TOPICS; i++)
        printf("%s%s", i ? ", " : "", topics[i].name);
    puts("\n\nFILE is CSV with a header, `-` is standard input, .gz and .zst are read as they are.\n"
         "`dengine COMMAND --help` tells the rest.");
}
