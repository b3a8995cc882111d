#include <stdlib.h>
#include <string.h>

#include "reach.h"
#include "test.h"

/* Who has moved after the first search runs the application's code. */
static void states(void) {
  struct cut *cut = calloc(1, sizeof *cut);
  struct suspects s;
  struct reach r;
  uint16_t state[8] = {0};
  if (cut == NULL || objects_open(&cut->objects) != 0) abort();
  memset(&s, 0, sizeof s);
  memset(&r, 0, sizeof r);
  jlong thread = objects_new(&cut->objects, 1);
  r.cut = cut;
  r.suspects = &s;
  r.state = state;
  state[thread - OBJECT_BASE] = REACH_WAITS | REACH_STUCK | REACH_STUCK_FIRST | REACH_STUCK_BEFORE;
  CHECK(reach_is_stuck(&r, thread, 0) && reach_is_stuck(&r, thread, 1));
  state[thread - OBJECT_BASE] = REACH_STUCK_FIRST;
  CHECK(!reach_is_stuck(&r, thread, 1));
  objects_close(&cut->objects);
  free(cut);
}

void test_reach(void) {
  states();
}
