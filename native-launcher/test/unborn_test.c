#include <string.h>

#include "test.h"
#include "unborn.h"

enum { PLAIN = 1, VIRTUAL, CONTINUATION, CLASSES };

/* What nobody but its constructor may refer to is not visited; all that has started, or that others refer to, is. */
void test_unborn(void) {
  struct class_info infos[CLASSES];
  struct classes c;
  struct objects o;
  memset(infos, 0, sizeof infos);
  memset(&c, 0, sizeof c);
  infos[VIRTUAL].flags = CLASS_VIRTUAL;
  infos[CONTINUATION].flags = CLASS_CONTINUATION;
  c.list = infos;
  c.count = CLASSES;
  CHECK(objects_open(&o) == 0);
  jlong started = objects_new(&o, VIRTUAL), met = objects_new(&o, VIRTUAL);
  object_of_tag(&o, started)->flags |= OBJ_THREAD;
  CHECK(may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_STACK_LOCAL, VIRTUAL, 0, 0));
  CHECK(may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_STACK_LOCAL, VIRTUAL, 0, met));
  CHECK(may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_FIELD, VIRTUAL, CONTINUATION, 0));
  CHECK(!may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_STACK_LOCAL, VIRTUAL, 0, started));
  CHECK(!may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_FIELD, VIRTUAL, CONTINUATION, started));
  CHECK(!may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_FIELD, VIRTUAL, PLAIN, 0));
  CHECK(!may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_ARRAY_ELEMENT, VIRTUAL, PLAIN, 0));
  CHECK(!may_be_unborn(&c, &o, JVMTI_HEAP_REFERENCE_STACK_LOCAL, PLAIN, 0, 0));
  objects_close(&o);
}
