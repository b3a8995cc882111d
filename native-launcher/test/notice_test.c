#include <string.h>

#include "notice.h"
#include "test.h"

void test_notice(void) {
  static struct notices n;
  memset(&n, 0, sizeof n);
  notice(&n, "a-limit", 0, "nothing");
  CHECK(n.count == 0);
  notice(&n, "a-limit", 2, "of %s", "one");
  notice(&n, "a-limit", 3, "of %s", "one");
  notice(&n, "a-limit", 4, "of %s", "another");
  CHECK(n.count == 2);
  CHECK(n.list[0].count == 5 && strcmp(n.list[0].detail, "of one") == 0);
  CHECK(n.list[1].count == 4 && strcmp(n.list[1].detail, "of another") == 0);
  for (int i = 0; i < NOTICES_MAX; i++) notice(&n, "many", 7, "number %d", i);
  CHECK(n.count == NOTICES_MAX);
  CHECK(strcmp(n.list[NOTICES_MAX - 1].code, "notices-limit") == 0);
  CHECK(n.list[NOTICES_MAX - 1].count == 3); /* two were there before */
  notice(&n, "many", 7, "number 0"); /* has its place */
  CHECK(n.list[2].count == 14 && n.list[NOTICES_MAX - 1].count == 3);
}
