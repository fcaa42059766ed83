#include "dengine/version.h"

const char *dengine_version(void)
{
    return DENGINE_VERSION;
}
