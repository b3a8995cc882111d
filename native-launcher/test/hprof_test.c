#include "hprof.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

void test_hprof(void) {
  char path[] = "/tmp/hprof-test-XXXXXX";
  int fd = mkstemp(path);
  struct hprof h;
  struct fail why = {{0}};
  uint8_t read_back[128];
  unlink(path);
  hprof_open(&h, fd, 0x0102030405060708u);
  hprof_begin(&h, HPROF_STRING);
  put_u8(&h, 7);
  put_bytes(&h, "ab", 2);
  hprof_end(&h);
  hprof_begin(&h, HPROF_PEEPS);
  put_text(&h, NULL);
  put_text(&h, "x");
  hprof_end(&h);
  CHECK(hprof_close(&h, path, &why) == 0);
  static const uint8_t expected[] = "JAVA PROFILE 1.0.2\0\0\0\0\x08\1\2\3\4\5\6\7\x08"
                                    "\1\0\0\0\0\0\0\0\x0a\0\0\0\0\0\0\0\7ab"
                                    "\x50\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0\1x";
  CHECK(pread(fd, read_back, sizeof read_back, 0) == (ssize_t)sizeof expected - 1);
  CHECK(memcmp(read_back, expected, sizeof expected - 1) == 0);
  close(fd);

  fd = open("/dev/full", O_WRONLY);
  hprof_open(&h, fd, 0);
  for (int i = 0; i < 3; i++) { /* large records, so that some leave before the end */
    hprof_begin(&h, HPROF_SEGMENT);
    for (int n = 0; n < 300000; n++) put_u8(&h, 1);
    hprof_end(&h);
  }
  CHECK(hprof_close(&h, "/dev/full", &why) != 0);
  CHECK(strstr(why.text, "No space") != NULL);
  close(fd);

  CHECK(hprof_size('J') == 8 && hprof_size('L') == 8 && hprof_size('Z') == 1 && hprof_type('[') == 2 && hprof_type('I') == 10);
}
