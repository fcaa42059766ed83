#include "join/slots.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN_UNLABELLED = 65535 };

/* Why a sample cannot be scored: of several reasons the first table's. */
struct fault {
    const char *text;
    size_t table;
};

static void *reserve(struct gather *gather, unsigned need, size_t count, size_t *at, size_t *size)
{
    *at = *size;
    if (gather->needs & need)
        *size += count * 8;
    return at;
}

void slots_open(struct gather *gather)
{
    size_t size = offsetof(struct slot, labels) + gather->members.count * sizeof(uint16_t);
    size = (size + 7) / 8 * 8;
    reserve(gather, GATHER_SHARES, gather->classes, &gather->sums_at, &size);
    reserve(gather, GATHER_OWN, gather->classes, &gather->own_at, &size);
    reserve(gather, GATHER_EVERY, gather->members.count * gather->classes, &gather->every_at, &size);
    reserve(gather, GATHER_ENTROPY, 1, &gather->entropy_at, &size);
    reserve(gather, GATHER_CONFIDENCE, 1, &gather->confidence_at, &size);
    reserve(gather, GATHER_CONFIDENCE, 1, &gather->own_confidence_at, &size);
    gather->told_at = size;
    size += gather->told ? gather->told->size : 0;
    gather->group_at = size;
    size += gather->group ? sizeof(struct text) : 0;
    gather->fault_at = size;
    size += gather->tables[0].scan.bad_row == BAD_ROW_FIRST ? sizeof(struct fault) : 0;
    gather->pending = pending_open(gather->arena, size);
}

static int64_t *sums_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static double *doubles_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static void *told_of(const struct gather *gather, struct slot *slot)
{
    return (char *)slot + gather->told_at;
}

static struct text *group_of(const struct gather *gather, struct slot *slot)
{
    return (void *)((char *)slot + gather->group_at);
}

static struct fault *fault_of(const struct gather *gather, struct slot *slot)
{
    return (void *)((char *)slot + gather->fault_at);
}

static void add_own(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                    const struct answer *answer)
{
    size_t classes = table->scan.sampler->predictor.classes;
    slot->flags |= SLOT_OWN;
    slot->own_label = (uint16_t)answer->label;
    if (gather->needs & GATHER_CONFIDENCE)
        *doubles_of(slot, gather->own_confidence_at) = answer->confidence;
    if (gather->needs & GATHER_OWN)
        for (size_t k = 0; k < classes; k++)
            doubles_of(slot, gather->own_at)[table->class_numbers[k]] = answer->p[k];
}

static void add_other(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                      const struct answer *answer)
{
    size_t classes = table->scan.sampler->predictor.classes;
    slot->seen++;
    slot->labels[answer->member] = (uint16_t)(answer->label == GATHER_NO_LABEL ? SEEN_UNLABELLED : answer->label + 1);
    if (gather->needs & GATHER_CONFIDENCE)
        *sums_of(slot, gather->confidence_at) += answer_units(answer->confidence);
    if (gather->needs & GATHER_ENTROPY)
        *sums_of(slot, gather->entropy_at) += answer->entropy;
    if (gather->needs & GATHER_SHARES) {
        int64_t *sums = sums_of(slot, gather->sums_at);
        if (answer->millionths && table->all_classes)
            for (size_t k = 0; k < classes; k++)
                sums[k] += (int64_t)(UINT64_C(1000000) * answer->millionths[k]);
        else if (answer->millionths)
            for (size_t k = 0; k < classes; k++)
                sums[table->class_numbers[k]] += (int64_t)(UINT64_C(1000000) * answer->millionths[k]);
        else if (table->all_classes)
            for (size_t k = 0; k < classes; k++)
                sums[k] += answer->units[k];
        else
            for (size_t k = 0; k < classes; k++)
                sums[table->class_numbers[k]] += answer->units[k];
    }
    if (gather->needs & GATHER_EVERY) {
        double *every = doubles_of(slot, gather->every_at) + answer->member * gather->classes;
        for (size_t k = 0; k < classes; k++)
            every[table->class_numbers[k]] = answer->p[k];
    }
}

