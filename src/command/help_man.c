/*
 * help_man.c - the manual: dengine(1), a page for each command, dengine-measures(7), dengine-plan(5),
 * dengine-changes(7) and dengine-cluster(7). How to add a page: a function and a row in the table at the end.
 */
#include <stdio.h>
#include <string.h>

#include "command/changes.h"
#include "command/cluster.h"
#include "command/commands.h"
#include "command/help.h"
#include "command/help_tables.h"
#include "command/plan.h"
#include "dengine/likeness.h"
#include "dengine/version.h"
#include "output/queue.h"
#include "select/terms.h"

/* ---- roff ---- */

/* Characters that roff takes for something else, at the start of a line or anywhere. */
static void print_roff(const char *text)
{
    bool start = true;
    for (const char *c = text; *c; c++) {
        if (start && (*c == '.' || *c == '\''))
            fputs("\\&", stdout);
        switch (*c) {
        case '-':
            fputs("\\-", stdout);
            break;
        case '\\':
            fputs("\\e", stdout);
            break;
        case '\'':
            fputs("\\(aq", stdout);
            break;
        case '`':
            fputs("\\(ga", stdout);
            break;
        case '^':
            fputs("\\(ha", stdout);
            break;
        case '~':
            fputs("\\(ti", stdout);
            break;
        default:
            putchar(*c);
        }
        start = *c == '\n';
    }
}

static void print_bold(const char *text)
{
    fputs("\\fB", stdout);
    print_roff(text);
    fputs("\\fR", stdout);
}

/* Paragraphs; lines that begin with a blank stand as they are. */
static void print_prose(const char *text)
{
    struct arena arena = {0};
    struct words lines = {0};
    bool verbatim = false;
    words_split(&lines, &arena, text_of(text), '\n');
    for (size_t i = 0; i < lines.count; i++) {
        const char *line = text_copy(&arena, lines.items[i]).data;
        if (verbatim != (line[0] == ' '))
            puts(verbatim ? ".fi" : ".nf");
        verbatim = line[0] == ' ';
        print_roff(line);
        putchar('\n');
    }
    if (verbatim)
        puts(".fi");
    arena_free(&arena);
}

static void print_item(const char *name, const char *doc)
{
    puts(".TP");
    print_bold(name);
    putchar('\n');
    print_roff(doc);
    putchar('\n');
}

static void print_head(const char *page, int section, const char *doc)
{
    static const char *const volumes[] = {[1] = "User Commands", [5] = "File Formats", [7] = "Miscellaneous"};
    printf(".TH \"%s\" %d \"%s\" \"dengine %s\" \"%s\"\n.SH NAME\n", page, section, DENGINE_VERSION_DATE,
           DENGINE_VERSION, volumes[section]);
    print_roff(page);
    fputs(" \\- ", stdout);
    print_roff(doc);
    putchar('\n');
}

/* ---- dengine(1) ---- */

static void print_exits(void)
{
    puts(".SH EXIT STATUS");
    for (const struct status_meaning *code = status_meanings; code->meaning; code++)
        printf(".TP\n%d\n%s\n", code->status, code->meaning);
}

static void print_main(void)
{
    print_head("dengine", 1, "which samples to label next");
    puts(".SH SYNOPSIS\n.B dengine\n.I COMMAND\n[\\fIOPTION\\fR...] \\fIFILE\\fR...\n.br\n.B dengine help\n"
         "[\\fITOPIC\\fR]\n.SH DESCRIPTION");
    print_prose(help_about);
    puts(".PP\nFILE is CSV with a header, \\- is standard input, .gz and .zst are read as they are.\n.SH COMMANDS");
    for (size_t i = 0; commands[i]; i++) {
        printf(".TP\n.BR dengine\\-%s (1)\n", commands[i]->name);
        print_roff(commands[i]->doc);
        putchar('\n');
    }
    puts(".SH OPTIONS\nThose of each command stand on its own page.\n.SH FORMATS");
    for (const struct format *format = queue_formats; format->name; format++)
        print_item(format->name, format->doc);
    print_exits();
    fputs(".SH EXAMPLES\n.nf\n", stdout);
    for (size_t i = 0; commands[i]; i++) {
        print_roff("dengine ");
        print_roff(commands[i]->example);
        putchar('\n');
    }
    puts(".fi\n.SH SEE ALSO\n.BR dengine\\-measures (7),\n.BR dengine\\-plan (5),\n.BR dengine\\-changes (7)");
}

