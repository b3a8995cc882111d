#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "output.h"
#include "reach.h"
#include "records.h"
#include "room.h"
#include "trim.h"
#include "vthreads.h"
#include "wide.h"

/* An estimate is careful by two times and more, and this search can be stopped anywhere: worth a try up to here. */
#define CAREFUL 2

static void info(struct hprof *h, const struct reach *r, int64_t budget, int64_t estimate) {
  const struct {
    const char *key;
    int64_t value;
  } all[] = {{"reachPauseNanos", r->pause},   {"reachLongestNanos", r->longest}, {"reachClosingNanos", r->closing},
             {"reachWalks", r->walks},        {"reachBudgetNanos", budget},      {"reachEstimateNanos", estimate},
             {"reachAborted", r->aborted},    {"reachMoved", r->moved},
             {"reachUnasked", r->unasked},    {"reachStrangers", r->strangers},
             {"reachProcessorNanos", r->processor}, {"reachRestless", r->restless}};
  char text[32];
  records_begin(h, RECORD_INFO);
  put_u4(h, sizeof all / sizeof *all);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    snprintf(text, sizeof text, "%" PRId64, all[i].value);
    put_text(h, all[i].key);
    put_text(h, text);
  }
  hprof_end(h);
}

static void levels(struct hprof *h, const struct reach *r) {
  for (unsigned level = REACH_UNKNOWN; level <= REACH_WEAK; level++) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->suspects->asked_count; i++) count += r->level[i] == level;
    if (count == 0) continue;
    records_begin(h, RECORD_REACH);
    put_u1(h, level);
    put_u4(h, count);
    for (uint32_t i = 0; i < r->suspects->asked_count; i++)
      if (r->level[i] == level) put_u8(h, (uint64_t)r->suspects->asked[i]);
    hprof_end(h);
  }
}

static void holders(struct hprof *h, const struct reach *r) {
  const struct reach_holder *list = (const struct reach_holder *)(const void *)r->holders.base;
  uint32_t count = (uint32_t)(r->holders.used / sizeof *list);
  if (count == 0) return;
  records_begin(h, RECORD_STUCK_HOLDERS);
  put_u1(h, r->holders.full ? 1 : 0);
  put_u4(h, count);
  for (uint32_t i = 0; i < count; i++) {
    put_u8(h, (uint64_t)list[i].thread);
    put_u8(h, (uint64_t)list[i].object);
  }
  hprof_end(h);
}

static void queued(struct hprof *h, const struct reach *r) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) count += r->queue[i] != 0;
  if (count == 0) return;
  records_begin(h, RECORD_QUEUED);
  put_u4(h, count);
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    if (r->queue[i] == 0) continue;
    put_u8(h, (uint64_t)r->suspects->asked[i]);
    put_u8(h, (uint64_t)r->suspects->feeds[r->queue[i] - 1].queue);
  }
  hprof_end(h);
}

/* A thread of the registry's does nothing for the application, and nobody waits for it. */
static int is_own_thread(const struct reach *r, uint32_t number) {
  return (r->state[number] & REACH_OWN) && (r->cut->objects.list[number].flags & OBJ_THREAD);
}

static void stuck(struct hprof *h, const struct reach *r, enum record_type type) {
  int first = type == RECORD_STUCK_FIRST;
  uint32_t count = 0;
  for (uint32_t i = 0; i < r->suspects->wait_count; i++) count += (uint32_t)reach_is_stuck(r, r->suspects->waits[i].thread, first);
  for (uint32_t n = 1; n < r->cut->objects.count; n++) count += (uint32_t)(first && is_own_thread(r, n));
  records_begin(h, type);
  put_u4(h, count);
  for (uint32_t n = 1; n < r->cut->objects.count; n++)
    if (first && is_own_thread(r, n)) put_u8(h, (uint64_t)(OBJECT_BASE + n));
  for (uint32_t i = 0; i < r->suspects->wait_count; i++)
    if (reach_is_stuck(r, r->suspects->waits[i].thread, first)) put_u8(h, (uint64_t)r->suspects->waits[i].thread);
  hprof_end(h);
}

static void system_threads(struct hprof *h, const struct reach *r) {
  if (r->system_count == 0) return;
  records_begin(h, RECORD_SYSTEM_THREADS);
  put_u4(h, r->system_count);
  for (uint32_t i = 0; i < r->system_count; i++) put_u8(h, (uint64_t)r->system[i]);
  hprof_end(h);
}

/* Who is in a state. */
static void of_state(struct hprof *h, const struct reach *r, unsigned state, enum record_type type) {
  uint32_t count = 0;
  for (uint32_t n = 0; n < r->cut->objects.count; n++) count += (r->state[n] & state) != 0;
  if (count == 0) return;
  records_begin(h, type);
  put_u4(h, count);
  for (uint32_t n = 0; n < r->cut->objects.count; n++)
    if (r->state[n] & state) put_u8(h, (uint64_t)(OBJECT_BASE + n));
  hprof_end(h);
}

