/*
 * The objects that were asked about last: thousands of threads wait for the same few, and to be told that an object is the
 * same costs a tenth of looking its tag up.
 */
#ifndef PEEPS_RECENT_H
#define PEEPS_RECENT_H

#include "jvm.h"

#define RECENT 4

/* All zero when empty. */
struct recent {
  jobject refs[RECENT]; /* local references, or NULL */
  jlong tags[RECENT];
  int kept[RECENT]; /* the reference is not given back */
  int next;
};

/* The tag of an object that is among them; its reference is given back. -1 when it is not, and the reference stays. */
jlong recent_tag(struct jvm *j, const struct recent *r, jobject object);

/* Takes the reference over; with `keep` it is never given back (it makes the object a root of the walk). */
void recent_add(struct jvm *j, struct recent *r, jobject object, jlong tag, int keep);

/* Gives the references back that are not to be kept. */
void recent_close(struct jvm *j, struct recent *r);

#endif
