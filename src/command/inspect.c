/*
 * inspect - what is in these tables, and which commands work on them?
 *
 * The first rows tell what each column seems to be, one pass over all of them what they hold.
 */
#include "output/inspect.h"
#include "output/hints_matrix.h"
#include "read/paths.h"
#include "read/spool.h"
#include "run/run.h"

struct inspecting {
    const struct options *options;
    struct arena *arena;
    struct inspection found;
    struct idset first; /* the ids of the first table, for those behind it */
    struct identified *matrices;
    size_t matrices_count;
};

static bool inspect_table(struct inspecting *inspecting, struct inspected *file, const char *path, struct error *error)
{
    size_t number = inspecting->found.tables++;
    struct profile *profile = &inspecting->found.profiles[number];
    bool first = number == 0;
    const struct profile_spec spec = {.named = options_columns(inspecting->options, inspecting->arena),
                                      .header = text_of(inspecting->options->header ? inspecting->options->header : ""),
                                      .delimiter = inspecting->options->delimiter,
                                      .threads = (unsigned)inspecting->options->threads,
                                      .ids = first && inspecting->found.count > 1 ? &inspecting->first : NULL,
                                      .others = first ? NULL : &inspecting->first};
    if (!profile_read(profile, inspecting->arena, path, &spec, error))
        return false;
    file->profile = profile;
    if (spool_is_numbered(path)) { /* which no later command can open */
        struct buffer why = {.arena = inspecting->arena};
        buffer_format(&why, "%s is gone when this command has ended: `-` reads it from a pipe, or save it in a file",
                      path);
        offer_refuse(&file->offers, buffer_string(&why));
        profile->path = "-";
    }
    offers_table(&file->offers, profile);
    return true;
}

/* The table with the ids of the next matrix: one for all, or one for each. */
static bool read_ids(struct inspecting *inspecting, const struct profile **ids, struct error *error)
{
    const struct words *all = &inspecting->options->ids;
    size_t number = all->count == 1 ? 0 : inspecting->matrices_count;
    if (number >= all->count)
        return true;
    const struct profile_spec spec = {.threads = (unsigned)inspecting->options->threads,
                                      .others = inspecting->found.tables ? &inspecting->first : NULL};
    struct profile *profile = arena_alloc(inspecting->arena, sizeof *profile);
    const char *path = text_copy(inspecting->arena, all->items[number]).data;
    *ids = profile;
    return profile_read(profile, inspecting->arena, path, &spec, error) || error_prefix(error, "--ids");
}

static bool inspect_matrix(struct inspecting *inspecting, struct inspected *file, const char *path, struct error *error)
{
    struct matrix *matrix = arena_alloc(inspecting->arena, sizeof *matrix);
    file->identified.matrix = matrix;
    if (!matrix_read(matrix, inspecting->arena, path, (unsigned)inspecting->options->threads, error))
        return hint_matrix_error(&matrix->npy, error);
    if (!read_ids(inspecting, &file->identified.ids, error))
        return false;
    inspecting->matrices[inspecting->matrices_count++] = file->identified;
    offers_matrix(&file->offers, &file->identified);
    return true;
}

/* Reads those files that are answers; a folder is a table in shards. */
static bool find_answers(struct inspecting *inspecting, struct error *error)
{
    for (size_t i = 0; i < inspecting->found.count; i++) {
        struct answers_look *look = arena_alloc(inspecting->arena, sizeof *look);
        struct inspected *file = &inspecting->found.files[i];
        const char *path = inspecting->options->files[i];
        enum path_kind kind;
        bool is = false;
        file->offers.arena = inspecting->arena;
        if (!path_look(path, &kind, error))
            return false;
        if (kind != PATH_FOLDER && !npy_is(path) && !answers_look_at(look, inspecting->arena, path, &is, error))
            return false;
        file->answers = is ? look : NULL;
        inspecting->found.answers += is;
    }
    return true;
}

/* The matrices, or the tables. */
static bool inspect_some(struct inspecting *inspecting, bool matrices, struct error *error)
{
    for (size_t i = 0; i < inspecting->found.count; i++) {
        const char *path = inspecting->options->files[i];
        struct inspected *file = &inspecting->found.files[i];
        if (!file->answers && npy_is(path) == matrices &&
            !(matrices ? inspect_matrix : inspect_table)(inspecting, file, path, error))
            return false;
    }
    return true;
}

/* The first vectors whose rows have ids. */
static const struct identified *first_vectors(const struct inspecting *inspecting)
{
    for (size_t i = 0; i < inspecting->matrices_count; i++)
        if (inspecting->matrices[i].matrix->kind == MATRIX_VECTORS && inspecting->matrices[i].ids)
            return &inspecting->matrices[i];
    return NULL;
}

