#include "output/hints.h"

#include <ctype.h>
#include <string.h>

#include "base/shell.h"
#include "read/number.h"

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

/* Of a table without a header: what its columns may be called. */
struct naming {
    const struct roles *roles;
    size_t columns;
    size_t id, label, share; /* columns; `columns`: none. Of several shares that behind the label, else the last */
    size_t shares;
    bool whole; /* they sum to 1 */
};

static double share_of(const struct roles *roles, size_t column, size_t row)
{
    double value = 0;
    number_parse(roles->cells[column][row], &value);
    return value;
}

/* Whether the shares of each row sum to 1. */
static bool sum_to_one(const struct naming *naming)
{
    const struct roles *roles = naming->roles;
    const double rounding = 0.02;
    for (size_t row = 0; row < roles->rows; row++) {
        double sum = 0;
        for (size_t i = 0; i < naming->columns; i++)
            sum += is_share(&roles->looks[i]) ? share_of(roles, i, row) : 0;
        if (sum < 1 - rounding || sum > 1 + rounding)
            return false;
    }
    return roles->rows > 0;
}

/* Whether the numbers of a column never fall, such as those of frames. */
static bool never_falls(const struct roles *roles, size_t column)
{
    size_t row = 1;
    while (row < roles->rows && share_of(roles, column, row) >= share_of(roles, column, row - 1))
        row++;
    return row >= roles->rows;
}

/* The only column of text that is not the ids: in few rows labels may all differ. */
static size_t only_text(const struct naming *naming)
{
    size_t found = naming->columns;
    for (size_t i = 0; i < naming->columns; i++) {
        const struct column_look *look = &naming->roles->looks[i];
        if (i == naming->id || look->filled == 0 || look->numbers)
            continue;
        if (found < naming->columns)
            return naming->columns;
        found = i;
    }
    return found;
}

/* The first that is not the same in all rows; else the first. */
static bool is_better_label(const struct naming *naming, const struct column_look *look)
{
    return naming->label == naming->columns ||
           (naming->roles->looks[naming->label].distinct == 1 && look->distinct > 1);
}

static struct naming look_for_names(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    size_t columns = profile->table.layout.columns;
    struct naming naming = {.roles = roles, .columns = columns, .id = columns, .label = columns, .share = columns};
    for (size_t i = 0; i < columns; i++) {
        const struct column_look *look = &roles->looks[i];
        bool text = look->filled && look->numbers == 0, whole = look->filled && look->whole == look->filled;
        bool classes = text || (whole && look->low >= 0 && look->high > 1 && !never_falls(roles, i));
        if (naming.id == columns && (text || whole) && look->distinct == roles->rows)
            naming.id = i;
        else if (classes && look->distinct < roles->rows && is_better_label(&naming, look))
            naming.label = i;
        if (is_share(look)) {
            if (naming.share == columns || naming.share != naming.label + 1) /* of its label, else the last */
                naming.share = i;
            naming.shares++;
        }
    }
    if (naming.label == columns)
        naming.label = only_text(&naming);
    naming.whole = naming.shares > 1 && sum_to_one(&naming);
    return naming;
}

static bool all_shares(const struct column_look *looks, size_t first, size_t end)
{
    while (first < end && is_share(&looks[first]))
        first++;
    return first == end;
}

static bool is_whole(const struct column_look *look)
{
    return look->filled && look->whole == look->filled;
}

/* frame, track, box, whether it counts, class, how visible: the truth of the MOT challenge. */
static bool is_true_tracks(const struct profile *profile)
{
    enum { COLUMNS = 9, COUNTS = 6, CLASS, VISIBLE };
    const struct column_look *looks = profile->roles.looks;
    return profile->table.layout.columns == COLUMNS && is_whole(&looks[0]) && is_whole(&looks[1]) &&
           is_whole(&looks[COUNTS]) && looks[COUNTS].low >= 0 && looks[COUNTS].high <= 1 && is_whole(&looks[CLASS]) &&
           looks[VISIBLE].low >= 0 && looks[VISIBLE].high <= 1;
}

