#!/usr/bin/env python3
"""How long crm desk takes from a key to the screen: desk-latency.py CRM REPOSITORY

Works in a copy of the repository, on a terminal of 120×40, and prints a line for each kind of key: the median and the
longest time in milliseconds, to the first byte and to the last. A key in the screen has 50 ms to the last byte, one that
writes 50 ms to the first.
"""

import fcntl
import os
import pty
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time

ESCAPE = "\x1b"
RIGHT, DOWN = ESCAPE + "[C", ESCAPE + "[B"


class Desk:
    def __init__(self, program, repository):
        self.times = {}
        child, self.terminal = pty.fork()
        if child == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execv(program, [program, "-C", repository, "desk"])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.answer(quiet=2)

    def answer(self, quiet):
        """Milliseconds to the first and to the last byte, after which it was quiet for so many seconds."""
        begin, first, last = time.perf_counter(), None, None
        while select.select([self.terminal], [], [], quiet if last else 30)[0]:
            os.read(self.terminal, 65536)
            last = (time.perf_counter() - begin) * 1000
            first = first or last
        return first, last

    def press(self, kind, key):
        os.write(self.terminal, key.encode())
        # Long enough for git to be done with a change before the next key.
        self.times.setdefault(kind, []).append(self.answer(quiet=0.4))

    def report(self):
        print(f"{'key':<22} {'n':>3} {'first':>8} {'longest':>8} {'last':>8} {'longest':>8}")
        for kind, times in self.times.items():
            first, last = zip(*times)
            values = (statistics.median(first), max(first), statistics.median(last), max(last))
            print(f"{kind:<22} {len(times):>3} " + " ".join(f"{value:8.1f}" for value in values))


def work(desk):
    for _ in range(10):
        desk.press("skip", " ")
    for _ in range(5):
        desk.press("help", "?")
        desk.press("back", "x")
        desk.press("snooze: asks", "z")
        desk.press("snooze: writes", "\r")
    for _ in range(5):
        desk.press("undo: writes", "u")
    for _ in range(3):
        desk.press("search: asks", "/")
        for letter in "ann":
            desk.press("typing", letter)
        desk.press("search: finds", "\r")
        # By itself an escape is known only after a moment in which nothing follows it.
        desk.press("escape", ESCAPE)
    for _ in range(3):
        desk.press("board: opens", "b")
        for _ in range(4):
            desk.press("board: chooses", RIGHT)
            desk.press("board: chooses", DOWN)
        desk.press("board: back", "b")
    os.write(desk.terminal, b"q")


def main():
    program, repository = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "repository")
        shutil.copytree(repository, copy, symlinks=True)
        desk = Desk(program, copy)
        work(desk)
        time.sleep(1)
    desk.report()


if len(sys.argv) != 3:
    sys.exit(__doc__)
main()
