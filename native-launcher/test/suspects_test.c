#include "suspects.h"

#include "test.h"

void test_suspects(void) {
  struct suspects s;
  struct fail why = {{0}};
  CHECK(suspects_parse(&s, "wait 7 6 8 9\nask 8 10\nwait 11 0 7\n", "x", &why) == 0);
  CHECK(s.wait_count == 2 && s.waits[0].thread == 7 && s.waits[0].count == 2 && s.waits[0].blocker == 6 && s.targets[s.waits[0].first + 1] == 9);
  CHECK(s.waits[1].thread == 11 && s.waits[1].count == 1 && s.waits[1].blocker == 0 && s.targets[s.waits[1].first] == 7);
  CHECK(s.asked_count == 2 && s.asked[1] == 10);
  suspects_close(&s);
  CHECK(suspects_parse(&s, "wait 9 0 7\ncall 7 8\nask 10\n", "x", &why) == 0);
  CHECK(s.wait_count == 3 && s.asked_count == 1 && s.waits[2].blocker == 0);
  for (uint32_t i = 0; i < 2; i++)
    CHECK(s.waits[i].thread == 7 + i && s.waits[i].blocker == WAIT_OUTSIDE && s.waits[i].count == 1 && s.targets[s.waits[i].first] == 7 + i);
  suspects_close(&s);
  CHECK(suspects_parse(&s, "feed 5 7 8\nask 10\nfeed 6 7\n", "x", &why) == 0);
  CHECK(s.feed_count == 2 && s.feeds[0].queue == 5 && s.feeds[0].count == 2 && s.targets[s.feeds[0].first + 1] == 8);
  CHECK(s.feeds[1].queue == 6 && s.feeds[1].count == 1 && s.targets[s.feeds[1].first] == 7 && s.asked_count == 1 && s.wait_count == 0);
  suspects_close(&s);
  CHECK(suspects_parse(&s, "mount 7 8 9\nask 10\n", "x", &why) == 0);
  CHECK(s.wait_count == 1 && s.waits[0].thread == 7 && s.waits[0].blocker == WAIT_CARRIER && s.waits[0].count == 2 && s.targets[s.waits[0].first + 1] == 9);
  suspects_close(&s);
  CHECK(suspects_parse(&s, "init 7 8\n", "x", &why) == 0);
  CHECK(s.wait_count == 1 && s.waits[0].blocker == WAIT_CLASS && s.waits[0].count == 1 && s.targets[s.waits[0].first] == 8);
  suspects_close(&s);
  CHECK(suspects_parse(&s, "", "x", &why) == 0 && s.wait_count == 0);
  suspects_close(&s);
  static const char *const bad[] = {"ask 8", "ask\n", "ask \n", "ask x\n", "wait 7\n", "wait 7 0\n", "wait 0 8 9\n", "ask 0\n", "wait 7 8 9x\n", "seek 8\n", "ask 99999999999999999999\n", "ask -1\n", "ask 8 \n", "call\n", "call \n", "call 0\n", "call -1\n", "feed 5\n", "mount 5\n", "init 5\n", "mount 0 7\n", "feed 0 7\n", "feed 5 x\n"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    why.text[0] = '\0';
    CHECK(suspects_parse(&s, bad[i], "x", &why) != 0 && why.text[0] != '\0');
    suspects_close(&s);
  }
}
