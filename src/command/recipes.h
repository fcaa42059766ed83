/*
 * recipes.h - lines to type that make tables of what other tools write.
 */
#ifndef DENGINE_RECIPES_H
#define DENGINE_RECIPES_H

/* Prints them, each with what it is for; a test types every one whose tool is installed. */
void recipes_print(void);

#endif
