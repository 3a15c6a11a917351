#!/usr/bin/env python3
"""Holds what has to do with money, from outside, against what Python and public programs make of the same.

    Scripts/check-money.py items|bank|readers|letters|numbers|speed --crm BINARY

Each prints a table and its seed, and ends with 0 only where all of it holds. `--help` has the options.
"""

import argparse
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "money"))
import bank  # noqa: E402
import items  # noqa: E402
import letters  # noqa: E402
import numbering  # noqa: E402
import payspeed  # noqa: E402
import readers  # noqa: E402
from shop import Failed  # noqa: E402

CHECKS = {"items": items.run, "bank": bank.run, "readers": readers.run, "letters": letters.run, "numbers": numbering.run, "speed": payspeed.run}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(CHECKS))
    parser.add_argument("--crm", default="crm")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    parser.add_argument("--keep", action="store_true", help="keep the folder of work")
    parser.add_argument("--shown", type=int, default=5, help="how many faults of a kind are shown")
    parser.add_argument("--only", help="bank, readers: these formats")
    parser.add_argument("--lists", type=int, default=10_000, help="items: how many item lists")
    parser.add_argument("--sample", type=int, default=150, help="items: how many of them are asked for one by one")
    parser.add_argument("--lines", type=int, default=2_400, help="bank: how many lines of all formats together")
    parser.add_argument("--people", type=int, default=1_500, help="letters: how many people")
    parser.add_argument("--untimed", action="store_true", help="letters: without the measurement")
    parser.add_argument("--steps", type=int, default=300, help="numbers: how many commands of both clones")
    parser.add_argument("--invoices", type=int, default=10_000, help="speed: how many invoices and lines")
    parser.add_argument("--venv", help="readers: a folder to keep the installed readers in; else a temporary one")
    parser.add_argument("--samples", help="readers: a folder of bank files of others")
    parser.add_argument("--mutant", help="a wrong rule in place of the right one, which must be caught: items: even, down, once; bank: truth; letters: word")
    options = parser.parse_args()
    options.crm = shutil.which(options.crm) or options.crm
    if options.venv:
        options.venv = os.path.abspath(options.venv)
    top = tempfile.mkdtemp(prefix="crm-money-", dir=options.work)
    try:
        return 1 if CHECKS[options.what](options, top) else 0
    except Failed as failure:
        print(f"  FAILED {failure}")
        return 1
    finally:
        if options.keep:
            print(f"  kept: {top}")
        else:
            shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
