#include "read/marks.h"

#include <stdlib.h>
#include <string.h>

static bool everywhere(void)
{
    return true;
}

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("pclmul");
}

static bool has_avx512(void)
{
    return has_avx2() && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd") &&
           __builtin_cpu_supports("avx512ifma") && __builtin_cpu_supports("avx512vbmi2");
}
#endif

const struct marks_kind marks_kinds[] = {
#if defined(__x86_64__)
    {"avx512", has_avx512, marks_count_avx512, marks_index_avx512, fractions_avx512},
    {"avx2", has_avx2, marks_count_avx2, marks_index_avx2, fractions_portable},
#endif
    {"portable", everywhere, marks_count_portable, marks_index_portable, fractions_portable},
    {0},
};

const struct marks_kind *marks_best(void)
{
    const char *asked = getenv("DENGINE_CSV");
    if (asked && strcmp(asked, "libcsv") == 0)
        return NULL;
    const struct marks_kind *best = NULL;
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++) {
        if (!kind->supported())
            continue;
        if (asked && strcmp(asked, kind->name) == 0)
            return kind;
        best = best ? best : kind;
    }
    return best;
}

size_t marks_count(const char *data, size_t size, char byte)
{
#if defined(__x86_64__)
    if (has_avx512())
        return marks_count_avx512(data, size, byte);
    if (has_avx2())
        return marks_count_avx2(data, size, byte);
#endif
    return marks_count_portable(data, size, byte);
}
