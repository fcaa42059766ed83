/*
 * split_index.h - from text to rows and cells by its marks, compiled once for each instruction set.
 *
 * The file of an instruction set hands in three functions that are then inlined:
 *
 *   mark(data, delimiter)              the marks of 64 bytes
 *   prefix_parity(bits)                bit i of the result is the parity of bits 0 .. i
 *   write_positions(out, bits, base)   base + the number of each set bit, ascending; may write 64 in any case
 */
#ifndef DENGINE_SPLIT_INDEX_H
#define DENGINE_SPLIT_INDEX_H

#include "read/split.h"

#define SPLIT_INLINE __attribute__((always_inline)) static inline

struct split_functions {
    struct marks (*mark)(const char *data, char delimiter);
    uint64_t (*prefix_parity)(uint64_t bits);
    void (*write_positions)(uint32_t *out, uint64_t bits, uint32_t base);
};

/* Between two words of 64 bytes. */
struct split_carry {
    uint64_t inside;    /* all ones inside quotes */
    uint64_t closing;   /* the last byte was a closing quote */
    uint64_t boundary;  /* ... a delimiter or newline, or nothing: the stretch began */
    uint64_t returning; /* ... a carriage return outside quotes */
};

/* Bits of the bytes that make a row not plain. */
struct split_not_plain {
    uint64_t libcsv, doubled;
};

/*
 * Takes what is quoted out of the marks, and finds what makes a row one for libcsv: an opening quote behind
 * neither a boundary nor a closing quote, a byte other than a boundary behind a closing quote, a byte
 * other than a newline behind a carriage return. An opening quote behind a closing one is a doubled quote.
 *
 *     a,"b,c","d""e",f"       quotes  . . 1 . . . 1 . 1 . 1 1 . 1 . . 1
 *                             inside  . . 1 1 1 1 . . 1 1 . 1 1 . . . 1
 *                                                           doubled   libcsv
 */
SPLIT_INLINE struct split_not_plain split_unquote(struct marks *marks, struct split_carry *carry, uint64_t parity)
{
    uint64_t inside = parity ^ carry->inside;
    uint64_t opening = marks->quotes & inside, closing = marks->quotes & ~inside;
    marks->delimiters &= ~inside;
    marks->newlines &= ~inside;
    uint64_t returns = marks->returns & ~inside, boundary = marks->delimiters | marks->newlines;
    uint64_t behind_boundary = boundary << 1 | carry->boundary;
    uint64_t behind_closing = closing << 1 | carry->closing;
    uint64_t behind_return = returns << 1 | carry->returning;
    *carry = (struct split_carry){-(inside >> 63), closing >> 63, boundary >> 63, returns >> 63};
    return (struct split_not_plain){.libcsv = (opening & ~behind_boundary & ~behind_closing) |
                                              (behind_closing & ~(boundary | returns | opening)) |
                                              (behind_return & ~marks->newlines),
                                    .doubled = opening & behind_closing};
}

SPLIT_INLINE unsigned split_count(uint64_t bits)
{
    return (unsigned)__builtin_popcountll(bits);
}

/* The row of the first bit: rows end at the newlines. */
SPLIT_INLINE size_t split_row_of(uint64_t bits, uint64_t newlines)
{
    return split_count(newlines & ((bits & -bits) - 1));
}

/* For write_positions, eight at a time. */
SPLIT_INLINE void split_positions(uint32_t *out, uint64_t bits, uint32_t base)
{
    do {
        for (int i = 0; i < 8; i++) {
            out[i] = base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - 1;
        }
        out += 8;
    } while (bits);
}

/* Positions of rare bytes. */
struct split_rare {
    uint32_t at[SPLIT_RARE];
    size_t count;
};

SPLIT_INLINE void split_add_rare(struct split_rare *rare, uint64_t bits, size_t word)
{
    for (; bits; bits &= bits - 1)
        if (rare->count++ < SPLIT_RARE)
            rare->at[rare->count - 1] = (uint32_t)(word * MARKS_BYTES) + (uint32_t)__builtin_ctzll(bits);
}

/* The number of the row that holds a byte, from row `row` on. */
SPLIT_INLINE size_t split_row_at(const struct split *split, uint32_t byte, size_t row)
{
    while (row < split->rows_count && split->ends[(row + 1) * split->columns - 1] < byte)
        row++;
    return row;
}

/* Whether every row has the right number of cells: then as many newlines stand where rows should end as
 * there are newlines at all. */
SPLIT_INLINE bool split_has_columns(const struct split *split, size_t ends, size_t rows)
{
    int bad = 0;
    if (ends / split->columns < rows)
        return false;
    for (size_t i = 1; i <= rows; i++)
        bad |= split->text[split->ends[i * split->columns - 1]] ^ '\n';
    return !bad;
}

/* Which bytes of the words so far are not ASCII, and the marks of the next word. */
SPLIT_INLINE struct marks split_mark(const struct split *split, size_t word, struct split_functions with,
                                     uint64_t *others)
{
    struct marks marks = with.mark(split_word(split, word), split->delimiter);
    *others |= marks.others;
    return marks;
}

/* The common case, without a look at each row: all have the right number of cells, and the few that have
 * doubled quotes or newlines in quotes are found afterwards. */