static bool add_told(const struct gather *gather, struct slot *slot, const struct answer *answer)
{
    if (slot->flags & SLOT_TOLD)
        return false;
    slot->flags |= SLOT_TOLD;
    memcpy(told_of(gather, slot), answer->told, gather->told->size);
    return true;
}

bool slots_add(const struct gather *gather, const struct gather_table *table, struct slot *slot,
               const struct answer *answer)
{
    if (table->says == SAYS_TOLD)
        return add_told(gather, slot, answer);
    bool own = answer->member == GATHER_DEPLOYED;
    if (own ? slot->flags & SLOT_OWN : slot->labels[answer->member])
        return false;
    if (answer->principal) {
        slot->flags |= answer->outside ? SLOT_PRINCIPAL | SLOT_OUTSIDE : SLOT_PRINCIPAL;
        if (gather->group)
            *group_of(gather, slot) =
                text_copy(pending_arena(gather->pending, pending_part(answer->key.hash)), answer->group);
    }
    if (own)
        add_own(gather, table, slot, answer);
    else
        add_other(gather, table, slot, answer);
    return true;
}

bool slots_complete(const struct gather *gather, const struct slot *slot)
{
    return slot->seen == gather->members.count && (!gather->deployed || slot->flags & SLOT_OWN) &&
           (!gather->told || slot->flags & SLOT_TOLD) && !(slot->flags & SLOT_BAD);
}

void slots_add_fault(const struct gather *gather, size_t table, struct slot *slot, const struct answer *answer,
                     const struct problem *problem)
{
    const struct gather_table *from = &gather->tables[table];
    struct fault *fault = fault_of(gather, slot);
    struct arena *arena = pending_arena(gather->pending, pending_part(answer->key.hash));
    struct buffer text = {.arena = arena};
    buffer_format(&text, "%s: %s", gather_name(gather, table), problem->text);
    const char *reason = buffer_string(&text);
    bool unknown = from->by_member && problem->column == from->member_column;
    if (gather->group && answer->principal)
        *group_of(gather, slot) = answer->group.data ? text_copy(arena, answer->group) : (struct text){0};
    slot->flags |= SLOT_BAD | (answer->member == GATHER_DEPLOYED || unknown ? SLOT_KNOWN : 0) |
                   (answer->principal ? SLOT_PRINCIPAL : 0); /* not outside, as far as anyone can tell */
    if (!fault->text || table < fault->table || (table == fault->table && strcmp(reason, fault->text) < 0))
        *fault = (struct fault){reason, table};
}

struct gathered slots_tell(const struct gather *gather, struct slot *slot)
{
    return (struct gathered){
        .id = {slot->id, slot->id_size},
        .group = gather->group ? *group_of(gather, slot) : (struct text){0},
        .problem = slot->flags & SLOT_BAD ? fault_of(gather, slot)->text : NULL,
        .known = slot->flags & SLOT_OWN,
        .own_label = slot->flags & SLOT_OWN ? slot->own_label : GATHER_NO_LABEL,
        .own_confidence = gather->needs & GATHER_CONFIDENCE ? *doubles_of(slot, gather->own_confidence_at) : 0,
        .own = gather->needs & GATHER_OWN ? doubles_of(slot, gather->own_at) : NULL,
        .seen = slot->seen,
        .labels = slot->labels,
        .sums = gather->needs & GATHER_SHARES ? sums_of(slot, gather->sums_at) : NULL,
        .entropy = gather->needs & GATHER_ENTROPY ? *sums_of(slot, gather->entropy_at) : 0,
        .confidence = gather->needs & GATHER_CONFIDENCE ? *sums_of(slot, gather->confidence_at) : 0,
        .every = gather->needs & GATHER_EVERY ? doubles_of(slot, gather->every_at) : NULL,
        .told = slot->flags & SLOT_TOLD ? told_of(gather, slot) : NULL,
    };
}
