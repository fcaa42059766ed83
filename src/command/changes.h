/*
 * changes.h - what changed for users, for `dengine help changes` and dengine-changes(7).
 */
#ifndef DENGINE_CHANGES_H
#define DENGINE_CHANGES_H

enum change_kind {
    CHANGE_NEW,     /* something that was not there */
    CHANGE_OTHER,   /* the same command line does something else */
    CHANGE_REMOVED, /* a command line no longer works */
    CHANGE_MENDED,  /* it was wrong */
};

struct change {
    const char *since; /* the release before it */
    enum change_kind kind;
    const char *text; /* begins with the command or the option; lower case, no full stop */
};

/* Newest release first; a row of zeros ends the table. */
extern const struct change changes[];

/* The name of a kind: "new", "changed" ... */
const char *change_kind_name(enum change_kind kind);

#endif
