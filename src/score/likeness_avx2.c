/*
 * likeness_avx2.c - a panel is two registers of 8 numbers.
 */
#include "score/panels.h"

#if defined(__x86_64__)
#define KERNEL_NAME avx2
#define KERNEL_TARGET __attribute__((target("avx2")))
#define KERNEL_WIDTH 8
#define KERNEL_PARTS 2
#define KERNEL_ROWS 4
#include "score/likeness_kernel.h"
#endif
