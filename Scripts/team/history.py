"""Random histories of clones that edit, merge and push, and the laws that must hold in each of them."""

import collections
import os
import random
import re
import shlex
import shutil
import time
import traceback

from facts import STATE, changed_facts
from ledger import Ledger, MergeJudge, Reports, field_of
from story import Storyteller
from world import Broken, World, set_up

WAYS = [("sync", 52), ("prefer", 5), ("no_push", 5), ("dry_run", 4), ("pull", 14), ("rebase", 9), ("pick", 6), ("stash", 3)]
# Findings that a merge leaves because a setting went away on one side; sync reports them and ends well.
SIDES = ["ours", "theirs", "newer"]


class Result:
    """What one history has to say."""

    def __init__(self, seed):
        self.seed = seed
        self.breaches = []
        self.tally = collections.Counter()
        self.counts = collections.Counter()
        self.refusals = collections.Counter()
        self.edited = self.contested = self.needless = 0
        self.seconds = 0.0
        self.transcript = ""
        self.mutations = 0


class History:
    def __init__(self, home, folder, templates, seed, options):
        self.seed, self.options = seed, options
        self.dice = random.Random(seed)
        self.result = Result(seed)
        self.top = f"{folder}/h{seed}"
        self.count = self.dice.choice([2, 2, 3, 3, 4])
        set_up(home, self.top, self.count, self.dice.choice(templates))
        self.world = World(home, self.top, self.count, seed=seed)
        self.ledger, self.reports = Ledger(), Reports()
        self.base_of = {}
        self.snapshots = {}
        self.pending = collections.defaultdict(set)
        self.of_commit = {}
        self.copies = 0
        self.listed = []
        self.is_ending = False
        self.picked = set()
        self.excused = set()

    # ---- the story

    def run(self):
        start = time.monotonic()
        try:
            self.play()
        except Broken as broken:
            self.breach(str(broken))
        except Exception:
            self.breach("the check itself failed: " + traceback.format_exc())
        finally:
            self.world.end()
        self.result.seconds = time.monotonic() - start
        if self.result.breaches:
            self.result.transcript = "\n".join(self.world.transcript)
        if not (self.result.breaches and self.options.keep):
            shutil.rmtree(self.top, ignore_errors=True)
        return self.result

    def play(self):
        dice, world = self.dice, self.world
        self.ledger.at_commit[world.hub_head] = frozenset()
        for _ in range(dice.choice([2, 3, 3, 4])):
            for clone in dice.sample(world.clones, len(world.clones)):
                for _ in range(dice.choice([0, 1, 2, 2, 3, 4])):
                    self.edit(clone)
                if dice.random() < 0.45:
                    self.merge(clone)
        self.quiet()

    def breach(self, text):
        self.world.remark(f"BREACH {text}")
        self.result.breaches.append(text)

    def edit(self, clone):
        self.world.minutes += self.dice.choice([1, 7, 15, 60, 600])
        before, head = clone.snapshot(), clone.head
        teller = Storyteller(self.dice, clone)
        done = teller.step(before)
        if done is None:
            self.result.counts["edits that found nothing to do"] += 1
            return
        if done is not True and done.status != 0:
            self.result.refusals[reason(done)] += 1
        after = clone.snapshot()
        self.learn_edits(clone, before, after, head, "by hand" if done is True else " ".join(done.words[:3]))

    def learn_edits(self, clone, before, after, head, label):
        changes = changed_facts(before, after)
        if changes:
            kinds = {identifier: record.kind for side in (before, after) for identifier, record in side.records.items()}
            made = self.ledger.record(clone, changes, label, kinds, self.base(clone), self.reports.tick())
            self.pending[clone.number] |= set(made)
            self.result.counts["edits"] += 1
        if clone.head != head:
            self.of_commit[clone.head] = frozenset(self.pending[clone.number])
            self.pending[clone.number] = set()

    def base(self, clone):
        """What this clone last had in common with the remote."""
        if clone.number not in self.base_of:
            upstream = clone.ref("refs/remotes/origin/main")
            bases = clone.bases("HEAD", upstream) if upstream else []
            self.base_of[clone.number] = self.snapshot_at(clone, bases[0]) if len(bases) == 1 else None
        return self.base_of[clone.number]

    def snapshot_at(self, clone, commit):
        if commit not in self.snapshots:
            self.snapshots[commit] = clone.at(commit)
        return self.snapshots[commit]

    # ---- merging

    def merge(self, clone, ways=None):
        self.world.minutes += 1
        self.listed = []
        self.since = self.reports.tick()
        names = [(name, weight) for name, weight in WAYS if name in self.options.ways]
        way = ways or self.dice.choices([n for n, _ in names], [w for _, w in names])[0]
        self.result.counts[f"by {way}"] += 1
        {"sync": self.sync, "prefer": self.prefer, "no_push": self.no_push, "dry_run": self.dry_run, "pull": self.pull,
         "rebase": self.rebase, "pick": self.pick, "stash": self.stash}[way](clone)

    def prefer(self, clone):
        self.sync(clone, "--prefer", self.dice.choice(SIDES))

    def no_push(self, clone):
        self.sync(clone, "--no-push")

    def dry_run(self, clone):
        before, head, status = clone.snapshot().files, clone.head, clone.status()
        done = clone.crm("sync", "--dry-run", "--json")
        if clone.snapshot().files != before or clone.head != head or clone.status() != status:
            self.breach(f"sync --dry-run changed something\n{done}")
        self.sync(clone)

    def sync(self, clone, *options):
        """crm sync, with all that must hold after it."""
        before, head, hub = clone.snapshot(), clone.head, self.world.hub_head
        if self.dice.random() < self.options.symmetry:
            self.symmetry(clone)
        done = clone.crm("sync", "--json", *options)
        self.hear_sync(done)
        if done.status == 4 and clone.in_progress():
            self.result.counts["syncs with conflicts"] += 1
            if not self.settle(clone, before, head):
                return
        elif done.status != 0:
            raise Broken(f"sync ended with {done.status} for no cause that the history knows\n{done}")
        if "--prefer" in options:
            self.name_all_contested(clone, before, head, hub)
        self.after_merge(clone, before, head, hub, "--no-push" not in options, "sync " + " ".join(options))

    def name_all_contested(self, clone, before, head, hub):
        """A preference decides without listing; what both sides changed is then as if listed."""
        bases = clone.bases(head, hub)
        if len(bases) != 1:
            return
        base, theirs = self.snapshot_at(clone, bases[0]), self.snapshot_at(clone, hub)
        ours = {(i, f[0]) for i, f, _ in changed_facts(base, before)}
        for identifier, fact, _ in changed_facts(base, theirs):
            if (identifier, fact[0]) in ours:
                record = before.records.get(identifier) or theirs.records.get(identifier)
                together = STATE.get(record.kind, set()) if record else set()
                for field in together if fact[0] in together else [fact[0]]:
                    self.reports.conflict(identifier, field)

    def hear_sync(self, done):
        answer = done.json({})
        if isinstance(answer, dict):
            for key, entries in answer.items():
                if key in ("repaired", "decided", "superseded", "notes", "warnings", "findings"):
                    for entry in entries if isinstance(entries, list) else [entries]:
                        self.reports.hear_entry(entry)
                        self.result.counts["repairs"] += 1
                if key == "conflicts" and isinstance(entries, list):
                    self.hear_conflicts(entries)
        self.reports.hear(done.err)

    def hear_conflicts(self, entries):
        self.listed += [(entry.get("id"), entry.get("kind"), entry.get("field")) for entry in entries]
        for entry in entries:
            self.reports.conflict(entry.get("id"), entry.get("field"))
            self.reports.hear_entry(entry)
        self.result.counts["conflicts listed"] += len(entries)

    def list_conflicts(self, clone):
        done = clone.crm("conflicts", "--json")
        entries = done.json()
        if not isinstance(entries, list) or not entries:
            raise Broken(f"a merge stopped, and conflicts lists nothing\n{done}\n{clone.git('status')}")
        self.hear_conflicts(entries)
        return entries

    def settle(self, clone, before, head, finish="sync"):
        """Settles what conflicts; False where the sync was given up."""
        entries = self.list_conflicts(clone)
        if finish == "sync" and not self.is_ending and self.dice.random() < 0.12:
            done = clone.crm("sync", "--abort") if self.dice.random() < 0.5 else clone.git("merge", "--abort")
            if done.status != 0 or clone.in_progress():
                raise Broken(f"a sync cannot be given up\n{done}")
            if clone.snapshot().files != before.files:
                raise Broken(f"after giving up a sync the files are not as before\n{done}\n{clone.git('status')}")
            self.result.counts["syncs given up"] += 1
            return False
        self.resolve(clone, entries)
        if finish == "sync":
            done = clone.crm("sync", "--continue", "--json")
            self.hear_sync(done)
            if done.status != 0:
                raise Broken(f"sync --continue ended with {done.status}\n{done}")
        return True

    def resolve(self, clone, entries):
        if self.dice.random() < 0.7:
            done = clone.crm("resolve", "--all", self.dice.choice(SIDES))
            if done.status != 0:
                raise Broken(f"resolve --all failed\n{done}")
        else:
            for entry in entries:
                listed = clone.crm("conflicts", "--json").json([])
                if not any((e.get("path"), e.get("field")) == (entry.get("path"), entry.get("field")) for e in listed):
                    # The fields of a deal's state are settled together.
                    continue
                done = clone.crm("resolve", entry.get("ref") or entry.get("id"), *([entry["field"]] if entry.get("field") else []),
                                 self.dice.choice(["ours", "theirs"]))
                if done.status != 0:
                    raise Broken(f"resolve of a listed conflict failed\n{entry}\n{done}")
        left = clone.crm("conflicts", "--json")
        if left.json([]) != []:
            raise Broken(f"all was settled, and conflicts lists\n{left}")

    def after_merge(self, clone, before, head, hub, is_pushed, label):
        """The laws of one merge that ended well."""
        self.base_of.pop(clone.number, None)
        now = clone.head
        result = self.snapshot_at(clone, now)
        known = self.ledger.at_commit.get(hub, frozenset())
        bases = clone.bases(head, hub)
        if self.options.mutant == "sync" and hub not in bases and self.mutate(clone, before, hub, bases):
            now = clone.head
            result = self.snapshot_at(clone, now)
        if hub not in bases:
            self.ledger.settle(self.ledger.knows[clone.number], known,
                               self.snapshot_at(clone, bases[0]) if len(bases) == 1 else None, result, self.reports)
        self.ledger.learn(clone.number, known)
        self.ledger.at_commit[now] = self.ledger.knows[clone.number]
        self.of_commit[now] = frozenset(self.pending[clone.number])
        self.pending[clone.number] = set()
        if clone.status():
            self.breach(f"after {label} the work tree is not as its commit:\n{clone.status()}")
        if is_pushed and self.options.mutant != "sync" and self.world.hub_head != now:
            self.breach(f"after {label} the remote has {self.world.hub_head}, the clone {now}")
        if result.unread or result.twice:
            self.breach(f"after {label}: unreadable {[r.path for r in result.unread]}, twice {result.twice}")
        # A rebase leaves out what was picked before, and replays what was done to it since: no merge of three versions.
        is_replayed = "--rebase" in label and clone.number in self.picked
        self.picked.discard(clone.number)
        if hub not in bases and len(bases) == 1 and not is_replayed:
            self.result.counts["merges of two sides"] += 1
            judged = MergeJudge(self.snapshot_at(clone, bases[0]), before, self.snapshot_at(clone, hub), result,
                                self.reports, self.since).judge()
            for text in judged.breaches:
                self.breach(f"{label} by {clone.user}: {text}")
            self.measure(judged)
        self.listed = []
        if self.dice.random() < self.options.again:
            again = clone.crm("sync", "--json") if is_pushed else clone.crm("sync", "--no-push", "--json")
            if again.status != 0 or clone.head != now:
                self.breach(f"a second sync changed something, or failed\n{again}")
        self.check(clone, label)

    def measure(self, judged):
        self.result.edited += len(judged.edited)
        self.result.contested += len(judged.contested)
        for identifier, kind, field in set(self.listed):
            name = (identifier, field_of(kind, (field,)) if field else None)
            if field and name not in judged.contested and not any(
                    other[0] == identifier and other[1].startswith(name[1] + "/") for other in judged.contested):
                self.result.needless += 1
                self.world.remark(f"NEEDLESS {identifier} {field}")

    def check(self, clone, label):
        """Clean, but for what the removal of a setting left: that must have been reported, with a command that mends it."""
        done = clone.crm("check", "--json")
        if done.status == 0:
            return
        for finding in done.json([]):
            path = (finding.get("location") or {}).get("file") or ""
            identifier = path.removesuffix(".yaml")[-8:]
            if "is not in pipeline" in finding.get("message", "") and (self.reports.reports(identifier, 0) or path in self.excused):
                self.excused.add(path)
                self.result.counts["stages removed under a deal, reported"] += 1
                if self.dice.random() < 0.5:
                    self.mend(clone, finding)
            elif self.is_decided(finding):
                self.result.counts["findings where a person chose for a whole record"] += 1
            else:
                self.breach(f"check is not clean after {label}\n{finding}")

    def is_decided(self, finding):
        """What a person chose for a whole record in a conflict of plain git: that it goes, or that it stays beside its merger."""
        gone = re.search(r'"[^"]*?([0-9a-z]{8})" (?:does not exist|leads to)', finding.get("message", ""))
        return bool(gone) and self.reports.names(gone[1], ("@exists",), 0)

    def mend(self, clone, finding):
        before, head = clone.snapshot(), clone.head
        commands = [line for line in (finding.get("hint") or "").splitlines() if line.startswith("crm ")]
        done = clone.crm(*shlex.split(commands[-1])[1:]) if commands else None
        if done is None or done.status != 0:
            self.breach(f"the way out of a finding does not work\n{finding}\n{done}")
            return
        self.learn_edits(clone, before, clone.snapshot(), head, "the way out")

    # ---- plain git

    def commit_by_hand(self, clone):
        if clone.status():
            clone.git("add", "-A", check=True)
            clone.git("commit", "-q", "-m", "by hand", check=True)

    def pull(self, clone):
        self.by_git(clone, ["pull", "-q", "--no-rebase", "--no-edit"], "merge")

    def rebase(self, clone):
        self.by_git(clone, ["pull", "-q", "--rebase"], "rebase")

    def by_git(self, clone, words, kind):
        self.commit_by_hand(clone)
        before, head, hub = clone.snapshot(), clone.head, self.world.hub_head
        done = clone.git(*words)
        self.reports.hear(done.text)
        for _ in range(40):
            if done.status == 0 or not clone.in_progress():
                break
            self.result.counts[f"{kind}s with conflicts"] += 1
            if clone.git("ls-files", "-u").out:
                self.settle(clone, before, head, finish=kind)
            clone.git("add", "-A", check=True)
            if kind == "merge":
                done = clone.crm("sync", "--continue", "--no-push") if self.dice.random() < 0.3 else clone.git("commit", "-q", "--no-edit")
            elif clone.git("diff", "--cached", "--quiet").status == 0:
                done = clone.git("rebase", "--skip")
            else:
                done = clone.git("rebase", "--continue")
            self.reports.hear(done.text)
        if done.status != 0 or clone.in_progress():
            raise Broken(f"git {kind} does not end\n{done}\n{clone.git('status')}")
        self.fix(clone)
        self.push(clone)
        self.after_merge(clone, before, head, hub, True, f"git {' '.join(words)} and check --fix")

    def fix(self, clone):
        done = clone.crm("check", "--fix")
        self.reports.hear(done.out)
        self.reports.hear(done.err)

    def push(self, clone):
        done = clone.git("push", "-q", "origin", "HEAD:main")
        if done.status != 0:
            raise Broken(f"git push failed\n{done}")

    def pick(self, clone):
        """Takes one commit of the remote, without the others."""
        self.commit_by_hand(clone)
        clone.git("fetch", "-q")
        commits = clone.git("log", "--no-merges", "--format=%H", "HEAD..origin/main").out.split()
        if not commits:
            return
        chosen = self.dice.choice(commits)
        before, head = clone.snapshot(), clone.head
        done = clone.git("cherry-pick", chosen)
        self.reports.hear(done.text)
        if done.status != 0:
            if clone.git("ls-files", "-u").out and self.dice.random() < 0.6:
                self.settle(clone, before, head, finish="pick")
                clone.git("add", "-A", check=True)
                done = clone.git("cherry-pick", "--continue")
                if done.status != 0:
                    clone.git("cherry-pick", "--skip")
            else:
                clone.git("cherry-pick", "--abort")
                if clone.in_progress():
                    clone.git("cherry-pick", "--skip")
        if clone.in_progress():
            raise Broken(f"git cherry-pick does not end\n{done}\n{clone.git('status')}")
        if clone.head != head:
            self.fix(clone)
            self.picked.add(clone.number)
            self.ledger.learn(clone.number, self.of_commit.get(chosen, frozenset()))

    def stash(self, clone):
        """Puts hand edits aside, syncs, and takes them back."""
        if not clone.status():
            return self.sync(clone)
        kept = clone.snapshot()
        clone.git("stash", "push", "-q", "-u", check=True)
        # What lies in the stash no merge can know.
        knows = self.ledger.knows[clone.number]
        self.ledger.knows[clone.number] = knows - frozenset(self.pending[clone.number])
        waiting, self.pending[clone.number] = self.pending[clone.number], set()
        before, head, hub = clone.snapshot(), clone.head, self.world.hub_head
        done = clone.crm("sync", "--json")
        self.hear_sync(done)
        if done.status == 4 and clone.in_progress():
            self.settle(clone, before, head) or clone.crm("sync", "--json", "--prefer", "ours")
        elif done.status != 0:
            raise Broken(f"sync ended with {done.status}\n{done}")
        if clone.in_progress():
            raise Broken("a sync is still in progress")
        self.after_merge(clone, before, head, hub, True, "sync over a stash")
        popped = clone.git("stash", "pop", "-q")
        self.reports.hear(popped.text)
        if popped.status != 0:
            if clone.git("ls-files", "-u").out:
                self.resolve(clone, self.list_conflicts(clone))
                clone.git("add", "-A", check=True)
            else:
                # A file is in the way: the stash stays, and is told apart by a branch of its own.
                self.result.counts["stashes that stayed"] += 1
                for number in waiting:
                    self.ledger.edits[number].voided = True
                clone.git("checkout", "-q", "-f", "HEAD", "--", ".")
                clone.git("clean", "-q", "-f", "-d")
                return
        clone.git("reset", "-q")
        self.ledger.learn(clone.number, frozenset(waiting))
        self.pending[clone.number] |= waiting
        del kept

    # ---- laws that need copies

    def copy(self):
        self.copies += 1
        return self.world.copy(f"{self.top}-copy{self.copies}")

    def symmetry(self, clone):
        """The merge of A and B is that of B and A, byte for byte."""
        hub = self.world.hub_head
        if clone.bases(clone.head, hub) == [hub] if clone.ref("refs/remotes/origin/main") == hub else False:
            return
        other = self.copy()
        try:
            one = other.clones[clone.number]
            first = one.crm("sync", "--no-push", "--json")
            first_list = self.conflicts_of(one)
            ours = one.ref("ORIG_HEAD") if first.status == 4 else None
            if first.status == 4:
                ours = one.head
                one.crm("resolve", "--all", "ours")
                first = one.crm("sync", "--continue", "--no-push", "--json")
            if first.status != 0:
                raise Broken(f"a sync in a copy failed\n{first}")
            if ours is None:
                ours = self.our_side(one, hub)
            if ours is None:
                return
            shutil.copytree(f"{other.top}/hub.git", f"{other.top}/hub2.git", symlinks=True)
            one.git("push", "-q", "--force", "../hub2.git", f"{ours}:refs/heads/main", check=True)
            shutil.copytree(one.root, f"{other.top}/x", symlinks=True)
            two = World(other.home, other.top, len(other.clones), other.seed).clones[clone.number]
            two.root = f"{other.top}/x"
            two.world.steps, two.world.minutes, two.world.transcript = other.steps + 500, other.minutes, other.transcript
            two.git("reset", "-q", "--hard", hub, check=True)
            two.git("remote", "set-url", "origin", "../hub2.git", check=True)
            second = two.crm("sync", "--no-push", "--json")
            second_list = self.conflicts_of(two)
            if second.status == 4:
                two.crm("resolve", "--all", "theirs")
                second = two.crm("sync", "--continue", "--no-push", "--json")
            if second.status != 0:
                raise Broken(f"a sync of the sides changed about failed\n{second}")
            if first_list != second_list:
                self.breach(f"conflicts of A and B: {sorted(first_list, key=str)}, of B and A: {sorted(second_list, key=str)}")
            self.compare(one, two, "A merges B differs from B merges A")
            self.result.counts["both ways about"] += 1
            two.end()
        finally:
            other.end()
            if not (self.result.breaches and self.options.keep):
                shutil.rmtree(other.top, ignore_errors=True)

    def our_side(self, clone, hub):
        """The first parent of the merge that a sync made, or None where it made none."""
        commit = clone.head
        for _ in range(4):
            parents = clone.store().parents(commit)
            if len(parents) == 2:
                return parents[0] if parents[1] == hub else None
            if not parents:
                return None
            commit = parents[0]
        return None

    def conflicts_of(self, clone):
        if not clone.in_progress():
            return set()
        entries = clone.crm("conflicts", "--json").json([])
        return {(entry.get("id"), entry.get("field")) for entry in entries}

    def compare(self, one, two, what):
        a, b = one.store(), two.store()
        if a.tree(one.head) == b.tree(two.head):
            return
        files, others = a.files(one.head), b.files(two.head)
        text = []
        for path in sorted(files.keys() | others.keys()):
            if files.get(path) != others.get(path):
                left = a.get(files[path][1]).decode("utf-8", "replace") if path in files else "(none)\n"
                right = b.get(others[path][1]).decode("utf-8", "replace") if path in others else "(none)\n"
                text.append(f"{path}:\n<<< one\n{left}=== two\n{right}>>>")
        self.breach(what + ":\n" + "\n".join(text) + "\n-- the copy:\n" + "\n".join(one.world.transcript[-12:])
                    + "\n-- the other:\n" + "\n".join(two.world.transcript[-12:]))

    def mutate(self, clone, before, hub, bases):
        """The mutant: a merge that leaves one field as ours in silence."""
        if len(bases) != 1:
            return False
        base, theirs, merged = self.snapshot_at(clone, bases[0]), self.snapshot_at(clone, hub), clone.snapshot()
        for identifier, fact, value in sorted(changed_facts(base, theirs), key=str):
            record, old = merged.records.get(identifier), before.value(identifier, fact)
            if len(fact) == 1 and fact[0] in ("city", "position", "source", "title", "name") and value and old and \
                    record and merged.value(identifier, fact) == value and old == base.value(identifier, fact) and old != value:
                raw = re.sub(rf"^{fact[0]}:.*$".encode(), f"{fact[0]}: {old}".encode(), record.raw, count=1, flags=re.M)
                with open(f"{clone.root}/{record.path}", "wb") as file:
                    file.write(raw)
                clone.git("commit", "-q", "-a", "--amend", "--no-edit", check=True)
                clone.git("push", "-q", "--force", "origin", "HEAD:main", check=True)
                self.world.remark(f"MUTANT {identifier} {fact[0]} is {old} again")
                self.result.mutations += 1
                return True
        return False

    # ---- the end

    def quiet(self):
        """All sync until nothing moves: one order here, another in a copy."""
        dice = self.dice
        for clone in self.world.clones:
            if clone.in_progress():
                raise Broken(f"{clone.user} is still in {clone.in_progress()}")
        twin = self.copy() if dice.random() < self.options.orders and "sync" in self.options.ways else None
        listed = self.result.counts["conflicts listed"]
        twin_end = None
        if twin:
            twin_end = self.twin_quiet(twin, dice.sample(range(self.count), self.count))
        self.is_ending = True
        way = "sync" if "sync" in self.options.ways else "pull"
        for turn in range(8):
            heads = [clone.head for clone in self.world.clones]
            for clone in dice.sample(self.world.clones, self.count):
                self.merge(clone, way)
            if [clone.head for clone in self.world.clones] == heads == [self.world.hub_head] * self.count:
                break
        else:
            raise Broken("after eight rounds of syncing something still moves")
        final = self.world.clones[0].snapshot()
        for clone in self.world.clones:
            if clone.head != self.world.hub_head or clone.snapshot().files != final.files:
                self.breach(f"{clone.user}'s clone is not as the others in the end")
        if twin_end and not twin_end[1] and self.result.counts["conflicts listed"] == listed:
            self.result.counts["orders compared"] += 1
            self.compare(self.world.clones[0], twin.clones[0], f"another order of syncing ({twin_end[0]}) ends in another tree")
        if twin:
            twin.end()
            if not (self.result.breaches and self.options.keep):
                shutil.rmtree(twin.top, ignore_errors=True)
        if dice.random() < 0.1:
            for clone in self.world.clones:
                done = clone.git("fsck", "--no-dangling", "--no-progress")
                if done.status != 0:
                    self.breach(f"git fsck\n{done}")
        for edit in self.ledger.judge(final, self.reports, self.result.tally):
            self.breach(f"lost in silence: {edit}; the result has {final.value(edit.record, edit.fact)}")

    def twin_quiet(self, twin, order):
        """The same end in another order; (order, whether anything conflicted)."""
        for _ in range(8):
            heads = [clone.head for clone in twin.clones]
            for number in order:
                clone = twin.clones[number]
                done = clone.crm("sync", "--json")
                if done.status == 4:
                    return order, True
                if done.status != 0:
                    raise Broken(f"in a copy sync ended with {done.status}\n{done}")
            if [clone.head for clone in twin.clones] == heads == [twin.hub_head] * self.count:
                return order, False
        raise Broken("in a copy something still moves after eight rounds")


def reason(done):
    text = (done.err or done.out).strip().splitlines()
    first = text[0] if text else f"{done.status}"
    first = re.sub(r'"[^"]*"|\b[0-9a-z]{8}\b|\S*/\S+|W\d+|\d+', "…", first)
    return f"{done.words[0]} {' '.join(w for w in done.words[1:3] if re.match(r'[a-z]+$', w))}: {done.status} {first[:90]}"
