#include "input/roles.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/moment.h"
#include "read/number.h"

const char *const role_names[ROLES] = {
    [ROLE_METADATA] = "metadata", [ROLE_ID] = "id",
    [ROLE_LABEL] = "label",       [ROLE_CONFIDENCE] = "confidence",
    [ROLE_POSITIVE] = "positive", [ROLE_PROBABILITY] = "probability",
    [ROLE_LOGIT] = "logit",       [ROLE_EMBEDDING] = "embedding",
    [ROLE_TIME] = "time",         [ROLE_STREAM] = "stream",
    [ROLE_POSITION] = "position",
};

/* ---- roles by name ---- */

/* The likeliest column of those that are nothing yet and whose values agree, so many different ones at least;
 * header.count: none. */
static size_t usual_among(const struct roles *roles, enum usual_role role, size_t distinct)
{
    const struct words *header = &roles->table->header;
    struct words free = {0};
    for (size_t i = 0; i < header->count; i++) {
        bool taken = roles->of[i] != ROLE_METADATA || roles_twice(roles, i) || !roles_agree(roles, role, i) ||
                     roles->looks[i].distinct < distinct;
        words_add(&free, roles->table->arena, taken ? text_of("\n") : header->items[i]);
    }
    return usual_column(role, &free);
}

static void settle(struct roles *roles, size_t *column, size_t found, enum role role)
{
    *column = found;
    if (roles_has(roles, found))
        roles->of[found] = role;
}

/* An id that is the same in all of several rows names something else, such as a fold. */
static bool is_fold(const struct roles *roles, size_t column)
{
    const size_t several = 8;
    return roles->rows >= several && roles->looks[column].distinct == 1;
}

/* Whether its cells may name samples: none is missing, none stands twice, none is a list or the edge of a box. */
static bool may_name(const struct roles *roles, size_t column)
{
    const struct column_look *look = &roles->looks[column];
    return look->distinct == roles->rows && look->filled == roles->rows && look->whole == look->numbers &&
           !look->lists && !usual_is_edge(roles->table->header.items[column]);
}

/* `id` if there is one; else a usual name, rather of a column without repeats; else the first without that is
 * not called a label and holds no times. */
static size_t find_id(const struct roles *roles)
{
    const struct words *header = &roles->table->header;
    static const char *const frames[] = {"frame", "frame_number", "frame_no", "frame_num", "frame_id", NULL};
    bool boxes = roles_hold_boxes(roles);
    size_t column = words_find(header, text_of("id"));
    if (column < header->count && !roles_twice(roles, column) && !is_fold(roles, column))
        return column;
    const size_t least[] = {boxes ? SIZE_MAX : roles->rows, 2,
                            0}; /* rather without repeats, than with the same in all */
    column = header->count;
    for (size_t i = 0; i < sizeof least / sizeof *least && column == header->count; i++)
        column = usual_among(roles, USUAL_ID, least[i]);
    if (column == header->count && boxes)
        column = roles_named(roles, frames);
    size_t label = usual_column(USUAL_LABEL, header);
    for (size_t i = 0; i < header->count && column == header->count; i++)
        if (roles->rows > 1 && i != label && !roles_twice(roles, i) && may_name(roles, i) &&
            !roles_hold_times(roles, i))
            column = i;
    return column;
}

/* The only column that is called the probability of a class: of one of two, then. */
static size_t find_lone_share(const struct roles *roles)
{
    const struct words *header = &roles->table->header;
    size_t found = header->count, count = 0;
    for (size_t i = 0; i < header->count; i++)
        if (text_starts(header->items[i], text_of("prob_"))) {
            found = i;
            count++;
        }
    return count == 1 && roles->of[found] == ROLE_METADATA && !roles_twice(roles, found) && roles->rows &&
                   roles_agree(roles, USUAL_CONFIDENCE, found)
               ? found
               : header->count;
}

/* The column that commands take when none is named, whatever it holds but nothing; else the likeliest. */
static size_t find_default(const struct roles *roles, enum usual_role role, const char *name)
{
    size_t column = words_find(&roles->table->header, text_of(name));
    bool free = roles_has(roles, column) && roles->of[column] == ROLE_METADATA && !roles_twice(roles, column);
    size_t other = free && roles->looks[column].filled ? column : usual_among(roles, role, 0);
    return free && !roles_has(roles, other) ? column : other;
}

static size_t find_label(const struct roles *roles)
{
    size_t column = find_default(roles, USUAL_LABEL, "label");
    bool shares = roles_has(roles, column) && roles->looks[column].numbers == roles->looks[column].filled &&
                  roles->looks[column].whole < roles->looks[column].numbers;
    return shares ? roles->table->header.count : roles_said(roles, column);
}

