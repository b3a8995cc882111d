#include "trim.h"

#include <poll.h>
#include <stdatomic.h>
#include <stddef.h>

#include "background.h"
#include "jvm.h"

#define WORTH ((int64_t)8 << 20)
#define AFTER_NANOS 11000000000 /* two rounds of the JVM's cleaner */
#define IDLE 0

/* glibc's; the library is linked against no C library, and others do not have it. */
extern int malloc_trim(size_t pad) __attribute__((weak));

static _Atomic int64_t due = IDLE;

/* Walks that come meanwhile put it off. All signals are blocked, so nothing interrupts poll. */
static void *wait_and_trim(void *nothing) {
  int64_t at = atomic_load(&due);
  (void)nothing;
  do {
    for (int64_t left = at - now_nanos(); left > 0; left = at - now_nanos()) poll(NULL, 0, (int)(left / 1000000) + 1);
  } while (!atomic_compare_exchange_strong(&due, &at, IDLE));
  malloc_trim(0);
  return NULL;
}

void trim_later(int64_t bytes) {
  if (bytes < WORTH || malloc_trim == NULL) return;
  if (atomic_exchange(&due, now_nanos() + AFTER_NANOS) == IDLE && background_start(wait_and_trim, NULL) != 0) atomic_store(&due, IDLE);
}
