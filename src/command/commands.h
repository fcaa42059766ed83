/*
 * commands.h - the list of subcommands.
 */
#ifndef DENGINE_COMMANDS_H
#define DENGINE_COMMANDS_H

#include "run/command.h"

/* All commands in the order of help; NULL ends the list. */
extern const struct command *const commands[];

#endif
