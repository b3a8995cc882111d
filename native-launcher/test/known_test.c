#include "known.h"

#include "test.h"

void test_known(void) {
  struct known k = {0};
  CHECK(known_id(&k, 1) == 0);
  known_sort(&k);
  int added = 0;
  for (int64_t tid = 5000; tid > 0; tid--) added += known_add(&k, tid * 3, tid) == 0;
  CHECK(added == 5000);
  known_sort(&k);
  CHECK(known_id(&k, 3) == 1 && known_id(&k, 15000) == 5000 && known_id(&k, 300) == 100);
  CHECK(known_id(&k, 4) == 0 && known_id(&k, 0) == 0 && known_id(&k, 15003) == 0);
  known_close(&k);
  CHECK(known_id(&k, 3) == 0);
}
