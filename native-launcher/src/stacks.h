/*
 * Stacks: each distinct one is kept once, and so is each frame and each method. A hundred thousand virtual threads
 * usually stand in a handful of places.
 */
#ifndef PEEPS_STACKS_H
#define PEEPS_STACKS_H

#include "classes.h"
#include "hprof.h"
#include "jvm.h"

struct frame {
  jmethodID method;
  jlocation location;
};

struct method {
  jmethodID id;
  char *name, *signature, *source; /* source NULL: unknown */
  uint32_t clazz;
  int native;
  jvmtiLineNumberEntry *lines;
  jint line_count;
};

struct trace {
  uint32_t start, depth; /* in `frames`, innermost first */
  uint64_t hash;
  uint32_t threads; /* that have it */
  int clinit;       /* a class initialiser is among its frames; known once the methods are */
};

struct stacks {
  struct frame *frames;
  uint32_t frame_count, frame_size;
  struct trace *traces; /* number 0 is the empty stack */
  uint32_t trace_count, trace_size;
  uint32_t *index; /* hash table of trace numbers */
  uint32_t index_size;
  struct method *methods;
  uint32_t method_count;
  jvmtiFrameInfo *buffer;
  jint buffer_size;
};

#define STACK_DEPTH_MAX 100000 /* a deeper stack is cut, and said to be */

int stacks_open(struct stacks *s);

/* The number of the thread's stack as it is now; -1 when it cannot be had (the thread has ended, memory is short).
 * `cut` is set when it was deeper than the library keeps. One handshake with that thread, no pause of others. */
int64_t stacks_take(struct stacks *s, struct jvm *j, jthread thread, int *cut);

/* The class of a recorded frame's method must be known before classes are written: this asks the JVM for all of them. */
int stacks_resolve(struct stacks *s, struct jvm *j, struct classes *classes, struct fail *why);

/* Writes STACK FRAME and STACK TRACE records, with the strings they need, numbering strings from *string_id on. A trace's
 * serial is its number + 1, a class's its number. */
void stacks_write(const struct stacks *s, struct hprof *h, uint64_t *string_id);

/* What is known of a method once stacks_resolve is done; NULL for one that is in no stack. */
const struct method *stacks_describe(const struct stacks *s, jmethodID id);

/* The frame at that depth of a trace, or NULL. */
const struct frame *stacks_frame(const struct stacks *s, int64_t trace, uint32_t depth);

void stacks_close(struct stacks *s, struct jvm *j);

#endif
