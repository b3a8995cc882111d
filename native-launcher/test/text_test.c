#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static int becomes(const jchar *chars, int length, const char *expected) {
  char *text = utf8_of(chars, length);
  int same = text != NULL && strcmp(text, expected) == 0;
  free(text);
  return same;
}

void test_text(void) {
  CHECK(becomes((const jchar[]){'a', 0xE9, 0x4E2D}, 3, "a\xC3\xA9\xE4\xB8\xAD"));
  CHECK(becomes((const jchar[]){0xD83D, 0xDE00}, 2, "\xF0\x9F\x98\x80"));
  CHECK(becomes((const jchar[]){0xD83D}, 1, "\xEF\xBF\xBD")); /* half a pair, as a cut string may end */
  CHECK(becomes((const jchar[]){0xDE00, 'x'}, 2, "\xEF\xBF\xBDx"));
  CHECK(becomes((const jchar[]){0, 'x'}, 2, "\xEF\xBF\xBDx"));
  CHECK(becomes(NULL, 0, ""));
}
