#include "score/panels.h"

static bool everywhere(void)
{
    return true;
}

#if defined(__x86_64__)
static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f");
}
#endif

const struct likeness_kind likeness_kinds[] = {
#if defined(__x86_64__)
    {"avx512", has_avx512, panels_dots_avx512, panels_distances_avx512},
    {"avx2", has_avx2, panels_dots_avx2, panels_distances_avx2},
#endif
    {"portable", everywhere, panels_dots_portable, panels_distances_portable},
    {0},
};

const struct likeness_kind *likeness_best(void)
{
    const struct likeness_kind *kind = likeness_kinds;
    while (!kind->supported())
        kind++;
    return kind;
}

void panels_open(struct panels *panels, struct arena *arena, const float *vectors, size_t count, size_t dimensions)
{
    *panels = (struct panels){
        .dimensions = dimensions, .count = count, .panels = (count + LIKENESS_LANES - 1) / LIKENESS_LANES};
    panels->data = arena_array(arena, panels->panels * dimensions * LIKENESS_LANES, sizeof *panels->data);
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < dimensions; d++)
            panels->data[(i / LIKENESS_LANES * dimensions + d) * LIKENESS_LANES + i % LIKENESS_LANES] =
                vectors[i * dimensions + d];
}
