#include "notice.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void notice(struct notices *n, const char *code, uint64_t count, const char *format, ...) {
  if (count == 0) return;
  for (int i = 0; i < n->count; i++) {
    if (strcmp(n->list[i].code, code) == 0) {
      n->list[i].count += count;
      return;
    }
  }
  if (n->count == NOTICES_MAX) return;
  struct notice *one = &n->list[n->count++];
  va_list args;
  one->code = code;
  one->count = count;
  va_start(args, format);
  vsnprintf(one->detail, sizeof one->detail, format, args);
  va_end(args);
}
