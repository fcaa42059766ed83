#include "run/options.h"

#include <string.h>

#include "dengine/likeness.h"
#include "dengine/strata.h"
#include "input/pass.h"
#include "join/answers.h"
#include "output/export.h"
#include "output/inspect.h"
#include "output/queue.h"
#include "output/report.h"

#define AT(member) offsetof(struct options, member)

static const char *const missing_words[] = {[MISSING_PARTIAL] = "partial", [MISSING_FAIL] = "fail", NULL};
static const char *const per_id_words[] = {[PER_ID_BEST] = "best", [PER_ID_MAX] = "max", [PER_ID_MEAN] = "mean", NULL};
static const char *const side_words[] = {[SIDE_MISSED] = "missed", [SIDE_FALSE] = "false", [SIDE_BOTH] = "both", NULL};
static const char *const progress_words[] = {
    [PROGRESS_AUTO] = "auto", [PROGRESS_ALWAYS] = "always", [PROGRESS_NEVER] = "never", NULL};
static const char *const diverse_by_words[] = {
    [DIVERSE_KCENTER] = "kcenter", [DIVERSE_MMR] = "mmr", [DIVERSE_SCORE] = "score", NULL};

const struct option_row option_rows[] = {
    {"top", 'n', "N", OPTION_TOP, AT(top), .high = 1e15, .fallback = "100", .groups = GROUP(QUEUE) | GROUP(MERGE),
     .doc = "rows of the queue, or `all`"},
    {"output", 'o', "FILE", OPTION_OUTPUT, AT(output),
     .groups = GROUP(QUEUE) | GROUP(ANSWERS) | GROUP(EXPORT) | GROUP(REPORT) | GROUP(INSPECT) | GROUP(MERGE),
     .told = TOLD_NOT, .doc = "write to FILE, whole or not at all (default: standard output)"},
    {"format", 'f', "FORMAT", OPTION_FORMAT, AT(format), .fallback = "csv", .groups = GROUP(QUEUE) | GROUP(MERGE),
     .told = TOLD_NOT, .doc = "format of the queue"},
    {"spreadsheet-safe", 0, NULL, OPTION_FLAG, AT(spreadsheet_safe),
     .groups = GROUP(QUEUE) | GROUP(BATCH) | GROUP(MERGE), .told = TOLD_NOT,
     .doc = "csv, tsv: put a ' before a cell that a spreadsheet program would take for a formula"},
    {"format", 'f', "FORMAT", OPTION_CHOICE, AT(inspect_format), .words = inspect_formats, .fallback = "text",
     .groups = GROUP(INSPECT), .told = TOLD_NOT, .doc = "for a person, or for a program"},
    {"keep", 0, "COLS", OPTION_LIST, AT(keep), .groups = GROUP(QUEUE),
     .doc = "carry these columns into the queue (a,b,c; globs)"},
    {"keep", 0, "COLS", OPTION_LIST, AT(keep), .groups = GROUP(EXPORT),
     .doc = "of --with: these columns alone (a,b,c; globs; default: all but the keys)"},
    {"exclude", 0, "FILE", OPTION_LIST, AT(exclude), .groups = GROUP(QUEUE),
     .doc = "leave out the ids of FILE: a queue, a label file, a labelling tool's export, a folder of them; FILE:COL; "
            "globs; repeatable"},
    {"where", 0, "COND", OPTION_LIST, AT(where), .groups = GROUP(COMMON),
     .doc = "only rows for which `COL OP VALUE` holds, OP one of = != < <= > >= ~ (glob); a number is compared as a "
            "number, 10 = 10.0; repeatable, all must hold"},
    {"with", 0, "FILE", OPTION_LIST, AT(with), .groups = GROUP(COMMON) | GROUP(LEARN) | GROUP(MIX) | GROUP(EXPORT),
     .told = TOLD_USE,
     .doc = "columns of another table for --where, --by, --cap, --keep and all that names a column: FILE by id; "
            "FILE:COL by another key, COL=THEIRS where names differ; FILE@TIME the latest row that is not later, "
            "FILE@TIME,COL of those with the same key; called as there, or weather.rain where two have it; in "
            "memory 17 bytes a row, and cells that differ, or nothing where the keys of both rise; repeatable"},
    {"within", 0, "TIME", OPTION_TEXT, AT(within), .groups = GROUP(COMMON) | GROUP(LEARN) | GROUP(MIX) | GROUP(EXPORT),
     .doc = "of --with FILE@TIME: no row that is older (2h, 15min, 30s, 200ms)"},
    {"cap", 0, "COL=N", OPTION_TEXT, AT(cap), .groups = GROUP(COMMON), .doc = "at most N rows of one value of COL"},
    {"seed", 0, "TEXT", OPTION_TEXT, AT(seed), .fallback = "0", .groups = GROUP(COMMON) | GROUP(LEARN),
     .doc = "seed of draws and ties: a number, a date, any text"},
    {"id", 0, "COL", OPTION_TEXT, AT(id), .fallback = "id",
     .groups = GROUP(QUEUE) | GROUP(ANSWERS) | GROUP(EXPORT) | GROUP(REPORT) | GROUP(MERGE),
     .doc = "the column that names a sample; A,B: several together; #: the number of the row"},
    {"header", 0, "A,,C", OPTION_TEXT, AT(header), .groups = GROUP(COMMON) | GROUP(INSPECT),
     .doc = "names of the columns of files without a header, and of .npy (else 0,1,2); an empty one is skipped"},
    {"delimiter", 0, "CHAR", OPTION_BYTE, AT(delimiter),
     .groups = GROUP(QUEUE) | GROUP(ANSWERS) | GROUP(EXPORT) | GROUP(REPORT) | GROUP(MERGE) | GROUP(INSPECT),
     .doc = "between cells, or `tab` (default: a tab for .tsv, else a comma); of blanks any number"},
    {"on-bad-row", 0, "WHAT", OPTION_CHOICE, AT(on_bad_row), .words = bad_row_words, .fallback = "fail",
     .groups = GROUP(COMMON), .doc = "fail: stop; skip: count and leave out; first: queue first what cannot be scored"},
    {"rejects", 0, "FILE", OPTION_OUTPUT, AT(rejects), .groups = GROUP(COMMON), .told = TOLD_NOT,
     .doc = "keep the bad rows in FILE, each with the reason"},
    {"max-rejects", 0, "N", OPTION_TOP, AT(max_rejects), .high = 1e15, .fallback = "all", .groups = GROUP(COMMON),
     .told = TOLD_NOT, .doc = "with more bad rows than N write no queue: an error"},
    {"label", 0, "COL", OPTION_TEXT, AT(label), .groups = GROUP(PREDICTION),
     .doc = "the predicted label (default: label, else the likeliest class)"},
    {"confidence", 0, "COL", OPTION_TEXT, AT(confidence), .groups = GROUP(PREDICTION),
     .doc = "the label's probability (default: confidence)"},
    {"probs", 0, "COLS", OPTION_LIST, AT(probs), .groups = GROUP(PREDICTION),
     .doc = "columns of probabilities (a,b,c; globs, what `*` matches names the class; default: prob_*); repeatable"},
    {"logits", 0, "COLS", OPTION_LIST, AT(logits), .groups = GROUP(PREDICTION),
     .doc = "columns of logits (default: logit_*); one alone is that of a model with two classes"},
    {"positive", 0, "COL[=A[,B]]", OPTION_TEXT, AT(positive), .groups = GROUP(PREDICTION),
     .doc = "one probability of a model with two classes, A (default: COL) and B (not A)"},
    {"class", 0, "COL", OPTION_TEXT, AT(class), .groups = GROUP(PREDICTION),
     .doc = "there is a row for each sample and class: COL names the class, --confidence its probability"},
    {"multilabel", 0, NULL, OPTION_FLAG, AT(multilabel), .groups = GROUP(PREDICTION) | GROUP(ANSWERS) | GROUP(LEARN),
     .doc = "each class is a label that holds or not, on its own: probabilities need not sum to 1; several labels of "
            "an answer are a set, in any order"},
    {"temperature", 0, "T", OPTION_NUMBER, AT(temperature), .low = 1e-6, .high = 1e6, .fallback = "1",
     .groups = GROUP(PREDICTION), .doc = "divide logits by T"},
    {"tolerance", 0, "X", OPTION_NUMBER, AT(tolerance), .high = 1, .fallback = "0.001", .groups = GROUP(PREDICTION),
     .doc = "how far a probability may lie outside 0..1, where it counts as 0 or 1, or a sum from 1"},
    {"measure", 'm', "A[,B...]", OPTION_TEXT, AT(measure), .groups = GROUP(MEASURES),
     .doc = "what ranks; later ones break ties and are shown (default: least_confidence, or doubt)"},
    {"per-id", 0, "HOW", OPTION_CHOICE, AT(per_id), .words = per_id_words, .fallback = "best",
     .groups = GROUP(CONFIDENCE),
     .doc = "an id of several rows: the score of its most doubtful row (best; max: with their number), or the mean"},
    {"score", 0, "COL", OPTION_TEXT, AT(score), .groups = GROUP(CONFIDENCE),
     .doc = "instead of a measure: rank by this column, any number of your own; -COL: the smallest first"},
    {"deployed", 0, "FILE", OPTION_TEXT, AT(deployed), .groups = GROUP(ENSEMBLE), .told = TOLD_USE,
     .doc = "the model in production, whose label is doubted: a file, one of the members, or a name in --member"},
    {"member", 0, "COL", OPTION_TEXT, AT(member), .groups = GROUP(ENSEMBLE),
     .doc = "the files are one long table, COL names the model of each row"},
    {"view", 0, "COL", OPTION_TEXT, AT(view), .groups = GROUP(AUGMENT),
     .doc = "the column that names the view of each row (default: augmentation; without it each file is a view)"},
    {"original", 0, "NAME", OPTION_TEXT, AT(original), .groups = GROUP(AUGMENT),
     .doc = "the files are one long table, NAME in --view is the sample as it was"},
    {"given", 0, "FILE", OPTION_TEXT, AT(given), .groups = GROUP(TEACHER), .told = TOLD_USE,
     .doc = "labels that people gave: which of them does the one TEACHER doubt?"},
    {"missing", 0, "WHAT", OPTION_CHOICE, AT(missing), .words = missing_words, .fallback = "partial",
     .groups = GROUP(JOIN), .doc = "a sample that some lack: score it on those that have it, or stop"},
    {"min-members", 0, "N", OPTION_COUNT, AT(min_members), .low = 1, .high = 65000, .fallback = "1",
     .groups = GROUP(ENSEMBLE) | GROUP(AUGMENT), .doc = "leave out samples that fewer than N of the others have"},
    {"target", 0, "CLASS", OPTION_TEXT, AT(target), .groups = GROUP(HELPER), .doc = "the class the helper knows"},
    {"confused", 0, "A[,B...]", OPTION_TEXT, AT(confused), .groups = GROUP(HELPER),
     .doc = "only where the model says one of these classes (or, for --side false, the target)"},
    {"side", 0, "WHICH", OPTION_CHOICE, AT(side), .words = side_words, .fallback = "missed", .groups = GROUP(HELPER),
     .doc = "missed: the helper says yes and the model another class; false: the other way round; both: either"},
    {"score", 0, "COL", OPTION_TEXT, AT(score), .groups = GROUP(HELPER),
     .doc = "the helper's score, from 0 to 1 (default: score, else its prediction of the target)"},
    {"draw", 0, NULL, OPTION_FLAG, AT(draw), .groups = OPTIONS_DRAW,
     .doc = "instead of the best rows draw a sample that finds errors: chances grow with the score, and tell the rate"},
    {"fraction", 0, "F", OPTION_NUMBER, AT(fraction), .low = 1e-12, .high = 1, .groups = GROUP(RANDOM),
     .doc = "take each row with probability F, on its own, instead of N rows"},
    {"weight", 0, "COL", OPTION_TEXT, AT(weight), .groups = GROUP(RANDOM),
     .doc = "draw in proportion to COL (0: never)"},
    {"by", 0, "TERMS", OPTION_TEXT, AT(by), .groups = GROUP(STRATIFY),
     .doc = "what makes a stratum: columns and functions of columns, joined by commas"},
    {"cuts", 0, NULL, OPTION_FLAG, AT(cuts), .groups = GROUP(STRATIFY),
     .doc = "print TERMS with the cuts of their bins, and no queue: for the next rows, or the shards of a table"},
    {"allocate", 0, "HOW", OPTION_CHOICE, AT(allocate), .words = strata_allocation_words, .fallback = "equal",
     .groups = GROUP(STRATIFY),
     .doc = "rows of a stratum: the same for each, by size, by its root, by size and spread"},
    {"spread", 0, "COL", OPTION_TEXT, AT(spread), .groups = GROUP(STRATIFY),
     .doc = "the column whose deviation `neyman` goes by"},
    {"min-per-stratum", 0, "N", OPTION_COUNT, AT(min_per_stratum), .high = 1e9, .fallback = "0",
     .groups = GROUP(STRATIFY), .doc = "at least N rows of each stratum, as far as it has them"},
    {"time", 0, "COL", OPTION_TEXT, AT(time), .fallback = "timestamp", .groups = GROUP(CONSISTENCY),
     .doc = "when: ISO 8601, or Unix time in seconds, or thousandths of them down to nanoseconds"},
    {"stream", 0, "COL", OPTION_TEXT, AT(stream), .groups = GROUP(CONSISTENCY),
     .doc = "one robot, camera or session (default: stream, where there is such a column)"},
    {"window", 0, "W", OPTION_TEXT, AT(window), .fallback = "10f", .groups = GROUP(CONSISTENCY),
     .doc = "flicker: neighbours on each side, so many frames (10f) or so much time (200ms, 0.5s, 2min, 1h)"},
    {"gap", 0, "TIME", OPTION_TEXT, AT(gap), .groups = GROUP(CONSISTENCY),
     .doc = "flicker: a longer silence ends a window of frames (default: 1min, or ten usual steps of the stream)"},
    {"place", 0, "COL", OPTION_TEXT, AT(place), .groups = GROUP(CONSISTENCY),
     .doc = "place: a named spot; equal value, same place"},
    {"position", 0, "X,Y[,Z]", OPTION_TEXT, AT(position), .groups = GROUP(CONSISTENCY),
     .doc = "place and motion: columns of coordinates in metres"},
    {"map", 0, "COL", OPTION_TEXT, AT(map), .groups = GROUP(CONSISTENCY),
     .doc = "place: the floor or building that a position lies on; different maps never meet"},
    {"radius", 0, "M", OPTION_NUMBER, AT(radius), .low = 1e-3, .high = 1e6, .fallback = "1",
     .groups = GROUP(CONSISTENCY),
     .doc = "place: metres within which positions are the same place, near ones counting more"},
    {"apart", 0, "TIME", OPTION_TEXT, AT(apart), .fallback = "10min", .groups = GROUP(CONSISTENCY),
     .doc = "place: frames less far apart in time are one visit and tell nothing about each other"},
    {"track", 0, "COL", OPTION_TEXT, AT(track), .groups = GROUP(CONSISTENCY),
     .doc = "motion: what a tracker follows within a stream; empty: nothing"},
    {"priors", 0, "FILE", OPTION_TEXT, AT(priors), .groups = GROUP(CONSISTENCY),
     .doc =
         "what is known of the classes, JSON: {\"person\": {\"moves\": true, \"max_speed\": 3.0}, \"default\": ...}"},
    {"lasting", 0, "FILE", OPTION_TEXT, AT(lasting), .groups = GROUP(CONSISTENCY),
     .doc = "flicker: how long classes last, as --tell-lasting wrote it (default: told by these frames)"},
    {"tell-lasting", 0, NULL, OPTION_FLAG, AT(tell_lasting), .groups = GROUP(CONSISTENCY),
     .doc = "write how long classes last, and no queue: for the next frames, or the shards of a table"},
    {"check", 0, "LIST", OPTION_TEXT, AT(check), .groups = GROUP(CONSISTENCY),
     .doc = "checks to make: flicker,place,motion (default: all that there are columns for)"},
    {"like", 0, "FILE", OPTION_LIST, AT(like), .groups = GROUP(SIMILAR),
     .doc = "the seeds: ids of known errors, with label and corrected_label for the reason, or a labelling tool's "
            "export; FILE:COL; globs; repeatable"},
    {"like-embeddings", 0, "FILE", OPTION_TEXT, AT(like_embeddings), .groups = GROUP(SIMILAR),
     .doc = "vectors of seeds that are not among the EMBEDDINGS: a CSV, or .npy whose ids are those of --like"},
    {"unlike", 0, "FILE", OPTION_LIST, AT(unlike), .groups = GROUP(SIMILAR),
     .doc = "ids of known good samples: what is like them ranks lower, by as much; globs; repeatable"},
    {"metric", 0, "NAME", OPTION_METRIC, AT(metric), .fallback = "cosine", .groups = GROUP(SIMILAR),
     .doc = "how two vectors are compared"},
    {"aggregate", 0, "HOW", OPTION_CHOICE, AT(aggregate), .words = likeness_aggregate_words, .fallback = "nearest",
     .groups = GROUP(SIMILAR), .doc = "several seeds: the nearest one, the mean over all, or their centroid"},
    {"per-seed", 0, "N", OPTION_COUNT, AT(per_seed), .low = 1, .high = 1e9, .groups = GROUP(SIMILAR),
     .doc = "at most N rows nearest to the same seed, so that one error does not fill the queue"},
    {"diverse", 0, "EMBEDDINGS", OPTION_LIST, AT(diverse), .groups = GROUP(DIVERSE), .told = TOLD_NOT,
     .doc = "spread the queue over these vectors: of the best-scored rows (--pool) take those that lie apart"},
    {"diverse-by", 0, "HOW", OPTION_CHOICE, AT(diverse_by), .words = diverse_by_words, .fallback = "kcenter",
     .groups = GROUP(DIVERSE), .told = TOLD_NOT,
     .doc = "kcenter: each time the farthest from all taken before (column gap); mmr: weigh that against the score "
            "(--lambda); score: by the score alone, for --distinct"},
    {"lambda", 0, "X", OPTION_NUMBER, AT(lambda), .high = 1, .fallback = "0.5", .groups = GROUP(DIVERSE),
     .told = TOLD_NOT, .doc = "of mmr: 1 goes by the score alone, 0 by the distance alone"},
    {"pool", 0, "Nx", OPTION_TEXT, AT(pool), .groups = GROUP(DIVERSE), .told = TOLD_NOT,
     .doc = "choose from N times as many rows as the queue has, or from N rows (default: 3x; 10x where only "
            "twins are left out)"},
    {"covered", 0, "FILE", OPTION_LIST, AT(covered), .groups = GROUP(DIVERSE), .told = TOLD_NOT,
     .doc = "ids of samples that are labelled already: keep away from them, too; globs; repeatable"},
    {"distinct", 0, "X", OPTION_NUMBER, AT(distinct), .low = 0.01, .high = 1, .groups = GROUP(DIVERSE),
     .told = TOLD_NOT,
     .doc = "of rows whose cosine is X or more (near-twins: 0.98) take one; it says for how many it stands"},
    {"duplicates", 0, "FILE", OPTION_OUTPUT, AT(duplicates), .groups = GROUP(DIVERSE), .told = TOLD_NOT,
     .doc = "list in FILE which rows --distinct left out, and which stands for each"},
    {"ids", 0, "FILE", OPTION_LIST, AT(ids), .groups = GROUP(DIVERSE) | GROUP(REPORT) | GROUP(INSPECT),
     .told = TOLD_USE,
     .doc = "of .npy, or of a table without ids: the CSV with the ids of its rows, in their order; of vectors one for "
            "each shard, or one for all"},
    {"embedding", 0, "COLS", OPTION_LIST, AT(embedding), .groups = GROUP(DIVERSE) | GROUP(REPORT),
     .doc = "of CSV: the columns of the vectors (a,b,c; globs; default: e*); repeatable"},
    {"queue", 0, "FILE", OPTION_LIST, AT(queue), .groups = GROUP(OUTCOME),
     .doc = "tell what became of each row of this queue, and which answers are of none; repeatable"},
    {"queue", 0, "FILE", OPTION_LIST, AT(queue), .groups = GROUP(RECHECK),
     .doc = "the queues that were answered, each one night: the rows that they drew tell the difference in accuracy; "
            "folders, globs; repeatable"},
    {"several", 0, "HOW", OPTION_CHOICE, AT(several), .words = several_words, .fallback = "majority",
     .groups = GROUP(ANSWERS) | GROUP(LEARN) | GROUP(REPORT) | GROUP(RECHECK),
     .doc = "several answers for a sample: that of most (a tie is disputed), the latest, only if all agree, or each"},
    {"trust-prefilled", 0, NULL, OPTION_FLAG, AT(trust_prefilled),
     .groups = GROUP(ANSWERS) | GROUP(LEARN) | GROUP(REPORT) | GROUP(RECHECK),
     .doc = "labels that were filled in beforehand count as answers: for exports of approved rows"},
    {"answers", 0, "FILE", OPTION_LIST, AT(answers), .groups = GROUP(LEARN) | GROUP(REPORT) | GROUP(RECHECK),
     .doc = "what people said, from any labelling tool or table; globs, folders; repeatable"},
    {"predictions", 0, "FILE", OPTION_TEXT, AT(predictions),
     .groups = GROUP(MERGE) | GROUP(QUEUE) | GROUP(BATCH) | GROUP(EXPORT), .told = TOLD_NOT,
     .doc =
         "the deployed model's table, for `label` and `confidence` of rows that lack them; FILE:ID,LABEL,CONFIDENCE"},
    {"predictions", 0, "FILE", OPTION_TEXT, AT(predictions), .groups = GROUP(REPORT),
     .doc = "the deployed model's table, for the labels that the queues lack; FILE:ID,LABEL,CONFIDENCE"},
    {"model", 0, "FILE", OPTION_TEXT, AT(model), .groups = GROUP(LEARN),
     .doc = "keep what was learnt in FILE (JSON); without --answers take it from there"},
    {"to", 0, "TOOL", OPTION_CHOICE, AT(tool), .words = export_tool_names, .fallback = "label-studio",
     .groups = GROUP(EXPORT), .doc = "the tool"},
    {"url", 0, "TEMPLATE", OPTION_TEXT, AT(url), .groups = GROUP(EXPORT),
     .doc = "where the image or text of a sample is, or the name of its file: 's3://bucket/{id}.jpg'"},
    {"data", 0, "KEY", OPTION_TEXT, AT(data), .groups = GROUP(EXPORT),
     .doc = "what the tool calls that which is shown (default: image, or text); a column of the queue of that name is "
            "shown if there is no --url"},
    {"control", 0, "NAME", OPTION_TEXT, AT(control), .groups = GROUP(EXPORT),
     .doc = "Label Studio: the control with the choices (default: label)"},
    {"object", 0, "TAG", OPTION_TEXT, AT(object), .groups = GROUP(EXPORT),
     .doc = "Label Studio: what is shown is an Image, Text, Audio, Video, HyperText (default: Image)"},
    {"model", 0, "NAME", OPTION_TEXT, AT(model), .groups = GROUP(EXPORT),
     .doc = "Label Studio: what the predictions are called (default: deployed)"},
    {"labels", 0, "A,B,C", OPTION_TEXT, AT(labels), .groups = GROUP(EXPORT),
     .doc = "all classes, or a file with one a line (default: those that the queue says)"},
    {"prefill", 0, NULL, OPTION_FLAG, AT(prefill), .groups = GROUP(EXPORT),
     .doc =
         "doccano, cvat, prodigy: fill in the deployed label, though it may come back as an answer that nobody gave"},
    {"size", 0, "W,H", OPTION_TEXT, AT(size), .groups = GROUP(EXPORT),
     .doc = "cvat: the size of all images (default: columns width and height)"},
    {"config-out", 0, "FILE", OPTION_OUTPUT, AT(config_out), .groups = GROUP(EXPORT),
     .doc = "Label Studio: write the labelling configuration with the classes, in XML"},
    {"by", 0, "COLS", OPTION_LIST, AT(by_columns), .groups = GROUP(REPORT),
     .doc = "tell the accuracy by each value of these columns of the queues, too (a,b,c)"},
    {"with", 0, "FILE", OPTION_LIST, AT(with), .groups = GROUP(REPORT),
     .doc = "another table, for columns of --by that a queue lacks: by id, FILE:COL where it is called otherwise; "
            "repeatable"},
    {"seconds-per-row", 0, "S", OPTION_NUMBER, AT(seconds_per_row), .high = 86400, .groups = GROUP(REPORT),
     .doc = "what a row costs a person, for the minutes that an error costs"},
    {"retrained", 0, "FILE", OPTION_TEXT, AT(retrained), .groups = GROUP(REPORT),
     .doc = "what the model says that replaces the one of --predictions: tell whether it is better"},
    {"embeddings", 0, "FILE", OPTION_LIST, AT(embeddings), .groups = GROUP(RECHECK),
     .doc = "vectors: what is like a corrected error, and what is like a row that was right"},
    {"near", 0, "X", OPTION_NUMBER, AT(near), .low = 1e-4, .high = 1, .groups = GROUP(RECHECK),
     .doc = "the cosine from which a row is near another (default: half of the errors have another one as near)"},
    {"share", 0, "KIND=N", OPTION_LIST, AT(share), .groups = GROUP(RECHECK),
     .doc = "how much of the queue is of a kind (still, broken, churn): 50%, or a number of rows; repeatable"},
    {"trained", 0, "FILE", OPTION_LIST, AT(trained), .groups = GROUP(RECHECK) | GROUP(REPORT),
     .doc = "ids that taught NEW: they tell only that it learnt them, and count apart; FILE:COL; globs; repeatable"},
    {"verdict", 0, "FILE", OPTION_OUTPUT, AT(verdict), .groups = GROUP(RECHECK),
     .doc = "write the verdict to FILE: as JSON if it ends in .json, else as text (default: text on standard error)"},
    {"embeddings", 0, "FILE", OPTION_LIST, AT(embeddings), .groups = GROUP(REPORT),
     .doc = "of html: a map of these vectors with the queue on it"},
    {"format", 'f', "FORMAT", OPTION_CHOICE, AT(report_format), .words = report_format_words, .fallback = "text",
     .groups = GROUP(REPORT), .told = TOLD_NOT, .doc = "format of the report"},
    {"date", 0, "YYYY-MM-DD", OPTION_TEXT, AT(date), .groups = GROUP(BATCH),
     .doc = "the date that %F and the like in the plan stand for (default: today)"},
    {"dry-run", 0, NULL, OPTION_FLAG, AT(dry_run), .groups = GROUP(BATCH),
     .doc = "check the plan, print it as it would run, and run nothing"},
    {"partial", 0, "I/N", OPTION_TEXT, AT(partial), .groups = GROUP(PARTIAL), .told = TOLD_NOT,
     .doc = "the table is shard I of N: write its part of the queue, for `merge`"},
    {"partial", 0, NULL, OPTION_FLAG, AT(regroup), .groups = GROUP(MERGE), .told = TOLD_NOT,
     .doc = "write a partial of the shards given, to be merged with the others"},
    {"expect-rows", 0, "N", OPTION_COUNT, AT(expect_rows), .high = 1e15, .groups = GROUP(MERGE),
     .doc = "stop unless the shards have N rows together"},
    {"threads", 0, "N", OPTION_COUNT, AT(threads), .high = 256, .fallback = "0", .groups = GROUP_EVERY,
     .told = TOLD_NOT, .doc = "workers (0: one for each processor); the result is the same"},
    {"progress", 0, "WHEN", OPTION_CHOICE, AT(progress), .words = progress_words, .fallback = "auto",
     .groups = GROUP(COMMON) | GROUP(BATCH), .told = TOLD_NOT,
     .doc = "progress on standard error (auto: on a terminal, after a second)"},
    {"fail-if-empty", 0, NULL, OPTION_FLAG, AT(fail_if_empty),
     .groups = GROUP(QUEUE) | GROUP(BATCH) | GROUP(MERGE) | GROUP(EXPORT) | GROUP(ANSWERS), .told = TOLD_NOT,
     .doc = "exit with 1 when the queue has no row, when nobody answered"},
    {"explain", 0, NULL, OPTION_FLAG, AT(explain), .groups = GROUP_EVERY, .told = TOLD_NOT,
     .doc = "say on standard error what became of every row, and how rows were shared out"},
    {"quiet", 'q', NULL, OPTION_FLAG, AT(quiet), .groups = GROUP_EVERY, .told = TOLD_NOT,
     .doc = "no notes, only errors"},
    {"help", 'h', NULL, OPTION_FLAG, AT(help), .groups = GROUP_EVERY, .told = TOLD_NOT, .doc = "show this help"},
    {"version", 0, NULL, OPTION_FLAG, AT(version), .groups = GROUP_EVERY, .told = TOLD_NOT, .doc = "show the version"},
    {0},
};

