#include "output/hints_matrix.h"

#include <string.h>

#include "base/shell.h"

/* What stands between `a = numpy.load(...)` and the end, after a list of labels was loaded. */
static void add_labels(struct buffer *line, const char *path, const char *array, bool words)
{
    struct buffer python = {.arena = line->arena};
    buffer_format(&python,
                  "import numpy, sys; a = numpy.load(sys.argv[1]); "
                  "numpy.savetxt(sys.stdout, %s, \"%s\", header=\"label\", comments=\"\")",
                  array, words ? "%s" : "%d");
    buffer_add(line, text_of("python3 -c"));
    shell_word(line, buffer_text(&python));
    shell_word(line, text_of(path));
    buffer_add(line, text_of(" | dengine inspect -"));
}

const char *hint_matrix_labels(struct arena *arena, const struct matrix *matrix)
{
    struct buffer why = {.arena = arena};
    bool many = matrix->npy.columns > 1;
    buffer_format(&why, "%s: ",
                  many ? "each row holds one 1 among zeros, a label and no probabilities"
                       : "whole numbers seem to be labels, and no probabilities");
    add_labels(&why, matrix->path, many ? "a.argmax(1)" : "a", false);
    return buffer_string(&why);
}

/* A file for each matrix of a stack: of three sizes that of the samples is taken for the largest of the first two. */
static void add_stack(struct buffer *line, const struct npy *npy)
{
    bool first = npy->shape[0] < npy->shape[1];
    struct buffer python = {.arena = line->arena};
    buffer_format(&python,
                  "import numpy, sys; a = numpy.load(sys.argv[1]); "
                  "[numpy.save(f\"member_{i}.npy\", a[%s].astype(\"float32\")) for i in range(a.shape[%d])]",
                  first ? "i" : ":, i", first ? 0 : 1);
    buffer_format(line, "the answers of %llu members, one matrix each? python3 -c",
                  (unsigned long long)npy->shape[first ? 0 : 1]);
    shell_word(line, buffer_text(&python));
    shell_word(line, text_of(npy->path));
    buffer_add(line, text_of("; dengine ensemble member_*.npy --id '#' --probs '*'"));
}

/* The same numbers as floats, a row for each sample, in a file beside it. */
static void add_floats(struct buffer *line, const struct npy *npy)
{
    struct text stem = text_of(npy->path);
    struct buffer name = {.arena = line->arena};
    stem.size -= text_ends(stem, text_of(".npy")) ? strlen(".npy") : 0;
    buffer_add(&name, stem);
    buffer_add(&name, text_of(".float32.npy"));
    buffer_add(line, text_of("python3 -c"));
    shell_word(line, text_of("import numpy, sys; a = numpy.load(sys.argv[1]); "
                             "numpy.save(sys.argv[2], a.reshape(len(a), -1).astype(\"float32\"))"));
    shell_word(line, text_of(npy->path));
    shell_word(line, buffer_text(&name));
}

bool hint_matrix_error(const struct npy *npy, struct error *error)
{
    struct arena arena = {0};
    struct buffer hint = {.arena = &arena};
    bool flat = npy->dimensions == 1 || (npy->dimensions == 2 && npy->shape[1] == 1);
    bool is = error->status == STATUS_DATA && npy->dimensions && (npy->kind != NPY_FLOATS || npy->dimensions > 2);
    if (is && npy->kind != NPY_FLOATS && flat)
        add_labels(&hint, npy->path, "a", npy->kind == NPY_WORDS);
    else if (is && npy->kind != NPY_WORDS && npy->dimensions == 3)
        add_stack(&hint, npy);
    else if (is && npy->kind != NPY_WORDS)
        add_floats(&hint, npy);
    if (hint.size) {
        struct text said = text_copy(&arena, text_of(error->text));
        error_set(error, STATUS_DATA, "%s; %s%s", said.data, flat ? "labels? " : "", buffer_string(&hint));
    }
    arena_free(&arena);
    return false;
}
