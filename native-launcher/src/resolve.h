/*
 * Resolves the plan against the loaded classes: which class is which planned class (itself, a subclass, an implementor),
 * and which field index of the walk is which planned field.
 */
#ifndef PEEPS_RESOLVE_H
#define PEEPS_RESOLVE_H

#include "classes.h"

struct declared {
  char *name;
  char type;
  char is_static;
  uint16_t field; /* number of the planned field + 1, or 0 */
  jfieldID id;
};

int resolve_plan(struct classes *c, struct jvm *j, const struct plan *plan, struct fail *why);

/* The planned field of that name in the class or a superclass; -1 when there is none. */
int resolve_field(const struct classes *c, uint32_t number, const char *name);

void resolve_free(struct classes *c);

#endif
