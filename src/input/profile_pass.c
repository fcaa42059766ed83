/*
 * profile_pass.c - the pass over all rows, and what all workers saw together.
 */
#include "input/profile.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "input/look.h"
#include "input/tally.h"
#include "read/moment.h"

enum { KINDS = 1000 }; /* of what is wrong, at most */

/* ---- what is wrong, by kind ---- */

/* The message without what it quotes and without digits. */
static struct text kind_of(struct arena *arena, const char *why)
{
    struct buffer kind = {.arena = arena};
    for (bool quoted = false; *why; why++) {
        quoted ^= *why == '\'';
        if (!quoted && !isdigit((unsigned char)*why) && *why != '.')
            buffer_byte(&kind, *why);
    }
    return buffer_text(&kind);
}

static struct profile_found *find_kind(struct profile *profile, const char *why)
{
    struct text kind = kind_of(profile->arena, why);
    for (size_t i = 0; i < profile->found_count; i++)
        if (text_equal(profile->found[i].kind, kind))
            return &profile->found[i];
    if (profile->found_count == KINDS)
        return &profile->found[KINDS - 1];
    profile->found = arena_reserve(profile->arena, profile->found, &profile->found_capacity, profile->found_count + 1,
                                   sizeof *profile->found);
    profile->found[profile->found_count] = (struct profile_found){.kind = kind};
    return &profile->found[profile->found_count++];
}

static void note_found(void *state, const char *place, const char *why, bool rejected)
{
    struct profile *profile = state;
    struct profile_found *found = find_kind(profile, why);
    if (!found->first)
        found->first = text_copy(profile->arena, text_of(place)).data;
    found->rejected |= rejected;
    found->count += rejected; /* others are counted by the workers */
}

/* ---- all workers together ---- */

static int by_rows(const void *a, const void *b)
{
    const struct profile_class *left = a, *right = b;
    if (left->rows != right->rows)
        return left->rows > right->rows ? -1 : 1;
    return text_compare(left->name, right->name);
}

static void join_classes(struct look *look)
{
    struct profile *profile = look->profile;
    struct names all = {.arena = profile->arena};
    struct names **parts = arena_array(profile->arena, look->threads, sizeof *parts);
    for (unsigned w = 0; w < look->threads; w++) {
        parts[w] = &look->eyes[w].labels;
        profile->classes_more |= look->eyes[w].more;
    }
    uint32_t **numbers = names_join(&all, parts, look->threads);
    profile->classes_more |= all.count > EYE_CLASSES;
    if (profile->classes_more || all.count == 0)
        return;
    profile->classes = arena_array(profile->arena, all.count, sizeof *profile->classes);
    profile->classes_count = all.count;
    for (size_t k = 0; k < all.count; k++)
        profile->classes[k].name = all.items[k];
    for (unsigned w = 0; w < look->threads; w++)
        for (size_t i = 0; i < parts[w]->count; i++)
            profile->classes[numbers[w][i]].rows += look->eyes[w].counts[i];
    qsort(profile->classes, all.count, sizeof *profile->classes, by_rows);
}

static void join_confidences(struct look *look)
{
    struct profile *profile = look->profile;
    uint64_t below = 0;
    double *quantiles = profile->confidence;
    size_t q = 1;
    quantiles[0] = INFINITY;
    quantiles[PROFILE_QUANTILES - 1] = -INFINITY;
    for (unsigned w = 0; w < look->threads; w++) {
        quantiles[0] = fmin(quantiles[0], look->eyes[w].confidence[0]);
        quantiles[PROFILE_QUANTILES - 1] = fmax(quantiles[PROFILE_QUANTILES - 1], look->eyes[w].confidence[1]);
    }
    for (size_t bin = 0; bin <= EYE_BINS; bin++) {
        for (unsigned w = 0; w < look->threads; w++)
            below += look->eyes[w].bins[bin];
        while (q + 1 < PROFILE_QUANTILES && below * (PROFILE_QUANTILES - 1) >= q * profile->predicted)
            quantiles[q++] = (double)bin / EYE_BINS;
    }
}

/* The likeliest name of a sample as it was that some row says. */
static void find_original(struct look *look)
{
    static const char *const originals[] = {"original", "orig",     "none",  "identity", "clean",        "unaugmented",
                                            "base",     "baseline", "plain", "no_aug",   "untransformed"};
    struct profile *profile = look->profile;
    for (size_t i = 0; i < sizeof originals / sizeof *originals && !profile->original.size; i++)
        for (unsigned w = 0; w < look->threads && !profile->original.size; w++)
            for (size_t k = 0; k < look->eyes[w].members.count; k++)
                if (usual_is_like(look->eyes[w].members.items[k], originals[i]))
                    profile->original = text_copy(profile->arena, look->eyes[w].members.items[k]);
}

