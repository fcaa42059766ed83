/*
 * changes.c - the table of changes. How to add one: a row, anywhere among those of the last release; what
 * prints them puts the kinds together.
 */
#include "command/changes.h"

const struct change changes[] = {
    {"0.1.0", CHANGE_NEW,
     "help man COMMAND: a page of the manual for each command, dengine-measures(7), dengine-plan(5)"},
    {"0.1.0", CHANGE_NEW,
     "help completion bash|zsh|fish: words of options, measures, formats, columns of the file, too"},
    {"0.1.0", CHANGE_NEW, "help changes: this list"},
    {"0.1.0", CHANGE_NEW, "teacher --given LABELS: which labels of a data set are wrong; measure given_margin"},
    {"0.1.0", CHANGE_NEW, "learn: ranks what is left by what review has shown so far"},
    {"0.1.0", CHANGE_NEW,
     "queues written by -f jsonl are read back wherever queues are: mix, export, answers, report, learn, plans"},
    {"0.1.0", CHANGE_NEW,
     "learn --draw, \"draw\" of a method that learns: a sample with chances by P(wrong), beside one that takes the "
     "best"},
    {"0.1.0", CHANGE_OTHER,
     "plans: a method that teaches needs memory for a number a row, not for its queue of all rows"},
    {"0.1.0", CHANGE_MENDED, "plans: methods with --ids, --id A,B, --id '#' or --class run, too"},
    {"0.1.0", CHANGE_MENDED,
     "joins: with --where and --on-bad-row first a bad row of the first table is queued first, not lost"},
    {"0.1.0", CHANGE_MENDED, "report, recheck: no name of a table steers the terminal"},
    {"0.1.0", CHANGE_MENDED, "export: a column called like what the tool is told is an error: the tool would keep one"},
    {"0.1.0", CHANGE_NEW, "plans: a method may learn from the scores of the others, and from \"answers\""},
    {"0.1.0", CHANGE_NEW,
     "recheck: after retraining, did the fix hold, and what broke; also a section of report (--retrained)"},
    {"0.1.0", CHANGE_NEW, "export: a queue as the tasks of a labelling tool"},
    {"0.1.0", CHANGE_NEW,
     "answers: what people said, from whatever tool; --exclude, --like, --covered read its exports"},
    {"0.1.0", CHANGE_NEW, "FILE:COL names the column of the ids in --exclude, --like, --unlike, --covered"},
    {"0.1.0", CHANGE_NEW, "--version: also the versions of the libraries, and the instructions in use"},
    {"0.1.0", CHANGE_NEW,
     "--multilabel: labels that hold or not, each on its own: the most doubtful counts, the label is a set (a+b)"},
    {"0.1.0", CHANGE_NEW,
     "answers, report, learn --multilabel: several labels of an answer are a set (cat+dog), right in any order"},
    {"0.1.0", CHANGE_NEW, "plans: \"id\", \"label\", \"confidence\", \"probs\", \"keep\" hold for all methods"},
    {"0.1.0", CHANGE_NEW,
     "input: detections and annotations of COCO, MegaDetector's and SpeciesNet's files, lists and lines of JSON are "
     "named, "
     "with the pipe that reads them"},
    {"0.1.0", CHANGE_MENDED,
     "inspect: the truth (target, y_true, ground truth, expected, correct ...) is no stratum, no prediction; the "
     "number of a "
     "class or a track is no id"},
    {"0.1.0", CHANGE_NEW,
     "inspect: cells that hold lists, objects of JSON or the boxes of Kaggle, with the pipe that takes them apart; "
     "boxes and "
     "texts without a label by how sure each is (--score -COL)"},
    {"0.1.0", CHANGE_MENDED,
     "inspect: classes are called by what tells their columns apart (P (class=*), label_*_score); the truth beside "
     "probabilities is no label"},
    {"0.1.0", CHANGE_NEW,
     "inspect: mix, export --with, report and learn of queues beside others, answers, metadata, predictions, in any "
     "order; of "
     "tables that do not join which one lacks what"},
    {"0.1.0", CHANGE_NEW, "inspect: queues in JSON lines, answers as standard input"},
    {"0.1.0", CHANGE_NEW,
     "input: .npy as standard input or from another pipe, in every command that reads tables; similar -"},
    {"0.1.0", CHANGE_MENDED,
     "--probs, --logits: a glob takes columns of --with only where none of the input's own match"},
    {"0.1.0", CHANGE_NEW,
     "--exclude, --like: exports of labelling tools through pipes; <(command) wherever a table is read twice"},
    {"0.1.0", CHANGE_NEW, "input: .npz and Excel workbooks are named, with the pipe that reads them"},
    {"0.1.0", CHANGE_NEW,
     "input: .npy of probabilities, logits or any numbers is a table in every command: --ids FILE, --probs '*' or "
     "--logits '*', --header A,B names its columns"},
    {"0.1.0", CHANGE_NEW,
     "inspect: of what a labelling tool exported which tool, how many answers, labels, people, and report, learn, "
     "recheck beside queues and predictions"},
    {"0.1.0", CHANGE_NEW,
     "inspect: of .npy whether it seems to hold probabilities, logits or vectors, norms, what is not finite; --ids"},
    {"0.1.0", CHANGE_NEW,
     "confidence --per-id max|mean: the score of an id with several rows, and how many it has (rows)"},
    {"0.1.0", CHANGE_NEW,
     "confidence notes confidences below 1/K of K labels, joins a label that is seldom the likeliest class"},
    {"0.1.0", CHANGE_NEW, "inspect offers --multilabel and --score where a table asks for them"},
    {"0.1.0", CHANGE_NEW,
     "inspect offers --class, --id A,B, --id '#', ensemble --member, augment, similar, report; knows the k likeliest "
     "classes, "
     "lists without a header, blanks and decimal commas"},
    {"0.1.0", CHANGE_OTHER, "--confidence COL: the label's confidence, also where there are columns prob_* or logit_*"},
    {"0.1.0", CHANGE_MENDED,
     "confidence stops at a table with a row for each of the k likeliest classes of a sample: --class"},
    {"0.1.0", CHANGE_NEW, "confidence --score COL: any number of one's own ranks; -COL: the smallest first"},
    {"0.1.0", CHANGE_NEW,
     "--with FILE: columns of other tables beside those of the input, by id, by another key, by time (--within)"},
    {"0.1.0", CHANGE_NEW,
     "export, mix, learn --with FILE: columns of other tables beside the rows of the queue; a plan's \"with\" for all "
     "its methods"},
    {"0.1.0", CHANGE_MENDED, "learn --keep: columns of --with; it was taken and did nothing"},
    {"0.1.0", CHANGE_OTHER,
     "--with FILE: a table whose keys rise as those of the rows do is read in step with them: flat memory, half the "
     "time"},
    {"0.1.0", CHANGE_NEW, "report --with FILE: columns of --by that the queues lack, from another table by id"},
    {"0.1.0", CHANGE_NEW, "--max-rejects N: with more bad rows no queue is written"},
    {"0.1.0", CHANGE_NEW, "--fail-if-empty: exit with 1 when the queue has no row, when nobody answered"},
    {"0.1.0", CHANGE_NEW, "--explain: also the seed"},
    {"0.1.0", CHANGE_MENDED, "random, stratify: the temporary file of many ids out of order lies in $TMPDIR"},
    {"0.1.0", CHANGE_NEW,
     "packages: make static, make wheel: one program without libraries, for pip and for any Linux"},
    {"0.1.0", CHANGE_NEW, "packages: make deb: Debian packages dengine and libdengine-dev"},
    {"0.1.0", CHANGE_NEW, "input: .xz, .bz2 and .zip are named, with the pipe that reads them"},
    {"0.1.0", CHANGE_NEW, "library: usable from C++, dengine/version.h, dengine.pc; only public names are exported"},
    {"0.1.0", CHANGE_NEW,
     "notes: an input that ends without a newline, times of several kinds in stratify --by,"
     " what is wrong with a seed's row, scores that are all 0"},
    {"0.1.0", CHANGE_NEW, "similar, answers: a .npy or a document that changes while it is read is an error"},
    {"0.1.0", CHANGE_NEW,
     "random, stratify, similar: columns label and confidence, the deployed model's answer, where the input tells it"},
    {"0.1.0", CHANGE_NEW,
     "--predictions FILE, in plans \"predictions\": label and confidence of rows whose input does not tell them"},
    {"0.1.0", CHANGE_OTHER, "teacher: the columns student_label and student_confidence are now label and confidence"},
    {"0.1.0", CHANGE_OTHER,
     "--draw: inclusion_prob is exact, min(1, w t); it was far off where few rows are drawn. Evidence weight"},
    {"0.1.0", CHANGE_OTHER, "report: a class has as many rows as the record tells, not as its drawn rows stand for"},
    {"0.1.0", CHANGE_NEW,
     "batch, report: the record tells the mean forecast of each class, and a class is estimated with it: narrower by a "
     "tenth"},
    {"0.1.0", CHANGE_NEW, "consistency, similar: --draw, a sample whose chances grow with the doubt or the likeness"},
    {"0.1.0", CHANGE_OTHER, "consistency: the column expected is now expected_label; expected is a forecast (--draw)"},
    {"0.1.0", CHANGE_OTHER,
     "--keep: a column that has the name of one that some command writes is called kept_NAME, in all queues"},
    {"0.1.0", CHANGE_OTHER,
     "jsonl: a column has one type, whichever command wrote it, mix too; 1 is 1.0 unless it counts"},
    {"0.1.0", CHANGE_NEW, "library: share_difference and mcnemar_exact, of two models on the same rows"},
    {"0.1.0", CHANGE_NEW,
     "--partial I/N and merge: a table in shards, ranked where they lie, to the bytes of one run; --expect-rows N;"
     " dengine-cluster(7)"},
    {"0.1.0", CHANGE_NEW,
     "consistency: --tell-lasting writes how long each class lasts, --lasting takes it: of earlier frames, of all "
     "shards"},
    {"0.1.0", CHANGE_NEW,
     "stratify: --by cuts(COL,A,B), bins of your own; --cuts tells those of bin(), of all shards too"},
    {"0.1.0", CHANGE_OTHER, "mix: a drawn row whose score someone took out has no probability; it had 1"},
    {"0.1.0", CHANGE_OTHER, "random, stratify: a queue of drawn rows is refused as an input: use merge, or mix"},
    {"0.1.0", CHANGE_OTHER, "consistency: neighbours weigh by how long the class of the frame lasts"},
    {"0.1.0", CHANGE_OTHER, "--diverse: the pool is 3x, where it was 10x"},
    {"0.1.0", CHANGE_OTHER, "library: metrics is now likeness_metrics"},
    {"0.1.0", CHANGE_REMOVED, "help readme: the reference is in help and in the manual"},
    {"0.1.0", CHANGE_MENDED, "batch --dry-run: control characters of a plan are shown, not sent to the terminal"},
    {"0.1.0", CHANGE_MENDED,
     "answers: NA, null and the like are no answer in a table; bytes that are no text are noted"},
    {"0.1.0", CHANGE_MENDED,
     "answers: a queue of --spreadsheet-safe comes back with its ids; images a.png and a.jpg are never one sample"},
    {"0.1.0", CHANGE_MENDED,
     "export --to doccano: numbers go as text, as one that is missing keeps doccano from importing any"},
    {"0.1.0", CHANGE_MENDED, "export: two rows that a tool would take for one are refused"},
    {"0.1.0", CHANGE_MENDED, "make: CPPFLAGS are honoured"},
    {"0.1.0", CHANGE_MENDED,
     "times: 20261124, 20261124T090530 and 20261124090530 are dates, where they were Unix time of 1970 and 2612"},
    {"0.1.0", CHANGE_MENDED, "inspect: a folder is read as a table in shards, as the commands read it"},
    {"0.1.0", CHANGE_MENDED,
     "--tolerance: a probability that it lets pass beyond 0 or 1 counts as 0 or 1; no score leaves its range, --draw "
     "takes it"},
    {"0.1.0", CHANGE_MENDED,
     "report: nights of one \"model\" whose table grew are told of the rows it has now, each counted once"},
    {"0.1.0", CHANGE_NEW,
     "plans with \"draw\": the record tells what is expected of the rows that no other method picked, and report's "
     "interval is narrower by it"},
    {0},
};

const char *change_kind_name(enum change_kind kind)
{
    switch (kind) {
    case CHANGE_NEW:
        return "new";
    case CHANGE_OTHER:
        return "changed";
    case CHANGE_REMOVED:
        return "removed";
    case CHANGE_MENDED:
        break;
    }
    return "mended";
}
