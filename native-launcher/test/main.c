#include "test.h"

int checks, failures;

int main(void) {
  test_options();
  test_plan();
  test_arena();
  test_hprof();
  test_text();
  test_suspects();
  test_tids();
  test_known();
  test_states();
  test_narrow();
  test_room();
  test_see();
  test_notice();
  test_threads();
  test_unborn();
  test_reach();
  printf("libpeeps-test: %d checks, %d failed\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
