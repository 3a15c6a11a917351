#!/usr/bin/env python3
"""Plays teams with real git and the real program, and holds them against the laws of a merge.

    check-team.py laws    --crm CRM [--histories 200] [--seed 1] [--jobs 2] [--ways sync,pull,…] [--mutant driver|sync]
    check-team.py renames --crm CRM [--pairings 200]
    check-team.py crowd   --crm CRM [--clones 10] [--rounds 200]
    check-team.py faults  --crm CRM [--budget 60] [--only merge,conflict,…] [--parts kills,errors,gits,troubles,disk]
    check-team.py pushes  --crm CRM [--verbose]
    check-team.py speed   --crm CRM [--records 10000] [--server-records 100000]
    check-team.py peers   --venv FOLDER

laws     random histories of two to four clones and a bare repository: commands, hand edits, moves, deletions, imports; merges
         by crm sync, git pull, rebases, cherry-picks and stashes; conflicts are settled by crm resolve. In the end all are
         equal, check is clean, and every edit is there, or was overwritten by somebody who had seen it, or was listed.
renames  a record deleted and a look-alike added on one side, the first edited on the other: no record has a field of another
crowd    clones that sync at once to one bare repository: all arrive, all are equal
faults   crm sync killed and failed at its system calls and at each start of git; remotes, hooks, locks and disks that fail
pushes   real pushes against crm hook pre-receive, forbidden ones and allowed ones
speed    crm sync with nothing to do, and pushes with and without the hook
peers    the same edits in other programs that people share

Needs git and Python 3; strace for faults; faketime, taskwarrior, taskd and gnutls-bin for peers. A breach is printed with its
seed; the transcript of a history is kept. Exits 1 where there is any.
"""

import argparse
import collections
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "team"))

import crowd  # noqa: E402
import faults  # noqa: E402
import history  # noqa: E402
import peers  # noqa: E402
import pushes  # noqa: E402
import renames  # noqa: E402
import speed  # noqa: E402
import story  # noqa: E402
import world  # noqa: E402

TEMPLATES = 8
# The mutant: a driver that leaves one field as ours has it, in silence, and notes when that makes a difference.
MUTANT = """#!/bin/sh
if [ "$1" != merge-driver ]; then exec '{crm}' "$@"; fi
cp "$3" "$3.ours"
'{crm}' "$@"
status=$?
for field in city position source title amount region; do
  ours=$(grep "^$field: " "$3.ours")
  now=$(grep "^$field: " "$3")
  if [ $status -eq 0 ] && [ -n "$ours" ] && [ -n "$now" ] && [ "$ours" != "$now" ]; then
    sed -i "s|^$field: .*|$ours|" "$3"
    echo "$PWD" >>'{log}'
    break
  fi
done
rm -f "$3.ours"
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
        plays = [pool.submit(play, (top, options.crm, seed, options)) for seed in seeds]
        for each in plays:
            if options.seconds and time.monotonic() - start > options.seconds:
                break
            result = each.result()
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
        pool.shutdown(cancel_futures=True)
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
        acted = {r.seed for r in results if r.mutations}
        if options.mutant == "driver" and os.path.exists(f"{top}/mutations"):
            with open(f"{top}/mutations") as file:
                acted = {int(re.search(r"/h(\d+)/c\d+", line)[1]) for line in file}
        caught = {r.seed for r in results if any("alone, wanted" in text or "lost in silence" in text for text in r.breaches)}
        print(f"  the mutant ({options.mutant}) acted in {len(acted)} histories and was caught in {len(acted & caught)}; "
              f"not in {sorted(acted - caught)}")
        return 0 if acted & caught else 1
    return 1 if breached else 0


def check_renames(options, top):
    home = world.Home(f"{top}/shared", options.crm)
    return renames.run(home, top, options.pairings, options.seed, options.only and options.only.split(","), options.keep)


def check_crowd(options, top):
    return crowd.run(world.Home(f"{top}/shared", options.crm), top, options.clones, options.rounds, options.seed)


def check_faults(options, top):
    home = world.Home(f"{top}/shared", options.crm)
    return faults.run(home, top, options.seed, options.budget, options.only and options.only.split(","), options.parts.split(","))


def check_pushes(options, top):
    return pushes.run(world.Home(f"{top}/shared", options.crm), top, options.seed, options.verbose)


def check_speed(options, top):
    generate = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench", "generate.py")
    return (speed.idle(world.Home(f"{top}/shared", options.crm), top, options.records, generate) if options.records else 0) + \
        (pushes.timed(top, options.crm, options.server_records, generate) if options.server_records else 0)


def check_peers(options, top):
    return peers.run(top, options.venv, os.path.abspath(options.crm) if os.path.exists(options.crm) else None)


CHECKS = {"laws": laws, "renames": check_renames, "crowd": check_crowd, "faults": check_faults, "pushes": check_pushes,
          "speed": check_speed, "peers": check_peers}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=list(CHECKS))
    parser.add_argument("--crm", default="crm")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    parser.add_argument("--keep", action="store_true", help="keep the folders in which something was wrong")
    parser.add_argument("--only", help="renames: these commands; faults: these situations")
    part = parser.add_argument_group("laws")
    part.add_argument("--histories", type=int, default=200)
    part.add_argument("--seconds", type=float, default=0, help="stop after so long, with what was played till then")
    part.add_argument("--jobs", type=int, default=2)
    part.add_argument("--ways", help="only these ways to merge: " + ",".join(name for name, _ in history.WAYS))
    part.add_argument("--mutant", choices=["driver", "sync"], help="a merge that loses a field must be caught")
    part.add_argument("--symmetry", type=float, default=0.15, help="share of syncs that are tried both ways about")
    part.add_argument("--orders", type=float, default=0.3, help="share of histories whose end is tried in another order")
    part.add_argument("--again", type=float, default=0.25, help="share of syncs after which a second one must change nothing")
    part.add_argument("--refusals", type=int, default=0, help="how many reasons of refused commands are shown")
    part.add_argument("--stop", type=int, default=0, help="stop after so many histories with breaches")
    part.add_argument("--transcripts", default="/tmp/check-team", help="where transcripts of breaches go")
    part = parser.add_argument_group("the others")
    part.add_argument("--pairings", type=int, default=200)
    part.add_argument("--clones", type=int, default=10)
    part.add_argument("--rounds", type=int, default=200)
    part.add_argument("--budget", type=float, default=60, help="seconds for each kind of fault in each situation")
    part.add_argument("--parts", default="kills,errors,gits,troubles,disk")
    part.add_argument("--verbose", action="store_true")
    part.add_argument("--records", type=int, default=10_000)
    part.add_argument("--server-records", type=int, default=100_000)
    part.add_argument("--venv", help="a Python environment with hermitcrm and jsoncrm")
    options = parser.parse_args()
    options.crm = shutil.which(options.crm) or options.crm
    top = tempfile.mkdtemp(prefix="crm-team-", dir=options.work)
    try:
        return 1 if CHECKS[options.what](options, top) else 0
    finally:
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
