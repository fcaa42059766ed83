#include "output/hints.h"

#include <string.h>

#include "base/shell.h"

bool hints_has_label(const struct profile *profile)
{
    return profile->sampler.predictor.kind != PREDICTOR_NONE && profile->predicted > profile->strange &&
           !profile->refused;
}

/* ---- a table without a header ---- */

/* A probability, by its values. */
static bool is_share(const struct column_look *look)
{
    return look->filled && look->numbers == look->filled && look->whole < look->filled && look->low >= 0 &&
           look->high <= 1;
}

/* What to call a column, by its first rows; nothing: it can be skipped. `taken`: what is called already. */
static const char *name_by_values(const struct roles *roles, size_t column, bool taken[3])
{
    const struct column_look *look = &roles->looks[column];
    enum { ID, LABEL, CONFIDENCE };
    bool text = look->filled && look->numbers == 0, whole = look->filled && look->whole == look->filled;
    if (!taken[ID] && (text || whole) && look->distinct == roles->rows)
        return taken[ID] = true, "id";
    if (!taken[LABEL] && (text || (whole && look->high > 1)) && look->distinct < roles->rows)
        return taken[LABEL] = true, "label";
    if (!taken[CONFIDENCE] && is_share(look))
        return taken[CONFIDENCE] = true, "confidence";
    return "";
}

static const char *name_columns(const struct profile *profile)
{
    struct buffer why = {.arena = profile->arena};
    bool taken[3] = {false, false, false};
    buffer_add(&why, text_of("the first line looks like data: is the header missing? Perhaps --header "));
    size_t columns = profile->table.layout.columns, shares = 0;
    for (size_t i = 0; i < columns; i++)
        shares += is_share(&profile->roles.looks[i]);
    for (size_t i = 0, k = 0; i < columns; i++)
        if (shares > 1 && is_share(&profile->roles.looks[i]))
            buffer_format(&why, "%sprob_%zu", i ? "," : "", ++k);
        else
            buffer_format(&why, "%s%s", i ? "," : "", name_by_values(&profile->roles, i, taken));
    taken[2] |= shares > 1;
    if (!taken[0] && !taken[1] && !taken[2])
        return "the first line looks like data: is the header missing? --header A,,C names the columns";
    if (!taken[0])
        buffer_add(&why, text_of(" --id '#'"));
    return buffer_string(&why);
}

const char *hint_nothing(const struct profile *profile)
{
    if (profile->roles.headless)
        return name_columns(profile);
    if (profile->counts.read == 0)
        return "there are no rows";
    return profile->told == 0 ? "no row is good" : NULL;
}

/* ---- a table without a prediction ---- */

/* The names of columns of numbers that have no role and are no whole numbers; how many there are, how many of them hold
 * numbers below 0 and above 1. */
static struct text list_numbers(const struct profile *profile, size_t *count, size_t *below, size_t *above)
{
    enum { SHOWN = 6 };
    const struct roles *roles = &profile->roles;
    struct buffer list = {.arena = profile->arena};
    *count = *below = *above = 0;
    for (size_t i = 0; i < profile->table.layout.columns; i++) {
        const struct column_look *look = &roles->looks[i];
        if (roles->of[i] != ROLE_METADATA || !look->filled || look->numbers < look->filled ||
            look->whole == look->filled)
            continue;
        *below += look->low < 0;
        *above += look->high > 1;
        if ((*count)++ < SHOWN) {
            buffer_add(&list, text_of(*count > 1 ? "," : ""));
            buffer_add(&list, profile->table.header.items[i]);
        }
    }
    return buffer_text(&list);
}

static const char *name_options(const struct profile *profile)
{
    struct buffer why = {.arena = profile->arena};
    size_t count, below, above;
    struct text list = list_numbers(profile, &count, &below, &above);
    buffer_add(&why, text_of("nothing seems to be a prediction "));
    if (count == 1 && !below && !above)
        buffer_format(&why, "(is %.*s the probability of one of two classes? --positive %.*s)", (int)list.size,
                      list.data, (int)list.size, list.data);
    else if (count > 1 && count <= 6 && below == count)
        buffer_format(&why, "(are %.*s logits? --logits %.*s)", (int)list.size, list.data, (int)list.size, list.data);
    else
        buffer_add(&why, text_of("(--label and --confidence, --probs, --logits or --positive name it)"));
    return buffer_string(&why);
}

const char *hint_no_doubt(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    if (!profile_predicts(profile) && roles_has(roles, roles->confidence))
        return "a confidence without a label: --label names its column";
    if (!profile_predicts(profile))
        return roles_has(roles, roles->label)
                   ? "a label without a confidence: where the model doubts itself cannot be told"
                   : name_options(profile);
    if (profile->predicted == 0)
        return "no row holds a prediction that can be read";
    return profile->refused ? profile->refused : hints_has_label(profile) ? NULL : "the labels are none of the classes";
}

/* ---- cells ---- */

static bool has_blank_end(struct text text)
{
    return text.size && (text.data[0] == ' ' || text.data[text.size - 1] == ' ');
}

/* 0,47: a number but for its comma. */
static bool is_decimal_comma(struct text cell)
{
    size_t digits = strspn(cell.data, "0123456789-");
    return digits && digits + 1 < cell.size && cell.data[digits] == ',' &&
           strspn(cell.data + digits + 1, "0123456789") == cell.size - digits - 1;
}

static bool has_commas(const struct roles *roles, size_t column)
{
    size_t row = 0;
    while (row < roles->rows && is_decimal_comma(roles->cells[column][row]))
        row++;
    return roles->rows && row == roles->rows;
}

static const char *pipe_through(const struct profile *profile, const char *why, const char *sed)
{
    struct buffer line = {.arena = profile->arena};
    buffer_format(&line, "%s: sed '%s'", why, sed);
    shell_word(&line, text_of(profile->path));
    buffer_add(&line, text_of(" | dengine inspect -"));
    return buffer_string(&line);
}

const char *hint_cells(const struct profile *profile)
{
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        if (has_blank_end(profile->table.header.items[i]))
            return pipe_through(profile, "blanks stand around names, and belong to them", "s/ *, */,/g");
    for (size_t i = 0; i < profile->table.layout.columns; i++)
        if (has_commas(&profile->roles, i))
            return pipe_through(profile, "numbers with a decimal comma are text", "s/,/./g");
    return NULL;
}
