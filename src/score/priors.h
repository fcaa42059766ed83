/*
 * priors.h - what is known of the classes of the world, whatever a model says.
 *
 *     {"person": {"moves": true, "max_speed": 3.0}, "couch": {"moves": false}, "default": {"moves": true}}
 *
 * "default" holds for the classes that are not named. Without a word on it a class does not move, and
 * no speed is too high for it.
 */
#ifndef DENGINE_PRIORS_H
#define DENGINE_PRIORS_H

#include <stdbool.h>

#include "input/names.h"
#include "read/config.h"

struct prior {
    bool moves;
    double max_speed; /* metres a second; 0: not known */
};

/* Reads the file into one prior for each label; path NULL: nothing is known. A class that is no label
 * of the data is an error. */
bool priors_read(struct prior **priors, const struct names *labels, const char *path, struct arena *arena,
                 struct error *error);

#endif
