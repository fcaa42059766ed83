/*
 * generate.c - the inputs of the benchmark: generate KIND ROWS SEED > FILE
 *
 * A row depends on KIND, ROWS, SEED and its number only, by integer arithmetic, so that a file is
 * the same on every machine. A new kind is one function that writes a row and one row in `kinds`.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CLASSES = 10,
    WIDE = 1000,
    WIDEST = 65000,
    SCENES = 100000,
    BUFFER = 4 << 20,
    LONGEST_ROW = 256 * 1024,
    DIMENSIONS = 256
};

__extension__ typedef unsigned __int128 wide_uint;

struct table {
    uint64_t rows;
    uint64_t seed;
    uint64_t stride; /* shares no factor with rows: visits every sample once, out of order */
};

/* Draws: splitmix64, begun anew for each row. */

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static uint64_t draw(uint64_t *state)
{
    return mix(*state += 0x9e3779b97f4a7c15u);
}

static uint64_t row_state(uint64_t seed, uint64_t row)
{
    return mix(mix(seed) + row);
}

/* Text: each function writes at `at` and returns where it stopped. */

static char *put_text(char *at, const char *text)
{
    size_t size = strlen(text);
    memcpy(at, text, size);
    return at + size;
}

static char *put_digits(char *at, uint64_t value, int width)
{
    for (int place = width; place-- > 0; value /= 10)
        at[place] = (char)('0' + value % 10);
    return at + width;
}

static int digits_of(uint64_t value)
{
    return value < 10 ? 1 : 1 + digits_of(value / 10);
}

/* A number from 0 to 1, in millionths. */
static char *put_millionths(char *at, uint64_t value)
{
    at = put_digits(at, value / 1000000, 1);
    *at++ = '.';
    return put_digits(at, value % 1000000, 6);
}

/* numerator / denominator, from 0 to 1, as Python writes a double: the shortest of 15 to 17 digits, from 1e-4
 * down with an exponent. How many digits a real one needs is left to a draw. */
static char *put_full(char *at, uint64_t numerator, uint64_t denominator, uint64_t pick)
{
    const uint64_t least = 10000000000000000;
    if (numerator == 0 || numerator == denominator)
        return put_text(at, numerator ? "1.0" : "0.0");
    wide_uint scaled = (wide_uint)numerator * least;
    int places = 16, drop = pick % 20 < 10 ? 0 : pick % 20 < 19 ? 1 : 2;
    for (; scaled / denominator < least; places++)
        scaled *= 10;
    uint64_t digits = (uint64_t)(scaled / denominator);
    for (; drop > 0 || digits % 10 == 0; digits /= 10, drop--)
        places--;
    char text[18];
    int size = (int)(put_digits(text, digits, digits_of(digits)) - text), zeros = places - size;
    text[size] = '\0';
    if (zeros < 4)
        return put_text(put_digits(put_text(at, "0."), 0, zeros), text);
    *at++ = text[0];
    if (size > 1)
        *at++ = '.';
    return put_digits(put_text(put_text(at, text + 1), "e-"), (uint64_t)zeros + 1, 2);
}

static char *put_id(char *at, uint64_t sample)
{
    return put_digits(put_text(at, "sample_"), sample, 8);
}

/* A frame every three seconds through the 366 days of 2024, then again from the start. */
static char *put_time(char *at, uint64_t row)
{
    static const uint64_t month_days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t second = row * 3 % (366u * 86400u);
    uint64_t day = second / 86400, month = 0;
    for (second %= 86400; day >= month_days[month]; month++)
        day -= month_days[month];
    at = put_digits(put_text(at, "2024-"), month + 1, 2);
    *at++ = '-';
    at = put_digits(at, day + 1, 2);
    *at++ = 'T';
    at = put_digits(at, second / 3600, 2);
    *at++ = ':';
    at = put_digits(at, second / 60 % 60, 2);
    *at++ = ':';
    at = put_digits(at, second % 60, 2);
    *at++ = 'Z';
    return at;
}

/* Kinds. */

