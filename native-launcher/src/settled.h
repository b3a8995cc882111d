/*
 * What has come already, by the layouts' `settled` rules: of a future the field that is no longer null once it has its result.
 */
#ifndef PEEPS_SETTLED_H
#define PEEPS_SETTLED_H

#include "cut.h"

/* Whether a field is null, or 0; a field that this JDK does not have counts as null. */
int field_is_null(struct cut *cut, jobject object, uint32_t clazz, const char *name);

/* Whether a rule says of this class when its objects have come. */
int tells_when_settled(const struct cut *cut, uint32_t clazz);

/* Whether it has come, though others may not have been told yet. Only where tells_when_settled. */
int has_come(struct cut *cut, jobject object, uint32_t clazz);

#endif
