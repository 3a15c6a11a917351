#!/usr/bin/env python3
"""How long crm desk takes from a key to the screen: desk-latency.py CRM REPOSITORY

Works in a copy of the repository, on a terminal of 120×40, and prints for each kind of key the median milliseconds to the
first byte and to the last. A key in the screen has 50 ms to the last byte, one that writes 50 ms to the first.
"""

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

KEYS = (
    [("skip", b" ")] * 8
    + [("help", b"?"), ("back", b"x"), ("snooze: asks", b"z"), ("snooze: writes", b"\r")] * 4
    + [("undo: writes", b"u")] * 3
    + [("search: asks", b"/"), ("typing", b"a"), ("typing", b"n"), ("search: finds", b"\r"), ("escape", b"\x1b")] * 2
    + [("board: opens", b"b"), ("board: chooses", b"\x1b[C"), ("board: chooses", b"\x1b[B"), ("board: back", b"b")] * 3)


def answer(terminal, quiet):
    """Milliseconds to the first and to the last byte, after which it was quiet for so many seconds."""
    begin, first, last = time.perf_counter(), None, None
    while select.select([terminal], [], [], quiet if last else 3)[0]:
        os.read(terminal, 65536)
        last = (time.perf_counter() - begin) * 1000
        first = first or last
        if last > 3000:
            break
    return first, last


def main():
    program, repository = sys.argv[1:]
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "repository")
        shutil.copytree(repository, copy, symlinks=True)
        terminal, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        desk = subprocess.Popen(
            [program, "-C", copy, "desk"], stdin=line, stdout=line, stderr=line, start_new_session=True,
            env=dict(os.environ, TERM="xterm-256color"))
        answer(terminal, 2)
        for kind, key in KEYS:
            os.write(terminal, key)
            first, last = answer(terminal, 0.4)
            if first is not None:
                times.setdefault(kind, []).append((first, last))
        os.write(terminal, b"q")
        time.sleep(1)
        desk.kill()
    for kind, values in times.items():
        first, last = (statistics.median(value) for value in zip(*values))
        print(f"{kind:<16} {len(values):>3}  first {first:6.1f}  last {last:6.1f}")


if len(sys.argv) != 3:
    sys.exit(__doc__)
main()