static const char *const labels[CLASSES] = {
    "car", "pedestrian", "truck", "cyclist", "bus", "van", "motorcycle", "animal", "trailer", "sign",
};
static const char *const cameras[8] = {
    "front", "rear", "left", "right", "front_left", "front_right", "rear_left", "rear_right",
};
static const char *const weathers[16] = {
    "clear", "clear", "clear", "clear",   "clear",   "cloudy", "cloudy", "cloudy",
    "rain",  "rain",  "rain",  "drizzle", "drizzle", "fog",    "fog",    "snow",
};

/* Confidences crowd towards 1 as a model's do: 1 - 0.9 u^3 for u drawn from [0, 1). */
static char *put_confidence(char *at, uint64_t bits)
{
    uint64_t u = bits & 0xffffffff;
    uint64_t cube = ((u * u) >> 32) * u >> 32;
    return put_millionths(at, 1000000 - (cube * 900000 >> 32));
}

static char *put_frame(char *at, uint64_t row, const char *label, uint64_t confidence, const char *camera,
                       const char *weather, const char *quote)
{
    at = put_id(at, row);
    *at++ = ',';
    at = put_text(put_text(put_text(at, quote), label), quote);
    *at++ = ',';
    at = put_confidence(at, confidence);
    *at++ = ',';
    at = put_text(put_text(put_text(at, quote), camera), quote);
    *at++ = ',';
    at = put_text(at, weather);
    *at++ = ',';
    return put_time(at, row);
}

static char *confidence_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row);
    uint64_t confidence = draw(&state), pick = draw(&state);
    return put_frame(at, row, labels[pick % CLASSES], confidence, cameras[pick >> 32 & 7], weathers[pick >> 40 & 15],
                     "");
}

/* The same table with label and camera in quotes; of 1,024 labels 110 hold a comma, 16 a doubled
 * quote and one a newline. */
static char *quoted_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row);
    uint64_t confidence = draw(&state), pick = draw(&state), odd = pick >> 50 & 1023;
    const char *label = odd < 1     ? "van\nwith trailer"
                        : odd < 17  ? "sign \"\"30\"\""
                        : odd < 127 ? "truck, articulated"
                                    : labels[pick % CLASSES];
    return put_frame(at, row, label, confidence, cameras[pick >> 32 & 7], weathers[pick >> 40 & 15], "\"");
}

/* The id and its class weights as probabilities that sum to 1 exactly. */
static char *put_distribution(char *at, uint64_t sample, const uint64_t *weight)
{
    uint64_t sum = 0, rest = 1000000, share[CLASSES];
    for (int k = 0; k < CLASSES; k++)
        sum += weight[k];
    for (int k = 0; k < CLASSES; k++)
        rest -= share[k] = weight[k] * 1000000 / sum;
    share[0] += rest;
    at = put_id(at, sample);
    for (int k = 0; k < CLASSES; k++) {
        *at++ = ',';
        at = put_millionths(at, share[k]);
    }
    return at;
}

/* Cubes of 16-bit draws: some rows near certain, some near even, some shares 0.000000. */
static void draw_weights(uint64_t seed, uint64_t sample, uint64_t *weight)
{
    uint64_t state = row_state(seed, sample), bits = 0;
    for (int k = 0; k < CLASSES; k++, bits >>= 16) {
        if (k % 4 == 0)
            bits = draw(&state);
        uint64_t u = (bits & 0xffff) + 1;
        weight[k] = u * u * u >> 16;
    }
    weight[0] += 1;
}

static char *probs_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t weight[CLASSES];
    draw_weights(table->seed, row, weight);
    return put_distribution(at, row, weight);
}

/* The same as doubles in full. */
static char *full_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t weight[CLASSES], sum = 0, state = row_state(table->seed + 1, row), bits = draw(&state);
    draw_weights(table->seed, row, weight);
    for (int k = 0; k < CLASSES; k++)
        sum += weight[k];
    at = put_id(at, row);
    for (int k = 0; k < CLASSES; k++, bits >>= 6) {
        *at++ = ',';
        at = put_full(at, weight[k], sum, bits & 63);
    }
    return at;
}

