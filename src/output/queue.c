#include "output/queue.h"

const struct queue_column queue_fixed[QUEUE_FIXED] = {
    {{"rank", 4}, true},
    {{"id", 2}, false},
    {{"score", 5}, true},
    {{"method", 6}, false},
    {{"inclusion_prob", 14}, true},
    {{"reason", 6}, false},
};

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
