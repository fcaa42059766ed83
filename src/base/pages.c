#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t whole_pages(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

void *pages_map(size_t size)
{
    size = whole_pages(size);
    if (size > SIZE_MAX / 2)
        return NULL;
    char *all = mmap(NULL, size + PAGES_LARGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        return NULL;
    size_t before = (PAGES_LARGE - (uintptr_t)all % PAGES_LARGE) % PAGES_LARGE;
    if (before)
        munmap(all, before);
    munmap(all + before + size, PAGES_LARGE - before);
#ifdef MADV_HUGEPAGE
    madvise(all + before, size, MADV_HUGEPAGE);
#endif
    return all + before;
}

void pages_unmap(void *pages, size_t size)
{
    if (pages)
        munmap(pages, whole_pages(size));
}