/* What model SEED says of a sample: all models see the same, each adds its own errors. */
static char *put_member(char *at, const struct table *table, uint64_t sample)
{
    uint64_t weight[CLASSES], own[CLASSES];
    draw_weights(0, sample, weight);
    draw_weights(table->seed, sample, own);
    for (int k = 0; k < CLASSES; k++)
        weight[k] += own[k] / 2;
    return put_distribution(at, sample, weight);
}

/* One of several models: each SEED has its own row order. */
static char *member_row(char *at, const struct table *table, uint64_t row)
{
    return put_member(at, table, (table->seed * 7919 + row * table->stride) % table->rows);
}

/* The same models with their rows in one order. */
static char *aligned_row(char *at, const struct table *table, uint64_t row)
{
    return put_member(at, table, row);
}

/* What else is known of each sample, in another order. */
static char *metadata_row(char *at, const struct table *table, uint64_t row)
{
    static const char *const skies[] = {"rain", "sun", "clouds", "fog"};
    uint64_t sample = (table->seed * 7919 + row * table->stride) % table->rows, state = row_state(table->seed, sample);
    uint64_t pick = draw(&state);
    *(at = put_id(at, sample)) = ',';
    at = put_text(at + 1, skies[pick % 4]);
    at = put_digits(put_text(at, ",site_"), (pick >> 8) % 1000, 3);
    return put_digits(put_text(at, ",operator_"), (pick >> 32) % 100, 2);
}

/* A weather report of the same year. */
static char *report_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row);
    at = put_time(at, row * (366u * 86400u / 3) / table->rows);
    return put_text(at, draw(&state) % 4 ? ",dry" : ",wet");
}

/* WIDE classes: one or two take most, the others share the rest evenly. */
static char *wide_row(char *at, const struct table *table, uint64_t row)
{
    enum { LEAST = 100 };
    uint64_t state = row_state(table->seed, row), pick = draw(&state);
    uint64_t rest = 1000000 - WIDE * LEAST, first = rest / 2 + pick % (rest / 2);
    size_t a = (size_t)(pick >> 32) % WIDE, b = (a + 1 + (size_t)(pick >> 48) % (WIDE - 1)) % WIDE;
    at = put_id(at, row);
    for (size_t k = 0; k < WIDE; k++) {
        *at++ = ',';
        at = put_millionths(at, LEAST + (k == a ? first : k == b ? rest - first : 0));
    }
    return at;
}

/* The same number of classes as doubles in full: a few are likely, many far below 1e-4. */
static char *wide_full_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t weight[WIDE], sum = 0, state = row_state(table->seed, row), bits = 0;
    for (size_t k = 0; k < WIDE; k++, bits >>= 32) {
        bits = k % 2 ? bits : draw(&state);
        uint64_t u = (bits & 0xffff) + 1;
        sum += weight[k] = u * u * u >> (k % 16 ? 24 : 16);
    }
    at = put_id(at, row);
    for (size_t k = 0; k < WIDE; k++, bits >>= 6) {
        bits = k % 10 ? bits : draw(&state);
        *at++ = ',';
        at = put_full(at, weight[k], sum, bits & 63);
    }
    return at;
}

/* Of as many scenes as there may be strata, each seen equally often. */
static char *scenes_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row), confidence = draw(&state);
    at = put_id(at, row);
    *at++ = ',';
    at = put_text(at, labels[draw(&state) % CLASSES]);
    *at++ = ',';
    at = put_confidence(at, confidence);
    return put_digits(put_text(at, ",scene_"), row * table->stride % table->rows % SCENES, 5);
}

/* An id, a confidence and as many columns as a table may have. */
static char *widest_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row);
    at = put_text(put_id(at, row), ",car,");
    at = put_confidence(at, draw(&state));
    for (size_t k = 0; k < WIDEST; k++)
        at = put_text(at, ",0");
    return at;
}

static char *widest_header(char *at, const struct table *table)
{
    (void)table;
    at = put_text(at, "id,label,confidence");
    for (uint64_t k = 0; k < WIDEST; k++)
        at = put_digits(put_text(at, ",c"), k, 5);
    return at;
}

