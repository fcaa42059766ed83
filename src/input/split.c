#include "input/split.h"

#include <string.h>

/* Between two words of 64 bytes. */
struct carry {
    uint64_t inside;    /* all ones inside quotes */
    uint64_t closing;   /* the last byte was a closing quote */
    uint64_t boundary;  /* ... a delimiter or newline, or nothing: the stretch began */
    uint64_t returning; /* ... a carriage return outside quotes */
};

/* Bit i is the parity of bits 0 .. i. */
static inline uint64_t prefix_parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

/*
 * Takes what is quoted out of the marks, and returns the bits that make a row odd: an opening quote
 * not behind a boundary, a byte other than a boundary behind a closing quote, a byte other than a
 * newline behind a carriage return.
 *
 *     a,"b,c","d""e",f         quotes  . . 1 . . . 1 . 1 . 1 1 . 1 . .
 *                              inside  . . 1 1 1 1 . . 1 1 . 1 1 . . .      odd at d""e
 */
static inline uint64_t unquote(struct marks *marks, struct carry *carry)
{
    uint64_t inside = prefix_parity(marks->quotes) ^ carry->inside;
    uint64_t opening = marks->quotes & inside, closing = marks->quotes & ~inside;
    marks->delimiters &= ~inside;
    marks->newlines &= ~inside;
    uint64_t returns = marks->returns & ~inside, boundary = marks->delimiters | marks->newlines;
    uint64_t behind_boundary = boundary << 1 | carry->boundary;
    uint64_t behind_closing = closing << 1 | carry->closing;
    uint64_t behind_return = returns << 1 | carry->returning;
    *carry = (struct carry){-(inside >> 63), closing >> 63, boundary >> 63, returns >> 63};
    return (opening & ~behind_boundary) | (behind_closing & ~(boundary | returns)) | (behind_return & ~marks->newlines);
}

static inline unsigned count_bits(uint64_t bits)
{
    return (unsigned)__builtin_popcountll(bits);
}

/* Writes the positions of the bits, eight at a time: room for 64 is there. */
static inline void write_positions(uint32_t *out, uint64_t bits, uint32_t base)
{
    while (bits) {
        for (int i = 0; i < 8; i++) {
            out[i] = base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - 1;
        }
        out += 8;
    }
}

__attribute__((always_inline)) static inline void index_marks(struct split *split, size_t words)
{
    struct carry carry = {.boundary = 1};
    uint32_t *ends = split->ends;
    struct split_row *rows = split->rows;
    size_t ends_count = 0, rows_count = 0, lines = 0;
    uint64_t quotes = 0;
    for (size_t word = 0; word < words && rows_count + MARKS_BYTES < SPLIT_ROWS; word++) {
        struct marks marks = split->marks[word];
        uint64_t all_newlines = marks.newlines;
        quotes |= marks.quotes;
        uint64_t odd = 0, busy = carry.inside | carry.closing | carry.returning | marks.quotes | marks.returns;
        if (busy)
            odd = unquote(&marks, &carry);
        else
            carry.boundary = (marks.delimiters | marks.newlines) >> 63;
        uint64_t both = marks.delimiters | marks.newlines;
        size_t row = rows_count;
        for (uint64_t newlines = marks.newlines; newlines; newlines &= newlines - 1) {
            rows[rows_count++].end = (uint32_t)ends_count + count_bits(both & ((newlines & -newlines) - 1));
            rows[rows_count].odd = false;
        }
        for (; odd; odd &= odd - 1)
            rows[row + count_bits(marks.newlines & ((odd & -odd) - 1))].odd = true;
        if (marks.newlines) /* those behind the last row end are left to the next stretch */
            split->lines = lines + count_bits(all_newlines & (~UINT64_C(0) >> __builtin_clzll(marks.newlines)));
        lines += count_bits(all_newlines);
        write_positions(ends + ends_count, both, (uint32_t)(word * MARKS_BYTES));
        ends_count += count_bits(both);
    }
    split->rows_count = rows_count;
    split->quotes = quotes != 0;
}

static void index_plainly(struct split *split, size_t words)
{
    index_marks(split, words);
}

#if defined(__x86_64__)
__attribute__((target("bmi,popcnt"))) static void index_by_bmi(struct split *split, size_t words)
{
    index_marks(split, words);
}
#endif

static void index_words(struct split *split, size_t words)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")) {
        index_by_bmi(split, words);
        return;
    }
#endif
    index_plainly(split, words);
}

void split_stretch(struct split *split, struct text stretch, char delimiter)
{
    size_t whole = stretch.size / MARKS_BYTES, rest = stretch.size % MARKS_BYTES, words = whole + (rest > 0);
    split->marks = arena_reserve(split->arena, split->marks, &split->marks_capacity, words + 1, sizeof *split->marks);
    split->ends =
        arena_reserve(split->arena, split->ends, &split->ends_capacity, (words + 1) * MARKS_BYTES, sizeof *split->ends);
    split->ascii = split->kind->mark(stretch.data, whole, delimiter, split->marks);
    if (rest) {
        char last[MARKS_BYTES] = {0};
        memcpy(last, stretch.data + whole * MARKS_BYTES, rest);
        split->ascii &= split->kind->mark(last, 1, delimiter, split->marks + whole);
    }
    split->rows[0].odd = false;
    split->lines = 0;
    index_words(split, words);
}
