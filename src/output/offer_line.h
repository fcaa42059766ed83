/*
 * offer_line.h - a line of inspect's commands: its words, quoted for a shell, and the options that a header needs.
 */
#ifndef DENGINE_OFFER_LINE_H
#define DENGINE_OFFER_LINE_H

#include "input/profile.h"

struct offers {
    struct arena *arena;
    struct words commands, reasons;
};

struct buffer offer_begin(const struct offers *offers, const char *command);
void offer_option(struct buffer *line, const char *option, struct text value);

/* A column by the name that an option has by default needs no option. */
void offer_column(struct buffer *line, const struct profile *profile, const char *option, size_t column,
                  const char *usual);

/* Whether a column fits a name or glob that commands take for a prediction unless they are told otherwise. */
bool offer_has_usual(const struct profile *profile, const char *pattern);

/* What the table needs whatever is asked of it; what tells its prediction; what its bad rows need. */
void offer_reading(struct buffer *line, const struct profile *profile);
void offer_prediction(struct buffer *line, const struct profile *profile);
void offer_skip(struct buffer *line, const struct profile *profile);

/* Adds the line to the commands. One that a terminal would not show as it is cannot be pasted either. */
void offer_add(struct offers *offers, struct buffer *line);
void offer_refuse(struct offers *offers, const char *reason);

/* Whether the table is a queue. */
bool offer_is_queue(const struct profile *profile);

/* Whether the rows of an id are answers to altered copies of it. */
bool offer_is_view(const struct profile *profile);

#endif