_Static_assert(sizeof option_rows / sizeof *option_rows <= OPTIONS_MOST, "make OPTIONS_MOST larger");

const char *option_choice(const struct option_row *row, size_t n)
{
    if (row->kind == OPTION_FORMAT)
        return queue_formats[n].name;
    if (row->kind == OPTION_METRIC)
        return likeness_metrics[n].name;
    return row->words ? row->words[n] : NULL;
}

/* ---- the columns that options name ---- */

/* Whether an option says what a column is; others use a column, whatever it is. */
static bool names_a_role(const struct option_row *row)
{
    static const size_t uses[] = {AT(weight), AT(spread)};
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (row->offset == uses[i])
            return false;
    return row->argument && row->kind == OPTION_TEXT &&
           (strcmp(row->argument, "COL") == 0 || strcmp(row->argument, "X,Y[,Z]") == 0);
}

struct words options_columns(const struct options *options, struct arena *arena)
{
    static const struct {
        size_t offset;
        const char *name;
    } defaults[] = {
        {AT(label), "label"}, {AT(confidence), "confidence"}, {AT(stream), "stream"}, {AT(view), "augmentation"}};
    struct words named = {0};
    for (const struct option_row *row = option_rows; row->name; row++) {
        const char *given =
            names_a_role(row) ? *(const char *const *)(const void *)((const char *)options + row->offset) : NULL;
        if (given)
            words_split(&named, arena, text_of(given), ',');
        for (size_t i = 0; !given && i < sizeof defaults / sizeof *defaults; i++)
            if (row->offset == defaults[i].offset)
                words_add(&named, arena, text_of(defaults[i].name));
    }
    return named;
}
