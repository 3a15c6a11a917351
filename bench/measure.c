// Runs commands in turn and prints what each run took. It is small so that neither its fork nor its memory counts.
//
//     measure ROUNDS SECONDS SPINNERS <PLAN
//
// A line of the plan is a word and a text: `case STATUS` begins a command and says how it ends; `in FOLDER`,
// `set NAME=VALUE`, `arg TEXT` (the first is the program's path) and `before SHELL`, which runs ahead of each run and
// is not measured. In a text of the last two every {run} becomes the number of the run. Every round runs each command
// once, and once more while SPINNERS children of this program do nothing but spin, pinned to no core; two rounds ahead
// only warm up. A command that took more than SECONDS is content with fewer rounds.
//
// Prints `run CASE BUSY NANOSECONDS MICROSECONDS KIBIBYTES` (wall, processor, peak of resident memory; BUSY is 1 beside
// spinners), or `failed CASE STATUS` and what the command said, each line behind a `|`; it does not run again then.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CASES = 96, TEXTS = 32, SPINNERS = 64, WARM_UPS = 2 };

struct command {
  char *folder, *before, *arguments[TEXTS + 1], *variables[TEXTS];
  int status, arguments_count, variables_count, runs, measured[2], has_failed;
  double spent;
};

static struct command commands[CASES];
static int count, errors, nothing, spinners_count;
static pid_t spinners[SPINNERS];

static void fail(const char *what) {
  fprintf(stderr, "measure: %s\n", what);
  exit(2);
}

static void read_plan(void) {
  char *line = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline(&line, &room, stdin)) > 0;) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    char *space = strchr(line, ' ');
    if (space == NULL) fail("a line without a text");
    *space = 0;
    char *text = strdup(space + 1);
    if (strcmp(line, "case") == 0 && count < CASES) {
      commands[count++].status = atoi(text);
      continue;
    }
    if (count == 0) fail("no case begun, or too many");
    struct command *command = &commands[count - 1];
    if (strcmp(line, "in") == 0) {
      command->folder = text;
    } else if (strcmp(line, "before") == 0) {
      command->before = text;
    } else if (strcmp(line, "arg") == 0 && command->arguments_count < TEXTS) {
      command->arguments[command->arguments_count++] = text;
    } else if (strcmp(line, "set") == 0 && command->variables_count < TEXTS) {
      command->variables[command->variables_count++] = text;
    } else {
      fail("a word it does not know, or too many of one");
    }
  }
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static char *with_run(const char *text, int run) {
  char number[16], *result = strdup(text);
  snprintf(number, sizeof number, "%d", run);
  for (char *place; result != NULL && (place = strstr(result, "{run}")) != NULL;) {
    size_t size = strlen(result) + sizeof number;
    char *longer = malloc(size);
    if (longer == NULL) fail("no memory");
    snprintf(longer, size, "%.*s%s%s", (int)(place - result), result, number, place + 5);
    free(result);
    result = longer;
  }
  if (result == NULL) fail("no memory");
  return result;
}

// Keeps a core busy until it is stopped, or until the program that measures is gone.
static void spin(pid_t parent) {
  for (volatile unsigned turns = 1;; turns++) {
    if (turns % (1u << 24) == 0 && getppid() != parent) _exit(0);
  }
}

static void start_spinners(int wanted) {
  pid_t parent = getpid();
  for (; spinners_count < wanted; spinners_count++) {
    pid_t child = fork();
    if (child < 0) fail("cannot fork");
    if (child == 0) spin(parent);
    spinners[spinners_count] = child;
  }
  // Until the system has given each a core.
  struct timespec moment = {0, 20000000};
  nanosleep(&moment, NULL);
}

static void stop_spinners(void) {
  for (; spinners_count > 0; spinners_count--) {
    pid_t child = spinners[spinners_count - 1];
    if (kill(child, SIGKILL) != 0 || waitpid(child, NULL, 0) != child) fail("cannot stop a spinner");
  }
}