static char *id_row(char *at, const struct table *table, uint64_t row)
{
    (void)table;
    return put_id(at, row);
}

/* What five methods say of a row, and its deployed label: the fifth has no score of one row in eight. */
static char *scores_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row), doubt = draw(&state) & 0xffffffff, pick = draw(&state);
    at = put_id(at, row);
    *at++ = ',';
    at = put_text(at, labels[pick % CLASSES]);
    for (int method = 0; method < 5; method++) {
        uint64_t noise = draw(&state) & 0xffffffff, mean = (3 * doubt + noise) / 4;
        *at++ = ',';
        if (method < 4 || noise % 8)
            at = put_millionths(at, (mean * mean >> 32) * 1000000 >> 32);
    }
    return at;
}

/* What people said of the rows of `scores` with that seed: another label where the doubt is great, and of a tenth of
 * the classes twice as often. */
static char *answers_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed, row), doubt = draw(&state) & 0xffffffff, pick = draw(&state);
    uint64_t luck = (pick >> 32) >> (pick % CLASSES == 0);
    at = put_id(at, row);
    *at++ = ',';
    return put_text(at, labels[(pick + (luck < doubt * doubt >> 33)) % CLASSES]);
}

/* Labels that people gave to the rows of `probs`. */
static char *given_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t state = row_state(table->seed + 7, row);
    at = put_id(at, row);
    *at++ = ',';
    return put_text(at, labels[draw(&state) % CLASSES]);
}

/* Vectors around 200 centres: a row of float32 as .npy has it, every number a multiple of 2^-12. */
static char *vector_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t noise = row_state(table->seed, row), centre = row_state(table->seed + 1, row % 200), n = 0, c = 0;
    for (int d = 0; d < DIMENSIONS; d++, n >>= 16, c >>= 16) {
        if (d % 4 == 0) {
            n = draw(&noise);
            c = draw(&centre);
        }
        float x = (float)((int)(n & 0xffff) + (int)(c & 0xffff) - 65535) / 4096;
        memcpy(at, &x, sizeof x);
        at += sizeof x;
    }
    return at;
}

static char *wide_header(char *at, const struct table *table)
{
    (void)table;
    at = put_text(at, "id");
    for (uint64_t k = 0; k < WIDE; k++)
        at = put_digits(put_text(at, ",prob_"), k, 3);
    return at;
}

static char *vector_header(char *at, const struct table *table)
{
    char text[118];
    snprintf(text, sizeof text, "{'descr': '<f4', 'fortran_order': False, 'shape': (%" PRIu64 ", %d), }", table->rows,
             DIMENSIONS);
    memcpy(at, "\x93NUMPY\x01\x00v\x00", 10);
    return at + 10 + sprintf(at + 10, "%-117s\n", text);
}

/* Frames of robots, five a second, 10,000 in a stream, rows out of order. What is seen changes every 64
 * frames; one frame in 16 says something else. Positions lie on a square kilometre, a centimetre apart. */
static char *frames_row(char *at, const struct table *table, uint64_t row)
{
    uint64_t frame = row * table->stride % table->rows, stream = frame / 10000;
    uint64_t state = row_state(table->seed, frame), thing = row_state(table->seed + 1, frame / 64);
    uint64_t confidence = draw(&state), pick = draw(&state), spot = draw(&thing);
    at = put_id(at, frame);
    at = put_digits(put_text(at, ",robot_"), stream, 5);
    at = put_digits(put_text(at, ",17"), 40000000000 + frame % 10000 * 200 + stream % 7 * 3600000, 11);
    for (int axis = 0; axis < 2; axis++) {
        uint64_t centimetres = (spot >> 24 * axis) % 100000 + (pick >> 40 >> 8 * axis) % 100;
        *at++ = ',';
        at = put_digits(at, centimetres / 100, 4);
        *at++ = '.';
        at = put_digits(at, centimetres % 100, 2);
    }
    at = put_digits(put_text(at, ",F"), stream % 4, 1);
    at = put_digits(put_text(at, ",t"), frame % 10000 / 64, 4);
    *at++ = ',';
    at = put_text(at, labels[(pick % 16 ? spot >> 56 : pick >> 8) % CLASSES]);
    *at++ = ',';
    return put_confidence(at, confidence);
}

