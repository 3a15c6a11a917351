#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

// Written by a signal, so that a wait that begins just then ends too.
static int wake[2] = {-1, -1};
static volatile sig_atomic_t ending = 0;
static volatile sig_atomic_t grace = 0;

// Whether crm_spawn makes each program the leader of a group of its own.
extern int crm_spawns_groups;
// How long crm_wait waits, in milliseconds; 0 for ever.
extern int crm_child_limit;

static const int endings[] = {SIGHUP, SIGINT, SIGTERM};

// Only what may be called from a signal handler.

static void be_asked_to_end(int number) {
  int error = errno;
  if (!ending) {
    ending = number;
    struct itimerval time = {{0, 0}, {grace / 1000, grace % 1000 * 1000}};
    setitimer(ITIMER_REAL, &time, NULL);
  }
  ssize_t written = write(wake[1], "x", 1);
  (void)written;
  errno = error;
}

// Asks the programs that this thread has started, and theirs, to end too; nothing where the system does not say which.
static void end_children(void) {
#if defined(__linux__)
  char text[512];
  int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t count = read(file, text, sizeof text);
  close(file);
  pid_t child = 0;
  for (ssize_t place = 0; place < count; place++) {
    if (text[place] >= '0' && text[place] <= '9') {
      child = child * 10 + (text[place] - '0');
    } else {
      if (child > 1) kill(-child, SIGTERM);
      child = 0;
    }
  }
#endif
}

static void end_now(int number) {
  (void)number;
  end_children();
  _exit(128 + (int)ending);
}

int crm_server_begin(int milliseconds, int limit) {
  if (pipe(wake) != 0) return -1;
  for (int end = 0; end < 2; end++) {
    fcntl(wake[end], F_SETFD, FD_CLOEXEC);
    fcntl(wake[end], F_SETFL, O_NONBLOCK);
  }
  grace = milliseconds;
  // A program of ours and what it starts, such as the hooks of git, can then be reached together.
  crm_spawns_groups = 1;
  crm_child_limit = limit;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigset_t wanted;
  sigemptyset(&wanted);
  action.sa_handler = be_asked_to_end;
  for (size_t place = 0; place < sizeof endings / sizeof *endings; place++) {
    struct sigaction before;
    // nohup means that it is to live on.
    if (endings[place] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(endings[place], &action, NULL);
    sigaddset(&wanted, endings[place]);
  }
  action.sa_handler = end_now;
  sigaction(SIGALRM, &action, NULL);
  sigaddset(&wanted, SIGALRM);
  // Whoever started this process may have blocked them.
  return pthread_sigmask(SIG_UNBLOCK, &wanted, NULL) == 0 ? 0 : -1;
}

// What nobody has needed for so long goes back to the system, in milliseconds.
enum { rest = 500 };

int crm_server_wait(int milliseconds) {
  if (ending) return -1;
#if defined(__GLIBC__)
  if (milliseconds < 0) {
    int found = crm_server_wait(rest);
    if (found != 0) return found;
    malloc_trim(0);
  }
#endif
  struct pollfd ends[] = {{STDIN_FILENO, POLLIN, 0}, {wake[0], POLLIN, 0}};
  int count;
  do count = poll(ends, 2, milliseconds);
  while (count < 0 && errno == EINTR && !ending);
  if (ending) return -1;
  if (count < 0) return -2;
  return ends[0].revents ? 1 : 0;
}