/* ---- dengine-COMMAND(1) ---- */

/* `whole`: with unit and source. */
static void print_measure(const struct measure *measure, bool whole)
{
    struct arena arena = {0};
    struct buffer doc = {.arena = &arena};
    if (whole)
        buffer_format(&doc, "%s (%s): %s. %s.", measure->formula, measure->unit, measure->doc, measure->source);
    else
        buffer_format(&doc, "%s: %s.", measure->formula, measure->doc);
    print_item(measure->name, buffer_string(&doc));
    arena_free(&arena);
}

static void print_metric(const struct metric *metric)
{
    struct arena arena = {0};
    struct buffer doc = {.arena = &arena};
    buffer_format(&doc, "%s (%s): %s. %s.", metric->formula, metric->evidence, metric->doc, metric->source);
    print_item(metric->name, buffer_string(&doc));
    arena_free(&arena);
}

static void print_term(const struct term_kind *kind)
{
    struct arena arena = {0};
    struct buffer name = {.arena = &arena};
    if (kind->name[0])
        buffer_format(&name, "%s(%s)", kind->name, kind->argument);
    else
        buffer_add(&name, text_of(kind->argument));
    print_item(buffer_string(&name), kind->doc);
    arena_free(&arena);
}

static void print_title(const char *title)
{
    printf(".SS %s\n", title);
}

static void print_option(const char *name, const char *doc)
{
    print_item(name, doc);
}

static void print_command(const struct command *command)
{
    struct arena arena = {0};
    struct buffer page = {.arena = &arena};
    buffer_format(&page, "dengine-%s", command->name);
    print_head(buffer_string(&page), 1, command->doc);
    printf(".SH SYNOPSIS\n.B dengine %s\n[\\fIOPTION\\fR...] ", command->name);
    print_roff(command->operands);
    puts("\n.SH DESCRIPTION");
    print_prose(command->text);
    if (command->measures[0])
        puts(".SH MEASURES\nBigger is sooner; natural logarithms; see\n.BR dengine\\-measures (7).");
    for (size_t t = 0; t < COMMAND_TABLES && command->measures[t]; t++)
        for (const struct measure *measure = command->measures[t]; measure->name; measure++)
            print_measure(measure, false);
    if (command->groups & GROUP(SIMILAR)) {
        puts(".SH METRICS");
        for (const struct metric *metric = likeness_metrics; metric->name; metric++)
            print_metric(metric);
    }
    if (command->groups & GROUP(STRATIFY)) {
        puts(".SH TERMS OF \\-\\-by");
        for (const struct term_kind *kind = term_kinds; kind->name; kind++)
            print_term(kind);
    }
    puts(".SH OPTIONS");
    help_options(command, print_title, print_option);
    fputs(".SH EXAMPLES\n.nf\ndengine ", stdout);
    print_roff(command->example);
    puts("\n.fi\n.SH SEE ALSO\n.BR dengine (1),\n.BR dengine\\-measures (7),\n.BR dengine\\-plan (5)");
    arena_free(&arena);
}

/* ---- the other pages ---- */

