#include "tids.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text_file.h"

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
  unsigned long length = 0;
  char *text = text_file_read(path, &length, why);
  int result = text == NULL ? -1 : tids_parse(t, text, path, why);
  free(text);
  return result;
}

int tids_have(const struct tids *t, int64_t tid) {
  return t == NULL || t->list == NULL || bsearch(&tid, t->list, t->count, sizeof tid, by_value) != NULL;
}

void tids_close(struct tids *t) {
  free(t->list);
  memset(t, 0, sizeof *t);
}
