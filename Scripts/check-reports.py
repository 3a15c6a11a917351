#!/usr/bin/env python3
"""Compares every report with an implementation of its own in Python, on random small repositories.

    Scripts/check-reports.py [--crm PROGRAM] [--seeds 200] [--from-seed 0] [--sets 4] [--only REPORT] [--folder REPOSITORY]

A repository and the options come from a seed; what differs is printed with the command that shows it again. With --folder
the reports of that repository are compared, at $CRM_NOW. Exit status 1 where anything differs.
"""
import argparse
import datetime
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

top = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(top / "Tests/ReportsOracle"))

from oracle import compare  # noqa: E402
from oracle.generator import Generator  # noqa: E402
from oracle.repository import Repository, instant  # noqa: E402


def reports_of(program, only):
    """The names of the reports with their options; one that we cannot compute is a difference."""
    for report in program.reports():
        # The dashboard is a page of other reports.
        if only in (None, report["name"]) and report["name"] != "dashboard":
            yield report["name"], report["options"]


def check_folder(crm, folder, now, draw, arguments, label):
    program = compare.Program(crm, folder, now)
    repository = Repository(folder, now)
    asked, failed = 0, 0
    for name, options in reports_of(program, arguments.only):
        if name not in compare.REPORTS:
            print(f"no implementation of {name}")
            failed += 1
            continue
        for words in compare.option_sets(name, options, draw, repository, arguments.sets):
            asked += 1
            found = compare.check(program, repository, name, words)
            if found:
                failed += 1
                print(f"\n{label}: CRM_NOW={now.isoformat()} {crm} -C {folder} reports {name} {' '.join(words)}")
                print("\n".join("  " + line for line in found), flush=True)
    return asked, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--crm", default=os.environ.get("CRM") or str(top / ".build/debug/crm"))
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--from-seed", type=int, default=0)
    parser.add_argument("--sets", type=int, default=4)
    parser.add_argument("--only")
    parser.add_argument("--folder")
    parser.add_argument("--keep", help="a folder in which the repositories stay")
    parser.add_argument("--stop-after", type=int, default=20, help="failed comparisons after which to stop")
    arguments = parser.parse_args()
    start = time.monotonic()
    asked, failed, seeds = 0, 0, 0
    if arguments.folder:
        now = instant(os.environ["CRM_NOW"]).astimezone(datetime.timezone.utc)
        asked, failed = check_folder(arguments.crm, arguments.folder, now, random.Random(0), arguments, "here")
    else:
        kept = pathlib.Path(arguments.keep or tempfile.mkdtemp(prefix="crm-reports-"))
        for seed in range(arguments.from_seed, arguments.from_seed + arguments.seeds):
            folder = kept / str(seed)
            shutil.rmtree(folder, ignore_errors=True)
            now = Generator(seed, folder).make()
            some, wrong = check_folder(arguments.crm, folder, now, random.Random(seed), arguments, f"seed {seed}")
            asked, failed, seeds = asked + some, failed + wrong, seeds + 1
            if not arguments.keep and not wrong:
                shutil.rmtree(folder)
            if failed >= arguments.stop_after:
                break
        if not failed and not arguments.keep:
            shutil.rmtree(kept)
    print(f"{asked} reports of {seeds or 1} repositories, {failed} differ, {time.monotonic() - start:.0f} s")
    return 1 if failed or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
