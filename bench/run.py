#!/usr/bin/env python3
"""Measures crm against yardsticks on the same machine in the same minute, and prints ratios.

    bench/run.py CRM [--sizes N,N…] [--rounds R] [--only WORD] [--keep DIR] [--json]

Ends with 0 also where a ratio is missed, and with 1 where something could not be measured. See docs/BENCHMARKS.md.
"""
import argparse
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import cases  # noqa: E402
import generate  # noqa: E402
import peers  # noqa: E402
import report  # noqa: E402

GROUPS = ["reads", "reports", "index", "writes", "imports"]
# Seconds after which a slow command is content with fewer rounds.
PATIENCE = 3
# Microseconds a file: local disks need a third of it, unless many files were removed some moments ago.
SLOW_CREATION = 60


@dataclasses.dataclass
class Size:
    records: int
    cases: list
    yardsticks: list
    runs: dict = dataclasses.field(default_factory=dict)
    failures: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)


class Site:
    """A folder per size with all that the commands work on; complete once its `ready` is written."""

    def __init__(self, folder, records, programs, environment):
        self.records, self.programs = records, programs
        self.root = folder / str(records)
        self.repository, self.tasks = str(self.root / "repository"), str(self.root / "tasks")
        self.rec, self.fts5 = str(self.root / "records.rec"), str(self.root / "records.sqlite")
        self.rows, self.empty = str(self.root / "rows.csv"), str(self.root / "empty")
        self.operations, self.applied = str(self.root / "operations.jsonl"), str(self.root / "applied")
        self.imported, self.created = str(self.root / "imported"), str(self.root / "created")
        sources = (HERE / "generate.py").read_bytes() + (HERE / "peers.py").read_bytes()
        present = sorted(name for name, path in programs.items() if path)
        self.discard_runs()
        self.key = hashlib.sha256(sources + " ".join(present).encode()).hexdigest()
        self.contact = self.reuse() or self.build(environment)
        self.state = str(self.root / "repository" / (".git/crm" if programs["git"] else ".crm"))

    def discard_runs(self):
        for folder in [path for name in ["imported", "applied", "created"] for path in self.root.glob(f"{name}-*")]:
            shutil.rmtree(folder)

    def reuse(self):
        try:
            ready = json.loads((self.root / "ready").read_text())
        except (OSError, ValueError):
            return None
        return ready["contact"] if ready["key"] == self.key else None

    def build(self, environment):
        say(f"writing {self.records:,} records")
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        contact = generate.generate(self.records, self.repository)
        generate.write_rows(self.records, self.rows)
        generate.write_operations(self.records, self.operations)
        generate.write_settings(self.empty)
        if self.programs["git"]:
            peers.commit(self.repository, environment)
        if self.programs["task"]:
            peers.write_tasks(self.records, self.tasks)
        if self.programs["recsel"]:
            peers.write_rec(self.records, self.rec)
        if self.programs["sqlite3"]:
            peers.write_fts5(self.records, self.fts5)
        # What waits to be written would disturb the first measurements.
        os.sync()
        (self.root / "ready").write_text(json.dumps({"key": self.key, "contact": contact}))
        return contact

    @contextlib.contextmanager
    def unchanged(self):
        """Whatever is written to the contact meanwhile, it is as before afterwards."""
        path = os.path.join(self.repository, self.contact["path"])
        with open(path, "rb") as file:
            text, facts = file.read(), os.stat(path)
        try:
            yield
        finally:
            with open(path, "wb") as file:
                file.write(text)
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def say(text):
    print(text, file=sys.stderr, flush=True)


def build(compiler, name, folder, *flags):
    subprocess.run([compiler, "-O2", "-o", folder / name, HERE / (name + ".c"), *flags], check=True)
    return str(folder / name)


def yaml_flags():
    tool = shutil.which("pkg-config")
    if tool is None or subprocess.run([tool, "--exists", "yaml-0.1"]).returncode != 0:
        return ["-lyaml"]
    return subprocess.check_output([tool, "--cflags", "--libs", "yaml-0.1"], text=True).split()


