#include "input/usual.h"

#include <ctype.h>
#include <string.h>

#include "base/glob.h"
#include "base/shell.h"

const char *const usual_options[USUAL_ROLES] = {[USUAL_ID] = "--id",
                                                [USUAL_LABEL] = "--label",
                                                [USUAL_CONFIDENCE] = "--confidence",
                                                [USUAL_TIME] = "--time",
                                                [USUAL_SCORE] = "--score"};

enum { NAMES = 56 };

/* Names and globs of lower case, the likeliest first. */
static const char *const names[USUAL_ROLES][NAMES] = {
    [USUAL_ID] = {"id",        "sample_id", "image_id",  "*_id",      "image", "image_*", "filename",   "file_name",
                  "file",      "*path",     "name",      "uuid",      "key",   "",        "unnamed: 0", "index",
                  "row",       "?row",      "row*index", "img",       "bild*", "datei*",  "fichier",    "imagen",
                  "archivo",   "imagem",    "arquivo",   "immagine",  "nom",   "nombre",  "item",       "*_file",
                  "audiofile", "soundfile", "imagefile", "*filename", "doc",   "document"},
    [USUAL_LABEL] = {"label",
                     "pred_label",
                     ".pred_class",
                     "predicted_label",
                     "predicted_class",
                     "pred_class",
                     "prediction",
                     "predicted",
                     "pred",
                     "label_pred",
                     "y_pred",
                     "pred*",
                     "class",
                     "class_name",
                     "category",
                     "guess",
                     "label_name",
                     "category_name",
                     "*label*",
                     "answer",
                     "klasse",
                     "classe",
                     "clase",
                     "kategorie",
                     "cat\u00e9gorie",
                     "categor*",
                     "etiquet*",
                     "\u00e9tiquette",
                     "vorhersage",
                     "predic*",
                     "common name",
                     "common_name",
                     "species*",
                     "scientific*",
                     "taxon*",
                     "sentiment",
                     "intent",
                     "topic",
                     "class_index",
                     "class_idx",
                     "pred_idx",
                     "ypred",
                     "category_id",
                     "class_id",
                     "entity*",
                     "tag",
                     "emotion",
                     "dominant_*",
                     "concept*",
                     "*class",
                     "tag_name",
                     "com_name",
                     "sci_name",
                     "auto_id*",
                     "verdict"},
    [USUAL_CONFIDENCE] = {"confidence", "conf", "pred_prob", "pred_conf*", "*confidence*", "score", "probability",
                          "prob", "max_prob", "*_conf", "*_score", "*_prob", "*prob*", "*score*", "konfidenz",
                          "confian*", "wahrscheinlich*", "fiducia"},
    [USUAL_TIME] = {"timestamp", "time",     "datetime", "date_time", "time_*",   "*_time", "*timestamp*",
                    "created*",  "date",     "ts",       "*_at",      "*time*",   "zeit*",  "uhrzeit",
                    "fecha",     "horodat*", "ts_*",     "*_ts",      "epoch_ms", "*_ms"},
    [USUAL_SCORE] = {"score", "loss", "std", "*_std", "std_*", "*loss*", "*uncertain*", "*anomaly*", "*variance*",
                     "*entropy*", "*deviation*", "*logprob*", "*log_prob*", "*likelihood*", "*score*", "rating"},
};

/* Names that are never a role: the truth, and whether a prediction is it; for a label what says how sure a model is,
 * and in turn, and the ends of an interval; for an id what names other things than samples; for a time what has
 * those letters. */
static const char *const truths[] = {
    "true*",     "*_true",     "truth*", "gt*",         "*_gt",       "target*",   "actual*",  "ground*truth*",
    "expected*", "reference*", "gold*",  "annotation*", "annotated*", "observed*", "obs",      "outcome",
    "solution",  "human*",     "y_test", "y",           "*correct*",  "error",     "is_error", "wrong"};
static const char *const never_ids[] = {
    "category_id", "class_id", "cls_id",       "label_id", "track_id", "concept_id", "tag_id",    "*taxon_id",
    "species_id",  "model_id", "annotator_id", "user_id",  "*_width",  "*_height",   "source_id", "object_id"};
static const char *const never_labels[] = {
    "*prob*",     "*conf*", "*score",           "*score_*",           "*scores",
    "*score?",    "*_id",   "*wahrscheinlich*", "*predictionstring*", "*_status",
    "*interval*", "*_low",  "*_high",           "*_lower*",           "*_upper*"};
