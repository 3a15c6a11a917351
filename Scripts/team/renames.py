"""Pairs on purpose: a record is deleted on one side and a look-alike added, while the other side edits the first.

git takes the second for the first, renamed, and carries the edit over. No field of one record may be found in another: each
fact of each record in the result must have been a fact of that record in one of the versions.
"""

import collections
import os
import random
import shutil

from facts import Snapshot, files_on_disk
from world import Broken, World, make_template, set_up

WORDS = "offer visit measure invoice contract meeting sample brochure price letter garden kitchen window door roof".split()
STEM = {"task": "tasks/2026-11/{slug}-{id}.yaml", "contact": "contacts/{slug}-{id}.yaml",
        "company": "companies/{slug}-{id}.yaml", "deal": "deals/{slug}-{id}.yaml",
        "activity": "activities/2026-11/{slug}-{id}.yaml"}
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def identifier(dice):
    return dice.choice(ALPHABET[10:]) + "".join(dice.choice(ALPHABET) for _ in range(7))


def body(dice, kind, title, alike):
    """The lines of a record, 12 and more; alike is what look-alikes share."""
    if kind == "task":
        lines = [f"title: {title}", "type: call", "status: open", "due: 2026-11-27", "contact: {person}", "company: {firm}",
                 "owner: anna", "created: 2026-11-24T10:00:00+01:00", "notes: |"]
    elif kind == "contact":
        lines = [f"name: {title}", "company: {firm}", "position: Buyer", "emails: [" + f"{title.split()[0].lower()}@acme.example]",
                 "address: Weg 1", "city: Berlin", "country: DE", "source: fair", "owner: anna", "tags: [vip, b2b]",
                 "created: 2026-11-24T10:00:00+01:00", "notes: |"]
    elif kind == "company":
        lines = [f"name: {title}", f"legal_name: {title} GmbH", "address: Weg 1", "city: Berlin", "country: DE", "industry: building",
                 "employees: 12", "source: fair", "owner: anna", "tags: [vip, b2b]", "created: 2026-11-24T10:00:00+01:00", "notes: |"]
    elif kind == "activity":
        lines = ["type: call", "at: 2026-11-24T10:00:00+01:00", "contact: {person}", "company: {firm}", "owner: anna",
                 "direction: out", "duration: 10m", "result: talked", "created: 2026-11-24T10:00:00+01:00", "text: |"]
    else:
        lines = [f"title: {title}", "pipeline: sales", "stage: lost", "contact: {person}", "company: {firm}", "amount: 12000",
                 "currency: EUR", "owner: anna", "source: fair", "campaign: spring", "lost_reason: price",
                 "closed: 2026-11-24T10:00:00+01:00", "created: 2026-11-24T09:00:00+01:00", "history:",
                 "- {at: 2026-11-24T09:00:00+01:00, stage: first-contact, by: anna}",
                 "- {at: 2026-11-24T10:00:00+01:00, stage: lost, by: anna}", "notes: |"]
    return lines + [f"  {line}" for line in alike]


class Pair:
    def __init__(self, dice, number, kind=None):
        self.dice = dice
        self.kind = kind or dice.choice(["task", "task", "task", "deal", "contact", "company", "activity"])
        self.title = f"{dice.choice(WORDS).capitalize()} {dice.choice(WORDS)} {number}"
        self.slug = self.title.lower().replace(" ", "-")
        alike = [" ".join(dice.choice(WORDS) for _ in range(4)) + f" {number}" for _ in range(dice.randrange(4, 9))]
        self.lines = body(dice, self.kind, self.title, alike)
        self.first, self.second = identifier(dice), identifier(dice)
        self.field = {"task": "owner", "deal": "source", "contact": "position", "company": "industry", "activity": "result"}[self.kind]
        self.value = f"Edited{number}"
        # A look-alike has the same title and month, and a remark or a time of its own.
        self.more = [f"  only here {self.second}"] if dice.random() < 0.5 else []
        self.hour = dice.choice(["10:00:00", "11:30:00"])

    def path(self, name):
        return STEM[self.kind].format(slug=self.slug, id=name)

    def file(self, name, lines, stems):
        text = "\n".join([f"id: {name}", *lines]) + "\n"
        return text.replace("{person}", stems["person"]).replace("{firm}", stems["firm"])

    def original(self, stems):
        return self.file(self.first, self.lines, stems)

    def look_alike(self, stems, is_edited=False):
        lines = [line.replace("10:00:00", self.hour) if line.startswith("created") else line for line in self.lines] + self.more
        if is_edited:
            lines = [f"{self.field}: {self.value}" if line.startswith(self.field + ":") else line for line in lines]
        return self.file(self.second, lines, stems)

    def edited(self, stems):
        return self.file(self.first, [f"{self.field}: {self.value}" if line.startswith(self.field + ":") else line
                                      for line in self.lines], stems)