#define PROBS                                                                                \
    "id,prob_car,prob_pedestrian,prob_truck,prob_cyclist,prob_bus,prob_van,prob_motorcycle," \
    "prob_animal,prob_trailer,prob_sign"

static const struct kind {
    const char *name, *header;
    char *(*put_row)(char *at, const struct table *table, uint64_t row);
    char *(*put_header)(char *at, const struct table *table);
    bool binary; /* no CSV: no line ends */
} kinds[] = {
    {"confidence", "id,label,confidence,camera,weather,timestamp", confidence_row, NULL, false},
    {"quoted", "id,label,confidence,camera,weather,timestamp", quoted_row, NULL, false},
    {"probs", PROBS, probs_row, NULL, false},
    {"full", PROBS, full_row, NULL, false},
    {"member", PROBS, member_row, NULL, false},
    {"aligned", PROBS, aligned_row, NULL, false},
    {"metadata", "id,sky,site,operator", metadata_row, NULL, false},
    {"report", "at,road", report_row, NULL, false},
    {"wide", NULL, wide_row, wide_header, false},
    {"wide_full", NULL, wide_full_row, wide_header, false},
    {"scenes", "id,label,confidence,scene", scenes_row, NULL, false},
    {"widest", NULL, widest_row, widest_header, false},
    {"ids", "id", id_row, NULL, false},
    {"scores", "id,label,score_a,score_b,score_c,score_d,score_e", scores_row, NULL, false},
    {"answers", "id,label", answers_row, NULL, false},
    {"given", "id,label", given_row, NULL, false},
    {"vectors", NULL, vector_row, vector_header, true},
    {"frames", "id,stream,timestamp,x,y,floor,track,label,confidence", frames_row, NULL, false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static uint64_t common_factor(uint64_t a, uint64_t b)
{
    return b == 0 ? a : common_factor(b, a % b);
}

static uint64_t stride_over(uint64_t rows, uint64_t seed)
{
    uint64_t stride = rows * 5 / 8 + seed % 1000 * 2 + 1;
    while (common_factor(stride, rows) != 1)
        stride++;
    return stride;
}

static int write_table(const struct kind *kind, const struct table *table)
{
    static char buffer[BUFFER];
    char *at = kind->put_header ? kind->put_header(buffer, table) : put_text(buffer, kind->header);
    if (!kind->binary)
        *at++ = '\n';
    for (uint64_t row = 0; row < table->rows; row++) {
        at = kind->put_row(at, table, row);
        if (!kind->binary)
            *at++ = '\n';
        if (buffer + BUFFER - at < LONGEST_ROW) {
            if (fwrite(buffer, 1, (size_t)(at - buffer), stdout) != (size_t)(at - buffer))
                return -1;
            at = buffer;
        }
    }
    if (fwrite(buffer, 1, (size_t)(at - buffer), stdout) != (size_t)(at - buffer))
        return -1;
    return fflush(stdout);
}

static int usage(void)
{
    fputs("usage: generate KIND ROWS SEED > FILE\nkinds:", stderr);
    for (int k = 0; k < KINDS; k++)
        fprintf(stderr, " %s", kinds[k].name);
    fputs("\nROWS is 1 to 100000000, as ids have 8 digits\n", stderr);
    return 64;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return usage();
    const struct kind *kind = kinds;
    while (kind < kinds + KINDS && strcmp(kind->name, argv[1]) != 0)
        kind++;
    struct table table = {strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10), 1};
    if (kind == kinds + KINDS || table.rows < 1 || table.rows > 100000000)
        return usage();
    table.stride = stride_over(table.rows, table.seed);
    if (write_table(kind, &table) != 0) {
        fprintf(stderr, "generate: cannot write: %s\n", strerror(errno));
        return 74;
    }
    return 0;
}
