#include "arena.h"

#include <stdint.h>

#include "test.h"

void test_arena(void) {
  struct arena a;
  CHECK(arena_open(&a, 4096) == 0);
  char *first = arena_take(&a, 3), *second = arena_take(&a, 8);
  CHECK(first != NULL && second == first + 8 && (uintptr_t)first % 8 == 0);
  CHECK(first[0] == 0);
  CHECK(arena_take(&a, 4096) == NULL && a.full);
  CHECK(arena_take(&a, 1) == NULL); /* full stays full: no holes */
  CHECK(a.used == 16);
  first[0] = second[0] = 'x';
  arena_reset(&a, 8);
  CHECK(!a.full && a.used == 8 && first[0] == 'x');
  CHECK(arena_take(&a, 8) == second && second[0] == 0); /* zeroed again */
  arena_close(&a);
  CHECK(a.base == NULL);
}
