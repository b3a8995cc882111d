/*
 * All threads of Java stopped for a short time, so that what is read through JNI is of one moment. A thread in native code goes on
 * until it comes back to Java; it can change nothing there meanwhile.
 *
 * While threads are stopped nothing may be called that could wait for one of them: no Java code, no allocation in the Java heap (a
 * stopped thread may hold a collection off from within a JNI critical section), no monitor.
 */
#ifndef PEEPS_SUSPEND_H
#define PEEPS_SUSPEND_H

#include "jvm.h"

struct suspended {
  jthread *list; /* local references to those that this library has stopped, and nobody else */
  jint count, size;
  int64_t since;
};

/* Stops all threads but this one and those that somebody else has stopped. 0; or 1 when it cannot be had: another agent holds the
 * capability, a thread cannot be stopped, or new ones come faster than they are stopped. Then none is left stopped by us. */
int suspend_others(struct suspended *s, struct jvm *j);

/* Whether nobody has started or been resumed since: then all that was read is of one moment. */
int suspend_held(const struct suspended *s, struct jvm *j);

/* Lets go on whom suspend_others has stopped. Every way out of what was done meanwhile leads here. */
void suspend_end(struct suspended *s, struct jvm *j);

#endif
