#include "command/command.h"

extern const struct command command_random, command_stratify, command_confidence, command_consistency, command_similar;

const struct command *const commands[] = {
    &command_confidence, &command_random, &command_stratify, &command_consistency, &command_similar, NULL,
};
