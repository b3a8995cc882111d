/*
 * The PEEPS records of a cut: what HPROF has no record for (docs/cut-format.md).
 */
#ifndef PEEPS_RECORDS_H
#define PEEPS_RECORDS_H

#include "cut.h"
#include "edges.h"
#include "hprof.h"

void records_version(struct hprof *h);
void records_info(struct hprof *h, struct cut *cut);
void records_classes(struct hprof *h, const struct cut *cut);
void records_threads(struct hprof *h, const struct cut *cut);
void records_monitors(struct hprof *h, const struct cut *cut);
void records_cpu(struct hprof *h, const struct cut *cut);
void records_refers(struct hprof *h, const struct cut *cut, const struct edges *edges);
void records_objects(struct hprof *h, const struct cut *cut, const struct edges *edges);
void records_notices(struct hprof *h, const struct cut *cut);

#endif
