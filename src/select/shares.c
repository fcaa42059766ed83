#include "select/shares.h"

#include "dengine/draw.h"

/* Of one stratum. */
struct share {
    struct drawn rows;
    uint64_t limit; /* of the hashes of rows that can enter */
};

struct shares {
    struct drawn_store store;
    struct share *items; /* [number of the stratum] */
};

struct shares *shares_open(struct arena *arena, const struct strata *strata)
{
    struct shares *shares = arena_alloc(arena, sizeof *shares);
    size_t count = strata_count(strata);
    *shares = (struct shares){.store = {.arena = arena}, .items = arena_array(arena, count, sizeof *shares->items)};
    for (size_t i = 0; i < count; i++)
        shares->items[i].limit = UINT64_MAX;
    return shares;
}

bool shares_want(const struct shares *shares, const struct stratum *stratum, uint64_t hash)
{
    return stratum->taken > 0 && hash <= shares->items[stratum->number].limit;
}

void shares_offer(struct shares *shares, const struct stratum *stratum, const struct top_key *key, struct text id,
                  const struct text *cells, size_t cells_count)
{
    struct share *share = &shares->items[stratum->number];
    if (drawn_offer(&share->rows, &shares->store, stratum->taken, key, id, cells, cells_count))
        share->limit = draw_limit(drawn_least(&share->rows, stratum->taken));
}

void shares_give(struct shares *const *workers, size_t workers_count, struct stratum *const *strata, size_t count)
{
    struct shares *all = workers[0];
    for (size_t i = 0; i < count; i++) {
        struct drawn *rows = &all->items[strata[i]->number].rows;
        for (size_t worker = 1; worker < workers_count; worker++)
            drawn_merge(rows, &all->store, strata[i]->taken, &workers[worker]->items[strata[i]->number].rows);
        strata[i]->rows = *rows;
    }
}
