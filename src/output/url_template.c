#include "output/url_template.h"

#include <string.h>

/* Text as it stands, or a column. */
struct url_piece {
    struct text text;
    bool column, raw;
    size_t number; /* of the column */
};

static struct url_piece *add_piece(struct url_template *url, struct arena *arena, size_t *capacity)
{
    url->pieces = arena_reserve(arena, url->pieces, capacity, url->count + 1, sizeof *url->pieces);
    return &url->pieces[url->count++];
}

static bool find_column(struct url_piece *piece, struct arena *arena, const struct queue *queue, struct error *error)
{
    struct words names = {0};
    struct text suffix = text_of(":raw");
    piece->raw = text_ends(piece->text, suffix);
    if (piece->raw)
        piece->text.size -= suffix.size;
    for (size_t i = 0; i < QUEUE_FIXED + queue->columns_count; i++)
        words_add(&names, arena, queue_column_at(queue, i)->name);
    piece->column = true;
    piece->number = words_find(&names, piece->text);
    if (piece->number < names.count)
        return true;
    struct buffer name = {.arena = arena};
    buffer_quote(&name, piece->text);
    return error_set(error, STATUS_USAGE, "the queue has no column %s%s", buffer_string(&name),
                     words_suggest(&names, arena, piece->text));
}

bool url_template_open(struct url_template *url, struct arena *arena, const struct queue *queue, const char *text,
                       struct error *error)
{
    size_t capacity = 0;
    *url = (struct url_template){.queue = queue};
    for (const char *at = text; *at;) {
        struct url_piece *piece = add_piece(url, arena, &capacity);
        if (*at != '{' || at[1] == '{') {
            size_t size = *at == '{' ? 1 : strcspn(at, "{");
            piece->text = (struct text){at, size};
            at += size + (*at == '{');
            continue;
        }
        const char *end = strchr(at, '}');
        if (!end)
            return error_set(error, STATUS_USAGE, "'%s': a brace without its end; write {{ for a brace", text);
        piece->text = (struct text){at + 1, (size_t)(end - at) - 1};
        if (!find_column(piece, arena, queue, error))
            return false;
        at = end + 1;
    }
    return true;
}

static bool is_unreserved(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte && strchr("-._~/", byte));
}

static void add_encoded(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (is_unreserved(byte))
            buffer_byte(out, (char)byte);
        else
            buffer_format(out, "%%%02X", byte);
    }
}

void url_template_add(struct buffer *out, const struct url_template *url, size_t row)
{
    struct arena arena = {.exhausted = out->arena->exhausted};
    struct buffer value = {.arena = &arena};
    for (size_t i = 0; i < url->count; i++) {
        const struct url_piece *piece = &url->pieces[i];
        value.size = 0;
        if (piece->column)
            queue_value(&value, url->queue, row, piece->number);
        if (!piece->column)
            buffer_add(out, piece->text);
        else if (piece->raw || url->file)
            buffer_add(out, buffer_text(&value));
        else
            add_encoded(out, buffer_text(&value));
    }
    arena_free(&arena);
}
