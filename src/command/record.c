#include "command/record.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash_file.h"
#include "base/pool.h"
#include "dengine/version.h"

/* ---- files ---- */

static bool look_at(struct record_file *file, struct error *error)
{
    struct stat status;
    if (stat(file->path, &status) != 0)
        return error_set(error, STATUS_INPUT, "%s: cannot open: %s", file->path, strerror(errno));
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
        return error_set(error, STATUS_INPUT, "%s: cannot open: %s", file->path, strerror(errno));
    bool hashed = hash_descriptor(fd, &file->hash);
    int why = errno;
    close(fd);
    if (!hashed)
        return error_set(error, STATUS_INPUT, "%s: cannot read: %s", file->path, strerror(why));
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

/* ---- JSON ---- */

static void write_string(FILE *out, const char *string)
{
    queue_json_string(out, text_of(string));
}

static void write_words(FILE *out, const struct words *words)
{
    putc('[', out);
    for (size_t i = 0; i < words->count; i++) {
        fputs(i ? ", " : "", out);
        queue_json_string(out, words->items[i]);
    }
    putc(']', out);
}

static void write_files(FILE *out, const struct record_files *files, const char *margin)
{
    putc('[', out);
    for (size_t i = 0; i < files->count; i++) {
        const struct record_file *file = &files->items[i];
        fprintf(out, "%s\n%s{\"file\": ", i ? "," : "", margin);
        write_string(out, file->path);
        fprintf(out, ", \"size\": %llu, \"xxh3_128\": \"%016llx%016llx\"}", (unsigned long long)file->size,
                (unsigned long long)file->hash.high, (unsigned long long)file->hash.low);
    }
    putc(']', out);
}

static void write_method(FILE *out, const struct record *record, size_t index)
{
    const struct plan_method *method = &record->plan->methods[index];
    const struct sink *sink = &record->sinks[index];
    const struct mix_queue *queue = &record->mix->queues[index];
    fputs("    {\"run\": ", out);
    write_words(out, &method->run);
    fputs(", \"share\": ", out);
    if (method->share)
        write_string(out, method->share);
    else
        fputs("null", out);
    if (method->missing) {
        fputs(", \"missing\": ", out);
        write_string(out, method->missing);
    } else {
        fprintf(out,
                ",\n     \"rows\": {\"read\": %llu, \"outside\": %llu, \"excluded\": %llu, \"rejected\": %llu, "
                "\"ranked\": %llu}",
                (unsigned long long)sink->counts.read, (unsigned long long)sink->counts.outside,
                (unsigned long long)sink->counts.excluded, (unsigned long long)sink->counts.rejected,
                (unsigned long long)sink->counts.ranked);
    }
    fprintf(out,
            ",\n     \"queue\": %zu, \"slots\": %zu, \"taken\": %zu, \"shared\": %zu, \"dry\": %s,\n     \"notes\": ",
            queue->count, queue->slots, queue->taken, queue->passed - queue->taken, queue->dry ? "true" : "false");
    write_words(out, &sink->notes);
    putc('}', out);
}

void record_write(const struct record *record, FILE *out)
{
    const struct plan *plan = record->plan;
    struct text text = plan->text;
    while (text.size && strchr(" \t\r\n", text.data[text.size - 1]))
        text.size--;
    fputs("{\n  \"versions\": {\"dengine\": \"" DENGINE_VERSION "\", \"record\": 1},\n  \"plan_file\": ", out);
    const char *slash = strrchr(plan->path, '/');
    write_string(out, slash ? slash + 1 : plan->path);
    fputs(",\n  \"date\": ", out);
    write_string(out, plan->date);
    fputs(",\n  \"seed\": ", out);
    write_string(out, plan->seed);
    fputs(",\n  \"output\": ", out);
    write_string(out, plan->output);
    fprintf(out, ",\n  \"budget\": %zu,\n  \"rows\": %zu,\n  \"certain\": %zu,\n  \"population\": %.0f,\n",
            plan->budget, record->mix->picks_count, record->mix->certain, record->mix->population);
    fputs("  \"inputs\": ", out);
    write_files(out, record->inputs, "    ");
    fprintf(out, ",\n  \"excluded\": {\"ids\": %zu, \"files\": ", record->excluded_ids);
    write_files(out, record->excluded, "    ");
    fputs("},\n  \"methods\": [\n", out);
    for (size_t i = 0; i < plan->count; i++) {
        write_method(out, record, i);
        fputs(i + 1 < plan->count ? ",\n" : "],\n", out);
    }
    fputs("  \"plan\": ", out);
    fwrite(text.data, 1, text.size, out);
    fputs("\n}\n", out);
}