static void join_times(struct look *look)
{
    struct profile *profile = look->profile;
    struct moment ends[2] = {{0}, {0}};
    unsigned kinds = 0;
    for (unsigned w = 0; w < look->threads; w++) {
        const struct eye *eye = &look->eyes[w];
        for (int end = 0; end < 2 && eye->timed; end++) {
            int64_t value = eye->time[end].milliseconds, known = ends[end].milliseconds;
            if (profile->time[end].data && (end ? value <= known : value >= known))
                continue;
            ends[end] = eye->time[end];
            profile->time[end] = text_copy(profile->arena, buffer_text(&eye->written[end]));
        }
        profile->timed += eye->timed;
        kinds |= eye->kinds;
    }
    profile->mixed_times = (kinds & (kinds - 1)) != 0;
    profile->span = ends[1].milliseconds - ends[0].milliseconds;
}

static void join_cells(struct look *look)
{
    struct profile *profile = look->profile;
    size_t columns = profile->table.layout.columns;
    profile->missing = arena_array(profile->arena, columns, sizeof *profile->missing);
    for (size_t i = 0; i < columns; i++) {
        uint64_t bad = 0;
        struct problem problem;
        for (unsigned w = 0; w < look->threads; w++) {
            profile->missing[i] += look->eyes[w].missing[i];
            bad += look->eyes[w].bad[i];
        }
        look_problem(profile, i, true, &problem);
        if (profile->missing[i] && !find_kind(profile, problem.text)->rejected)
            find_kind(profile, problem.text)->count = profile->missing[i];
        look_problem(profile, i, false, &problem);
        if (bad)
            find_kind(profile, problem.text)->count = bad;
    }
}

static bool join(struct look *look, struct error *error)
{
    struct profile *profile = look->profile;
    struct tally **tallies = arena_array(profile->arena, look->threads, sizeof *tallies);
    struct tally_sums sums;
    profile->sum[0] = profile->norm[0] = INFINITY;
    profile->sum[1] = profile->norm[1] = -INFINITY;
    for (unsigned w = 0; w < look->threads; w++) {
        struct eye *eye = &look->eyes[w];
        if (eye->adder)
            idset_adder_flush(eye->adder);
        profile->groups += eye_end_group(eye);
        profile->unsound |= eye->unsound;
        profile->told += eye->told;
        profile->predicted += eye->predicted;
        profile->unlikely += eye->unlikely;
        profile->strange += eye->strange;
        profile->headers += eye->headers;
        profile->common += eye->common;
        profile->vectors += eye->vectors;
        profile->beyond_ascii |= eye->beyond_ascii;
        for (int end = 0; end < 2; end++) {
            if (eye->sum[0] <= eye->sum[1]) /* else it saw none */
                eye_range(profile->sum, eye->sum[end]);
            if (eye->norm[0] <= eye->norm[1])
                eye_range(profile->norm, eye->norm[end]);
        }
        tallies[w] = eye->tally;
    }
    join_classes(look);
    join_confidences(look);
    join_times(look);
    find_original(look);
    join_cells(look);
    if (!tally_count(&sums, profile->arena, tallies, NULL, look->threads, 1, error))
        return false;
    profile->ids = sums.ids;
    return true;
}

/* ---- the pass ---- */

static void free_eyes(void *resource)
{
    struct look *look = resource;
    for (unsigned w = 0; w < look->threads; w++)
        arena_free(&look->eyes[w].arena);
}

static void open_eyes(struct look *look)
{
    struct profile *profile = look->profile;
    size_t columns = profile->table.layout.columns;
    look->eyes = arena_array(profile->arena, look->threads, sizeof *look->eyes);
    for (unsigned w = 0; w < look->threads; w++) {
        struct eye *eye = &look->eyes[w];
        eye->arena.exhausted = profile->arena->exhausted;
        eye->survey.arena = &eye->arena;
        eye_open(eye, columns);
        eye->tally = tally_open(&eye->arena, false);
        if (look->spec->ids) {
            eye->adder = arena_alloc(&eye->arena, sizeof *eye->adder);
            eye->adder->set = look->spec->ids;
        }
    }
    arena_attach(profile->arena, free_eyes, look);
}

/* The predictor that the commands will have; what they would refuse is none. */
static void open_predictor(struct profile *profile)
{
    const struct roles *roles = &profile->roles;
    struct sampler *sampler = &profile->sampler;
    struct error error;
    sampler->table = &profile->table;
    sampler->columns = roles_prediction(roles);
    bool label = roles_has(roles, roles->label);
    if (roles->by_class || !predictor_open(&sampler->predictor, &profile->table, &sampler->columns,
                                           label ? PREDICTION_LABEL : PREDICTION_OPTIONAL, &error))
        sampler->predictor = (struct predictor){.kind = PREDICTOR_NONE, .table = &profile->table};
}

