/*
 * What labelling tools send back: each format is told by its content, ids stay what they were, and only an
 * answer is one.
 */
#include "join/annotations.h"
#include "read/json_view.h"
#include "read/xml.h"
#include "unit.h"

/* What a file says, an annotation a line, or why it says nothing. */
static const char *read_as(struct arena *arena, const struct annotation_spec *spec, const char *text)
{
    static const char *const verdicts[] = {"", " right", " wrong"};
    struct annotations list = {.arena = arena};
    const struct annotation_format *format = NULL;
    struct error error = {0};
    struct buffer out = {.arena = arena};
    if (!annotations_parse(&list, "f", text_of(text), spec, &format, &error)) {
        buffer_add(&out, text_of(error.text));
        return buffer_string(&out);
    }
    buffer_format(&out, "%s", format ? format->name : "nothing");
    for (size_t i = 0; i < list.count; i++) {
        const struct annotation *a = &list.items[i];
        buffer_format(&out, "\n%.*s %s", SHOW(a->id), annotation_states[a->state]);
        if (a->label.size)
            buffer_format(&out, " %.*s", SHOW(a->label));
        buffer_format(&out, "%s", verdicts[a->verdict]);
        if (a->who.size)
            buffer_format(&out, " by %.*s", SHOW(a->who));
        if (a->when.size)
            buffer_format(&out, " at %.*s", SHOW(a->when));
    }
    return buffer_string(&out);
}

static const char *read_plain(struct arena *arena, const char *text)
{
    static const struct annotation_spec plain;
    return read_as(arena, &plain, text);
}

static void label_studio_json_tells_every_state(void **state)
{
    assert_string_equal(
        read_plain(
            *state,
            "[{\"id\":7,\"data\":{\"dengine_id\":\"0001\",\"id\":\"no\"},\"annotations\":["
            "{\"completed_by\":1,\"created_at\":\"c\",\"updated_at\":\"u\",\"was_cancelled\":false,"
            "\"result\":[{\"from_name\":\"label\",\"value\":{\"choices\":[\"a \\\"b\\\"\"]}}]},"
            "{\"completed_by\":{\"id\":2,\"email\":\"x@y\"},\"was_cancelled\":true,\"result\":[]}]},"
            "{\"data\":{\"id\":\"1e3\"},\"annotations\":[{\"result\":[]}]},"
            "{\"data\":{\"id\":\"NA\"},\"annotations\":[{\"result\":[{\"value\":{\"choices\":[\"a\",\"b\"]}}]}]},"
            "{\"data\":{\"id\":5},\"annotations\":[{\"result\":[{\"value\":{\"x\":1}}]}]},"
            "{\"data\":{\"id\":\"=x\"},\"predictions\":[{\"result\":[]}]}]"),
        "label-studio\n0001 answered a \"b\" by 1 at u\n0001 skipped by x@y\n1e3 empty\nNA several\n5 shapes\n=x open");
}

static void a_task_that_names_no_sample_is_an_error_with_its_place(void **state)
{
    assert_string_equal(read_plain(*state, "[\n {\"data\":{\"image\":\"a.png\"},\"annotations\":[]}]"),
                        "f:2:10: no 'dengine_id' that names the sample; name a key of it: f:KEY; there are 'image'");
    assert_string_equal(read_as(*state, &(struct annotation_spec){.id = "image"},
                                "[\n {\"data\":{\"image\":\"a.png\"},\"annotations\":[]}]"),
                        "label-studio\na.png open");
}

static void label_studio_min_and_csv_have_ids_of_their_own(void **state)
{
#define MINIMAL(more) "[{\"id\":3,\"annotation_id\":1,\"annotator\":2,\"lead_time\":1.5," more "\"label\":\"8\"}]"
    assert_string_equal(read_plain(*state, MINIMAL("")),
                        "f:1:2: no 'dengine_id' here, and `id` is Label Studio's own number; name the key that names "
                        "the sample: f:KEY");
    assert_string_equal(read_plain(*state, MINIMAL("\"dengine_id\":\"0003\",\"rank\":1,\"score\":1,\"method\":\"m\",")),
                        "label-studio-min\n0003 answered 8 by 2");
    assert_string_equal(read_plain(*state,
                                   "\"annotation_id\",\"annotator\",\"lead_time\",\"id\",\"dengine_id\",\"label\"\n"
                                   "1,\"1\",2.5,77,\"a,b\",\"{\"\"choices\"\": [\"\"x\"\", \"\"y\"\"]}\"\n"
                                   "1,\"1\",2.5,77,0001,\n1,\"1\",2.5,77,NA,[{}]\n1,\"1\",2.5,77,c,\"{x}\"\n"),
                        "label-studio-csv\na,b several by 1\n0001 empty by 1\nNA shapes by 1\nc answered {x} by 1");
    assert_string_equal(read_plain(*state, "annotation_id\tannotator\tlead_time\tid\tchoice\n1\t1\t2\ta\tcat\n"),
                        "label-studio-csv\na answered cat by 1");
}

