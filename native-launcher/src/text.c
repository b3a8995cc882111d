#include "text.h"

#include <stdlib.h>

#define TEXT_MAX 256

char *utf8_of(const jchar *chars, int length) {
  char *to = malloc((size_t)length * 3 + 1), *p = to;
  if (to == NULL) return NULL;
  for (int i = 0; i < length; i++) {
    uint32_t c = chars[i];
    if (c >= 0xD800 && c < 0xE000) {
      if (c < 0xDC00 && i + 1 < length && chars[i + 1] >= 0xDC00 && chars[i + 1] < 0xE000) c = 0x10000 + ((c - 0xD800) << 10) + (chars[++i] - 0xDC00u);
      else c = 0xFFFD;
    }
    if (c == 0) c = 0xFFFD; /* the text is handled as a C string from here on */
    if (c < 0x80) *p++ = (char)c;
    else if (c < 0x800) *p++ = (char)(0xC0 | c >> 6), *p++ = (char)(0x80 | (c & 63));
    else if (c < 0x10000) *p++ = (char)(0xE0 | c >> 12), *p++ = (char)(0x80 | (c >> 6 & 63)), *p++ = (char)(0x80 | (c & 63));
    else *p++ = (char)(0xF0 | c >> 18), *p++ = (char)(0x80 | (c >> 12 & 63)), *p++ = (char)(0x80 | (c >> 6 & 63)), *p++ = (char)(0x80 | (c & 63));
  }
  *p = '\0';
  return to;
}

char *text_of(struct jvm *j, jstring string) {
  jchar chars[TEXT_MAX];
  if (string == NULL) return NULL;
  jint length = (*j->jni)->GetStringLength(j->jni, string);
  if (length > TEXT_MAX) length = TEXT_MAX;
  (*j->jni)->GetStringRegion(j->jni, string, 0, length, chars);
  return jvm_threw(j) ? NULL : utf8_of(chars, length);
}