static void print_all_measures(void)
{
    print_head("dengine-measures", 7, "how much a sample deserves a look");
    puts(".SH DESCRIPTION");
    print_prose(
        "A bigger score comes first, for every measure. p is the distribution of the model in question, p1 >= p2\n"
        "its largest values; q_m are the M other distributions (members, views, a teacher, neighbours), q their\n"
        "mean, V their votes, y the label of the deployed model. Natural logarithms, 0 ln 0 = 0. Scores are\n"
        "rounded to 1e-9 before they rank.");
    for (size_t t = 0; help_measures(t); t++) {
        struct arena arena = {0};
        struct buffer users = {.arena = &arena};
        help_users(&users, help_measures(t));
        printf(".SH MEASURES OF %s\n", buffer_string(&users));
        for (const struct measure *measure = help_measures(t); measure->name; measure++)
            print_measure(measure, true);
        arena_free(&arena);
    }
    puts(".SH METRICS OF similar");
    for (const struct metric *metric = likeness_metrics; metric->name; metric++)
        print_metric(metric);
    puts(".SH SEE ALSO\n.BR dengine (1)");
}

static void print_keys(const char *title, const struct plan_key *keys)
{
    printf(".SH %s\n", title);
    for (; keys->name; keys++) {
        printf(".TP\n\\fB%s\\fR (%s%s)\n", keys->name, keys->value, keys->required ? "" : ", may be left out");
        print_roff(keys->doc);
        putchar('\n');
    }
}

static void print_plan(void)
{
    const struct command *batch = help_find("batch");
    print_head("dengine-plan", 5, batch->doc);
    puts(".SH DESCRIPTION");
    print_prose(batch->text);
    print_keys("KEYS", plan_keys);
    print_keys("KEYS OF A METHOD", plan_method_keys);
    puts(".SH EXAMPLES\nBy cron, every night:\n.PP\n.nf\n"
         "15 3 * * *  cd /srv/review && dengine batch nightly.json\n.fi\n"
         ".SH SEE ALSO\n.BR dengine\\-batch (1),\n.BR dengine\\-mix (1)");
}

static void print_cluster(void)
{
    print_head("dengine-cluster", 7, "a table in shards, on whatever runs tasks");
    for (const struct cluster_section *section = cluster_sections; section->title; section++) {
        printf(".SH %s\n", section->title);
        print_prose(section->text);
    }
    puts(".SH SEE ALSO\n.BR dengine\\-merge (1),\n.BR dengine (1)");
}

static void print_changes(void)
{
    const char *since = "";
    print_head("dengine-changes", 7, "what changed for users");
    for (const struct change *change = changes; change->text; change++) {
        if (strcmp(change->since, since) == 0)
            continue;
        since = change->since;
        printf(".SH SINCE %s\n", since);
        for (enum change_kind kind = CHANGE_NEW; kind <= CHANGE_MENDED; kind++)
            for (const struct change *other = changes; other->text; other++)
                if (strcmp(other->since, since) == 0 && other->kind == kind)
                    print_item(change_kind_name(kind), other->text);
    }
    puts(".SH SEE ALSO\n.BR dengine (1)");
}

static const struct {
    const char *name;
    int section;
    void (*print)(void);
} pages[] = {{"measures", 7, print_all_measures},
             {"plan", 5, print_plan},
             {"changes", 7, print_changes},
             {"cluster", 7, print_cluster}};

enum { PAGES = sizeof pages / sizeof *pages };

static void list_pages(void)
{
    puts("dengine.1");
    for (size_t i = 0; commands[i]; i++)
        printf("dengine-%s.1\n", commands[i]->name);
    for (size_t i = 0; i < PAGES; i++)
        printf("dengine-%s.%d\n", pages[i].name, pages[i].section);
}

bool help_man(const char *page, struct error *error)
{
    if (!page)
        return print_main(), true;
    if (strcmp(page, "pages") == 0)
        return list_pages(), true;
    const struct command *command = help_find(page);
    if (command)
        return print_command(command), true;
    for (size_t i = 0; i < PAGES; i++)
        if (strcmp(pages[i].name, page) == 0)
            return pages[i].print(), true;
    return error_set(error, STATUS_USAGE, "help man: no page '%s': dengine help man pages lists them", page);
}
