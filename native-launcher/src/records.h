/*
 * The PEEPS records of a cut: what HPROF has no record for (docs/cut-format.md).
 */
#ifndef PEEPS_RECORDS_H
#define PEEPS_RECORDS_H

#include "cut.h"
#include "edges.h"
#include "hprof.h"

enum record_type {
  RECORD_VERSION = 1,
  RECORD_INFO,
  RECORD_THREAD,
  RECORD_MONITOR,
  RECORD_CLASS_INIT,
  RECORD_INCOMPLETE,
  RECORD_SETTLED,
  RECORD_NOTICE,
  RECORD_ARRAY_LENGTH,
  RECORD_IDENTITY_HASH,
  RECORD_CLASS,
  RECORD_CPU,
  RECORD_REFERS,
  RECORD_REACH,
  RECORD_STUCK,
  RECORD_STUCK_HOLDERS,
  RECORD_QUEUED,
  RECORD_STUCK_FIRST,
  RECORD_SYSTEM_THREADS,
  RECORD_STATIC_FIELDS,
  RECORD_INPUT_READERS,
  RECORD_PENDING
};

/* Starts a record of one of these types; hprof_end ends it. */
void records_begin(struct hprof *h, int type);

void records_version(struct hprof *h);
void records_info(struct hprof *h, struct cut *cut);
/* How many threads there are, of all kinds: an INFO of its own, before the one that counts. */
void records_ahead(struct hprof *h, const struct cut *cut);
void records_classes(struct hprof *h, const struct cut *cut);
void records_threads(struct hprof *h, const struct cut *cut);
void records_monitors(struct hprof *h, const struct cut *cut);
void records_cpu(struct hprof *h, const struct cut *cut);
void records_refers(struct hprof *h, const struct cut *cut, const struct edges *edges);
/* Whether object n may lack fields or elements. Complete: it was entered, as much was asked of it then as in the end, and all of that was
 * recorded. What is recorded by its class alone has no fields that could be misread; arrays have a length, so theirs count. */
int records_incomplete(const struct cut *cut, uint32_t n);

void records_objects(struct hprof *h, const struct cut *cut, const struct edges *edges);
void records_notices(struct hprof *h, const struct cut *cut);

#endif