static void what_doccano_was_given_is_no_answer(void **state)
{
    static const struct annotation_spec trusting = {.trust_prefilled = true};
    const char *text = "{\"id\":1,\"dengine_id\":\"a\",\"text\":\"t\",\"label\":[\"x\"],\"Comments\":[]}\n\n"
                       "{\"id\":2,\"dengine_id\":\"b\",\"text\":\"t\",\"label\":[\"x\"],\"dengine_prefilled\":\"x\"}\n"
                       "{\"id\":3,\"dengine_id\":\"c\",\"text\":\"t\",\"label\":[\"y\"],\"dengine_prefilled\":\"x\"}\n"
                       "{\"id\":4,\"dengine_id\":\"d\",\"text\":\"t\",\"label\":[\"y\"],\"dengine_prefilled\":\"\"}\n"
                       "{\"id\":5,\"text\":\"t\",\"label\":[\"y\"],\"annotation_approver\":\"ann\"}\n"
                       "{\"id\":6,\"text\":\"t\",\"label\":[\"y\"],\"annotation_approver\":null}\n"
                       "{\"id\":7,\"text\":\"t\",\"label\":[]}\n{\"id\":8,\"text\":\"t\",\"label\":[[0,3,\"P\"]]}\n";
    assert_string_equal(read_plain(*state, text),
                        "doccano\na unapproved x\nb unapproved x\nc answered y\nd answered y\n"
                        "5 answered y by ann\n6 unapproved y\n7 open\n8 shapes");
    assert_string_equal(read_as(*state, &trusting, text),
                        "doccano\na answered x\nb answered x\nc answered y\nd answered y\n"
                        "5 answered y by ann\n6 answered y\n7 open\n8 shapes");
}

static void prodigy_accepts_rejects_and_ignores(void **state)
{
    assert_string_equal(
        read_plain(*state, "{\"text\":\"t\",\"label\":\"x\",\"answer\":\"accept\",\"meta\":{\"dengine_id\":\"0001\"},"
                           "\"_annotator_id\":\"ann\",\"_timestamp\":1700000000}\n"
                           "{\"accept\":[\"x\",\"y\"],\"answer\":\"accept\",\"meta\":{\"id\":\"b\"}}\n"
                           "{\"accept\":[\"y\"],\"answer\":\"accept\",\"dengine_id\":\"c\"}\n"
                           "{\"label\":\"x\",\"answer\":\"reject\",\"dengine_id\":\"d\"}\n"
                           "{\"label\":\"x\",\"answer\":\"ignore\",\"dengine_id\":\"e\"}\n"
                           "{\"spans\":[{}],\"answer\":\"accept\",\"dengine_id\":\"f\"}\n"
                           "{\"text\":\"t\",\"label\":\"x\",\"meta\":{\"dengine_id\":\"g\"}}\n"),
        "prodigy\n0001 answered x by ann at 1700000000\nb several\nc answered y\nd rejected\ne skipped\nf shapes\ng "
        "open");
}

static void argilla_has_responses_by_question_and_person(void **state)
{
    const char *text =
        "[{\"id\":\"r1\",\"fields\":{\"text\":\"t\"},\"metadata\":{\"dengine_id\":\"0001\"},"
        "\"responses\":{\"label\":[{\"value\":\"x\",\"user_id\":\"u\"},{\"value\":\"y\",\"user_id\":\"v\","
        "\"status\":\"draft\"},{\"value\":null,\"status\":\"discarded\"}]}},"
        "{\"id\":\"r2\",\"fields\":{},\"status\":\"pending\",\"responses\":{}},"
        "{\"id\":\"r3\",\"fields\":{},\"responses\":{\"label\":[{\"value\":[\"x\",\"y\"]}]}}]";
    assert_string_equal(read_plain(*state, text),
                        "argilla\n0001 answered x by u\n0001 open by v\n0001 rejected\nr2 open\nr3 several");
}

