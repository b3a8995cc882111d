/*
 * Static fields that the plan names. They are read through JNI before the walk, since the walk does not enter classes; what
 * they refer to is held by local references and is thus a root of the walk.
 */
#ifndef PEEPS_STATICS_H
#define PEEPS_STATICS_H

#include "jvm.h"
#include "walk.h"

/* Records the static fields of initialised classes. A class that is not initialised is left alone: asking for its fields
 * through JNI would run its initialiser. */
void statics_read(struct walk *w, struct jvm *j);

#endif
