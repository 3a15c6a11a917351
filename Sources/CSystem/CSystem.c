#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/statfs.h>
#include <sys/syscall.h>
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#endif
#if defined(__APPLE__)
#include <sys/mount.h>
#include <sys/random.h>
#include <sys/sysctl.h>
#endif

int crm_renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned flags) {
#if defined(__linux__) && defined(SYS_renameat2)
  return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, flags);
#elif defined(__APPLE__) && defined(RENAME_SWAP)
  unsigned native = (flags & CRM_RENAME_NOREPLACE ? RENAME_EXCL : 0) | (flags & CRM_RENAME_EXCHANGE ? RENAME_SWAP : 0);
  return renameatx_np(old_folder, old_name, new_folder, new_name, native);
#else
  (void)old_folder, (void)old_name, (void)new_folder, (void)new_name, (void)flags;
  errno = ENOSYS;
  return -1;
#endif
}

int crm_syncfs(int descriptor) {
#if defined(__linux__) && defined(SYS_syncfs)
  int result;
  do result = (int)syscall(SYS_syncfs, descriptor);
  while (result != 0 && errno == EINTR);
  if (result == 0 || errno != ENOSYS) return result;
#endif
  (void)descriptor;
  sync();
  return 0;
}

int crm_fsync(int descriptor) {
  int result;
#if defined(__APPLE__)
  // Plain fsync only reaches the drive's cache there.
  do result = fcntl(descriptor, F_FULLFSYNC);
  while (result == -1 && errno == EINTR);
  if (result != -1) return 0;
#endif
  do result = fsync(descriptor);
  while (result != 0 && errno == EINTR);
  return result;
}

static int open_restarting(int folder, const char *path, int flags, mode_t mode) {
  int result;
  do result = openat(folder, path, flags, mode);
  while (result < 0 && errno == EINTR);
  return result;
}

