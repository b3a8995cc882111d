/*
 * Java text as UTF-8, well formed whatever the target's strings hold.
 */
#ifndef PEEPS_TEXT_H
#define PEEPS_TEXT_H

#include "jvm.h"

/* UTF-16 to UTF-8, allocated; unpaired surrogates become U+FFFD. NULL when memory is short. */
char *utf8_of(const jchar *chars, int length);

/* A String's text, at most 256 chars of it, allocated; NULL for null or when memory is short. */
char *text_of(struct jvm *j, jstring string);

#endif
