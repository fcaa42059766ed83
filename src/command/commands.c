#include "command/commands.h"

extern const struct command command_random, command_stratify, command_confidence, command_consistency, command_similar;
extern const struct command command_ensemble, command_augment, command_teacher, command_helper;
extern const struct command command_merge, command_mix, command_batch, command_answers, command_export, command_learn;
extern const struct command command_report, command_recheck, command_inspect;

const struct command *const commands[] = {
    &command_confidence,
    &command_ensemble,
    &command_augment,
    &command_teacher,
    &command_helper,
    &command_random,
    &command_stratify,
    &command_consistency,
    &command_similar,
    &command_merge,
    &command_mix,
    &command_batch,
    &command_answers,
    &command_export,
    &command_learn,
    &command_report,
    &command_recheck,
    &command_inspect,
    NULL,
};