static void static_fields(struct hprof *h, const struct reach *r) {
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    const struct reach_field *f = &r->fields[i];
    if (f->name == NULL || r->level[i] != REACH_STATIC) continue;
    records_begin(h, RECORD_STATIC_FIELDS);
    put_u8(h, (uint64_t)r->suspects->asked[i]);
    put_u1(h, f->hooked ? 1 : 0);
    put_u4(h, f->steps);
    put_text(h, r->cut->classes.list[f->clazz].name);
    put_text(h, f->name);
    hprof_end(h);
  }
}

static int write_answer(int fd, const struct options *o, const struct reach *r, int64_t budget, int64_t estimate, struct fail *why) {
  struct hprof h;
  hprof_open(&h, fd, 0);
  records_version(&h);
  info(&h, r, budget, estimate);
  levels(&h, r);
  holders(&h, r);
  queued(&h, r);
  stuck(&h, r, RECORD_STUCK);
  stuck(&h, r, RECORD_STUCK_FIRST);
  system_threads(&h, r);
  of_state(&h, r, REACH_READS, RECORD_INPUT_READERS);
  of_state(&h, r, REACH_PENDING, RECORD_PENDING);
  static_fields(&h, r);
  hprof_begin(&h, HPROF_END);
  hprof_end(&h);
  return hprof_close(&h, o->out, why);
}

static void want(const struct cut *cut, uint8_t *wanted, const int64_t *ids, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if (object_of_tag(&cut->objects, ids[i]) != NULL) wanted[ids[i] - OBJECT_BASE] = 1;
}

/* The search knows what it meets by its tag, so the virtual threads in question need theirs. */
static int tag_suspects(struct cut *cut, const struct suspects *s, struct fail *why) {
  struct tids tids = {.list = calloc((size_t)cut->known.count + 1, sizeof *tids.list)};
  uint8_t *wanted = calloc((size_t)cut->objects.count + 1, 1);
  int result = tids.list == NULL || wanted == NULL ? fail(why, "out of memory before the search") : 0;
  if (result == 0) {
    for (uint32_t i = 0; i < s->wait_count; i++) want(cut, wanted, &s->waits[i].thread, 1);
    want(cut, wanted, s->targets, s->target_count);
    want(cut, wanted, s->asked, s->asked_count);
    for (uint32_t i = 0; i < cut->known.count; i++)
      if (wanted[cut->known.list[i].id - OBJECT_BASE]) tids.list[tids.count++] = cut->known.list[i].tid;
    result = vthreads_tag(&cut->known, &tids, &cut->jvm, &cut->classes, &cut->objects, why);
  }
  tids_close(&tids);
  free(wanted);
  return result;
}

static int search_and_write(struct cut *cut, int fd, const struct options *o, struct fail *why) {
  struct suspects s;
  struct reach r;
  int64_t budget = o->max_pause_ms * 1000000;
  int64_t estimate = wide_estimate(cut->used_heap, cut->virtual_threads, cut->jvm.release, cut->collector, 0);
  memset(&r, 0, sizeof r);
  int result = suspects_read(&s, o->suspects, why);
  int room = !cut->lean && room_suffices_again(cut->walk_memory, cut->walk_memory, room_left());
  int worth = room && estimate <= CAREFUL * budget;
  if (result == 0 && worth) result = tag_suspects(cut, &s, why);
  if (result == 0) result = reach_search(&r, cut, &s, worth ? budget : -1, why);
  if (result == 0 && worth) result = reach_pending(&r, why);
  if (room) trim_later(cut->walk_memory);
  if (result == 0) result = write_answer(fd, o, &r, budget, estimate, why);
  reach_close(&r);
  suspects_close(&s);
  return result;
}

int reach_command(JavaVM *vm, const struct options *o, struct fail *why) {
  JNIEnv *jni = NULL;
  int result = -1;
  if (o->out[0] == '\0' || o->suspects[0] == '\0') return fail(why, "options out and suspects are needed");
  if ((*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK) return fail(why, "no JNI environment in this thread");
  int fd = output_create(o->out, why);
  if (fd < 0) return -1;
  struct cut *cut = held_claim();
  if (cut == NULL) {
    fail(why, "option suspects: no cut is held: its time was up, or another cut came between");
  } else {
    cut->jvm.jni = jni;
    cut->options = o;
    result = search_and_write(cut, fd, o, why);
  }
  result = output_finish(fd, o->out, result, why);
  if (cut != NULL) held_keep_or_free(cut, result == 0 ? o->hold_ms : 0);
  return result;
}
