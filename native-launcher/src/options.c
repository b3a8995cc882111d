#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Copies a value, resolving %XX. A NUL in a path would cut it short without a word, so it is refused. */
static int unescape(char *to, int size, const char *from, int length, struct fail *why) {
  int n = 0;
  for (int i = 0; i < length; i++) {
    int c = (unsigned char)from[i];
    if (c == '%') {
      int high = i + 1 < length ? hex(from[i + 1]) : -1, low = i + 2 < length ? hex(from[i + 2]) : -1;
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return fail(why, "bad %% escape in option value '%.*s'", length, from);
      c = high * 16 + low;
      i += 2;
    }
    if (n + 1 >= size) return fail(why, "option value longer than %d characters", size - 1);
    to[n++] = (char)c;
  }
  to[n] = '\0';
  return 0;
}

static int number(long *to, long max, const char *key, const char *value, struct fail *why) {
  char *end = NULL;
  errno = 0;
  long n = strtol(value, &end, 10);
  if (errno != 0 || end == value || *end != '\0' || n < 0 || n > max)
    return fail(why, "option %s: '%s' is not a number from 0 to %ld", key, value, max);
  *to = n;
  return 0;
}

static int path(char *to, const char *key, const char *value, struct fail *why) {
  if (value[0] != '/') return fail(why, "option %s: '%s' is not an absolute path", key, value);
  memcpy(to, value, strlen(value) + 1); /* both are OPTION_PATH_MAX */
  return 0;
}

static int one(struct options *o, const char *key, const char *value, struct fail *why) {
  if (strcmp(key, "plan") == 0) return path(o->plan, key, value, why);
  if (strcmp(key, "out") == 0) return path(o->out, key, value, why);
  if (strcmp(key, "only") == 0) return path(o->only, key, value, why);
  if (strcmp(key, "suspects") == 0) return path(o->suspects, key, value, why);
  if (strcmp(key, "jar") == 0) return path(o->jar, key, value, why);
  if (strcmp(key, "layouts") == 0) return path(o->layouts, key, value, why);
  if (strcmp(key, "max-pause") == 0) return number(&o->max_pause_ms, 3600000, key, value, why);
  if (strcmp(key, "max-objects") == 0) return number(&o->max_objects, 100000000, key, value, why);
  if (strcmp(key, "frames") == 0) return number(&o->frames, 100000000, key, value, why);
  if (strcmp(key, "hold") == 0) return number(&o->hold_ms, 3600000, key, value, why);
  if (strcmp(key, "walk") == 0) {
    if (strcmp(value, "auto") == 0) o->walk = WALK_AUTO;
    else if (strcmp(value, "narrow") == 0) o->walk = WALK_NARROW;
    else if (strcmp(value, "wide") == 0) o->walk = WALK_WIDE;
    else if (strcmp(value, "lean") == 0) o->walk = WALK_LEAN;
    else return fail(why, "option walk: '%s' is none of auto, narrow, wide, lean", value);
    return 0;
  }
  if (strcmp(key, "suspend") == 0) {
    if (strcmp(value, "auto") == 0) o->suspend = SUSPEND_AUTO;
    else if (strcmp(value, "always") == 0) o->suspend = SUSPEND_ALWAYS;
    else if (strcmp(value, "never") == 0) o->suspend = SUSPEND_NEVER;
    else return fail(why, "option suspend: '%s' is none of auto, always, never", value);
    return 0;
  }
  return fail(why, "unknown option '%s'", key);
}

void options_command(const char *text, char *command, int size) {
  int n = text == NULL ? 0 : (int)strcspn(text, ",");
  if (n >= size) n = size - 1;
  if (n > 0) memcpy(command, text, (size_t)n);
  command[n] = '\0';
}

int options_parse(struct options *o, const char *text, struct fail *why) {
  char value[OPTION_PATH_MAX], key[32];
  memset(o, 0, sizeof *o);
  o->max_pause_ms = 500;
  o->max_objects = -1;
  o->frames = 2000;
  options_command(text, o->command, sizeof o->command);
  if (o->command[0] == '\0') return fail(why, "no command: expected cut,plan:PATH,out:PATH");
  const char *p = text + strcspn(text, ",");
  while (*p == ',') {
    p++;
    int length = (int)strcspn(p, ",");
    const char *colon = memchr(p, ':', (size_t)length);
    if (colon == NULL || colon - p >= (int)sizeof key) return fail(why, "option '%.*s' is not KEY:VALUE", length, p);
    memcpy(key, p, (size_t)(colon - p));
    key[colon - p] = '\0';
    if (unescape(value, sizeof value, colon + 1, (int)(p + length - colon - 1), why) != 0) return -1;
    if (one(o, key, value, why) != 0) return -1;
    p += length;
  }
  return 0;
}
