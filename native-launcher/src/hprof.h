/*
 * Writes HPROF records: big-endian, identifiers of 8 bytes. A record is put together in memory, since its length stands in
 * front of it, and leaves for the file when it is complete. After an error nothing more is written; ask hprof_close.
 */
#ifndef PEEPS_HPROF_H
#define PEEPS_HPROF_H

#include <stddef.h>
#include <stdint.h>

#include "fail.h"

enum hprof_tag {
  HPROF_STRING = 0x01,
  HPROF_LOAD_CLASS = 0x02,
  HPROF_FRAME = 0x04,
  HPROF_TRACE = 0x05,
  HPROF_SEGMENT = 0x1C,
  HPROF_END = 0x2C,
  HPROF_PEEPS = 0x50
};

enum hprof_sub {
  SUB_JAVA_FRAME = 0x03,
  SUB_STICKY_CLASS = 0x05,
  SUB_THREAD = 0x08,
  SUB_CLASS = 0x20,
  SUB_INSTANCE = 0x21,
  SUB_OBJECTS = 0x22,
  SUB_PRIMITIVES = 0x23
};

struct hprof {
  int fd;
  uint8_t *buffer;
  size_t used, size;
  size_t record; /* where the open record's header starts */
  int error; /* an errno, kept */
};

/* Starts a file: the header with the time in milliseconds. The descriptor stays the caller's. */
void hprof_open(struct hprof *h, int fd, uint64_t millis);

/* The same for a file that somebody has started: no header. */
void hprof_go_on(struct hprof *h, int fd);

void hprof_begin(struct hprof *h, int tag);
void hprof_end(struct hprof *h);

/* Between two sub-records of a heap dump segment: starts another segment when this one has grown large. */
void hprof_next(struct hprof *h);

/* Room for so many bytes where there is none yet; NULL after an error. */
uint8_t *hprof_grow(struct hprof *h, size_t length);

static inline uint8_t *hprof_room(struct hprof *h, size_t length) {
  if (h->size - h->used < length) return hprof_grow(h, length);
  uint8_t *p = h->buffer + h->used;
  h->used += length;
  return p;
}

/* Spelled out by width: a compiler makes one store of each. Here, since a large cut has millions of them. */
static inline void put_u1(struct hprof *h, unsigned value) {
  uint8_t *p = hprof_room(h, 1);
  if (p != NULL) p[0] = (uint8_t)value;
}

static inline void put_u2(struct hprof *h, unsigned value) {
  uint8_t *p = hprof_room(h, 2);
  if (p == NULL) return;
  p[0] = (uint8_t)(value >> 8);
  p[1] = (uint8_t)value;
}

static inline void put_u4(struct hprof *h, uint32_t value) {
  uint8_t *p = hprof_room(h, 4);
  if (p == NULL) return;
  p[0] = (uint8_t)(value >> 24);
  p[1] = (uint8_t)(value >> 16);
  p[2] = (uint8_t)(value >> 8);
  p[3] = (uint8_t)value;
}

static inline void put_u8(struct hprof *h, uint64_t value) {
  uint8_t *p = hprof_room(h, 8);
  if (p == NULL) return;
  p[0] = (uint8_t)(value >> 56);
  p[1] = (uint8_t)(value >> 48);
  p[2] = (uint8_t)(value >> 40);
  p[3] = (uint8_t)(value >> 32);
  p[4] = (uint8_t)(value >> 24);
  p[5] = (uint8_t)(value >> 16);
  p[6] = (uint8_t)(value >> 8);
  p[7] = (uint8_t)value;
}

void put_bytes(struct hprof *h, const void *bytes, size_t length);

/* A text of a PEEPS record: its length and its bytes; NULL is the empty text. */
void put_text(struct hprof *h, const char *text);

/* Writes out what is left. 0, or -1 with the reason (a full disk, most likely). */
int hprof_close(struct hprof *h, const char *path, struct fail *why);

/* The HPROF type of a field's signature character. */
int hprof_type(char signature);

/* Its size in bytes. */
int hprof_size(char signature);

#endif