static void datumaro_names_labels_by_number(void **state)
{
#define ITEMS(number)                                                                              \
    "{\"categories\":{\"label\":{\"labels\":[{\"name\":\"cat\"},{\"name\":\"dog\"}]}},\"items\":[" \
    "{\"id\":\"a\",\"annotations\":[{\"type\":\"label\",\"label_id\":" number "}],"                \
    "\"image\":{\"path\":\"i/a.png\"}},{\"id\":\"b\",\"annotations\":[]},"                         \
    "{\"id\":\"c\",\"annotations\":[{\"type\":\"bbox\",\"label_id\":0}]}]}"
    assert_string_equal(read_plain(*state, ITEMS("1")), "datumaro\na answered dog\nb open\nc shapes");
    assert_string_equal(read_plain(*state, ITEMS("2")), "f:1:129: expected the number of one of the 2 labels");
}

static void cvat_knows_samples_by_their_files(void **state)
{
    const char *text =
        "<?xml version=\"1.0\"?>\n<annotations><image id=\"0\" name=\"d/0001.tar.png\"><tag label=\"a&amp;b\"/>"
        "</image><image name=\"b.png\"><tag label=\"x\" source=\"auto\"/></image>"
        "<image name=\".c\"><box label=\"x\"/></image><image name=\"e\"/>"
        "<image name=\"f.png\"><tag label=\"x\"/><tag label=\"y\"/></image></annotations>";
    assert_string_equal(read_plain(*state, text),
                        "cvat\nd/0001.tar answered a&b\nb unapproved x\n.c shapes\ne open\nf several");
    assert_string_equal(read_as(*state, &(struct annotation_spec){.id = "name"},
                                "<annotations><image name=\"b.png\"><tag label=\"x\"/></image></annotations>"),
                        "cvat\nb.png answered x");
}

static void no_entity_of_a_document_is_read(void **state)
{
    assert_string_equal(read_plain(*state, "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>\n<annotations>"
                                           "<image name=\"&b;\"/></annotations>"),
                        "f:1:13: no XML: a document type declaration: entities are not read");
    assert_string_equal(read_plain(*state, "<annotations><image name=\"&b;\"/></annotations>"),
                        "f:1:14: no XML: undefined entity");
    assert_string_equal(read_plain(*state, "<html></html>"),
                        "f:1:1: expected <annotations>, as in CVAT for images 1.1");
}

static void nothing_is_nested_deeper_than_allowed(void **state)
{
    struct buffer xml = {.arena = *state}, json = {.arena = *state};
    for (int i = 0; i < 1000; i++) {
        buffer_add(&xml, text_of(i ? "<a>" : "<annotations>"));
        buffer_byte(&json, '[');
    }
    assert_string_equal(read_plain(*state, buffer_string(&xml)),
                        "f:1:203: no XML: too many elements within each other");
    assert_string_equal(read_plain(*state, buffer_string(&json)),
                        "f:1:65: no JSON: too many arrays and objects within each other");
}

static void the_label_of_a_queue_is_the_models(void **state)
{
    const char *queue = "rank,id,score,method,label,answer\n1,0001,0.5,random,cat,dog\n2,1e3,0.4,random,cat,\n,,,,,\n";
    assert_string_equal(read_plain(*state, queue), "table\n0001 answered dog\n1e3 open");
    assert_string_equal(read_plain(*state, "rank,id,score,method,label\n1,a,0.5,random,cat\n"),
                        "f:1:1: a queue without answers: its `label` is the model's; fill in a column `answer` or "
                        "`correct`, or name another: f:ID,COL");
    assert_string_equal(
        read_plain(*state,
                   "rank;id;score;method;label;correct\r\n1;a;0.5;m;cat;Yes\r\n2;b;0.4;m;cat;0\r\n3;c;0;m;x;\r\n"),
        "table\na answered cat right\nb answered wrong\nc open");
    assert_string_equal(read_plain(*state, "id,label,correct\na,cat,maybe\n"),
                        "f:2:1: correct is 'maybe': expected yes, no, true, false, 1 or 0");
}

