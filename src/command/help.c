#include "command/help.h"

#include <stdio.h>
#include <string.h>

#include "command/commands.h"
#include "dengine/likeness.h"
#include "dengine/version.h"
#include "output/queue.h"
#include "select/terms.h"

static const char about[] = "dengine tells which samples to label next: it reads what models said about unlabelled\n"
                            "data and writes a ranked review queue with the reason for each row.";

/* An option stands under the last of these titles that has one of its groups, else under the first. */
static const struct {
    const char *title;
    unsigned groups;
} sections[] = {
    {"Options of this command", 0},
    {"Predictions", GROUP(PREDICTION)},
    {"Near-twins and spread", GROUP(DIVERSE)},
    {"Common options", GROUP(QUEUE) | GROUP(COMMON)},
};

enum { SECTIONS = sizeof sections / sizeof *sections };

static size_t section_of(const struct option_row *row)
{
    size_t section = SECTIONS - 1;
    while (section && !(row->groups & sections[section].groups))
        section--;
    return section;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* "-n, --top N" */
static int print_option_name(const struct option_row *row)
{
    int width = row->letter ? printf("-%c, ", row->letter) : printf("    ");
    width += printf("--%s", row->name);
    return row->argument ? width + printf(" %s", row->argument) : width;
}

/* What an option does, the words of a choice, and the default. */
static void add_option_doc(struct buffer *out, const struct option_row *row)
{
    buffer_add(out, text_of(row->doc));
    bool listed = strchr(row->doc, ':') != NULL;
    for (size_t n = 0; option_choice(row, n); n++)
        buffer_format(out, "%s%s", n ? "|" : listed ? " (" : ": ", option_choice(row, n));
    if (listed && option_choice(row, 0))
        buffer_byte(out, ')');
    if (row->fallback && row->argument)
        buffer_format(out, " [%s]", row->fallback);
}

enum { MARGIN = 26, WIDTH = 118 };

/* Prints words from column `at` on, further lines from MARGIN on. */
static void print_wrapped(struct text text, size_t at)
{
    struct arena arena = {0};
    struct words words = {0};
    words_split(&words, &arena, text, ' ');
    for (size_t i = 0; i < words.count; i++) {
        bool fits = at + 1 + words.items[i].size <= WIDTH;
        if (i && !fits)
            printf("\n%*s", MARGIN, "");
        else if (i)
            putchar(' ');
        at = (i && !fits ? (size_t)MARGIN : at + (i > 0)) + words.items[i].size;
        fwrite(words.items[i].data, 1, words.items[i].size, stdout);
    }
    putchar('\n');
    arena_free(&arena);
}

static void print_option(const struct option_row *row)
{
    struct arena arena = {0};
    struct buffer doc = {.arena = &arena};
    add_option_doc(&doc, row);
    int width = printf("  ") + print_option_name(row);
    width += printf("%*s", width < MARGIN ? MARGIN - width : 1, "");
    print_wrapped(buffer_text(&doc), (size_t)width);
    arena_free(&arena);
}

static void print_measures(const struct measure *measures)
{
    for (const struct measure *measure = measures; measure->name; measure++) {
        struct arena arena = {0};
        struct buffer doc = {.arena = &arena};
        buffer_format(&doc, "%s (%s)", measure->doc, measure->source);
        int width = printf("  %-18s %-19s ", measure->name, measure->formula);
        print_wrapped(buffer_text(&doc), (size_t)width);
        arena_free(&arena);
    }
}

/* "ensemble, augment:" */
static void print_users(const struct measure *table)
{
    const char *before = "";
    for (size_t i = 0; commands[i]; i++)
        for (size_t t = 0; t < COMMAND_TABLES; t++)
            if (commands[i]->measures[t] == table) {
                printf("%s%s", before, commands[i]->name);
                before = ", ";
            }
    puts(":");
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
    printf("dengine %s - %s\n\nusage: dengine %s [OPTION...] %s\n\n%s\n", command->name, command->doc, command->name,
           command->operands, command->text);
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
    for (size_t s = 0; s < SECTIONS; s++) {
        bool titled = false;
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (!option_belongs(row, command->groups) || section_of(row) != s)
                continue;
            if (!titled)
                printf("\n%s:\n", sections[s].title);
            titled = true;
            print_option(row);
        }
    }
    printf("\nexample: dengine %s\n", command->example);
}

/* ---- the tables of measures ---- */

/* Whether a command before this one, or this one before its table t, lists the same table. */
static bool is_listed(size_t command, size_t t)
{
    for (size_t i = 0; i <= command; i++)
        for (size_t u = 0; u < COMMAND_TABLES && (i < command || u < t); u++)
            if (commands[i]->measures[u] == commands[command]->measures[t])
                return true;
    return false;
}

/* Table number n = 0, 1 ... of all that commands list, each once, in their order; NULL at the end. */
static const struct measure *measures_table(size_t n)
{
    for (size_t i = 0; commands[i]; i++)
        for (size_t t = 0; t < COMMAND_TABLES && commands[i]->measures[t]; t++)
            if (!is_listed(i, t) && n-- == 0)
                return commands[i]->measures[t];
    return NULL;
}

