/*
 * error.h - how a function says why it failed.
 *
 * A function that can fail returns bool and takes a struct error as its last argument. On false the
 * error holds a status (the exit code of the program) and one line of text: where (file:line:column
 * or option), what was expected and what was found, what to do. The library never prints or exits.
 * Threads: a struct error belongs to one thread at a time.
 */
#ifndef DENGINE_ERROR_H
#define DENGINE_ERROR_H

#include <stdbool.h>

#include "dengine/export.h"

DENGINE_BEGIN

/* Each status, the exit code of the program (those of sysexits.h), and what it means. */
#define DENGINE_STATUSES(ROW)                                                    \
    ROW(OK, 0, "done")                                                           \
    ROW(EMPTY, 1, "the queue is empty (--fail-if-empty)")                        \
    ROW(USAGE, 64, "the command line is wrong")                                  \
    ROW(DATA, 65, "the input is wrong: the message names file, line and column") \
    ROW(INPUT, 66, "an input cannot be opened or read")                          \
    ROW(BUG, 70, "a bug in dengine")                                             \
    ROW(MEMORY, 71, "out of memory")                                             \
    ROW(CREATE, 73, "an output cannot be created")                               \
    ROW(IO, 74, "an output cannot be written (disk full)")                       \
    ROW(BUSY, 75, "busy: another run holds the lock, try again")                 \
    ROW(PLAN, 78, "the plan file is wrong")

#define STATUS(name, code, meaning) STATUS_##name = (code),
enum status { DENGINE_STATUSES(STATUS) };
#undef STATUS

/* The same as a table; a NULL meaning ends it. */
struct status_meaning {
    enum status status;
    const char *meaning;
};
extern const struct status_meaning status_meanings[];

struct error {
    enum status status;
    char text[2048];
};

/* Sets status and text (cut, and marked so, when too long). Returns false, so that a caller can
 * `return error_set(...)`. */
bool error_set(struct error *error, enum status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The status of a system call that failed for this reason (errno): STATUS_MEMORY when memory has run out, else
 * `otherwise`. */
enum status error_status(int reason, enum status otherwise);

/* Puts a place in front of the text: "PLACE: text"; a text that begins with a colon goes on with it, "PLACE:2:7: text".
 * Returns false. */
bool error_prefix(struct error *error, const char *place);

DENGINE_END

#endif
