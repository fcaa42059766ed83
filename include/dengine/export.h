/*
 * export.h - what every public declaration stands between.
 *
 * DENGINE_BEGIN ... DENGINE_END: C's names for C++, and names that the library exports; all others
 * stay inside it (see libdengine.a in the Makefile).
 * Threads: there is nothing here to call.
 */
#ifndef DENGINE_EXPORT_H
#define DENGINE_EXPORT_H

#ifdef __cplusplus
#define DENGINE_BEGIN                                  \
    _Pragma("GCC visibility push(default)") extern "C" \
    {
#define DENGINE_END \
    }               \
    _Pragma("GCC visibility pop")
#else
#define DENGINE_BEGIN _Pragma("GCC visibility push(default)")
#define DENGINE_END _Pragma("GCC visibility pop")
#endif

#endif
