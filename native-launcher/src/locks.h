/*
 * Finds the monitors that threads want or wait for, after the walk. No pause of its own but the short ones that the JVM
 * takes for each monitor.
 */
#ifndef PEEPS_LOCKS_H
#define PEEPS_LOCKS_H

#include "cut.h"

/* One thread at a monitor, and which. */
struct at_monitor {
  int64_t thread, object;
  int in_wait; /* in Object.wait; else it wants to enter */
};

struct lock_search {
  struct cut *cut;
  struct at_monitor *list; /* all threads at monitors; object 0 while it is not known */
  uint32_t count, unknown;
};

/* Fills cut->monitors and the blockers of the threads. What stays unknown is counted in a notice. */
void locks_gather(struct cut *cut);

/* JDK 25: asks jdk.internal.vm.ThreadSnapshot. False when this JDK has none. */
int snapshot_blockers(struct lock_search *s);

/* JDK 25: finds the virtual threads that own monitors which have waiters and no owner, and the frames of owners. */
void snapshot_owners(struct cut *cut);

/* JVMTI: asks for the monitors of the objects in the frames of the threads whose monitor is not known yet. */
void usage_blockers(struct lock_search *s);

/* JVMTI: owner and entry count of a monitor; adds nothing when the object has no monitor. */
void usage_owner(struct cut *cut, jobject object, struct monitor *m);

/* Classes whose initialisation threads wait for. */
void classinit_gather(struct cut *cut);

#endif
