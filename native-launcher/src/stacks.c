#include "stacks.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_DEPTH 512

static uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29);
}

int stacks_open(struct stacks *s) {
  memset(s, 0, sizeof *s);
  s->buffer_size = FIRST_DEPTH;
  s->buffer = malloc(sizeof *s->buffer * FIRST_DEPTH);
  s->index_size = 1024;
  s->index = calloc(s->index_size, sizeof *s->index);
  s->trace_size = 256;
  s->traces = calloc(s->trace_size, sizeof *s->traces);
  s->trace_count = 1;
  return s->buffer == NULL || s->index == NULL || s->traces == NULL ? -1 : 0;
}

static int grow_index(struct stacks *s) {
  uint32_t size = s->index_size * 2, *index = calloc(size, sizeof *index);
  if (index == NULL) return -1;
  for (uint32_t t = 1; t < s->trace_count; t++) {
    uint32_t at = (uint32_t)s->traces[t].hash & (size - 1);
    while (index[at] != 0) at = (at + 1) & (size - 1);
    index[at] = t;
  }
  free(s->index);
  s->index = index;
  s->index_size = size;
  return 0;
}

static int same(const struct stacks *s, const struct trace *t, jint depth) {
  if (t->depth != (uint32_t)depth) return 0;
  for (jint i = 0; i < depth; i++) {
    const struct frame *f = &s->frames[t->start + (uint32_t)i];
    if (f->method != s->buffer[i].method || f->location != s->buffer[i].location) return 0;
  }
  return 1;
}

/* Finds or adds the stack that is in the buffer. */
static int64_t intern(struct stacks *s, jint depth) {
  uint64_t hash = (uint64_t)depth;
  for (jint i = 0; i < depth; i++) hash = mix(mix(hash, (uint64_t)(uintptr_t)s->buffer[i].method), (uint64_t)s->buffer[i].location);
  uint32_t at = (uint32_t)hash & (s->index_size - 1);
  for (; s->index[at] != 0; at = (at + 1) & (s->index_size - 1)) {
    struct trace *t = &s->traces[s->index[at]];
    if (t->hash == hash && same(s, t, depth)) {
      t->threads++;
      return s->index[at];
    }
  }
  if (s->trace_count == s->trace_size) {
    struct trace *more = realloc(s->traces, (size_t)s->trace_size * 2 * sizeof *more);
    if (more == NULL) return -1;
    s->traces = more;
    s->trace_size *= 2;
  }
  if (s->frame_size - s->frame_count < (uint32_t)depth) {
    uint64_t size = ((uint64_t)s->frame_size + (uint64_t)depth) * 2;
    struct frame *more = size > UINT32_MAX ? NULL : realloc(s->frames, size * sizeof *more);
    if (more == NULL) return -1;
    s->frames = more;
    s->frame_size = (uint32_t)size;
  }
  struct trace *t = &s->traces[s->trace_count];
  t->start = s->frame_count;
  t->depth = (uint32_t)depth;
  t->hash = hash;
  t->threads = 1;
  t->clinit = 0;
  for (jint i = 0; i < depth; i++) {
    s->frames[s->frame_count].method = s->buffer[i].method;
    s->frames[s->frame_count++].location = s->buffer[i].location;
  }
  s->index[at] = s->trace_count++;
  uint32_t number = s->trace_count - 1;
  return s->trace_count * 2 > s->index_size && grow_index(s) != 0 ? -1 : (int64_t)number;
}

int64_t stacks_take(struct stacks *s, struct jvm *j, jthread thread, int *cut) {
  jint depth = 0;
  *cut = 0;
  for (;;) {
    if ((*j->ti)->GetStackTrace(j->ti, thread, 0, s->buffer_size, s->buffer, &depth) != JVMTI_ERROR_NONE) return -1;
    if (depth < s->buffer_size) break;
    if (s->buffer_size >= STACK_DEPTH_MAX) {
      *cut = 1;
      break;
    }
    jint size = s->buffer_size * 8 > STACK_DEPTH_MAX ? STACK_DEPTH_MAX : s->buffer_size * 8;
    jvmtiFrameInfo *more = realloc(s->buffer, sizeof *more * (size_t)size);
    if (more == NULL) return -1;
    s->buffer = more;
    s->buffer_size = size;
  }
  return depth == 0 ? 0 : intern(s, depth);
}

/* ---- methods ---- */

static int by_method(const void *a, const void *b) {
  uintptr_t x = (uintptr_t)((const struct method *)a)->id, y = (uintptr_t)((const struct method *)b)->id;
  return x < y ? -1 : x > y;
}

const struct method *stacks_describe(const struct stacks *s, jmethodID id) {
  struct method key = {.id = id};
  return bsearch(&key, s->methods, s->method_count, sizeof key, by_method);
}

static char *copy(struct jvm *j, char *from) {
  char *to = from == NULL ? NULL : strdup(from);
  jvm_free(j, from);
  return to;
}

