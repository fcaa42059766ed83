#include "command/version.h"

#include <cjson/cJSON.h>
#include <csv.h>
#include <expat.h>
#include <stdio.h>
#include <xxhash.h>
#include <zlib.h>
#include <zstd.h>
#ifdef DENGINE_ISAL
#include <isa-l.h>
#endif

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
    const XML_Expat_Version expat = XML_ExpatVersionInfo();
    printf("libraries: libcsv %s, cJSON %s, Expat %d.%d.%d, zlib %s, zstd %s, xxHash %s", LIBCSV_VERSION,
           cJSON_Version(), expat.major, expat.minor, expat.micro, zlibVersion(), ZSTD_versionString(), XXHASH_VERSION);
#ifdef DENGINE_ISAL
    printf(", ISA-L %s", DENGINE_VERSION_TEXT(ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION));
#endif
    putchar('\n');
    printf("instructions: CSV %s (of", marks ? marks->name : "libcsv");
    for (const struct marks_kind *kind = marks_kinds; kind->name; kind++)
        printf(" %s", kind->name);
    printf("), embeddings %s\n", likeness_best()->name);
}