static void find_streams(struct roles *roles)
{
    static const char *const streams[] = {"stream",    "camera",  "camera_id",  "robot",     "robot_id", "session",
                                          "sequence",  "video",   "video_id",   "recording", "device",   "sensor",
                                          "sensor_id", "station", "station_id", NULL};
    static const char *const positions[] = {"x", "y", "z", "lat", "lon", "lng", "latitude", "longitude", NULL};
    size_t column;
    settle(roles, &roles->stream, roles_named(roles, streams), ROLE_STREAM);
    while (roles_has(roles, column = roles_named(roles, positions)))
        roles->of[column] = ROLE_POSITION;
}

/* Whether a name has letters and digits at the same places as a cell: s_0001 and s_0002, a0 and a12. */
static bool is_like(struct text name, struct text cell)
{
    size_t i = 0, k = 0, letters = 0, digits = 0;
    while (i < name.size && k < cell.size) {
        if (isdigit((unsigned char)name.data[i]) && isdigit((unsigned char)cell.data[k])) {
            while (i < name.size && isdigit((unsigned char)name.data[i]))
                i++;
            while (k < cell.size && isdigit((unsigned char)cell.data[k]))
                k++;
            digits++;
        } else if (name.data[i] == cell.data[k]) {
            letters += isalpha((unsigned char)name.data[i]) != 0;
            i++;
            k++;
        } else {
            return false;
        }
    }
    return i == name.size && k == cell.size && letters && digits;
}

/* The name of a column that goes on in all its cells, which differ, is one of them. */
static bool goes_on(const struct roles *roles, size_t column)
{
    size_t row = 0;
    while (row < roles->rows && is_like(roles->table->header.items[column], roles->cells[column][row]))
        row++;
    return roles->rows > 1 && row == roles->rows && roles->looks[column].distinct == roles->rows;
}

/* A name that is a number with a fraction, or a number twice, or like all its cells, is no name but the first row. */
static bool is_headless(const struct roles *roles)
{
    const struct table *table = roles->table;
    for (size_t i = 0; i < table->header.count; i++) {
        double value;
        if (number_parse(table->header.items[i], &value) == NUMBER_OK &&
            (value != floor(value) || roles_twice(roles, i)))
            return true;
        if (goes_on(roles, i))
            return true;
    }
    return false;
}

/* ---- what labels and confidences mean ---- */

static double cell_value(const struct roles *roles, size_t column, size_t row)
{
    double value;
    return number_parse(roles->cells[column][row], &value) == NUMBER_OK ? value : NAN;
}

/* Each row is one class of a sample: ids repeat with other labels, and their confidences sum to 1; or all equally
 * often, and they sum to less: the likeliest classes; or each with all labels, and they sum to more: labels *apart. */
static bool is_by_class(const struct roles *roles, bool *apart)
{
    const size_t some = 10; /* groups */
    const bool whole_table = roles->rows < roles_most(roles->table);
    const size_t labels = roles->looks[roles->label].distinct;
    size_t groups = 0, whole = 0, even = 0, complete = 0, size = 0, length = 0;
    double sum = 0;
    bool alike = false;
    for (size_t row = 0; row <= roles->rows; row++) {
        bool ended = row == roles->rows;
        bool same = row && !ended && text_equal(roles->cells[roles->id][row], roles->cells[roles->id][row - 1]);
        if (!same && length && (!ended || whole_table || groups == 0)) { /* the last may be cut */
            groups++;
            whole += length > 1 && fabs(sum - 1) < 0.05;
            size = size ? size : length;
            even += length > 1 && length == size && sum < 1.01 && !alike;
            complete += length > 1 && length == labels && !alike;
        }
        sum = (same ? sum : 0) + (ended ? 0 : cell_value(roles, roles->confidence, row));
        length = same ? length + 1 : 1;
        alike = same && (alike || text_equal(roles->cells[roles->label][row], roles->cells[roles->label][row - 1]));
    }
    bool shares = 2 * whole > groups || (groups >= some && even == groups);
    *apart = !shares && groups >= some && complete == groups;
    return shares || *apart;
}

/* Of two labels, one with all confidences below 1/2, the other with none: they are the probability of the other.
 * Fewer than two such rows may be those of a model with more classes. */
