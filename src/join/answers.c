#include "join/answers.h"

#include <string.h>

#include "input/file_columns.h"
#include "input/label_set.h"
#include "join/exclude.h"
#include "read/moment.h"

const char *const several_words[] = {
    [SEVERAL_MAJORITY] = "majority",
    [SEVERAL_LATEST] = "latest",
    [SEVERAL_AGREE] = "agree",
    [SEVERAL_ALL] = "all",
    NULL,
};

/* ---- files ---- */

static bool read_pattern(struct answers *answers, const char *pattern, const struct annotation_spec *spec,
                         struct error *error)
{
    struct file_columns columns = file_columns(answers->arena, pattern);
    struct annotation_spec own = *spec;
    struct words files = {0};
    if (columns.columns.count) {
        own.id = file_column(&columns, 0);
        own.label = file_column(&columns, 1);
    }
    if (!exclude_files(&files, answers->arena, columns.path, error))
        return false;
    for (size_t i = 0; i < files.count; i++) {
        answers->format = NULL;
        if (!annotations_read(&answers->annotations, files.items[i].data, &own, &answers->format, error))
            return false;
        answers->blind |= answers->format && !answers->format->tells_skipped;
        answers->files++;
    }
    return true;
}

/* ---- by sample ---- */

/* Numbers the samples; links[i] is the next annotation of the same sample, or IDMAP_NONE. */
static void group(struct answers *answers, struct answered *samples)
{
    struct arena *arena = answers->arena;
    const struct annotations *list = &answers->annotations;
    size_t *number = arena_array(arena, list->count, sizeof *number);
    const struct annotation **said = arena_array(arena, list->count, sizeof *said);
    bool added;
    for (size_t i = 0; i < list->count; i++) {
        number[i] = idmap_add(&answers->ids, list->items[i].id, &added);
        samples[number[i]].said_count++;
    }
    for (size_t s = 0, start = 0; s < answers->ids.count; s++) {
        samples[s].id = answers->ids.items[s].id;
        samples[s].said = said + start;
        start += samples[s].said_count;
        samples[s].said_count = 0;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct answered *sample = &samples[number[i]];
        said[(size_t)(sample->said - (const struct annotation *const *)said) + sample->said_count++] = &list->items[i];
    }
}

static bool is_later(const struct annotation *a, const struct annotation *b)
{
    struct moment x, y;
    if (!moment_parse(a->when, &x) || !moment_parse(b->when, &y))
        return true; /* it was read later */
    return x.milliseconds >= y.milliseconds;
}

static bool is_same_person(const struct annotation *a, const struct annotation *b)
{
    return a->who.size && text_equal(a->who, b->who);
}

/* Whether another answer of the same person replaces answer i. */
static bool is_replaced(const struct annotation *const *answers, size_t count, size_t i)
{
    for (size_t k = 0; k < count; k++)
        if (k != i && is_same_person(answers[k], answers[i]) &&
            (k > i ? is_later(answers[k], answers[i]) : !is_later(answers[i], answers[k])))
            return true;
    return false;
}

/* The answers that count, in the order of the files. Returns how many. */
static size_t choose_answers(const struct answered *sample, const struct annotation **chosen)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < sample->said_count; i++)
        if (sample->said[i]->state == ANNOTATION_ANSWERED)
            chosen[count++] = sample->said[i];
    const struct annotation **all = chosen + count; /* room for twice as many */
    memcpy(all, chosen, count * sizeof *all);
    for (size_t i = 0; i < count; i++)
        if (!is_replaced(all, count, i))
            chosen[kept++] = all[i];
    return kept;
}

static bool says_the_same(const struct annotation *a, const struct annotation *b)
{
    if (a->label.size || b->label.size)
        return label_set_same(a->label, b->label);
    return a->verdict == b->verdict;
}

static size_t votes_for(const struct annotation *const *answers, size_t count, size_t i)
{
    size_t votes = 0;
    for (size_t k = 0; k < count; k++)
        votes += says_the_same(answers[k], answers[i]);
    return votes;
}

/* The answer of most, or NULL for a tie. */
static const struct annotation *majority(const struct annotation *const *answers, size_t count)
{
    const struct annotation *best = answers[0];
    size_t most = votes_for(answers, count, 0);
    bool tie = false;
    for (size_t i = 1; i < count; i++) {
        size_t votes = votes_for(answers, count, i);
        if (votes > most)
            best = answers[i], most = votes, tie = false;
        else if (votes == most && !says_the_same(answers[i], best))
            tie = true;
    }
    return tie ? NULL : best;
}

