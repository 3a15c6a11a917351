#!/usr/bin/env python3
"""Plays teams with real git and the real program, and holds them against the laws of a merge.

    check-team.py --crm path/to/crm laws [--histories 200] [--seed 1] [--jobs 2] [--ways sync,pull,…] [--mutant driver|sync]

laws     random histories of two to four clones and a bare repository: commands, hand edits, moves, deletions, imports; merges
         by crm sync, git pull, rebases, cherry-picks and stashes; conflicts are settled by crm resolve. In the end all are
         equal, check is clean, and every edit is there, or was overwritten by somebody who had seen it, or was listed.

Needs git and Python 3 only. A breach is printed with its seed, and the transcript is kept; exits 1 where there is any.
"""

import argparse
import collections
import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "team"))

import history  # noqa: E402
import story  # noqa: E402
import world  # noqa: E402

TEMPLATES = 8
# The mutant: a driver that leaves the city as ours has it, in silence, and notes when that makes a difference.
MUTANT = """#!/bin/sh
if [ "$1" != merge-driver ]; then exec '{crm}' "$@"; fi
ours=$(grep '^city: ' "$3")
'{crm}' "$@"
status=$?
now=$(grep '^city: ' "$3")
if [ $status -eq 0 ] && [ -n "$ours" ] && [ "$ours" != "$now" ]; then
  sed -i "s/^city: .*/$ours/" "$3"
  echo "$PWD" >>'{log}'
fi
exit $status
"""


def play(arguments):
    top, crm, seed, options = arguments
    home = world.Home(f"{top}/shared", crm)
    return history.History(home, top, [f"{top}/t{n}" for n in range(TEMPLATES)], seed, options).run()


def laws(options, top):
    script = MUTANT.format(crm=os.path.abspath(options.crm), log=f"{top}/mutations") if options.mutant == "driver" else None
    home = world.Home(f"{top}/shared", options.crm, script)
    for n in range(TEMPLATES):
        world.make_template(home, f"{top}/t{n}", 900 + n, story.begin(n))
    ways = options.ways.split(",") if options.ways else [name for name, _ in history.WAYS]
    options.ways = [w for w in ways if options.mutant != "driver" or w in ("pull", "rebase")]
    seeds = range(options.seed, options.seed + options.histories)
    start = time.monotonic()
    results, breached = [], 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for result in pool.map(play, [(top, options.crm, seed, options) for seed in seeds], chunksize=1):
            results.append(result)
            if result.breaches:
                breached += 1
                if options.mutant:
                    continue
                where = f"{options.transcripts}/seed-{result.seed}.txt"
                os.makedirs(options.transcripts, exist_ok=True)
                with open(where, "w") as file:
                    file.write("\n".join(result.breaches) + "\n\n" + result.transcript)
                print(f"BREACH seed {result.seed} ({where}):")
                for text in result.breaches[:4]:
                    print("  " + "\n    ".join(text.splitlines()[:8]))
                sys.stdout.flush()
                if options.stop and breached >= options.stop:
                    break
    return summary(options, results, breached, time.monotonic() - start, top)


def summary(options, results, breached, seconds, top):
    tally, counts, refusals = collections.Counter(), collections.Counter(), collections.Counter()
    for result in results:
        tally += result.tally
        counts += result.counts
        refusals += result.refusals
    edited, contested = sum(r.edited for r in results), sum(r.contested for r in results)
    needless = sum(r.needless for r in results)
    print(f"{len(results)} histories from seed {options.seed}, {seconds:.0f} s, {breached} with breaches")
    print("  " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    print(f"  where edits are: " + ", ".join(f"{count} {name}" for name, count in tally.most_common()))
    apart = edited - contested
    if apart:
        print(f"  {edited} fields edited on either side of a merge, {contested} of them on both; of the {apart} others "
              f"{needless} needed a person: {100 * (1 - needless / apart):.2f} % merged by themselves")
    for text, count in refusals.most_common(options.refusals):
        print(f"    {count} × {text}")
    if options.mutant:
        acted = sum(r.mutations for r in results)
        if options.mutant == "driver" and os.path.exists(f"{top}/mutations"):
            with open(f"{top}/mutations") as file:
                acted = len({line.strip() for line in file})
        print(f"  the mutant ({options.mutant}) acted {acted} times; {breached} histories were caught")
        return 0 if breached and acted else 1
    return 1 if breached else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="laws", choices=["laws"])
    parser.add_argument("--crm", required=True)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ways", help="only these ways to merge: " + ",".join(name for name, _ in history.WAYS))
    parser.add_argument("--mutant", choices=["driver", "sync"], help="a merge that loses a field must be caught")
    parser.add_argument("--symmetry", type=float, default=0.15, help="share of syncs that are tried both ways about")
    parser.add_argument("--orders", type=float, default=0.3, help="share of histories whose end is tried in another order")
    parser.add_argument("--again", type=float, default=0.25, help="share of syncs after which a second one must change nothing")
    parser.add_argument("--refusals", type=int, default=0, help="how many reasons of refused commands are shown")
    parser.add_argument("--stop", type=int, default=0, help="stop after so many breaches")
    parser.add_argument("--keep", action="store_true", help="keep the folders of histories with breaches")
    parser.add_argument("--transcripts", default="/tmp/check-team", help="where transcripts of breaches go")
    parser.add_argument("--work", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    options = parser.parse_args()
    top = tempfile.mkdtemp(prefix="crm-team-", dir=options.work)
    try:
        return {"laws": laws}[options.what](options, top)
    finally:
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
