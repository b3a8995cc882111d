#include <string.h>

#include "plan.h"
#include "test.h"

static int parses(struct plan *p, const char *text) {
  struct fail why = {{0}};
  int result = plan_parse(p, text, strlen(text), "test", &why);
  CHECK((result == 0) == (why.text[0] == '\0'));
  if (result != 0) plan_free(p);
  return result == 0;
}

void test_plan(void) {
  struct plan p;
  CHECK(parses(&p, "peeps-plan 1\n# a comment\n\nclass a.B$C narrow-only by-field budget:7\nfield x point task\nstatic y prim\n"
                   "settled x unless y\nkeep x y\nclass D\nmethod a.B.run\nend\nignored"));
  CHECK(p.class_count == 2 && p.method_count == 1);
  CHECK(strcmp(p.classes[0].name, "a/B$C") == 0 && p.classes[0].flags == (PLAN_NARROW_ONLY | PLAN_BY_FIELD) && p.classes[0].budget == 7);
  CHECK(p.classes[0].field_count == 2 && p.classes[0].fields[0].modes == (MODE_POINT | MODE_TASK));
  CHECK(p.classes[0].fields[1].modes == MODE_PRIM);
  CHECK(strcmp(p.classes[0].settled, "x") == 0 && strcmp(p.classes[0].unless, "y") == 0 && p.classes[0].keep_count == 2);
  CHECK(p.classes[1].budget == -1 && p.classes[1].field_count == 0);
  CHECK(strcmp(p.methods[0].class_name, "a/B") == 0 && strcmp(p.methods[0].method, "run") == 0);
  plan_free(&p);
  CHECK(!parses(&p, ""));
  CHECK(!parses(&p, "peeps-plan 2\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclass A\n")); /* cut off */
  CHECK(!parses(&p, "peeps-plan 1\nfield x prim\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclass A\nfield x\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclass A\nfield x sideways\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclass A budget:many\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclass A\nsettled x when y\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nmethod run\nend\n"));
  CHECK(!parses(&p, "peeps-plan 1\nclazz A\nend\n"));
  struct fail why = {{0}};
  CHECK(plan_parse(&p, "peeps-plan 1\nclass A\nfoo\nend\n", 29, "x.plan", &why) != 0);
  CHECK(strstr(why.text, "x.plan, line 3") != NULL);
  plan_free(&p);
  char many[20000] = "peeps-plan 1\nclass A\n";
  for (int i = 0; i < 1000; i++) strcat(many, "field x prim\n");
  strcat(many, "end\n");
  CHECK(parses(&p, many) && p.classes[0].field_count == 1000);
  plan_free(&p);
}
