#include "join/answers_look.h"

#include <stdlib.h>
#include <string.h>

#include "input/names.h"
#include "join/annotation_reader.h"
#include "read/document.h"
#include "read/moment.h"

/* ---- is it one? ---- */

/* By its first bytes, without reading the rest. */
static bool may_be(struct text start)
{
    static const char *const studio[] = {"annotation_id", "annotator", "lead_time"};
    size_t blanks = 0;
    while (blanks < start.size && start.data[blanks] && strchr(" \t\r\n", start.data[blanks]))
        blanks++;
    if (blanks == start.size)
        return false;
    if (strchr("<{[", start.data[blanks]) && start.data[blanks])
        return true;
    struct text line = text_line(start);
    bool all = true;
    for (size_t i = 0; i < sizeof studio / sizeof *studio; i++)
        all = all && memmem(line.data, line.size, studio[i], strlen(studio[i]));
    return all;
}

static bool read_as(struct answers_look *look, struct annotation_spec spec, struct error *error)
{
    const struct answers_options how = {.spec = spec, .several = SEVERAL_MAJORITY};
    struct arena *arena = look->answers.arena;
    struct words files = {0};
    words_add(&files, arena, text_of(look->path));
    look->answers = (struct answers){.arena = arena};
    return answers_read(&look->answers, &files, &how, error);
}

/* Of a tool that was given no id: by what is shown, as far as it has a usual name. */
static bool read_by_key(struct answers_look *look, struct error *error)
{
    static const char *const keys[] = {"image", "file", "filename", "file_name", "path", "name", "url", "text"};
    struct buffer argument = {.arena = look->answers.arena};
    const char *why = text_copy(look->answers.arena, text_of(error->text)).data;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (read_as(look, (struct annotation_spec){.id = keys[i]}, error)) {
            buffer_format(&argument, "%s:%s", look->path, keys[i]);
            look->argument = buffer_string(&argument);
            return true;
        }
        if (error->status != STATUS_DATA)
            return false;
    }
    look->why = why;
    return true;
}

/* Objects of any kind are answers where they have a key `answer`. */
static bool read_file(struct answers_look *look, bool *is, struct error *error)
{
    bool done = read_as(look, (struct annotation_spec){0}, error);
    if (!done && error->status != STATUS_DATA)
        return false;
    bool objects = !look->answers.format || look->answers.format == &annotation_objects.format;
    if (objects)
        done = read_as(look, (struct annotation_spec){.label = "answer"}, error);
    *is = done || !objects;
    look->format = look->answers.format;
    if (!done && (error->status != STATUS_DATA || look->format == &annotation_cvat))
        return false; /* XML of any kind is no table, either */
    return done || !*is || read_by_key(look, error);
}

/* ---- what it holds ---- */

static int by_count(const void *a, const void *b)
{
    const struct answers_count *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return text_compare(left->name, right->name);
}

/* Counts by name, in their room. */
struct tallied {
    struct names names;
    struct answers_count *counts;
    size_t capacity;
};

static void tell(struct tallied *tallied, struct text name)
{
    struct arena *arena = tallied->names.arena;
    size_t known = tallied->names.count, number = names_add(&tallied->names, name);
    tallied->counts = arena_reserve(arena, tallied->counts, &tallied->capacity, known + 1, sizeof *tallied->counts);
    if (number == known)
        tallied->counts[number] = (struct answers_count){name, 0};
    tallied->counts[number].count++;
}

static size_t sorted(struct tallied *tallied, struct answers_count **counts)
{
    *counts = tallied->counts;
    if (tallied->names.count)
        qsort(tallied->counts, tallied->names.count, sizeof *tallied->counts, by_count);
    return tallied->names.count;
}

static void note_time(struct answers_look *look, int64_t ends[2], struct text when)
{
    struct moment moment;
    if (!when.size || !moment_parse(when, &moment))
        return;
    for (int end = 0; end < 2; end++) {
        int64_t value = moment.milliseconds;
        if (look->time[end].size && (end ? value <= ends[1] : value >= ends[0]))
            continue;
        ends[end] = value;
        look->time[end] = when;
    }
}

static void count_said(struct answers_look *look)
{
    struct arena *arena = look->answers.arena;
    const struct annotations *all = &look->answers.annotations;
    struct tallied people = {.names = {.arena = arena}};
    int64_t ends[2] = {0};
    for (size_t i = 0; i < all->count; i++) {
        const struct annotation *annotation = &all->items[i];
        look->said[annotation->state]++;
        if (annotation->state == ANNOTATION_OPEN)
            continue;
        note_time(look, ends, annotation->when);
        if (annotation->who.size)
            tell(&people, annotation->who);
        else
            look->nameless++;
    }
    look->people_count = sorted(&people, &look->people);
}

static void count_samples(struct answers_look *look)
{
    struct tallied labels = {.names = {.arena = look->answers.arena}};
    const struct answers *answers = &look->answers;
    for (size_t i = 0; i < answers->count; i++) {
        const struct answered *answered = &answers->items[i];
        if (answered->state == ANSWER_GIVEN && answered->label.size)
            tell(&labels, answered->label);
    }
    look->labels_count = sorted(&labels, &look->labels);
}

void answers_look_match(struct answers_look *look, const struct idset *others)
{
    look->common = 0;
    for (size_t i = 0; i < look->answers.count; i++)
        look->common += idset_has(others, look->answers.items[i].id);
}

bool answers_look_at(struct answers_look *look, struct arena *arena, const char *path, bool *is, struct error *error)
{
    enum { PEEK = 64 * 1024 };
    struct arena scratch = {.exhausted = arena->exhausted};
    struct text start;
    *look = (struct answers_look){.path = path, .argument = path, .answers = {.arena = arena}};
    *is = false;
    bool peeked = document_peek(&start, &scratch, path, PEEK, error);
    *is = peeked && may_be(start);
    arena_free(&scratch);
    if (!*is)
        return peeked;
    if (!read_file(look, is, error))
        return false;
    if (*is && !look->why) {
        count_said(look);
        count_samples(look);
    }
    return true;
}
