#include "command/plan_reading.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "join/exclude.h"
#include "output/queue.h"
#include "read/config.h"
#include "read/paths.h"

/* ---- keys ---- */

const struct plan_key plan_keys[] = {
    {"budget", "number", true, "rows of the batch"},
    {"output", "string", true,
     "the queue, in the format that its ending names: .csv, .tsv, .jsonl; the record of the run lies beside it as "
     ".json"},
    {"methods", "array", true, "the methods that share the budget"},
    {"seed", "string or number", false,
     "seed of draws and ties, \"0\" if there is none; \"%F\" is another every night"},
    {"exclude", "array of strings", false,
     "files, folders and globs whose ids are left out; what this plan wrote earlier on the same date does not count"},
    {"answers", "array of strings", false,
     "what people said of earlier batches: files, folders and globs in any format of `answers`, for a method that "
     "learns and for the report"},
    {"predictions", "string", false,
     "the deployed model's table: label and confidence of rows whose method does not know them; FILE or "
     "FILE:ID,LABEL,CONFIDENCE"},
    {"model", "string", false,
     "what the deployed model is called: `report` pools the nights of one name, else those of the same predictions"},
    {"report", "string", false,
     "a report of the nights before, \"reports/%F.html\", in the format that its ending names: .html, .json, .csv, "
     ".text"},
    {"id", "string", false, "the option --id of all methods that do not give it themselves"},
    {"label", "string", false, "the same for --label"},
    {"confidence", "string", false, "the same for --confidence"},
    {"probs", "string", false, "the same for --probs"},
    {"keep", "string", false, "the same for --keep"},
    {"with", "array of strings", false,
     "the same for --with: other tables whose columns stand beside those of all methods, [\"metadata.csv\"]"},
    {"within", "string", false, "the same for --within"},
    {"comment", "any", false, "for people"},
    {0},
};

const struct plan_key plan_method_keys[] = {
    {"run", "array of strings", false,
     "a command line of dengine without its output: [\"random\", \"predictions.csv\"]"},
    {"learn", "array of strings", false,
     "instead of run: ranks by what the answers show about the scores of these methods of the plan, which then score "
     "all of their rows: [\"confidence\", \"ensemble\"]"},
    {"share", "string or number", false,
     "a part of the budget, \"50%\", or a number of rows; without it, what others leave"},
    {"optional", "true or false", false, "its input may be missing: the others get its rows"},
    {"draw", "true or false", false, "the option --draw: a sample that finds errors, the random share of the batch"},
    {"comment", "any", false, "for people"},
    {0},
};

/* Whether an object holds no other keys. */
static bool check_keys(const struct config_item *item, const struct plan_key *keys, struct error *error)
{
    enum { MOST = 31 };
    const char *names[MOST + 1] = {NULL};
    for (size_t i = 0; i < MOST && keys[i].name; i++)
        names[i] = keys[i].name;
    return config_keys(item, names, error);
}

/* ---- methods ---- */

/* Whether some method is there for its scores alone. */
static bool has_silent_teacher(const struct plan *plan)
{
    bool has = false;
    for (size_t i = 0; i < plan->count; i++)
        has |= plan->methods[i].teaches && !plan->methods[i].share;
    return has;
}

static bool read_methods(struct plan_reading *reading, const struct config_item *item, struct error *error)
{
    struct plan *plan = reading->plan;
    struct config_item member;
    if (!config_array(item, error))
        return false;
    size_t count = 0;
    for (bool more = config_first(item, &member); more; more = config_next(&member))
        count++;
    if (count == 0)
        return config_wrong(item, error, "is empty: expected at least one method");
    plan->methods = arena_array(reading->arena, count, sizeof *plan->methods);
    plan->queues = arena_array(reading->arena, count, sizeof *plan->queues);
    for (bool more = config_first(item, &member); more; more = config_next(&member))
        if (!check_keys(&member, plan_method_keys, error) || !plan_read_method(reading, plan->count++, &member, error))
            return false;
    if (!plan_learners(reading, item, error))
        return false;
    if (!mix_shares(plan->queues, count, plan->budget, error))
        return config_wrong(item, error, "%s%s", text_copy(reading->arena, text_of(error->text)).data,
                            has_silent_teacher(plan) ? "; a method named in learn has rows of its own only with a share"
                                                     : "");
    return true;
}

/* ---- the rest ---- */

