/*
 * Which fields of an object are read through JNI in a walk by hand: by its class, asked for once.
 */
#ifndef PEEPS_FIELDS_H
#define PEEPS_FIELDS_H

#include "classes.h"

struct reading {
  jfieldID id;
  uint16_t planned; /* number of the planned field + 1, or 0: a reference that the plan does not name */
  char type;
};

/* Those that the plan names come first. */
struct readings {
  int count, planned;
  struct reading list[];
};

struct fields {
  struct readings **by_class;
  uint32_t count;
};

/* For these classes; the others have no number and are not entered. */
int fields_open(struct fields *f, const struct classes *c);

/* The fields of an object of that class; NULL when the JVM does not tell or memory is short. */
const struct readings *fields_of(struct fields *f, struct jvm *j, const struct classes *c, uint32_t number, jobject object);

void fields_close(struct fields *f);

#endif