static void tables_and_objects_of_ids_and_labels_are_answers(void **state)
{
    static const struct annotation_spec named = {.id = "image", .label = "gold"}, ids = {.ids_only = true};
    assert_string_equal(read_plain(*state, "id,label\n0001,cat\n\"a \"\"b\"\"\",\n"),
                        "table\n0001 answered cat\na \"b\" open");
    assert_string_equal(read_as(*state, &named, "image\tgold\nx.jpg\tcat\n"), "table\nx.jpg answered cat");
    assert_string_equal(read_plain(*state, "{\"id\":\"0001\",\"label\":\"cat\"}\n{\"id\":2,\"label\":null}\n"
                                           "{\"id\":\"c\",\"label\":[\"x\"]}\n{\"id\":\"d\",\"correct\":false}\n"),
                        "objects\n0001 answered cat\n2 open\nc answered x\nd answered wrong");
    assert_string_equal(read_as(*state, &ids, "id\n0001\n"), "table\n0001 open");
    assert_string_equal(read_plain(*state, "id\n0001\n"),
                        "f:1:1: no column 'answer' with the answers; name one: f:ID,COL; there are 'id'");
    assert_string_equal(read_plain(*state, "id,label\n,cat\n"), "f:2:1: the id is missing");
    assert_string_equal(read_plain(*state, "id,label\na\n"), "f:2:1: 1 cells, the header has 2");
}

static void a_walk_over_json_finds_what_is_there(void **state)
{
    struct json_fault fault;
    struct json_view root;
    struct text text =
        text_of(" {\"a\": [1, {\"b]\": \"}\\\"\"}, -2e5], \"\\u0061\": \"\\u00e9\\ud83d\\ude00\\n\", \"n\": null} ");
    assert_true(json_view_open(&root, text, JSON_VIEW_DEPTH, &fault));
    assert_int_equal(json_view_count(root), 3);
    struct text decoded = json_view_text(*state, json_view_get(root, "a"));
    assert_string_equal(text_copy(*state, decoded).data, "\xC3\xA9\xF0\x9F\x98\x80\n");
    assert_int_equal(json_view_kind(json_view_get(root, "n")), JSON_NULL);
    assert_int_equal(json_view_kind(json_view_get(root, "x")), JSON_NONE);
    assert_int_equal(json_view_text(*state, json_view_get(root, "n")).size, 0);
    struct json_member member, element;
    assert_true(json_view_first(root, &member));
    assert_int_equal(json_view_count(member.value), 3);
    assert_true(json_view_first(member.value, &element));
    assert_true(json_view_next(&element));
    assert_string_equal(text_copy(*state, json_view_text(*state, json_view_get(element.value, "b]"))).data, "}\"");
    assert_true(json_view_next(&element));
    assert_string_equal(text_copy(*state, json_view_raw(element.value)).data, "-2e5");
    assert_false(json_view_next(&element));
}

/* Each what a file says, and what is read of it. */
struct said {
    const char *text, *read;
};

static void expect_said(struct arena *arena, const struct annotation_spec *spec, const struct said *said, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(strcmp(read_as(arena, spec, said[i].text), said[i].read) == 0, "%s\nread: %s", said[i].text,
              read_as(arena, spec, said[i].text));
}

static void what_holds_no_answer_is_told_with_its_place(void **state)
{
    static const struct annotation_spec plain = {0};
    static const struct said said[] = {
        {"", "f:1:1: no header: the first line is empty"},
        {" \n\t ", "f:1:1: no column 'id' that names the sample; name one: f:COL; there are ' '"},
        {"[]", "nothing"},
        {"[3]", "f:1:2: expected an object that tells of a sample"},
        {"{\"id\":\"a\",\"label\":\"x\"}\n\n 3\n", "f:3:2: expected an object that tells of a sample"},
        {"{\"id\":\"a\",\"label\":\"x\"}\n{\"id\":\n", "f:2:7: no JSON: the text ends too early"},
        {"[{\"data\":{},\"annotations\":[]}]",
         "f:1:10: no 'dengine_id' that names the sample; name a key of it: f:KEY"},
        {"[{\"data\":{\"dengine_id\":\"\"},\"annotations\":[]}]",
         "f:1:10: no 'dengine_id' that names the sample; name a key of it: f:KEY; there are 'dengine_id'"},
        {"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\"m\":1}",
         "f:1:1: no 'dengine_id' that names the sample; name a key of it: f:KEY; there are 'a', 'b', 'c', 'd', 'e', "
         "'f', 'g', 'h', 'i', 'j', 'k', 'l'"},
        {"{\"id\":\"a\",\"label\":\"cat\",\"correct\":\"maybe\"}",
         "f:1:1: correct is 'maybe': expected yes, no, true, false, 1 or 0"},
        {"a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v\n",
         "f:1:1: no column 'id' that names the sample; name one: f:COL; there are 'a', 'b', 'c', 'd', 'e', 'f', 'g', "
         "'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't'"},
        {"id,label\xFF\na,cat\n", "f:1:1: not UTF-8 text; from UTF-16, convert it with `iconv -f UTF-16 -t UTF-8`"},
        {"<annotations><image name=\"\"/></annotations>", "f:1:14: an <image> without a name"},
        {"<annotations><image id=\"1\"/></annotations>", "f:1:14: an <image> without a name"},
    };
    expect_said(*state, &plain, said, COUNT(said));
}