static bool read_seed(struct plan_reading *reading, const struct config_item *item, struct error *error)
{
    struct text text;
    size_t number;
    struct buffer out = {.arena = reading->arena};
    if (!config_is_number(item)) {
        if (!plan_dated(reading, item, &text, error))
            return false;
        reading->plan->seed = text.data;
        return true;
    }
    if (!config_whole(item, 0, 9e15, &number, error))
        return false;
    buffer_format(&out, "%zu", number);
    reading->plan->seed = buffer_string(&out);
    return true;
}

/* The format is that of the name: .tsv, .jsonl, else csv. The record has the same name with .json. */
static bool read_output(struct plan_reading *reading, const struct config_item *item, struct error *error)
{
    struct plan *plan = reading->plan;
    struct buffer record = {.arena = reading->arena};
    struct text path;
    if (!plan_dated(reading, item, &path, error))
        return false;
    const char *slash = strrchr(path.data, '/'), *name = slash ? slash + 1 : path.data;
    const char *ending = *name ? strrchr(name + 1, '.') : NULL;
    if (!*name)
        return config_wrong(item, error, "'%s' is a folder: expected a file", path.data);
    if (ending && strcmp(ending, ".json") == 0)
        return config_wrong(item, error, "'%s' is the name of the run record: end it in .csv, .tsv or .jsonl",
                            path.data);
    for (int i = 0; queue_formats[i].name; i++)
        if (ending && strcmp(ending + 1, queue_formats[i].name) == 0)
            plan->format = i;
    buffer_add(&record, (struct text){path.data, ending ? (size_t)(ending - path.data) : path.size});
    buffer_add(&record, text_of(".json"));
    plan->output = path.data;
    plan->record = buffer_string(&record);
    return true;
}

/* Whether it is the output, written by an earlier run of a plan: the record is beside it. */
static bool is_own(const struct plan *plan, const char *file)
{
    struct stat own, other;
    return stat(file, &other) == 0 && stat(plan->output, &own) == 0 && own.st_ino == other.st_ino &&
           own.st_dev == other.st_dev && access(plan->record, F_OK) == 0;
}

/* Whether a pattern is the folder of the output, which the first run makes. */
static bool is_to_come(const struct plan *plan, struct text pattern, bool exists)
{
    while (pattern.size > 1 && pattern.data[pattern.size - 1] == '/')
        pattern.size--;
    struct text output = text_of(plan->output);
    return !exists && text_starts(output, pattern) && output.data[pattern.size] == '/';
}

/* What this plan wrote earlier for this date is no exclusion of itself. */
static bool exclude_some(struct plan_reading *reading, struct text pattern, struct error *error)
{
    struct plan *plan = reading->plan;
    struct words files = {0};
    if (!exclude_files(&files, reading->arena, pattern.data, error))
        return false;
    if (files.count == 0)
        words_add(&plan->unmatched, reading->arena, pattern);
    for (size_t i = 0; i < files.count; i++)
        if (!is_own(plan, files.items[i].data) && words_find(&plan->excluded, files.items[i]) == plan->excluded.count)
            words_add(&plan->excluded, reading->arena, files.items[i]);
    return true;
}

static bool read_exclude(struct plan_reading *reading, const struct config_item *item, struct error *error)
{
    struct plan *plan = reading->plan;
    struct config_item member;
    if (!config_array(item, error))
        return false;
    for (bool more = config_first(item, &member); more; more = config_next(&member)) {
        struct text pattern;
        bool exists;
        if (!plan_dated(reading, &member, &pattern, error))
            return false;
        words_add(&plan->exclude, reading->arena, pattern);
        if (!path_exists(pattern.data, &exists, error) ||
            (!is_to_come(plan, pattern, exists) && !exclude_some(reading, pattern, error)))
            return false;
    }
    return true;
}

/* Files that are not there are those of a first night. */
static bool read_answers(struct plan_reading *reading, const struct config_item *item, struct error *error)
{
    struct config_item member;
    if (!config_array(item, error))
        return false;
    for (bool more = config_first(item, &member); more; more = config_next(&member)) {
        struct text pattern;
        if (!plan_dated(reading, &member, &pattern, error))
            return false;
        words_add(&reading->plan->answers, reading->arena, pattern);
    }
    return true;
}

