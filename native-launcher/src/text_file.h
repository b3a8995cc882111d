/*
 * A small text file of the command's, whole.
 */
#ifndef PEEPS_TEXT_FILE_H
#define PEEPS_TEXT_FILE_H

#include "fail.h"

/* Its text and how long it is (it may have zero bytes), to be freed; NULL with the reason when it cannot be read or is longer than 8 MB. */
char *text_file_read(const char *path, unsigned long *length, struct fail *why);

#endif
