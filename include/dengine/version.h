/*
 * version.h - which dengine this is.
 *
 * The three numbers stand here and nowhere else: --version, the manual, dengine.pc and the packages follow.
 * MAJOR rises when what a script or a program relies on changes, MINOR when something is added, PATCH
 * when something is mended; while MAJOR is 0, MINOR stands for both.
 * Threads: any, at any time.
 */
#ifndef DENGINE_VERSION_H
#define DENGINE_VERSION_H

#include "dengine/export.h"

DENGINE_BEGIN

#define DENGINE_VERSION_MAJOR 0
#define DENGINE_VERSION_MINOR 1
#define DENGINE_VERSION_PATCH 0
#define DENGINE_VERSION_DATE "2026-11-25" /* for the manual */

/* For #if: 10203 is 1.2.3. */
#define DENGINE_VERSION_NUMBER (DENGINE_VERSION_MAJOR * 10000 + DENGINE_VERSION_MINOR * 100 + DENGINE_VERSION_PATCH)

/* "1.2.3" */
#define DENGINE_VERSION_TEXT_(a, b, c) #a "." #b "." #c
#define DENGINE_VERSION_TEXT(a, b, c) DENGINE_VERSION_TEXT_(a, b, c)
#define DENGINE_VERSION DENGINE_VERSION_TEXT(DENGINE_VERSION_MAJOR, DENGINE_VERSION_MINOR, DENGINE_VERSION_PATCH)

/* DENGINE_VERSION of the library that was linked: that of the headers may be another. */
const char *dengine_version(void);

DENGINE_END

#endif