static bool find_other(const struct roles *roles, struct text *yes, struct text *no)
{
    struct names labels = {.arena = roles->table->arena};
    size_t low[2] = {0, 0}, all[2] = {0, 0};
    for (size_t row = 0; row < roles->rows; row++) {
        uint32_t label = names_add(&labels, roles->cells[roles->label][row]);
        if (label > 1)
            return false;
        all[label]++;
        low[label] += cell_value(roles, roles->confidence, row) < 0.5;
    }
    if (labels.count != 2 || low[0] + low[1] < 2 || (low[0] && low[0] < all[0]) || (low[1] && low[1] < all[1]) ||
        (low[0] && low[1]))
        return false;
    *yes = labels.items[low[0] > 0];
    *no = labels.items[low[0] == 0];
    return true;
}

/* Columns of text that have no other role: one of them may be the label under a name of its own. *last: some. */
static size_t count_texts(const struct roles *roles, size_t *last)
{
    size_t count = 0;
    for (size_t i = 0; i < roles->table->header.count; i++)
        if (roles->of[i] == ROLE_METADATA && roles->looks[i].filled && roles->looks[i].numbers == 0 &&
            !roles->looks[i].lists && !roles_hold_times(roles, i)) {
            *last = i;
            count++;
        }
    return count;
}

static void settle_positive(struct roles *roles, struct text yes, struct text no)
{
    struct buffer positive = {.arena = roles->table->arena};
    buffer_add(&positive, roles->table->header.items[roles->confidence]);
    if (yes.data) {
        buffer_byte(&positive, '=');
        buffer_add(&positive, yes);
        buffer_byte(&positive, ',');
        buffer_add(&positive, no);
    }
    roles->positive = buffer_text(&positive);
    roles->of[roles->confidence] = ROLE_POSITIVE;
    roles->confidence = roles->table->header.count;
}

/* Whether a column holds shares, not all whole. */
static bool holds_shares(const struct roles *roles, size_t column)
{
    const struct column_look *look = &roles->looks[column];
    return look->numbers && look->numbers == look->filled && look->whole < look->numbers && look->low >= 0 &&
           look->high <= 1;
}

/* A label, or what is called a prediction, with shares in its cells: the probability of one of two classes. */
static void find_positive(struct roles *roles)
{
    const struct words *header = &roles->table->header;
    for (size_t i = 0; i < header->count && !roles_has(roles, roles->confidence); i++)
        if (roles->of[i] == ROLE_METADATA && !roles_twice(roles, i) && holds_shares(roles, i) &&
            (usual_is_prediction(header->items[i]) || text_equal(header->items[i], text_of("label"))))
            roles->confidence = i;
    if (!roles_has(roles, roles->confidence))
        return;
    settle_positive(roles, (struct text){0}, (struct text){0});
    roles->guessed = GUESSED_POSITIVE;
}

/* Whether other columns could be the confidence as well: each may be that of a label of its own. */
static bool has_rivals(const struct roles *roles)
{
    const struct words *header = &roles->table->header;
    if (text_equal(header->items[roles->confidence], text_of("confidence")))
        return false;
    for (size_t i = 0; i < header->count; i++)
        if (i != roles->confidence && roles->of[i] == ROLE_METADATA && roles_agree(roles, USUAL_CONFIDENCE, i) &&
            roles->rows && usual_is(USUAL_CONFIDENCE, header->items[i]))
            return true;
    return false;
}

/* Of several confidences that whose name begins as the label's does, vehicle_conf of vehicle. */
static void find_own_confidence(struct roles *roles)
{
    const struct words *header = &roles->table->header;
    const struct text label = header->items[roles->label];
    if (text_starts(header->items[roles->confidence], label) ||
        text_equal(header->items[roles->confidence], text_of("confidence")))
        return;
    for (size_t i = 0; i < header->count; i++)
        if (roles->of[i] == ROLE_METADATA && !roles_twice(roles, i) && text_starts(header->items[i], label) &&
            usual_is(USUAL_CONFIDENCE, header->items[i]) && roles_agree(roles, USUAL_CONFIDENCE, i)) {
            roles->of[roles->confidence] = ROLE_METADATA;
            settle(roles, &roles->confidence, i, ROLE_CONFIDENCE);
            return;
        }
}

/* What a confidence means beside its label, or without one. */
static void judge_confidence(struct roles *roles)
{
    struct text yes = {0}, no = {0};
    if (!roles_has(roles, roles->confidence))
        return;
    size_t other = 0, texts = roles_has(roles, roles->label) ? 0 : count_texts(roles, &other);
    if (texts == 1)
        settle(roles, &roles->label, other, ROLE_LABEL);
    if (!roles_has(roles, roles->label)) {
        if (has_rivals(roles)) {
            roles->of[roles->confidence] = ROLE_METADATA;
            roles->confidence = roles->table->header.count;
        } else if (texts == 0 && !roles_hold_boxes(roles) &&
                   !usual_is_summary(roles->table->header.items[roles->confidence]))
            settle_positive(roles, yes, no); /* of boxes and of parts it says how sure, whatever they are */
    } else if (roles_has(roles, roles->id) && is_by_class(roles, &roles->apart)) {
        roles->by_class = true;
    } else if (find_other(roles, &yes, &no)) {
        settle_positive(roles, yes, no);
    }
}

