#include "narrow.h"
#include "test.h"

#define GB ((int64_t)1 << 30)

static int pays(int64_t heap, const char *collector, uint32_t threads, uint32_t held, uint32_t tags) {
  return narrow_hand_estimate(threads, held, tags) < narrow_closing_estimate(heap, collector);
}

void test_narrow(void) {
  CHECK(pays(GB, "G1", 1000, 0, 10000));
  CHECK(pays(GB, "ZGC", 1000, 10000, 20000));
  CHECK(pays(GB / 4, "Serial", 30, 0, 3000));
  CHECK(!pays(GB / 50, "Serial", 30, 0, 3000)); /* a small program: its threads may take longer to stop than that pass */
  CHECK(!pays(GB, "G1", 1000, 300000, 310000)); /* JVMTI's look-up by tag would cost more than the pass that is saved */
  CHECK(!pays(GB, "G1", 20000, 0, 100000));
  CHECK(!pays(0, "G1", 10, 0, 1000)); /* unknown: as before */
}
