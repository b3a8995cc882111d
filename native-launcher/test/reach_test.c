#include <stdlib.h>
#include <string.h>

#include "reach.h"
#include "test.h"

/* Who has moved after the first search runs the application's code; and who holds a thing is told by the walk that followed all. */
static void states(void) {
  struct cut *cut = calloc(1, sizeof *cut);
  struct suspects s;
  struct reach r;
  uint16_t state[8] = {0};
  jvmtiHeapReferenceInfo info;
  if (cut == NULL || objects_open(&cut->objects) != 0) abort();
  memset(&s, 0, sizeof s);
  memset(&r, 0, sizeof r);
  memset(&info, 0, sizeof info);
  jlong thread = objects_new(&cut->objects, 1), thing = objects_new(&cut->objects, 2);
  r.cut = cut;
  r.suspects = &s;
  r.state = state;
  CHECK(arena_open(&r.holders, 1 << 16) == 0);
  state[thread - OBJECT_BASE] = REACH_WAITS | REACH_STUCK | REACH_STUCK_FIRST | REACH_STUCK_BEFORE;
  state[thing - OBJECT_BASE] = REACH_ASKED;
  CHECK(reach_is_stuck(&r, thread, 0) && reach_is_stuck(&r, thread, 1));
  info.stack_local.thread_tag = thread;
  CHECK(!reach_counts(&r, JVMTI_HEAP_REFERENCE_STACK_LOCAL, &info, 0, thing, 0) && r.holders.used == sizeof(struct reach_holder));
  r.holders_known = 1;
  CHECK(!reach_counts(&r, JVMTI_HEAP_REFERENCE_STACK_LOCAL, &info, 0, thing, 0) && r.holders.used == sizeof(struct reach_holder));
  state[thread - OBJECT_BASE] = REACH_STUCK_FIRST;
  CHECK(!reach_is_stuck(&r, thread, 1));
  arena_close(&r.holders);
  objects_close(&cut->objects);
  free(cut);
}

void test_reach(void) {
  states();
}