/* ---- time ---- */

static int by_number(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The median step of the first row's stream. */
static double usual_step(const struct roles *roles)
{
    double times[CSV_ROWS] = {0}, steps[CSV_ROWS] = {0};
    size_t count = 0, steps_count = 0;
    struct moment moment;
    for (size_t row = 0; roles_has(roles, roles->time) && row < roles->rows; row++)
        if ((!roles_has(roles, roles->stream) ||
             text_equal(roles->cells[roles->stream][row], roles->cells[roles->stream][0])) &&
            moment_parse(roles->cells[roles->time][row], &moment))
            times[count++] = (double)moment.milliseconds;
    qsort(times, count, sizeof *times, by_number);
    for (size_t i = 1; i < count; i++)
        if (times[i] > times[i - 1])
            steps[steps_count++] = times[i] - times[i - 1];
    qsort(steps, steps_count, sizeof *steps, by_number);
    return steps_count ? steps[(steps_count - 1) / 2] : 0;
}

/* ---- all of it ---- */

bool roles_read(struct roles *roles, const struct table *table, struct error *error)
{
    size_t columns = table->header.count;
    *roles = (struct roles){.table = table, .tolerance = 0.001};
    roles->of = arena_array(table->arena, columns, sizeof *roles->of);
    if (!roles_look(roles, error))
        return false;
    roles->id = roles->label = roles->confidence = roles->time = roles->stream = roles->member = columns;
    roles->headless = !table->headless && is_headless(roles);
    if (roles->headless)
        return true;
    settle(roles, &roles->id, find_id(roles), ROLE_ID);
    settle(roles, &roles->time, usual_among(roles, USUAL_TIME, 0), ROLE_TIME);
    families_find(roles);
    if (!roles->apart && !roles_has(roles, roles->label)) /* its probabilities alone tell */
        settle(roles, &roles->label, find_label(roles), ROLE_LABEL);
    bool told = roles->family_role == ROLE_PROBABILITY || roles->family_role == ROLE_LOGIT;
    if (told)
        families_name(roles);
    if (roles_has(roles, roles->label) && roles->family_role == ROLE_PROBABILITY)
        families_judge_label(roles);
    if (!families_have_label(roles))
        roles->hundreds = (struct text){0};
    if (!roles_has(roles, roles->confidence) && !roles->hundreds.size)
        settle(roles, &roles->confidence, find_default(roles, USUAL_CONFIDENCE, "confidence"), ROLE_CONFIDENCE);
    if (!roles_has(roles, roles->confidence) && !roles->hundreds.size && !told)
        settle(roles, &roles->confidence, find_lone_share(roles), ROLE_CONFIDENCE);
    if (told && !families_give_way(roles))
        roles->confidence = columns; /* the probabilities say it better */
    bool apart = roles->family_role == ROLE_METADATA && !roles->hundreds.size;
    if (apart && !roles_has(roles, roles->label) && !roles_has(roles, roles->confidence))
        find_positive(roles);
    if (apart && !roles->positive.size)
        roles_guess(roles);
    if (roles_has(roles, roles->label) && roles_has(roles, roles->confidence) && roles->rows)
        find_own_confidence(roles);
    judge_confidence(roles);
    find_streams(roles);
    roles_find_ids(roles);
    roles->step = usual_step(roles);
    return true;
}

static struct text name_of(const struct roles *roles, size_t column)
{
    return roles_has(roles, column) ? roles->table->header.items[column] : (struct text){0};
}

struct prediction_columns roles_prediction(const struct roles *roles)
{
    struct prediction_columns columns = {.label = name_of(roles, roles->label),
                                         .confidence = name_of(roles, roles->confidence),
                                         .positive = roles->positive,
                                         .temperature = 1,
                                         .tolerance = roles->tolerance,
                                         .apart = roles->apart};
    if (roles->family_role == ROLE_PROBABILITY)
        words_add(&columns.probs, roles->table->arena, roles->family);
    if (roles->family_role == ROLE_LOGIT)
        words_add(&columns.logits, roles->table->arena, roles->family);
    return columns;
}
