#include "join/annotation.h"

const char *const annotation_states[ANNOTATION_STATES] = {
    [ANNOTATION_ANSWERED] = "answered",     [ANNOTATION_SKIPPED] = "skipped", [ANNOTATION_REJECTED] = "rejected",
    [ANNOTATION_EMPTY] = "empty",           [ANNOTATION_SEVERAL] = "several", [ANNOTATION_SHAPES] = "shapes",
    [ANNOTATION_UNAPPROVED] = "unapproved", [ANNOTATION_OPEN] = "open",
};
