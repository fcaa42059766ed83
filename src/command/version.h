/*
 * version.h - `dengine --version`: what a report of a mistake should begin with.
 */
#ifndef DENGINE_COMMAND_VERSION_H
#define DENGINE_COMMAND_VERSION_H

/* Prints the version, the libraries', and which instructions are used here. */
void version_print(void);

#endif
