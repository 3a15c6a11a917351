// The yardstick of an import: creates as many files of a record's size in one folder, synced by nobody.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count != 3 || chdir(arguments[1]) != 0) return 1;
  char text[300];
  memset(text, 'x', sizeof text);
  long files = atol(arguments[2]);
  for (long number = 0; number < files; number++) {
    char name[64];
    snprintf(name, sizeof name, "greta-kowalczyk-%08ld.yaml", number);
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 || write(file, text, sizeof text) != sizeof text || close(file) != 0) return 1;
  }
  return 0;
}
