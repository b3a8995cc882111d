#include "unborn.h"

#include "resolve.h"

int may_be_unborn(const struct classes *c, const struct objects *o, jvmtiHeapReferenceKind kind, jlong class_tag, jlong from_class, jlong tag) {
  const struct class_info *k = class_of_tag(c, class_tag), *from;
  if (k == NULL || !(k->flags & CLASS_VIRTUAL)) return 0;
  const struct object *known = object_of_tag(o, tag);
  if (known != NULL && (known->flags & OBJ_THREAD)) return 0;
  if (kind == JVMTI_HEAP_REFERENCE_STACK_LOCAL) return 1;
  from = kind == JVMTI_HEAP_REFERENCE_FIELD ? class_of_tag(c, from_class) : NULL;
  return from != NULL && (from->flags & CLASS_CONTINUATION);
}

int virtual_threads_are_made(const struct classes *c) { return classes_find(c, CONTINUATION_OF_VIRTUAL) != 0; }