// One component after the other, for systems without openat2.
static int open_by_walking(int folder, const char *path, int flags, mode_t mode) {
  char name[256];
  int current = folder;
  for (;;) {
    const char *slash = strchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : strlen(path);
    if (length >= sizeof name) {
      if (current != folder) close(current);
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(name, path, length);
    name[length] = 0;
    int wanted = slash ? O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC : flags | O_NOFOLLOW | O_CLOEXEC;
    int next = open_restarting(current, name, wanted, mode);
    int reason = errno;
    if (next < 0 && reason == ENOTDIR) {
      // O_DIRECTORY with O_NOFOLLOW reports a link as "not a directory".
      struct stat found;
      if (fstatat(current, name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(found.st_mode)) reason = ELOOP;
    }
    if (current != folder) close(current);
    if (next < 0 || !slash) {
      errno = reason;
      return next;
    }
    current = next;
    path = slash + 1;
  }
}

static int stays_beneath(const char *path) {
  for (;;) {
    const char *slash = strchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : strlen(path);
    if (length == 0 || (length == 1 && path[0] == '.') || (length == 2 && path[0] == '.' && path[1] == '.')) return 0;
    if (!slash) return 1;
    path = slash + 1;
  }
}

int crm_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  if (!stays_beneath(path)) {
    errno = EINVAL;
    return -1;
  }
  if (!strchr(path, '/') && !(flags & O_DIRECTORY))
    return open_restarting(folder, path, flags | O_NOFOLLOW | O_CLOEXEC, mode);
#if defined(__linux__)
  struct {
    uint64_t flags, mode, resolve;
  } how = {(uint64_t)(flags | O_CLOEXEC | O_NOFOLLOW), flags & O_CREAT ? mode : 0, 0x04 | 0x08};  // NO_SYMLINKS, BENEATH
  for (;;) {
    long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (result >= 0) return (int)result;
    if (errno == EINTR) continue;
    // Old kernels say ENOSYS and sandboxes say EPERM; EAGAIN means that a rename raced with the lookup.
    if (errno != ENOSYS && errno != EPERM && errno != EAGAIN) return -1;
    break;
  }
#endif
  return open_by_walking(folder, path, flags, mode);
}

int crm_getrandom(void *buffer, size_t count) {
#if defined(__APPLE__)
  arc4random_buf(buffer, count);
  return 0;
#else
  unsigned char *place = buffer;
#if defined(__linux__) && defined(SYS_getrandom)
  while (count > 0) {
    long got = syscall(SYS_getrandom, place, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    place += got;
    count -= (size_t)got;
  }
  if (count == 0) return 0;
#endif
  int source = open_restarting(AT_FDCWD, "/dev/urandom", O_RDONLY | O_CLOEXEC, 0);
  if (source < 0) return -1;
  while (count > 0) {
    ssize_t got = read(source, place, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      int reason = got < 0 ? errno : EIO;
      close(source);
      errno = reason;
      return -1;
    }
    place += got;
    count -= (size_t)got;
  }
  close(source);
  return 0;
#endif
}

int crm_kept_times(int file) {
#if defined(__APPLE__)
  struct statfs found;
  if (fstatfs(file, &found) != 0) return 0;
  return strcmp(found.f_fstypename, "apfs") == 0 || strcmp(found.f_fstypename, "hfs") == 0 ? 2 : 0;
#elif defined(__linux__)
  struct statfs found;
  if (fstatfs(file, &found) != 0) return 0;
  switch ((uint32_t)found.f_type) {
    case 0xef53u:      // ext2, ext3, ext4
    case 0x58465342u:  // XFS
    case 0x9123683eu:  // btrfs
    case 0xf2f52010u:  // F2FS
    case 0x2fc12fc1u:  // ZFS
    case 0xca451a4eu:  // bcachefs
    case 0x01021994u:  // tmpfs
      return 2;
    case 0x794c7630u:  // overlayfs
      return 1;
    default: return 0;
  }
#else
  (void)file;
  return 0;
#endif
}

int crm_boot(char *name, size_t count) {
  memset(name, 0, count);
#if defined(__APPLE__)
  size_t length = count - 1;
  if (sysctlbyname("kern.bootsessionuuid", name, &length, NULL, 0) != 0) return -1;
  return name[0] ? 0 : -1;
#elif defined(__linux__)
  int source = open_restarting(AT_FDCWD, "/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC, 0);
  if (source < 0) return -1;
  ssize_t got;
  do got = read(source, name, count - 1);
  while (got < 0 && errno == EINTR);
  close(source);
  return got > 0 ? 0 : -1;
#else
  errno = ENOSYS;
  return -1;
#endif
}

const void *crm_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count) {
  return memmem(bytes, count, wanted, wanted_count);
}

static inline uint64_t load64(const unsigned char *place) {
  uint64_t word;
  memcpy(&word, place, sizeof word);
  return word;
}

// Both halves of the product, so that every bit of either factor reaches every bit of the result.
static inline uint64_t fold_product(uint64_t a, uint64_t b) {
  __uint128_t product = (__uint128_t)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t crm_hash64(const void *bytes, size_t count, uint64_t seed) {
  // Fractional digits of square roots of primes: odd-looking, and nobody chose them.
  const uint64_t k0 = 0x6a09e667f3bcc909u, k1 = 0xbb67ae8584caa73bu, k2 = 0x3c6ef372fe94f82bu, k3 = 0xa54ff53a5f1d36f1u;
  const unsigned char *place = bytes;
  size_t left = count;
  uint64_t state = seed ^ k0;
  if (left >= 64) {
    // Four chains that do not wait for each other's multiplications.
    uint64_t a = state, b = state ^ k1, c = state ^ k2, d = state ^ k3;
    do {
      a = fold_product(load64(place) ^ k1, load64(place + 8) ^ a);
      b = fold_product(load64(place + 16) ^ k2, load64(place + 24) ^ b);
      c = fold_product(load64(place + 32) ^ k3, load64(place + 40) ^ c);
      d = fold_product(load64(place + 48) ^ k0, load64(place + 56) ^ d);
      place += 64;
      left -= 64;
    } while (left >= 64);
    state = fold_product(a ^ k2, b ^ k3) ^ fold_product(c ^ k0, d ^ k1);
  }
  while (left > 16) {
    state = fold_product(load64(place) ^ k1, load64(place + 8) ^ state);
    place += 16;
    left -= 16;
  }
  uint64_t first = 0, second = 0;
  if (left > 8) {
    first = load64(place);
    memcpy(&second, place + 8, left - 8);
  } else if (left > 0) {
    memcpy(&first, place, left);
  }
  state = fold_product(first ^ k2, second ^ state);
  return fold_product(state ^ k3, (uint64_t)count ^ k1);
}

int crm_give(int folder, const char *name, uint32_t owner, uint32_t group) {
  // Who may not give a file away may still pass it to another of their groups.
  if (fchownat(folder, name, (uid_t)owner, (gid_t)group, AT_SYMLINK_NOFOLLOW) == 0) return 0;
  return fchownat(folder, name, (uid_t)-1, (gid_t)group, AT_SYMLINK_NOFOLLOW);
}

int crm_status_of(int folder, const char *name, struct crm_status *result) {
  struct stat found;
  int failed = name ? fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) : fstat(folder, &found);
  if (failed) return -1;
  result->device = (uint64_t)found.st_dev;
  result->inode = (uint64_t)found.st_ino;
  result->links = (uint64_t)found.st_nlink;
  result->size = (int64_t)found.st_size;
#if defined(__APPLE__)
  result->modified = (int64_t)found.st_mtimespec.tv_sec * 1000000000 + found.st_mtimespec.tv_nsec;
  result->changed = (int64_t)found.st_ctimespec.tv_sec * 1000000000 + found.st_ctimespec.tv_nsec;
#else
  // Unsigned arithmetic: a hostile time stamp may wrap, but must not be undefined.
  result->modified = (int64_t)((uint64_t)found.st_mtim.tv_sec * 1000000000u + (uint64_t)found.st_mtim.tv_nsec);
  result->changed = (int64_t)((uint64_t)found.st_ctim.tv_sec * 1000000000u + (uint64_t)found.st_ctim.tv_nsec);
#endif
  result->mode = found.st_mode;
  result->owner = found.st_uid;
  result->group = found.st_gid;
  return 0;
}

const char *crm_entry_name(const struct dirent *entry) { return entry->d_name; }

int crm_entry_type(const struct dirent *entry) {
  switch (entry->d_type) {
    case DT_REG: return CRM_ENTRY_FILE;
    case DT_DIR: return CRM_ENTRY_FOLDER;
    case DT_LNK: return CRM_ENTRY_LINK;
    case DT_UNKNOWN: return CRM_ENTRY_UNKNOWN;
    default: return CRM_ENTRY_OTHER;
  }
}

int crm_anonymous_file(void) {
  int made = -1;
#if defined(__linux__) && defined(SYS_memfd_create)
  made = (int)syscall(SYS_memfd_create, "crm", 1u);  // MFD_CLOEXEC
#endif
  if (made < 0) {
    char name[] = "/tmp/crm-XXXXXX";
    made = mkstemp(name);
    if (made < 0) return -1;
    unlink(name);
    fcntl(made, F_SETFD, FD_CLOEXEC);
  }
  if (made > 2) return made;
  // A process started with a closed stdin would hand the child its own file under the wrong number.
  int moved = fcntl(made, F_DUPFD_CLOEXEC, 3);
  int reason = errno;
  close(made);
  errno = reason;
  return moved;
}

int crm_contains(const void *bytes, size_t count, const void *word, size_t word_count) {
  return memmem(bytes, count, word, word_count) != NULL;
}

int crm_pipe(int *ends) {
  int made[2];
  if (pipe(made) != 0) return -1;
  for (int i = 0; i < 2; i++) ends[i] = fcntl(made[i], F_DUPFD_CLOEXEC, 3);
  int reason = errno;
  for (int i = 0; i < 2; i++) close(made[i]);
  if (ends[0] >= 0 && ends[1] >= 0) return 0;
  for (int i = 0; i < 2; i++) if (ends[i] >= 0) close(ends[i]);
  errno = reason;
  return -1;
}

int crm_spawns_groups = 0;
int crm_child_limit = 0;

int crm_spawn(const char *path, char *const arguments[], char *const environment[], int in, int out, int err,
              pid_t *process) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t reset, none;
  int failed = posix_spawn_file_actions_init(&actions);
  if (failed) return failed;
  failed = posix_spawnattr_init(&attributes);
  if (failed) {
    posix_spawn_file_actions_destroy(&actions);
    return failed;
  }
  sigemptyset(&none);
  sigemptyset(&reset);
  const int signals[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaddset(&reset, signals[i]);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, in, 0);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, out, 1);
  if (!failed) failed = posix_spawn_file_actions_adddup2(&actions, err, 2);
  if (!failed) failed = posix_spawnattr_setsigdefault(&attributes, &reset);
  if (!failed) failed = posix_spawnattr_setsigmask(&attributes, &none);
  short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  if (crm_spawns_groups) flags |= POSIX_SPAWN_SETPGROUP;
  if (!failed) failed = posix_spawnattr_setpgroup(&attributes, 0);
  if (!failed) failed = posix_spawnattr_setflags(&attributes, flags);
  if (!failed) failed = posix_spawn(process, path, &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

static int64_t monotonic_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Waits up to so many milliseconds; 1 where the process has ended by then, 0 where not, -1 with errno.
static int wait_for(pid_t process, int *status, int64_t milliseconds) {
  int64_t deadline = monotonic_milliseconds() + milliseconds;
  // It ends within some milliseconds as a rule: looked for often at first, then less and less.
  struct timespec pause = {0, 200000};
  for (;;) {
    pid_t ended = waitpid(process, status, WNOHANG);
    if (ended == process) return 1;
    if (ended < 0 && errno != EINTR) return -1;
    if (monotonic_milliseconds() >= deadline) return 0;
    nanosleep(&pause, NULL);
    if (pause.tv_nsec < 20000000) pause.tv_nsec += pause.tv_nsec / 4;
  }
}

int crm_wait(pid_t process, int *status) {
  if (crm_child_limit <= 0) {
    pid_t ended;
    do ended = waitpid(process, status, 0);
    while (ended < 0 && errno == EINTR);
    return ended < 0 ? -1 : 0;
  }
  int found = wait_for(process, status, crm_child_limit);
  if (found == 0) {
    kill(crm_spawns_groups ? -process : process, SIGTERM);
    found = wait_for(process, status, 1000);
  }
  if (found == 0) {
    kill(crm_spawns_groups ? -process : process, SIGKILL);
    do found = waitpid(process, status, 0) == process ? 1 : -1;
    while (found < 0 && errno == EINTR);
  }
  return found < 0 ? -1 : 0;
}

_Static_assert(sizeof(sigset_t) <= 128, "the callers' tokens hold 128 bytes");

int crm_block_signals(void *token) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGINT);
  sigaddset(&blocked, SIGTERM);
  sigaddset(&blocked, SIGHUP);
  int failed = pthread_sigmask(SIG_BLOCK, &blocked, &before);
  memcpy(token, &before, sizeof before);
  if (failed) errno = failed;
  return failed ? -1 : 0;
}

