#include "CSystem.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static sigset_t mask_before;
static volatile sig_atomic_t is_open = 0;
static const char *volatile goodbye = NULL;

static const int endings[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};

// Only what may be called from a signal handler.
static void restore(void) {
  if (!is_open) return;
  is_open = 0;
  if (goodbye) {
    ssize_t written = write(STDOUT_FILENO, goodbye, strlen(goodbye));
    (void)written;
  }
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
}

static void end_by_signal(int number) {
  int error = errno;
  restore();
  signal(number, SIG_DFL);
  raise(number);
  errno = error;
}

static void be_interrupted(int number) { (void)number; }

int crm_terminal_open(const char *farewell) {
  if (tcgetattr(STDIN_FILENO, &before) != 0) return -1;
  struct termios raw = before;
  raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
  raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
  raw.c_cflag |= CS8;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  // Interrupts a wait, and restarts what else it meets.
  action.sa_handler = be_interrupted;
  action.sa_flags = SA_RESTART;
  sigaction(SIGWINCH, &action, NULL);
  action.sa_handler = end_by_signal;
  for (size_t place = 0; place < sizeof endings / sizeof *endings; place++) sigaction(endings[place], &action, NULL);
  // Whoever started this process may have blocked them.
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGWINCH);
  for (size_t place = 0; place < sizeof endings / sizeof *endings; place++) sigaddset(&wanted, endings[place]);
  pthread_sigmask(SIG_UNBLOCK, &wanted, &mask_before);
  goodbye = farewell;
  is_open = 1;
  if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) != 0) {
    is_open = 0;
    return -1;
  }
  return 0;
}

void crm_terminal_close(void) {
  restore();
  for (size_t place = 0; place < sizeof endings / sizeof *endings; place++) signal(endings[place], SIG_DFL);
  signal(SIGWINCH, SIG_DFL);
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
}

int crm_terminal_wait(int milliseconds) {
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  int count = poll(&input, 1, milliseconds);
  if (count < 0) return errno == EINTR ? 0 : -1;
  if (count == 0) return 0;
  return input.revents & POLLIN ? 1 : -1;
}

int crm_terminal_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}
