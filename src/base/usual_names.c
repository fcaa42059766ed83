#include "base/usual_names.h"

#include <ctype.h>
#include <string.h>

#include "base/glob.h"

enum { NAMES = 56 };

/* Names and globs of lower case, the likeliest first. */
static const char *const names[USUAL_ROLES][NAMES] = {
    [USUAL_ID] = {"id",        "sample_id", "sample",    "image_id",  "*_id",      "image", "image_*", "filename",
                  "file_name", "file",      "*path",     "name",      "uuid",      "key",   "",        "unnamed: 0",
                  "index",     "row",       "?row",      "row*index", "img",       "bild*", "datei*",  "fichier",
                  "imagen",    "archivo",   "imagem",    "arquivo",   "immagine",  "nom",   "nombre",  "item",
                  "*_file",    "audiofile", "soundfile", "imagefile", "*filename", "doc",   "document"},
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
                                        "annotator_id", "rater",        "worker", "worker_id",  "seed"};
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
    static const char *const globs[] = {"*inference*", "*elapsed*",  "*latency*",    "*runtime*",   "*run_time*",
                                        "*duration*",  "*lifetime*", "*processing*", "*time_taken", "predict*_time"};
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
