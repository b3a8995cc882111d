#include "suspects.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text_file.h"

static int add(int64_t **list, uint32_t *count, uint32_t *size, int64_t value) {
  if (*count == *size) {
    uint32_t more = *size == 0 ? 64 : *size * 2;
    int64_t *grown = realloc(*list, more * sizeof *grown);
    if (grown == NULL) return -1;
    *list = grown;
    *size = more;
  }
  (*list)[(*count)++] = value;
  return 0;
}

static int begin_wait(struct suspects *s, int64_t thread) {
  if (s->wait_count == s->wait_size) {
    uint32_t more = s->wait_size == 0 ? 64 : s->wait_size * 2;
    struct wait *grown = realloc(s->waits, more * sizeof *grown);
    if (grown == NULL) return -1;
    s->waits = grown;
    s->wait_size = more;
  }
  struct wait *w = &s->waits[s->wait_count++];
  w->thread = thread;
  w->blocker = 0;
  w->first = s->target_count;
  w->count = 0;
  return 0;
}

static int begin_feed(struct suspects *s, int64_t queue) {
  if (s->feed_count == s->feed_size) {
    uint32_t more = s->feed_size == 0 ? 16 : s->feed_size * 2;
    struct feed *grown = realloc(s->feeds, more * sizeof *grown);
    if (grown == NULL) return -1;
    s->feeds = grown;
    s->feed_size = more;
  }
  struct feed *f = &s->feeds[s->feed_count++];
  f->queue = queue;
  f->first = s->target_count;
  f->count = 0;
  return 0;
}

/* A thread in a call outside the JVM waits for nothing that the heap has: for itself, then. */
static int add_call(struct suspects *s, int64_t thread) {
  if (begin_wait(s, thread) != 0 || add(&s->targets, &s->target_count, &s->target_size, thread) != 0) return -1;
  s->waits[s->wait_count - 1].blocker = WAIT_OUTSIDE;
  s->waits[s->wait_count - 1].count = 1;
  return 0;
}

/* "wait THREAD BLOCKER TARGET…", "mount THREAD CARRIER…", "init THREAD INITIALISER…", "feed QUEUE THREAD…", "call THREAD…" or "ask OBJECT…". */
static int line(struct suspects *s, const char *text, const char *end, const char *source, struct fail *why) {
  int is_wait = strncmp(text, "wait ", 5) == 0, is_call = strncmp(text, "call ", 5) == 0, is_feed = strncmp(text, "feed ", 5) == 0;
  int is_init = strncmp(text, "init ", 5) == 0, is_mount = is_init || strncmp(text, "mount ", 6) == 0, numbers = 0;
  if (!is_wait && !is_mount && !is_call && !is_feed && strncmp(text, "ask ", 4) != 0) return fail(why, "%s: a line that is neither wait nor mount nor init nor feed nor call nor ask", source);
  for (const char *p = strchr(text, ' '); p < end; numbers++) {
    char *after = NULL;
    errno = 0;
    long long id = strtoll(p, &after, 10);
    if (*p != ' ' || after == p || errno != 0 || id < 0 || (id == 0 && !(is_wait && numbers == 1)) || after > end) return fail(why, "%s: not an id where one should be", source);
    int failed = 0;
    if (is_call) failed = add_call(s, id);
    else if (is_feed && numbers == 0) failed = begin_feed(s, id);
    else if (!is_wait && !is_mount && !is_feed) failed = add(&s->asked, &s->asked_count, &s->asked_size, id);
    else if (numbers == 0) failed = begin_wait(s, id);
    else if (is_wait && numbers == 1) s->waits[s->wait_count - 1].blocker = id;
    else failed = add(&s->targets, &s->target_count, &s->target_size, id);
    if (failed) return fail(why, "out of memory for %s", source);
    if (is_mount && numbers == 0) s->waits[s->wait_count - 1].blocker = is_init ? WAIT_CLASS : WAIT_CARRIER;
    if (numbers > (is_wait ? 1 : 0) && (is_wait || is_mount)) s->waits[s->wait_count - 1].count++;
    if (is_feed && numbers > 0) s->feeds[s->feed_count - 1].count++;
    p = after;
  }
  return numbers > 2 * is_wait + is_mount + is_feed ? 0 : fail(why, "%s: a line with too few ids", source);
}

static int by_thread(const void *a, const void *b) {
  int64_t x = ((const struct wait *)a)->thread, y = ((const struct wait *)b)->thread;
  return x < y ? -1 : x > y;
}

const struct wait *suspects_wait_of(const struct suspects *s, int64_t thread) {
  struct wait key = {.thread = thread};
  return s->wait_count == 0 ? NULL : bsearch(&key, s->waits, s->wait_count, sizeof key, by_thread);
}

int suspects_parse(struct suspects *s, const char *text, const char *source, struct fail *why) {
  memset(s, 0, sizeof *s);
  for (const char *p = text; *p != '\0';) {
    const char *end = strchr(p, '\n');
    if (end == NULL) return fail(why, "%s: its last line has no end: it was cut off", source);
    if (line(s, p, end, source, why) != 0) return -1;
    p = end + 1;
  }
  qsort(s->waits, s->wait_count, sizeof *s->waits, by_thread);
  return 0;
}

int suspects_read(struct suspects *s, const char *path, struct fail *why) {
  memset(s, 0, sizeof *s);
  unsigned long length = 0;
  char *text = text_file_read(path, &length, why);
  int result = text == NULL ? -1 : suspects_parse(s, text, path, why);
  free(text);
  return result;
}

void suspects_close(struct suspects *s) {
  free(s->waits);
  free(s->feeds);
  free(s->targets);
  free(s->asked);
  memset(s, 0, sizeof *s);
}