/* The only table with so many rows; NULL: none, or several. */
static const struct profile *table_of(const struct inspecting *inspecting, uint64_t rows)
{
    const struct profile *table = NULL;
    for (size_t i = 0; i < inspecting->found.tables; i++) {
        const struct profile *profile = &inspecting->found.profiles[i];
        if (profile->counts.read != rows)
            continue;
        if (table)
            return NULL;
        table = profile;
    }
    return table;
}

/* A table with as many rows as a matrix may tell whose these are. */
static void pair_matrices(struct inspecting *inspecting)
{
    for (size_t i = 0; i < inspecting->matrices_count; i++) {
        struct identified *matrix = &inspecting->matrices[i];
        const struct profile *table = matrix->ids ? NULL : table_of(inspecting, matrix->matrix->npy.rows);
        if (table && offers_pair(&inspecting->found.joins, &(struct identified){matrix->matrix, table}))
            matrix->ids = table;
    }
}

static void offer_answers(struct inspecting *inspecting)
{
    struct inspection *found = &inspecting->found;
    for (size_t i = 0; i < found->count; i++) {
        struct answers_look *look = found->files[i].answers;
        if (!look)
            continue;
        offers_answers(&found->files[i].offers, look, found->tables == 0);
        if (found->tables == 0)
            continue;
        answers_look_match(look, &inspecting->first);
        offers_with_answers(&found->joins, look, found->profiles, found->tables, first_vectors(inspecting));
    }
}

/* What parts cells and what they are called is said of one table. */
static bool check_one(const struct options *options, struct error *error)
{
    const char *one = options->header ? "--header" : options->delimiter ? "--delimiter" : NULL;
    return !one || options->files_count == 1 ||
           error_set(error, STATUS_USAGE, "%s is for one table: inspect the others without it", one);
}

static bool check_ids(const struct inspecting *inspecting, struct error *error)
{
    size_t ids = inspecting->options->ids.count, matrices = inspecting->matrices_count;
    return (ids > 1 ? ids == matrices : ids <= matrices) ||
           error_set(error, STATUS_USAGE, "--ids: %zu file%s for %zu .npy: expected one for each, or one for all", ids,
                     ids == 1 ? "" : "s", matrices);
}

/* Joins read no table of several files. */
static bool in_shards(const struct inspection *found)
{
    for (size_t i = 0; i < found->tables; i++)
        if (found->profiles[i].files > 1)
            return true;
    return false;
}

/* The tables come first: the ids of the others are held against those of the first of them. */
static bool inspect_files(struct inspecting *inspecting, struct error *error)
{
    struct inspection *found = &inspecting->found;
    found->files = arena_array(inspecting->arena, found->count, sizeof *found->files);
    found->profiles = arena_array(inspecting->arena, found->count, sizeof *found->profiles);
    inspecting->matrices = arena_array(inspecting->arena, found->count, sizeof *inspecting->matrices);
    inspecting->first.arena = inspecting->arena;
    idset_open(&inspecting->first);
    if (!find_answers(inspecting, error) || !inspect_some(inspecting, false, error) ||
        !inspect_some(inspecting, true, error) || !check_ids(inspecting, error))
        return false;
    if (found->tables > 1 && !in_shards(found))
        offers_joins(&found->joins, found->profiles, found->tables);
    pair_matrices(inspecting);
    offers_matrices(&found->joins, inspecting->matrices, inspecting->matrices_count,
                    found->tables ? &found->profiles[0] : NULL);
    offer_answers(inspecting);
    return true;
}

static bool run_inspect(const struct command *command, const struct options *options, struct arena *arena,
                        struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    struct inspecting *inspecting = arena_alloc(arena, sizeof *inspecting);
    *inspecting = (struct inspecting){
        .options = options, .arena = arena, .found = {.count = options->files_count, .joins = {.arena = arena}}};
    *run = (struct run){.command = command, .options = options, .arena = arena};
    if (!check_one(options, error) || !run_spool(options, error) || !inspect_files(inspecting, error) ||
        !run_create(run, error))
        return false;
    inspect_write(run->output.file, &inspecting->found, (enum inspect_format)options->inspect_format);
    return output_finish(&run->output, error);
}

const struct command command_inspect = {
    .name = "inspect",
    .operands = "FILE...",
    .doc = "what is in these tables, and which commands work on them?",
    .text =
        "Tells what each column seems to be, by its name and its first rows, and in one pass over all rows how many\n"
        "ids there are, how often each class is said, how sure the model is, what is missing or bad and where the\n"
        "first such place is; of .npy whether its rows seem to be probabilities, logits or vectors; of what a "
        "labelling\n"
        "tool exported, which tool, how many answers, of whom. Then the commands that work on it, ready to paste, "
        "with\n"
        "the options that its header needs; for several files those that join them. Nothing is guessed in a run: "
        "there\n"
        "the options say.",
    .example = "inspect data/digits/predictions.csv",
    .groups = GROUP(INSPECT),
    .run = run_inspect,
};
