#include "input/pass.h"

const char *const bad_row_words[] = {[BAD_ROW_FAIL] = "fail", [BAD_ROW_SKIP] = "skip", [BAD_ROW_FIRST] = "first", NULL};
