#include "score/voices.h"

const char *const check_names[] = {
    [CHECK_NONE] = "none", [CHECK_FLICKER] = "flicker", [CHECK_PLACE] = "place", [CHECK_MOTION] = "motion"};
