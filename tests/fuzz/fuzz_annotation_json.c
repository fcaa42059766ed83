/*
 * fuzz_annotation_json.c - any bytes as the JSON of a labelling tool.
 */
#include "annotations.h"

const char fuzz_claim[] = "JSON exports refused with a place, or read";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_annotations(data, size);
    return 0;
}

void fuzz_input(struct buffer *out, uint64_t *state)
{
    static const char *const seeds[] = {
        "[{\"id\":1,\"annotations\":[{\"completed_by\":{\"email\":\"a@b\"},\"was_cancelled\":false,\"result\":[{"
        "\"from_name\":\"label\",\"value\":{\"choices\":[\"8\"]}}]}],\"data\":{\"dengine_id\":\"0001\"}}]",
        "[{\"data\":{\"id\":1e3},\"predictions\":[]},{\"data\":{\"id\":\"x\"},\"completions\":[{\"skipped\":true}]}]",
        "[{\"annotation_id\":2,\"annotator\":1,\"lead_time\":null,\"dengine_id\":\"a\",\"label\":{\"choices\":[\"x\","
        "\"y\"]}}]",
        "{\"id\":\"a\",\"text\":\"t\",\"label\":[\"x\"],\"Comments\":[]}\n{\"id\":2,\"text\":\"t\",\"entities\":[{}]}",
        "{\"text\":\"t\",\"label\":\"x\",\"answer\":\"accept\",\"meta\":{\"dengine_id\":\"\\u00e9\\ud83d\\ude00\"}}",
        "{\"id\":\"a\",\"fields\":{},\"responses\":{\"label\":[{\"value\":\"x\",\"user_id\":\"u\",\"status\":"
        "\"submitted\"}]},\"metadata\":{}}",
        "{\"categories\":{\"label\":{\"labels\":[{\"name\":\"x\"}]}},\"items\":[{\"id\":\"a\",\"annotations\":[{"
        "\"type\":\"label\",\"label_id\":0}],\"image\":{\"path\":\"a.png\"}}]}",
        "{\"id\":\"a\",\"answer\":\"x\",\"correct\":true}\n{\"name\":\"b\",\"label\":null,\"correct\":\"no\"}",
        "{\"a\":\"1\",\"b\":[\"x\"]}"};
    fuzz_mutate(out, state, seeds, sizeof seeds / sizeof *seeds, "{}[]\",:0129.eE+-\\untfalsr \t\n\x01\x80\xC3");
}
