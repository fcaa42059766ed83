/*
 * say.h - what the program says on standard error.
 */
#ifndef DENGINE_SAY_H
#define DENGINE_SAY_H

/* Writes to standard error what a terminal may get: what would steer it (text_steers) is escaped, whoever put it
 * into a file; but for newlines and tabs. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
