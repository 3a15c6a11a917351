"""Ten clones that sync at once to one bare repository, round after round: all arrive, all are equal."""

import collections
import os
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from world import Broken, World, make_template, set_up


def run(home, top, clones, rounds, seed, repeat=6):
    """The number of faults; prints what happened."""
    dice = random.Random(seed)

    def story(clone):
        clone.crm("companies", "add", "Acme GmbH")
        for n in range(clones):
            clone.crm("contacts", "add", f"Person {n}", f"emails+=p{n}@example.com", "company=acme")
        clone.crm("deals", "add", "Website", "--contact", "p0@example.com", "--next", "Call", "--due", "+1d")
    make_template(home, f"{top}/template", seed, story)
    set_up(home, f"{top}/w", clones, f"{top}/template")
    world = World(home, f"{top}/w", clones, seed=seed, transcript=False)
    people = [r.id for r in sorted(world.clones[0].snapshot().records.values(), key=lambda r: r.path) if r.kind == "contact"]
    deal = next(r.id for r in world.clones[0].snapshot().records.values() if r.kind == "deal")
    fields = ["city", "position", "address", "region", "source", "postal_code", "first_name", "last_name", "middle_name", "country"]
    faults, counts, seconds = [], collections.Counter(), []
    words = {}

    def edit(clone, turn):
        """One edit in each round, of a word of its own, in fields that no other clone writes in this round."""
        word = f"R{turn}C{clone.number}"
        choice = (turn + clone.number) % 5
        if choice == 0:
            # All write into one record, each into a field of its own.
            field = fields[clone.number % len(fields)]
            value = "DE" if field == "country" else word
            done = clone.crm("contacts", "set", people[turn % len(people)], f"{field}={value}", f"tags+={word.lower()}")
        elif choice == 1:
            done = clone.crm("contacts", "set", people[turn % len(people)], f"tags+={word.lower()}")
        elif choice == 2:
            done = clone.crm("tasks", "add", f"Task {word}", "--deal", deal, "--due", "+3d")
        elif choice == 3:
            done = clone.crm("log", "note", people[clone.number % len(people)], f"Said {word}")
        else:
            done = clone.crm("contacts", "add", f"Guest {word}", f"emails+={word.lower()}@example.com")
        if done.status != 0:
            raise Broken(f"an edit was refused: {done}")
        return word.lower() if choice < 2 else word

    def sync(clone):
        """Until it arrives; how often it had to be asked."""
        for attempt in range(1, repeat + 1):
            start = time.monotonic()
            done = clone.crm("sync", "--json", timeout=300)
            seconds.append(time.monotonic() - start)
            if done.status == 0:
                return attempt, done
            if done.status != 1:
                return attempt, done
        return repeat + 1, done

    began = time.monotonic()
    with ThreadPoolExecutor(clones) as pool:
        for turn in range(rounds):
            world.minutes += 3
            for clone in world.clones:
                words[edit(clone, turn)] = clone.user
            results = list(pool.map(sync, dice.sample(world.clones, clones)))
            for attempt, done in results:
                counts[f"asked {attempt} ×"] += 1
                if done.status != 0:
                    faults.append(f"round {turn}: a sync did not arrive: {done}")
            if faults:
                break
            # Every tenth round all fetch what came last, and must be equal.
            if turn % 10 == 9 or turn == rounds - 1:
                world.minutes += 1
                for clone in world.clones:
                    done = clone.crm("sync", "--json")
                    if done.status != 0 or clone.head != world.hub_head or clone.status():
                        faults.append(f"round {turn}: {clone.user} is not as the remote: {done}\n{clone.status()}")
                check = world.clones[turn % clones].crm("check")
                if check.status != 0:
                    faults.append(f"round {turn}: {check}")
                texts = b"\n".join(world.clones[0].snapshot().files.values()).decode()
                missing = [word for word in words if word not in texts]
                if missing:
                    faults.append(f"round {turn}: nowhere: {missing[:5]}")
                words.clear()
    trees = {tuple(sorted(clone.snapshot().files.items())) for clone in world.clones}
    if len(trees) != 1:
        faults.append(f"{len(trees)} different trees in the end")
    fsck = world.clones[0].git("fsck", "--no-dangling", "--no-progress")
    if fsck.status != 0:
        faults.append(str(fsck))
    commits = world.clones[0].git("rev-list", "--count", "HEAD").out.strip()
    seconds.sort()
    print(f"{clones} clones, {rounds} rounds, seed {seed}: {len(seconds)} syncs in {time.monotonic() - began:.0f} s, {commits} commits; "
          f"arrived: {dict(sorted(counts.items()))}; seconds of a sync beside {clones - 1} others: median {statistics.median(seconds):.2f}, "
          f"95 % {seconds[len(seconds) * 95 // 100]:.2f}, most {seconds[-1]:.2f}")
    for fault in faults[:6]:
        print(f"BREACH {fault}")
    world.end()
    return len(faults)


