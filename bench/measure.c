// Runs commands in turn and prints what each run took. It is small so that neither its fork nor its memory counts.
//
//     measure ROUNDS SECONDS <PLAN
//
// A line of the plan is a word and a text: `case STATUS` begins a command and says how it ends; `in FOLDER`,
// `set NAME=VALUE`, `arg TEXT` (the first is the program's path) and `before SHELL`, which runs ahead of each run and
// is not measured. In a text of the last two the first {run} becomes the number of the run. Every round runs each
// command once; the first two only warm up. A command that took more than SECONDS is content with fewer rounds.
//
// Prints `run CASE NANOSECONDS MICROSECONDS KIBIBYTES` (wall, processor, peak of resident memory), or `failed CASE
// STATUS` and what the command said, each line behind a `|`; it does not run again then.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CASES = 64, TEXTS = 32, WARM_UPS = 2 };

struct command {
  char *folder, *before, *arguments[TEXTS + 1], *variables[TEXTS];
  int status, arguments_count, variables_count, runs, measured, has_failed;
  double spent;
};

static struct command commands[CASES];
static int count, errors, nothing;

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
  char *place = strstr(text, "{run}"), *result;
  if (place == NULL) return (char *)text;
  size_t size = strlen(text) + 16;
  if ((result = malloc(size)) == NULL) fail("no memory");
  snprintf(result, size, "%.*s%d%s", (int)(place - text), text, run, place + 5);
  return result;
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

static void measure(struct command *command, int is_measured) {
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
  command->measured++;
  long micros = usage.ru_utime.tv_sec * 1000000L + usage.ru_utime.tv_usec;
  micros += usage.ru_stime.tv_sec * 1000000L + usage.ru_stime.tv_usec;
#ifdef __APPLE__
  long kibibytes = usage.ru_maxrss / 1024;
#else
  long kibibytes = usage.ru_maxrss;
#endif
  printf("run %d %.0f %ld %ld\n", (int)(command - commands), end - start, micros, kibibytes);
}

int main(int argument_count, char **arguments) {
  if (argument_count != 3) fail("usage: measure ROUNDS SECONDS <PLAN");
  int rounds = atoi(arguments[1]);
  double limit = atof(arguments[2]);
  read_plan();
  FILE *file = tmpfile();
  if (file == NULL || (errors = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)) < 0) fail("no temporary file");
  if (fcntl(errors, F_SETFL, O_APPEND) < 0) fail("no temporary file");
  if ((nothing = open("/dev/null", O_RDWR | O_CLOEXEC)) < 0) fail("no /dev/null");
  for (int round = 0; round < rounds + WARM_UPS; round++) {
    for (int number = 0; number < count; number++) {
      struct command *command = &commands[number];
      int is_warm_up = round < WARM_UPS;
      // A command that fills the limit alone is measured once, a slow one three times.
      int enough = command->spent > 4 * limit ? 1 : 3;
      int is_over = is_warm_up ? round > 0 && command->spent > limit / 4
                               : command->measured >= enough && command->spent > limit;
      if (command->has_failed || is_over) continue;
      fflush(stdout);
      measure(command, !is_warm_up);
    }
  }
  return 0;
}