static const char *const labels_yet[] = {"scored?label*" /* of Azure */, "category_id", "class_id", "label_id"};
static const char *const never_times[] = {"*sentiment*", "*centimet*", "*timeout*", "*time?zone", "*times"};
static const char *const never_confidences[] = {"prob_*",    "*threshold*", "no_speech*", "*anomaly*",  "*uncertain*",
                                                "*entropy*", "*loss*",      "*_std",      "*variance*", "*deviation*"};

/* A name as the tables above write it: in lower case; and with its words apart, where it is written otherwise:
 * `Image Name`, `imageName` and `image.name` are image_name. */
struct spelling {
    struct text small, apart; /* the same where no word needs it */
    char rooms[2][64];
};

static bool begins_word(struct text name, size_t i)
{
    return i && isupper((unsigned char)name.data[i]) &&
           (islower((unsigned char)name.data[i - 1]) || isdigit((unsigned char)name.data[i - 1]));
}

static void spell(struct spelling *spelling, struct text name)
{
    size_t size = sizeof spelling->rooms[0], small = name.size < size ? name.size : size, apart = 0;
    char *room = spelling->rooms[1];
    for (size_t i = 0; i < small; i++) {
        char byte = spelling->rooms[0][i] = (char)tolower((unsigned char)name.data[i]);
        bool sign = byte == ' ' || byte == '.' || byte == '-';
        if ((sign || begins_word(name, i)) && apart && apart < size && room[apart - 1] != '_')
            room[apart++] = '_';
        if (!sign && apart < size)
            room[apart++] = byte;
    }
    spelling->small = (struct text){spelling->rooms[0], small};
    spelling->apart = (struct text){room, apart};
    if (text_equal(spelling->small, spelling->apart))
        spelling->apart = spelling->small;
}

static bool is_wild(char byte)
{
    return byte == '*' || byte == '?';
}

/* Whether a glob of these tables matches: they begin and end with a letter or a wild sign, so that most are told by
 * that, and most others hold one word between two signs. */
static bool matches(struct text glob, struct text name)
{
    if (!glob.size || !name.size)
        return glob.size == name.size;
    char first = glob.data[0], last = glob.data[glob.size - 1];
    if ((!is_wild(first) && first != name.data[0]) || (!is_wild(last) && last != name.data[name.size - 1]))
        return false;
    struct text word = {glob.data + 1, glob.size - (glob.size > 1 ? 2 : 1)};
    if (first == '*' && last == '*' && word.size && !glob_is_pattern(word))
        return memmem(name.data, name.size, word.data, word.size) != NULL;
    return glob_matches(glob, name);
}

static bool fits(const char *glob, const struct spelling *name)
{
    return matches(text_of(glob), name->small) ||
           (name->apart.data != name->small.data && matches(text_of(glob), name->apart));
}

/* The first of the globs that a name fits; count: none. */
static size_t find_glob(const char *const *globs, size_t count, const struct spelling *name)
{
    size_t i = 0;
    while (i < count && !fits(globs[i], name))
        i++;
    return i;
}

static bool is_one_of(const char *const *globs, size_t count, const struct spelling *name)
{
    return find_glob(globs, count, name) < count;
}

static bool may_be(enum usual_role role, const struct spelling *name)
{
    switch (role) {
    case USUAL_LABEL:
        return is_one_of(labels_yet, sizeof labels_yet / sizeof *labels_yet, name) ||
               (!is_one_of(truths, sizeof truths / sizeof *truths, name) &&
                !is_one_of(never_labels, sizeof never_labels / sizeof *never_labels, name));
    case USUAL_CONFIDENCE:
        return !is_one_of(truths, sizeof truths / sizeof *truths, name) &&
               !is_one_of(never_confidences, sizeof never_confidences / sizeof *never_confidences, name);
    case USUAL_ID:
        return !is_one_of(never_ids, sizeof never_ids / sizeof *never_ids, name);
    case USUAL_TIME:
        return !is_one_of(never_times, sizeof never_times / sizeof *never_times, name);
    case USUAL_SCORE:
    case USUAL_ROLES:
        break;
    }
    return true;
}

static size_t count_names(enum usual_role role)
{
    size_t count = 0;
    while (count < NAMES && names[role][count])
        count++;
    return count;
}

bool usual_may_be(enum usual_role role, struct text name)
{
    struct spelling spelling = {0};
    spell(&spelling, name);
    return may_be(role, &spelling);
}

bool usual_is(enum usual_role role, struct text name)
{
    struct spelling spelling = {0};
    spell(&spelling, name);
    return is_one_of(names[role], count_names(role), &spelling) && may_be(role, &spelling);
}

