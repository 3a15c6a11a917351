#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <dirent.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Every function returns -1 and sets errno on failure, and restarts after EINTR where that is safe.

#define CRM_RENAME_NOREPLACE 1u
#define CRM_RENAME_EXCHANGE 2u

// renameat with flags; ENOSYS, EINVAL or ENOTSUP where the system or the file system lacks them.
int crm_renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name, unsigned flags);

// Writes out the file system that holds the descriptor; sync() where there is no syncfs.
int crm_syncfs(int descriptor);

// fsync that reaches the platter (F_FULLFSYNC on Darwin).
int crm_fsync(int descriptor);

// Opens a relative path under a folder. No component may be a symbolic link (ELOOP), "..", "." or empty (EINVAL).
int crm_open_beneath(int folder, const char *path, int flags, mode_t mode);

// Fills the buffer from the system's generator.
int crm_getrandom(void *buffer, size_t count);

// What the times on the file system of an open file or folder prove: 1 if it is known to renew a file's times at once with
// every write, 2 if also a folder's when a name in it comes or goes, else 0. File systems of the network and of virtual
// machines tell of changes late; what an overlay lists may change beneath it.
int crm_kept_times(int file);

// The name that the system has given to this boot, another one after each start, filled up with zeroes; `count` is above 1.
int crm_boot(char *name, size_t count);

// A fast hash for tables and for telling damage from intact bytes; it does not withstand an attacker. Its values are
// stored in files, so they must not change.
uint64_t crm_hash64(const void *bytes, size_t count, uint64_t seed);

// The first place where the wanted bytes stand, or NULL.
const void *crm_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

struct crm_status {
  uint64_t device;
  uint64_t inode;
  uint64_t links;
  int64_t size;
  int64_t modified;  // nanoseconds since 1970
  int64_t changed;   // nanoseconds since 1970
  uint32_t mode;
  uint32_t owner;
  uint32_t group;
};

// lstat of a name in a folder; fstat when the name is NULL.
int crm_status_of(int folder, const char *name, struct crm_status *result);

// Gives a file of a folder to a user and a group, or at least to the group.
int crm_give(int folder, const char *name, uint32_t owner, uint32_t group);

enum crm_entry_type { CRM_ENTRY_UNKNOWN, CRM_ENTRY_FILE, CRM_ENTRY_FOLDER, CRM_ENTRY_LINK, CRM_ENTRY_OTHER };

const char *crm_entry_name(const struct dirent *entry);
int crm_entry_type(const struct dirent *entry);

// A close-on-exec file without a name, above the three standard descriptors.
int crm_anonymous_file(void);

// Whether some bytes stand among others.
int crm_contains(const void *bytes, size_t count, const void *word, size_t word_count);

// A close-on-exec pipe, the reading end first, both above the three standard descriptors. Returns 0, or -1 with errno.
int crm_pipe(int *ends);

// Starts an executable by absolute path with the three descriptors as its stdin, stdout and stderr, default signal
// actions and an empty signal mask. Returns 0 or an error number.
int crm_spawn(const char *path, char *const arguments[], char *const environment[], int in, int out, int err,
              pid_t *process);

// Waits for a process that crm_spawn started to end. In a server one that takes too long is ended first.
int crm_wait(pid_t process, int *status);

// How many cores this process may run on, which may be fewer than the machine has; at least 1.
int crm_usable_cores(void);

// Runs the body on a detached thread of its own that takes no signals. Returns 0 or an error number.
int crm_start_thread(void (*body)(void *), void *context);

// A lock on which threads can wait for each other. It must not move in memory while it is in use.
struct crm_monitor {
  pthread_mutex_t lock;
  pthread_cond_t changed;
};

void crm_monitor_make(struct crm_monitor *monitor);
void crm_monitor_destroy(struct crm_monitor *monitor);
void crm_monitor_lock(struct crm_monitor *monitor);
void crm_monitor_unlock(struct crm_monitor *monitor);
// Gives the lock up until another thread wakes this one, and has it again then.
void crm_monitor_wait(struct crm_monitor *monitor);
void crm_monitor_wake(struct crm_monitor *monitor);

// Blocks INT, TERM and HUP in the calling thread; crm_restore_signals undoes it. The token must hold 128 bytes.
int crm_block_signals(void *token);
int crm_restore_signals(const void *token);

// 0 when the system's converter knows both encodings.
int crm_can_convert(const char *from, const char *to);

// Converts the bytes and gives the result in new memory, which crm_free takes back. Returns -1 where a character has no
// place in either encoding; `read` says how many bytes came before it, and the result is what they became.
int crm_convert(const char *from, const char *to, const uint8_t *bytes, size_t count, uint8_t **result,
                size_t *result_count, size_t *read);
void crm_free(void *memory);

// Makes the terminal of standard input send each key at once, as typed. What it was before comes back with
// crm_terminal_close, and when a signal ends the process; `farewell` is then written to standard output. The text must
// live as long as the process. SIGWINCH interrupts a crm_terminal_wait.
int crm_terminal_open(const char *farewell);
void crm_terminal_close(void);

// Waits for input: 1 when there is some, 0 after so many milliseconds or when a signal came, -1 when there will be none.
int crm_terminal_wait(int milliseconds);

// Makes HUP, INT and TERM ask this process to end instead of ending it. What it is at may go on for `grace` milliseconds;
// then the process ends with 128 plus the signal, and asks the programs it has started to end too. A program that it
// starts has `limit` milliseconds.
int crm_server_begin(int grace, int limit);

// Waits for standard input, for ever where the time is negative: 1 when there is some or its end has come, 0 after so many
// milliseconds, -1 when this process has been asked to end, -2 when waiting fails. A long wait gives memory back.
int crm_server_wait(int milliseconds);

// The size of the terminal of standard output; -1 where it is none.
int crm_terminal_size(int *columns, int *rows);

#endif
