#include "read/formula.h"

#include <string.h>

#include "read/number.h"

bool formula_is(struct text cell)
{
    static const char first[] = {'=', '+', '-', '@', '\t', '\r'};
    double number;
    while (cell.size && cell.data[0] == '\'')
        cell = (struct text){cell.data + 1, cell.size - 1};
    return cell.size && memchr(first, cell.data[0], sizeof first) && number_parse(cell, &number) != NUMBER_OK;
}

struct text formula_bare(struct text cell)
{
    bool guarded = cell.size && cell.data[0] == '\'' && formula_is(cell);
    return guarded ? (struct text){cell.data + 1, cell.size - 1} : cell;
}
