/*
 * plan_line.c - the strings of a plan: the date, the fields that stand for it, command lines.
 */
#include <stdio.h>
#include <string.h>

#include "command/commands.h"
#include "command/plan_reading.h"
#include "read/paths.h"
#include "run/outputs.h"

static const char fields[] = "aAbBCdeFgGhjmuUVwWyY%";

bool plan_date(struct plan_reading *reading, const char *text, struct error *error)
{
    struct tm *date = &reading->date;
    char *written = arena_alloc(reading->arena, 64);
    time_t now = time(NULL);
    localtime_r(&now, date);
    bool formed = text && strlen(text) == strlen("YYYY-MM-DD") && strspn(text, "-0123456789") == strlen(text) &&
                  text[4] == '-' && text[7] == '-';
    if (text && (!formed || sscanf(text, "%4d-%2d-%2d", &date->tm_year, &date->tm_mon, &date->tm_mday) != 3))
        return error_set(error, STATUS_USAGE, "--date '%s': expected YYYY-MM-DD", text);
    if (text) {
        date->tm_year -= 1900;
        date->tm_mon -= 1;
    }
    date->tm_hour = 12; /* no clock change moves noon to another day */
    date->tm_min = date->tm_sec = 0;
    date->tm_isdst = -1;
    mktime(date);
    strftime(written, 64, "%F", date);
    if (text && strcmp(text, written) != 0)
        return error_set(error, STATUS_USAGE, "--date '%s': there is no such day: expected YYYY-MM-DD", text);
    reading->plan->date = written;
    return true;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the field is one of those above */
static size_t fill_field(char *out, size_t size, char field, const struct tm *date)
{
    return strftime(out, size, (char[]){'%', field, '\0'}, date);
}
#pragma GCC diagnostic pop

bool plan_dated(struct plan_reading *reading, const struct config_item *item, struct text *dated, struct error *error)
{
    struct buffer out = {.arena = reading->arena};
    struct text text;
    if (!config_string(item, &text, error))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '%' || i + 1 == text.size) { /* at the end it is that of a share: FILE=50% */
            buffer_byte(&out, text.data[i]);
            continue;
        }
        char field = text.data[++i], filled[64];
        if (!field || !strchr(fields, field)) {
            config_wrong(
                item, error,
                "'%%%.1s' is no date field: there are %%F (the date), %%Y %%m %%d, %%j, %%G %%V, %%u, %%a; write "
                "%%%% for a percent sign",
                text.data + i);
            return false;
        }
        buffer_add(&out, (struct text){filled, fill_field(filled, sizeof filled, field, &reading->date)});
    }
    *dated = text_copy(reading->arena, buffer_text(&out));
    if (dated->size == 0)
        config_wrong(item, error, "is empty");
    return dated->size > 0;
}

/* ---- command lines ---- */

/* Adds an option that the command has, by its place in struct options. */
static void add_option(struct words *line, struct plan_reading *reading, const struct plan_method *method,
                       size_t offset, struct text value)
{
    struct buffer name = {.arena = reading->arena};
    const struct option_row *row = option_rows;
    while (row->offset != offset)
        row++;
    if (!option_belongs(row, method->command->groups))
        return;
    buffer_format(&name, "--%s", row->name);
    words_add(line, reading->arena, buffer_text(&name));
    words_add(line, reading->arena, value);
}

/* Whether the command line gives the option: `--id`, `--id=...`. */
static bool gives(const struct words *line, struct text option)
{
    for (size_t i = 1; i < line->count; i++) {
        struct text word = line->items[i];
        if (text_starts(word, option) && (word.size == option.size || word.data[option.size] == '='))
            return true;
    }
    return false;
}

static bool has(const struct command *command, struct text option)
{
    const struct option_row *row = option_rows;
    while (row->name && !(option_belongs(row, command->groups) &&
                          text_equal(text_of(row->name), (struct text){option.data + 2, option.size - 2})))
        row++;
    return row->name != NULL;
}

void plan_columns(const struct plan_reading *reading, struct plan_method *method)
{
    const struct words *columns = &reading->plan->columns;
    struct words line = {0};
    method->shared_with = !gives(&method->run, text_of("--with"));
    words_add(&line, reading->arena, method->run.items[0]);
    for (size_t i = 0; i < columns->count; i += 2)
        if (has(method->command, columns->items[i]) && !gives(&method->run, columns->items[i]) &&
            (method->shared_with || !text_equal(columns->items[i], text_of("--within")))) {
            words_add(&line, reading->arena, columns->items[i]);
            words_add(&line, reading->arena, columns->items[i + 1]);
        }
    for (size_t i = 1; i < method->run.count; i++)
        words_add(&line, reading->arena, method->run.items[i]);
    method->run = line;
}

/* The plan's seed and budget come first: those on the command line count. */
bool plan_options(struct plan_reading *reading, struct plan_method *method, const struct config_item *item,
                  struct error *error)
{
    char **arguments = arena_array(reading->arena, method->run.count + 5, sizeof *arguments);
    struct words line = {0};
    struct buffer budget = {.arena = reading->arena};
    buffer_format(&budget, "%zu", reading->plan->budget);
    words_add(&line, reading->arena, method->run.items[0]);
    add_option(&line, reading, method, offsetof(struct options, seed), text_of(reading->plan->seed));
    add_option(&line, reading, method, offsetof(struct options, top), text_of(buffer_string(&budget)));
    for (size_t i = 1; i < method->run.count; i++)
        words_add(&line, reading->arena, method->run.items[i]);
    for (size_t i = 0; i < line.count; i++) {
        arguments[i] = arena_alloc(reading->arena, line.items[i].size + 1);
        memcpy(arguments[i], line.items[i].data, line.items[i].size);
    }
    method->options = arena_alloc(reading->arena, sizeof *method->options);
    if (options_parse(method->options, reading->arena, (int)line.count, arguments, method->command->groups, error)) {
        method->options->shared_with = method->shared_with;
        return true;
    }
    return config_wrong(item, error, "%s: %s", method->command->name,
                        text_copy(reading->arena, text_of(error->text)).data);
}

bool plan_find_inputs(struct plan_reading *reading, struct plan_method *method, struct error *error)
{
    if (!options_inputs(&method->inputs, reading->arena, method->options, error))
        return false;
    for (size_t i = 0; !method->missing && i < method->inputs.count; i++) {
        bool exists;
        if (!path_exists(method->inputs.items[i].data, &exists, error))
            return false;
        if (!exists)
            method->missing = method->inputs.items[i].data;
    }
    return true;
}

bool plan_name(const struct plan_reading *reading, const struct config_item *root, struct error *error)
{
    struct plan_reading own = *reading;
    struct plan_method method = {0};
    for (size_t i = 0; !method.command; i++)
        if (commands[i]->groups & GROUP(PREDICTION))
            method.command = commands[i];
    words_add(&method.run, reading->arena, text_of(method.command->name));
    plan_columns(&own, &method);
    if (!plan_options(&own, &method, root, error))
        return false;
    reading->plan->named = method.options;
    return true;
}