static const struct annotation *latest(const struct annotation *const *answers, size_t count)
{
    const struct annotation *best = answers[0];
    for (size_t i = 1; i < count; i++)
        if (is_later(answers[i], best))
            best = answers[i];
    return best;
}

static const struct annotation *resolve(const struct annotation *const *answers, size_t count, enum several several)
{
    switch (several) {
    case SEVERAL_MAJORITY:
        return majority(answers, count);
    case SEVERAL_LATEST:
        return latest(answers, count);
    case SEVERAL_AGREE:
    case SEVERAL_ALL:
        break;
    }
    return votes_for(answers, count, 0) == count ? answers[0] : NULL;
}

static void settle(struct answers *answers, struct answered sample, const struct annotation *said)
{
    if (said) {
        sample.state = ANSWER_GIVEN;
        sample.label = said->label;
        sample.verdict = said->verdict;
        sample.who = said->who;
        sample.when = said->when;
        answers->given++;
    } else if (sample.people) {
        sample.state = ANSWER_DISPUTED;
        answers->disputed++;
    } else {
        sample.state = ANSWER_NONE;
        sample.why = ANNOTATION_OPEN;
        for (size_t i = 0; i < sample.said_count; i++)
            if (sample.said[i]->state < sample.why)
                sample.why = sample.said[i]->state;
        answers->none[sample.why]++;
    }
    answers->items[answers->count++] = sample;
}

/* Settles each sample, and numbers the names that are no ids. */
static void settle_all(struct answers *answers, const struct answered *samples, enum several several)
{
    const struct annotation **room = arena_array(answers->arena, 2 * answers->annotations.count, sizeof *room);
    size_t count = answers->ids.count;
    answers->items = arena_array(answers->arena, answers->annotations.count, sizeof *answers->items);
    answers->first = arena_array(answers->arena, count, sizeof *answers->first);
    for (size_t s = 0; s < count; s++) {
        struct answered sample = samples[s];
        sample.people = choose_answers(&sample, room);
        answers->first[s] = answers->count;
        if (several == SEVERAL_ALL && sample.people)
            for (size_t i = 0; i < sample.people; i++)
                settle(answers, sample, room[i]);
        else
            settle(answers, sample, sample.people ? resolve(room, sample.people, several) : NULL);
    }
}

static void index_names(struct answers *answers)
{
    const struct annotations *list = &answers->annotations;
    answers->of_name = arena_array(answers->arena, list->count, sizeof *answers->of_name);
    for (size_t i = 0; i < list->count; i++) {
        bool added = false;
        if (!list->items[i].name.size || idmap_find(&answers->ids, list->items[i].name) != IDMAP_NONE)
            continue;
        size_t number = idmap_add(&answers->names, list->items[i].name, &added);
        if (added)
            answers->of_name[number] = idmap_find(&answers->ids, list->items[i].id);
    }
}

bool answers_read(struct answers *answers, const struct words *patterns, const struct answers_options *options,
                  struct error *error)
{
    struct arena *arena = answers->arena;
    *answers = (struct answers){.arena = arena, .annotations.arena = arena, .ids.arena = arena, .names.arena = arena};
    for (size_t i = 0; i < patterns->count; i++)
        if (!read_pattern(answers, text_copy(arena, patterns->items[i]).data, &options->spec, error))
            return false;
    struct answered *samples = arena_array(arena, answers->annotations.count, sizeof *samples);
    group(answers, samples);
    settle_all(answers, samples, options->several);
    index_names(answers);
    return true;
}

const struct answered *answers_find(const struct answers *answers, struct text id)
{
    size_t number = idmap_find(&answers->ids, id);
    if (number == IDMAP_NONE && (number = idmap_find(&answers->names, id)) != IDMAP_NONE)
        number = answers->of_name[number];
    return number == IDMAP_NONE ? NULL : &answers->items[answers->first[number]];
}

bool answer_is_wrong(const struct answered *answered, struct text deployed)
{
    if (answered->verdict != VERDICT_NONE)
        return answered->verdict == VERDICT_WRONG;
    return !label_set_same(answered->label, deployed);
}
