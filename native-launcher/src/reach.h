/*
 * Who can still be reached, over the whole heap and to a fixpoint: a search as of a garbage collector, from everything but the
 * stacks of threads that wait for what is not reached. After A. Saioc and others, "Dynamic Partial Deadlock Detection and
 * Recovery via Garbage Collection" (ASPLOS 2025).
 */
#ifndef PEEPS_REACH_H
#define PEEPS_REACH_H

#include "arena.h"
#include "cut.h"
#include "suspects.h"

enum reach_level {
  REACH_UNKNOWN, /* the time was up */
  REACH_LIVE,
  REACH_STATIC,  /* from static fields of the application alone */
  REACH_NOT_LIVE, /* not by what will run; the time was up before it was known whether from static fields */
  REACH_NOT,     /* from nothing that will ever run */
  REACH_QUEUED,  /* only over a queue from which none of those will take who alone do */
  REACH_SHUTDOWN, /* only by what runs when the JVM ends */
  REACH_WEAK     /* only over a weak or soft reference, besides */
};

/* What is followed beside strong references of what runs: more and more. */
enum reach_scope { SCOPE_RUNNING, SCOPE_STATICS, SCOPE_HOOKS, SCOPE_ALL };

/* A stuck thread that refers to an object somebody asks about, in a frame of its own. */
struct reach_holder {
  int64_t thread, object;
};

/* The static field of the application from which the shortest way leads to an object. */
#define REACH_FIELD_OBJECTS 20000 /* looked through for that; each takes a tag */
#define REACH_FIELD_UNKNOWN UINT32_MAX
struct reach_field {
  uint32_t clazz; /* class number; 0: not known, REACH_FIELD_UNKNOWN: not known, but it is some field */
  char *name;
  uint32_t steps; /* references from the field to the object */
  int hooked;     /* code of a shutdown hook may use it */
};

struct reach {
  struct cut *cut;
  const struct suspects *suspects;
  uint16_t *state; /* by object number */
  uint8_t *level; /* by place in suspects->asked */
  uint32_t *queue; /* by place in suspects->asked: 1 more than that of the feed that leads to it; 0: none does, or not known */
  struct arena holders; /* of struct reach_holder */
  int holders_known;    /* all that may be has been followed to the end: no walk after that tells who holds */
  jlong *system; /* threads of the JVM's own */
  uint32_t system_count, strangers; /* strangers: the application's that began after the cut */
  struct reach_field *fields; /* by place in suspects->asked */
  enum reach_scope scope;
  int calls;            /* some threads are taken for such as never come back from outside */
  uint32_t registered; /* number of the class that an MBean server keeps what is registered in; 0 when it is not loaded */
  uint32_t reference, phantom, final; /* numbers of these classes of java.lang.ref */
  uint32_t group, threads; /* of ThreadGroup and Thread[] */
  uint32_t hooks; /* that of the class that lists the shutdown hooks; 0: not loaded */
  int64_t budget; /* of all pauses together */
  int64_t deadline, first, last, called, pause, longest, least; /* least: with less left no walk is begun */
  int64_t processor; /* what the process has run during the pauses */
  int64_t closing; /* after aborts: the closing pass of old JDKs */
  uint64_t edges;
  int aborted, walks;
  int restless; /* nothing is known, as so many go on all the time */
  int from_woken; /* this walk begins with those who have woken since the last, and ends at what that has met */
  int all_met; /* this walk was over when all was met */
  int thorough; /* it has to be known of all threads who goes on: no walk is over before its end */
  enum reach_level sought; /* what is at this level is looked for */
  int anew; /* somebody has woken of whom such a walk does not tell */
  uint8_t *classes_met; /* by class number */
  uint32_t class_count;
  struct light *light; /* class tags that are taken off */
  int all_light; /* a class without a tag is one of these, or there are none */
  uint32_t open; /* objects that are asked about and that this walk has not met yet */
  uint32_t moved; /* threads that waited no longer */
  uint32_t unasked; /* virtual threads beyond what can be looked at again: taken for such as go on */
};

enum reach_state { REACH_ASKED = 1, REACH_MET = 2, REACH_WAITS = 4, REACH_STUCK = 8, REACH_STUCK_BEFORE = 16, REACH_OPEN = 32, REACH_CALLED = 64, REACH_HELD = 128, REACH_STUCK_FIRST = 256 /* without static fields */,
                   REACH_PENDING = 2048 /* seen after the search: it has not come */, REACH_INPUT = 512 /* the standard input, or what that reads from */, REACH_READS = 1024 /* a thread that has that in a frame */,
                   REACH_OWN = 8192 /* a thread of our own registry's: what it has it gives nobody */, REACH_WOKEN = 16384 /* since the last round */, REACH_FED = 32768 /* a queue that leads on since the last round */,
                   REACH_CUT_SHORT = 4096 /* of what it refers to some had no number when static fields were followed */ };

