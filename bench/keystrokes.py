#!/usr/bin/env python3
"""Counts what a freelancer types in a month, in the long forms and in the short ones.

    bench/keystrokes.py path/to/crm

Plays the same month of working days twice on a terminal, each in a repository of its own: look at the day, close the most
urgent steps with what came of them and what follows, put some off, log calls, move deals on, take in new people and leads.
The long forms name everything by words and options, the short ones by the rows of the day's list. Every command has to
succeed; now and then one is typed without the next step, has to be refused, and the command that the refusal prints has to
pass. Keystrokes are characters and the return key; what is copied from a hint counts as none. Prints a table, and exits 1
where a command went otherwise.
"""

import datetime
import os
import pty
import random
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile

DAYS = [d for d in (datetime.date(2026, 11, 2) + datetime.timedelta(n) for n in range(30)) if d.weekday() < 5]
CLIENTS = ["Yoga Studio", "Bakery Korn", "Acme GmbH", "Weber Logistics", "Villa Rosa", "Nord Optik", "Atelier Blum"]
STAGES = ["meeting", "proposal", "invoice"]
SAID = ["wants 5 pages", "asks for a discount", "likes the draft", "will ask her partner", "has no time this week"]
NEXT = ["Send offer", "Call again", "Send the draft", "Ask for a date", "Write the invoice"]


class Desk:
    """A terminal with its repository, and what has been typed at it."""

    def __init__(self, crm, is_short):
        self.is_short = is_short
        self.work = tempfile.mkdtemp(prefix="crm-keystrokes-")
        tools = os.path.join(self.work, "bin")
        os.mkdir(tools)
        os.symlink(os.path.abspath(crm), os.path.join(tools, "crm"))
        self.root = os.path.join(self.work, "sales")
        self.environment = {
            "PATH": tools + ":/usr/bin:/bin", "HOME": self.work, "TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8",
            "CRM_USER": "nina", "COLUMNS": "120",
        }
        # One terminal for the whole month; each command has a process group of its own, as a shell gives it.
        self.screen, self.line = pty.openpty()
        self.seed = 0
        self.commands = self.keys = self.refusals = 0
        self.now = None
        self.cwd = self.work
        self.set_time(DAYS[0], 8, 0)
        self.run("crm init sales --no-git --timezone Europe/Berlin --country DE --currency EUR")
        self.cwd = self.root

    def set_time(self, day, hour, minute):
        self.now = f"{day}T{hour:02}:{minute:02}:00+01:00"

    def run(self, line):
        """What a terminal shows of the command, and its status."""
        self.seed += 1
        environment = dict(self.environment, CRM_NOW=self.now, CRM_SEED=str(self.seed))
        shell = subprocess.Popen(
            ["sh", "-c", "exec " + line], cwd=self.cwd, env=environment, stdin=self.line, stdout=self.line,
            stderr=self.line, process_group=0)
        shown = b""
        while True:
            has_ended = shell.poll() is not None
            while select.select([self.screen], [], [], 0 if has_ended else 0.005)[0]:
                shown += os.read(self.screen, 65536)
            if has_ended:
                return shown.decode().replace("\r\n", "\n"), shell.returncode

    def type(self, line):
        """Types a command that has to pass."""
        self.commands += 1
        self.keys += len(line) + 1
        shown, status = self.run(line)
        if status:
            sys.exit(f"{self.now} {line}: ends with {status}\n{shown}")
        return shown

    def type_refused(self, line):
        """Types a command that has to be refused, then runs what the refusal prints."""
        self.commands += 1
        self.keys += len(line) + 1
        shown, status = self.run(line)
        hints = re.findall(r"^hint: (crm .*)$", shown, re.M)
        if status != 3 or not hints:
            sys.exit(f"{self.now} {line}: was to be refused with a command that passes, ends with {status}\n{shown}")
        self.refusals += 1
        again, status = self.run(hints[0])
        if status:
            sys.exit(f"{self.now} the hint {hints[0]} ends with {status}\n{again}")

    def tasks(self):
        """Open next steps of the day in the order of their urgency: the title, the deal, the row where there are rows."""
        line = "crm" if self.is_short else "crm digest"
        shown = self.type(line)
        rows, is_now = [], True
        for text in shown.split("\n"):
            if re.match(r" *[A-Z]", text) and "·" not in text:
                is_now = bool(re.match(r" *(Overdue|Today)", text))
            found = re.match(r" +(\S+)  (?:[-0-9: ]*\d  |  +)?(.+?) \((.+?)\)", text)
            if is_now and found:
                rows.append((found[2].strip(), found[3], found[1]))
        return rows


