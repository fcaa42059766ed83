/*
 * fuzz_annotation_table.c - any bytes as a table of answers.
 */
#include "annotations.h"

const char fuzz_claim[] = "tables of answers refused with a place, or read";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_annotations(data, size);
    return 0;
}

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const seeds[] = {
        "id,label\n0001,cat\n1e3,\"a, \"\"b\"\"\"\n",
        "rank,id,score,method,label,answer\n1,a,0.5,random,cat,dog\n2,b,0.4,random,cat,\n,,,,,\n",
        "id\tlabel\tcorrect\r\na\tcat\tyes\r\nb\tdog\tNO\r\n",
        ("annotation_id,annotator,lead_time,dengine_id,label,updated_at\n1,2,,a,\"{\"\"choices\"\": "
         "[\"\"x\"\"]}\",2026\n"),
        "id,label,correct,state,who,when\na,x,,answered,1,\nb,,,skipped,,\n",
        "a;b\n1;x\n"};
    fuzz_mutate(out, state, seeds, sizeof seeds / sizeof *seeds, ",;\t\"\r\n{}[]xyz01 \x01\x80\xC3");
}
