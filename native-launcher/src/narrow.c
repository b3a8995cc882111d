#include "narrow.h"

#include <string.h>

#include "hand.h"
#include "lean.h"

/* Measured on 17 (docs/BENCHMARKS.md), in nanoseconds. */
#define CLOSING_PER_BYTE 0.2
#define CLOSING_PER_BYTE_ZGC 0.8
#define STOP_ANY 10000000 /* threads that run are stopped one by one, each when it gets a processor: not worth it in a small heap */
#define STOP_AND_RESUME 4000
#define LOCALS_OF_THREAD 3 /* worth fetching */
#define HELD 500

int64_t narrow_closing_estimate(int64_t used_heap, const char *collector) {
  return (int64_t)((double)used_heap * (strcmp(collector, "ZGC") == 0 ? CLOSING_PER_BYTE_ZGC : CLOSING_PER_BYTE));
}

int64_t narrow_hand_estimate(uint32_t threads, uint32_t held, uint32_t tags) {
  double fetch = (double)threads * LOCALS_OF_THREAD * ((double)tags + (double)threads * LOCALS_OF_THREAD) * HAND_FETCH_NANOS;
  return STOP_ANY + (int64_t)threads * STOP_AND_RESUME + (int64_t)held * HELD + (int64_t)fetch;
}

/* From 20 on there is no such pass. Before 10 the JVM uses a thread that ends while it is stopped after it has freed it, and may crash. A
 * carrier that is stopped does not stop the virtual thread on it. */
static int by_hand(const struct cut *cut, int64_t closing) {
  uint32_t tags = cut->classes.count + cut->objects.count + cut->walk.held_count;
  if (cut->jvm.release < 10 || cut->jvm.release >= 20 || cut->threads.virtual_count > 0 || cut->options->suspend == SUSPEND_NEVER) return 0;
  return cut->options->suspend == SUSPEND_ALWAYS || narrow_hand_estimate(cut->threads.count, cut->walk.held_count, tags) < closing;
}

int narrow_run(struct cut *cut, int64_t deadline, struct fail *why) {
  if (cut->lean) return lean_run(cut, deadline, why);
  int64_t closing = narrow_closing_estimate(cut->used_heap, cut->collector);
  if (by_hand(cut, closing)) {
    int64_t limit = cut->options->suspend == SUSPEND_ALWAYS ? INT64_MAX : closing;
    enum hand_result result = hand_run(&cut->walk, &cut->jvm, &cut->threads, deadline, limit, why);
    if (result != HAND_UNFIT) return result;
    walk_again(&cut->walk);
  }
  return walk_run(&cut->walk, &cut->jvm, deadline, why);
}
