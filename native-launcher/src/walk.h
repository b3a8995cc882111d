/*
 * The narrow walk: from threads, frames and the library's own local references, descending by class, in one safepoint (or by hand
 * while all threads are stopped: hand.h). It records edges into an arena; nothing is written before the pause is over.
 */
#ifndef PEEPS_WALK_H
#define PEEPS_WALK_H

#include "arena.h"
#include "classes.h"
#include "objects.h"

enum edge_kind { EDGE_DROPPED, EDGE_FIELD, EDGE_ELEMENT, EDGE_PRIM, EDGE_LOCAL, EDGE_ARRAY, EDGE_TEXT, EDGE_SEES };

/* One thing seen. `from` is an object's tag; what the rest means depends on the kind:
 * FIELD: index = planned field, to = tag. ELEMENT: index = array index. PRIM: index = planned field, to = the value's bits.
 * LOCAL: from = thread, index = depth, to = tag, method and location = the frame's. ARRAY: to = length.
 * SEES: a field or element that the plan does not name, of an application's object; to = tag.
 * TEXT: to = true length in chars, index = chars kept, which follow as UTF-16 behind the edge. */
struct edge {
  int64_t from;
  int64_t to;
  uint32_t index;
  uint16_t location; /* of a LOCAL: bytecode indexes have 16 bits */
  uint8_t kind;
  uint8_t type;
  jmethodID method;
};

#define TEXT_CHARS_MAX 256
#define APP_DEPTH_MAX 3
#define APP_ARRAY_MAX 1000 /* longer arrays of the application are not looked through */
#define APP_OBJECTS_MAX 200000
#define DEEP_OBJECTS_MAX 100000
#define ARRAY_MAX (1 << 17) /* longer arrays are not entered */
#define ELEMENTS_MAX 50000 /* of all arrays together */

struct walk {
  const struct classes *classes;
  struct objects *objects;
  struct arena arena;
  int64_t deadline;    /* 0: none */
  int64_t called, first, last, returned; /* monotonic times: the call, first and last callback, the return */
  uint64_t edges;
  uint64_t app_objects, app_dropped, deep_objects, deep_dropped, room_dropped, elements, texts_cut;
  int suspects_only;   /* start from the threads of this cut alone */
  int find_virtual;    /* a walk that only looks for virtual threads nobody tracks: they get one shared tag */
  size_t kept;         /* of the arena: what was recorded before the first walk */
  int aborted;         /* past the deadline, or the arena is full */
  uint32_t stopped;    /* threads that were stopped for a walk by hand; 0: it was done in one safepoint */
  jobject *held;       /* local references that are roots of the walk */
  uint32_t held_count, held_size;
  int held_unknown;    /* memory was short for them: only the JVM can find them all */
};

int walk_open(struct walk *w, const struct classes *classes, struct objects *objects, size_t arena_bytes);

/* For a reference that was read before the walk and is a root of it: what its field asks of the object. */
void walk_ask(struct walk *w, jlong tag, unsigned modes);

/* A local reference that is kept until the walk, and so is a root of it. -1 when memory is short. */
int walk_hold(struct walk *w, jobject ref);

/* Records an edge; NULL when there is no room. Safe in a heap callback. */
struct edge *walk_record(struct walk *w, int kind, jlong from, uint32_t index, jlong to);

/* Begins a walk by whatever way. */
void walk_begin(struct walk *w, int64_t deadline);

/* Before another walk of the same cut: forgets what the last one recorded. */
void walk_again(struct walk *w);

/* Walks. A walk that was stopped early is no error: see `aborted`. -1 with the reason when JVMTI refuses. */
int walk_run(struct walk *w, struct jvm *j, int64_t deadline, struct fail *why);

/* The same from one array, whose elements count as roots, and from nothing else. */
int walk_run_from(struct walk *w, struct jvm *j, jobjectArray from, int64_t deadline, struct fail *why);

/* The next recorded edge after `e`, or the first for NULL; NULL at the end. */
const struct edge *walk_next(const struct walk *w, const struct edge *e);

void walk_close(struct walk *w);

#endif
