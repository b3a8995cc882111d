#include "cut.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "frames.h"
#include "held.h"
#include "locks.h"
#include "narrow.h"
#include "output.h"
#include "process.h"
#include "room.h"
#include "statics.h"
#include "strangers.h"
#include "trim.h"
#include "vthreads.h"
#include "wide.h"
#include "write.h"

#define SHORTEST_WALK 20000000
#define UNTRACKED_ROUNDS 5
#define MAX_OBJECTS_20 100000 /* on 20 and later each edge pays for the number of tags */
#define MAX_OBJECTS_OLD 500000

static uint64_t wall_millis(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void say_what_is_missing(struct cut *c) {
  struct notices *n = &c->notices;
  notice(n, "arena-full", c->walk.arena.full ? 1 : 0, "the walk was stopped: %zu MB of records", ARENA_BYTES >> 20);
  notice(n, "pause-budget", c->walk.aborted && !c->walk.arena.full ? 1 : 0, "the walk was stopped after %ld ms", c->options->max_pause_ms);
  notice(n, "objects-limit", c->objects.dropped, "more objects than the library can number (%u)", OBJECTS_MAX);
  notice(n, "objects-limit", c->threads.unnumbered, "virtual threads left out, beyond the objects that the library can number (%u)", OBJECTS_MAX);
  notice(n, "objects-limit", c->walk.app_dropped, "application objects not looked through, beyond %d", APP_OBJECTS_MAX);
  notice(n, "objects-limit", c->walk.room_dropped, "entries of queues and maps not looked at, beyond %d or the budgets of their layouts", ELEMENTS_MAX);
  notice(n, "objects-limit", c->walk.deep_dropped, "objects behind 'deep' fields not entered, beyond %d", DEEP_OBJECTS_MAX);
  notice(n, "string-cut", c->walk.texts_cut, "names cut at %d characters", TEXT_CHARS_MAX);
  notice(n, "untracked-virtual-threads", c->strangers, "virtual threads met by the walk alone: they have no thread record");
  notice(n, "threads-gone", c->threads.gone, "threads that ended during the cut");
  notice(n, "capability-missing", c->jvm.can_lines ? 0 : 1, "the JVM gives no line numbers to this agent");
  notice(n, "capability-missing", c->jvm.can_monitors ? 0 : 1, "the JVM gives no monitor owners to this agent");
}

/* Of the budget for the walk that records; some time it must have, or there would be no cut at all. */
static int64_t what_is_left(const struct cut *c) {
  int64_t left = c->options->max_pause_ms * 1000000 - c->wide_pause;
  return left > SHORTEST_WALK ? left : SHORTEST_WALK;
}

/* Virtual threads that nobody tracks are met in wait queues: walk, look who turned up, read what they in turn wait for. */
static int gather_untracked(struct cut *c, struct fail *why) {
  struct jvm *j = &c->jvm;
  for (int round = 0; round < UNTRACKED_ROUNDS; round++) {
    uint32_t before = c->threads.count;
    c->walk.find_virtual = 1;
    c->walk.kept = c->walk.arena.used;
    int result = walk_run(&c->walk, j, now_nanos() + what_is_left(c) / 4, why);
    c->wide_pause += c->walk.last - c->walk.first;
    c->walk.find_virtual = 0;
    walk_again(&c->walk);
    int fresh = result != 0 ? -1 : vthreads_met(&c->threads, j, &c->classes, &c->objects, why);
    if (fresh <= 0) return fresh;
    vthreads_read(&c->threads, before, j, &c->walk, &c->classes, &c->stacks);
  }
  return 0;
}

static int gather_virtual(struct cut *c, int fd, struct fail *why) {
  struct jvm *j = &c->jvm;
  uint32_t platform = c->threads.count;
  int untracked = c->threads.fields.virtual_state != NULL && vthreads_untracked(j);
  c->threads.later = !untracked; /* who may be met as well is told by the tag */
  if (vthreads_tracked(&c->threads, j, &c->classes, &c->objects, &c->notices, why) != 0) return -1;
  if (write_ahead(c, fd, why) != 0) return -1;
  vthreads_read(&c->threads, platform, j, &c->walk, &c->classes, &c->stacks);
  if (untracked) {
    if (!c->lean && gather_untracked(c, why) != 0) return -1;
    notice(&c->notices, "untracked-virtual-threads", 1, "the JVM runs with -Djdk.trackAllThreads=false: only virtual threads that others refer to were found");
  }
  c->frames_entered = vthreads_choose(&c->threads, &c->jvm, &c->classes, &c->objects, &c->stacks, c->options->frames, &c->notices);
  return 0;
}

/* What a cut with fresh numbers needs first. */
static int open_fresh(struct cut *c, JavaVM *vm, struct fail *why) {
  if (c->options->plan[0] == '\0') return fail(why, "option plan is missing");
  if (plan_read(&c->plan, c->options->plan, why) != 0 || jvm_open(&c->jvm, vm, why) != 0) return -1;
  if (objects_open(&c->objects) != 0) return fail(why, "out of memory before the walk");
  return classes_open(&c->classes, &c->jvm, &c->plan, why);
}

/* Before the first walk: whether the memory that walks take is there. */
static void look_for_room(struct cut *c) {
  int64_t wanted = room_wanted(&c->threads, &c->jvm), kept = c->lean ? 0 : c->walk_memory; /* by the first cut's walk */
  if (wanted > c->walk_memory) c->walk_memory = wanted; /* a second cut has the suspects in its list, and the JVM looks at all threads */
  int64_t left = room_left();
  int asked = c->options->walk == WALK_LEAN || (c->lean && c->only.count > 0); /* the second cut is as the first one was */
  c->lean = asked || !room_suffices_again(c->walk_memory, kept, left);
  if (c->options->walk == WALK_LEAN) notice(&c->notices, "memory-room", 1, "what frames refer to was not looked for, nor the heap through, as asked: walk lean");
  else if (c->lean)
    notice(&c->notices, "memory-room", 1, "what frames refer to was not looked for, nor the heap through: the JVM would take %lld MB for it, and %lld MB are left",
           (long long)(c->walk_memory >> 20), (long long)(left >> 20));
}

static int gather(struct cut *c, int fd, struct fail *why) {
  struct jvm *j = &c->jvm;
  c->max_objects = c->options->max_objects >= 0 ? c->options->max_objects : j->release >= 20 ? MAX_OBJECTS_20 : MAX_OBJECTS_OLD;
  if (threads_open(&c->threads, j) != 0 || stacks_open(&c->stacks) != 0) return fail(why, "out of memory before the walk");
  if (walk_open(&c->walk, &c->classes, &c->objects, ARENA_BYTES) != 0) return fail(why, "cannot map %zu MB for the walk", ARENA_BYTES >> 20);
  c->threads.known = &c->known;
  c->threads.only = &c->only;
  c->walk.suspects_only = c->options->only[0] != '\0';
  statics_read(&c->walk, j);
  classes_release_refs(&c->classes, j);
  if (threads_platform(&c->threads, j, &c->classes, &c->objects, why) != 0) return -1;
  look_for_room(c);
  if (gather_virtual(c, fd, why) != 0) return -1;
  if (!c->walk.suspects_only) c->virtual_threads = c->threads.virtual_count;
  if (c->lean) c->walk_name = "lean";
  else if (c->walk.suspects_only) c->walk_name = "narrow";
  else if (wide_run(c, why) != 0) return -1;
  if (!c->walked && narrow_run(c, now_nanos() + what_is_left(c), why) != 0) return -1;
  if (strangers_add(&c->threads, j, &c->walk, &c->classes, why) != 0) return -1;
  vthreads_settle(&c->threads, j, &c->walk, &c->classes);
  c->strangers = strangers_count(&c->walk, &c->classes);
  threads_sort(&c->threads);
  threads_stacks(&c->threads, j, &c->stacks);
  if (frames_align(&c->walk, &c->threads, &c->stacks) != 0) return fail(why, "out of memory for the frames");
  if (stacks_resolve(&c->stacks, j, &c->classes, why) != 0) return -1;
  locks_gather(c);
  say_what_is_missing(c);
  return 0;
}

/* Gives back all but what a second cut needs: the environment with its tags, the classes, the numbers. */
static void shed(struct cut *c) {
  threads_close(&c->threads);
  stacks_close(&c->stacks, &c->jvm);
  walk_close(&c->walk);
  monitors_close(&c->monitors);
  tids_close(&c->only);
}

/* All tags that a cut may have given; too many to list when there are more than a few. Those of the classes are taken off first, since
 * to find objects by their tags costs the number of both multiplied. */
static jint list_tags(struct cut *c, jlong *tags) {
  jint count = 0;
  if ((uint64_t)c->classes.count + c->objects.count > FEW_TAGS) return FEW_TAGS + 1;
  for (uint32_t i = 1; i < c->objects.count; i++) tags[count++] = OBJECT_BASE + i;
  int untagged = classes_untag(&c->classes, &c->jvm);
  for (uint32_t i = 1; i < c->classes.count && count < FEW_TAGS; i++) {
    if (!untagged) tags[count++] = i;
    if (count < FEW_TAGS && (c->classes.list[i].flags & (CLASS_WIDE | CLASS_VIRTUAL))) tags[count++] = FOUND_BASE + i;
  }
  return count < FEW_TAGS ? count : FEW_TAGS + 1;
}

void cut_free(struct cut *c) {
  jlong *tags = malloc(FEW_TAGS * sizeof *tags);
  shed(c);
  if (c->jvm.ti != NULL) jvm_close(&c->jvm, tags, tags == NULL ? FEW_TAGS + 1 : list_tags(c, tags));
  classes_close(&c->classes);
  objects_close(&c->objects);
  known_close(&c->known);
  plan_free(&c->plan);
  free(tags);
  free(c);
}

/* The held cut made ready for another one. */
static struct cut *reopen(JavaVM *vm, struct fail *why) {
  JNIEnv *jni = NULL;
  /* Before the claim: whoever has claimed a cut has to give it back. */
  if ((*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK) return fail(why, "no JNI environment in this thread"), NULL;
  struct cut *c = held_claim();
  if (c == NULL) return fail(why, "option only: no cut is held: its time was up, or another cut came between"), NULL;
  c->jvm.jni = jni;
  c->notices.count = 0;
  c->wide_pause = 0;
  c->ahead = c->walked = 0;
  objects_forget(&c->objects);
  classes_forget(&c->classes);
  return c;
}

static int take(struct cut *c, JavaVM *vm, int fd, struct fail *why) {
  JNIEnv *jni = NULL;
  int result = -1;
  if ((*vm)->GetEnv(vm, (void **)&jni, JNI_VERSION_1_8) != JNI_OK) return fail(why, "no JNI environment in this thread");
  if ((*jni)->PushLocalFrame(jni, 64) != 0) {
    (*jni)->ExceptionClear(jni);
    return fail(why, "the target is out of memory");
  }
  if (c->options->only[0] == '\0' ? open_fresh(c, vm, why) == 0 : tids_read(&c->only, c->options->only, why) == 0)
    result = gather(c, fd, why) == 0 && write_cut(c, fd, why) == 0 ? 0 : -1;
  classes_drop_refs(&c->classes, &c->jvm);
  (*jni)->PopLocalFrame(jni, NULL);
  return result;
}

int cut_take(JavaVM *vm, const struct options *options, struct fail *why) {
  if (options->out[0] == '\0') return fail(why, "option out is missing");
  int fd = output_create(options->out, why), result = -1;
  if (fd < 0) return -1;
  if (options->only[0] == '\0') held_release();
  struct cut *c = options->only[0] == '\0' ? calloc(1, sizeof *c) : reopen(vm, why);
  if (c == NULL) {
    fail(why, "out of memory");
  } else {
    c->options = options;
    c->started = now_nanos();
    c->start_millis = wall_millis();
    c->uptime_millis = process_uptime_millis();
    process_collector(c->collector, sizeof c->collector);
    result = take(c, vm, fd, why);
    if (result == 0 && options->hold_ms > 0) vthreads_know(&c->threads, &c->known);
    shed(c);
  }
  result = output_finish(fd, options->out, result, why);
  if (c == NULL) return result;
  if (!c->lean) trim_later(c->walk_memory); /* after a failure, too: the walk was made */
  held_keep_or_free(c, result == 0 ? options->hold_ms : 0);
  return result;
}
