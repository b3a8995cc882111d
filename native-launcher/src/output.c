#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int output_create(const char *path, struct fail *why) {
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0) return fail(why, "cannot create %s: %s", path, strerror(errno));
  /* The umask of the target is not ours: it must not widen the mode, and it may have narrowed it. */
  if (fchmod(fd, 0600) != 0) {
    fail(why, "cannot protect %s: %s", path, strerror(errno));
    close(fd);
    unlink(path);
    return -1;
  }
  return fd;
}

void output_explain(int fd, const char *path, const char *reason) {
  static const char start[] = "peeps-error: ";
  int failed = ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) < 0 || write(fd, start, sizeof start - 1) < 0 ||
               write(fd, reason, strlen(reason)) < 0 || write(fd, "\n", 1) != 1;
  failed |= close(fd) != 0;
  if (failed) unlink(path); /* the disk does not even hold one line: half a file would mislead */
}

int output_finish(int fd, const char *path, int result, struct fail *why) {
  if (result != 0) {
    output_explain(fd, path, why->text);
  } else if (close(fd) != 0) {
    fail(why, "cannot write %s: %s", path, strerror(errno));
    unlink(path);
    result = -1;
  }
  return result;
}
