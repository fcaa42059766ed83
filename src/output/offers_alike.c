#include "output/offers_alike.h"

#include <ctype.h>
#include <string.h>

#include "base/shell.h"
#include "output/hints_pipe.h"

/* ---- what ids may differ in ---- */

static struct text without_folders(struct arena *arena, struct text id)
{
    (void)arena;
    for (size_t i = id.size; i > 0; i--)
        if (id.data[i - 1] == '/' || id.data[i - 1] == '\\')
            return (struct text){id.data + i, id.size - i};
    return id;
}

static struct text without_ending(struct arena *arena, struct text id)
{
    struct text name = without_folders(arena, id);
    for (size_t i = name.size; i > 1; i--)
        if (name.data[i - 1] == '.')
            return (struct text){name.data, i - 1};
    return name;
}

static struct text in_lower_case(struct arena *arena, struct text id)
{
    struct text lower = text_copy(arena, id);
    char *data = arena_alloc(arena, id.size + 1);
    for (size_t i = 0; i < id.size; i++)
        data[i] = (char)tolower((unsigned char)lower.data[i]);
    return (struct text){data, id.size};
}

static struct text without_zeros(struct arena *arena, struct text id)
{
    (void)arena;
    while (id.size > 1 && id.data[0] == '0')
        id = (struct text){id.data + 1, id.size - 1};
    return id;
}

static struct text without_fraction(struct arena *arena, struct text id)
{
    (void)arena;
    return text_ends(id, text_of(".0")) ? (struct text){id.data, id.size - 2} : id;
}

/* Each as a function and as mlr says it of the column X. */
static const struct {
    const char *what, *before, *behind;
    struct text (*make)(struct arena *arena, struct text id);
} likes[] = {
    {"without folders", "sub(string(", "), \"^.*[/\\\\]\", \"\")", without_folders},
    {"without .0 at the end", "sub(string(", "), \"[.]0$\", \"\")", without_fraction},
    {"without folders and endings", "sub(sub(string(", "), \"^.*[/\\\\]\", \"\"), \"[.][^.]*$\", \"\")",
     without_ending},
    {"in lower case", "tolower(string(", "))", in_lower_case},
    {"without zeros in front", "sub(string(", "), \"^0+(.)\", \"\\1\")", without_zeros},
};

/* ---- two tables ---- */

static struct text id_of(const struct profile *profile, size_t row)
{
    return profile->roles.cells[profile->roles.id][row];
}

static bool changes(const struct profile *profile, size_t like)
{
    for (size_t row = 0; row < profile->roles.rows; row++)
        if (!text_equal(likes[like].make(profile->arena, id_of(profile, row)), id_of(profile, row)))
            return true;
    return false;
}

/* Whether half of the first ids of the shorter look are those of the other when one is made like it. Where both change
 * they may be different samples, such as a/1.jpg and b/1.jpg. */
static bool are_alike(const struct profile *first, const struct profile *other, size_t like)
{
    struct arena *arena = first->arena;
    struct names names = {.arena = arena};
    size_t both = 0, rows = other->roles.rows < first->roles.rows ? other->roles.rows : first->roles.rows;
    for (size_t row = 0; row < first->roles.rows; row++)
        names_add(&names, likes[like].make(arena, id_of(first, row)));
    for (size_t row = 0; row < other->roles.rows; row++)
        both += names_find(&names, likes[like].make(arena, id_of(other, row))) < names.count;
    return rows > 0 && 2 * both >= rows && changes(first, like) != changes(other, like);
}

static bool has_one_column(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    return roles_has(roles, roles->id) && !roles->ids.size && !roles->headless && strcmp(profile->path, "-") != 0 &&
           !memchr(profile->table.header.items[roles->id].data, '}', profile->table.header.items[roles->id].size);
}

const char *offers_alike(const struct profile *first, const struct profile *other)
{
    struct buffer out = {.arena = first->arena}, change = {.arena = first->arena};
    size_t like = 0, count = sizeof likes / sizeof *likes;
    if (!has_one_column(first) || !has_one_column(other))
        return NULL;
    while (like < count && !are_alike(first, other, like))
        like++;
    if (like == count)
        return NULL;
    bool change_first = changes(first, like);
    const struct profile *changed = change_first ? first : other, *kept = change_first ? other : first;
    struct text name = changed->table.header.items[changed->roles.id];
    buffer_format(&change, "${%.*s} = %s${%.*s}%s", (int)name.size, name.data, likes[like].before, (int)name.size,
                  name.data, likes[like].behind);
    buffer_format(&out, "their ids are the same %s: %s put", likes[like].what, hints_miller(changed));
    shell_word(&out, buffer_text(&change));
    shell_word(&out, text_of(changed->path));
    buffer_add(&out, text_of(" | dengine inspect"));
    shell_word(&out, text_of(change_first ? "-" : kept->path));
    shell_word(&out, text_of(change_first ? kept->path : "-"));
    return buffer_string(&out);
}
