#include "notice.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct notice *place_of(struct notices *n, const char *code, const char *detail) {
  for (int i = 0; i < n->count; i++)
    if (strcmp(n->list[i].code, code) == 0 && strcmp(n->list[i].detail, detail) == 0) return &n->list[i];
  if (n->count < NOTICES_MAX - 1) {
    struct notice *fresh = &n->list[n->count++];
    fresh->code = code;
    fresh->count = 0;
    snprintf(fresh->detail, sizeof fresh->detail, "%s", detail);
    return fresh;
  }
  struct notice *last = &n->list[NOTICES_MAX - 1];
  if (n->count < NOTICES_MAX) {
    n->count = NOTICES_MAX;
    last->code = "notices-limit";
    last->count = 0;
    snprintf(last->detail, sizeof last->detail, "more notices than there is room for; the first of them is %s: %.120s", code, detail);
  }
  return last;
}

void notice(struct notices *n, const char *code, uint64_t count, const char *format, ...) {
  if (count == 0) return;
  char detail[sizeof n->list[0].detail];
  va_list args;
  va_start(args, format);
  vsnprintf(detail, sizeof detail, format, args);
  va_end(args);
  struct notice *one = place_of(n, code, detail);
  one->count += one == &n->list[NOTICES_MAX - 1] ? 1 : count;
}
