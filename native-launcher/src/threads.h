/*
 * The threads of a cut, platform and virtual: what each is called, what it does, what it waits for.
 */
#ifndef PEEPS_THREADS_H
#define PEEPS_THREADS_H

#include "classes.h"
#include "known.h"
#include "objects.h"
#include "stacks.h"
#include "tids.h"

enum thread_flag {
  THREAD_IS_VIRTUAL = 1,
  THREAD_IS_DAEMON = 2,
  THREAD_MOVED = 4,
  THREAD_LOCALS_UNSEEN = 8,
  THREAD_NO_STACK = 16,
  THREAD_STACK_CUT = 32
};

/* A hundred thousand local references would be as many roots of the walk. Threads that came out of an array of the JDK's
 * are kept by that array, and referred to only while they are looked at: thread_ref and thread_done. */
struct thread {
  jobject ref; /* a local reference: to the thread, or to the array that holds it */
  jint slot;   /* in that array, or -1 */
  jlong id;    /* its tag; 0 while it has none, see `later` */
  int64_t tid;
  int64_t trace; /* number of its stack, -1: none */
  jlong carrier, blocker;
  int64_t cpu; /* nanoseconds it has run, of platform threads; -1: unknown */
  uint32_t state; /* as JVMTI's GetThreadState */
  uint32_t flags;
  int partial; /* a virtual thread: one of its fields could not be recorded */
  char in_scope; /* found by way of the thread that opened its scope */
  char untagged; /* has an id, but its object has no tag */
  jobject waits_on; /* what it is parked on, if that is kept until the end of the cut */
  char *name;  /* UTF-8 */
};

/* The thread, for a short time; NULL when it cannot be had. */
static inline jthread thread_ref(const struct thread *t, struct jvm *j) {
  return t->slot < 0 ? t->ref : (*j->jni)->GetObjectArrayElement(j->jni, t->ref, t->slot);
}

static inline void thread_done(const struct thread *t, struct jvm *j, jthread ref) {
  if (t->slot >= 0 && ref != NULL) (*j->jni)->DeleteLocalRef(j->jni, ref);
}

/* Fields of Thread and VirtualThread that are read through JNI; NULL where this JDK has none. */
struct thread_fields {
  jfieldID tid, name, park_blocker, virtual_state, carrier;
  jclass virtual_thread; /* a local reference; NULL where there is no such class */
};

struct threads {
  struct thread *list;
  uint32_t count, size;
  uint32_t virtual_count; /* alive */
  uint32_t ended;         /* virtual threads that are listed for what they may own */
  struct thread_fields fields;
  int later;   /* virtual threads get their ids after the walk: each tag makes every look-up of the walk slower */
  uint32_t virtual_class; /* number of the class of virtual threads; 0: there is none, or it is not asked for yet */
  const struct known *known; /* numbers of virtual threads that a cut before this one has given; NULL or empty: none */
  const struct tids *only; /* NULL or empty: all threads */
  uint64_t gone; /* ended while being looked at */
  uint64_t unnumbered; /* left out, as numbers have run out */
};

/* The object's id; it gets one now if it has none. 0 when numbers have run out. */
jlong tag_of(struct jvm *j, struct classes *c, struct objects *o, jobject ref);

int threads_open(struct threads *t, struct jvm *j);

/* Adds a thread: tags it, reads its id and name. Takes the reference over, unless it is in an array (slot >= 0), which must
 * stay. 1, 0 when it is known already, -1 when memory is short. */
int threads_add(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, jthread ref, jobjectArray array, jint slot, int is_virtual,
                struct fail *why);

/* Gives a thread, to which `ref` refers, its id now; `tagged` also to the object, so that the walk knows it. Untagged ones must be virtual. 0 when numbers have run out. */
jlong threads_identify(struct threads *all, struct thread *t, struct jvm *j, struct classes *c, struct objects *o, jthread ref, int tagged);

/* Adds all live platform threads but the one that takes the cut. */
int threads_platform(struct threads *t, struct jvm *j, struct classes *c, struct objects *o, struct fail *why);

/* Sorts by id, so that threads_by_id finds, and leaves out who has none; a thread's serial is its place + 1 from then on. */
void threads_sort(struct threads *t);

/* Takes state and stack of the platform threads. */
void threads_stacks(struct threads *t, struct jvm *j, struct stacks *s);

/* The thread with that tag, or NULL. */
struct thread *threads_by_id(const struct threads *t, jlong id);

/* The references go with the local frame. */
void threads_close(struct threads *t);

#endif
