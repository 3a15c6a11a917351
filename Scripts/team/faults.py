"""crm sync killed and failed everywhere: what is there afterwards is as before or as after, and nothing is lost.

Situations are worlds of two clones and a bare repository. A run gets a fresh copy; after the fault the next command of crm
runs, and then the branch, the index, the files and the remote are looked at. Needs strace for the system calls.
"""

import collections
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time

from facts import files_on_disk
from world import Broken, Objects, World, make_template, read_ref, set_up

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("fault_injection", os.path.join(os.path.dirname(HERE), "fault-injection.py"))
fault_injection = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fault_injection)

# A git that dies, or fails, at its nth start; told by files, since crm hands on only part of the environment.
GIT = """#!/bin/sh
real={real}
[ -f '{plan}' ] || exec $real "$@"
n=$(($(cat '{count}' 2>/dev/null || echo 0) + 1))
echo $n >'{count}'
echo "$n $*" >>'{log}'
read at how <'{plan}'
[ "$n" = "$at" ] || exec $real "$@"
case $how in
kill-before) kill -9 $$ ;;
fail-before) echo 'fatal: it fails here' >&2; exit 128 ;;
kill-after) $real "$@"; kill -9 $$ ;;
fail-after) $real "$@"; exit 1 ;;
esac
"""


def story(clone):
    for words in (["companies", "add", "Acme GmbH", "city=Berlin"], ["contacts", "add", "Anna Ivanova", "company=acme", "city=Bonn"],
                  ["contacts", "add", "Carl Clark", "city=Bonn"],
                  ["deals", "add", "Website", "--contact", "anna", "--next", "Call Anna", "--due", "+1d"],
                  ["tasks", "add", "Send the brochure", "--due", "+2d", "--contact", "carl"]):
        done = clone.crm(*words)
        if done.status != 0:
            raise Broken(str(done))


class Situation:
    """A world, the command that is disturbed in clone c0, and the statuses that it may end well with."""

    def __init__(self, name, prepare, words, statuses=(0,)):
        self.name, self.prepare, self.words, self.statuses = name, prepare, words, statuses


def theirs(world, *commands):
    other = world.clones[1]
    for words in commands:
        done = other.crm(*words)
        if done.status != 0:
            raise Broken(str(done))
    other.git("push", "-q", "origin", "HEAD:main", check=True)


def ours(world, *commands):
    for words in commands:
        done = world.clones[0].crm(*words)
        if done.status != 0:
            raise Broken(str(done))


def by_hand(world):
    clone = world.clones[0]
    record = next(r for r in clone.snapshot().records.values() if r.kind == "contact" and b"Carl" in r.raw)
    with open(f"{clone.root}/{record.path}", "ab") as file:
        file.write(b"position: Chief by hand\n")


def forward(world):
    theirs(world, ["contacts", "set", "anna", "position=Buyer"], ["contacts", "add", "Dora", "city=Oslo"])


def push(world):
    ours(world, ["contacts", "set", "anna", "position=Buyer"])


def merge(world):
    theirs(world, ["deals", "move", "website", "proposal", "--next", "Send it", "--due", "+3d"], ["contacts", "set", "anna", "position=Buyer"],
           ["contacts", "add", "Dora", "city=Oslo"])
    ours(world, ["deals", "move", "website", "meeting", "--next", "Meet", "--due", "+2d"], ["contacts", "set", "anna", "region=Saxony"])
    by_hand(world)


def conflict(world):
    theirs(world, ["contacts", "set", "anna", "city=Oslo"], ["contacts", "add", "Dora", "city=Oslo"])
    ours(world, ["contacts", "set", "anna", "city=Rome"])
    by_hand(world)


def stopped(world):
    conflict(world)
    done = world.clones[0].crm("sync")
    if done.status != 4:
        raise Broken(str(done))


def settled(world):
    stopped(world)
    ours(world, ["resolve", "--all", "ours"])