static void names_of_images_lose_their_ending_alone(void **state)
{
    static const struct annotation_spec plain = {0};
    static const struct said said[] = {
        {"<annotations><image name=\"d.1/0001\"/></annotations>", "cvat\nd.1/0001 open"},
        {"<annotations><image name=\"d/.hidden\"/></annotations>", "cvat\nd/.hidden open"},
        {"<annotations><image name=\"a\"/></annotations>", "cvat\na open"},
        {"<annotations><image name=\"a.\"/></annotations>", "cvat\na open"},
        {"<annotations><image name=\"a.png\"/><image name=\"a.jpg\"/></annotations>",
         "f:1:35: 'a.png' and 'a.jpg' are both 'a': to take the names whole, f:name"},
    };
    expect_said(*state, &plain, said, COUNT(said));
}

static void an_image_is_filled_in_when_all_its_tags_are(void **state)
{
#define IMAGE(tags) "<annotations><image name=\"a\">" tags "</image></annotations>"
    static const struct annotation_spec several = {.multilabel = true};
    static const struct said said[] = {
        {IMAGE("<tag label=\"x\" source=\"file\"/>"), "cvat\na unapproved x"},
        {IMAGE("<tag label=\"x\" source=\"manual\"/>"), "cvat\na answered x"},
        {IMAGE("<tag label=\"x\" source=\"auto\"/><tag label=\"y\" source=\"auto\"/>"), "cvat\na unapproved x+y"},
        {IMAGE("<tag label=\"x\" source=\"auto\"/><tag label=\"y\" source=\"manual\"/>"), "cvat\na answered x+y"},
        {IMAGE("<tag label=\"x\"/><tag label=\"y\" source=\"auto\"/>"), "cvat\na answered x+y"},
        {IMAGE("<tag/>"), "cvat\na empty"},
    };
    expect_said(*state, &several, said, COUNT(said));
}

static void of_several_controls_one_can_be_named(void **state)
{
    static const struct annotation_spec plain = {0}, scene = {.label = "scene"};
#define CONTROLS(name, other)                                                                \
    "[{\"data\":{\"dengine_id\":\"a\"},\"annotations\":[{\"result\":[{\"from_name\":\"" name \
    "\",\"value\":{\"choices\":[\"rain\"]}},{\"from_name\":\"" other "\",\"value\":{\"choices\":[\"cat\"]}}]}]}]"
    const struct said both[] = {{CONTROLS("scene", "animal"), "label-studio\na several"}};
    const struct said one[] = {{CONTROLS("scene", "animal"), "label-studio\na answered rain"},
                               {CONTROLS("place", "animal"), "label-studio\na empty"},
                               {CONTROLS("scene", "scene"), "label-studio\na several"}};
    expect_said(*state, &plain, both, COUNT(both));
    expect_said(*state, &scene, one, COUNT(one));
}

static void responses_and_numbers_of_odd_kinds(void **state)
{
    static const struct annotation_spec plain = {0};
#define RESPONSE(more) "[{\"id\":\"a\",\"fields\":{},\"responses\":{\"label\":[{\"value\":" more "}]}}]"
    static const struct said said[] = {
        {RESPONSE("\"x\",\"status\":\"pending\""), "argilla\na open"},
        {RESPONSE("{\"start\":0}"), "argilla\na shapes"},
        {RESPONSE("null"), "argilla\na empty"},
        {ITEMS("-1"), "f:1:129: expected the number of one of the 2 labels"},
        {ITEMS("true"), "f:1:129: expected the number of one of the 2 labels"},
        {ITEMS("00000000000000000000000000000000"), "f:1:130: no JSON: a number does not begin with 0"},
        {ITEMS("1.0"), "f:1:129: expected the number of one of the 2 labels"},
    };
    expect_said(*state, &plain, said, COUNT(said));
}

