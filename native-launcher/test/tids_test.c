#include "tids.h"

#include "test.h"

void test_tids(void) {
  struct tids t;
  struct fail why = {{0}};
  CHECK(tids_parse(&t, "30\n1\n\n22", "x", &why) == 0 && t.count == 3);
  CHECK(tids_have(&t, 1) && tids_have(&t, 22) && tids_have(&t, 30) && !tids_have(&t, 2));
  tids_close(&t);
  CHECK(tids_have(&t, 2)); /* no set: all threads */
  CHECK(tids_parse(&t, "", "x", &why) == 0 && !tids_have(&t, 1)); /* an empty set is a set */
  tids_close(&t);
  CHECK(tids_parse(&t, "1\nx\n", "x", &why) != 0 && why.text[0] != '\0');
  tids_close(&t);
  CHECK(tids_parse(&t, "99999999999999999999\n", "x", &why) != 0);
  tids_close(&t);
}
