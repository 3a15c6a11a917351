"""Clones and a bare repository in a folder, with every process that runs there."""

import collections
import json
import os
import re
import shutil
import subprocess

from facts import Snapshot, files_on_disk

PEOPLE = ["anna", "boris", "clara", "david", "elena", "felix", "greta", "henry", "irina", "james"]
GIT_CONFIG = """[init]
\tdefaultBranch = main
[gc]
\tauto = 0
[maintenance]
\tauto = false
[advice]
\tdetachedHead = false
[pull]
\trebase = false
[core]
\teditor = true
\tfsync = none
[protocol "file"]
\tallow = always
"""
DRIVER = ("command -v crm >/dev/null && crm merge-driver %O %A %B %L %P || "
          "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B")


class Broken(Exception):
    """A law does not hold; the text says which and where."""


class Ran:
    def __init__(self, words, status, out, err):
        self.words, self.status, self.out, self.err = words, status, out, err

    @property
    def text(self):
        return (self.out + self.err).strip()

    def json(self, default=None):
        try:
            return json.loads(self.out)
        except ValueError:
            return default

    def __str__(self):
        return f"$ {' '.join(self.words)}\n{self.text}\n[{self.status}]"


class Home:
    """What all processes share: a folder with crm in it as the first of the path, and a home of its own."""

    def __init__(self, top, crm, script=None):
        self.top = top
        self.crm = os.path.abspath(crm)
        os.makedirs(f"{top}/bin", exist_ok=True)
        os.makedirs(f"{top}/home", exist_ok=True)
        with open(f"{top}/home/.gitconfig", "w") as file:
            file.write(GIT_CONFIG)
        if script is None:
            if not os.path.lexists(f"{top}/bin/crm"):
                os.symlink(self.crm, f"{top}/bin/crm")
        else:
            with open(f"{top}/bin/crm", "w") as file:
                file.write(script)
            os.chmod(f"{top}/bin/crm", 0o755)

    def environment(self, user, now=None, seed=None, **more):
        found = {
            "PATH": f"{self.top}/bin:{os.environ['PATH']}", "HOME": f"{self.top}/home", "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "CRM_USER": user, "TZ": "UTC",
            "GIT_AUTHOR_NAME": user.capitalize(), "GIT_AUTHOR_EMAIL": f"{user}@example.com",
            "GIT_COMMITTER_NAME": user.capitalize(), "GIT_COMMITTER_EMAIL": f"{user}@example.com",
        }
        if now:
            found["CRM_NOW"] = now
            found["GIT_AUTHOR_DATE"] = found["GIT_COMMITTER_DATE"] = now
        if seed is not None:
            found["CRM_SEED"] = str(seed)
        return {**found, **more}