/* What the deployed model said and is called, and where the report goes. */
static bool read_report(struct plan_reading *reading, const struct config_item *root, struct error *error)
{
    struct config_item item;
    struct text text;
    if (config_member(root, "predictions", &item)) {
        if (!plan_dated(reading, &item, &text, error))
            return false;
        reading->plan->predictions = text.data;
    }
    if (config_member(root, "model", &item)) {
        if (!plan_dated(reading, &item, &text, error))
            return false;
        reading->plan->model = text.data;
    }
    if (!config_member(root, "report", &item))
        return true;
    if (reading->plan->answers.count == 0)
        return config_wrong(&item, error, "needs answers: [\"reviewed\"], what people said");
    if (!plan_dated(reading, &item, &text, error))
        return false;
    reading->plan->report = text.data;
    return true;
}

static void add_column(const struct plan_reading *reading, const char *key, struct text value)
{
    struct buffer option = {.arena = reading->arena};
    buffer_format(&option, "--%s", key);
    words_add(&reading->plan->columns, reading->arena, buffer_text(&option));
    words_add(&reading->plan->columns, reading->arena, value);
}

/* The tables beside those of all methods. */
static bool read_with(struct plan_reading *reading, const struct config_item *root, struct error *error)
{
    struct config_item item, member;
    if (!config_member(root, "with", &item))
        return true;
    if (!config_array(&item, error))
        return false;
    for (bool more = config_first(&item, &member); more; more = config_next(&member)) {
        struct text file;
        if (!plan_dated(reading, &member, &file, error))
            return false;
        add_column(reading, "with", file);
    }
    return true;
}

/* What the columns are called in the files of all methods. */
static bool read_columns(struct plan_reading *reading, const struct config_item *root, struct error *error)
{
    static const char *const keys[] = {"id", "label", "confidence", "probs", "keep", "within"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct config_item item;
        struct text value;
        if (!config_member(root, keys[i], &item))
            continue;
        if (!config_string(&item, &value, error))
            return false;
        add_column(reading, keys[i], value);
    }
    return read_with(reading, root, error);
}

static bool required(const struct config_item *root, const char *key, struct config_item *item, struct error *error)
{
    return config_member(root, key, item) ? true : config_wrong(root, error, "%s is missing", key);
}

static bool read_plan(struct plan_reading *reading, const struct config *config, struct error *error)
{
    struct plan *plan = reading->plan;
    struct config_item root = config_root(config), item;
    plan->seed = "0";
    if (!check_keys(&root, plan_keys, error) || !required(&root, "budget", &item, error) ||
        !config_whole(&item, 1, 1e9, &plan->budget, error))
        return false;
    if (config_member(&root, "seed", &item) && !read_seed(reading, &item, error))
        return false;
    if (!required(&root, "output", &item, error) || !read_output(reading, &item, error))
        return false;
    if (config_member(&root, "exclude", &item) && !read_exclude(reading, &item, error))
        return false;
    if (config_member(&root, "answers", &item) && !read_answers(reading, &item, error))
        return false;
    if (!read_report(reading, &root, error))
        return false;
    return read_columns(reading, &root, error) && plan_name(reading, &root, error) &&
           required(&root, "methods", &item, error) && read_methods(reading, &item, error);
}

static bool read_text(struct plan *plan, struct arena *arena, struct error *error)
{
    struct buffer text = {.arena = arena};
    char block[4096];
    size_t length;
    FILE *file = strcmp(plan->path, "-") == 0 ? stdin : fopen(plan->path, "re");
    if (!file)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", plan->path, strerror(errno));
    while (text.size <= CONFIG_SIZE && (length = fread(block, 1, sizeof block, file)) > 0)
        buffer_add(&text, (struct text){block, length});
    bool failed = ferror(file);
    if (file != stdin)
        fclose(file);
    if (failed)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot read: %s", plan->path, strerror(errno));
    plan->text = buffer_text(&text);
    return true;
}

static bool enter_folder(const char *path, struct arena *arena, struct error *error)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return true;
    const char *folder = text_copy(arena, (struct text){path, (size_t)(slash - path) + 1}).data;
    return chdir(folder) == 0
               ? true
               : error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot enter: %s", folder, strerror(errno));
}

bool plan_read(struct plan *plan, struct arena *arena, const char *path, const char *date, struct error *error)
{
    struct plan_reading reading = {.plan = plan, .arena = arena};
    struct config *config = arena_alloc(arena, sizeof *config);
    *plan = (struct plan){.path = path};
    return plan_date(&reading, date, error) && read_text(plan, arena, error) &&
           config_parse(config, arena, path, plan->text, STATUS_PLAN, error) && enter_folder(path, arena, error) &&
           read_plan(&reading, config, error);
}
