#include "states.h"

static int place_of(const struct states *s, int32_t field) {
  int i = 0;
  while (i < s->count && s->field[i] != field) i++;
  return i;
}

int states_know(const struct states *s, int32_t field, uint32_t *said) {
  int i = place_of(s, field);
  if (i == s->count || !s->believed[i]) return 0;
  *said = s->said[i];
  return 1;
}

void states_hear(struct states *s, int32_t field, uint32_t said) {
  int i = place_of(s, field);
  if (i == STATES) return;
  if (i == s->count) s->field[s->count++] = field;
  else s->believed[i] = s->said[i] == said;
  s->said[i] = said;
}
