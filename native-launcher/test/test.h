/* A check that says where it failed and lets the others run. */
#ifndef PEEPS_TEST_H
#define PEEPS_TEST_H

#include <stdio.h>

extern int checks, failures;

#define CHECK(condition)                                                       \
  do {                                                                         \
    checks++;                                                                  \
    if (!(condition)) {                                                        \
      failures++;                                                              \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);  \
    }                                                                          \
  } while (0)

void test_options(void);
void test_plan(void);
void test_arena(void);
void test_hprof(void);
void test_text(void);
void test_suspects(void);
void test_tids(void);
void test_known(void);
void test_states(void);
void test_narrow(void);
void test_room(void);
void test_see(void);
void test_notice(void);
void test_threads(void);
void test_unborn(void);
void test_reach(void);

#endif
