/*
 * offers_queues.h - the commands for queues beside each other, their answers, predictions and metadata.
 */
#ifndef DENGINE_OFFERS_QUEUES_H
#define DENGINE_OFFERS_QUEUES_H

#include "output/offer_line.h"

/* False where none of the tables is a queue: then there is nothing to say here. */
bool offers_queues(struct offers *offers, const struct profile *profiles, size_t count);

#endif
