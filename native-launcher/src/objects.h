/*
 * The objects of a cut: a dense number for each, which is its JVMTI tag less a base, and what was asked of it and seen.
 * Tags of classes are small numbers; the ranges never meet, since a class's own object tag is its class tag.
 */
#ifndef PEEPS_OBJECTS_H
#define PEEPS_OBJECTS_H

#include <jvmti.h>
#include <stdint.h>

#define OBJECT_BASE ((jlong)1 << 40) /* object n has the tag OBJECT_BASE + n */
#define FOUND_BASE ((jlong)1 << 39)  /* an instance of class n that a wide walk met, not yet numbered */
#define OBJECTS_MAX ((uint32_t)4 << 20)

enum object_flag {
  OBJ_ENTER = 1,          /* its planned fields are recorded */
  OBJ_FOLLOW = 2,         /* entered whatever its class */
  OBJ_ELEMENTS = 4,       /* an array whose elements are recorded */
  OBJ_ELEMENTS_TASK = 8,
  OBJ_DEEP = 16,
  OBJ_APP = 32,           /* an application object that is looked through for planned ones */
  OBJ_NAME = 64,          /* a String whose text is recorded */
  OBJ_WANTS = 127,
  OBJ_CUT = 128,          /* not everything of it is recorded: a missing field or element may not be null */
  OBJ_BLOCKED = 256,      /* a thread at a monitor: locals of any class matter */
  OBJ_CHOSEN = 512,       /* a virtual thread whose frames are walked */
  OBJ_THREAD = 1024,      /* has a THREAD record */
  OBJ_BY_JNI = 2048,      /* fields were read through JNI: complete without a visit */
  OBJ_VISITED = 4096,
  OBJ_KEPT = 16384,       /* known before the walk */
  OBJ_SIZED = 32768,      /* its length is recorded */
  OBJ_MET = 8192,         /* belongs to this cut: with held ids there are others */
  OBJ_ON_STACK = 65536,   /* to be entered from a frame */
  OBJ_ENDED = 131072      /* a thread that will do nothing any more */
};

struct object {
  uint32_t clazz;   /* class number */
  uint32_t flags;
  uint8_t visited;  /* the wants that stood when its edges were reported */
  uint8_t depth;    /* of application objects */
};

struct objects {
  struct object *list; /* number 0 is nobody */
  uint32_t count;
  uint64_t dropped; /* objects there was no number for */
};

int objects_open(struct objects *o);

/* Before another walk of the same cut: what the last one asked and saw is forgotten. */
void objects_forget_walk(struct objects *o);

/* Before another cut with the same numbers: everything is forgotten but the numbers. */
void objects_forget(struct objects *o);

/* A new object's tag, or 0 when there are no numbers left. Safe in a heap callback. */
static inline jlong objects_new(struct objects *o, uint32_t clazz) {
  if (o->count == OBJECTS_MAX) {
    o->dropped++;
    return 0;
  }
  o->list[o->count].clazz = clazz;
  o->list[o->count].flags = OBJ_MET;
  return OBJECT_BASE + o->count++;
}

static inline struct object *object_of_tag(const struct objects *o, jlong tag) {
  return tag > OBJECT_BASE && tag < OBJECT_BASE + (jlong)o->count ? &o->list[tag - OBJECT_BASE] : NULL;
}

void objects_close(struct objects *o);

#endif