SITUATIONS = [
    Situation("forward", forward, ["sync"]), Situation("push", push, ["sync"]), Situation("merge", merge, ["sync"]),
    Situation("no push", merge, ["sync", "--no-push"]), Situation("conflict", conflict, ["sync"], (4,)),
    Situation("resolve", stopped, ["resolve", "--all", "ours"]), Situation("continue", settled, ["sync", "--continue"]),
    Situation("abort", stopped, ["sync", "--abort"]),
]


class Bench:
    def __init__(self, home, top, situation, seed):
        self.home, self.situation = home, situation
        self.top = f"{top}/{situation.name.replace(' ', '-')}"
        self.work = f"{self.top}/w"
        set_up(home, self.work, 2, f"{top}/template")
        world = World(home, self.work, 2, seed=seed)
        world.minutes = 30
        situation.prepare(world)
        world.minutes += 30
        self.steps, self.minutes, self.seed = world.steps + 10, world.minutes, seed
        world.end()
        self.number = 0
        self.faults, self.late = [], []
        self.counts = collections.Counter()

    def environment(self):
        world = World(self.home, self.work, 1, self.seed)
        world.steps, world.minutes = self.steps, self.minutes
        return world.clones[0].environment()

    def copy(self):
        self.number += 1
        root = f"{self.top}/r{self.number}"
        shutil.copytree(self.work, root, symlinks=True)
        return root

    def execute(self, words, root, timeout=120):
        process = subprocess.Popen(words, cwd=f"{root}/c0", env=self.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            status = "timeout"
        await_session(process.pid)
        return status, output.decode("utf-8", "replace")

    def git(self, root, *words):
        done = subprocess.run(["git", *words], cwd=f"{root}/c0", env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def state(self, root):
        """What a person sees: the branch's tree, what it descends from, the files, git's view of them, a merge, the remote."""
        head = read_ref(f"{root}/c0/.git", "HEAD")
        status, seen = self.git(root, "status", "--porcelain=v1", "-uall")
        if status != 0:
            seen = f"git status fails: {seen}"
        tree = self.git(root, "rev-parse", "HEAD^{tree}")[1].strip()
        hub = read_ref(f"{root}/hub.git", "refs/heads/main")
        hub_tree = self.git(f"{root}", "--git-dir", f"{root}/hub.git", "rev-parse", f"{hub}^{{tree}}")[1].strip()
        merging = sorted(n for n in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "rebase-merge") if os.path.exists(f"{root}/c0/.git/{n}"))
        return {"head": head, "tree": tree, "files": files_on_disk(f"{root}/c0"), "status": seen, "merging": merging,
                "hub": hub_tree}

    def prepare(self):
        root = self.copy()
        self.before = self.state(root)
        started = time.monotonic()
        status, output = self.execute(["crm", *self.situation.words], root)
        self.seconds = time.monotonic() - started
        if status not in self.situation.statuses:
            raise Broken(f"{self.situation.name}: crm {' '.join(self.situation.words)} ended with {status} undisturbed: {output}")
        self.after = self.state(root)
        again = self.copy()
        status, second = self.execute(["crm", *self.situation.words], again)
        other = self.state(again)
        if status not in self.situation.statuses:
            raise Broken(f"{self.situation.name}: a second undisturbed run ended with {status}: {second}; the first had said: {output}")
        for key in ("tree", "files", "status", "merging", "hub"):
            if other[key] != self.after[key]:
                raise Broken(f"{self.situation.name}: two undisturbed runs differ in {key}: {self.difference(self.after, other)}")
        shutil.rmtree(root)
        shutil.rmtree(again)
        # The end that every disturbed run must come to as well, once the command is given again.
        self.hand = bool(self.before["status"]) and not self.before["merging"]
        return self

    def difference(self, one, other):
        keys = [k for k in ("head", "tree", "status", "merging", "hub") if one[k] != other[k]]
        paths = sorted(p for p in one["files"].keys() | other["files"].keys() if one["files"].get(p) != other["files"].get(p))
        return f"{keys} {[(one[k], other[k]) for k in keys if k in ('status', 'merging')]} files {paths[:4]}"

    def name(self, state):
        """before, after, or committed: as before, but what was written by hand has its commit."""
        def same(one, keys):
            return all(state[k] == one[k] for k in keys)
        if same(self.after, ("tree", "files", "status", "merging")):
            return "after"
        if same(self.before, ("head", "files", "status", "merging")):
            return "before"
        if self.hand and same(self.before, ("files", "merging")) and state["status"] == "":
            return "committed"
        if self.situation.name == "abort" and same(self.after, ("files", "merging")) and not re.search(r"^(UU|AA|[?][?])", state["status"]):
            return "given up, what was by hand has its commit"
        return "mixed"

    def look(self, root, label, status, output):
        """After a fault: the next command, and then what there is."""
        recovered, text = self.execute(["crm", "check"], root)
        if not isinstance(recovered, int) or recovered < 0 or recovered >= 64:
            self.faults.append(f"{label}: the next command ended with {recovered}: {text[-300:]}")
        state = self.state(root)
        name = self.name(state)
        if name == "mixed" and status not in self.situation.statuses:
            # A command that only reads may leave git's part to the next one that writes.
            first = self.difference(self.after, state)
            again, text = self.execute(["crm", *self.situation.words], root)
            state = self.state(root)
            if self.name(state) == "after":
                name = "finished by the next sync alone"
                self.late.append(f"{label}: {first}")
            elif self.situation.name == "resolve" and state["files"] == self.after["files"] and state["merging"] == self.after["merging"]:
                # The file is settled, git's index is not told yet: going on must tell it.
                again, text = self.execute(["crm", "sync", "--continue"], root)
                if again == 0 and not self.state(root)["merging"]:
                    name = "settled, taken by --continue"
        if name == "mixed":
            self.faults.append(f"{label}: neither before nor after. From before: {self.difference(self.before, state)}; from after: "
                               f"{self.difference(self.after, state)}; it had said ({status}): {output.strip()[-200:]}; check said: {text.strip()[-200:]}")
        if state["hub"] not in (self.before["hub"], self.after["hub"]):
            self.faults.append(f"{label}: the remote is neither before nor after")
        if status in self.situation.statuses and state["hub"] != self.after["hub"]:
            self.faults.append(f"{label}: ended with {status}, but the remote does not have it")
        if status in self.situation.statuses and name != "after":
            self.faults.append(f"{label}: ended with {status}, but is {name}")
        locks = [os.path.join(folder, n) for folder, _, names in os.walk(f"{root}/c0/.git") for n in names if n.endswith(".lock")]
        if locks and "git" not in label:
            self.faults.append(f"{label}: left {[os.path.relpath(x, root) for x in locks]}")
        for lock in locks:
            os.remove(lock)
        fsck, text = self.git(root, "fsck", "--no-dangling", "--no-progress")
        if fsck != 0:
            self.faults.append(f"{label}: git fsck: {text[:200]}")
        self.finish(root, label, name)
        return name

    def finish(self, root, label, name):
        """The command again must come to the same end; a stopped merge must be one that git can give up."""
        if name not in ("before", "committed", "after"):
            return
        if self.situation.name == "conflict" and name == "after":
            status, text = self.git(root, "merge", "--abort")
            if status != 0 or files_on_disk(f"{root}/c0") != self.before["files"]:
                self.faults.append(f"{label}: git merge --abort does not bring the files back: {text[:200]}")
            return
        if name in ("before", "committed"):
            status, text = self.execute(["crm", *self.situation.words], root)
            state = self.state(root)
            if status not in self.situation.statuses or any(state[k] != self.after[k] for k in ("tree", "files", "merging", "hub")):
                self.faults.append(f"{label}: given again it ends with {status}, and {self.difference(self.after, state)}: {text.strip()[-300:]}")

    # ---- system calls

    def points(self, names):
        root = self.copy()
        log = f"{self.top}/trace"
        known = ",".join("?" + name for name in names)
        self.execute(["strace", "-qq", "-o", log, "-e", "trace=" + known, "-e", "signal=none", "--", "crm", *self.situation.words], root)
        counts, points, started = collections.Counter(), [], False
        with open(log, errors="replace") as file:
            for line in file:
                match = re.match(r"(\w+)\(", line)
                if match:
                    counts[match[1]] += 1
                    # Before the settings are read the loader is at work.
                    started = started or "crm.yaml" in line or ".git" in line
                    if started:
                        points.append((match[1], counts[match[1]]))
        shutil.rmtree(root)
        return points

    def kills(self, budget):
        points = self.points(fault_injection.KILLED_AT)
        chosen = sample(points, budget, 4 * self.seconds + 0.4)
        for name, n in chosen:
            root = self.copy()
            status, output = self.execute(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e",
                                           f"inject={name}:signal=KILL:when={n}", "--", "crm", *self.situation.words], root)
            found = self.look(root, f"{self.situation.name}: killed at {name} {n}", status, output)
            self.counts[f"killed, {found}"] += 1
            shutil.rmtree(root, ignore_errors=True)
        return len(points), len(chosen)

    def errors(self, budget):
        points = [(name, n, error) for name, n in self.points(list(fault_injection.FAILED_WITH)) for error in fault_injection.FAILED_WITH[name]]
        chosen = sample(points, budget, 4 * self.seconds + 0.4)
        for name, n, error in chosen:
            root = self.copy()
            status, output = self.execute(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e",
                                           f"inject={name}:error={error}:when={n}", "--", "crm", *self.situation.words], root)
            label = f"{self.situation.name}: {error} at {name} {n}"
            if not isinstance(status, int) or status < 0 or status >= 64:
                self.faults.append(f"{label}: ended with {status}: {output.strip()[-300:]}")
            found = self.look(root, label, status, output)
            self.counts[f"failed, {'ends well' if status in self.situation.statuses else 'says so'}, {found}"] += 1
            shutil.rmtree(root, ignore_errors=True)
        return len(points), len(chosen)

    # ---- git at its work

    def gits(self, budget):
        """Each start of git dies, or fails, before or after its work."""
        folder = f"{self.top}/git"
        os.makedirs(folder, exist_ok=True)
        plan, count, log = (f"{folder}/{name}" for name in ("plan", "count", "log"))
        wrapper = f"{self.home.top}/bin/git"
        with open(wrapper, "w") as file:
            file.write(GIT.format(real=shutil.which("git", path="/usr/bin:/bin:/usr/local/bin"), plan=plan, count=count, log=log))
        os.chmod(wrapper, 0o755)
        try:
            root = self.copy()
            with open(plan, "w") as file:
                file.write("0 none\n")
            self.execute(["crm", *self.situation.words], root)
            os.remove(plan)
            shutil.rmtree(root)
            starts = int(open(count).read()) if os.path.exists(count) else 0
            points = [(n, how) for n in range(1, starts + 1) for how in ("kill-before", "fail-before", "kill-after", "fail-after")]
            chosen = sample(points, budget, 2 * self.seconds + 0.2)
            commands = dict(line.split(" ", 1) for line in open(log).read().splitlines()) if starts else {}
            for n, how in chosen:
                root = self.copy()
                if os.path.exists(count):
                    os.remove(count)
                with open(plan, "w") as file:
                    file.write(f"{n} {how}\n")
                status, output = self.execute(["crm", *self.situation.words], root)
                os.remove(plan)
                label = f"{self.situation.name}: git {n} ({commands.get(str(n), '')[:60]}) {how}"
                if not isinstance(status, int) or status < 0 or status >= 64:
                    self.faults.append(f"{label}: ended with {status}: {output.strip()[-300:]}")
                found = self.look(root, label, status, output)
                self.counts[f"git {how}, {'ends well' if status in self.situation.statuses else 'says so'}, {found}"] += 1
                shutil.rmtree(root, ignore_errors=True)
            return len(points), len(chosen)
        finally:
            os.remove(wrapper)


