/*
 * part_options.c - what a partial says of the options it was made with.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash_file.h"
#include "input/file_columns.h"
#include "join/exclude.h"
#include "run/part.h"

/* ---- files ---- */

/* Adds the digest of a file, and of the columns that are named behind it. */
static bool add_file(uint64_t *sum, struct arena *arena, const struct option_row *row, const char *argument,
                     struct error *error)
{
    struct file_columns file = file_columns(arena, argument);
    struct fingerprint hash;
    struct stat status;
    int fd = open(file.path, O_RDONLY | O_CLOEXEC);
    bool regular = fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    bool read = regular && hash_descriptor(fd, &hash);
    int reason = errno;
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !regular)
        return error_set(error, STATUS_USAGE, "--%s %s: a partial tells which file it was: no pipe", row->name,
                         argument);
    if (!read)
        return error_set(error, error_status(reason, STATUS_INPUT), "%s: cannot read: %s", file.path, strerror(reason));
    *sum += hash.low;
    for (size_t i = 0; i < file.columns.count; i++)
        *sum += hash_text(1 + i, file.columns.items[i]);
    return true;
}

/* The sum over all files that the option names, in any order. */
static bool add_files(struct buffer *out, struct arena *arena, const struct option_row *row, const struct words *given,
                      struct error *error)
{
    uint64_t sum = 0;
    struct words files = {0};
    for (size_t i = 0; i < given->count; i++) {
        const char *argument = text_copy(arena, given->items[i]).data;
        if (row->kind != OPTION_LIST)
            words_add(&files, arena, text_of(argument));
        else if (!exclude_files(&files, arena, argument, error))
            return error_prefix(error, row->name);
    }
    for (size_t i = 0; i < files.count; i++)
        if (!add_file(&sum, arena, row, text_copy(arena, files.items[i]).data, error))
            return false;
    buffer_format(out, "=xxh3:%016" PRIx64, sum);
    return true;
}

/* ---- values ---- */

static void add_whole(struct buffer *out, const struct option_row *row, size_t number)
{
    if (row->kind == OPTION_TOP && number == SIZE_MAX)
        buffer_add(out, text_of("=all"));
    else
        buffer_format(out, "=%zu", number);
}

/* Appends "=value", or for a flag nothing; false when the option is not in use. */
static bool add_value(struct buffer *out, const struct option_row *row, const void *variable)
{
    switch (row->kind) {
    case OPTION_FLAG:
        return *(const bool *)variable;
    case OPTION_COUNT:
    case OPTION_TOP:
        add_whole(out, row, *(const size_t *)variable);
        return row->fallback || *(const size_t *)variable;
    case OPTION_NUMBER:
        buffer_byte(out, '=');
        buffer_number(out, *(const double *)variable);
        return row->fallback || *(const double *)variable > 0;
    case OPTION_CHOICE:
    case OPTION_FORMAT:
    case OPTION_METRIC:
        buffer_format(out, "=%s", option_choice(row, (size_t) * (const int *)variable));
        return true;
    case OPTION_BYTE:
        if (*(const char *)variable == '\t')
            buffer_add(out, text_of("=tab"));
        else
            buffer_format(out, "=%c", *(const char *)variable);
        return *(const char *)variable != 0;
    case OPTION_TEXT:
    case OPTION_OUTPUT:
    case OPTION_LIST:
        break;
    }
    return false;
}

/* Whether an option names a file, and not, as --deployed may, a member. */
static bool is_file(const struct option_row *row, const struct options *given)
{
    bool member = row->offset == offsetof(struct options, deployed) && given->member;
    return row->argument && strcmp(row->argument, "FILE") == 0 && !member;
}

/* A file of the shard, and what is said behind its name of columns and times (--with). */
static void add_use(struct buffer *out, struct text argument)
{
    size_t at = argument.size, end = argument.size;
    while (at > 0 && argument.data[at - 1] != '/') {
        at--;
        if (argument.data[at] == ':' || argument.data[at] == '@')
            end = at;
    }
    buffer_add(out, text_of("=FILE"));
    buffer_add(out, (struct text){argument.data + end, argument.size - end});
}

/* Options of texts: one word for each, but one for all files of an option. */
static bool add_texts(struct words *options, struct arena *arena, const struct option_row *row,
                      const struct words *texts, bool files, struct error *error)
{
    bool once = files && texts->count && row->told != TOLD_USE;
    for (size_t i = 0; i < (once ? 1 : texts->count); i++) {
        struct buffer word = {.arena = arena};
        buffer_format(&word, "--%s", row->name);
        if (!files) {
            buffer_byte(&word, '=');
            buffer_add(&word, texts->items[i]);
        } else if (row->told == TOLD_USE) {
            add_use(&word, texts->items[i]);
        } else if (!add_files(&word, arena, row, texts, error)) {
            return false;
        }
        words_add(options, arena, buffer_text(&word));
    }
    return true;
}

bool part_options(struct words *options, const struct command *command, const struct options *given,
                  struct arena *arena, struct error *error)
{
    for (const struct option_row *row = option_rows; row->name; row++) {
        const void *variable = (const char *)given + row->offset;
        struct buffer word = {.arena = arena};
        struct words texts = {0};
        if (!option_belongs(row, command->groups) || row->told == TOLD_NOT)
            continue;
        if (row->kind == OPTION_LIST)
            texts = *(const struct words *)variable;
        else if (row->kind == OPTION_TEXT && *(const char *const *)variable)
            words_add(&texts, arena, text_of(*(const char *const *)variable));
        if (!add_texts(options, arena, row, &texts, is_file(row, given), error))
            return false;
        buffer_format(&word, "--%s", row->name);
        if (add_value(&word, row, variable))
            words_add(options, arena, buffer_text(&word));
    }
    return true;
}
