/*
 * export - from the queue to the people.
 *
 * Reads a queue and writes it as the tasks of a labelling tool; `answers` reads what comes back.
 */
#include "output/export.h"

#include <string.h>
#include <sys/stat.h>

#include "output/queue_read.h"
#include "read/document.h"
#include "run/deployed_answer.h"
#include "run/queue_beside.h"

/* --labels: a file with a class a line, or the classes with commas between them. */
static bool read_labels(struct words *labels, struct arena *arena, const char *argument, struct error *error)
{
    struct stat status;
    struct text text;
    if (!argument)
        return true;
    if (stat(argument, &status) != 0) {
        words_split(labels, arena, text_of(argument), ',');
        return true;
    }
    struct words lines = {0};
    if (!document_read(&text, arena, argument, error))
        return error_prefix(error, "--labels");
    words_split(&lines, arena, text, '\n');
    for (size_t i = 0; i < lines.count; i++) {
        struct text line = text_line(lines.items[i]);
        if (line.size)
            words_add(labels, arena, line);
    }
    return true;
}

static bool write_config(struct run *run, const struct export *export, struct output *output, struct error *error)
{
    const struct options *options = run->options;
    if (!options->config_out)
        return true;
    if (!export_tools[options->tool].picks)
        return error_set(error, STATUS_USAGE, "--config-out is Label Studio's: --to label-studio");
    if (!export->classes.count)
        return error_set(error, STATUS_USAGE, "--config-out needs the classes, and the queue has none: --labels A,B,C");
    return output_open(output, run->arena, options->config_out, error) &&
           export_label_studio_config(export, output->file, error);
}

static void note_labels(const struct run *run, const struct export *export)
{
    const struct options *options = run->options;
    bool asked = options->config_out || strcmp(export_tool_names[options->tool], "cvat") == 0;
    if (asked && !options->labels)
        run_note(run, "the classes are the %zu that the deployed model says in the queue; --labels names all",
                 export->classes.count);
}

static bool run_export(const struct command *command, const struct options *options, struct arena *arena,
                       struct error *error)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    struct queue queue;
    struct words labels = {0};
    struct output *config = arena_alloc(arena, sizeof *config); /* it lives as long as the arena */
    const struct export_tool *tool = &export_tools[options->tool];
    struct export export = {.arena = arena,
                            .queue = &queue,
                            .spec = {.url = options->url,
                                     .data = options->data,
                                     .control = options->control,
                                     .object = options->object,
                                     .model = options->model,
                                     .size = options->size,
                                     .prefill = options->prefill}};
    *run = (struct run){.command = command, .options = options, .arena = arena};
    if (options->keep.count && !options->with.count)
        return error_set(error, STATUS_USAGE, "export: --keep names columns of --with FILE; those of the queue all go");
    const char *name = strcmp(options->files[0], "-") == 0 ? "standard input" : options->files[0];
    if (!run_beside_check(options, arena, error) || !run_beside_open(run, error) ||
        !queue_read(&queue, arena, options->files[0], options->id, options->delimiter, error) ||
        (options->predictions && !deployed_answer_fill(run, &queue, options->predictions, error)) ||
        !queue_beside_add(run, &queue, name, options->keep.count ? &options->keep : NULL, error) ||
        !read_labels(&labels, arena, options->labels, error) || !export_open(&export, tool, &labels, error) ||
        !run_create(run, error) || !write_config(run, &export, config, error) ||
        !tool->write(&export, run->output.file, error))
        return false;
    if (!output_finish(&run->output, error) || (config->file && !output_finish(config, error)))
        return false;
    note_labels(run, &export);
    run_beside_note(run);
    return run_filled(run, queue.count, error);
}

const struct command command_export = {
    .name = "export",
    .operands = "QUEUE --to TOOL",
    .operands_least = 1,
    .operands_most = 1,
    .doc = "a queue as the tasks of a labelling tool",
    .text =
        "Ids go as text, under `dengine_id`, and come back as they went: `answers` reads the tool's own exports.\n"
        "--url says where a sample's image or text is, columns in braces, percent-encoded but for `/`:\n"
        "'s3://bucket/{id}.jpg'; {id:raw} is put in as it is. Without it the column --data is shown, else the id.\n"
        "--with puts the columns of another table beside the queue's: fields of the task, names for --url and --data.\n"
        "dengine opens no connection. Label Studio takes the file with\n"
        "    curl -H \"Authorization: Token $TOKEN\" -H 'Content-Type: application/json' \\\n"
        "         --data-binary @tasks.json $URL/api/projects/$PROJECT/import",
    .example = "export <(dengine confidence data/digits/probs.csv -n 5) --to prodigy",
    .groups = GROUP(EXPORT),
    .run = run_export,
};