/* What cannot be had is left out: a method may have been redefined or its class unloaded since its frame was seen. */
static void describe(struct method *m, struct jvm *j, struct classes *classes) {
  char *name = NULL, *signature = NULL, *source = NULL;
  jclass declaring = NULL;
  jboolean native = JNI_FALSE;
  if ((*j->ti)->GetMethodName(j->ti, m->id, &name, &signature, NULL) == JVMTI_ERROR_NONE) {
    m->name = copy(j, name);
    m->signature = copy(j, signature);
  }
  if ((*j->ti)->IsMethodNative(j->ti, m->id, &native) == JVMTI_ERROR_NONE) m->native = native;
  if (j->can_lines && !native && (*j->ti)->GetLineNumberTable(j->ti, m->id, &m->line_count, &m->lines) != JVMTI_ERROR_NONE) {
    m->lines = NULL;
    m->line_count = 0;
  }
  if ((*j->ti)->GetMethodDeclaringClass(j->ti, m->id, &declaring) != JVMTI_ERROR_NONE || declaring == NULL) return;
  m->clazz = classes_number(classes, j, declaring);
  if (m->clazz != 0) classes->list[m->clazz].flags |= CLASS_NAMED;
  if (j->can_source && (*j->ti)->GetSourceFileName(j->ti, declaring, &source) == JVMTI_ERROR_NONE) m->source = copy(j, source);
  (*j->jni)->DeleteLocalRef(j->jni, declaring);
}

int stacks_resolve(struct stacks *s, struct jvm *j, struct classes *classes, struct fail *why) {
  s->methods = calloc((size_t)s->frame_count + 1, sizeof *s->methods);
  if (s->methods == NULL) return fail(why, "out of memory for the methods of %u frames", s->frame_count);
  for (uint32_t i = 0; i < s->frame_count; i++) s->methods[i].id = s->frames[i].method;
  qsort(s->methods, s->frame_count, sizeof *s->methods, by_method);
  for (uint32_t i = 0; i < s->frame_count; i++)
    if (i == 0 || s->methods[i].id != s->methods[s->method_count - 1].id) s->methods[s->method_count++].id = s->methods[i].id;
  for (uint32_t i = 0; i < s->method_count; i++) describe(&s->methods[i], j, classes);
  for (uint32_t t = 1; t < s->trace_count; t++) {
    for (uint32_t f = 0; f < s->traces[t].depth && !s->traces[t].clinit; f++) {
      const struct method *m = stacks_describe(s, s->frames[s->traces[t].start + f].method);
      s->traces[t].clinit = m != NULL && m->name != NULL && strcmp(m->name, "<clinit>") == 0;
    }
  }
  return 0;
}

static uint32_t line_of(const struct method *m, jlocation location) {
  if (m->native) return (uint32_t)-3;
  uint32_t line = (uint32_t)-1;
  jlocation best = -1;
  for (jint i = 0; i < m->line_count; i++) {
    if (m->lines[i].start_location <= location && m->lines[i].start_location > best) {
      best = m->lines[i].start_location;
      line = (uint32_t)m->lines[i].line_number;
    }
  }
  return line;
}

static uint64_t write_string(struct hprof *h, uint64_t *id, const char *text) {
  if (text == NULL) return 0;
  hprof_begin(h, HPROF_STRING);
  put_u8(h, ++*id);
  put_bytes(h, text, strlen(text));
  hprof_end(h);
  return *id;
}

void stacks_write(const struct stacks *s, struct hprof *h, uint64_t *string_id) {
  uint64_t first = *string_id + 1;
  for (uint32_t i = 0; i < s->method_count; i++) { /* three strings each, so that the ids follow from the number */
    write_string(h, string_id, s->methods[i].name == NULL ? "?" : s->methods[i].name);
    write_string(h, string_id, s->methods[i].signature == NULL ? "" : s->methods[i].signature);
    write_string(h, string_id, s->methods[i].source == NULL ? "" : s->methods[i].source);
  }
  for (uint32_t i = 0; i < s->frame_count; i++) {
    const struct method *m = stacks_describe(s, s->frames[i].method);
    uint64_t strings = first + 3 * (uint64_t)(m - s->methods);
    hprof_begin(h, HPROF_FRAME);
    put_u8(h, (uint64_t)i + 1);
    put_u8(h, strings);
    put_u8(h, strings + 1);
    put_u8(h, m->source == NULL ? 0 : strings + 2);
    put_u4(h, m->clazz);
    put_u4(h, line_of(m, s->frames[i].location));
    hprof_end(h);
  }
  for (uint32_t t = 0; t < s->trace_count; t++) {
    hprof_begin(h, HPROF_TRACE);
    put_u4(h, t + 1);
    put_u4(h, 0);
    put_u4(h, s->traces[t].depth);
    for (uint32_t i = 0; i < s->traces[t].depth; i++) put_u8(h, (uint64_t)s->traces[t].start + i + 1);
    hprof_end(h);
  }
}

const struct frame *stacks_frame(const struct stacks *s, int64_t trace, uint32_t depth) {
  if (trace <= 0 || depth >= s->traces[trace].depth) return NULL;
  return &s->frames[s->traces[trace].start + depth];
}

void stacks_close(struct stacks *s, struct jvm *j) {
  for (uint32_t i = 0; i < s->method_count; i++) {
    free(s->methods[i].name);
    free(s->methods[i].signature);
    free(s->methods[i].source);
    jvm_free(j, s->methods[i].lines);
  }
  free(s->methods);
  free(s->frames);
  free(s->traces);
  free(s->index);
  free(s->buffer);
  memset(s, 0, sizeof *s);
}