def sample(points, budget, seconds):
    affordable = max(int(budget / seconds), 8)
    if len(points) <= affordable:
        return points
    return [points[i * len(points) // affordable] for i in range(affordable)]


def await_session(session):
    """A git that the killed command left behind may still be writing."""
    for _ in range(500):
        alive = False
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat") as file:
                        fields = file.read().rpartition(")")[2].split()
                    alive = alive or (fields[3] == str(session) and fields[0] != "Z")
                except (OSError, IndexError):
                    pass
        if not alive:
            return
        time.sleep(0.01)


# ---- one trouble each

def hook(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o755)


def gone(root):
    os.rename(f"{root}/hub.git", f"{root}/away.git")
    return lambda: os.rename(f"{root}/away.git", f"{root}/hub.git")


def file_there(path):
    def trouble(root):
        os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
        open(f"{root}/{path}", "w").close()
        return lambda: os.remove(f"{root}/{path}")
    return trouble


def hooked(path, text):
    def trouble(root):
        hook(f"{root}/{path}", text)
        return lambda: os.remove(f"{root}/{path}")
    return trouble


TROUBLES = [
    # name, what is done, whether sync must fail, words that its message must have
    ("the remote is gone", gone, True, ["hub.git"]),
    ("pre-receive refuses", hooked("hub.git/hooks/pre-receive", "echo 'not on Sundays'; exit 1\n"), True, ["not on Sundays"]),
    ("update refuses", hooked("hub.git/hooks/update", "echo 'not this branch'; exit 1\n"), True, ["not this branch"]),
    ("pre-push refuses", hooked("c0/.git/hooks/pre-push", "echo 'think again' >&2; exit 1\n"), True, ["think again"]),
    ("pre-commit fails", hooked("c0/.git/hooks/pre-commit", "exit 1\n"), False, []),
    ("commit-msg fails", hooked("c0/.git/hooks/commit-msg", "exit 1\n"), False, []),
    ("post-merge fails", hooked("c0/.git/hooks/post-merge", "exit 1\n"), False, []),
    ("post-receive fails", hooked("hub.git/hooks/post-receive", "exit 1\n"), False, []),
    ("reference-transaction fails", hooked("c0/.git/hooks/reference-transaction", "exit 1\n"), None, []),
    ("index.lock is there", file_there("c0/.git/index.lock"), True, ["index.lock"]),
    ("HEAD.lock is there", file_there("c0/.git/HEAD.lock"), None, []),
    ("the branch's lock is there", file_there("c0/.git/refs/heads/main.lock"), True, ["lock"]),
    ("the remote branch's lock is there", file_there("hub.git/refs/heads/main.lock"), True, ["lock"]),
]


def troubles(home, top, seed):
    faults, rows = [], []
    for situation in [s for s in SITUATIONS if s.name in ("merge", "push", "forward")]:
        bench = Bench(home, f"{top}", situation, seed).prepare()
        for name, trouble, must_fail, words in TROUBLES:
            pushes = any(part in name for part in ("refuse", "receive", "remote branch's"))
            if situation.name == "forward" and pushes:
                continue
            root = bench.copy()
            end = trouble(root)
            status, output = bench.execute(["crm", "sync"], root)
            # The trouble is over before anything is looked at, or git would stumble over it too.
            end()
            state = bench.state(root)
            label = f"{situation.name}, {name}"
            rows.append((label, status, output.strip().splitlines()[0][:110] if output.strip() else ""))
            if situation.name == "push" and "lock is there" in name and "remote" not in name:
                # A push alone writes nothing here that needs the lock.
                must_fail, words = None, []
            if must_fail and status == 0:
                faults.append(f"{label}: ended with 0: {output}")
            if must_fail is False and status != 0:
                faults.append(f"{label}: ended with {status}: {output}")
            if status != 0:
                for key in ("head", "files", "status", "merging", "hub"):
                    if state[key] != bench.before[key]:
                        faults.append(f"{label}: {key} is not as before: {bench.difference(bench.before, state)}: {output[-300:]}")
                if not re.search(r"hint", output) and status != 0:
                    faults.append(f"{label}: no way out is named: {output}")
                for word in words:
                    if word not in output:
                        faults.append(f"{label}: does not say {word!r}: {output}")
            elif any(state[k] != bench.after[k] for k in ("tree", "files", "status", "hub")):
                faults.append(f"{label}: ended well, but {bench.difference(bench.after, state)}")
            bench.faults = []
            bench.finish(root, label, bench.name(state))
            faults += bench.faults
            shutil.rmtree(root)
        shutil.rmtree(bench.top)
    return faults, rows


def full_disk(home, top, seed):
    """The clone on a small file system that is full: from no room at all up to enough."""
    faults, counts = [], collections.Counter()
    if os.geteuid() != 0:
        return [], {"not root": 1}
    bench = Bench(home, top, next(s for s in SITUATIONS if s.name == "merge"), seed).prepare()
    place = f"{top}/small"
    os.makedirs(place, exist_ok=True)
    for room in [0, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 128, 160, 200, 260, 400]:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", place], capture_output=True).returncode != 0:
            return [], {"no mount": 1}
        try:
            root = f"{place}/w"
            shutil.copytree(bench.work, root, symlinks=True)
            # The index of crm is there already, so that room is wanted for the sync alone.
            bench.execute(["crm", "check"], root)
            free = os.statvfs(place)
            filler = free.f_bavail * free.f_frsize - room * 4096
            with open(f"{place}/filler", "wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(filler, 4096))
            status, output = bench.execute(["crm", "sync"], root)
            os.remove(f"{place}/filler")
            label = f"full disk, {room} blocks left"
            if not isinstance(status, int) or status < 0 or status >= 64:
                faults.append(f"{label}: ended with {status}: {output[-300:]}")
            bench.faults = []
            found = bench.look(root, label, status, output)
            faults += bench.faults
            counts[f"{'ends well' if status == 0 else 'says so'}, {found}"] += 1
        finally:
            subprocess.run(["umount", "-l", place], check=True)
    return faults, dict(counts)


def run(home, top, seed, budget, only=None, parts=("kills", "errors", "gits", "troubles", "disk")):
    make_template(home, f"{top}/template", seed, story)
    total = 0
    for situation in SITUATIONS:
        if (only and situation.name not in only) or not set(parts) & {"kills", "errors", "gits"}:
            continue
        try:
            bench = Bench(home, top, situation, seed).prepare()
        except Broken as broken:
            print(f"BREACH {broken}")
            total += 1
            continue
        reached = {}
        for part in ("kills", "errors", "gits"):
            if part in parts:
                reached[part] = getattr(bench, part)(budget)
        print(f"{situation.name} (crm {' '.join(situation.words)}, {bench.seconds:.2f} s): "
              + ", ".join(f"{part} {done} of {all}" for part, (all, done) in reached.items()) + f"; {len(bench.faults)} faults")
        for key, count in sorted(bench.counts.items()):
            print(f"    {count} × {key}")
        for late in bench.late[:2]:
            print("  late: " + late[:300])
        for fault in bench.faults[:8]:
            print("  BREACH " + fault.replace("\n", "\n      "))
        total += len(bench.faults)
        shutil.rmtree(bench.top, ignore_errors=True)
    if "troubles" in parts:
        faults, rows = troubles(home, top, seed)
        for label, status, line in rows:
            print(f"    {label}: {status} {line}")
        for fault in faults:
            print("  BREACH " + fault.replace("\n", "\n      "))
        total += len(faults)
    if "disk" in parts:
        faults, counts = full_disk(home, top, seed)
        print(f"full disk: {counts}")
        for fault in faults[:8]:
            print("  BREACH " + fault)
        total += len(faults)
    return total
