#include "states.h"

#include "test.h"

void test_states(void) {
  struct states s = {0};
  uint32_t said = 0;
  CHECK(!states_know(&s, 0, &said));
  states_hear(&s, 5, 0x91);
  CHECK(!states_know(&s, 5, &said));
  states_hear(&s, 5, 0x91);
  CHECK(states_know(&s, 5, &said) && said == 0x91 && !states_know(&s, 6, &said));
  states_hear(&s, 6, 5); /* it ran just then: nobody else is taken to run for that */
  states_hear(&s, 6, 0x91);
  CHECK(!states_know(&s, 6, &said));
  states_hear(&s, 6, 0x91);
  CHECK(states_know(&s, 6, &said) && said == 0x91);
  for (int32_t field = 100; field < 200; field++) states_hear(&s, field, 1), states_hear(&s, field, 1);
  CHECK(s.count == STATES && states_know(&s, 100, &said) && said == 1 && !states_know(&s, 199, &said));
}
