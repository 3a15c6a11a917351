#!/bin/sh
# flock(2) has no queue: readers that overlap keep a waiting writer out for as long as they go on.
#
# Behaviour: while a process waits for the exclusive lock, also in the blocking call, new shared locks are granted at once. Four
#   readers whose holds overlap, each for a fifth of a second, let a writer wait without end. A second lock file as a gate, which a
#   writer holds while it waits and a reader only passes through, lets the writer in as soon as the present readers are done.
# Versions: seen on Linux 6.18.44 with util-linux 2.38.1 (flock), any local file system.
# Source: flock(2); the lock of a repository that many processes read and one writes.
# Why it matters: a program that guards its files by flock alone refuses every write beside a few scripts that read in a loop.
#
# Exits 0 while this is so, 1 where the writer gets in without a gate (or not with one), 2 where it cannot be tried.
set -u
command -v flock >/dev/null && command -v timeout >/dev/null || exit 2
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
echo "$(uname -sr), $(flock --version)"

# readers COMMAND…: four loops that hold the lock in turn and overlap, until the file `stop` is there.
readers() {
  rm -f stop
  for n in 1 2 3 4; do
    (
      sleep "0.0$((n * 2))"
      while [ ! -e stop ]; do "$@"; done
    ) &
  done
  sleep 0.5
}
plain() { flock -s lock sleep 0.2; }
gated() {
  exec 8>gate 9>lock
  flock -s 8 && flock -s 9 && flock -u 8
  sleep 0.2
  exec 8>&- 9>&-
}

readers plain
timeout 4 flock -x lock true
alone=$?
touch stop
wait
readers gated
timeout 4 flock -x gate flock -x lock true
behind=$?
touch stop
wait
[ "$alone" = 124 ] && echo 'a writer beside four readers: no lock in 4 s' || echo "a writer beside four readers: $alone"
[ "$behind" = 0 ] && echo 'the same with a gate: the lock' || echo "the same with a gate: $behind"
[ "$alone" = 124 ] && [ "$behind" = 0 ] || exit 1
