#include "tids.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTES_MAX (1 << 20)

static int by_value(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

int tids_parse(struct tids *t, const char *text, const char *source, struct fail *why) {
  memset(t, 0, sizeof *t);
  t->list = malloc((strlen(text) / 2 + 1) * sizeof *t->list); /* a digit and a line end each, at least */
  if (t->list == NULL) return fail(why, "out of memory for %s", source);
  for (const char *p = text; *p != '\0';) {
    char *end = NULL;
    if (*p == '\n') {
      p++;
      continue;
    }
    errno = 0;
    long long tid = strtoll(p, &end, 10);
    if (end == p || errno != 0 || tid < 0 || (*end != '\n' && *end != '\0')) return fail(why, "%s: not a thread id a line", source);
    t->list[t->count++] = tid;
    p = end;
  }
  qsort(t->list, t->count, sizeof *t->list, by_value);
  return 0;
}

int tids_read(struct tids *t, const char *path, struct fail *why) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), result = -1;
  if (fd < 0) return fail(why, "cannot open %s: %s", path, strerror(errno));
  char *text = malloc(BYTES_MAX + 1);
  size_t length = 0;
  ssize_t n = text == NULL ? -1 : 1;
  while (n > 0 && length < BYTES_MAX) {
    n = read(fd, text + length, BYTES_MAX - length);
    if (n > 0) length += (size_t)n;
  }
  if (n < 0) fail(why, "cannot read %s: %s", path, text == NULL ? "out of memory" : strerror(errno));
  else if (length == BYTES_MAX) fail(why, "%s is longer than %d bytes", path, BYTES_MAX);
  else {
    text[length] = '\0';
    result = tids_parse(t, text, path, why);
  }
  free(text);
  close(fd);
  return result;
}

int tids_have(const struct tids *t, int64_t tid) {
  return t == NULL || t->list == NULL || bsearch(&tid, t->list, t->count, sizeof tid, by_value) != NULL;
}

void tids_close(struct tids *t) {
  free(t->list);
  memset(t, 0, sizeof *t);
}
