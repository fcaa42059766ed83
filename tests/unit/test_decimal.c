/*
 * test_decimal.c - numbers with all digits of a double equal strtod's to the last bit, however they are read.
 *
 * DENGINE_NUMBERS tells how many random texts are tried: `make numbers` takes a hundred million.
 */
#include "unit.h"

#include <math.h>

#include "read/decimal.h"
#include "read/fraction.h"
#include "read/marks.h"
#include "read/number.h"

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static size_t texts_to_try(void)
{
    const char *asked = getenv("DENGINE_NUMBERS");
    return asked ? strtoull(asked, NULL, 10) : 1000000;
}

/* ---- the table ---- */

/* An integer of LIMBS * 32 bits, the lowest first. */
enum { LIMBS = 64 };
struct integer {
    uint32_t limbs[LIMBS];
};

static void multiply_by_five(struct integer *x)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        carry += (uint64_t)x->limbs[i] * 5;
        x->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void divide_by_five(struct integer *x)
{
    uint64_t rest = 0;
    for (size_t i = LIMBS; i-- > 0;) {
        rest = rest << 32 | x->limbs[i];
        x->limbs[i] = (uint32_t)(rest / 5);
        rest %= 5;
    }
}

static bool bit_at(const struct integer *x, int bit)
{
    return bit >= 0 && (x->limbs[bit / 32] >> bit % 32 & 1);
}

/* The 128 bits from the first that is set. */
static struct decimal_power leading_bits(const struct integer *x)
{
    struct decimal_power power = {0, 0};
    int first = LIMBS * 32 - 1;
    while (!bit_at(x, first))
        first--;
    for (int i = 0; i < 64; i++) {
        power.high = power.high << 1 | bit_at(x, first - i);
        power.low = power.low << 1 | bit_at(x, first - 64 - i);
    }
    return power;
}

static void expect_power(int exponent, struct decimal_power expected)
{
    const struct decimal_power *power = &decimal_powers[exponent - DECIMAL_LEAST];
    check(power->high == expected.high && power->low == expected.low, "5^%d is %016llx %016llx", exponent,
          (unsigned long long)expected.high, (unsigned long long)expected.low);
}

/* Dividing 2^2047 by five again and again cuts off what one division by the power would. */
static void the_table_holds_the_powers_of_five(void **state)
{
    (void)state;
    struct integer power = {{1}}, inverse = {{0}};
    for (int exponent = 0; exponent <= DECIMAL_MOST; exponent++) {
        expect_power(exponent, leading_bits(&power));
        multiply_by_five(&power);
    }
    inverse.limbs[LIMBS - 1] = 1u << 31;
    for (int exponent = -1; exponent >= DECIMAL_LEAST; exponent--) {
        divide_by_five(&inverse);
        struct decimal_power expected = leading_bits(&inverse);
        expected.low += exponent >= -27; /* none of them ends in ones only */
        expect_power(exponent, expected);
    }
}

/* ---- texts ---- */

/* An exact copy, so that reading beside the text is found by the sanitizer. */
static void expect_like_strtod(const char *string)
{
    size_t size = strlen(string);
    char *copy = malloc(size ? size : 1);
    memcpy(copy, string, size);
    double value = -1, expected = strtod(string, NULL);
    enum number_kind kind = number_parse((struct text){copy, size}, &value);
    free(copy);
    if (!isfinite(expected))
        check(kind == NUMBER_INFINITE, "'%s' should be infinite", string);
    else
        check(kind == NUMBER_OK && same_bits(value, expected), "'%s' gives %a, strtod %a", string, value, expected);
}

/* Close to half way between two doubles: Paxson, "A program for testing IEEE decimal-binary conversion", 1991,
 * tables 3 and 4; others broke one reader or another. */