def find_programs(folder):
    """Every program by name: the small ones built here, the others as installed, or None."""
    folder.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("cc") or shutil.which("clang") or sys.exit("bench needs a C compiler")
    programs = {name: build(compiler, name, folder) for name in ["measure", "stat", "create"]}
    programs["parse"] = build(compiler, "parse", folder, *yaml_flags())
    programs.update({name: shutil.which(name) for name in ["git", "rg", "task", "recsel"]})
    programs["sqlite3"] = shutil.which("sqlite3") if peers.has_fts5() else None
    programs["empty"] = None
    if shutil.which("swiftc"):
        # Built as the program is.
        flags = ["-static-stdlib", "-Xlinker", "--gc-sections"] if sys.platform.startswith("linux") else []
        subprocess.run(["swiftc", "-O", *flags, "-o", folder / "empty", HERE / "empty.swift"], check=True, cwd=folder)
        programs["empty"] = str(folder / "empty")
    return programs


def plan(commands):
    lines = []
    for command in commands:
        lines += ["case 0", f"in {command.folder}"]
        lines += [f"set {name}={value}" for name, value in command.variables.items()]
        lines += [f"before {command.before}"] if command.before else []
        lines += [f"arg {word}" for word in command.argv]
    return "\n".join(lines) + "\n"


def measure(launcher, commands, rounds, environment):
    """Runs the commands, by name, in turn; gives their medians by name, and how others failed, by name."""
    names = list(commands)
    done = subprocess.run(
        [launcher, str(rounds), str(PATIENCE)], input=plan(commands.values()), env=environment, stdout=subprocess.PIPE,
        text=True, errors="replace", check=True)
    values, failures = {name: [] for name in names}, {}
    for line in done.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word == "run":
            number, *figures = map(int, rest.split())
            values[names[number]].append(figures)
        elif word == "failed":
            number, status = map(int, rest.split())
            failed = names[number]
            command = commands[failed]
            failures[failed] = [f"{shlex.join(command.argv)}  (in {command.folder})", f"status {status}"]
        else:
            failures[failed].append(line[1:])
    return {name: summary(runs) for name, runs in values.items() if runs and name not in failures}, failures


def summary(runs):
    wall, processor, memory = zip(*runs)
    return {
        "ms": round(statistics.median(wall) / 1e6, 3), "cpu_ms": round(statistics.median(processor) / 1e3, 3),
        "mib": round(max(memory) / 1024, 2), "runs": len(runs)}


def check_counts(site):
    """The walks must meet the records and nothing else."""
    for name in ["stat", "parse"]:
        met = subprocess.check_output([site.programs[name], *cases.KINDS], cwd=site.repository, text=True).strip()
        if met != str(site.records):
            sys.exit(f"bench: {name} met {met} files, not {site.records}")


def check_import(site):
    made = {len(list(folder.glob("contacts/*.yaml"))) for folder in site.root.glob("imported-*")}
    return {} if made == {site.records} else {"imports run": [f"made {made} contacts of {site.records} rows"]}


