#include <string.h>

#include "options.h"
#include "test.h"

static int parses(struct options *o, const char *text) {
  struct fail why = {{0}};
  int result = options_parse(o, text, &why);
  CHECK((result == 0) == (why.text[0] == '\0')); /* a refusal has a reason */
  return result == 0;
}

void test_options(void) {
  struct options o;
  CHECK(parses(&o, "cut,plan:/p,out:/o.hprof"));
  CHECK(strcmp(o.command, "cut") == 0 && strcmp(o.plan, "/p") == 0 && strcmp(o.out, "/o.hprof") == 0);
  CHECK(o.max_pause_ms == 500 && o.max_objects == -1 && o.frames == 2000 && o.hold_ms == 0 && o.walk == WALK_AUTO);
  CHECK(parses(&o, "cut,max-pause:7,max-objects:0,frames:3,hold:4,walk:wide,only:/s"));
  CHECK(o.max_pause_ms == 7 && o.max_objects == 0 && o.frames == 3 && o.hold_ms == 4 && o.walk == WALK_WIDE && strcmp(o.only, "/s") == 0);
  CHECK(parses(&o, "cut,out:/a%2Cb%25%20c:d"));
  CHECK(strcmp(o.out, "/a,b% c:d") == 0);
  CHECK(parses(&o, "registry,jar:/j,layouts:/l") && strcmp(o.jar, "/j") == 0 && strcmp(o.layouts, "/l") == 0);
  CHECK(parses(&o, "registry,jar:/j") && o.layouts[0] == '\0');
  CHECK(parses(&o, "release") && strcmp(o.command, "release") == 0);
  CHECK(!parses(&o, ""));
  CHECK(!parses(&o, ",plan:/p"));
  CHECK(!parses(&o, "cut,plan"));
  CHECK(!parses(&o, "cut,plan:relative"));
  CHECK(!parses(&o, "cut,plan:/p%"));
  CHECK(!parses(&o, "cut,plan:/p%0"));
  CHECK(!parses(&o, "cut,plan:/p%00x"));
  CHECK(!parses(&o, "cut,max-pause:-1"));
  CHECK(!parses(&o, "cut,max-pause:1e3"));
  CHECK(!parses(&o, "cut,max-pause:99999999999999999999"));
  CHECK(parses(&o, "cut") && o.suspend == SUSPEND_AUTO);
  CHECK(parses(&o, "cut,suspend:always") && o.suspend == SUSPEND_ALWAYS);
  CHECK(parses(&o, "cut,suspend:never") && o.suspend == SUSPEND_NEVER);
  CHECK(!parses(&o, "cut,suspend:maybe"));
  CHECK(!parses(&o, "cut,walk:deep"));
  CHECK(!parses(&o, "cut,colour:red"));
  CHECK(!parses(&o, "cut,"));
  char command[4];
  options_command("registry,x", command, sizeof command);
  CHECK(strcmp(command, "reg") == 0);
  options_command(NULL, command, sizeof command);
  CHECK(command[0] == '\0');
}