static void hard_cases_equal_strtod(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "5e+125",
        "69e+267",
        "999e-026",
        "7861e-034",
        "75569e-254",
        "928609e-261",
        "9210917e+080",
        "84863171e+114",
        "653777767e+273",
        "5232604057e-298",
        "27235667517e-109",
        "653532977297e-123",
        "3142213164987e-294",
        "46202199371337e-072",
        "231010996856685e-073",
        "9324754620109615e+212",
        "78459735791271921e+049",
        "272104041512242479e+200",
        "6802601037806061975e+198",
        "20505426358836677347e-221",
        "836168422905420598437e-234",
        "4891559871276714924261e+222",
        "9e-265",
        "85e-037",
        "623e+100",
        "3571e+263",
        "81661e+153",
        "920657e-023",
        "4603285e-024",
        "87575437e-309",
        "245540327e+122",
        "6138508175e+120",
        "83356057653e+193",
        "619534293513e+124",
        "2335141086879e+218",
        "36167929443327e-159",
        "609610927149051e-255",
        "3743626360493413e-165",
        "94080055902682397e-242",
        "899810892172646163e+283",
        "7120190517612959703e+120",
        "25188282901709339043e-252",
        "308984926168550152811e-052",
        "6372891218502368041059e+064",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "9007199254740994",
        "9007199254740995",
        "18014398509481985",
        "18014398509481986",
        "18014398509481987",
        "9007199254740993.0000000000000000000001",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203126",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.2250738585072014e-308",
        "2.225073858507201e-308",
        "4.9406564584124654e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.5e-324",
        "1e-323",
        "1e-324",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.797693134862315807e308",
        "1.797693134862315808e308",
        "8.98846567431158e307",
        "8.988465674311579e307",
        "8.988465674311580e307",
        "1e308",
        "1e309",
        "1e-342",
        "1e-343",
        "9999999999999999999e-343",
        "18446744073709551615",
        "18446744073709551616",
        "9999999999999999999e308",
        "0e400",
        "0.0e-400",
        "0000000000000000000000001e-20",
        "0.00000000000000000000000000000000000000000001",
        "12345678901234567890e-20",
        "1234567890123456789099999999999999999999",
        "6.9294956446009195e15",
        "7.3177701707893310e15",
        "3.518437208883201171875e13",
        "62.5364939768271845828",
        "8.10109172351e-10",
        "1.50000000000000011102230246251565",
        "6250000000000000001e-18",
        "0.500000000000000166533453693773481063544750213623046875",
        "1e22",
        "1e23",
        "8388609e16",
        "1e100000",
        "1e-100000",
        "1e2147483648",
        "1e-99999999999999999999",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        expect_like_strtod(texts[i]);
}

/* Half way between two neighbours, in full and cut off after some digits, the last of them moved. */
static void add_halfway(char *text, size_t room, uint64_t *chance)
{
    uint64_t bits = random_next(chance) & ~(UINT64_C(1) << 63);
    double low;
    memcpy(&low, &bits, sizeof low);
    if (!isfinite(low) || random_below(chance, 2))
        low = ldexp((double)(random_next(chance) >> 11 | UINT64_C(1) << 52), (int)random_below(chance, 80) - 110);
    long double half = ((long double)low + (long double)nextafter(low, INFINITY)) / 2;
    int digits = random_below(chance, 8) ? 14 + (int)random_below(chance, 12) : 760;
    snprintf(text, room, "%.*Le", digits, half);
    char *last = strchr(text, 'e') - 1;
    int moved = *last + (int)random_below(chance, 3) - 1;
    *last = moved >= '0' && moved <= '9' ? (char)moved : *last;
}

static void add_digits(char *text, uint64_t *chance)
{
    size_t count = 1 + random_below(chance, 24), point = random_below(chance, 30), size = 0;
    for (size_t i = 0; i < count; i++) {
        if (i == point)
            text[size++] = '.';
        text[size++] = (char)('0' + random_below(chance, 10));
    }
    int range = random_below(chance, 4) ? 40 : 720;
    text[size] = '\0';
    if (random_below(chance, 3))
        sprintf(text + size, "e%d", (int)random_below(chance, (uint64_t)range) - range / 2);
}

static int print(char *text, size_t room, const char *format, double value)
{
    int digits = atoi(format + 1);
    return *format == 'g'   ? snprintf(text, room, "%.*g", digits, value)
           : *format == 'e' ? snprintf(text, room, "%.*e", digits, value)
                            : snprintf(text, room, "%.*f", digits, value);
}

