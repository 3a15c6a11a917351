"""Two clones that give numbers to invoices apart from each other: no number twice in one clone, and what a sync makes of doubles."""

import collections
import random
import subprocess
from decimal import Decimal

from shop import NOW, Shop, table


class Clone(Shop):
    def __init__(self, shop, name):
        self.__dict__.update(shop.__dict__)
        self.name, self.repository = name, f"{shop.folder}/{name}"
        self.given, self.frozen, self.calls = {}, {}, shop.calls

    def environment(self, now=NOW):
        found = super().environment(getattr(self, "now", now))
        # Ids too are the same in every run of a seed.
        self.calls[0] += 1
        return {**found, "CRM_USER": self.name, "CRM_SEED": str(self.seed * 1_000_000 + self.calls[0]), "GIT_AUTHOR_NAME": self.name, "GIT_AUTHOR_EMAIL": f"{self.name}@studio.example",
                "GIT_COMMITTER_NAME": self.name, "GIT_COMMITTER_EMAIL": f"{self.name}@studio.example",
                "GIT_AUTHOR_DATE": getattr(self, "now", now), "GIT_COMMITTER_DATE": getattr(self, "now", now)}

    def invoices(self):
        return {each["id"]: each for each in self.json("invoices", "list")}


def build(options, top):
    shop = Shop(options.crm, f"{top}/numbers", settings='numbers: {invoice: "INV-{year}-{n:4}"}\nowners: [{id: anna, name: Anna}, {id: boris, name: Boris}]\n',
                commits=True, seed=options.seed)
    shop.calls, shop.seed = [0], options.seed
    clients = [shop.record("companies", f"client-{n}", {"name": f"Client {n} GmbH"}) for n in range(5)]
    shop.under_git()
    subprocess.run(["git", "clone", "-q", "--bare", shop.repository, f"{shop.folder}/hub.git"], env=shop.environment(), check=True)
    clones = []
    for name in ("anna", "boris"):
        subprocess.run(["git", "clone", "-q", f"{shop.folder}/hub.git", f"{shop.folder}/{name}"], env=shop.environment(), check=True)
        clone = Clone(shop, name)
        clone.run("team", "join")
        clones.append(clone)
    return shop, clients, clones


