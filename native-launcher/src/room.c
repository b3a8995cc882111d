#include "room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define BARRIER_SINCE 16
#define FRAME_BYTES 5000 /* measured: 4,700 on x86-64; other processors have fewer registers */
#define FRAMES_AT_ONCE 128
#define SHARE 3          /* the application goes on allocating meanwhile */
#define NO_LIMIT ((int64_t)1 << 60) /* version 1 says "no limit" with a number near the largest */
#define TREES "/sys/fs/cgroup"

/* How many frames the thread has. Not by GetFrameCount: up to JDK 18 that asks the thread's JvmtiThreadState in a handshake, and a thread
 * that ends has deleted it by then; the JVM crashed in GetFrameCountClosure::do_thread (seen on 17). GetStackTrace asks the thread itself. */
static int64_t depth_of(struct jvm *j, jthread thread) {
  jvmtiFrameInfo few[FRAMES_AT_ONCE], *many = NULL;
  jint depth = 0, size = FRAMES_AT_ONCE, count = 0;
  while ((*j->ti)->GetStackTrace(j->ti, thread, depth, size, many == NULL ? few : many, &count) == JVMTI_ERROR_NONE) { /* else ended, or no more */
    depth += count;
    if (count < size) break;
    /* Each time it is counted from the innermost frame on: so twice as many each time, or a deep stack would be passed over very often. */
    jvmtiFrameInfo *more = realloc(many, 2 * sizeof *more * (size_t)size);
    if (more == NULL) continue;
    many = more;
    size *= 2;
  }
  free(many);
  return depth;
}

int64_t room_wanted(const struct threads *t, struct jvm *j) {
  int64_t frames = 0;
  if (j->release < BARRIER_SINCE) return 0;
  for (uint32_t i = 0; i < t->count; i++) {
    if (!(t->list[i].flags & THREAD_IS_VIRTUAL)) frames += depth_of(j, t->list[i].ref);
  }
  return frames * FRAME_BYTES;
}

/* -1 when it is no number: "max", or nothing. */
static int64_t number_in(const char *folder, const char *file) {
  char path[1200], text[64];
  if (snprintf(path, sizeof path, "%s%s", folder, file) >= (int)sizeof path) return -1;
  FILE *f = fopen(path, "re");
  char *end = text;
  if (f == NULL) return -1;
  int64_t value = fgets(text, sizeof text, f) == NULL ? -1 : strtoll(text, &end, 10);
  fclose(f);
  return end == text ? -1 : value;
}

/* The number behind the first line that starts with the word; -1 when there is none. */
static int64_t number_after(const char *path, const char *word) {
  char line[256];
  int64_t value = -1;
  FILE *f = fopen(path, "re");
  if (f == NULL) return -1;
  while (value < 0 && fgets(line, sizeof line, f) != NULL)
    if (strncmp(line, word, strlen(word)) == 0) value = strtoll(line + strlen(word), NULL, 10);
  fclose(f);
  return value;
}

/* Pages of files that nobody uses are given up before anybody is killed. */
static int64_t inactive_files(const char *folder) {
  char path[1200];
  if (snprintf(path, sizeof path, "%smemory.stat", folder) >= (int)sizeof path) return 0;
  int64_t bytes = number_after(path, "total_inactive_file ");
  if (bytes < 0) bytes = number_after(path, "inactive_file ");
  return bytes < 0 ? 0 : bytes;
}

int64_t room_of_group(const char *folder, const char *limit, const char *use) {
  int64_t most = number_in(folder, limit), used = number_in(folder, use);
  if (most < 0 || most >= NO_LIMIT || used < 0) return INT64_MAX;
  int64_t left = most - used + inactive_files(folder);
  return left < 0 ? 0 : left;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/* The group and all above it. What a container does not see of its own path it finds at the top of what is mounted. */
static int64_t of_groups(const char *tree, char *group, const char *limit, const char *use) {
  int64_t left = INT64_MAX;
  for (;;) {
    char folder[1100];
    char *slash = strrchr(group, '/');
    size_t length = strlen(group);
    if (snprintf(folder, sizeof folder, "%s%s%s", tree, group, length > 0 && group[length - 1] == '/' ? "" : "/") < (int)sizeof folder)
      left = least(left, room_of_group(folder, limit, use));
    if (slash == NULL) return left;
    *slash = '\0';
  }
}

/* In ",cpu,memory" as in ",memory,cpu". */
static int has_memory(const char *controllers) {
  const char *at = strstr(controllers, ",memory");
  return at != NULL && (at[7] == '\0' || at[7] == ',');
}

static int64_t of_all_groups(void) {
  char line[1024];
  int64_t left = INT64_MAX;
  FILE *f = fopen("/proc/self/cgroup", "re");
  if (f == NULL) return left;
  while (fgets(line, sizeof line, f) != NULL) { /* HIERARCHY:CONTROLLERS:PATH; no controllers: version 2 */
    char *controllers = strchr(line, ':'), *path = controllers == NULL ? NULL : strchr(controllers + 1, ':');
    if (path == NULL) continue;
    *controllers = ',';
    *path++ = '\0';
    path[strcspn(path, "\n")] = '\0';
    int is_second = controllers[1] == '\0';
    if (is_second) left = least(left, of_groups(TREES, path, "memory.max", "memory.current"));
    else if (has_memory(controllers))
      left = least(left, of_groups(TREES "/memory", path, "memory.limit_in_bytes", "memory.usage_in_bytes"));
  }
  fclose(f);
  return left;
}

/* What `ulimit -v` leaves. */
static int64_t of_own_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return INT64_MAX;
  int64_t pages = number_in("/proc/self/", "statm");
  if (pages < 0) return INT64_MAX;
  int64_t left = (int64_t)limit.rlim_cur - pages * sysconf(_SC_PAGESIZE);
  return left < 0 ? 0 : left;
}

int64_t room_left(void) {
  int64_t machine = number_after("/proc/meminfo", "MemAvailable:");
  int64_t left = machine < 0 ? INT64_MAX : machine * 1024;
  return least(left, least(of_all_groups(), of_own_limit()));
}

int room_suffices(int64_t wanted, int64_t left) { return wanted <= left / SHARE; }

int room_suffices_again(int64_t wanted, int64_t kept, int64_t left) {
  return room_suffices(wanted, left > INT64_MAX - kept ? INT64_MAX : left + kept);
}
