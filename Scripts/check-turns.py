#!/usr/bin/env python3
"""Lets readers and writers of one repository run in loops, and measures how long each writer waits for its turn.

    check-turns.py path/to/crm [--seconds 10] [--readers 4] [--writers 4] [--records 2000] [--limit 2]

Half of the readers parse every file, and so hold the shared lock for long. A writer's wait is the time of its command
beyond that of the quickest one. Exits 1 where a writer was refused, or waited longer than the limit, or than six times
the quickest on a machine that is too busy to tell.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--limit", type=float, default=2, help="seconds that a writer may wait")
    options = parser.parse_args()
    crm = os.path.abspath(options.crm)
    environment = dict(
        os.environ, CRM_USER="turns", LANG="C.UTF-8", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1",
        CRM_NOW="2026-11-24T10:00:00+00:00")
    environment.pop("CRM_SEED", None)
    with tempfile.TemporaryDirectory(prefix="crm-turns-") as root:
        def run(*words, **more):
            started = time.monotonic()
            done = subprocess.run(
                [crm, *words], cwd=root, env=dict(environment, **more), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            return done.returncode, done.stdout, time.monotonic() - started

        run("init", ".", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR")
        with open(os.path.join(root, "rows.csv"), "w") as file:
            file.write("name,email\n" + "".join(f"Row {n},row{n}@example.com\n" for n in range(options.records)))
        status, output, _ = run("imports", "run", "rows.csv", "--kind", "contacts", "--yes")
        if status:
            sys.exit(output)
        end = time.monotonic() + options.seconds
        reads, waits, refused, lock = [0], [], [], threading.Lock()

        def read(number):
            while time.monotonic() < end:
                status, output, _ = run(
                    "contacts", "list", "limit:1", CRM_NO_INDEX="1" if number % 2 else "0")
                with lock:
                    reads[0] += 1
                    if status:
                        refused.append(f"reader: {status} {output.strip()}")

        def write(number):
            turn = 0
            while time.monotonic() < end:
                turn += 1
                status, output, seconds = run("contacts", "set", f"row{number}@example.com", f"city=Town {turn}")
                with lock:
                    waits.append(seconds)
                    if status:
                        refused.append(f"writer: {status} {output.strip()}")
                time.sleep(0.05)

        threads = [threading.Thread(target=read, args=(n,)) for n in range(options.readers)]
        threads += [threading.Thread(target=write, args=(n,)) for n in range(options.writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        waits.sort()
        longest = waits[-1] - waits[0]
        print(
            f"{len(waits)} writes and {reads[0]} reads in {options.seconds:.0f} s: a write took {waits[0]:.2f} s at least, "
            f"{waits[len(waits) // 2]:.2f} s in the middle, {waits[-1]:.2f} s at most")
        for line in refused[:10]:
            print("FAULT " + line)
        isLate = longest > max(options.limit, 6 * waits[0])
        if isLate:
            print(f"FAULT a writer waited {longest:.2f} s for its turn")
        return 1 if refused or isLate else 0


if __name__ == "__main__":
    sys.exit(main())
