#!/usr/bin/env python3
"""Makes many changes beside a git that stashes, switches, resets, pulls and collects all the time.

    Scripts/stress-git.py CRM [CHANGES]

Every change carries a word of its own. Afterwards that word must be in a file, in a commit that a branch or a stash has,
or in a conflict copy; or the command that made it must have said no. Prints where they were found; ends with 1 where one
is nowhere, where something still waits for its commit, or where git or crm find the repository broken.
"""
import collections
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

crm = os.path.abspath(sys.argv[1])
changes = int(sys.argv[2]) if len(sys.argv) > 2 else 200
writers = 3
seed = int(os.environ.get("SEED", "1"))

top = tempfile.mkdtemp(prefix="crm-stress-")
environment = {
    "PATH": os.environ["PATH"], "HOME": top, "CRM_USER": "gleb", "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_EDITOR": "true", "GIT_TERMINAL_PROMPT": "0",
}
for role in ("AUTHOR", "COMMITTER"):
    environment[f"GIT_{role}_NAME"] = "Gleb Petrov"
    environment[f"GIT_{role}_EMAIL"] = "gleb@example.com"
office, branch_office, hub = (f"{top}/{name}" for name in ("продажи", "colleague", "hub.git"))


def run(words, folder=office, check=False):
    done = subprocess.run(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          errors="replace")
    if check and done.returncode != 0:
        sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done


def git(*words, folder=office, check=False):
    return run(["git", *words], folder, check)


def prepare():
    os.mkdir(office)
    run([crm, "init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"], check=True)
    for number in range(20):
        run([crm, "contacts", "add", f"Person {number}", f"emails+=p{number}@example.com"], check=True)
    git("branch", "-M", "main", check=True)
    git("branch", "side", check=True)
    git("clone", "-q", "--bare", office, hub, folder=top, check=True)
    git("remote", "add", "origin", hub, check=True)
    git("fetch", "-q", check=True)
    git("branch", "-q", "--set-upstream-to=origin/main", "main", check=True)
    git("clone", "-q", hub, branch_office, folder=top, check=True)


said_no, said_yes = {}, []
lock = threading.Lock()
remaining = iter(range(changes))


def write(dice):
    """Changes one after the other, each with a word of its own."""
    while True:
        with lock:
            number = next(remaining, None)
        if number is None:
            return
        word = f"Word{number:06d}x"
        kind = dice.random()
        if kind < 0.7:
            command = ["contacts", "set", f"p{dice.randrange(20)}@example.com", f"city={word}"]
        elif kind < 0.9:
            command = ["contacts", "add", f"Guest {word}"]
        else:
            command = ["log", "note", f"p{dice.randrange(20)}@example.com", word]
        done = run([crm, *command])
        with lock:
            if done.returncode == 0:
                said_yes.append(word)
            else:
                said_no[word] = done.stderr.strip().splitlines()[0] if done.stderr.strip() else f"{done.returncode}"


counts = collections.Counter()
is_over = threading.Event()


def recover():
    """Leaves whatever git was in the middle of, as a person would who gives up."""
    for operation in ("rebase", "merge", "cherry-pick"):
        if git(operation, "--abort").returncode != 0:
            # A file that is in the way stops that; a person would then leave the rebase where it is.
            git(operation, "--quit")
    if git("symbolic-ref", "-q", "HEAD").returncode != 0:
        git("checkout", "-q", "-f", "main")


