#include "join/slots.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN_UNLABELLED = 65535 };

/* Why a sample cannot be scored: of several reasons the first table's. */
struct fault {
    const char *text;
    size_t table;
};

enum { NARROW_MEMBERS = 4000 }; /* the sum of so many millionths is below 2^32 */

static const double MILLION = 1e6;

void slots_open(struct gather *gather)
{
    size_t classes = gather->classes;
    gather->own_from = gather->needs & GATHER_SHARES ? classes : 0;
    gather->every_from = gather->own_from + (gather->needs & GATHER_OWN ? classes : 0);
    gather->values = gather->every_from + (gather->needs & GATHER_EVERY ? gather->members.count * classes : 0);
    gather->pending = pending_open(gather->arena);
}

/* ---- the layout ---- */

static size_t whole(size_t size)
{
    return (size + 7) / 8 * 8;
}

static void reserve(const struct gather *gather, unsigned need, size_t *at, size_t *size)
{
    *at = *size;
    if (gather->needs & need)
        *size += 8;
}

/* Narrow values leave room for the address of a block. */
static size_t values_size(const struct gather *gather)
{
    size_t size = gather->values * (gather->wide ? sizeof(union slot_value) : sizeof(uint32_t));
    return size && size < sizeof(void *) ? sizeof(void *) : size;
}

static void lay_out(struct gather *gather)
{
    size_t size = offsetof(struct slot, labels) + gather->members.count * sizeof(uint16_t);
    gather->values_at = gather->wide ? whole(size) : (size + 3) / 4 * 4;
    size = whole(gather->values_at + values_size(gather));
    reserve(gather, GATHER_ENTROPY, &gather->entropy_at, &size);
    reserve(gather, GATHER_CONFIDENCE, &gather->confidence_at, &size);
    reserve(gather, GATHER_CONFIDENCE, &gather->own_confidence_at, &size);
    gather->told_at = size;
    size += gather->told ? gather->told->size : 0;
    gather->group_at = size;
    size += gather->group ? sizeof(struct text) : 0;
    gather->fault_at = size;
    size += gather->tables[0].scan.bad_row == BAD_ROW_FIRST ? sizeof(struct fault) : 0;
    pending_size(gather->pending, size, gather->values * sizeof(union slot_value));
}

static bool are_wide(const struct gather *gather, const struct gather_table *table, const struct answer *rows,
                     size_t count)
{
    size_t i = 0;
    if (gather->members.count > NARROW_MEMBERS)
        return true;
    if (table->says != SAYS_PREDICTION || !table->scan.sampler->predictor.classes)
        return false;
    while (i < count && rows[i].outside)
        i++;
    return i < count && !rows[i].millionths;
}

void slots_ready(struct gather *gather, const struct gather_table *table, const struct answer *rows, size_t count)
{
    if (__atomic_load_n(&gather->laid_out, __ATOMIC_ACQUIRE))
        return;
    pending_lock(gather->pending, 0);
    if (!gather->laid_out) {
        gather->wide = are_wide(gather, table, rows, count);
        lay_out(gather);
        __atomic_store_n(&gather->laid_out, true, __ATOMIC_RELEASE);
    }
    pending_unlock(gather->pending, 0);
}

/* ---- what is in a slot ---- */

static int64_t *sum_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static double *double_of(struct slot *slot, size_t at)
{
    return (void *)((char *)slot + at);
}

static uint32_t *narrow_of(const struct gather *gather, struct slot *slot)
{
    return (void *)((char *)slot + gather->values_at);
}

static bool is_narrow(const struct gather *gather, const struct slot *slot)
{
    return !gather->wide && !(slot->flags & SLOT_APART);
}

/* Of a slot that is not narrow. */
static union slot_value *wide_of(const struct gather *gather, struct slot *slot)
{
    void *values = (char *)slot + gather->values_at;
    if (gather->wide)
        return values;
    union slot_value *block;
    memcpy(&block, values, sizeof block);
    return block;
}

/* What narrow values stand for. */
static void copy_wide(const struct gather *gather, union slot_value *out, const uint32_t *values)
{
    for (size_t k = 0; k < gather->own_from; k++)
        out[k].units = (int64_t)(UINT64_C(1000000) * values[k]);
    for (size_t k = gather->own_from; k < gather->values; k++)
        out[k].p = values[k] / MILLION;
}

