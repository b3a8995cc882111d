/*
 * The threads of a cut, platform and virtual: what each is called, what it does, what it waits for.
 */
#ifndef PEEPS_THREADS_H
#define PEEPS_THREADS_H

#include "classes.h"
#include "objects.h"
#include "stacks.h"

enum thread_flag {
  THREAD_IS_VIRTUAL = 1,
  THREAD_IS_DAEMON = 2,
  THREAD_MOVED = 4,
  THREAD_LOCALS_UNSEEN = 8,
  THREAD_NO_STACK = 16,
  THREAD_STACK_CUT = 32
};

struct thread {
  jthread ref; /* a local reference */
  jlong id;    /* its tag */
  int64_t tid;
  int64_t trace; /* number of its stack, -1: none */
  jlong carrier, blocker;
  jobject blocker_ref;
  uint32_t state; /* as JVMTI's GetThreadState */
  uint32_t flags;
  char *name; /* UTF-8 */
};

/* Fields of Thread and VirtualThread that are read through JNI; NULL where this JDK has none. */
struct thread_fields {
  jfieldID tid, name, park_blocker, virtual_state, carrier;
};

struct threads {
  struct thread *list;
  uint32_t count, size;
  uint32_t virtual_count;
  struct thread_fields fields;
  uint64_t gone; /* ended while being looked at */
};

/* The object's id; it gets one now if it has none. 0 when numbers have run out. */
jlong tag_of(struct jvm *j, struct classes *c, struct objects *o, jobject ref);

int threads_open(struct threads *t, struct jvm *j);

/* Adds a thread: tags it, reads its id and name. -1 only when memory is short. */
int threads_add(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, jthread ref, int is_virtual, struct fail *why);

/* Adds all live platform threads but the one that takes the cut. */
int threads_platform(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct fail *why);

/* Sorts by id, so that threads_by_id finds; a thread's serial is its place + 1 from then on. */
void threads_sort(struct threads *t);

/* Takes state and stack of the platform threads. */
void threads_stacks(struct threads *t, struct jvm *j, struct stacks *s);

/* The thread with that tag, or NULL. */
struct thread *threads_by_id(const struct threads *t, jlong id);

void threads_close(struct threads *t, struct jvm *j);

#endif
