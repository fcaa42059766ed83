/*
 * cluster.h - dengine-cluster(7): how a table in shards is ranked on whatever runs tasks.
 */
#ifndef DENGINE_CLUSTER_H
#define DENGINE_CLUSTER_H

/* A section of the page; a NULL title ends them. Lines of the text that begin with a blank stand as they are. */
struct cluster_section {
    const char *title, *text;
};
extern const struct cluster_section cluster_sections[];

#endif
