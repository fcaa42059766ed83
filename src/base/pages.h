/*
 * pages.h - memory for large tables that are looked up at random: in large pages where the system has
 * them, so that a look costs one miss, not several (on a virtual machine a third of a join's time).
 */
#ifndef DENGINE_PAGES_H
#define DENGINE_PAGES_H

#include <stddef.h>

enum { PAGES_LARGE = 2 * 1024 * 1024 };

/* `size` zeroed bytes that begin at a multiple of PAGES_LARGE; NULL when memory has run out. */
void *pages_map(size_t size);

/* Gives them back; NULL is nothing. */
void pages_unmap(void *pages, size_t size);

#endif