/* A class and a box in shares of the image: what people drew for YOLO. */
static bool is_drawn(const struct profile *profile)
{
    enum { COLUMNS = 5 };
    const struct column_look *looks = profile->roles.looks;
    return profile->table.layout.columns == COLUMNS && is_whole(&looks[0]) && looks[0].low >= 0 &&
           all_shares(looks, 1, COLUMNS);
}

/* frame, track, box, confidence and three times -1: what trackers write for the MOT challenge. */
static bool is_tracks(const struct profile *profile)
{
    enum { COLUMNS = 10, CONFIDENCE = 6 };
    const struct column_look *looks = profile->roles.looks;
    bool is = profile->table.layout.columns == COLUMNS && looks[0].whole == looks[0].filled;
    for (size_t i = CONFIDENCE + 1; is && i < COLUMNS; i++)
        is = looks[i].low == -1 && looks[i].high == -1;
    return is;
}

static bool is_text(const struct column_look *look)
{
    return look->filled && look->numbers == 0;
}

static bool is_number(const struct column_look *look)
{
    return look->filled && look->numbers == look->filled && look->low >= 0;
}

/* file, channel, start, duration, word, confidence: what recognizers of speech write (CTM, of NIST). */
static bool is_words(const struct profile *profile)
{
    enum { COLUMNS = 6, START = 2, DURATION, WORD, SHARE };
    const struct column_look *looks = profile->roles.looks;
    return profile->table.layout.columns == COLUMNS && profile->delimiter == ' ' && is_text(&looks[0]) &&
           is_number(&looks[START]) && is_number(&looks[DURATION]) && is_text(&looks[WORD]) && is_share(&looks[SHARE]);
}

/* SPEAKER, file, channel, start, duration, twice nothing, who, confidence, nothing: who speaks when (RTTM, of NIST). */
static bool is_turns(const struct profile *profile)
{
    enum { COLUMNS = 10, START = 3, DURATION };
    const struct column_look *looks = profile->roles.looks;
    return profile->table.layout.columns == COLUMNS && profile->roles.rows &&
           text_equal(profile->roles.cells[0][0], text_of("SPEAKER")) && is_number(&looks[START]) &&
           is_number(&looks[DURATION]);
}

/* query, Q0, document, rank, score, run: what searches write for TREC. */
static bool is_ranking(const struct profile *profile)
{
    enum { COLUMNS = 6, NOTHING = 1, RANK = 3, SCORE };
    const struct roles *roles = &profile->roles;
    return profile->table.layout.columns == COLUMNS && roles->rows &&
           text_equal(roles->cells[NOTHING][0], text_of("Q0")) && is_whole(&roles->looks[RANK]) &&
           roles->looks[SCORE].numbers == roles->looks[SCORE].filled;
}

static void add_names(struct buffer *names, const struct naming *naming)
{
    for (size_t i = 0, k = 0; i < naming->columns; i++) {
        buffer_add(names, text_of(i ? "," : ""));
        if (naming->whole && is_share(&naming->roles->looks[i]))
            buffer_format(names, "prob_%zu", ++k);
        else
            buffer_add(names, text_of(i == naming->id                   ? "id"
                                      : i == naming->label              ? "label"
                                      : i != naming->share              ? ""
                                      : naming->label < naming->columns ? "confidence"
                                                                        : "probability"));
    }
}

