#!/usr/bin/env python3
"""Measures crm against yardsticks on the same machine in the same minute, and prints ratios.

    bench/run.py CRM [--sizes N,N…] [--rounds R] [--only WORD] [--groups G,G…] [--busy CORES] [--keep DIR]
                     [--json FILE] [--markdown]

Ends with 0 also where a ratio is missed, and with 1 where something could not be measured. See docs/BENCHMARKS.md.
"""
import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import cases  # noqa: E402
import report  # noqa: E402
from site_folders import Site, find_programs, say  # noqa: E402

GROUPS = ["reads", "reports", "printing", "index", "writes", "imports"]
# Seconds after which a slow command is content with fewer rounds.
PATIENCE = 3
# Microseconds a file: local disks need a third of it, unless many files were removed some moments ago.
SLOW_CREATION = 60


@dataclasses.dataclass
class Size:
    """What was measured at a size: `runs` are the figures by group, command or yardstick, and `quiet` or `busy`; a
    yardstick of two groups is measured in each."""
    records: int
    cases: list = dataclasses.field(default_factory=list)
    yardsticks: list = dataclasses.field(default_factory=list)
    runs: dict = dataclasses.field(default_factory=dict)
    failures: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)


def plan(commands):
    lines = []
    for command in commands:
        lines += ["case 0", f"in {command.folder}"]
        lines += [f"set {name}={value}" for name, value in command.variables.items()]
        lines += [f"before {command.before}"] if command.before else []
        lines += [f"arg {word}" for word in command.argv]
    return "\n".join(lines) + "\n"


def measure(launcher, commands, options, environment):
    """Runs the commands, by name, in turn; gives their figures by name, and how others failed, by name."""
    names = list(commands)
    done = subprocess.run(
        [launcher, str(options.rounds), str(PATIENCE), str(options.busy)], input=plan(commands.values()),
        env=environment, stdout=subprocess.PIPE, text=True, errors="replace", check=True)
    values, failures = {name: {"quiet": [], "busy": []} for name in names}, {}
    for line in done.stdout.splitlines():
        word, _, rest = line.partition(" ")
        if word == "run":
            number, is_busy, *figures = map(int, rest.split())
            values[names[number]]["busy" if is_busy else "quiet"].append(figures)
        elif word == "failed":
            number, status = map(int, rest.split())
            failed = names[number]
            command = commands[failed]
            failures[failed] = [f"{shlex.join(command.argv)}  (in {command.folder})", f"status {status}"]
        else:
            failures[failed].append(line[1:])
    return {name: {condition: summary(runs) for condition, runs in of_name.items() if runs}
            for name, of_name in values.items() if of_name["quiet"] and name not in failures}, failures


def summary(runs):
    """Medians of wall and processor time in milliseconds, the shortest wall time, the peak of memory."""
    wall, processor, memory = zip(*runs)
    return {
        "ms": round(statistics.median(wall) / 1e6, 3), "cpu_ms": round(statistics.median(processor) / 1e3, 3),
        "least_ms": round(min(wall) / 1e6, 3), "mib": round(max(memory) / 1024, 2), "runs": len(runs)}


def check_counts(site):
    """The walks must meet the records and nothing else."""
    for name in ["stat", "parse"]:
        met = subprocess.check_output([site.programs[name], *cases.KINDS], cwd=site.repository, text=True).strip()
        if met != str(site.records):
            sys.exit(f"bench: {name} met {met} files, not {site.records}")


def check_import(site):
    made = {len(list(folder.glob("contacts/*.yaml"))) for folder in site.root.glob("imported-*")}
    return {} if made <= {site.records} else {"imports run": [f"made {made} contacts of {site.records} rows"]}


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
    created = size.runs.get("imports", {}).get(cases.CREATE)
    if created is None:
        return []
    micros = created["quiet"]["ms"] * 1000 / size.records
    if micros < SLOW_CREATION:
        return []
    return [f"warning: creating a file took {micros:.0f} µs; where it usually takes less, the ratio of imports is void"]


def wanted_names(chosen):
    """The yardsticks of the cases, and what is taken off one or the other."""
    names = [name for case in chosen for against in case.against if isinstance(against, cases.Against)
             for name in [against.yardstick, against.beyond, against.less]]
    return [name for name in dict.fromkeys(names) if name]


def measure_size(crm, site, options, environment):
    every = cases.cases(crm, site)
    chosen = [case for case in every if options.only.lower() in case.name.lower() and case.group in options.groups]
    # A command may be the yardstick of another.
    known = {**{case.name: case.command for case in every}, **cases.yardsticks(crm, site)}
    size, others = Size(site.records, chosen), Others()
    if site.programs["sqlite3"] and any(case.group == "printing" for case in chosen):
        site.write_rows_of_contacts(crm, environment)
    for group in GROUPS:
        of_group = [case for case in chosen if case.group == group]
        if not of_group:
            continue
        say(f"measuring {group} at {site.records:,} records")
        commands = {name: known[name] for name in wanted_names(of_group) if name in known}
        size.yardsticks += [(group, name) for name in commands]
        commands.update({case.name: case.command for case in of_group})
        with site.unchanged() if group == "writes" else contextlib.nullcontext():
            runs, failures = measure(site.programs["measure"], commands, options, environment)
        if group == "imports" and not failures:
            failures = check_import(site)
        size.runs[group] = runs
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
    parser.add_argument("--groups", default=",".join(GROUPS), help="only these groups of commands (%(default)s)")
    parser.add_argument("--busy", type=int, default=1, metavar="CORES",
                        help="how many cores are kept busy in every second round (%(default)s; 0: no such rounds)")
    parser.add_argument("--keep", metavar="DIR", help="write the repositories there and use them again")
    parser.add_argument("--json", metavar="FILE", help="keep the figures; bench/report.py FILE prints them again")
    parser.add_argument("--markdown", action="store_true", help="print the tables as docs/BENCHMARKS.md has them")
    options = parser.parse_args()
    try:
        options.sizes = [int(size) for size in options.sizes.split(",")]
    except ValueError:
        parser.error("--sizes takes numbers, such as 1000,10000")
    options.groups = options.groups.split(",")
    if min(options.sizes) < 1000 or options.rounds < 1 or not 0 <= options.busy <= 64:
        parser.error("a size is at least 1000, there is at least one round, and at most 64 cores are kept busy")
    if not set(options.groups) <= set(GROUPS):
        parser.error(f"--groups takes some of {','.join(GROUPS)}")
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
        result = {"rounds": options.rounds, "cores": os.cpu_count(), "busy": options.busy, "notes": warnings(programs)}
        print(report.head(result, options.markdown), flush=True)
        sites, sizes = [], []
        for records in options.sizes:
            sites.append(Site(folder, records, programs, environment))
            check_counts(sites[-1])
            sizes.append(measure_size(crm, sites[-1], options, environment))
            print(report.size_table(report.describe(sizes[-1]), options.markdown), flush=True)
        # Only now: some file systems are slow to create files for minutes after many were removed.
        for site in sites:
            site.discard_runs()
    result.update(failures=gather(sizes), sizes=[report.describe(size) for size in sizes])
    print(report.tail(result, options.markdown), flush=True)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    sys.exit(1 if result["failures"] else 0)


if __name__ == "__main__":
    main()