def execute(words, folder, environment, timeout=120, given=None):
    try:
        done = subprocess.run(words, cwd=folder, env=environment, input=given, capture_output=True, timeout=timeout,
                              **({} if given is not None else {"stdin": subprocess.DEVNULL}))
    except subprocess.TimeoutExpired:
        return Ran(words, "timeout", "", "")
    return Ran(words, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


class Objects:
    """Commits of one repository as snapshots, by one git process that stays."""

    def __init__(self, folder, environment):
        self.process = subprocess.Popen(["git", "cat-file", "--batch"], cwd=folder, env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.known = {}

    def get(self, name):
        if name in self.known:
            return self.known[name]
        self.process.stdin.write(name.encode() + b"\n")
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if head[-1:] == [b"missing"] or len(head) != 3:
            raise Broken(f"no object {name}: {head}")
        body = self.process.stdout.read(int(head[2]))
        self.process.stdout.read(1)
        self.known[name] = body
        return body

    def files(self, name):
        """Path → (mode, object) of a commit or tree."""
        body = self.get(name)
        if body.startswith(b"tree "):
            body = self.get(body[5:45].decode())
        found = {}
        self.below("", body, found)
        return found

    def below(self, prefix, body, found):
        n = 0
        while n < len(body):
            end = body.index(b"\0", n)
            mode, name = body[n:end].split(b" ", 1)
            identifier = body[end + 1:end + 21].hex()
            n = end + 21
            path = prefix + name.decode("utf-8", "replace")
            if mode == b"40000":
                self.below(path + "/", self.get(identifier), found)
            else:
                found[path] = (mode, identifier)

    def snapshot(self, name):
        return Snapshot({path: self.get(identifier) for path, (_, identifier) in self.files(name).items()})

    def parents(self, name):
        head = self.get(name).split(b"\n\n", 1)[0].decode("utf-8", "replace")
        return re.findall(r"^parent (\w+)$", head, re.M)

    def tree(self, name):
        return self.get(name)[5:45].decode()

    def message(self, name):
        return self.get(name).split(b"\n\n", 1)[1].decode("utf-8", "replace")

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Clone:
    """One person's clone; every command has a moment and a seed of its own."""

    def __init__(self, world, number):
        self.world, self.number = world, number
        self.user = PEOPLE[number]
        self.root = f"{world.top}/c{number}"
        self.objects = None

    def environment(self, **more):
        return self.world.home.environment(self.user, self.world.moment(self.number), self.world.next_seed(), **more)

    def crm(self, *words, given=None, timeout=120, **more):
        done = execute(["crm", *words], self.root, self.environment(**more), timeout, given)
        self.world.note(self, done)
        if done.status == "timeout" or done.status < 0 or done.status >= 64:
            raise Broken(f"crm ended with {done.status}\n{done}")
        return done

    def git(self, *words, check=False, given=None):
        done = execute(["git", *words], self.root, self.environment(), given=given)
        self.world.note(self, done)
        if done.status == "timeout" or (check and done.status != 0):
            raise Broken(f"git failed\n{done}")
        return done

    def ref(self, name):
        """The object of a full ref name, or None; without starting git."""
        return read_ref(f"{self.root}/.git", name)

    @property
    def head(self):
        return self.ref("HEAD")

    def snapshot(self):
        return Snapshot(files_on_disk(self.root))

    def at(self, commit):
        if self.objects is None:
            self.objects = Objects(self.root, self.world.home.environment(self.user))
        return self.objects.snapshot(commit)

    def store(self):
        if self.objects is None:
            self.objects = Objects(self.root, self.world.home.environment(self.user))
        return self.objects

    def bases(self, one, other):
        return self.git("merge-base", "--all", one, other).out.split()

    def status(self):
        return self.git("status", "--porcelain=v1", "-uall").out

    def in_progress(self):
        return [name for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")
                if os.path.exists(f"{self.root}/.git/{name}")]

    def end(self):
        if self.objects:
            self.objects.end()
            self.objects = None


def read_ref(folder, name):
    for _ in range(6):
        try:
            with open(f"{folder}/{name}") as file:
                text = file.read().strip()
        except (FileNotFoundError, NotADirectoryError):
            try:
                with open(f"{folder}/packed-refs") as file:
                    for line in file:
                        if line.rstrip().endswith(" " + name):
                            return line.split()[0]
            except FileNotFoundError:
                pass
            return None
        if not text.startswith("ref: "):
            return text
        name = text[5:]
    return None


class World:
    """hub.git and clones c0, c1, … beside each other; the remote is named by a relative path, so that all of it can be copied."""

    def __init__(self, home, top, count, seed=1, transcript=True):
        self.home, self.top = home, top
        self.seed, self.steps = seed, 0
        self.minutes = 0
        self.transcript = [] if transcript else None
        self.statuses = collections.Counter()
        self.clones = [Clone(self, n) for n in range(count)]
        self.hub = f"{top}/hub.git"

    def moment(self, number):
        """The clock of a clone: a quarter of an hour goes by with each step, and no two clocks agree."""
        minutes = 9 * 60 + self.minutes
        day, minute = 24 + minutes // (24 * 60), minutes % (24 * 60)
        month, day = (11, day) if day <= 30 else (12, day - 30)
        return f"2026-{month:02d}-{day:02d}T{minute // 60:02d}:{minute % 60:02d}:{5 * number:02d}+01:00"

    def next_seed(self):
        self.steps += 1
        return self.seed * 100_000 + self.steps

    def note(self, clone, done):
        if self.transcript is not None:
            self.transcript.append(f"[{clone.user} {self.moment(clone.number)[5:16]}] {done}")

    def remark(self, text):
        if self.transcript is not None:
            self.transcript.append(f"-- {text}")

    @property
    def hub_head(self):
        return read_ref(self.hub, "refs/heads/main")

    def copy(self, top, count=None):
        """The same world once more; its transcript begins where this one is."""
        shutil.copytree(self.top, top, symlinks=True)
        other = World(self.home, top, count or len(self.clones), self.seed, self.transcript is not None)
        other.steps, other.minutes = self.steps, self.minutes
        if self.transcript is not None:
            other.transcript = list(self.transcript)
        return other

    def end(self):
        for clone in self.clones:
            clone.end()


def set_up(home, top, count, template):
    """A world from a template folder (hub.git and clone)."""
    os.makedirs(top)
    shutil.copytree(f"{template}/hub.git", f"{top}/hub.git", symlinks=True)
    for number in range(count):
        shutil.copytree(f"{template}/clone", f"{top}/c{number}", symlinks=True)
        with open(f"{top}/c{number}/.git/config", "a") as file:
            file.write(f"[user]\n\tname = {PEOPLE[number].capitalize()}\n\temail = {PEOPLE[number]}@example.com\n")


def make_template(home, top, seed, story, more=""):
    """hub.git and a clone of it, with what the story (a function of a clone) puts in."""
    os.makedirs(top)
    world = World(home, top, 1, seed=seed)
    os.makedirs(f"{top}/c0")
    clone = world.clones[0]
    for words in (["init", ".", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"],):
        done = clone.crm(*words)
        if done.status != 0:
            raise Broken(str(done))
    if more:
        with open(f"{top}/c0/crm.yaml", "a") as file:
            file.write(more)
        clone.git("commit", "-q", "-am", "settings", check=True)
    story(clone)
    clone.git("branch", "-M", "main", check=True)
    clone.git("clone", "-q", "--bare", ".", "../hub.git", check=True)
    clone.git("remote", "add", "origin", "../hub.git", check=True)
    clone.git("fetch", "-q", check=True)
    clone.git("branch", "-q", "--set-upstream-to=origin/main", "main", check=True)
    with open(f"{top}/hub.git/config", "a") as file:
        file.write("[gc]\n\tauto = 0\n[receive]\n\tautogc = false\n")
    join(clone)
    clone.git("status")
    clone.end()
    os.rename(f"{top}/c0", f"{top}/clone")


def join(clone):
    """crm team join; where this crm has none, what TEAM.md says by hand."""
    done = clone.crm("team", "join")
    if done.status == 0:
        return
    clone.git("config", "merge.crm.name", "crm", check=True)
    clone.git("config", "merge.crm.driver", DRIVER, check=True)
    clone.git("config", "merge.directoryRenames", "false", check=True)
    os.makedirs(f"{clone.root}/.git/info", exist_ok=True)
    with open(f"{clone.root}/.git/info/attributes", "a") as file:
        for kind in ("contacts", "companies", "leads", "deals", "tasks", "activities", "products"):
            file.write(f"{kind}/** merge=crm\n")