/* ---- man page ---- */

static void print_roff(const char *text)
{
    bool start = true;
    for (const char *c = text; *c; c++) {
        if (start && (*c == '.' || *c == '\''))
            fputs("\\&", stdout);
        fputs(*c == '-' ? "\\-" : *c == '\\' ? "\\e" : (char[]){*c, 0}, stdout);
        start = *c == '\n';
    }
}

static void print_man(void)
{
    printf(".TH DENGINE 1 \"\" \"dengine %s\" \"User Commands\"\n.SH NAME\ndengine \\- which samples to label next\n"
           ".SH SYNOPSIS\n.B dengine\n.I COMMAND\n[\\fIOPTION\\fR...] \\fIFILE\\fR...\n.SH DESCRIPTION\n",
           DENGINE_VERSION);
    print_roff(about);
    puts("\n.SH COMMANDS");
    for (size_t i = 0; commands[i]; i++) {
        printf(".TP\n.B %s\n", commands[i]->name);
        print_roff(commands[i]->doc);
        putchar(' ');
        print_roff(commands[i]->text);
        printf("\n.br\nExample: \\fBdengine ");
        print_roff(commands[i]->example);
        puts("\\fR");
    }
    puts(".SH OPTIONS");
    for (const struct option_row *row = option_rows; row->name; row++) {
        printf(".TP\n\\fB");
        print_option_name(row);
        printf("\\fR\n");
        struct arena arena = {0};
        struct buffer doc = {.arena = &arena};
        add_option_doc(&doc, row);
        print_roff(buffer_string(&doc));
        putchar('\n');
        arena_free(&arena);
    }
    puts(".SH MEASURES");
    for (size_t t = 0; measures_table(t); t++)
        for (const struct measure *m = measures_table(t); m->name; m++) {
            printf(".TP\n.B %s\n", m->name);
            print_roff(m->formula);
            printf(" (%s): ", m->unit);
            print_roff(m->doc);
            printf(". %s.\n", m->source);
        }
    for (const struct metric *m = likeness_metrics; m->name; m++) {
        printf(".TP\n.B %s\n", m->name);
        print_roff(m->formula);
        printf(" (%s): ", m->evidence);
        print_roff(m->doc);
        printf(". %s.\n", m->source);
    }
    puts(".SH EXIT STATUS");
    for (const struct status_meaning *code = status_meanings; code->meaning; code++)
        printf(".TP\n%d\n%s\n", code->status, code->meaning);
}

/* ---- completion ---- */

static void print_completion(void)
{
    puts("# bash completion of dengine: source <(dengine help completion)\n_dengine()\n{\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} options\n    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; commands[i]; i++) {
        printf("    %s) options='", commands[i]->name);
        for (const struct option_row *row = option_rows; row->name; row++)
            if (option_belongs(row, commands[i]->groups))
                printf("--%s ", row->name);
        puts("' ;;");
    }
    fputs("    esac\n    if ((COMP_CWORD == 1)); then\n        COMPREPLY=($(compgen -W '", stdout);
    for (size_t i = 0; commands[i]; i++)
        printf("%s ", commands[i]->name);
    puts("help' -- \"$word\"))\n    elif [[ $word == -* ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n    fi\n}\ncomplete -o filenames -F _dengine dengine");
}

/* ---- topics ---- */

static void print_all_measures(void)
{
    for (size_t t = 0; measures_table(t); t++) {
        print_users(measures_table(t));
        print_measures(measures_table(t));
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

static const struct {
    const char *name;
    void (*print)(void);
} topics[] = {
    {"measures", print_all_measures}, {"formats", print_formats}, {"terms", print_terms},
    {"exits", print_exits},           {"man", print_man},         {"completion", print_completion},
};

bool help_topic(const char *topic, struct error *error)
{
    const struct command *command = find_command(topic);
    if (command)
        return help_command(command), true;
    struct arena arena = {0};
    struct words names = {0};
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        words_add(&names, &arena, text_of(topics[i].name));
        if (strcmp(topics[i].name, topic) == 0) {
            topics[i].print();
            arena_free(&arena);
            return true;
        }
    }
    for (size_t i = 0; commands[i]; i++)
        words_add(&names, &arena, text_of(commands[i]->name));
    error_set(error, STATUS_USAGE, "no help on '%s'%s", topic, words_suggest(&names, &arena, text_of(topic)));
    arena_free(&arena);
    return false;
}

void help_overview(void)
{
    printf("%s\n\nusage: dengine COMMAND [OPTION...] FILE...\n\n", about);
    for (size_t i = 0; commands[i]; i++)
        printf("  %-12s %s\n", commands[i]->name, commands[i]->doc);
    printf("  %-12s help on a COMMAND, or on: ", "help");
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++)
        printf("%s%s", i ? ", " : "", topics[i].name);
    puts("\n\nFILE is CSV with a header, `-` is standard input, .gz and .zst are read as they are.\n"
         "`dengine COMMAND --help` tells the rest.");
}
