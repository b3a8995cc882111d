/*
 * The class pass: every loaded class gets its number as its tag, and the plan is resolved against what is loaded, so
 * that the walk can tell from a class tag and a field index alone what an edge is worth.
 */
#ifndef PEEPS_CLASSES_H
#define PEEPS_CLASSES_H

#include "jvm.h"
#include "plan.h"

#define CONTINUATION_OF_VIRTUAL "java/lang/VirtualThread$VThreadContinuation"

enum class_flag {
  CLASS_PLANNED = 1,     /* a planned class, or below one */
  CLASS_WIDE = 2,        /* to be looked for in the whole heap */
  CLASS_APP = 4,         /* neither of the boot nor of the platform loader */
  CLASS_ARRAY = 8,       /* of references */
  CLASS_PRIM_ARRAY = 16,
  CLASS_VIRTUAL = 32,    /* virtual threads: never entered unasked */
  CLASS_STRING = 64,
  CLASS_THREAD = 128,
  CLASS_WRITTEN = 256,   /* has a CLASS DUMP in the file */
  CLASS_INTERFACE = 512,
  CLASS_NAMED = 2048,     /* has a LOAD CLASS at least: a frame's class */
  CLASS_BY_FIELD = 4096,  /* entered only over a field that says `follow`, `elements` or `deep` */
  CLASS_CONTINUATION = 8192, /* what a virtual thread's continuation is made of */
  CLASS_OWN = 16384,      /* of our own registry */
  CLASS_ABSTRACT = 1024   /* has no instances of its own */
};

/* A field that the plan names, in the class that declares it. */
struct field {
  uint32_t owner; /* class number */
  const char *name;
  char type;      /* first character of the signature */
  int is_static;
  unsigned modes;
  jfieldID id;
};

struct declared; /* all fields of a class in JVMTI's order */

struct class_info {
  const char *name; /* as in HPROF: java/lang/String, [I, [Ljava/lang/String; */
  uint32_t hash;    /* of the name */
  uint32_t super;
  uint32_t flags;
  uint16_t *fields; /* by the walk's field index: number of the planned field + 1, or 0 */
  int field_slots;
  int first_field; /* the walk's index of the first field that no interface declares */
  struct declared *declared;
  int declared_count; /* -1: not asked for yet */
  uint32_t *interfaces;
  int interface_count; /* -1: not asked for yet */
  const uint16_t *plans; /* the plan classes that it is, by number */
  int plan_count;
  char plans_known;
  long room, budget; /* by-field: how many more of it may be entered in this walk, and at all; -1: no bound of its own */
};

struct classes {
  struct class_info *list; /* number 0 is nobody */
  uint32_t count;
  struct field *fields;
  int field_count;
  jmethodID *methods; /* frames in which all locals are wanted, by address */
  int method_count;
  jint ref_count;
  jclass *refs; /* local references, during the pass only */
  uint32_t java_lang_string, java_lang_class, java_lang_object;
};

/* Tags the classes and resolves the plan. 0, or -1 with the reason. No pause. */
int classes_open(struct classes *c, struct jvm *j, const struct plan *plan, struct fail *why);

/* The number of a class; one that was loaded after the pass gets the next. 0 when memory is short. Not during a walk. */
uint32_t classes_number(struct classes *c, struct jvm *j, jclass k);

/* Gives the local references back but those of classes that are sought: each would be a root of the walk. */
void classes_release_refs(struct classes *c, struct jvm *j);

/* The class of a tag, or NULL when the tag is none of a class. */
static inline struct class_info *class_of_tag(const struct classes *c, jlong tag) {
  return tag > 0 && (uint64_t)tag < c->count ? &c->list[tag] : NULL;
}

/* Whether instances of exactly this class are looked for in the whole heap. Its local reference is kept for that. */
static inline int class_is_sought(const struct classes *c, uint32_t number) {
  unsigned flags = c->list[number].flags;
  return (flags & CLASS_WIDE) && !(flags & (CLASS_INTERFACE | CLASS_ABSTRACT | CLASS_ARRAY | CLASS_PRIM_ARRAY));
}

/* The number of a class by name, 0 when it is not loaded. */
uint32_t classes_find(const struct classes *c, const char *name);

/* Gives all local references back: they end with the command. */
void classes_drop_refs(struct classes *c, struct jvm *j);

/* Before another cut with the same numbers: what was written is forgotten. */
void classes_forget(struct classes *c);

/* Takes the tags off all classes. 1 when none was missed; else some may be left: one that the JVM no longer lists, or not yet. */
int classes_untag(const struct classes *c, struct jvm *j);

/* After classes_drop_refs. */
void classes_close(struct classes *c);

#endif
