#!/usr/bin/env python3
"""Kills `crm merge-driver` at each of its system calls, and fails the calls that write, and looks at what git would find.

    Scripts/check-merge-driver.py [--crm PATH] [--workers N]

Ours is at every moment the file as it was, or the whole result, or where something cannot be read or kept, both versions
between marks. Nothing is left that `git add -A` would take, but for what
git left there itself. Where a call fails, the driver ends with 0 and the result, or with 1 (2 and more make the command of
`crm team join` fall back on git's own merge). Needs strace, git and Python 3 only; exits 1 on a breach.
"""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile

BASE = "id: {id}\ntitle: Call\ndue: 2026-11-20\nowner: anna\nresult: one\n"
CASES = {
    "merged": (BASE.format(id="a7f3q2mz"), "due: 2026-11-20", "due: 2026-12-31", "owner: anna", "owner: carl"),
    "conflict": (BASE.format(id="a7f3q2mz"), "result: one", "result: two", "result: one", "result: three"),
    "apart": (BASE.format(id="a7f3q2mz"), "due: 2026-11-20", "due: 2026-12-31", "id: a7f3q2mz", "id: b7f3q2mz"),
}
WRITERS = "openat write rename fchmod close mkdir".split()
ERRORS = ["ENOSPC", "EIO", "EACCES"]


def prepare(folder, case):
    base, old, new, left, right = CASES[case]
    subprocess.run(["git", "init", "-q", folder], check=True)
    files = {"crm.yaml": "format: 1\n", ".merge_file_base": base, ".merge_file_ours": base.replace(old, new),
             ".merge_file_theirs": base.replace(left, right)}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
    subprocess.run(["git", "-C", folder, "add", "-A"], check=True)


def driver(crm, case):
    name = "call-b7f3q2mz" if case == "apart" else "call-a7f3q2mz"
    return [crm, "merge-driver", ".merge_file_base", ".merge_file_ours", ".merge_file_theirs", "7",
            f"tasks/2026-11/{name}.yaml"]


def look(folder):
    with open(os.path.join(folder, ".merge_file_ours")) as file:
        ours = file.read()
    state = subprocess.run(["git", "-C", folder, "status", "--porcelain", "-uall"], capture_output=True, text=True)
    return ours, sorted(line[3:] for line in state.stdout.splitlines() if line.startswith("??"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crm", default=".build/debug/crm")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    crm = os.path.abspath(options.crm)
    breaches, trials = [], 0
    with tempfile.TemporaryDirectory(prefix="crm-driver-") as place:
        for case in CASES:
            template = os.path.join(place, case)
            prepare(template, case)
            before, _ = look(template)
            whole = os.path.join(place, case + "-whole")
            shutil.copytree(template, whole)
            trace = os.path.join(place, case + ".trace")
            end = subprocess.run(["strace", "-f", "-o", trace] + driver(crm, case), cwd=whole, capture_output=True)
            after, made = look(whole)
            if end.returncode != (1 if case == "conflict" else 0):
                breaches.append(f"{case}: ends with {end.returncode}: {end.stderr.decode()}")
            counts = {}
            with open(trace) as file:
                for line in file:
                    name = line.split(None, 1)[1].split("(")[0] if "(" in line else ""
                    if name.isidentifier() and name not in ("execve", "exit_group"):
                        counts[name] = counts.get(name, 0) + 1
            jobs = [(name, n, "signal=KILL") for name, count in counts.items() for n in range(1, count + 1)]
            jobs += [(name, n, "error=" + error) for name in WRITERS for error in ERRORS
                     for n in range(1, counts.get(name, 0) + 1)]

            def attempt(job):
                name, number, fault = job
                folder = tempfile.mkdtemp(dir=place)
                trial = os.path.join(folder, "w")
                shutil.copytree(template, trial)
                run = subprocess.run(
                    ["strace", "-f", "-o", "/dev/null", "-e", f"inject={name}:{fault}:when={number}"] + driver(crm, case),
                    cwd=trial, capture_output=True, text=True)
                ours, litter = look(trial)
                shutil.rmtree(folder)
                said = f"{case}: {name} #{number} {fault}: "
                if ours not in (before, after) and not (fault.startswith("error") and run.returncode == 1 and "<<<<<<< ours" in ours):
                    return said + f"ours is neither as before nor the result: {ours!r}"
                if set(litter) - set(made):
                    return said + f"left {litter}"
                if run.returncode == 0 and (ours != after or case == "conflict" or litter != made):
                    return said + "ends with 0 without the result"
                if fault.startswith("error") and not 0 <= run.returncode <= 128:
                    return said + f"ends with {run.returncode}: {run.stderr}"
                return None

            with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
                found = [answer for answer in pool.map(attempt, jobs) if answer]
            trials += len(jobs)
            breaches += found
            print(f"{case}: {len(jobs)} kills and failures, {len(found)} breaches", flush=True)
    for breach in breaches[:40]:
        print(breach)
    print(f"{trials} trials, {len(breaches)} breaches")
    sys.exit(1 if breaches else 0)


main()