def disturb(dice):
    """git at work in the same folder, one command after the other."""
    while not is_over.is_set():
        name = dice.choice(["stash", "stash", "checkout", "restore", "restore", "pull", "pull", "gc", "none"])
        counts[name] += 1
        if name == "stash":
            if "No local changes" not in git("stash", "push", "-q").stdout:
                time.sleep(dice.random() * 0.02)
                if git("stash", "pop", "-q").returncode != 0:
                    # In the way is what was changed meanwhile; the stash itself stays.
                    git("checkout", "-q", "-f", "HEAD", "--", ".")
        elif name == "checkout":
            git("checkout", "-q", "-f", "side")
            time.sleep(dice.random() * 0.02)
            git("checkout", "-q", "-f", "main")
        elif name == "restore":
            git("checkout", "-q", "-f", "--", ".")
        elif name == "pull":
            with open(f"{branch_office}/letter-{counts['pull']}.txt", "w") as letter:
                letter.write(f"{counts['pull']}\n")
            git("add", ".", folder=branch_office)
            git("commit", "-q", "-m", "letter", folder=branch_office)
            git("push", "-q", folder=branch_office)
            if git("pull", "-q", "--rebase", *(["--autostash"] if dice.random() < 0.5 else [])).returncode != 0:
                recover()
            if git("push", "-q", "origin", "main").returncode == 0:
                git("pull", "-q", "--rebase", folder=branch_office)
        elif name == "gc":
            # Never with --prune=now, which is known to take objects away that another git has just made.
            git("gc", "-q")
        time.sleep(dice.random() * 0.05)
    recover()


def words_of(text):
    return set(re.findall(r"Word\d{6}x", text))


def files_below(folder):
    found = set()
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            with open(os.path.join(place, name), errors="replace") as file:
                found |= words_of(file.read())
    return found


def main():
    prepare()
    began = time.time()
    threads = [threading.Thread(target=write, args=(random.Random(seed * 100 + n),)) for n in range(writers)]
    disturber = threading.Thread(target=disturb, args=(random.Random(seed),))
    for thread in [*threads, disturber]:
        thread.start()
    for thread in threads:
        thread.join()
    is_over.set()
    disturber.join()
    run([crm, "contacts", "add", "Last One"])
    spent = time.time() - began

    in_files = files_below(office)
    in_commits = words_of(git("log", "--all", "-p", "-m", "--format=%B").stdout)
    in_stashes = set()
    for entry in git("stash", "list", "--format=%gd").stdout.split():
        in_stashes |= words_of(git("show", "-m", "-p", entry).stdout)
    in_copies = files_below(f"{office}/.git/crm/conflicts")
    unreachable = words_of(git("log", "--all", "--reflog", "-p", "-m", "--format=%B").stdout)

    nowhere = []
    places = collections.Counter()
    for word in said_yes:
        for name, found in (("commit", in_commits), ("file", in_files), ("copy", in_copies), ("stash", in_stashes)):
            if word in found:
                places[name] += 1
                break
        else:
            # git stash sets HEAD back to the commit that it read first: a commit made in between is in the reflog alone,
            # as any commit by hand would be.
            if word in unreachable:
                places["reflog"] += 1
            else:
                nowhere.append(word)
    reasons = collections.Counter(re.sub(r"\S*/\S+|Word\w+|[0-9a-z]{8}|pid \d+", "…", text)[:110] for text in said_no.values())

    waiting = [name for name in os.listdir(f"{office}/.git/crm") if name.startswith("uncommitted-")]
    broken = git("fsck", "--no-dangling", "--no-progress").returncode != 0
    check = run([crm, "check"])
    print(f"{changes} changes in {spent:.0f} s beside {sum(counts.values())} disturbances "
          f"({', '.join(f'{n} {name}' for name, n in sorted(counts.items()))}); seed {seed}")
    print(f"said yes: {len(said_yes)}, found in: {dict(places)}; said no: {len(said_no)}")
    for reason, count in reasons.most_common(12):
        print(f"  {count} × {reason}")
    for word in nowhere:
        print(f"nowhere: {word}")
    if waiting:
        print(f"still waiting for git: {waiting[:5]}")
    if broken:
        print("git fsck finds faults")
    if check.returncode != 0:
        print("crm check: " + check.stdout[:2000])
    if nowhere or waiting or broken or check.returncode != 0:
        print(f"look into {office}")
        return 1
    subprocess.run(["rm", "-rf", top])
    return 0


sys.exit(main())
