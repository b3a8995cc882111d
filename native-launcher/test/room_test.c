#include "room.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MB ((int64_t)1 << 20)

static char folder[] = "/tmp/peeps-room-XXXXXX";

static void put(const char *file, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  FILE *f = fopen(path, "w");
  CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void away(const char *file) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, file);
  CHECK(unlink(path) == 0);
}

static int64_t first(void) {
  char at[64];
  snprintf(at, sizeof at, "%s/", folder);
  return room_of_group(at, "memory.limit_in_bytes", "memory.usage_in_bytes");
}

static int64_t second(void) {
  char at[64];
  snprintf(at, sizeof at, "%s/", folder);
  return room_of_group(at, "memory.max", "memory.current");
}

static jint frames;
static int64_t passed; /* frames that were passed over or given */

static jvmtiError JNICALL stack_of(jvmtiEnv *ti, jthread thread, jint start, jint most, jvmtiFrameInfo *to, jint *count) {
  (void)ti, (void)thread;
  if (start > 0 && start >= frames) return JVMTI_ERROR_ILLEGAL_ARGUMENT;
  *count = frames - start < most ? frames - start : most;
  memset(to, 0, sizeof *to * (size_t)*count);
  passed += start + *count;
  return JVMTI_ERROR_NONE;
}

/* What the stack of one thread wants. */
static int64_t wanted_for(jint depth) {
  static const struct jvmtiInterface_1_ functions = {.GetStackTrace = stack_of};
  jvmtiEnv ti = &functions;
  struct jvm j = {.ti = &ti, .release = 17};
  struct thread one;
  struct threads t;
  memset(&one, 0, sizeof one);
  memset(&t, 0, sizeof t);
  t.list = &one;
  t.count = 1;
  frames = depth;
  return room_wanted(&t, &j);
}

/* However deep, each frame is looked at a few times. */
static void stacks(void) {
  int64_t each = wanted_for(1);
  static const jint depths[] = {0, 127, 128, 129, 384, 100000};
  CHECK(each > 0);
  for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
    passed = 0;
    CHECK(wanted_for(depths[i]) == depths[i] * each);
    CHECK(passed <= 4 * (int64_t)depths[i]);
  }
}

void test_room(void) {
  stacks();
  CHECK(mkdtemp(folder) != NULL);
  CHECK(second() == INT64_MAX); /* no such files: the root group, or none mounted */
  put("memory.current", "104857600\n");
  put("memory.max", "max\n");
  CHECK(second() == INT64_MAX);
  put("memory.max", "115343360\n");
  CHECK(second() == 10 * MB);
  put("memory.stat", "anon 90000000\ninactive_file 2097152\nactive_file 4096\n");
  CHECK(second() == 12 * MB);
  put("memory.max", "52428800\n"); /* lowered below its use: the kernel is reclaiming */
  CHECK(second() == 0);
  put("memory.limit_in_bytes", "9223372036854771712\n");
  put("memory.usage_in_bytes", "104857600\n");
  CHECK(first() == INT64_MAX);
  put("memory.limit_in_bytes", "209715200\n");
  put("memory.stat", "cache 0\ninactive_file 4096\ntotal_inactive_file 1048576\n"); /* version 1: with the groups below */
  CHECK(first() == 101 * MB);
  away("memory.current"), away("memory.max"), away("memory.stat"), away("memory.limit_in_bytes"), away("memory.usage_in_bytes");
  CHECK(rmdir(folder) == 0);

  CHECK(room_left() > 0);
  CHECK(room_suffices(10 * MB, 100 * MB));
  CHECK(!room_suffices(50 * MB, 100 * MB)); /* the application goes on allocating */
  CHECK(room_suffices(0, 0));
  /* A walk took 40 of 130 MB: the one for the second cut takes the same 40, not some of the other 90. */
  CHECK(room_suffices(40 * MB, 130 * MB) && !room_suffices(40 * MB, 90 * MB));
  CHECK(room_suffices_again(40 * MB, 40 * MB, 90 * MB) && !room_suffices_again(40 * MB, 40 * MB, 50 * MB));
  CHECK(room_suffices_again(40 * MB, 40 * MB, INT64_MAX));
}
