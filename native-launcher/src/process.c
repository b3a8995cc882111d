#include "process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int read_line(const char *path, char *to, int size) {
  FILE *f = fopen(path, "re");
  to[0] = '\0';
  if (f == NULL) return -1;
  int result = fgets(to, size, f) == NULL ? -1 : 0;
  fclose(f);
  to[strcspn(to, "\n")] = '\0';
  return result;
}

int64_t process_uptime_millis(void) {
  char line[1024];
  if (read_line("/proc/self/stat", line, sizeof line) != 0) return 0;
  char *p = strrchr(line, ')'); /* the name before it may hold anything */
  for (int field = 2; p != NULL && field < 22; field++) p = strchr(p + 1, ' ');
  if (p == NULL) return 0;
  double ticks = strtod(p, NULL), hz = (double)sysconf(_SC_CLK_TCK);
  if (read_line("/proc/uptime", line, sizeof line) != 0 || hz <= 0) return 0;
  return (int64_t)((strtod(line, NULL) - ticks / hz) * 1000);
}

void process_collector(char *to, int size) {
  static const struct {
    const char *thread, *collector;
  } names[] = {{"G1 ", "G1"}, {"ZWorker", "ZGC"}, {"ZDirector", "ZGC"}, {"ZDriver", "ZGC"}, {"ZStat", "ZGC"}, {"XWorker", "ZGC"}, {"XDirector", "ZGC"}, {"Shenandoah", "Shenandoah"}};
  int parallel = 0, seen = 0;
  const char *found = NULL;
  DIR *tasks = opendir("/proc/self/task");
  for (struct dirent *d = tasks == NULL ? NULL : readdir(tasks); d != NULL && found == NULL; d = readdir(tasks)) {
    char path[300], name[64];
    snprintf(path, sizeof path, "/proc/self/task/%s/comm", d->d_name);
    if (d->d_name[0] == '.' || read_line(path, name, sizeof name) != 0) continue;
    seen++;
    parallel |= strncmp(name, "GC Thread#", 10) == 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
      if (strncmp(name, names[i].thread, strlen(names[i].thread)) == 0) found = names[i].collector;
  }
  if (tasks != NULL) closedir(tasks);
  snprintf(to, (size_t)size, "%s", found != NULL ? found : seen == 0 ? "" : parallel ? "Parallel" : "Serial");
}
