/*
 * What stuck workers of a pool have not in a frame but through other objects, of what nobody has who runs: it comes when their pool goes on. One walk from the
 * frames of each of them, which ends at what those have who run; so it is short, but for the pass that old JDKs close it with. Of other threads
 * only what stands in a frame is told: those that share an object would all have what any of them waits for.
 */
#include <stdlib.h>
#include <string.h>

#include "reach.h"

#define BEHIND_MAX 8 /* each is a pause */

struct behind {
  struct reach *r;
  uint16_t *state; /* as the search left it: what one of them has the next may have, too */
  uint8_t *classes_met;
  uint8_t *chosen;
  jlong threads[BEHIND_MAX];
  uint32_t count;
};

static int waits_for(const struct suspects *s, const struct wait *w, jlong object) {
  for (uint32_t t = w->first; t < w->first + w->count; t++)
    if (s->targets[t] == object) return 1;
  return 0;
}

/* Whether there is anything that it could have and does not wait for itself. */
static int may_tell(const struct reach *r, const struct wait *w) {
  for (uint32_t i = 0; i < r->suspects->asked_count; i++)
    if (r->level[i] == REACH_NOT && !waits_for(r->suspects, w, r->suspects->asked[i])) return 1;
  return 0;
}

/* The frames of a virtual one come with its object: it is left out. */
static void choose(struct behind *b, const struct wait *w) {
  const uint16_t *s = reach_state_of(b->r, w->thread);
  if (b->count == BEHIND_MAX || s == NULL || reach_is_virtual(b->r, w->thread) || (*s & (REACH_STUCK_BEFORE | REACH_WAITS)) != (REACH_STUCK_BEFORE | REACH_WAITS) || b->chosen[w->thread - OBJECT_BASE]) return;
  if (!may_tell(b->r, w)) return;
  b->chosen[w->thread - OBJECT_BASE] = 1;
  b->threads[b->count++] = w->thread;
}

static void choose_all(struct behind *b) {
  const struct suspects *s = b->r->suspects;
  for (uint32_t f = 0; f < s->feed_count; f++)
    for (uint32_t t = s->feeds[f].first; t < s->feeds[f].first + s->feeds[f].count; t++) {
      const struct wait *w = suspects_wait_of(s, s->targets[t]);
      if (w != NULL) choose(b, w);
    }
}

static void restore(const struct behind *b) {
  memcpy(b->r->state, b->state, b->r->cut->objects.count * sizeof *b->state);
  memcpy(b->r->classes_met, b->classes_met, b->r->class_count);
}

/* 1 when it was followed to the end. */
static int look(const struct behind *b, jlong thread, struct fail *why) {
  struct reach *r = b->r;
  uint16_t *s = reach_state_of(r, thread);
  *s = (uint16_t)((*s & ~REACH_STUCK) | REACH_WOKEN);
  if (reach_walk_woken(r, why) != 0) return -1;
  if (r->aborted) return 0;
  for (uint32_t i = 0; i < r->suspects->asked_count; i++) {
    const uint16_t *asked = reach_state_of(r, r->suspects->asked[i]);
    struct reach_holder *h = r->level[i] != REACH_NOT || !(*asked & REACH_MET) ? NULL : arena_take(&r->holders, sizeof *h);
    if (h == NULL) continue;
    h->thread = thread;
    h->object = r->suspects->asked[i];
  }
  return 1;
}

static int look_at_all(struct behind *b, struct fail *why) {
  int result = 1;
  choose_all(b);
  for (uint32_t i = 0; i < b->count && result == 1; i++) {
    /* A walk that is stopped tells nothing, and what fields hold is still to be looked for. */
    result = reach_left(b->r) > b->r->longest ? look(b, b->threads[i], why) : 0;
    restore(b);
  }
  return result < 0 ? -1 : 0;
}

int reach_behind(struct reach *r, struct fail *why) {
  size_t objects = r->cut->objects.count;
  struct behind b = {.r = r, .state = malloc((objects + 1) * sizeof *b.state), .classes_met = malloc((size_t)r->class_count + 1), .chosen = calloc(objects + 1, 1)};
  int result = b.state == NULL || b.classes_met == NULL || b.chosen == NULL ? fail(why, "out of memory during the search") : 0;
  if (result == 0) {
    memcpy(b.state, r->state, objects * sizeof *b.state);
    memcpy(b.classes_met, r->classes_met, r->class_count);
    enum reach_level sought = r->sought;
    r->thorough = 0;
    r->sought = REACH_NOT;
    result = look_at_all(&b, why);
    r->sought = sought;
  }
  free(b.state);
  free(b.classes_met);
  free(b.chosen);
  return result;
}