class Story:
    def __init__(self, options, clients, clones):
        self.dice, self.clients, self.clones = random.Random(f"numbers {options.seed}"), clients, clones
        self.counts, self.wrong, self.minutes, self.freed = collections.Counter(), [], 0, 0
        self.said, self.reported, self.refused, self.conflicts = [], 0, collections.Counter(), collections.Counter()

    def fault(self, clone, text):
        self.wrong.append(f"{clone.name}, {clone.now}: {text}")

    def command(self, clone, name, *words):
        done = clone.run(*words, status=None)
        self.counts[name] += 1
        if done.returncode != 0:
            self.refused[f"{name}: {done.returncode} {(done.stderr or done.stdout).decode().strip().splitlines()[:1]}"] += 1
        if done.returncode not in (0, 1, 2, 3, 4):
            self.fault(clone, f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-300:]!r}")
        return done.returncode == 0

    def look(self, clone, before, synced=False):
        after = clone.invoices()
        for id, each in after.items():
            if id not in before and not synced:
                number = each["number"]
                owner = clone.given.get(number)
                # Only an undo makes a number free, with the invoice that had it gone.
                self.freed += owner is not None and owner != id
                if any(other["number"] == number for other_id, other in before.items() if other_id != id):
                    self.fault(clone, f"{number} was given to {id} although another has it")
                clone.given[number] = id
            sums = sum((Decimal(str(pay["amount"])) for pay in each.get("payments") or []), Decimal(0))
            if each["status"] == "paid":
                if sums != Decimal(str(each["amount"])):
                    self.fault(clone, f"{each['number']} is paid with {sums} of {each['amount']}")
                known = clone.frozen.setdefault(id, each["amount"])
                if known != each["amount"]:
                    self.fault(clone, f"{each['number']} was paid with {known} and has the amount {each['amount']} now")
            else:
                clone.frozen.pop(id, None)
        for id in before:
            if id not in after and before[id]["status"] in ("sent", "paid", "void") and not synced and self.last != "undo":
                self.fault(clone, f"{before[id]['number']} is gone, was {before[id]['status']}")
        return after

    def doubles(self, clone, now):
        by_number = collections.defaultdict(list)
        for each in now.values():
            by_number[each["number"]].append(each)
        for number, found in by_number.items():
            if len(found) < 2:
                continue
            drafts = [each for each in found if each["status"] == "draft"]
            if drafts:
                self.fault(clone, f"{number} is {len(found)} times there after a sync, {len(drafts)} of them drafts")
            said = clone.run("check", "--json", status=None)
            text = said.stdout.decode()
            if number not in text:
                self.fault(clone, f"check says nothing of {number}, which {len(found)} invoices have")
            else:
                self.reported += 1

    def step(self):
        dice, clone = self.dice, self.dice.choice(self.clones)
        self.minutes += dice.randrange(1, 200)
        day, rest = divmod(self.minutes, 24 * 60)
        # Over New Year, where the count begins anew.
        month, date = (12, 20 + day) if day < 12 else (1, day - 11)
        clone.now = f"{2026 if month == 12 else 2027}-{month:02d}-{min(date, 28) if month == 1 else date:02d}T{rest // 60:02d}:{rest % 60:02d}:00+01:00"
        before = clone.invoices()
        drafts = [id for id, each in before.items() if each["status"] == "draft"]
        sent = [id for id, each in before.items() if each["status"] == "sent"]
        name = dice.choices(["add", "send", "pay", "part", "void", "delete", "undo", "amount", "sync"], [9, 7, 4, 2, 2, 1, 2, 1, 3])[0]
        self.last = name
        if name == "add":
            self.command(clone, name, "invoices", "add", "--company", dice.choice(self.clients), f"amount={dice.randrange(10, 9000)}.{dice.randrange(100):02d}")
        elif name == "send" and drafts:
            self.command(clone, name, "invoices", "send", dice.choice(drafts))
        elif name == "pay" and sent:
            self.command(clone, name, "invoices", "pay", dice.choice(sent))
        elif name == "part" and sent:
            self.command(clone, name, "invoices", "pay", dice.choice(sent), f"{dice.randrange(1, 12)}.{dice.randrange(100):02d}")
        elif name == "void" and (sent or drafts):
            self.command(clone, name, "invoices", "void", dice.choice(sent + drafts), "--reason", "A mistake")
        elif name == "delete" and before:
            self.command(clone, name, "invoices", "delete", dice.choice(sorted(before)), "--yes")
        elif name == "undo":
            self.command(clone, name, "undo")
        elif name == "amount" and before:
            self.command(clone, name, "invoices", "set", dice.choice(sorted(before)), f"amount={dice.randrange(10, 9000)}.00")
        elif name == "sync":
            return self.sync(clone, before)
        else:
            return None
        return self.look(clone, before)

    def sync(self, clone, before):
        self.last = "sync"
        done = clone.run("sync", status=None)
        self.counts["sync"] += 1
        if done.returncode not in (0, 1, 4):
            self.fault(clone, f"sync ended with {done.returncode}: {(done.stdout + done.stderr)[-600:]!r}")
        text = (done.stdout + done.stderr).decode()
        if "UU " in clone.git("status", "--porcelain"):
            # Void here and sent there: only a person can say.
            for each in clone.json("conflicts", status=None):
                self.conflicts[f"{each.get('field')}: {each.get('ours')} and {each.get('theirs')}"[:60]] += 1
                if each.get("field") == "number":
                    self.said += [f"number {each[side]['value']} stands" for side in ("ours", "theirs")]
            clone.run("resolve", "--all", "newer")
            done = clone.run("sync", "--continue", status=None)
            text += (done.stdout + done.stderr).decode()
        now = self.look(clone, before, synced=True)
        renumbered = [(id, before[id]["number"], now[id]["number"]) for id in before if id in now and before[id]["number"] != now[id]["number"]]
        self.counts["renumbered"] += len(renumbered)
        # Whoever merges says so, twice where it came to that; the other sees the change as any other.
        self.said += [line for line in text.splitlines() if "two invoices had the number" in line or "and the client has it" in line]
        for id, old, new in renumbered:
            if not any(line.rstrip().endswith(f"the draft {id} is {new}") or f"number {new} " in line for line in self.said):
                self.fault(clone, f"{id} with {old} has {new} now, which no sync said")
        self.doubles(clone, now)
        return now


def run(options, top):
    shop, clients, clones = build(options, top)
    for clone in clones:
        clone.now = "2026-12-20T08:00:00+01:00"
    story = Story(options, clients, clones)
    for _ in range(options.steps):
        story.step()
        if len(story.wrong) > 20:
            break
    for clone in (*clones, clones[0]):
        clone.now = "2027-02-01T10:00:00+01:00"
        story.sync(clone, clone.invoices())
    one, other = (clone.files() for clone in clones)
    if one != other:
        differing = sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
        story.wrong.append(f"after all syncs {len(differing)} files differ: {differing[:3]}")
    print(f"numbers: seed {options.seed}")
    table([[name, count] for name, count in sorted(story.counts.items())], ["command", "times"])
    print(f"  {len(clones[0].invoices())} invoices; {story.reported} times a double of sent ones was reported; {story.freed} numbers of undone or deleted drafts given again")
    for text, count in story.conflicts.most_common(6):
        print(f"    {count} conflicts {text}")
    for text, count in story.refused.most_common(12):
        print(f"    {count} × {text}")
    for text in story.wrong[:options.shown]:
        print(f"  WRONG {text}")
    return int(bool(story.wrong))
