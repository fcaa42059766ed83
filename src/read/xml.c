#include "read/xml.h"

#include <expat.h>
#include <stdio.h>
#include <string.h>

struct walk {
    XML_Parser parser;
    xml_step *step;
    void *state;
    size_t depth;
    bool stopped;        /* by a step */
    const char *refused; /* why, or NULL */
    struct xml_fault *fault;
};

static void note_place(struct walk *walk)
{
    walk->fault->line = XML_GetCurrentLineNumber(walk->parser);
    walk->fault->column = XML_GetCurrentColumnNumber(walk->parser) + 1;
}

static void stop(struct walk *walk, const char *refused)
{
    walk->refused = refused;
    walk->stopped = !refused;
    note_place(walk); /* a stopped parser has moved on */
    XML_StopParser(walk->parser, XML_FALSE);
}

static void start_element(void *data, const char *name, const char **attributes)
{
    struct walk *walk = data;
    if (walk->stopped || walk->refused)
        return;
    if (walk->depth == XML_DEPTH)
        stop(walk, "too many elements within each other");
    else if (!walk->step(walk->state, name, (const char *const *)attributes, walk->depth++))
        stop(walk, NULL);
}

static void end_element(void *data, const char *name)
{
    struct walk *walk = data;
    if (!walk->stopped && !walk->refused && !walk->step(walk->state, name, NULL, --walk->depth))
        stop(walk, NULL);
}

static void start_doctype(void *data, const char *name, const char *system, const char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    stop(data, "a document type declaration: entities are not read");
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; attributes && *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

bool xml_walk(struct text text, xml_step *step, void *state, struct xml_fault *fault)
{
    struct walk walk = {.parser = XML_ParserCreate(NULL), .step = step, .state = state, .fault = fault};
    *fault = (struct xml_fault){.line = 1, .column = 1, .why = "out of memory"};
    if (!walk.parser)
        return false;
    XML_SetUserData(walk.parser, &walk);
    XML_SetElementHandler(walk.parser, start_element, end_element);
    XML_SetStartDoctypeDeclHandler(walk.parser, start_doctype);
    bool done = XML_Parse(walk.parser, text.data, (int)text.size, 1) == XML_STATUS_OK;
    if (!walk.stopped && !walk.refused)
        note_place(&walk);
    const char *why = walk.refused ? walk.refused : XML_ErrorString(XML_GetErrorCode(walk.parser));
    snprintf(fault->why, sizeof fault->why, "%s", walk.stopped || done ? "" : why);
    XML_ParserFree(walk.parser);
    return done;
}
