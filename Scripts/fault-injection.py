#!/usr/bin/env python3
"""Kills a command, or fails one of its system calls, at every point in turn, and looks at what the next command finds.

    fault-injection.py --setup 'crm init . && crm contacts add Anna' --recover 'crm check' -- crm contacts set anna city=Oslo
    fault-injection.py --template DIR --recover 'crm check' --recovery-kills 20 -- crm deals move d5m8 won

Each run gets a fresh copy of the repository on a memory file system. After a kill and the recovery command the records
must be all as before or all as after; after an error and a non-zero exit they must be as before unless a journal is
pending, and after exit 0 as after. Needs strace and Python 3 only. Exits 1 when any run shows anything else.

Ids and times are fixed by CRM_SEED and CRM_NOW, so that "after" is one state. Where it is not, --after gives a shell
command, run in the copy, whose success means that the state is the one after.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time

# Calls that change what a later process sees, or stand between such calls.
KILLED_AT = """openat openat2 write pwrite64 writev fsync fdatasync syncfs sync rename renameat renameat2 link linkat
unlink unlinkat rmdir mkdir mkdirat ftruncate fchmod fchmodat flock close symlinkat clone3 vfork wait4""".split()

OPEN = ["ENOSPC", "EACCES", "EMFILE", "EIO", "EROFS"]
FAILED_WITH = {
    "openat": OPEN, "openat2": OPEN + ["ENOSYS"],
    "read": ["EIO"], "pread64": ["EIO"], "getdents64": ["EIO"],
    "write": ["ENOSPC", "EIO"], "pwrite64": ["ENOSPC", "EIO"], "writev": ["ENOSPC", "EIO"],
    "fsync": ["EIO", "ENOSPC"], "fdatasync": ["EIO"], "syncfs": ["EIO", "ENOSYS"],
    "rename": ["ENOSPC", "EACCES", "EIO", "EROFS"], "renameat": ["ENOSPC", "EACCES", "EIO", "EROFS"],
    "renameat2": ["ENOSPC", "EACCES", "EIO", "EROFS", "ENOSYS", "EINVAL"],
    "linkat": ["ENOSPC", "EIO"],
    "mkdir": ["ENOSPC", "EACCES", "EROFS"], "mkdirat": ["ENOSPC", "EACCES", "EROFS"],
    "unlink": ["EIO", "EACCES"], "unlinkat": ["EIO", "EACCES"],
    "close": ["EIO", "ENOSPC"], "ftruncate": ["EIO", "ENOSPC"], "fchmod": ["EPERM"], "fchmodat": ["EPERM"],
    "flock": ["ENOLCK"], "fcntl": ["EMFILE"], "getrandom": ["ENOSYS"],
    "fstat": ["EIO"], "newfstatat": ["EIO", "EACCES"], "statx": ["EIO"], "faccessat": ["EACCES"],
    "faccessat2": ["EACCES"],
}
# Names of the machine state, beside the tree; they are looked at on their own.
STATE = {".git", ".crm"}


def snapshot(root):
    """Path -> (mode, content) of all that is not machine state; folders too, so that a stray empty one shows."""
    found = {}
    for folder, folders, files in os.walk(root):
        if folder == root:
            folders[:] = [name for name in folders if name not in STATE]
            files = [name for name in files if name not in STATE]
        for name in folders + files:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            content = None
            if stat.S_ISREG(status.st_mode):
                with open(path, "rb") as file:
                    content = file.read()
            elif stat.S_ISLNK(status.st_mode):
                content = os.readlink(path)
            found[os.path.relpath(path, root)] = (status.st_mode, content)
    return found


def state_folders(root):
    """Where journals may lie: both possible state folders, and those of subfolders of a work tree."""
    bases = [os.path.join(root, ".git", "crm"), os.path.join(root, ".crm")]
    for base in bases[:1]:
        if os.path.isdir(base):
            bases += [os.path.join(base, name) for name in os.listdir(base) if name.startswith("at-")]
    return [base for base in bases if os.path.isdir(base)]


def has_journal(root):
    return any(os.path.exists(os.path.join(base, "journal.txn")) for base in state_folders(root))


def litter(root):
    found = []
    scratch = os.path.join(root, ".crm", "tmp")
    if os.path.isdir(scratch):
        found += [f".crm/tmp/{name}" for name in os.listdir(scratch)]
    for base in state_folders(root):
        for name in os.listdir(base):
            if name.startswith("journal.") or name.endswith(".new") or name.startswith("rejected-"):
                found.append(os.path.join(os.path.relpath(base, root), name))
    return found


class Harness:
    def __init__(self, options):
        self.options = options
        self.work = tempfile.mkdtemp(prefix="crm-faults-", dir=options.work)
        self.template = os.path.join(self.work, "template")
        self.environment = dict(os.environ)
        self.environment.setdefault("CRM_SEED", "1")
        self.environment.setdefault("CRM_NOW", "2026-11-24T10:00:00+00:00")
        # Otherwise a git that cannot be started changes who is written into the records, which is no fault.
        self.environment.setdefault("CRM_USER", "fault")
        for role in ("AUTHOR", "COMMITTER"):
            self.environment.setdefault(f"GIT_{role}_NAME", "Fault")
            self.environment.setdefault(f"GIT_{role}_EMAIL", "fault@example.com")
        self.counter = 0
        self.lock = threading.Lock()
        self.deadline = time.monotonic() + options.budget

    def copy(self):
        """A copy of the repository in a folder of its own: what the command writes beside it is gone with it."""
        with self.lock:
            self.counter += 1
            target = os.path.join(self.work, f"run-{self.counter}", "repository")
        shutil.copytree(self.template, target, symlinks=True)
        return target

    def drop(self, root):
        shutil.rmtree(os.path.dirname(root), ignore_errors=True)

    def execute(self, arguments, root):
        """Runs in a session of its own and waits until all of the session has ended."""
        process = subprocess.Popen(
            arguments, cwd=root, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=self.options.timeout)
            status = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            status = "timeout"
        self.await_session(process.pid)
        return status, output.decode("utf-8", "replace")

    def await_session(self, session):
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

    def traced(self, arguments, root, *strace):
        follow = ["-f"] if self.options.children else []
        return self.execute(["strace", "-qq", *follow, *strace, "--", *arguments], root)

    def calls(self, arguments, names):
        """(name, n) of each call from the first one that names the marker, in order of appearance."""
        root = self.copy()
        log = root + ".trace"
        known = ",".join("?" + name for name in names)
        status, output = self.traced(arguments, root, "-o", log, "-e", "trace=" + known, "-e", "signal=none")
        with open(log, errors="replace") as file:
            lines = file.readlines()
        marked = any(self.options.marker in line for line in lines)
        counts, points, started, files = collections.Counter(), [], not marked, set()
        loading, pipes = collections.Counter(), set()
        for line in lines:
            match = re.match(r"(?:(\d+) +)?(\w+)\((\d*)", line)
            if not match:
                continue
            # strace counts the calls of each process on its own.
            process, name, first = match.groups()
            counts[process, name] += 1
            if not started and self.options.marker in line:
                started, loading = True, collections.Counter({n: c for (_, n), c in counts.items()})
                loading[name] -= 1
            opened = re.search(r"= (\d+)$", line) if name in ("open", "openat", "openat2") else None
            if opened:
                files.add((process, opened.group(1)))
            if name == "close" and (process, first) not in files:
                # strace leaves out the call that it fails, and a pipe that is never closed hangs the other end, which
                # no real error of close does.
                pipes.add((name, counts[process, name]))
                continue
            if name == "close":
                files.discard((process, first))
            if started:
                points.append((name, counts[process, name]))
        # A child's first calls have the numbers of those with which the loader starts the command itself.
        points = [(name, n) for name, n in dict.fromkeys(points) if n > loading[name] and (name, n) not in pipes]
        self.drop(root)
        return points, status, output

    def state(self, root):
        tree = snapshot(root)
        if tree == self.before:
            return "before"
        if tree == self.after:
            return "after"
        if self.options.after and subprocess.run(
                self.options.after, shell=True, cwd=root, env=self.environment, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL).returncode == 0:
            return "after"
        return "mixed"

    def difference(self, root):
        tree = snapshot(root)
        lines = []
        for label, image in (("before", self.before), ("after", self.after)):
            paths = sorted(p for p in set(tree) | set(image) if tree.get(p) != image.get(p))
            lines.append(f"differs from {label} in: " + ", ".join(paths[:6]))
        return "; ".join(lines)

    def recover(self, root, faults, label):
        status, output = self.execute(shlex.split(self.options.recover), root)
        if status not in self.options.recover_status:
            faults.append(f"{label}: the recovery command ended with {status}: {output.strip()[-300:]}")

    def settled(self, root, faults, label, allowed):
        found = self.state(root)
        if found not in allowed:
            detail = self.difference(root) if found == "mixed" else f"expected {' or '.join(allowed)}"
            faults.append(f"{label}: {found} state after recovery; {detail}")
        left = litter(root)
        if left:
            faults.append(f"{label}: litter after recovery: {', '.join(left[:5])}")
        return found

    def kill(self, point):
        name, n = point
        label, faults, root = f"kill at {name} {n}", [], self.copy()
        status, _ = self.traced(
            self.options.command, root, "-o", "/dev/null", "-e", f"trace={name}", "-e",
            f"inject={name}:signal=KILL:when={n}")
        if status == 0:
            # The whole command ran: the calls before differ a little from run to run.
            self.recover(root, faults, label)
            self.settled(root, faults, label, ["after"])
            self.drop(root)
            return "not reached", faults
        pending = has_journal(root)
        if pending and self.options.recovery_kills:
            self.kill_recoveries(root, faults, label)
        self.recover(root, faults, label)
        found = self.settled(root, faults, label, ["after"] if pending else ["before", "after"])
        self.drop(root)
        return found, faults

    def kill_recoveries(self, root, faults, label):
        """The recovery is killed at points of its own; what it left is copied, recovered and looked at each time."""
        recover = shlex.split(self.options.recover)
        step = max(1, len(self.recovery_points) // self.options.recovery_kills)
        for name, n in self.recovery_points[::step]:
            if time.monotonic() > self.deadline:
                return
            again = root + f"-{name}-{n}"
            shutil.copytree(root, again, symlinks=True)
            self.traced(recover, again, "-o", "/dev/null", "-e", f"trace={name}", "-e",
                        f"inject={name}:signal=KILL:when={n}")
            self.recover(again, faults, f"{label}, recovery killed at {name} {n}")
            self.settled(again, faults, f"{label}, recovery killed at {name} {n}", ["after"])
            shutil.rmtree(again, ignore_errors=True)
            with self.lock:
                self.recoveries_killed += 1

    def fail(self, point):
        name, n, error = point
        label, faults, root = f"{error} at {name} {n}", [], self.copy()
        status, output = self.traced(
            self.options.command, root, "-o", "/dev/null", "-e", f"trace={name}", "-e",
            f"inject={name}:error={error}:when={n}")
        tail = output.strip()[-300:]
        found, pending = self.state(root), has_journal(root)
        if not isinstance(status, int) or status < 0 or status >= 70:
            faults.append(f"{label}: the command ended with {status}: {tail}")
        if status == 0 and (found != "after" or pending):
            faults.append(f"{label}: exit 0, but the state is {found}{' and a journal is pending' if pending else ''}")
        if status != 0 and not pending and found == "mixed":
            faults.append(f"{label}: exit {status} with no journal pending and a mixed state; {self.difference(root)}")
        if status != 0 and not output.strip():
            faults.append(f"{label}: exit {status} without a word")
        self.recover(root, faults, label)
        self.settled(root, faults, label, ["after"] if status == 0 or pending else ["before", "after"])
        self.drop(root)
        if status == 0:
            return "exit 0, after", faults
        if pending:
            return "exit non-zero, finished by the next command", faults
        return f"exit non-zero, {found}", faults

    def sample(self, points, share):
        """Evenly fewer points where the time would not suffice."""
        rate = max(self.seconds_per_run, 0.01) / self.options.jobs
        affordable = max(int((self.deadline - time.monotonic()) * share / rate), self.options.least)
        if len(points) <= affordable:
            return points
        print(f"  {len(points)} points, {affordable} of them in the time given")
        return [points[i * len(points) // affordable] for i in range(affordable)]

    def prepare(self):
        options = self.options
        if options.template:
            shutil.copytree(options.template, self.template, symlinks=True)
        else:
            os.mkdir(self.template)
        if options.setup:
            done = subprocess.run(
                options.setup, shell=True, cwd=self.template, env=self.environment, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
            if done.returncode:
                sys.exit(f"the set-up failed: {done.stdout.decode('utf-8', 'replace')}")
        self.before = snapshot(self.template)
        images = []
        for _ in range(2):
            root = self.copy()
            start = time.monotonic()
            status, output = self.execute(options.command, root)
            if status != 0:
                sys.exit(f"the command fails undisturbed, with {status}: {output}")
            images.append(snapshot(root))
            recovered, output = self.execute(shlex.split(options.recover), root)
            if recovered not in options.recover_status:
                sys.exit(f"the recovery command fails undisturbed, with {recovered}: {output}")
            self.seconds_per_run = 3 * (time.monotonic() - start) + 0.05
            self.drop(root)
        self.after = images[0]
        if self.after == self.before:
            sys.exit("the command changes nothing")
        if images[0] != images[1] and not options.after:
            sys.exit("two undisturbed runs differ; fix ids and times, or give --after")

    def run(self):
        self.prepare()
        points, _, _ = self.calls(self.options.command, KILLED_AT)
        self.recovery_points, _, _ = self.calls(shlex.split(self.options.recover), KILLED_AT)
        self.recoveries_killed = 0
        errors, _, _ = self.calls(self.options.command, list(FAILED_WITH))
        errors = [(name, n, error) for name, n in errors for error in FAILED_WITH[name]
                  if not self.options.errors or error in self.options.errors]
        faults = []
        for title, job, todo, share in (("kills", self.kill, points, 0.5), ("errors", self.fail, errors, 0.9)):
            if title in self.options.skip:
                continue
            outcomes = collections.Counter()
            todo = self.sample(todo, share)
            with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
                for outcome, found in pool.map(job, todo):
                    outcomes[outcome] += 1
                    faults += found
            print(f"{title}: {len(todo)} runs; " + "; ".join(f"{n} {what}" for what, n in outcomes.most_common()))
        if self.recoveries_killed:
            print(f"recoveries killed: {self.recoveries_killed}")
        for fault in faults[:50]:
            print("FAULT " + fault)
        print(f"{len(faults)} faults")
        return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--template", help="a prepared repository; it is copied and left as it is")
    parser.add_argument("--setup", help="a shell line that prepares the copy of the template, or an empty folder")
    parser.add_argument("--recover", required=True, help="the next command, such as: crm check")
    parser.add_argument("--recover-status", type=int, nargs="*", default=[0], help="its good exit statuses")
    parser.add_argument("--after", help="a shell line that succeeds where the state is the one after")
    parser.add_argument("--marker", default="crm.yaml", help="begin at the first call that names this")
    parser.add_argument("--children", action="store_true", help="also disturb child processes, such as git")
    parser.add_argument("--recovery-kills", type=int, default=0, help="kills of the recovery for each pending journal")
    parser.add_argument("--errors", nargs="*", help="only these, such as: ENOSPC EIO")
    parser.add_argument("--skip", nargs="*", default=[], choices=["kills", "errors"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=30, help="seconds for one command")
    parser.add_argument("--budget", type=float, default=600, help="seconds for the whole, kept by sampling")
    parser.add_argument("--least", type=int, default=20, help="so many kills and errors, whatever the time")
    parser.add_argument("--work", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    parser.add_argument("command", nargs="+", help="after --: the command to disturb")
    options = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("strace is needed")
    options.command = [os.path.abspath(options.command[0]) if os.sep in options.command[0] else options.command[0],
                       *options.command[1:]]
    harness = Harness(options)
    try:
        return harness.run()
    finally:
        shutil.rmtree(harness.work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
