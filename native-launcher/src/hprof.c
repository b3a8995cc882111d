#include "hprof.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FLUSH_AT ((size_t)1 << 20)

/* After an error there is never room again. */
static void give_up(struct hprof *h, int error) {
  h->error = error;
  h->used = h->size;
}

uint8_t *hprof_grow(struct hprof *h, size_t length) {
  if (h->error != 0) return NULL;
  size_t size = h->size == 0 ? FLUSH_AT + 4096 : h->size;
  while (size - h->used < length) size *= 2;
  uint8_t *more = realloc(h->buffer, size);
  if (more == NULL) {
    give_up(h, ENOMEM);
    return NULL;
  }
  h->buffer = more;
  h->size = size;
  uint8_t *p = h->buffer + h->used;
  h->used += length;
  return p;
}

void put_bytes(struct hprof *h, const void *bytes, size_t length) {
  uint8_t *p = length == 0 ? NULL : hprof_room(h, length);
  if (p != NULL) memcpy(p, bytes, length);
}

void put_text(struct hprof *h, const char *text) {
  size_t length = text == NULL ? 0 : strlen(text);
  put_u4(h, (uint32_t)length);
  put_bytes(h, text, length);
}

static void flush(struct hprof *h) {
  size_t done = 0;
  while (h->error == 0 && done < h->used) {
    ssize_t n = write(h->fd, h->buffer + done, h->used - done);
    if (n >= 0) done += (size_t)n;
    else if (errno != EINTR) give_up(h, errno);
  }
  if (h->error == 0) h->used = 0;
}

void hprof_open(struct hprof *h, int fd, uint64_t millis) {
  static const char magic[] = "JAVA PROFILE 1.0.2";
  memset(h, 0, sizeof *h);
  h->fd = fd;
  put_bytes(h, magic, sizeof magic);
  put_u4(h, 8);
  put_u8(h, millis);
}

void hprof_go_on(struct hprof *h, int fd) {
  memset(h, 0, sizeof *h);
  h->fd = fd;
}

void hprof_begin(struct hprof *h, int tag) {
  h->record = h->used;
  put_u1(h, (unsigned)tag);
  put_u4(h, 0); /* microseconds since the header's time: all of a cut is one time */
  put_u4(h, 0); /* the length, when it is known */
}

void hprof_end(struct hprof *h) {
  if (h->error != 0) return;
  size_t length = h->used - h->record - 9;
  for (int i = 0; i < 4; i++) h->buffer[h->record + 5 + (size_t)i] = (uint8_t)(length >> (8 * (3 - i)));
  if (h->used >= FLUSH_AT) flush(h);
}

void hprof_next(struct hprof *h) {
  if (h->error != 0 || h->used - h->record < FLUSH_AT) return;
  hprof_end(h);
  hprof_begin(h, HPROF_SEGMENT);
}

int hprof_close(struct hprof *h, const char *path, struct fail *why) {
  flush(h);
  free(h->buffer);
  h->buffer = NULL;
  return h->error == 0 ? 0 : fail(why, "cannot write %s: %s", path, strerror(h->error));
}

int hprof_type(char signature) {
  switch (signature) {
    case 'Z': return 4;
    case 'C': return 5;
    case 'F': return 6;
    case 'D': return 7;
    case 'B': return 8;
    case 'S': return 9;
    case 'I': return 10;
    case 'J': return 11;
    default: return 2;
  }
}

int hprof_size(char signature) {
  switch (signature) {
    case 'Z': case 'B': return 1;
    case 'C': case 'S': return 2;
    case 'F': case 'I': return 4;
    default: return 8;
  }
}
