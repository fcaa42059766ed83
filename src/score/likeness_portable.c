/*
 * likeness_portable.c - whatever the compiler makes of it.
 */
#define KERNEL_NAME portable
#define KERNEL_TARGET
#define KERNEL_WIDTH 4
#define KERNEL_PARTS 4
#define KERNEL_ROWS 2
#include "score/likeness_kernel.h"