class Scene:
    """A world in which side A deletes and adds and side B edits; each way of joining them is tried in copies."""

    def __init__(self, home, top, template, seed, joined):
        self.dice = random.Random(seed)
        set_up(home, top, 2, template)
        self.world = World(home, top, 2, seed=seed)
        self.world.minutes = 60
        self.joined = joined
        self.pairs = [Pair(self.dice, seed * 100 + n) for n in range(self.dice.randrange(1, 7))]
        snapshot = self.world.clones[0].snapshot()
        stem = {record.kind: os.path.basename(record.path).removesuffix(".yaml") for record in snapshot.records.values()}
        self.stems = {"person": stem["contact"], "firm": stem["company"]}
        a, b = self.world.clones
        if not joined:
            leave(b)
            leave(a)
        for pair in self.pairs:
            self.write(a, pair.path(pair.first), pair.original(self.stems))
        self.commit(a, "records")
        a.git("push", "-q", "origin", "HEAD:main", check=True)
        b.git("pull", "-q", "--ff-only", check=True)
        self.base = a.head
        for pair in self.pairs:
            self.write(b, pair.path(pair.first), pair.edited(self.stems))
        self.commit(b, "edits")
        for pair in self.pairs:
            os.remove(f"{a.root}/{pair.path(pair.first)}")
            self.write(a, pair.path(pair.second), pair.look_alike(self.stems))
        self.commit(a, "one goes, one comes")
        # Both sides are known to both clones by name, so that each command can be given either.
        a.git("push", "-q", "origin", "HEAD:a", check=True)
        b.git("push", "-q", "origin", "HEAD:b", check=True)
        for clone in (a, b):
            clone.git("fetch", "-q", check=True)
        self.versions = [a.at(self.base), a.snapshot(), b.snapshot()]

    def write(self, clone, path, text):
        os.makedirs(os.path.dirname(f"{clone.root}/{path}"), exist_ok=True)
        with open(f"{clone.root}/{path}", "w") as file:
            file.write(text)

    def commit(self, clone, text):
        clone.git("add", "-A", check=True)
        clone.git("commit", "-q", "-m", text, check=True)


def leave(clone):
    """A clone as it would be without crm team join."""
    for key in ("merge.crm.driver", "merge.crm.name", "merge.directoryRenames"):
        clone.git("config", "--unset-all", key)
    path = f"{clone.root}/.git/info/attributes"
    if os.path.exists(path):
        os.remove(path)
    if clone.number == 0 and os.path.exists(f"{clone.root}/.gitattributes"):
        clone.git("rm", "-q", ".gitattributes")
        clone.git("commit", "-q", "-m", "no attributes")


def replace(scene, clone):
    """The edited records go and look-alikes come, that have the same new value as their own."""
    for pair in scene.pairs:
        os.remove(f"{clone.root}/{pair.path(pair.first)}")
        scene.write(clone, pair.path(pair.second), pair.look_alike(scene.stems, is_edited=True))
    scene.commit(clone, "one goes, one comes")
    # What is taken back then is what the first had; the look-alikes never had that.
    scene.versions = [scene.versions[0], scene.edited, clone.snapshot()]


def merge(scene, n):
    clone = scene.world.clones[n]
    return clone, clone.git("merge", "-q", "--no-edit", f"origin/{'ba'[n]}")


def rebase(scene, n):
    clone = scene.world.clones[n]
    clone.git("branch", "-q", "-u", f"origin/{'ba'[n]}")
    return clone, clone.git("pull", "-q", "--rebase")


def cherry_pick(scene, n):
    clone = scene.world.clones[n]
    return clone, clone.git("cherry-pick", f"origin/{'ba'[n]}")


def revert(scene, _):
    clone = scene.world.clones[1]
    clone.git("reset", "-q", "--hard", "origin/b", check=True)
    edit = clone.head
    scene.edited = clone.snapshot()
    replace(scene, clone)
    return clone, clone.git("revert", "--no-edit", edit)


def stash_pop(scene, _):
    clone = scene.world.clones[1]
    clone.git("reset", "-q", "--soft", "HEAD~1", check=True)
    clone.git("stash", "push", "-q", check=True)
    clone.git("reset", "-q", "--hard", "origin/a", check=True)
    return clone, clone.git("stash", "pop", "-q")


def undo(scene, _):
    """The edit is a command's here, so that it is crm that takes it back."""
    clone = scene.world.clones[1]
    clone.git("reset", "-q", "--hard", scene.base, check=True)
    # A change of many records at once, then their deletion beside the look-alikes, which is by hand.
    pair = scene.pairs[0]
    noun = {"task": "tasks", "deal": "deals", "contact": "contacts", "company": "companies", "activity": "activities"}[pair.kind]
    if noun == "activities":
        scene.write(clone, pair.path(pair.first), pair.edited(scene.stems))
        clone.crm("log", "note", "anna", "Hello")
    else:
        done = clone.crm(noun, "set", pair.first, f"{pair.field}={pair.value}")
        if done.status != 0:
            raise Broken(str(done))
    edit = clone.head
    scene.edited = clone.snapshot()
    for pair in scene.pairs[1:]:
        scene.write(clone, pair.path(pair.first), pair.edited(scene.stems))
    replace(scene, clone)
    return clone, clone.crm("undo", edit)


