/*
 * What one reference that a walk meets is worth: recorded or not, and whether to go on into its object. The same for every way
 * of walking: the JVM's own (walk.c) and by hand (hand.c). Safe in a heap callback.
 */
#ifndef PEEPS_SEE_H
#define PEEPS_SEE_H

#include "walk.h"

/* `tag` is the referee's: it gets a number there if it is worth one. `length` is an array's, else -1. All give JVMTI_VISIT_OBJECTS
 * when its object is to be entered, else 0. */

/* Over the field `planned` (number of the planned field + 1; 0: one that the plan does not name) of the object `from`. */
jint see_field(struct walk *w, uint32_t planned, jlong class_tag, jlong *tag, jlong from, jint length);

jint see_element(struct walk *w, jint index, jlong class_tag, jlong *tag, jlong from, jint length);

/* From a frame of a thread. */
jint see_local(struct walk *w, const jvmtiHeapReferenceInfoStackLocal *at, jlong class_tag, jlong *tag, jint length);

/* From a thread or a JNI reference. */
jint see_root(struct walk *w, jlong class_tag, jlong *tag, jint length);

/* The object is entered now: what was asked of it until now is what will be recorded of it. */
void see_entered(struct walk *w, jlong tag);

/* A primitive of a planned field; `bits` as read, whatever lies beyond the type's width is cut off. */
void see_primitive(struct walk *w, jlong tag, uint32_t planned, char type, jvalue value);

/* The text of a String that is a name: its true length, and as many of its characters as are kept. NULL: nothing is to be kept. */
jchar *see_text(struct walk *w, jlong tag, jint length, uint32_t *kept);

/* Before each reference: whether the walk is over, because its time is up or the room for records. What is left of the object
 * `from` (0: none) is then not recorded. */
int see_stop(struct walk *w, jlong from);

#endif