/* As programs print a double in full, and its neighbours. */
static void add_double(char *text, size_t room, uint64_t *chance)
{
    static const char *const formats[] = {"g17", "g16", "g15", "e17", "f18", "f20", "g9"};
    double value = random_unit(chance) * pow(10, -(double)random_below(chance, 12));
    if (random_below(chance, 4) == 0) {
        uint64_t bits = random_next(chance);
        memcpy(&value, &bits, sizeof value);
    }
    print(text, room, formats[random_below(chance, COUNT(formats))], isfinite(value) ? value : 0.25);
}

static void random_texts_equal_strtod(void **state)
{
    (void)state;
    uint64_t chance = 11;
    char text[2048];
    for (size_t i = 0, count = texts_to_try(); i < count; i++) {
        if (i % 8 == 0)
            add_halfway(text, sizeof text, &chance);
        else if (i % 2)
            add_double(text, sizeof text, &chance);
        else
            add_digits(text, &chance);
        expect_like_strtod(text);
    }
}

/* ---- many at once ---- */

struct cells {
    char text[FRACTIONS * 32 + FRACTION_REACH];
    uint32_t bounds[FRACTIONS + 1]; /* what is before each cell, and behind the last */
};

/* Cells as tables hold them, now and then a byte of them changed. */
static void fill_cells(struct cells *cells, size_t count, uint64_t *chance)
{
    static const char *const formats[] = {"g17", "g17", "g17", "g16", "f6", "f2", "f18", "f20", "f0", "e17"};
    static const char odd[] = "./:0 9-,e+\xff";
    uint32_t at = 0;
    cells->bounds[0] = UINT32_MAX;
    memset(cells->text, (int)random_below(chance, 256), sizeof cells->text);
    for (size_t i = 0; i < count; i++) {
        char cell[64];
        double value = random_unit(chance) * pow(10, 1 - (double)random_below(chance, 12));
        int size = print(cell, sizeof cell, formats[random_below(chance, COUNT(formats))], value);
        if (random_below(chance, 200) == 0)
            cell[random_below(chance, (uint64_t)size)] = odd[random_below(chance, sizeof odd - 1)];
        size = random_below(chance, 100) ? size : (int)random_below(chance, (uint64_t)size + 1);
        memcpy(cells->text + at, cell, (size_t)size);
        at += (uint32_t)size;
        cells->bounds[i + 1] = at;
        cells->text[at++] = i % 10 == 9 ? '\n' : ',';
    }
}

static struct text cell_of(const struct cells *cells, size_t i)
{
    uint32_t start = cells->bounds[i] + 1;
    return (struct text){cells->text + start, cells->bounds[i + 1] - start};
}

/* What every kind reads equals strtod's, and all stop at the same cells: those that are no such number. */
static void many_at_once_equal_strtod(void **state)
{
    (void)state;
    uint64_t chance = 13;
    size_t read = 0, refused = 0;
    for (size_t tried = 0, most = texts_to_try(); tried < most; tried += FRACTIONS) {
        struct cells cells;
        double values[FRACTIONS], expected;
        size_t count = 1 + random_below(&chance, FRACTIONS);
        fill_cells(&cells, count, &chance);
        for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
            for (size_t i = 0; kind->supported() && i < count; i++) {
                size_t good = kind->fractions(cells.text, cells.bounds + i, cells.bounds + i + 1, count - i, values);
                for (size_t k = 0; k < good; k++, i++, read++) {
                    struct text cell = cell_of(&cells, i);
                    check(number_parse_strtod(cell, &expected) == NUMBER_OK && same_bits(values[k], expected),
                          "%s: '%.*s' gives %a", kind->name, SHOW(cell), values[k]);
                }
                if (i == count)
                    break;
                struct text cell = cell_of(&cells, i);
                check(!fraction_parse(cell, &expected), "%s: '%.*s' is not read", kind->name, SHOW(cell));
                refused++;
            }
    }
    check(read > 5 * refused && refused > read / 100, "%zu read, %zu refused", read, refused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_table_holds_the_powers_of_five),
        TEST(hard_cases_equal_strtod),
        TEST(random_texts_equal_strtod),
        TEST(many_at_once_equal_strtod),
    };
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
