#include "objects.h"

#include <string.h>
#include <sys/mman.h>

int objects_open(struct objects *o) {
  memset(o, 0, sizeof *o);
  void *list = mmap(NULL, OBJECTS_MAX * sizeof *o->list, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (list == MAP_FAILED) return -1;
  o->list = list;
  o->count = 1;
  return 0;
}

void objects_forget_walk(struct objects *o) {
  for (uint32_t i = 1; i < o->count; i++) {
    struct object *one = &o->list[i];
    one->flags &= OBJ_BLOCKED | OBJ_CHOSEN | OBJ_THREAD | OBJ_BY_JNI | OBJ_KEPT | (one->flags & OBJ_KEPT ? OBJ_WANTS : 0);
    if (one->flags & OBJ_KEPT) one->flags |= OBJ_MET;
    one->visited = 0;
    one->depth = 0;
  }
}

void objects_forget(struct objects *o) {
  for (uint32_t i = 1; i < o->count; i++) {
    o->list[i].flags = 0;
    o->list[i].visited = 0;
    o->list[i].depth = 0;
  }
  o->dropped = 0;
}

void objects_close(struct objects *o) {
  if (o->list != NULL) munmap(o->list, OBJECTS_MAX * sizeof *o->list);
  memset(o, 0, sizeof *o);
}