def sync(scene, n):
    clone = scene.world.clones[n]
    clone.git("push", "-q", "--force", "origin", f"origin/{'ba'[n]}:main", check=True)
    return clone, clone.crm("sync", "--json")


WAYS = {"git merge": (merge, 2), "git pull --rebase": (rebase, 2), "git cherry-pick": (cherry_pick, 2), "git revert": (revert, 1),
        "git stash pop": (stash_pop, 1), "crm undo": (undo, 1), "crm sync": (sync, 2)}


def judge(scene, clone, done, name, counts):
    """What became of the pairs: mixed, lost in silence, kept, or a conflict for a person."""
    faults = []
    unmerged = clone.git("ls-files", "-u").out
    fixed = None
    if not unmerged and not clone.in_progress() and name != "crm undo":
        fixed = clone.crm("check", "--fix", "--json")
    after = Snapshot(files_on_disk(clone.root))
    for pair in scene.pairs:
        counts[name, "pairings"] += 1
        mixed, lost = False, False
        for each in (pair.first, pair.second):
            known = set()
            for version in scene.versions:
                known |= set((version.facts(each) or {}).items())
            found = after.records.get(each)
            if found is not None and found.facts is not None:
                foreign = {item for item in found.facts.items() if item not in known}
                if foreign:
                    mixed = True
                    faults.append(f"{pair.kind} {each} has {sorted(foreign, key=str)}, which it never had")
        if pair.second not in after.records:
            lost = True
            faults.append(f"{pair.kind} {pair.second} is gone: what was added is lost")
        is_conflict = bool(unmerged) and any(pair.path(x).encode() in unmerged.encode() for x in (pair.first, pair.second))
        if name not in ("git revert", "crm undo") and not mixed and not is_conflict:
            if after.value(pair.first, (pair.field,)) != pair.value:
                lost = True
                faults.append(f"the edit of {pair.kind} {pair.first} is lost in silence: {after.value(pair.first, (pair.field,))}")
        if any(record.fault for record in after.unread if record.id in (pair.first, pair.second)):
            is_conflict = True
        counts[name, "mixed" if mixed else "lost" if lost else "for a person" if is_conflict else "kept apart"] += 1
    if done.status < 0 or done.status > 128:
        faults.append(f"ended with {done.status}")
    if fixed is not None and clone.crm("check").status != 0 and scene.joined:
        counts[name, "check not clean"] += 1
        faults.append(f"check is not clean: {clone.crm('check').text}")
    return faults


def run(home, top, pairings, seed, ways=None, keep=False):
    """Prints the table; the number of faults in joined clones."""
    def story(clone):
        clone.crm("companies", "add", "Acme GmbH")
        clone.crm("contacts", "add", "Anna Ivanova", "company=acme")
        # The team's git configuration sits in the template already, so that both kinds of clones begin alike.
    make_template(home, f"{top}/template", seed, story)
    total = 0
    tables = {}
    for joined in (True, False):
        counts = collections.Counter()
        tables[joined] = counts
        for name, (way, sides) in WAYS.items():
            if (ways and name not in ways) or (not joined and name == "crm sync"):
                continue
            number = 0
            while counts[name, "pairings"] < pairings:
                number += 1
                here = f"{top}/s{number}"
                scene = Scene(home, here, f"{top}/template", seed * 1000 + number, joined)
                try:
                    clone, done = way(scene, number % sides)
                    faults = judge(scene, clone, done, name, counts)
                except Broken as broken:
                    faults = [str(broken)]
                if faults and joined:
                    total += len(faults)
                    print(f"BREACH {name}, seed {seed * 1000 + number}, side {number % sides}: " + "; ".join(faults[:3]), flush=True)
                    if total < 20:
                        print("    " + "\n    ".join("\n".join(scene.world.transcript[-4:]).splitlines()[:24]))
                scene.world.end()
                if not (keep and faults and joined):
                    shutil.rmtree(here)
                else:
                    os.rename(here, f"{here}-{name.replace(' ', '-')}")
    columns = ["pairings", "kept apart", "for a person", "mixed", "lost", "check not clean"]
    for joined, counts in tables.items():
        print(f"\n{'after crm team join' if joined else 'git alone, no attributes, no driver'}:")
        print("| command | " + " | ".join(columns) + " |\n| --- |" + " --- |" * len(columns))
        for name in WAYS:
            if counts[name, "pairings"]:
                print(f"| `{name}` | " + " | ".join(str(counts[name, column]) for column in columns) + " |")
    return total
