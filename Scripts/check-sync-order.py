#!/usr/bin/env python3
"""Checks by strace that a change reaches the disk in the order that a power cut demands.

    check-sync-order.py path/to/crm

Each command runs in a fresh repository, without git and with it, and the calls it makes are held against these rules:

  1  what changes the tree happens under the exclusive lock
  2  every staged file, and the folder it lies in, is synced before the journal takes its name
  3  the journal is synced before it takes its name, and its folder right after, before any record moves
  4  a record that is new without having been staged appears only after that, and is synced before the journal goes
  5  every folder that a record moved into or out of, and every parent of a new folder, is synced before the journal goes
  6  the folder of the journal is synced after it has gone
  7  nothing is printed before all that

Needs strace and Python 3 only. Exits 1 where a rule is broken.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

CALLS = "flock,openat,write,writev,pwrite64,fsync,fdatasync,syncfs,rename,renameat,renameat2,unlinkat,mkdir,mkdirat,close"
ENVIRONMENT = {
    "CRM_SEED": "1", "CRM_NOW": "2026-11-24T10:00:00+00:00", "CRM_USER": "order", "LANG": "C",
    "GIT_AUTHOR_NAME": "Order", "GIT_AUTHOR_EMAIL": "order@example.com", "GIT_COMMITTER_NAME": "Order",
    "GIT_COMMITTER_EMAIL": "order@example.com", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
}
COMMANDS = [
    ["contacts", "add", "Boris Petrov", "city=Oslo"],
    ["contacts", "set", "Anna", "city=Oslo", "tags+=vip"],
    ["deals", "add", "Second", "--contact", "Anna", "--next", "Call", "--due", "+1d"],
    ["deals", "move", "Site", "proposal", "--next", "Ask", "--due", "+2d"],
    ["deals", "win", "Site"],
    ["log", "call", "Anna", "Talked"],
    ["contacts", "delete", "Other"],
    ["imports", "run", "rows.csv", "--kind", "contacts"],
]


# Locks are empty; a lost or torn index-seal costs one reading of the whole index.
UNSYNCED = ("lock", "/gate", "/index-seal")


def events(log):
    """(call, paths, arguments) of each successful call, with whole paths where strace knows the folder."""
    begun = {}
    for line in open(log, errors="replace"):
        thread, _, line = line.partition(" ")
        line = line.lstrip()
        # A call during which another thread made one stands on two lines, and counts where it ends.
        if line.rstrip().endswith("<unfinished ...>"):
            begun[thread] = line.rstrip().removesuffix("<unfinished ...>").rstrip()
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>", line)
        if resumed:
            line = begun.pop(thread, "") + line[resumed.end():]
        match = re.match(r"(\w+)\((.*)\) += (-?\d+)", line)
        if not match or int(match.group(3)) < 0:
            continue
        call, text = match.group(1), match.group(2)
        pieces = re.findall(r'\d+<((?:[^>\\]|\\.)*)>(?:, "((?:[^"\\]|\\.)*)")?', text)
        yield call, [os.path.join(folder, name) if name and call not in ("write", "pwrite64") else folder
                     for folder, name in pieces], text


def check(log, root):
    faults, written, synced, unsynced_folders = [], set(), set(), set()
    bulk = locked = journal = gone = done = False
    moves = 0

    def fault(text):
        faults.append(text)

    state = None
    for call, paths, text in events(log):
        path = paths[0] if paths else ""
        inside = path.startswith(root + "/") or path == root
        if call == "flock" and path.endswith("/lock") and "LOCK_EX" in text:
            locked = True
        elif call == "openat" and "O_CREAT" in text and inside and not path.endswith(UNSYNCED):
            written.add(path)
            if not any(part in path for part in ("/.crm/", "/.git/")):
                if not journal or state not in synced:
                    fault(f"{path} was made before the journal was durable")
                moves += 1
        elif call in ("write", "writev", "pwrite64"):
            if text.startswith("1<") and journal and not done:
                fault("printed before the journal's folder was synced")
            if inside and path in synced:
                synced.discard(path)
        elif call in ("fsync", "fdatasync"):
            synced.add(path)
            unsynced_folders.discard(path)
            if gone and path == state:
                done = True
        elif call == "syncfs":
            bulk = True
            synced |= written
            unsynced_folders = set()
        elif call in ("mkdir", "mkdirat") and inside:
            if not locked and "/.crm" not in path and "/crm" not in path:
                fault(f"{path} was made without the lock")
            unsynced_folders.add(os.path.dirname(path))
        elif call in ("rename", "renameat", "renameat2") and len(paths) == 2 and inside:
            source, target = paths
            if target.endswith("/journal.txn"):
                state = os.path.dirname(target)
                for staged in written:
                    if staged not in synced:
                        fault(f"{staged} was not synced before the journal took its name")
                scratch = os.path.join(root, ".crm/tmp")
                if any(p.startswith(scratch + "/") for p in written) and not bulk and scratch not in synced:
                    fault("the folder of the staged files was not synced before the journal took its name")
                for folder in unsynced_folders:
                    if "/.crm" in folder + "/" or folder.endswith("/.git") or folder == root:
                        fault(f"{folder}, where a folder is new, was not synced before the journal took its name")
                journal = True
                synced.discard(state)
            elif source.endswith("/journal.txn"):
                gone = True
                synced.discard(state)
            elif "/journal" not in target and "/.git/" not in target:
                if not journal or state not in synced:
                    fault(f"{target} moved before the journal was durable")
                moves += 1
                for folder in (os.path.dirname(source), os.path.dirname(target)):
                    if "/.crm/tmp" not in folder:
                        unsynced_folders.add(folder)
        if call == "unlinkat" and path.endswith("/journal.txn"):
            gone = True
            synced.discard(state)
        if gone and not done:
            unsynced = unsynced_folders | {p for p in written - synced if not re.search(r"/\.(crm|git)/", p)}
            if unsynced:
                fault("the journal went before these were synced: " + ", ".join(sorted(unsynced)))
            unsynced_folders, written = set(), set()
    if not locked:
        fault("no exclusive lock was taken")
    if not journal:
        fault("no journal was written")
    if not done:
        fault("the journal's folder was not synced at the end")
    return faults, moves


def main():
    if len(sys.argv) != 2 or not shutil.which("strace"):
        sys.exit(__doc__)
    crm = os.path.abspath(sys.argv[1])
    environment = dict(os.environ, **ENVIRONMENT)
    broken = runs = 0
    work = tempfile.mkdtemp(prefix="crm-order-")
    try:
        for git in (False, True):
            for command in COMMANDS:
                root = os.path.realpath(tempfile.mkdtemp(dir=work))
                for words in (["init", "."] + ([] if git else ["--no-git"]), ["contacts", "add", "Anna Ivanova"],
                              ["contacts", "add", "Other Person"],
                              ["deals", "add", "Site", "--contact", "Anna", "--next", "Call", "--due", "+1d"]):
                    # Each command has a seed of its own, or two records would want one identifier.
                    environment["CRM_SEED"] = str(int(environment["CRM_SEED"]) + 1)
                    done = subprocess.run([crm, *words], cwd=root, env=environment, capture_output=True, text=True)
                    if done.returncode:
                        sys.exit(f"crm {' '.join(words)}: {done.stderr}")
                with open(os.path.join(root, "rows.csv"), "w") as file:
                    file.write("name,email\n" + "".join(f"Row {n},r{n}@example.com\n" for n in range(50)))
                log = root + ".trace"
                done = subprocess.run(
                    ["strace", "-f", "-y", "-qq", "-s", "300", "-o", log, "-e", "trace=" + CALLS, "-e", "signal=none", "--", crm,
                     *command], cwd=root, env=environment, capture_output=True, text=True)
                name = f"crm {' '.join(command)} ({'git' if git else 'no git'})"
                if done.returncode:
                    sys.exit(f"{name}: {done.stderr}")
                faults, moves = check(log, root)
                runs += 1
                broken += bool(faults)
                print(f"{'ok  ' if not faults else 'FAULT'} {name}: {moves} files moved into place")
                for line in faults[:10]:
                    print("     " + line)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{runs} commands, {broken} with faults")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