static const char *name_columns(const struct profile *profile)
{
    struct naming naming = look_for_names(profile);
    struct buffer why = {.arena = profile->arena}, names = {.arena = profile->arena};
    if (is_tracks(profile))
        buffer_add(&names, text_of("frame,track,left,top,width,height,confidence,,,"));
    else if (is_true_tracks(profile))
        buffer_add(&names, text_of("frame,track,,,,,,label,"));
    else if (is_drawn(profile))
        buffer_add(&names, text_of("label,x,y,width,height"));
    else if (is_words(profile))
        buffer_add(&names, text_of("file,,start,,label,confidence"));
    else if (is_turns(profile))
        buffer_add(&names, text_of(",file,,start,,,,label,confidence,"));
    else if (is_ranking(profile))
        buffer_add(&names, text_of("query,,document,,score,"));
    else if (naming.id < naming.columns || naming.label < naming.columns || naming.shares)
        add_names(&names, &naming);
    buffer_add(&why, text_of("the first line looks like data: is the header missing? "));
    if (names.size == 0) {
        buffer_add(&why, text_of("--header A,,C names the columns"));
        return buffer_string(&why);
    }
    buffer_add(&why, text_of("Perhaps: dengine inspect"));
    shell_word(&why, text_of(profile->path));
    buffer_add(&why, text_of(" --header"));
    shell_word(&why, buffer_text(&names));
    if (profile->delimiter == ' ')
        buffer_add(&why, text_of(" --delimiter ' '"));
    return buffer_string(&why);
}

const char *hint_nothing(const struct profile *profile)
{
    if (profile->roles.headless)
        return name_columns(profile);
    const char *header = hint_header(profile);
    if (header)
        return header;
    if (profile->counts.read == 0)
        return "there are no rows";
    return profile->told == 0 ? "no row is good" : NULL;
}

/* ---- a table without a prediction ---- */

/* The names of columns of numbers that have no role and are no whole numbers; how many there are, how many of them hold
 * numbers below 0 and above 1. */
static struct text list_numbers(const struct profile *profile, size_t *count, size_t *below, size_t *above)
{
    enum { SHOWN = 12 };
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
    if (count == 1 && !below && !above) {
        buffer_format(&why, "(is %.*s the probability of one of two classes? --positive", (int)list.size, list.data);
        shell_word(&why, list);
        buffer_byte(&why, ')');
    } else if (count > 1 && count <= 12 && !below && !above) {
        buffer_format(&why, "(are %.*s the probabilities of labels apart? --probs", (int)list.size, list.data);
        shell_word(&why, list);
        buffer_add(&why, text_of(" --multilabel)"));
    } else if (count > 1 && count <= 6 && below == count) {
        buffer_format(&why, "(are %.*s logits? --logits", (int)list.size, list.data);
        shell_word(&why, list);
        if (isdigit((unsigned char)list.data[list.size - 1])) { /* classes have names, rather */
            buffer_add(&why, text_of("; or a vector? --diverse FILE --embedding"));
            shell_word(&why, list);
        }
        buffer_byte(&why, ')');
    } else {
        buffer_add(&why, text_of("(--label and --confidence, --probs, --logits or --positive name it)"));
    }
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
    if (2 * profile->predicted < profile->counts.read)
        return "most rows hold no prediction that can be read";
    return profile->refused ? profile->refused : hints_has_label(profile) ? NULL : "the labels are none of the classes";
}

const char *hint_guess(const struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    const struct words *header = &profile->table.header;
    struct buffer why = {.arena = profile->arena};
    if (roles->guessed == GUESSED_POSITIVE) {
        buffer_format(&why,
                      "%.*s is taken for the probability of one of two classes: --positive %.*s=YES,NO names them",
                      (int)roles->positive.size, roles->positive.data, (int)roles->positive.size, roles->positive.data);
        return buffer_string(&why);
    }
    if (roles->guessed == GUESSED_NOTHING || !roles_has(roles, roles->label) || !roles_has(roles, roles->confidence))
        return NULL;
    bool label = roles->guessed != GUESSED_CONFIDENCE, confidence = roles->guessed != GUESSED_LABEL;
    if (label)
        buffer_format(&why, "%.*s is taken for the label", (int)header->items[roles->label].size,
                      header->items[roles->label].data);
    if (confidence)
        buffer_format(&why, "%s%.*s%s for the confidence", label ? ", " : "",
                      (int)header->items[roles->confidence].size, header->items[roles->confidence].data,
                      label ? "" : " is taken");
    buffer_add(&why, text_of(" by the values alone: no name says so"));
    return buffer_string(&why);
}
