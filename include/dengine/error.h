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

/* Exit codes, those of sysexits.h. */
enum status {
    STATUS_OK = 0,
    STATUS_USAGE = 64,  /* the command line is wrong */
    STATUS_DATA = 65,   /* the input is wrong */
    STATUS_INPUT = 66,  /* an input cannot be opened or read */
    STATUS_BUG = 70,    /* dengine is wrong */
    STATUS_MEMORY = 71, /* out of memory */
    STATUS_CREATE = 73, /* an output cannot be created */
    STATUS_IO = 74,     /* an output cannot be written: disk full, device gone */
    STATUS_BUSY = 75,   /* another run holds the lock: try again */
    STATUS_PLAN = 78,   /* the plan file is wrong */
};

struct error {
    enum status status;
    char text[2048];
};

/* Sets status and text (cut, and marked so, when too long). Returns false, so that a caller can
 * `return error_set(...)`. */
bool error_set(struct error *error, enum status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts a place in front of the text: "PLACE: text". Returns false. */
bool error_prefix(struct error *error, const char *place);

DENGINE_END

#endif
