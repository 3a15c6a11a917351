#!/usr/bin/env python3
"""Measures crm against yardsticks on the same machine in the same minute, and prints ratios.

    bench/run.py CRM [--records N] [--rounds R] [--json]

Every round runs each command once, so that a busy moment hits all of them alike; the median of the rounds counts.
A new measurement is one line in `cases`.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import generate  # noqa: E402


def build(folder):
    """The yardsticks, built the way the program is."""
    empty, stat = folder / "empty", folder / "stat"
    linux = sys.platform.startswith("linux")
    flags = ["-static-stdlib", "-Xlinker", "--gc-sections"] if linux else []
    subprocess.run(["swiftc", "-O", *flags, "-o", empty, HERE / "empty.swift"], check=True, cwd=folder)
    compiler = shutil.which("cc") or shutil.which("clang")
    subprocess.run([compiler, "-O2", "-o", stat, HERE / "stat.c"], check=True)
    return {"empty Swift program": [str(empty)], "fstatat of every file": [str(stat), "."]}


def cases(crm):
    """What is measured: name, command, yardstick, the ratio to reach (None: shown only)."""
    stat = "fstatat of every file"
    return [
        ("crm --version", [crm, "--version"], "empty Swift program", 2.0),
        ("contacts list, 50 rows", [crm, "contacts", "list", "tag:vip", "limit:50"], stat, 1.5),
        ("contacts show", [crm, "contacts", "show", "p17@mail.example"], stat, 1.5),
        ("deals board", [crm, "deals", "board", "limit:50"], stat, 1.5),
        ("contacts list, all, JSON", [crm, "contacts", "list", "--json"], stat, None),
    ]


def run(command, folder, environment):
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return elapsed * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--records", type=int, default=1000, help="contacts in the repository (%(default)s)")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each command (%(default)s)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    crm = str(pathlib.Path(options.crm).resolve())
    environment = {
        "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8",
        "CRM_NOW": "2026-11-24T10:00:00+01:00", "CRM_USER": "mara", "NO_COLOR": "1",
    }
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as name:
        folder = pathlib.Path(name)
        yardsticks = build(folder)
        repository = folder / "repository"
        written = len(generate.generate(options.records, repository).taken)
        rows = cases(crm)
        commands = yardsticks | {name: command for name, command, _, _ in rows}
        times = {name: [] for name in commands}
        for turn in range(options.rounds + 2):
            for name, command in commands.items():
                elapsed = run(command, repository, environment)
                if turn >= 2:  # the first rounds warm the caches
                    times[name].append(elapsed)
    medians = {name: statistics.median(values) for name, values in times.items()}
    result = [
        {"name": name, "ms": round(medians[name], 2), "yardstick": base, "yardstick_ms": round(medians[base], 2),
         "ratio": round(medians[name] / medians[base], 2), "reach": reach}
        for name, _, base, reach in rows
    ]
    if options.json:
        print(json.dumps({"records": written, "rounds": options.rounds, "results": result}, indent=2))
        return
    print(f"{written} records, medians of {options.rounds} interleaved runs, warm\n")
    print(f"{'command':28}{'ms':>8}  {'yardstick':24}{'ms':>8}{'ratio':>8}{'reach':>8}")
    for row in result:
        reach = "" if row["reach"] is None else f"≤ {row['reach']:g}"
        print(f"{row['name']:28}{row['ms']:8.2f}  {row['yardstick']:24}{row['yardstick_ms']:8.2f}{row['ratio']:8.2f}{reach:>8}")


if __name__ == "__main__":
    main()
