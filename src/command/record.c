#include "command/record.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash_file.h"
#include "base/pool.h"
#include "dengine/version.h"
#include "output/json.h"
#include "run/chance.h"

/* ---- files ---- */

static bool look_at(struct record_file *file, struct error *error)
{
    struct stat status;
    if (stat(file->path, &status) != 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", file->path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, STATUS_INPUT, "%s: is no regular file: the record could not tell what was read",
                         file->path);
    file->size = (uint64_t)status.st_size;
    file->changed = (int64_t)status.st_mtim.tv_sec * NANO + status.st_mtim.tv_nsec;
    return true;
}

bool record_add(struct record_files *files, struct arena *arena, const char *path, struct error *error)
{
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->items[i].path, path) == 0)
            return true;
    files->items = arena_reserve(arena, files->items, &files->capacity, files->count + 1, sizeof *files->items);
    struct record_file *file = &files->items[files->count++];
    *file = (struct record_file){.path = path};
    return look_at(file, error);
}

struct hashing {
    struct record_files *files;
    struct error *errors; /* [file] */
    size_t next;
};

static bool hash_file(struct record_file *file, struct error *error)
{
    struct record_file now = *file;
    int fd = open(file->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", file->path, strerror(errno));
    bool hashed = hash_descriptor(fd, &file->hash);
    int why = errno;
    close(fd);
    if (!hashed)
        return error_set(error, error_status(why, STATUS_INPUT), "%s: cannot read: %s", file->path, strerror(why));
    if (!look_at(&now, error))
        return false;
    return now.size == file->size && now.changed == file->changed
               ? true
               : error_set(error, STATUS_INPUT, "%s: changed while it was read: run again when it is whole",
                           file->path);
}

static void hash_files(void *state, unsigned worker)
{
    struct hashing *hashing = state;
    size_t i;
    (void)worker;
    while ((i = __atomic_fetch_add(&hashing->next, 1, __ATOMIC_RELAXED)) < hashing->files->count)
        hash_file(&hashing->files->items[i], &hashing->errors[i]);
}

bool record_hash(struct record_files *files, struct arena *arena, unsigned threads, struct error *error)
{
    struct hashing hashing = {.files = files, .errors = arena_array(arena, files->count, sizeof *hashing.errors)};
    pool_run(threads < files->count ? threads : (unsigned)files->count, hash_files, &hashing);
    for (size_t i = 0; i < files->count; i++)
        if (hashing.errors[i].status != STATUS_OK) {
            *error = hashing.errors[i];
            return false;
        }
    return true;
}

bool record_is(const char *path, bool *is, struct error *error)
{
    char start[64] = "";
    FILE *file = fopen(path, "re");
    *is = !file && errno == ENOENT;
    if (!file)
        return *is || error_set(error, error_status(errno, STATUS_INPUT), "%s: cannot open: %s", path, strerror(errno));
    size_t size = fread(start, 1, sizeof start - 1, file);
    bool failed = ferror(file) != 0;
    int reason = errno;
    fclose(file);
    *is = size == 0 || (strstr(start, "\"versions\"") && strstr(start, "\"dengine\""));
    return failed ? error_set(error, error_status(reason, STATUS_INPUT), "%s: cannot read: %s", path, strerror(reason))
                  : true;
}

/* ---- JSON ---- */

enum { HASH_DIGITS = 32 };

static void print_hash(char digits[HASH_DIGITS + 1], struct fingerprint hash)
{
    snprintf(digits, HASH_DIGITS + 1, "%016llx%016llx", (unsigned long long)hash.high, (unsigned long long)hash.low);
}

static void write_files(struct json *json, const char *key, const struct record_files *files)
{
    json_array(json, key);
    for (size_t i = 0; i < files->count; i++) {
        const struct record_file *file = &files->items[i];
        char hash[HASH_DIGITS + 1];
        print_hash(hash, file->hash);
        json_line(json, 4);
        json_object(json, NULL);
        json_string(json, "file", file->path);
        json_count(json, "size", file->size);
        json_string(json, "xxh3_128", hash);
        json_end(json);
    }
    json_end(json);
}

static void write_rows(struct json *json, const struct scan_counts *counts, uint64_t ids)
{
    json_line(json, 5);
    json_object(json, "rows");
    json_count(json, "read", counts->read);
    json_count(json, "outside", counts->outside);
    json_count(json, "excluded", counts->excluded);
    json_count(json, "rejected", counts->rejected);
    json_count(json, "ranked", counts->ranked);
    if (ids)
        json_count(json, "ids", ids);
    json_end(json);
}

static void write_method(struct json *json, const struct record *record, size_t index)
{
    const struct plan_method *method = &record->plan->methods[index];
    const struct sink *sink = &record->sinks[index];
    const struct mix_queue *queue = &record->mix->queues[index];
    json_line(json, 4);
    json_object(json, NULL);
    json_words(json, "run", &method->run);
    json_string(json, "share", method->share);
    if (method->missing)
        json_string(json, "missing", method->missing);
    else
        write_rows(json, &sink->counts, sink->ids);
    json_line(json, 5);
    json_count(json, "queue", queue->count);
    json_count(json, "slots", queue->slots);
    json_count(json, "taken", queue->taken);
    json_count(json, "shared", queue->shared);
    json_boolean(json, "dry", queue->dry);
    json_line(json, 5);
    json_words(json, "notes", &sink->notes);
    json_end(json);
}

/* N of the random sample, 0 without one. */
static uint64_t population_of(const struct record *record)
{
    uint64_t ids = 0;
    for (size_t i = 0; i < record->plan->count; i++)
        if (record->mix->queues[i].random)
            ids = record->sinks[i].ids;
    return ids;
}

/* What the plan says, and what came of it. */
static void write_summary(struct json *json, const struct record *record)
{
    const struct plan *plan = record->plan;
    const char *slash = strrchr(plan->path, '/');
    const char *const texts[][2] = {{"plan_file", slash ? slash + 1 : plan->path},
                                    {"date", plan->date},
                                    {"seed", plan->seed},
                                    {"output", plan->output}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        json_line(json, 2);
        json_string(json, texts[i][0], texts[i][1]);
    }
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {{"budget", plan->budget},
                  {"rows", record->mix->picks_count},
                  {"certain", record->mix->certain},
                  {"unknown", record->mix->unknown},
                  {"population", population_of(record)}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        json_line(json, 2);
        json_count(json, counts[i].key, counts[i].count);
    }
}

/* What was expected of rows, and of those of them that no other method picked. */
static void write_expected(struct json *json, uint64_t population, double forecast, const struct chance_class *rest)
{
    json_count(json, "population", population);
    json_number(json, "expected", forecast);
    if (!rest)
        return;
    json_object(json, "rest");
    json_count(json, "population", rest->population);
    json_number(json, "expected", rest->forecast);
    json_end(json);
}

static void write_class(struct json *json, const struct chance_class *class, const struct chance_class *rest)
{
    json_line(json, 4);
    json_object(json, NULL);
    json_text(json, "label", class->label);
    write_expected(json, class->population, class->forecast, rest);
    json_end(json);
}

/* Of the method that draws by its scores: the ids it drew from, and the mean of what it expected of them. */
static void write_sample(struct json *json, const struct record *record)
{
    for (size_t i = 0; i < record->plan->count; i++) {
        const struct sink *sink = &record->sinks[i];
        if (!sink->drawn)
            continue;
        json_line(json, 2);
        json_object(json, "sample");
        write_expected(json, sink->ids, sink->forecast, sink->rest);
        json_array(json, "classes");
        for (size_t c = 0; c < sink->classes_count; c++)
            write_class(json, &sink->classes[c], sink->rest ? &sink->rest[1 + c] : NULL);
        json_end(json);
        json_end(json);
        return;
    }
}

/* Of an ensemble without a deployed model no file is the model's. */
static bool tells_model(const struct plan_method *method, bool by_measures)
{
    bool several = method->command->groups & GROUP(ENSEMBLE);
    return !method->missing && method->command->groups & GROUP(PREDICTION) &&
           (!by_measures || method->command->measures[0]) && (!several || method->options->deployed);
}

const struct plan_method *record_predictions(const struct plan *plan, struct words *files, struct arena *arena)
{
    size_t i = 0;
    while (i < plan->count && !tells_model(&plan->methods[i], true))
        i++;
    for (i = i == plan->count ? 0 : i; i < plan->count && !tells_model(&plan->methods[i], false);)
        i++;
    if (i == plan->count)
        return NULL;
    const struct plan_method *method = &plan->methods[i];
    const struct options *options = method->options;
    size_t shards = method->command->rowwise ? options->files_count : 1;
    for (size_t f = 0; f < shards; f++)
        words_add(files, arena, text_of(options->deployed ? options->deployed : options->files[f]));
    return method;
}

/* Nights of one name are of one model; of one hash, they also drew from the same rows. */
static void write_model(struct json *json, const struct record *record)
{
    struct arena arena = {0};
    struct words files = {0};
    struct buffer hashes = {.arena = &arena};
    size_t found = 0;
    char digits[HASH_DIGITS + 1];
    record_predictions(record->plan, &files, &arena);
    for (size_t i = 0; i < record->inputs->count; i++) {
        const struct record_file *file = &record->inputs->items[i];
        if (words_find(&files, text_of(file->path)) == files.count)
            continue;
        print_hash(digits, file->hash);
        buffer_add(&hashes, text_of(digits));
        found++;
    }
    if (found != 1)
        print_hash(digits, hash_fingerprint(buffer_text(&hashes)));
    json_line(json, 2);
    json_object(json, "model");
    json_string(json, "name", record->plan->model);
    json_words(json, "files", &files);
    json_string(json, "xxh3_128", found ? digits : NULL);
    json_end(json);
    arena_free(&arena);
}

void record_write(const struct record *record, FILE *out)
{
    struct json json = {.out = out};
    struct text text = record->plan->text;
    while (text.size && strchr(" \t\r\n", text.data[text.size - 1]))
        text.size--;
    json_object(&json, NULL);
    json_line(&json, 2);
    json_object(&json, "versions");
    json_string(&json, "dengine", DENGINE_VERSION);
    json_count(&json, "record", 1);
    json_end(&json);
    write_summary(&json, record);
    write_sample(&json, record);
    write_model(&json, record);
    json_line(&json, 2);
    write_files(&json, "inputs", record->inputs);
    json_line(&json, 2);
    json_object(&json, "excluded");
    json_count(&json, "ids", record->excluded_ids);
    write_files(&json, "files", record->excluded);
    if (record->plan->unmatched.count)
        json_words(&json, "unmatched", &record->plan->unmatched);
    json_end(&json);
    json_line(&json, 2);
    json_array(&json, "methods");
    for (size_t i = 0; i < record->plan->count; i++)
        write_method(&json, record, i);
    json_end(&json);
    json_line(&json, 2);
    json_raw(&json, "plan", text);
    json_line(&json, 0);
    json_end(&json);
    putc('\n', out);
}
