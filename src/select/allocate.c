#include <math.h>
#include <stdlib.h>

#include "dengine/hash.h"
#include "dengine/strata.h"

const char *const strata_allocation_words[] = {[ALLOCATE_EQUAL] = "equal",
                                               [ALLOCATE_PROPORTIONAL] = "proportional",
                                               [ALLOCATE_SQRT] = "sqrt",
                                               [ALLOCATE_NEYMAN] = "neyman",
                                               NULL};

static double weight_of(const struct stratum *stratum, enum allocation allocation)
{
    switch (allocation) {
    case ALLOCATE_EQUAL:
        return 1;
    case ALLOCATE_PROPORTIONAL:
        return (double)stratum->size;
    case ALLOCATE_SQRT:
        return sqrt((double)stratum->size);
    case ALLOCATE_NEYMAN:
        break;
    }
    struct moments spread = stratum_spread(stratum);
    return (double)stratum->size * moments_deviation(&spread);
}

/* A stratum whose share is settled at its upper or lower bound. */
struct share {
    struct stratum *stratum;
    double exact; /* in rows; then what the floor leaves, -1 when it is settled */
    uint64_t tie;
    bool settled;
};

static uint64_t least_of(const struct stratum *stratum, uint64_t least)
{
    return stratum->size < least ? stratum->size : least;
}

/* Settles strata at their bounds until the rest can share `left` by weight. A settled upper bound
 * stays right while the level rises, a lower one while it falls: so settle the side that moves the
 * level least wrongly, the larger of the two overruns (Bitran & Hax 1981). Returns what is left. */
static uint64_t settle(struct share *shares, size_t count, uint64_t left, uint64_t least)
{
    for (;;) {
        double weights = 0, over = 0, under = 0;
        for (size_t i = 0; i < count; i++)
            weights += shares[i].settled ? 0 : shares[i].stratum->weight;
        if (weights <= 0) { /* nothing to go by: go by size */
            for (size_t i = 0; i < count; i++)
                if (!shares[i].settled)
                    weights += shares[i].stratum->weight = (double)shares[i].stratum->size;
        }
        for (size_t i = 0; i < count; i++) {
            struct share *share = &shares[i];
            if (share->settled)
                continue;
            share->exact = weights > 0 ? (double)left * share->stratum->weight / weights : 0; /* 0: all are empty */
            over += fmax(0, share->exact - (double)share->stratum->size);
            under += fmax(0, (double)least_of(share->stratum, least) - share->exact);
        }
        if (over <= 0 && under <= 0)
            return left;
        for (size_t i = 0; i < count; i++) {
            struct share *share = &shares[i];
            struct stratum *stratum = share->stratum;
            uint64_t lower = least_of(stratum, least);
            bool high = share->exact > (double)stratum->size, low = share->exact < (double)lower;
            if (share->settled || !(over >= under ? high : low))
                continue;
            share->settled = true;
            stratum->taken = high ? stratum->size : lower;
            left -= stratum->taken;
        }
    }
}

static int by_remainder(const void *a, const void *b)
{
    const struct share *left = a, *right = b;
    if (left->exact != right->exact)
        return left->exact > right->exact ? -1 : 1;
    if (left->tie != right->tie)
        return left->tie < right->tie ? -1 : 1;
    return text_compare(left->stratum->key, right->stratum->key);
}

/* Whole rows: the floors, then one more to the largest remainders. */
static void round_shares(struct share *shares, size_t count, uint64_t left)
{
    for (size_t i = 0; i < count; i++) {
        struct share *share = &shares[i];
        double whole = floor(share->exact + 1e-9);
        share->exact = share->settled ? -1 : round(fmax(0, share->exact - whole) * 1e9) / 1e9;
        if (share->settled)
            continue;
        share->stratum->taken = (uint64_t)whole;
        left -= share->stratum->taken;
    }
    if (left > 0)
        qsort(shares, count, sizeof *shares, by_remainder);
    for (size_t i = 0; left > 0; i = (i + 1) % count) {
        struct stratum *stratum = shares[i].stratum;
        if (stratum->taken < stratum->size) {
            stratum->taken++;
            left--;
        }
    }
}

bool strata_allocate(struct stratum **strata, size_t count, enum allocation allocation, uint64_t n, uint64_t least,
                     uint64_t tie_key, uint64_t *needed)
{
    uint64_t population = 0;
    *needed = 0;
    for (size_t i = 0; i < count; i++) {
        population += strata[i]->size;
        *needed += least_of(strata[i], least);
    }
    if (n > population)
        n = population;
    if (*needed > n)
        return false;
    if (count == 0)
        return true;
    struct arena arena = {0};
    struct share *shares = arena_array(&arena, count, sizeof *shares);
    for (size_t i = 0; i < count; i++) {
        strata[i]->weight = weight_of(strata[i], allocation);
        shares[i] = (struct share){.stratum = strata[i], .tie = n < count ? hash_text(tie_key, strata[i]->key) : 0};
    }
    round_shares(shares, count, settle(shares, count, n, least));
    arena_free(&arena);
    return true;
}
