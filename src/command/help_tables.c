#include "command/help_tables.h"

#include <string.h>

#include "command/commands.h"

const char help_about[] = "dengine tells which samples to label next: it reads what models said about unlabelled\n"
                          "data and writes a ranked review queue with the reason for each row.";

const struct command *help_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* ---- options ---- */

/* An option stands under the last of these titles that has one of its groups, else under the first. */
enum { SECTIONS = 4 };
static const char *const titles[SECTIONS] = {"Options of this command", "Predictions", "Near-twins and spread",
                                             "Common options"};

static size_t section_of(const struct option_row *row)
{
    static const unsigned groups[SECTIONS] = {0, GROUP(PREDICTION), GROUP(DIVERSE), GROUP(QUEUE) | GROUP(COMMON)};
    size_t section = SECTIONS - 1;
    while (section && !(row->groups & groups[section]))
        section--;
    return section;
}

static void add_name(struct buffer *out, const struct option_row *row)
{
    if (row->letter)
        buffer_format(out, "-%c, ", row->letter);
    buffer_format(out, "--%s", row->name);
    if (row->argument)
        buffer_format(out, " %s", row->argument);
}

static void add_doc(struct buffer *out, const struct option_row *row)
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

void help_options(const struct command *command, void (*print_title)(const char *title),
                  void (*print_option)(const char *name, const char *doc))
{
    for (size_t s = 0; s < SECTIONS; s++) {
        bool titled = false;
        for (const struct option_row *row = option_rows; row->name; row++) {
            if (!option_belongs(row, command->groups) || section_of(row) != s)
                continue;
            struct arena arena = {0};
            struct buffer name = {.arena = &arena}, doc = {.arena = &arena};
            if (!titled)
                print_title(titles[s]);
            titled = true;
            add_name(&name, row);
            add_doc(&doc, row);
            print_option(buffer_string(&name), buffer_string(&doc));
            arena_free(&arena);
        }
    }
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

const struct measure *help_measures(size_t n)
{
    for (size_t i = 0; commands[i]; i++)
        for (size_t t = 0; t < COMMAND_TABLES && commands[i]->measures[t]; t++)
            if (!is_listed(i, t) && n-- == 0)
                return commands[i]->measures[t];
    return NULL;
}

void help_users(struct buffer *out, const struct measure *table)
{
    const char *before = "";
    for (size_t i = 0; commands[i]; i++)
        for (size_t t = 0; t < COMMAND_TABLES; t++)
            if (commands[i]->measures[t] == table) {
                buffer_format(out, "%s%s", before, commands[i]->name);
                before = ", ";
            }
}