static void a_sheet_takes_its_apostrophes_back(void **state)
{
    static const struct annotation_spec plain = {0};
    static const struct said said[] = {
        {"rank,dengine_id,answer\n1,'0001,'1e3\n2,'b,\n3,c,cat\n", "table\n0001 answered 1e3\nb open\nc answered cat"},
        {"id,answer\n'a,'1\n", "table\n'a answered '1"}, /* no sheet */
    };
    expect_said(*state, &plain, said, COUNT(said));
    assert_string_equal(read_as(*state, &(struct annotation_spec){.delimiter = ';'}, "id;label\na,b;cat\n"),
                        "table\na,b answered cat");
}

static void a_byte_of_0_is_no_text(void **state)
{
    static const struct {
        struct text text;
        const char *why;
    } cases[] = {
        {BYTES("i\0d\0"), "f:1:1: not UTF-8 text; from UTF-16, convert it with `iconv -f UTF-16 -t UTF-8`"},
        {BYTES("{\"id\":\"a\",\"answer\":\"x\"}\n\0\n"), "f:2:1: no JSON: expected a JSON value"},
    };
    static const struct annotation_spec plain = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct annotations list = {.arena = *state};
        const struct annotation_format *format = NULL;
        struct error error = {0};
        assert_false(annotations_parse(&list, "f", cases[i].text, &plain, &format, &error));
        check(strcmp(error.text, cases[i].why) == 0, "case %zu: %s", i, error.text);
    }
}

/* ---- records of any kind ---- */

static void add_value(struct buffer *out, uint64_t *chance, int depth);

/* An object of members that the tools know, whatever they hold. */
static void add_object(struct buffer *out, uint64_t *chance, int depth)
{
    static const char *const names[] = {"id",
                                        "dengine_id",
                                        "label",
                                        "labels",
                                        "entities",
                                        "text",
                                        "data",
                                        "filename",
                                        "annotation_approver",
                                        "dengine_prefilled",
                                        "answer",
                                        "meta",
                                        "rank",
                                        "accept",
                                        "spans",
                                        "_annotator_id",
                                        "_session_id",
                                        "_timestamp",
                                        "fields",
                                        "responses",
                                        "suggestions",
                                        "status",
                                        "user_id",
                                        "value",
                                        "annotations",
                                        "completions",
                                        "predictions",
                                        "result",
                                        "choices",
                                        "from_name",
                                        "completed_by",
                                        "was_cancelled",
                                        "created_at",
                                        "updated_at",
                                        "items",
                                        "categories",
                                        "names",
                                        "label_id",
                                        "attr",
                                        "type",
                                        "correct",
                                        "image",
                                        "file_upload",
                                        "email",
                                        "question"};
    size_t count = random_below(chance, depth > 2 ? 9 : 5);
    buffer_byte(out, '{');
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "%s\"%s\": ", i ? ", " : "", names[random_below(chance, COUNT(names))]);
        add_value(out, chance, depth - 1);
    }
    buffer_byte(out, '}');
}

static void add_value(struct buffer *out, uint64_t *chance, int depth)
{
    static const char *const plain[] = {"null",       "true",
                                        "false",      "0",
                                        "1",          "17",
                                        "-1",         "1e3",
                                        "\"a\"",      "\"b.png\"",
                                        "\"accept\"", "\"reject\"",
                                        "\"ignore\"", "\"discarded\"",
                                        "\"draft\"",  "\"submitted\"",
                                        "\"\"",       "[]",
                                        "{}",         "\"cat\"",
                                        "\"dog\"",    "\"2026-11-24T10:00:00Z\""};
    size_t kind = depth > 0 ? random_below(chance, 4) : 0;
    if (kind < 2) {
        buffer_add(out, text_of(plain[random_below(chance, COUNT(plain))]));
    } else if (kind == 2) {
        add_object(out, chance, depth);
    } else {
        size_t count = random_below(chance, 4);
        buffer_byte(out, '[');
        for (size_t i = 0; i < count; i++) {
            buffer_add(out, text_of(i ? ", " : ""));
            add_value(out, chance, depth - 1);
        }
        buffer_byte(out, ']');
    }
}

