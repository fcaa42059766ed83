/*
 * hash_file.h - the fingerprint of a file, for the record of a run.
 */
#ifndef DENGINE_HASH_FILE_H
#define DENGINE_HASH_FILE_H

#include <stdbool.h>

#include "dengine/hash.h"

/* hash_fingerprint of all that can be read from a file descriptor; false when reading fails (errno). */
bool hash_descriptor(int fd, struct fingerprint *hash);

#endif