// The child's status as a shell would tell it; `arguments` run in the command's folder with its variables.
static int run(const struct command *command, char **arguments, struct rusage *usage) {
  if (ftruncate(errors, 0) != 0) fail("cannot empty the file of errors");
  pid_t child = fork();
  if (child < 0) fail("cannot fork");
  if (child == 0) {
    for (int number = 0; number < command->variables_count; number++) putenv(command->variables[number]);
    if (dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(errors, 2) < 0) _exit(126);
    if (command->folder != NULL && chdir(command->folder) != 0) _exit(126);
    execv(arguments[0], arguments);
    perror(arguments[0]);
    _exit(127);
  }
  int status;
  if (wait4(child, &status, 0, usage) != child) fail("cannot wait");
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void tell_failure(struct command *command, int status) {
  command->has_failed = 1;
  printf("failed %d %d\n", (int)(command - commands), status);
  char text[4096];
  ssize_t size = pread(errors, text, sizeof text - 1, 0);
  text[size < 0 ? 0 : size] = 0;
  for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) printf("|%s\n", line);
}

static void measure(struct command *command, int is_measured, int is_busy) {
  struct rusage usage;
  double begin = now();
  if (command->before != NULL) {
    char *shell[] = {"/bin/sh", "-c", with_run(command->before, command->runs), NULL};
    int status = run(command, shell, &usage);
    if (status != 0) {
      tell_failure(command, status);
      return;
    }
  }
  char *arguments[TEXTS + 1] = {NULL};
  for (int number = 0; number < command->arguments_count; number++) {
    arguments[number] = with_run(command->arguments[number], command->runs);
  }
  command->runs++;
  double start = now();
  int status = run(command, arguments, &usage);
  double end = now();
  command->spent += (end - begin) / 1e9;
  if (status != command->status) {
    tell_failure(command, status);
    return;
  }
  if (!is_measured) return;
  command->measured[is_busy]++;
  long micros = usage.ru_utime.tv_sec * 1000000L + usage.ru_utime.tv_usec;
  micros += usage.ru_stime.tv_sec * 1000000L + usage.ru_stime.tv_usec;
#ifdef __APPLE__
  long kibibytes = usage.ru_maxrss / 1024;
#else
  long kibibytes = usage.ru_maxrss;
#endif
  printf("run %d %d %.0f %ld %ld\n", (int)(command - commands), is_busy, end - start, micros, kibibytes);
}

static void run_round(int round, double limit, int is_busy) {
  for (int number = 0; number < count; number++) {
    struct command *command = &commands[number];
    int is_warm_up = round < WARM_UPS;
    // A command that fills the limit alone is measured once, a slow one three times; beside spinners as often.
    int enough = command->spent > 4 * limit ? 1 : 3;
    int is_over = is_warm_up ? round > 0 && command->spent > limit / 4
                             : command->measured[is_busy] >= enough && command->spent > limit;
    if (command->has_failed || is_over) continue;
    fflush(stdout);
    measure(command, !is_warm_up, is_busy);
  }
}

int main(int argument_count, char **arguments) {
  if (argument_count != 4) fail("usage: measure ROUNDS SECONDS SPINNERS <PLAN");
  int rounds = atoi(arguments[1]), wanted = atoi(arguments[3]);
  double limit = atof(arguments[2]);
  if (wanted < 0 || wanted > SPINNERS) fail("that many spinners it does not start");
  read_plan();
  FILE *file = tmpfile();
  if (file == NULL || (errors = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)) < 0) fail("no temporary file");
  if (fcntl(errors, F_SETFL, O_APPEND) < 0) fail("no temporary file");
  if ((nothing = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0) fail("no /dev/null");
  for (int round = 0; round < rounds + WARM_UPS; round++) {
    run_round(round, limit, 0);
    if (round < WARM_UPS || wanted == 0) continue;
    // What waits in the output would be written by each child as well.
    fflush(stdout);
    start_spinners(wanted);
    run_round(round, limit, 1);
    stop_spinners();
  }
  return 0;
}