/* A record that begins as one of a tool's does. */
static void add_record(struct buffer *out, uint64_t *chance, size_t kind)
{
    static const char *const begins[] = {
        "\"data\": {\"id\": \"a\"}, \"annotations\": [{\"result\": [",
        "\"id\": 3, \"text\": \"x\", \"label\": [",
        "\"answer\": \"accept\", \"meta\": {\"dengine_id\": \"a\"}, \"accept\": [",
        "\"fields\": {\"id\": \"a\"}, \"responses\": {\"cat\": [",
        "\"id\": \"a\", \"label\": [",
        ("\"categories\": {\"label\": {\"labels\": [{\"name\": \"cat\"}]}}, \"items\": "
         "[{\"id\": \"a\", \"annotations\": ["),
    };
    static const char *const ends[] = {"]}]", "]", "]", "]}", "]", "]}]"};
    if (kind >= COUNT(begins)) {
        add_object(out, chance, 4);
        return;
    }
    buffer_format(out, "{%s", begins[kind]);
    for (size_t i = 0, count = random_below(chance, 3); i < count; i++) {
        buffer_add(out, text_of(i ? ", " : ""));
        add_value(out, chance, 2);
    }
    buffer_format(out, "%s, \"more\": ", ends[kind]);
    add_value(out, chance, 2);
    if (random_below(chance, 2)) {
        buffer_add(out, text_of(", \"annotation_approver\": "));
        add_value(out, chance, 0);
    }
    buffer_byte(out, '}');
}

/* What no tool wrote is read as one of them would be, or refused with its place. */
static void records_of_any_kind_are_read_or_refused(void **state)
{
    enum { ROUNDS = 60000 };
    static const struct annotation_spec plain, choosing = {.label = "cat"}, trusting = {.trust_prefilled = true},
                                               several = {.multilabel = true};
    const struct annotation_spec *const specs[] = {&plain, &choosing, &trusting, &several};
    uint64_t chance = 23;
    size_t read = 0, refused = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct arena arena = {0};
        struct buffer text = {.arena = &arena};
        struct annotations list = {.arena = &arena};
        const struct annotation_format *format = NULL;
        struct error error = {0};
        bool array = random_below(&chance, 2);
        size_t kind = random_below(&chance, 7);
        buffer_add(&text, text_of(array ? "[" : ""));
        for (size_t left = 1 + random_below(&chance, 3); left > 0; left--) {
            add_record(&text, &chance, kind);
            buffer_add(&text, text_of(left == 1 ? "" : array ? ",\n" : "\n"));
        }
        buffer_add(&text, text_of(array ? "]\n" : "\n"));
        if (annotations_parse(&list, "f", buffer_text(&text), specs[random_below(&chance, COUNT(specs))], &format,
                              &error))
            read += format != NULL;
        else
            refused += error.status == STATUS_DATA;
        assert_true(error.status == STATUS_OK || error.status == STATUS_DATA);
        arena_free(&arena);
    }
    check(read > ROUNDS / 50 && refused > ROUNDS / 50, "%zu read, %zu refused", read, refused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(label_studio_json_tells_every_state),
        TEST(a_task_that_names_no_sample_is_an_error_with_its_place),
        TEST(label_studio_min_and_csv_have_ids_of_their_own),
        TEST(what_doccano_was_given_is_no_answer),
        TEST(prodigy_accepts_rejects_and_ignores),
        TEST(argilla_has_responses_by_question_and_person),
        TEST(datumaro_names_labels_by_number),
        TEST(cvat_knows_samples_by_their_files),
        TEST(no_entity_of_a_document_is_read),
        TEST(nothing_is_nested_deeper_than_allowed),
        TEST(the_label_of_a_queue_is_the_models),
        TEST(tables_and_objects_of_ids_and_labels_are_answers),
        TEST(a_walk_over_json_finds_what_is_there),
        TEST(what_holds_no_answer_is_told_with_its_place),
        TEST(names_of_images_lose_their_ending_alone),
        TEST(an_image_is_filled_in_when_all_its_tags_are),
        TEST(of_several_controls_one_can_be_named),
        TEST(responses_and_numbers_of_odd_kinds),
        TEST(a_sheet_takes_its_apostrophes_back),
        TEST(a_byte_of_0_is_no_text),
        TEST(records_of_any_kind_are_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