static void widen(const struct gather *gather, struct slot *slot, size_t part)
{
    uint32_t *values = narrow_of(gather, slot);
    union slot_value *block = pending_block(gather->pending, part);
    copy_wide(gather, block, values);
    memcpy(values, &block, sizeof block);
    slot->flags |= SLOT_APART;
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

static inline void add_millionths(const struct gather_table *table, uint32_t *to, const uint32_t *from)
{
    size_t classes = table->scan.sampler->predictor.classes;
    if (table->all_classes)
        for (size_t k = 0; k < classes; k++)
            to[k] += from[k];
    else
        for (size_t k = 0; k < classes; k++)
            to[table->class_numbers[k]] += from[k];
}

static void add_units(const struct gather_table *table, union slot_value *to, const struct answer *answer)
{
    size_t classes = table->scan.sampler->predictor.classes;
    if (answer->millionths)
        for (size_t k = 0; k < classes; k++)
            to[table->class_numbers[k]].units += (int64_t)(UINT64_C(1000000) * answer->millionths[k]);
    else if (table->all_classes)
        for (size_t k = 0; k < classes; k++)
            to[k].units += answer->units[k];
    else
        for (size_t k = 0; k < classes; k++)
            to[table->class_numbers[k]].units += answer->units[k];
}

static void put_shares(const struct gather_table *table, union slot_value *to, const struct answer *answer)
{
    for (size_t k = 0; k < table->scan.sampler->predictor.classes; k++)
        to[table->class_numbers[k]].p = answer->millionths ? answer->millionths[k] / MILLION : answer->p[k];
}

/* The distribution of a row becomes part of the sums, or stands where its own has its place, or both. */
static void add_values(const struct gather *gather, const struct gather_table *table, struct slot *slot,
                       const struct answer *answer)
{
    bool own = answer->member == GATHER_DEPLOYED, sums = !own && gather->needs & GATHER_SHARES;
    bool kept = gather->needs & (own ? GATHER_OWN : GATHER_EVERY);
    size_t at = own ? gather->own_from : gather->every_from + answer->member * gather->classes;
    if (answer->outside || !(sums || kept))
        return;
    if (is_narrow(gather, slot) && !answer->millionths)
        widen(gather, slot, pending_part(answer->key.hash));
    if (is_narrow(gather, slot)) {
        uint32_t *values = narrow_of(gather, slot);
        if (sums)
            add_millionths(table, values, answer->millionths);
        if (kept)
            add_millionths(table, values + at, answer->millionths);
        return;
    }
    union slot_value *values = wide_of(gather, slot);
    if (sums)
        add_units(table, values, answer);
    if (kept)
        put_shares(table, values + at, answer);
}

static void add_own(const struct gather *gather, struct slot *slot, const struct answer *answer)
{
    slot->flags |= SLOT_OWN;
    slot->own_label = (uint16_t)answer->label;
    if (gather->needs & GATHER_CONFIDENCE)
        *double_of(slot, gather->own_confidence_at) = answer->confidence;
}

static void add_other(const struct gather *gather, struct slot *slot, const struct answer *answer)
{
    slot->seen++;
    slot->labels[answer->member] = (uint16_t)(answer->label == GATHER_NO_LABEL ? SEEN_UNLABELLED : answer->label + 1);
    if (gather->needs & GATHER_CONFIDENCE)
        *sum_of(slot, gather->confidence_at) += answer_units(answer->confidence);
    if (gather->needs & GATHER_ENTROPY)
        *sum_of(slot, gather->entropy_at) += answer->entropy;
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
        add_own(gather, slot, answer);
    else
        add_other(gather, slot, answer);
    add_values(gather, table, slot, answer);
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

struct gathered slots_tell(const struct gather *gather, struct slot *slot, union slot_value *room)
{
    union slot_value *values = room;
    if (is_narrow(gather, slot))
        copy_wide(gather, room, narrow_of(gather, slot));
    else
        values = wide_of(gather, slot);
    return (struct gathered){
        .id = slot_id(slot),
        .group = gather->group ? *group_of(gather, slot) : (struct text){0},
        .problem = slot->flags & SLOT_BAD ? fault_of(gather, slot)->text : NULL,
        .known = slot->flags & SLOT_OWN,
        .own_label = slot->flags & SLOT_OWN ? slot->own_label : GATHER_NO_LABEL,
        .own_confidence = gather->needs & GATHER_CONFIDENCE ? *double_of(slot, gather->own_confidence_at) : 0,
        .own = gather->needs & GATHER_OWN ? &values[gather->own_from].p : NULL,
        .seen = slot->seen,
        .labels = slot->labels,
        .sums = gather->needs & GATHER_SHARES ? &values->units : NULL,
        .entropy = gather->needs & GATHER_ENTROPY ? *sum_of(slot, gather->entropy_at) : 0,
        .confidence = gather->needs & GATHER_CONFIDENCE ? *sum_of(slot, gather->confidence_at) : 0,
        .every = gather->needs & GATHER_EVERY ? &values[gather->every_from].p : NULL,
        .told = slot->flags & SLOT_TOLD ? told_of(gather, slot) : NULL,
    };
}

void slots_release(const struct gather *gather, size_t part, struct slot *slot)
{
    if (!gather->wide && slot->flags & SLOT_APART)
        pending_release_block(gather->pending, part, wide_of(gather, slot));
}