size_t usual_column(enum usual_role role, const struct words *header)
{
    struct spelling name = {0};
    size_t best = count_names(role), found = header->count; /* the likeliest name, of the first column that has it */
    for (size_t i = 0; i < header->count; i++) {
        spell(&name, header->items[i]);
        size_t n = find_glob(names[role], best, &name);
        if (n < best && may_be(role, &name)) {
            best = n;
            found = i;
        }
    }
    return found;
}

static bool is_called(const char *const *globs, size_t count, struct text name)
{
    struct spelling spelling = {0};
    spell(&spelling, name);
    return is_one_of(globs, count, &spelling);
}

bool usual_is_truth(struct text name)
{
    return is_called(truths, sizeof truths / sizeof *truths, name);
}

bool usual_is_prediction(struct text name)
{
    static const char *const globs[] = {
        "pred",        "preds",           "predict",         "prediction",        "predicted",      "pred?label",
        "*pred?class", "predicted?label", "predicted?class", "predictedlabel",    "predictedclass", "label_pred",
        "y_pred",      "ypred",           "y_hat",           "prediction?label?", "guess"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_share_of_label(struct text name)
{
    static const char *const globs[] = {"score",        "*%*",          "*percent*",    "*pct*",
                                        "pred*_score",  "class*_score", "label*_score", "combined_score",
                                        "vision_score", "top*_score",   "cv_score"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_summary(struct text name)
{
    static const char *const globs[] = {"mean*", "avg*", "average*", "median*", "min_*", "*_mean", "*_avg", "*_min"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_member(struct text name)
{
    static const char *const globs[] = {"model",        "member",       "fold",   "checkpoint", "run", "model_id",
                                        "model_name",   "augmentation", "view",   "transform",  "aug", "annotator",
                                        "annotator_id", "rater",        "worker", "worker_id"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_view(struct text name)
{
    static const char *const globs[] = {"augmentation", "view", "transform", "aug"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_piece(struct text name)
{
    static const char *const globs[] = {
        "start",     "start_*",   "begin",     "begin_*",  "*_start",  "offset",        "frame",      "frame_*",
        "segment",   "chunk",     "window",    "tile",     "crop",     "page",          "line",       "sentence",
        "box",       "box_id",    "t0",        "slice",    "timestep", "object_number", "segment_id", "chunk_id",
        "window_id", "page_num*", "line_num*", "sent*_no", "sent*_id", "start (s)"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_like(struct text name, const char *one)
{
    return is_called(&one, 1, name);
}

bool usual_is_flag(struct text name)
{
    static const char *const globs[] = {"is_*", "has_*", "*flag*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_duration(struct text name)
{
    static const char *const globs[] = {"*inference*", "*elapsed*",  "*latency*",    "*runtime*",  "*run_time*",
                                        "*duration*",  "*lifetime*", "*processing*", "*time_taken"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_milliseconds(struct text name)
{
    static const char *const globs[] = {"*_ms", "*_msec", "*_msecs", "*_millis*", "*(ms)", "*milliseconds"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_time_in_milliseconds(struct text name)
{
    static const char *const globs[] = {"time_*", "timestamp*", "ts_*", "t_*", "pts_*", "*_time_*", "*_timestamp_*"};
    return usual_is_milliseconds(name) && !usual_is_duration(name) && usual_may_be(USUAL_TIME, name) &&
           is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_likelihood(struct text name)
{
    static const char *const globs[] = {"*logprob*", "*log_prob*", "*likelihood*", "rating"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_vector(struct text name)
{
    static const char *const globs[] = {"*emb*", "*vec*", "*feat*", "*latent*", "*hidden*",
                                        "umap*", "tsne*", "t-sne*", "pca*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_logit(struct text name)
{
    static const char *const globs[] = {"*logit*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_logarithm(struct text name)
{
    static const char *const globs[] = {"*logprob*", "*log_prob*", "*logp_*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_left(struct text name)
{
    static const char *const globs[] = {"xmin",   "x_min",     "x1",        "bbox",         "bbox_x",  "bbox_x1",
                                        "bbox1",  "bbox_xmin", "bbox_left", "left",         "bb_left", "xtl",
                                        "box_x1", "box",       "boxes",     "bounding_box*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

bool usual_is_edge(struct text name)
{
    static const char *const globs[] = {"left", "top", "right", "bottom", "width", "height", "xmin", "ymin",  "xmax",
                                        "ymax", "x1",  "y1",    "x2",     "y2",    "x",      "y",    "bbox*", "box_*"};
    return is_called(globs, sizeof globs / sizeof *globs, name);
}

/* ---- the command to type ---- */

/* How many words the option takes up at the start of these: `--id X`, `--id=X`; 0 when they are others. */
static size_t option_words(const struct words *words, size_t at, const char *option)
{
    struct text word = words->items[at];
    if (!text_starts(word, text_of(option)))
        return 0;
    size_t length = strlen(option);
    return word.size == length ? 2 : word.data[length] == '=' ? 1 : 0;
}

/* What was typed, but for the options that the missing columns' take the place of. */
static void add_typed(struct buffer *line, const struct words *typed, const struct usual_want *missing, size_t count)
{
    for (size_t at = 0, skipped; at < typed->count; at += skipped ? skipped : 1) {
        skipped = 0;
        for (size_t i = 0; i < count && !skipped; i++)
            skipped = option_words(typed, at, usual_options[missing[i].role]);
        if (!skipped)
            shell_word(line, typed->items[at]);
    }
}

/* The names of the header that no option names: others are something else already. */
static struct words free_names(const struct table *table)
{
    struct words left = {0};
    for (size_t i = 0; i < table->header.count; i++)
        if (words_find(&table->named, table->header.items[i]) == table->named.count)
            words_add(&left, table->arena, table->header.items[i]);
    return left;
}

/* The left that may take the place of the missing ones; false when some has none. */
static bool suggest(const struct table *table, const struct usual_want *missing, size_t count, struct text *others)
{
    const struct words left = free_names(table);
    bool all = true;
    for (size_t i = 0; i < count && all; i++) {
        size_t nearest = words_nearest(&left, missing[i].name);
        if (nearest == left.count)
            nearest = usual_column(missing[i].role, &left);
        all = nearest < left.count;
        others[i] = all ? left.items[nearest] : (struct text){0};
        for (size_t j = 0; j < i; j++)
            all = all && !text_equal(others[j], others[i]);
    }
    return all;
}

static void add_missing(struct buffer *message, const struct table *table, const struct usual_want *missing,
                        size_t count)
{
    buffer_add(message, text_of("no column "));
    for (size_t i = 0; i < count; i++) {
        buffer_add(message, text_of(i == 0 ? "" : i + 1 == count ? " and no " : ", no "));
        buffer_quote(message, missing[i].name);
    }
    buffer_add(message, text_of(" ("));
    if (table->naming)
        buffer_add(message, text_of(table->naming));
    for (size_t i = 0; i < count && !table->naming; i++)
        buffer_format(message, "%s%s", i ? ", " : "", usual_options[missing[i].role]);
    buffer_add(message, text_of(count == 1 ? " names another)" : table->naming ? " names others)" : " name others)"));
}

/* What takes the place of a label and its confidence. */
static void add_others(struct buffer *message, const struct words *typed)
{
    buffer_add(message, text_of("; one probability of two classes: --positive COL"));
    if (typed->count && text_equal(typed->items[0], text_of("confidence")))
        buffer_add(message, text_of("; any number of your own: --score COL"));
}

bool usual_require(const struct table *table, const struct usual_want *wants, size_t count, struct error *error)
{
    struct usual_want missing[USUAL_ROLES];
    struct text others[USUAL_ROLES];
    size_t missing_count = 0;
    bool predicted = false, spare = false;
    for (size_t i = 0; i < count; i++)
        if (!table_has(table, wants[i].name)) {
            spare |= wants[i].spare;
            predicted |= !wants[i].spare && (wants[i].role == USUAL_LABEL || wants[i].role == USUAL_CONFIDENCE);
            missing[missing_count++] = wants[i];
        }
    if (missing_count == 0)
        return true;
    struct buffer message = {.arena = table->arena};
    buffer_format(&message, "%s:1: ", source_name(table->source, 0));
    add_missing(&message, table, missing, missing_count);
    if (predicted)
        buffer_add(&message, text_of(table->naming ? ", nor columns prob_*" : ", nor columns prob_* (--probs)"));
    if (spare)
        buffer_add(&message, text_of("; without it the label is the likeliest class"));
    const char *hint = table_hint(table);
    buffer_add(&message, text_of(hint));
    buffer_add(&message, text_of("; the header is: "));
    table_list_header(table, &message);
    if (!*hint && table->typed && !table->naming && suggest(table, missing, missing_count, others)) {
        buffer_add(&message, text_of("; try: dengine"));
        add_typed(&message, table->typed, missing, missing_count);
        for (size_t i = 0; i < missing_count; i++) {
            shell_word(&message, text_of(usual_options[missing[i].role]));
            shell_word(&message, others[i]);
        }
    } else if (!*hint && predicted && table->typed && !table->naming) {
        add_others(&message, table->typed);
    }
    return error_set(error, STATUS_DATA, "%s", buffer_string(&message));
}
