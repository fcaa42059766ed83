/*
 * marks_portable.c - 8 bytes at a time in plain C, for every processor.
 */
#include <string.h>

#include "read/split_index.h"

#define EACH(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

static uint64_t load(const char *data)
{
    uint64_t word;
    memcpy(&word, data, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The highest bit of each byte of `word` that is zero (exact: no carry between bytes). */
static uint64_t zero_bytes(uint64_t word)
{
    const uint64_t low = EACH(0x7F);
    return ~(((word & low) + low) | word | low);
}

/* Eight bits, one for each byte of `word` that equals `byte`. */
static uint64_t equal_bits(uint64_t word, char byte)
{
    return (zero_bytes(word ^ EACH(byte)) >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline struct marks mark(const char *data, char delimiter)
{
    struct marks found = {0};
    for (unsigned shift = 0; shift < MARKS_BYTES; shift += 8) {
        uint64_t word = load(data + shift);
        found.delimiters |= equal_bits(word, delimiter) << shift;
        found.newlines |= equal_bits(word, '\n') << shift;
        found.quotes |= equal_bits(word, '"') << shift;
        found.returns |= equal_bits(word, '\r') << shift;
        found.others |= word & EACH(0x80);
    }
    return found;
}

size_t marks_count_portable(const char *data, size_t size, char byte)
{
    size_t count = 0, i = 0;
    for (; i + 8 <= size; i += 8)
        count += (size_t)__builtin_popcountll(zero_bytes(load(data + i) ^ EACH(byte)));
    for (; i < size; i++)
        count += data[i] == byte;
    return count;
}

static inline uint64_t prefix_parity(uint64_t bits)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        bits ^= bits << shift;
    return bits;
}

void marks_index_portable(struct split *split, size_t words)
{
    split_index(split, words, (struct split_functions){mark, prefix_parity, split_positions});
}