def month(crm, is_short):
    dice = random.Random(20261101)
    desk = Desk(crm, is_short)
    by_day = []
    stage_of = {}
    clients = list(CLIENTS)
    q = shlex.quote
    for day in DAYS:
        before = desk.keys
        desk.set_time(day, 9, 0)
        if clients and dice.random() < 0.6:
            name = clients.pop()
            desk.type(f"crm contacts add {q('Owner of ' + name)}")
            follows = "-n 'Call them' -d today" if is_short else "--next 'Call them' --due today"
            desk.type(f"crm deals add {q(name)} --contact {q(name)} --amount {dice.randrange(5, 90) * 100} {follows}")
            stage_of[name] = 0
        for minute, (title, deal, row) in enumerate(desk.tasks()[:5], 1):
            desk.set_time(day, 10, minute)
            said, follows, when = dice.choice(SAID), dice.choice(NEXT), dice.choice(["+1d", "+2d", "thu", "mon", "fri 15:00"])
            event = dice.random()
            word = deal.split()[0].lower()
            if deal not in stage_of:
                continue
            if event < 0.15:
                desk.type(f"crm snooze {row} +2d" if is_short else f"crm tasks snooze {word} +2d")
            elif event < 0.25:
                desk.type_refused(f"crm done {row} {q(said)}" if is_short else f"crm tasks done {word} --result {q(said)}")
            elif event < 0.6 and stage_of[deal] < len(STAGES):
                stage = STAGES[stage_of[deal]]
                stage_of[deal] += 1
                if is_short:
                    desk.type(f"crm done {row} {q(said)} -s {stage[:4]} -n {q(follows)} -d {q(when)}")
                else:
                    desk.type(f"crm log call {word} {q(said)} --next {q(follows)} --due {q(when)}")
                    desk.type(f"crm deals move {word} {stage} --keep-next")
            elif event < 0.7 and stage_of[deal] == len(STAGES):
                desk.type(f"crm deals win {row if is_short else word}")
                del stage_of[deal]
            elif is_short:
                desk.type(f"crm done {row} {q(said)} -n {q(follows)} -d {q(when)}")
            else:
                desk.type(f"crm log call {word} {q(said)} --next {q(follows)} --due {q(when)}")
        desk.set_time(day, 17, 0)
        if dice.random() < 0.4:
            desk.type("crm deals" if is_short else "crm deals list is:open")
        by_day.append(desk.keys - before)
    shown, status = desk.run("crm check")
    if status:
        sys.exit(f"the month leaves a repository that check refuses:\n{shown}")
    shutil.rmtree(desk.work)
    return desk, by_day


def main():
    crm = sys.argv[1]
    print(f"{'forms':8} {'commands':>8} {'refusals':>8} {'keystrokes':>10} {'a day':>6}")
    total = {}
    for name, is_short in (("long", False), ("short", True)):
        desk, by_day = month(crm, is_short)
        total[name] = desk.keys
        print(f"{name:8} {desk.commands:8} {desk.refusals:8} {desk.keys:10} {desk.keys / len(by_day):6.0f}")
    print(f"the short forms take {total['short'] / total['long']:.2f} of the keystrokes of the long ones")


if __name__ == "__main__":
    main()
