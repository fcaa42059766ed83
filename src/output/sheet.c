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
    enum { MOST = 40 };
    struct buffer out = {.arena = arena};
    for (size_t i = 0, size; i < name.size; i += size) {
        bool steers = text_steers(name, i, &size);
        if (i + size > MOST)
            break;
        buffer_add(&out, steers ? text_of("?") : (struct text){name.data + i, size});
    }
    return buffer_string(&out);
}