class Others:
    """How many cores other programs kept busy, as far as the system tells."""

    def __init__(self):
        self.began, self.busy = time.monotonic(), self.busy_seconds()

    @staticmethod
    def busy_seconds():
        """Of all programs but this one and what it ran, since the system began."""
        try:
            with open("/proc/stat") as file:
                user, nice, system, _, _, *rest = map(int, file.readline().split()[1:9])
        except OSError:
            return None
        return (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK") - sum(os.times()[:4])

    def notes(self):
        now = self.busy_seconds()
        cores = 0 if now is None else (now - self.busy) / (time.monotonic() - self.began)
        return [f"warning: other programs kept {cores:.1f} cores busy meanwhile"] if cores >= 0.1 else []


def creation_notes(size):
    """A yardstick that is slow makes every import look good, so it has to be told."""
    micros = size.runs.get(cases.CREATE, {}).get("ms", 0) * 1000 / size.records
    if micros < SLOW_CREATION:
        return []
    return [f"warning: creating a file took {micros:.0f} µs; where it usually takes less, the ratio of imports is void"]


def measure_size(crm, site, options, environment):
    chosen = [case for case in cases.cases(crm, site) if options.only.lower() in case.name.lower()]
    yardsticks = cases.yardsticks(crm, site)
    size, others = Size(site.records, chosen, []), Others()
    for group in GROUPS:
        of_group = [case for case in chosen if case.group == group]
        wanted = dict.fromkeys(against.yardstick for case in of_group for against in case.against)
        base = {name: yardsticks[name] for name in wanted if name in yardsticks}
        if not of_group:
            continue
        say(f"measuring {group} at {site.records:,} records")
        commands = {**base, **{case.name: case.command for case in of_group}}
        with site.unchanged() if group == "writes" else contextlib.nullcontext():
            runs, failures = measure(site.programs["measure"], commands, options.rounds, environment)
        if group == "imports" and not failures:
            failures = check_import(site)
        size.yardsticks += base
        size.runs.update(runs)
        size.failures += [(name, *lines) for name, lines in failures.items()]
    size.notes += others.notes() + creation_notes(size)
    return size


def gather(sizes):
    """What failed, each once, with the sizes at which it did."""
    where = {}
    for size in sizes:
        for name, command, *lines in size.failures:
            where.setdefault((name, *lines), ([], command))[0].append(f"{size.records:,}")
    return [f"{name} at {' and '.join(records)} records\n  " + "\n  ".join([command, *lines])
            for (name, *lines), (records, command) in where.items()]


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of records (%(default)s)")
    parser.add_argument("--rounds", type=int, default=11, help="runs of each command (%(default)s)")
    parser.add_argument("--only", default="", metavar="WORD", help="only commands whose name holds it")
    parser.add_argument("--keep", metavar="DIR", help="write the repositories there and use them again")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        options.sizes = [int(size) for size in options.sizes.split(",")]
    except ValueError:
        parser.error("--sizes takes numbers, such as 1000,10000")
    if min(options.sizes) < 1000 or options.rounds < 1:
        parser.error("a size is at least 1000, and there is at least one round")
    return options


def warnings(programs):
    titles = {"git": "git", "rg": "ripgrep", "task": "taskwarrior", "recsel": "recutils",
              "sqlite3": "sqlite3 with FTS5", "empty": "swiftc"}
    lines = [f"skipped: {title} is not installed" for name, title in titles.items() if not programs[name]]
    load, cores = os.getloadavg()[0], os.cpu_count()
    if load > cores / 2:
        lines.append(f"warning: the machine is busy (load {load:.1f} on {cores} cores), ratios may be off")
    return lines


@contextlib.contextmanager
def workspace(keep):
    if keep:
        yield pathlib.Path(keep).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as name:
        yield pathlib.Path(name)


def main():
    options = parse_options()
    crm = str(pathlib.Path(options.crm).resolve())
    with workspace(options.keep) as folder:
        (folder / "home").mkdir(parents=True, exist_ok=True)
        # Nobody's own settings, and a clock that stands.
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder / "home"), "LANG": "C.UTF-8", "NO_COLOR": "1",
            "CRM_NOW": "2026-11-24T10:00:00+01:00", "CRM_USER": "mara", "GIT_CONFIG_NOSYSTEM": "1"}
        programs = find_programs(folder / "programs")
        notes, sites, sizes = warnings(programs), [], []
        for note in notes:
            print(note, file=sys.stderr if options.json else sys.stdout, flush=True)
        for records in options.sizes:
            sites.append(Site(folder, records, programs, environment))
            check_counts(sites[-1])
            sizes.append(measure_size(crm, sites[-1], options, environment))
            if not options.json:
                report.print_size(sizes[-1], options.rounds)
                sys.stdout.flush()
        # Only now: some file systems are slow to create files for minutes after many were removed.
        for site in sites:
            site.discard_runs()
    failures = gather(sizes)
    if options.json:
        result = {"rounds": options.rounds, "cores": os.cpu_count(), "notes": notes, "failures": failures,
                  "sizes": [report.size_as_json(size) for size in sizes],
                  "growth": {"records": options.sizes, "ms": report.growth(sizes)}}
        print(json.dumps(result, indent=2, ensure_ascii=False))
    elif len(sizes) > 1:
        report.print_growth(sizes)
    for failure in failures:
        say(f"\nnot measured: {failure}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
