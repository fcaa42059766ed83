#include "input/file_columns.h"

#include <string.h>
#include <sys/stat.h>

struct file_columns file_columns(struct arena *arena, const char *argument)
{
    struct file_columns found = {.path = argument};
    const char *colon = strrchr(argument, ':');
    struct stat status;
    if (!colon || colon == argument || !colon[1] || strchr(colon, '/') || stat(argument, &status) == 0)
        return found;
    struct words parts = {0};
    found.path = text_copy(arena, (struct text){argument, (size_t)(colon - argument)}).data;
    words_split(&parts, arena, text_of(colon + 1), ',');
    for (size_t i = 0; i < parts.count; i++)
        words_add(&found.columns, arena, text_copy(arena, parts.items[i]));
    return found;
}

const char *file_column(const struct file_columns *columns, size_t i)
{
    return i < columns->columns.count ? columns->columns.items[i].data : NULL;
}
