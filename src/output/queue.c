#include "output/queue.h"

#include <math.h>

struct text queue_method(const struct queue *queue, size_t row)
{
    return queue->methods ? queue->methods[row] : text_of(queue->method);
}

double queue_rank(const struct queue *queue, size_t row)
{
    return queue->ranks ? queue->ranks[row] : (double)row + 1;
}

size_t queue_column_find(const struct queue *queue, struct text name)
{
    size_t column = 0;
    while (column < queue->columns_count && !text_equal(queue->columns[column].name, name))
        column++;
    return column;
}

const struct queue_column *queue_column_at(const struct queue *queue, size_t column)
{
    return column < QUEUE_FIXED ? &queue_fixed[column] : &queue->columns[column - QUEUE_FIXED];
}

void queue_value(struct buffer *out, const struct queue *queue, size_t row, size_t column)
{
    const struct top_entry *entry = queue_entry(queue, row);
    switch (column) {
    case 0:
        buffer_count(out, row + 1);
        break;
    case 1:
        buffer_add(out, entry->id);
        break;
    case 2:
        if (entry->key.scores[0] != TOP_UNSCORABLE)
            buffer_nano(out, entry->key.scores[0]);
        break;
    case 3:
        buffer_add(out, queue_method(queue, row));
        break;
    case 4:
        if (!isnan(entry->inclusion_prob)) /* it is not known */
            buffer_nine(out, entry->inclusion_prob);
        break;
    default:
        buffer_add(out, entry->cells[column - (QUEUE_FIXED - 1)]);
    }
}
