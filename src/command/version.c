#include "command/version.h"

#include <cjson/cJSON.h>
#include <csv.h>
#include <stdio.h>
#include <xxhash.h>
#include <zlib.h>
#include <zstd.h>

#include "dengine/version.h"
#include "read/marks.h"
#include "score/panels.h"

/* Those whose headers alone tell. */
#define LIBCSV_VERSION DENGINE_VERSION_TEXT(CSV_MAJOR, CSV_MINOR, CSV_RELEASE)
#define XXHASH_VERSION DENGINE_VERSION_TEXT(XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE)

void version_print(void)
{
    const struct marks_kind *marks = marks_best();
    printf("dengine %s\n", dengine_version());
    printf("libraries: libcsv %s, cJSON %s, zlib %s, zstd %s, xxHash %s\n", LIBCSV_VERSION, cJSON_Version(),
           zlibVersion(), ZSTD_versionString(), XXHASH_VERSION);
    printf("instructions: CSV %s (of", marks ? marks->name : "libcsv");
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
        printf(" %s", kind->name);
    printf("), embeddings %s\n", likeness_best()->name);
}