int crm_restore_signals(const void *token) {
  sigset_t before;
  memcpy(&before, token, sizeof before);
  int failed = pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failed) errno = failed;
  return failed ? -1 : 0;
}

int crm_can_convert(const char *from, const char *to) {
  iconv_t converter = iconv_open(to, from);
  if (converter == (iconv_t)-1) return -1;
  iconv_close(converter);
  return 0;
}

int crm_convert(const char *from, const char *to, const uint8_t *bytes, size_t count, uint8_t **result,
                size_t *result_count, size_t *read) {
  *result = NULL;
  *result_count = *read = 0;
  iconv_t converter = iconv_open(to, from);
  if (converter == (iconv_t)-1) return -1;
  size_t capacity = count + count / 2 + 64;
  char *input = (char *)bytes;
  size_t left = count;
  int status = 0;
  char *output = malloc(capacity);
  size_t used = 0;
  int is_flushing = 0;
  while (output) {
    char *place = output + used;
    size_t room = capacity - used;
    size_t done = is_flushing ? iconv(converter, NULL, NULL, &place, &room)
                              : iconv(converter, &input, &left, &place, &room);
    used = capacity - room;
    if (done != (size_t)-1) {
      if (is_flushing) break;
      is_flushing = 1;
      continue;
    }
    if (errno != E2BIG) {
      status = -1;
      break;
    }
    capacity *= 2;
    char *larger = realloc(output, capacity);
    if (!larger) free(output);
    output = larger;
  }
  iconv_close(converter);
  *result = (uint8_t *)output;
  *result_count = output ? used : 0;
  *read = count - left;
  return output ? status : -1;
}