SPLIT_INLINE bool split_grid(struct split *split, size_t words, struct split_functions with)
{
    struct split_carry carry = {.boundary = 1};
    struct split_rare doubled, hidden; /* quotes; newlines */
    doubled.count = hidden.count = 0;
    uint32_t *ends = split->ends;
    size_t ends_count = 0, rows = 0, word = 0;
    uint64_t libcsv = 0, empty = 0, others = 0;
    for (; word < words; word++) { /* most texts have neither quotes nor carriage returns */
        struct marks marks = split_mark(split, word, with, &others);
        uint64_t newlines = marks.newlines, both = marks.delimiters | newlines;
        if (marks.quotes | marks.returns)
            break;
        empty |= both & (both << 1 | carry.boundary);
        carry.boundary = both >> 63;
        with.write_positions(ends + ends_count, both, (uint32_t)(word * MARKS_BYTES));
        ends_count += split_count(both);
        rows += split_count(newlines);
    }
    bool plain = word == words;
    for (; word < words; word++) {
        struct marks marks = split_mark(split, word, with, &others);
        uint64_t newlines = marks.newlines;
        struct split_not_plain not_plain = split_unquote(&marks, &carry, with.prefix_parity(marks.quotes));
        libcsv |= not_plain.libcsv;
        if (not_plain.doubled)
            split_add_rare(&doubled, not_plain.doubled, word);
        if (newlines != marks.newlines)
            split_add_rare(&hidden, newlines & ~marks.newlines, word);
        uint64_t both = marks.delimiters | marks.newlines;
        with.write_positions(ends + ends_count, both, (uint32_t)(word * MARKS_BYTES));
        ends_count += split_count(both);
        rows += split_count(marks.newlines);
    }
    if (libcsv || rows > SPLIT_ROWS || doubled.count > SPLIT_RARE || hidden.count > SPLIT_RARE ||
        !split_has_columns(split, ends_count, rows))
        return false;
    split->ascii = !others;
    split->rows_count = split->lines = rows;
    split->quotes = split->returns = !plain; /* or one of them */
    split->filled = !empty && plain;
    split->doubled_count = 0;
    for (size_t i = 0, row = 0; i < doubled.count && (row = split_row_at(split, doubled.at[i], row)) < rows; i++) {
        split->rows[row] = (struct split_row){(uint32_t)((row + 1) * split->columns - 1), SPLIT_DOUBLED};
        if (split->doubled_count == 0 || split->doubled[split->doubled_count - 1] != row)
            split->doubled[split->doubled_count++] = (uint32_t)row;
    }
    for (size_t i = 0; i < hidden.count && rows && hidden.at[i] < ends[rows * split->columns - 1]; i++)
        split->lines++;
    return true;
}

SPLIT_INLINE void split_index(struct split *split, size_t words, struct split_functions with)
{
    enum { PATIENCE = 7 };
    split->grid = split->columns && !split->ragged && split_grid(split, words, with);
    if (split->grid)
        return;
    split->ragged = split->ragged ? split->ragged - 1 : PATIENCE; /* those behind are likely to be the same */
    struct split_carry carry = {.boundary = 1};
    struct split_row *rows = split->rows;
    uint32_t *ends = split->ends, ends_count = 0;
    size_t rows_count = 0, hidden = 0, hidden_before = 0; /* newlines in quotes; those before the last row end */
    uint64_t quotes = 0, returns = 0, others = 0;
    for (size_t word = 0; word < words && rows_count + MARKS_BYTES < SPLIT_ROWS; word++) {
        struct marks marks = split_mark(split, word, with, &others);
        quotes |= marks.quotes;
        returns |= marks.returns;
        size_t row = rows_count, hidden_here = 0;
        struct split_not_plain not_plain = {0, 0};
        if (carry.inside | carry.closing | carry.returning | marks.quotes | marks.returns) {
            uint64_t newlines = marks.newlines;
            not_plain = split_unquote(&marks, &carry, with.prefix_parity(marks.quotes));
            hidden_here = split_count(newlines & ~marks.newlines);
            if (hidden_here && marks.newlines)
                hidden_before = hidden + split_count((newlines & ~marks.newlines) &
                                                     (~UINT64_C(0) >> __builtin_clzll(marks.newlines)));
            else if (marks.newlines)
                hidden_before = hidden;
        } else {
            carry.boundary = (marks.delimiters | marks.newlines) >> 63;
            hidden_before = marks.newlines ? hidden : hidden_before;
        }
        hidden += hidden_here;
        uint64_t both = marks.delimiters | marks.newlines;
        for (uint64_t newlines = marks.newlines; newlines; newlines &= newlines - 1) {
            rows[rows_count++].end = ends_count + split_count(both & ((newlines & -newlines) - 1));
            rows[rows_count] = (struct split_row){0};
        }
        for (; not_plain.libcsv; not_plain.libcsv &= not_plain.libcsv - 1)
            rows[row + split_row_of(not_plain.libcsv, marks.newlines)].not_plain |= SPLIT_LIBCSV;
        for (; not_plain.doubled; not_plain.doubled &= not_plain.doubled - 1)
            rows[row + split_row_of(not_plain.doubled, marks.newlines)].not_plain |= SPLIT_DOUBLED;
        with.write_positions(ends + ends_count, both, (uint32_t)(word * MARKS_BYTES));
        ends_count += split_count(both);
    }
    split->ascii = !others;
    split->rows_count = rows_count;
    split->lines = rows_count + hidden_before;
    split->quotes = quotes != 0;
    split->returns = returns != 0;
}

#endif
