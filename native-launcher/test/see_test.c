#include <stdlib.h>
#include <string.h>

#include "records.h"
#include "see.h"
#include "test.h"

enum { PLAIN = 1, PLANNED, ARRAY, STRING, CLASSES };

static struct class_info infos[CLASSES];
static struct field fields[1];

static jlong an_object(struct cut *c, uint32_t clazz, unsigned wants) {
  jlong tag = objects_new(&c->objects, clazz);
  object_of_tag(&c->objects, tag)->flags |= wants;
  see_entered(&c->walk, tag);
  return tag;
}

static int incomplete(const struct cut *c, jlong tag) { return records_incomplete(c, (uint32_t)(tag - OBJECT_BASE)); }

static void a_cut(struct cut *c) {
  memset(c, 0, sizeof *c);
  memset(infos, 0, sizeof infos);
  infos[PLANNED].flags = CLASS_PLANNED;
  infos[ARRAY].flags = CLASS_ARRAY;
  infos[STRING].flags = CLASS_STRING;
  fields[0].modes = MODE_POINT;
  c->classes.list = infos;
  c->classes.count = CLASSES;
  c->classes.fields = fields;
  c->classes.field_count = 1;
  CHECK(objects_open(&c->objects) == 0 && walk_open(&c->walk, &c->classes, &c->objects, 4096) == 0);
}

static void end(struct cut *c) {
  walk_close(&c->walk);
  objects_close(&c->objects);
}

/* What the plan names but has no number is no null. */
static void test_without_number(struct cut *c) {
  jlong none = 0, one = 0, two = 0;
  a_cut(c);
  jlong whole = an_object(c, PLANNED, OBJ_ENTER), lacking = an_object(c, PLANNED, OBJ_ENTER);
  see_field(&c->walk, 1, PLAIN, &one, whole, -1);
  see_field(&c->walk, 1, 0, &none, lacking, -1);
  CHECK(one != 0 && none == 0);
  CHECK(!incomplete(c, whole) && incomplete(c, lacking));
  CHECK(!incomplete(c, one)); /* merely pointed at */
  jlong full = an_object(c, ARRAY, OBJ_ELEMENTS), holed = an_object(c, ARRAY, OBJ_ELEMENTS);
  see_element(&c->walk, 0, PLAIN, &two, full, -1);
  see_element(&c->walk, 0, 0, &none, holed, -1);
  CHECK(!incomplete(c, full) && incomplete(c, holed));
  see_field(&c->walk, 0, 0, &none, whole, -1); /* one that the plan does not name */
  CHECK(!incomplete(c, whole));
  end(c);
}

/* The object that a walk was in when its time was up lacks what comes after. */
static void test_stopped(struct cut *c) {
  a_cut(c);
  jlong before = an_object(c, PLANNED, OBJ_ENTER), in = an_object(c, PLANNED, OBJ_ENTER);
  CHECK(!see_stop(&c->walk, before));
  c->walk.aborted = 1;
  CHECK(see_stop(&c->walk, in));
  CHECK(!incomplete(c, before) && incomplete(c, in));
  end(c);
}

/* When the room for records is used up, nobody knows whose are missing. */
static void test_full(struct cut *c) {
  a_cut(c);
  jlong object = an_object(c, PLANNED, OBJ_ENTER), array = an_object(c, ARRAY, OBJ_ELEMENTS), text = an_object(c, STRING, OBJ_NAME);
  jlong plain = an_object(c, PLAIN, 0);
  CHECK(!incomplete(c, object) && !incomplete(c, array) && !incomplete(c, text));
  c->walk.arena.full = 1;
  CHECK(incomplete(c, object) && incomplete(c, array) && incomplete(c, text) && !incomplete(c, plain));
  end(c);
}

void test_see(void) {
  struct cut *c = malloc(sizeof *c);
  CHECK(c != NULL);
  if (c == NULL) return;
  test_without_number(c);
  test_stopped(c);
  test_full(c);
  free(c);
}