void crm_free(void *memory) { free(memory); }

int crm_usable_cores(void) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
#if defined(__linux__)
  // A machine of more cores than the set can hold fails here, and counts as a whole.
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) cores = CPU_COUNT(&set);
#endif
  return cores < 1 ? 1 : (int)(cores > 1024 ? 1024 : cores);
}

struct crm_start {
  void (*body)(void *);
  void *context;
};

static void *crm_run(void *given) {
  struct crm_start start = *(struct crm_start *)given;
  free(given);
  start.body(start.context);
  return NULL;
}

int crm_start_thread(void (*body)(void *), void *context) {
  struct crm_start *start = malloc(sizeof *start);
  if (!start) return ENOMEM;
  start->body = body;
  start->context = context;
  pthread_attr_t attributes;
  int failed = pthread_attr_init(&attributes);
  if (failed) {
    free(start);
    return failed;
  }
  // Some systems give threads far less than this, and readers of nested files need room.
  pthread_attr_setstacksize(&attributes, 2 << 20);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // A signal is for the thread that knows whether it may be interrupted.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_t thread;
  failed = pthread_create(&thread, &attributes, crm_run, start);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (failed) free(start);
  return failed;
}

void crm_monitor_make(struct crm_monitor *monitor) {
  pthread_mutex_init(&monitor->lock, NULL);
  pthread_cond_init(&monitor->changed, NULL);
}

void crm_monitor_destroy(struct crm_monitor *monitor) {
  pthread_cond_destroy(&monitor->changed);
  pthread_mutex_destroy(&monitor->lock);
}

void crm_monitor_lock(struct crm_monitor *monitor) { pthread_mutex_lock(&monitor->lock); }
void crm_monitor_unlock(struct crm_monitor *monitor) { pthread_mutex_unlock(&monitor->lock); }
void crm_monitor_wait(struct crm_monitor *monitor) { pthread_cond_wait(&monitor->changed, &monitor->lock); }
void crm_monitor_wake(struct crm_monitor *monitor) { pthread_cond_broadcast(&monitor->changed); }
