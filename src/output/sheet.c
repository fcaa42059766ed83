#include "output/sheet.h"

void sheet_add_row(struct sheet *sheet, const char *const *cells)
{
    sheet->rows = arena_reserve(sheet->arena, sheet->rows, &sheet->capacity, sheet->count + 1, sizeof *sheet->rows);
    for (size_t c = 0; c < SHEET_COLUMNS && cells[c]; c++)
        sheet->rows[sheet->count][c] = cells[c];
    sheet->count++;
}

/* Characters, not bytes. */
static size_t width_of(const char *text)
{
    size_t width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

void sheet_write(const struct sheet *sheet, FILE *out)
{
    size_t widths[SHEET_COLUMNS] = {0};
    for (size_t r = 0; r < sheet->count; r++)
        for (size_t c = 0; c < SHEET_COLUMNS && sheet->rows[r][c]; c++)
            widths[c] = width_of(sheet->rows[r][c]) > widths[c] ? width_of(sheet->rows[r][c]) : widths[c];
    for (size_t r = 0; r < sheet->count; r++) {
        const char *const *row = sheet->rows[r];
        for (size_t c = 0; c < SHEET_COLUMNS && row[c]; c++) {
            size_t blanks = widths[c] - width_of(row[c]);
            bool last = c + 1 == SHEET_COLUMNS || !row[c + 1];
            if (c == 0)
                fprintf(out, "%s%*s", row[c], last ? 0 : (int)blanks, "");
            else
                fprintf(out, "  %*s%s", (int)blanks, "", row[c]);
        }
        putc('\n', out);
    }
}

const char *sheet_name(struct arena *arena, struct text name)
{
    struct buffer out = {.arena = arena};
    size_t valid = text_utf8(name);
    for (size_t i = 0; i < name.size && i < 40; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        buffer_byte(&out, byte < 0x20 || byte == 0x7F || i >= valid ? '?' : name.data[i]);
    }
    while (out.size == 40 && out.size < name.size && ((unsigned char)name.data[out.size] & 0xC0) == 0x80)
        out.size--; /* no half of a character */
    return buffer_string(&out);
}
