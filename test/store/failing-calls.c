/*
 * Makes one call fail that writes or flushes a file: the call number FAIL_AT, with the error
 * FAIL_WITH, of those for a file whose path ends in FAIL_FILE, counted from when the file FAIL_FROM
 * is there. Each call is noted in FAIL_LOG. To be preloaded.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int calls;

static int fails(int fd, const char *name) {
  const char *end = getenv("FAIL_FILE");
  char link[64], path[4096];
  ssize_t length;
  FILE *log;
  int is_it;
  if (end == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink(link, path, sizeof path - 1);
  if (length < (ssize_t)strlen(end)) return 0;
  path[length] = 0;
  if (strcmp(path + length - strlen(end), end) != 0) return 0;
  if (access(getenv("FAIL_FROM"), F_OK) != 0) return 0;
  is_it = ++calls == atoi(getenv("FAIL_AT"));
  log = fopen(getenv("FAIL_LOG"), "a");
  if (log != NULL) {
    fprintf(log, "%s%s\n", name, is_it ? " failed" : "");
    fclose(log);
  }
  if (is_it) errno = atoi(getenv("FAIL_WITH"));
  return is_it;
}

#define REAL(name)                                 \
  static __typeof__(name) *real = NULL;            \
  if (real == NULL) real = dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  REAL(pwrite64);
  return fails(fd, "pwrite") ? -1 : real(fd, bytes, count, at);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  return fails(fd, "writev") ? -1 : real(fd, parts, count);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return fails(fd, "fdatasync") ? -1 : real(fd);
}

int fsync(int fd) {
  REAL(fsync);
  return fails(fd, "fsync") ? -1 : real(fd);
}
