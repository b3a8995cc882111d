#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "threads.h"

static void add(struct threads *t, jlong id, uint32_t flags) {
  struct thread *one = &t->list[t->count++];
  memset(one, 0, sizeof *one);
  one->id = id;
  one->flags = flags;
  one->name = strdup("name");
  t->virtual_count += (flags & THREAD_IS_VIRTUAL) != 0;
}

/* Two threads without a number would be one, and the carrier of each that has none. */
void test_threads(void) {
  struct threads t;
  memset(&t, 0, sizeof t);
  t.list = calloc(5, sizeof *t.list);
  CHECK(t.list != NULL);
  if (t.list == NULL) return;
  add(&t, OBJECT_BASE + 7, THREAD_IS_VIRTUAL);
  add(&t, 0, THREAD_IS_VIRTUAL);
  add(&t, OBJECT_BASE + 2, 0);
  add(&t, 0, THREAD_IS_VIRTUAL);
  threads_sort(&t);
  CHECK(t.count == 2 && t.virtual_count == 1 && t.unnumbered == 2);
  CHECK(t.list[0].id == OBJECT_BASE + 2 && t.list[1].id == OBJECT_BASE + 7);
  CHECK(threads_by_id(&t, 0) == NULL && threads_by_id(&t, OBJECT_BASE + 7) == &t.list[1]);
  threads_sort(&t);
  CHECK(t.count == 2 && t.unnumbered == 2);
  threads_close(&t);
}
