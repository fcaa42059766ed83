/*
 * likeness_kernel.h - the comparison of rows with panels, for one instruction set.
 *
 * A file that includes it names the functions (KERNEL_NAME), the instructions (KERNEL_TARGET), how many
 * numbers a register holds (KERNEL_WIDTH), and how many registers of seeds and how many rows are
 * compared at once: as many sums as there are registers for them (KERNEL_PARTS, KERNEL_ROWS).
 */
#include "score/panels.h"

typedef float kernel_lanes __attribute__((vector_size(KERNEL_WIDTH * sizeof(float))));

enum kernel_kind { KERNEL_DOTS, KERNEL_DISTANCES };
enum { KERNEL_PER_PANEL = LIKENESS_LANES / KERNEL_WIDTH };

/* KERNEL_ROWS rows with `count` registers (a constant) of seeds from number `first`, over the dimensions
 * from `start` to `end`: adds to `out`. */
KERNEL_TARGET static inline __attribute__((always_inline)) void kernel_tile(const struct panels *panels,
                                                                            enum kernel_kind kind, const float *rows,
                                                                            size_t first, size_t count, size_t start,
                                                                            size_t end, double *out)
{
    size_t dimensions = panels->dimensions, width = panels->panels * LIKENESS_LANES;
    const float *seeds[KERNEL_PARTS];
    kernel_lanes sums[KERNEL_ROWS][KERNEL_PARTS] = {0};
    for (size_t p = 0; p < count; p++)
        seeds[p] = panels->data + (first + p) / KERNEL_PER_PANEL * dimensions * LIKENESS_LANES +
                   (first + p) % KERNEL_PER_PANEL * KERNEL_WIDTH;
    for (size_t d = start; d < end; d++)
        for (size_t p = 0; p < count; p++) {
            kernel_lanes seed;
            __builtin_memcpy(&seed, seeds[p] + d * LIKENESS_LANES, sizeof seed);
            for (size_t r = 0; r < KERNEL_ROWS; r++) {
                float x = rows[r * dimensions + d];
                if (kind == KERNEL_DOTS) {
                    sums[r][p] += x * seed;
                } else {
                    kernel_lanes difference = x - seed;
                    sums[r][p] += difference * difference;
                }
            }
        }
    for (size_t r = 0; r < KERNEL_ROWS; r++)
        for (size_t p = 0; p < count; p++)
            for (size_t i = 0; i < KERNEL_WIDTH; i++)
                out[r * width + (first + p) * KERNEL_WIDTH + i] += (double)sums[r][p][i];
}

KERNEL_TARGET static inline __attribute__((always_inline)) void
kernel_run(const struct panels *panels, enum kernel_kind kind, const float *rows, size_t count, double *out)
{
    size_t dimensions = panels->dimensions, width = panels->panels * LIKENESS_LANES;
    size_t parts = panels->panels * KERNEL_PER_PANEL;
    __builtin_memset(out, 0, count * width * sizeof *out);
    for (size_t start = 0; start < dimensions; start += LIKENESS_CHUNK) {
        size_t end = start + LIKENESS_CHUNK < dimensions ? start + LIKENESS_CHUNK : dimensions;
        for (size_t row = 0; row < count; row += KERNEL_ROWS) {
            size_t p = 0;
            for (; p + KERNEL_PARTS <= parts; p += KERNEL_PARTS)
                kernel_tile(panels, kind, rows + row * dimensions, p, KERNEL_PARTS, start, end, out + row * width);
            for (; p < parts; p++)
                kernel_tile(panels, kind, rows + row * dimensions, p, 1, start, end, out + row * width);
        }
    }
}

#define KERNEL_JOIN_(a, b) a##b
#define KERNEL_JOIN(a, b) KERNEL_JOIN_(a, b)

KERNEL_TARGET void KERNEL_JOIN(panels_dots_, KERNEL_NAME)(const struct panels *panels, const float *rows, size_t count,
                                                          double *out)
{
    kernel_run(panels, KERNEL_DOTS, rows, count, out);
}

KERNEL_TARGET void KERNEL_JOIN(panels_distances_, KERNEL_NAME)(const struct panels *panels, const float *rows,
                                                               size_t count, double *out)
{
    kernel_run(panels, KERNEL_DISTANCES, rows, count, out);
}
