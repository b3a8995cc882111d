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

void test_room(void) {
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