/* The state of the object with that tag, NULL when the cut has none. */
static inline uint16_t *reach_state_of(const struct reach *r, jlong tag) {
  return object_of_tag(&r->cut->objects, tag) == NULL ? NULL : &r->state[tag - OBJECT_BASE];
}

/* Whether the thread is stuck, as far as this search has come. */
int reach_stuck_now(const struct reach *r, jlong tag);

/* Whether this reference gives its object to anybody who will run. */
int reach_counts(struct reach *r, jvmtiHeapReferenceKind kind, const jvmtiHeapReferenceInfo *info, jlong class_tag, jlong from_class, jlong tag, jlong from);

/* What is left of the budget for pauses, in nanoseconds. */
int64_t reach_left(const struct reach *r);

/* One walk from an object of the cut; nothing is met when it is there no more. 0, or -1 with the reason. */
int reach_walk_from(struct reach *r, jlong tag, struct fail *why);

/* One walk from what those have who have woken (REACH_WOKEN), which ends at what was met before. 0, or -1 with the reason. */
int reach_walk_woken(struct reach *r, struct fail *why);

int reach_is_virtual(const struct reach *r, jlong thread);

/* After a search has come to its end: adds to the holders which stuck workers of a pool have through other objects what is at REACH_NOT. A few walks
 * from the frames of one of them each. 0, or -1 with the reason. */
int reach_behind(struct reach *r, struct fail *why);

/* Who has all these bits is stuck until something that he waits for is reached. */
void reach_begin(struct reach *r, unsigned stuck);

/* Rounds in the scope of `r`, from where it has come to, until nobody wakes up any more of those who have waited all the time: who goes on goes on
 * where more is followed as well. 1; 0 when the time was up before, or so many go on all the time that nothing can be said; -1 with the reason. */
int reach_settle(struct reach *r, struct fail *why);

/* One more walk after a search that has come to its end: from what stuck threads have. 1; 0 when the time was up, or that cannot be told as virtual
 * ones are among them; -1 with the reason. Nobody is stuck afterwards. */
int reach_from_stuck(struct reach *r, struct fail *why);

/* Takes the tags off those classes (`on`) that make no difference to a search, and gives them back: the JVM looks up four tags for
 * each reference. Without memory, or in a small heap, it does nothing. */
void reach_light(struct reach *r, int on);

/* Looks at the threads themselves: who no longer waits as he did in the cut loses REACH_WAITS, and REACH_STUCK. How many of them
 * were stuck; -1 with the reason. */
int64_t reach_recheck(struct reach *r, struct fail *why);

/* Finds out which static fields of the application lead to what is at REACH_STATIC, by references alone: a walk from these, and a pause. What
 * they lead to is numbered. 0, or -1 with the reason; fields that were not found have no class. */
int reach_fields(struct reach *r, struct fail *why);

/* Finds out which threads are the JVM's own: of the system's group, or started by the JDK for itself. 0, or -1 with the reason. */
int reach_system(struct reach *r, struct fail *why);

/* Gives numbers to the standard input and to what that reads from; 0 for what there is not. */
void reach_input(struct cut *cut, jlong *in, jlong *source);

/* Looks again at what is not reached, after the search: what has come, or is gone, is REACH_LIVE; the rest, where its layout tells, gets
 * REACH_PENDING. 0, or -1 with the reason. */
int reach_pending(struct reach *r, struct fail *why);

/* Searches, at most as long as the budget says; each walk is a pause. 0, or -1 with the reason when JVMTI refuses. */
int reach_search(struct reach *r, struct cut *cut, const struct suspects *s, int64_t budget, struct fail *why);

/* Whether the thread was found never to go on, in the last search that was completed: all counted, or (`first`) without static fields. Who
 * has moved since goes on without them. */
int reach_is_stuck(const struct reach *r, int64_t thread, int first);

void reach_close(struct reach *r);

/* Whether a reference only lists threads. To be listed is not to be used. */
int reach_is_listed(const struct reach *r, jvmtiHeapReferenceKind kind, jlong class_tag, jlong from_class);

/* Whether a field of a Thread object is one that the thread alone looks at. */
int reach_is_own_field(const struct reach *r, jlong class_tag, jint index);

/* Whether a field is that of a java.lang.ref.Reference which others get only while the collector leaves it. */
int reach_is_referent(const struct reach *r, jlong class_tag, jint index);

/* The command: takes the held cut, searches, writes options->out and holds the cut again if options->hold_ms says so. */
int reach_command(JavaVM *vm, const struct options *options, struct fail *why);

#endif
