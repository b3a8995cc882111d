#include "bytecode.h"

#include <string.h>

enum { GETSTATIC = 0xB2, PUTSTATIC = 0xB3, INVOKESTATIC = 0xB8, NEW = 0xBB };
enum { UTF8 = 1, INTEGER = 3, FLOAT, LONG, DOUBLE, CLASS, STRING, FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, HANDLE = 15, TYPE, DYNAMIC, INVOKE_DYNAMIC, MODULE, PACKAGE };

static int u2(const unsigned char *p) { return p[0] << 8 | p[1]; }

/* The bytes of an entry of the constant pool; 0 for what is not known. */
static int entry_size(const unsigned char *p, const unsigned char *end) {
  switch (p[0]) {
    case UTF8: return end - p < 3 ? 0 : 3 + u2(p + 1);
    case INTEGER: case FLOAT: case FIELD: case METHOD: case INTERFACE_METHOD: case NAME_AND_TYPE: case DYNAMIC: case INVOKE_DYNAMIC: return 5;
    case LONG: case DOUBLE: return 9;
    case CLASS: case STRING: case TYPE: case MODULE: case PACKAGE: return 3;
    case HANDLE: return 4;
    default: return 0;
  }
}

/* The entry of that index, complete within the pool; NULL when there is none. */
static const unsigned char *entry(const unsigned char *pool, int length, int count, int index) {
  const unsigned char *p = pool, *end = pool + length;
  for (int i = 1; i < count && p < end; i++) {
    int size = entry_size(p, end);
    if (size == 0 || end - p < size) return NULL;
    if (i == index) return p;
    if (p[0] == LONG || p[0] == DOUBLE) i++; /* these take two indexes */
    p += size;
  }
  return NULL;
}

int bytecode_class_in(const unsigned char *code, int code_length, long at, const unsigned char *pool, int pool_length, int count, char *name,
                      int size) {
  if (at < 0 || at + 2 >= code_length) return 0;
  int op = code[at];
  if (op != GETSTATIC && op != PUTSTATIC && op != INVOKESTATIC && op != NEW) return 0;
  const unsigned char *e = entry(pool, pool_length, count, u2(code + at + 1));
  if (e != NULL && (e[0] == FIELD || e[0] == METHOD || e[0] == INTERFACE_METHOD)) e = entry(pool, pool_length, count, u2(e + 1));
  if (e == NULL || e[0] != CLASS) return 0;
  e = entry(pool, pool_length, count, u2(e + 1));
  if (e == NULL || e[0] != UTF8 || u2(e + 1) >= size) return 0;
  memcpy(name, e + 3, (size_t)u2(e + 1));
  name[u2(e + 1)] = '\0';
  return 1;
}

int bytecode_class(struct jvm *j, jmethodID method, jlocation location, char *name, int size) {
  unsigned char *code = NULL, *pool = NULL;
  jint code_length = 0, count = 0, pool_length = 0;
  jclass k = NULL;
  int found = 0;
  if (!j->can_bytecodes || (*j->ti)->GetMethodDeclaringClass(j->ti, method, &k) != JVMTI_ERROR_NONE) return 0;
  if ((*j->ti)->GetBytecodes(j->ti, method, &code_length, &code) == JVMTI_ERROR_NONE &&
      (*j->ti)->GetConstantPool(j->ti, k, &count, &pool_length, &pool) == JVMTI_ERROR_NONE)
    found = bytecode_class_in(code, code_length, (long)location, pool, pool_length, count, name, size);
  jvm_free(j, code);
  jvm_free(j, pool);
  (*j->jni)->DeleteLocalRef(j->jni, k);
  return found;
}
