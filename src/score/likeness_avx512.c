/*
 * likeness_avx512.c - a panel is one register of 16 numbers.
 */
#include "score/panels.h"

#if defined(__x86_64__)
#define KERNEL_NAME avx512
#define KERNEL_TARGET __attribute__((target("avx512f")))
#define KERNEL_WIDTH 16
#define KERNEL_PARTS 4
#define KERNEL_ROWS 4
#include "score/likeness_kernel.h"
#endif
