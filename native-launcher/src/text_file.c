#include "text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BYTES_MAX ((size_t)8 << 20)
#define FIRST_SIZE ((size_t)64 << 10)

char *text_file_read(const char *path, unsigned long *total, struct fail *why) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0) {
    fail(why, "cannot open %s: %s", path, strerror(errno));
    return NULL;
  }
  size_t length = 0, size = FIRST_SIZE;
  char *text = malloc(size);
  ssize_t n = text == NULL ? -1 : 1;
  while (n > 0 && length < BYTES_MAX) {
    if (length + 1 == size) {
      char *more = realloc(text, size * 2);
      if (more == NULL) {
        errno = ENOMEM;
        n = -1;
        break;
      }
      text = more;
      size *= 2;
    }
    n = read(fd, text + length, size - length - 1);
    if (n > 0) length += (size_t)n;
  }
  if (n < 0) fail(why, "cannot read %s: %s", path, text == NULL ? "out of memory" : strerror(errno));
  else if (n > 0) fail(why, "%s is longer than %zu bytes", path, BYTES_MAX);
  close(fd);
  if (n != 0) {
    free(text);
    return NULL;
  }
  text[length] = '\0';
  *total = length;
  return text;
}