static bool is_watched(const struct profile *profile, size_t column)
{
    switch (profile->roles.of[column]) {
    case ROLE_METADATA:
    case ROLE_TIME:
    case ROLE_STREAM:
    case ROLE_POSITION:
        return true;
    case ROLE_LABEL:
        return profile->sampler.predictor.kind == PREDICTOR_NONE;
    case ROLE_ID:
    case ROLE_CONFIDENCE:
    case ROLE_POSITIVE:
    case ROLE_PROBABILITY:
    case ROLE_LOGIT:
    case ROLE_EMBEDDING:
    case ROLES:
        break;
    }
    return false;
}

static void choose_columns(struct look *look)
{
    const struct profile *profile = look->profile;
    size_t columns = profile->table.layout.columns, family = 0;
    look->watched = arena_array(profile->arena, columns, sizeof *look->watched);
    look->family = arena_array(profile->arena, columns, sizeof *look->family);
    for (size_t i = 0; i < columns; i++) {
        if (profile->roles.of[i] == ROLE_EMBEDDING)
            look->family[family++] = i;
        if (is_watched(profile, i) && look->watched_count < LOOK_WATCHED)
            look->watched[look->watched_count++] = i;
    }
}

/* What the commands would refuse after a look at some rows. */
static void judge(const struct look *look)
{
    struct profile *profile = look->profile;
    struct survey all = {.arena = profile->arena};
    struct buffer note = {.arena = profile->arena};
    struct error error;
    for (unsigned w = 0; w < look->threads; w++)
        survey_merge(&all, &look->eyes[w].survey);
    if (!survey_judge(&all, &profile->sampler.predictor, profile->path, &note, &error))
        profile->refused = text_copy(profile->arena, text_of(error.text)).data;
}

/* Ids that did not come in order after all are counted in a further pass. */
static bool count_ids(struct look *look, const struct scan *scan, struct error *error)
{
    struct profile *profile = look->profile;
    struct tally **tallies = arena_array(profile->arena, look->threads, sizeof *tallies);
    for (unsigned w = 0; w < look->threads; w++)
        tallies[w] = look->eyes[w].tally;
    if (!tally_lost(tallies, look->threads))
        return true;
    for (unsigned w = 0; w < look->threads; w++)
        look->eyes[w].tally = tally_open(&look->eyes[w].arena, true);
    if (!source_again(&profile->source, profile->arena, error))
        return false;
    profile->table.source = profile->source;
    struct scan again = *scan;
    again.found = NULL;
    again.step = look_at_ids;
    again.counts = (struct scan_counts){0};
    return scan_run(&again, error);
}

static bool read_all(struct profile *profile, struct arena *arena, const char *path, const struct profile_spec *spec,
                     struct error *error)
{
    *profile = (struct profile){.arena = arena, .path = path};
    if (!profile_open_first(profile, spec, error) || !profile_open_again(profile, spec, error))
        return false;
    open_predictor(profile);
    struct look *look = arena_alloc(arena, sizeof *look);
    *look = (struct look){.profile = profile,
                          .spec = spec,
                          .threads = profile->roles.by_class ? 1 : scan_threads(profile->source, spec->threads)};
    const struct filter all = {.excluded = {.arena = arena}};
    choose_columns(look);
    open_eyes(look);
    struct scan scan = {.sampler = &profile->sampler,
                        .filter = &all,
                        .threads = look->threads,
                        .bad_row = BAD_ROW_SKIP,
                        .grid = true,
                        .arena = arena,
                        .found = note_found,
                        .found_state = profile,
                        .step = look_at_samples,
                        .state = look};
    if (!scan_run(&scan, error))
        return false;
    profile->counts = scan.counts;
    judge(look);
    return count_ids(look, &scan, error) && join(look, error);
}

/* Each id once for each member? That takes another pass. */
static bool count_pairs(struct profile *profile, const struct profile_spec *spec, struct error *error)
{
    const struct roles *roles = &profile->roles;
    struct arena arena = {.exhausted = profile->arena->exhausted};
    struct profile pairs;
    struct buffer both = {.arena = &arena};
    buffer_add(&both, profile->table.header.items[roles->id]);
    buffer_byte(&both, ',');
    buffer_add(&both, profile->table.header.items[roles->member]);
    struct profile_spec again = *spec;
    again.ids_of = buffer_text(&both);
    again.ids = NULL;
    again.others = NULL;
    bool read = read_all(&pairs, &arena, profile->path, &again, error);
    profile->pairs = read ? pairs.ids : 0;
    arena_free(&arena);
    return read;
}

bool profile_read(struct profile *profile, struct arena *arena, const char *path, const struct profile_spec *spec,
                  struct error *error)
{
    return read_all(profile, arena, path, spec, error) &&
           (!roles_has(&profile->roles, profile->roles.member) || count_pairs(profile, spec, error));
}
