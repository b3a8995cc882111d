/*
 * What JVMTI says of unmounted virtual threads, by the field that it reads for them: to read that costs a quarter of asking. A thread
 * that was mounted for a moment just when it was asked about has said what it did then, and its field shows nothing of it afterwards;
 * so it is only believed what two threads have said one after the other.
 */
#ifndef PEEPS_STATES_H
#define PEEPS_STATES_H

#include <stdint.h>

#define STATES 16 /* more than any JDK has; of others each thread is asked */

/* All zero when empty. */
struct states {
  int32_t field[STATES];
  uint32_t said[STATES];
  char believed[STATES];
  int count;
};

/* Whether it is known what JVMTI says of threads with this field. */
int states_know(const struct states *s, int32_t field, uint32_t *said);

/* Of one thread with this field it has said so. */
void states_hear(struct states *s, int32_t field, uint32_t said);

#endif
