#include "command/stratify_keys.h"

struct text stratify_key_text(const struct stratify_keys *keys, const struct stratify_key *key)
{
    return (struct text){keys->text.data + key->start, key->size};
}

bool stratify_read_key(struct stratify_keys *keys, struct stratify_key *key, const struct run *run,
                       const struct terms *terms, struct sample *sample, struct problem *problem)
{
    key->start = keys->text.size;
    key->read = run_check(run, sample, problem) && terms_key(terms, sample, &keys->text, &key->shown, problem);
    if (!key->read)
        return false;
    key->size = keys->text.size - key->start;
    key->hash = strata_hash(stratify_key_text(keys, key));
    return true;
}

void stratify_read_keys(struct stratify_keys *keys, const struct run *run, const struct terms *terms,
                        const struct strata *strata, struct samples *samples, struct stratum *const *recalled)
{
    struct problem problem;
    keys->text.size = 0;
    for (size_t i = 0; i < samples->count; i++) {
        struct stratify_key *key = &keys->items[i];
        key->read = false;
        if (recalled && recalled[i])
            continue;
        struct sample sample = samples_at(samples, i);
        if (stratify_read_key(keys, key, run, terms, &sample, &problem))
            strata_prefetch(strata, key->hash);
    }
    for (size_t i = 0; i < samples->count; i++)
        if (keys->items[i].read)
            strata_prefetch_found(strata, keys->items[i].hash);
}
