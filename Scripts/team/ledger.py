"""What was edited, who knew of it, and where it went: the laws of a merge, judged by facts.

Nothing here asks crm. Edits are differences of facts between two states of a clone; a later edit excuses an earlier one
only if it was made by somebody who had seen it.
"""

import collections
import re

from facts import LISTS, STATE

# Fields that crm derives from others, so that an edit of them is no edit of a person.
DERIVED = {"created"}


def field_of(kind, fact):
    """The name under which a conflict would be counted: of what merges as one, one name."""
    if fact[0] in STATE.get(kind, ()):
        return "state"
    if len(fact) > 2:
        return "/".join(fact[:2] if fact[2] == "" else fact)
    if len(fact) == 2 and fact[0] not in LISTS and fact[0] != "history":
        return fact[0]
    return "/".join(fact)


class Reports:
    """All that merges said, and when: conflicts that were listed, and repairs that were reported.

    Only what is said after an edit can account for it; since says from when on one looks.
    """

    def __init__(self):
        self.now = 0
        self.conflicts = collections.defaultdict(list)    # id → (when, field); None is the whole record
        self.said = collections.defaultdict(list)         # id → (when, line that named it)

    def tick(self):
        self.now += 1
        return self.now

    def conflict(self, identifier, field):
        self.conflicts[identifier].append((self.now, field))

    def hear(self, text):
        """What a command printed; a report names a record by its id or by its file's name, which ends in it."""
        for line in text.splitlines():
            for identifier in set(re.findall(r"(?<![0-9a-z])[0-9a-hj-km-np-tv-z]{8}(?![0-9a-z])", line)):
                self.said[identifier].append((self.now, line))

    def hear_entry(self, entry):
        """One repair of a JSON report: what it names it names as a whole."""
        self.hear(str(entry).replace("\n", " "))

    def names(self, identifier, fact, since):
        fields = {field for when, field in self.conflicts.get(identifier, ()) if when >= since}
        return bool(fields) and (None in fields or fact[0] in fields or fact[0] in ("@path", "@exists", "#"))

    def reports(self, identifier, since, word=""):
        return any(when >= since and word in line for when, line in self.said.get(identifier, ()))


def is_closed_task(snapshot, identifier):
    return snapshot.value(identifier, ("status",)) in ("done", "cancelled")


OUTCOMES = {"won", "lost", "archive"}


def excuse(snapshot, identifier, fact, value, reports, kind, since):
    """The rule of TEAM.md by which an edit may be absent from a snapshot, or None."""
    if snapshot.value(identifier, fact) == value:
        return "there"
    if fact[0] == "@exists" and value is None:
        return "deleted beside an edit, said" if reports.reports(identifier, since) else None
    if identifier not in snapshot.records:
        kept = snapshot.aliases().get(identifier)
        if kept is None and reports.names(identifier, fact, since):
            return "conflict"
        if kept is None:
            return "moved beside a deletion, said" if fact == ("@path",) and reports.reports(identifier, since) else None
        if fact[0] in ("@path", "@exists", "id", "created", "#"):
            return "merged into another record"
        if snapshot.value(kept, fact) == value:
            return "flowed into the kept record"
        words = [value] if value is not True else [fact[-1]]
        raw = snapshot.records[kept].raw.decode("utf-8", "replace")
        if value is not None and all(str(word) in raw for word in words):
            return "flowed into the kept record"
        if value is None or fact[0] == "aliases":
            return "merged into another record"
        if reports.names(identifier, fact, since) or reports.names(kept, fact, since):
            return "conflict"
        return "merged into another record, said" if reports.reports(identifier, since) or reports.reports(kept, since) else None
    if reports.names(identifier, fact, since):
        return "conflict"
    if reports.reports(identifier, since, "flowed") or reports.reports(identifier, since, "edited while it was merged into"):
        return "gave way to what flowed in, said"
    if fact == ("@path",):
        return "moved twice, said" if reports.reports(identifier, since) else None
    facts = snapshot.facts(identifier)
    if facts is None:
        return None
    if kind == "deal":
        if fact == ("stage",):
            if value in {row[1].split()[1] for row in facts if row[0] == "history"}:
                return "state: a row of history"
        if fact == ("next_step",):
            if value is None or value in snapshot.records:
                return "state: the step is a task of the deal"
            if value in snapshot.aliases():
                return "state: the step was merged"
        if fact in (("closed",), ("lost_reason",)):
            if facts.get(("stage",)) in OUTCOMES and value is not None:
                return "state: another closing" if fact == ("closed",) else None
            if value is None and facts.get(("stage",)) in OUTCOMES:
                return "state: a closing"
    if kind == "task":
        if fact in (("status",), ("closed",)) and is_closed_task(snapshot, identifier):
            if value in (None, "open"):
                return "state: closed, said" if reports.reports(identifier, since) else None
            return "state: another closing"
        if fact == ("due",) and is_closed_task(snapshot, identifier) and reports.reports(identifier, since):
            return "state: due of a closed task, said"
        if fact == ("due",) and reports.reports(identifier, since, "due was changed too"):
            # A rebase goes on after that: what closed the task may be taken back by the next commit.
            return "state: due of a closed task, said"
    if fact[0] in ("contact", "company", "deal", "lead", "task", "product") and value in snapshot.aliases():
        return "refers to the kept record"
    if len(fact) > 1 and fact[0] in ("participants", "items") and fact[1] in snapshot.aliases():
        return "refers to the kept record"
    return None


class Edit:
    __slots__ = ("number", "clone", "record", "kind", "fact", "value", "seen", "label", "when", "voided", "settled")

    def __init__(self, number, clone, record, kind, fact, value, seen, label, when):
        self.number, self.clone, self.record, self.kind = number, clone, record, kind
        self.fact, self.value, self.seen, self.label, self.when = fact, value, seen, label, when
        self.voided = False
        self.settled = None

    def __str__(self):
        value = "gone" if self.value is None else self.value
        return f"edit {self.number} by {self.clone} ({self.label}): {self.kind} {self.record} {'/'.join(self.fact)} = {value}"


class Ledger:
    """Every edit, and what each clone and each commit knows."""

    def __init__(self):
        self.edits = []
        self.by_fact = collections.defaultdict(list)
        self.at_commit = {}
        self.knows = collections.defaultdict(frozenset)      # clone number → numbers of edits

    def record(self, clone, changes, label, kinds, base, when):
        """Edits that a clone made just now; base is what it started from, as a snapshot, or None."""
        seen = self.knows[clone.number]
        made = []
        for identifier, fact, value in changes:
            if fact[0] in DERIVED:
                continue
            edit = Edit(len(self.edits), clone.user, identifier, kinds.get(identifier, "?"), fact, value, seen, label, when)
            # Back to what the others have: a merge of three versions cannot see it, and need not.
            if base is not None and base.value(identifier, fact) == value and identifier in base.records:
                edit.voided = True
            self.edits.append(edit)
            self.by_fact[identifier, fact].append(edit)
            made.append(edit.number)
        self.knows[clone.number] = seen | frozenset(made)
        return made

    def learn(self, number, edits):
        self.knows[number] |= edits

    def settle(self, ours, theirs, base, result, reports):
        """After a merge of two sides (numbers of edits): what a rule decided there is decided, whatever comes later."""
        for number in ours ^ theirs:
            edit = self.edits[number]
            if edit.voided or edit.settled:
                continue
            if base is not None and base.value(edit.record, edit.fact) == edit.value and (
                    edit.record in base.records or edit.fact != ("@exists",)):
                # One side came back to what both had: a merge of three versions cannot tell that from no edit.
                edit.voided = True
                continue
            found = excuse(result, edit.record, edit.fact, edit.value, reports, edit.kind, edit.when)
            if found not in (None, "there"):
                edit.settled = found

    def judge(self, final, reports, tally):
        """Edits that are nowhere: not in the final state, not overwritten by who had seen them, not named."""
        lost = []
        for edit in self.edits:
            if edit.voided:
                tally["back to what the others had"] += 1
                continue
            found = excuse(final, edit.record, edit.fact, edit.value, reports, edit.kind, edit.when) or edit.settled
            if found:
                tally[found] += 1
                continue
            if self.is_overwritten(edit):
                tally["overwritten by who had seen it"] += 1
                continue
            lost.append(edit)
        return lost

    def is_overwritten(self, edit):
        # Facts are exact: a value of a field, an element of a list, a line of notes.
        later = [*self.by_fact[edit.record, edit.fact], *self.by_fact.get((edit.record, ("@exists",)), [])]
        return any(edit.number in other.seen for other in later if other is not edit)


class MergeJudge:
    """One merge of two states, from one base, judged by facts alone."""

    def __init__(self, base, ours, theirs, result, reports, since):
        self.since = since
        self.base, self.ours, self.theirs, self.result, self.reports = base, ours, theirs, result, reports
        self.breaches = []
        self.edited = set()
        self.by = {"ours": set(), "theirs": set()}

    @property
    def contested(self):
        """Fields that both sides edited: lines of one text count as one field."""
        return self.by["ours"] & self.by["theirs"]

    def judge(self):
        ids = self.base.records.keys() | self.ours.records.keys() | self.theirs.records.keys()
        for identifier in ids:
            self.judge_record(identifier)
        for identifier in self.result.records.keys() - ids:
            if not self.reports.reports(identifier, self.since):
                self.breaches.append(f"record {identifier} came from nowhere")
        return self

    def judge_record(self, identifier):
        sides = (self.base, self.ours, self.theirs)
        base, ours, theirs = (side.records.get(identifier) for side in sides)
        kind = (ours or theirs or base).kind
        if any(record is not None and record.facts is None for record in (base, ours, theirs)):
            return
        existed = [record is not None for record in (base, ours, theirs)]
        if existed == [True, False, False]:
            if identifier in self.result.records and not self.reports.reports(identifier, self.since):
                self.breaches.append(f"{kind} {identifier}: deleted on both sides, and there")
            return
        if existed[0] and existed.count(True) == 2:
            left = ours or theirs
            if left.raw == base.raw and left.path == base.path:
                if identifier in self.result.records and not self.reports.reports(identifier, self.since):
                    self.breaches.append(f"{kind} {identifier}: deleted on one side, left alone on the other, and there")
                return
        facts = {("@path",)} if all(existed) else set()
        for record in (base, ours, theirs):
            facts |= set(record.facts) if record else set()
        for fact in facts:
            self.judge_fact(identifier, kind, fact, existed)

    def judge_fact(self, identifier, kind, fact, existed):
        base, ours, theirs = (side.value(identifier, fact) for side in (self.base, self.ours, self.theirs))
        result = self.result.value(identifier, fact)
        name = (identifier, field_of(kind, fact))
        if existed[0] and not (existed[1] and existed[2]):
            # Deleted on one side: where the other side left it alone, it goes; else it stays with the edit.
            left = ours if existed[1] else theirs
            if left == base:
                return
            self.edited.add(name)
            self.expect(identifier, kind, fact, left, "edited beside a deletion")
            return
        if ours != theirs:
            for side, value in (("ours", ours), ("theirs", theirs)):
                if value != base:
                    self.by[side].add(name)
        if ours == theirs:
            if ours != base:
                self.edited.add(name)
            self.expect(identifier, kind, fact, ours, "alike on both sides")
        elif ours == base:
            self.edited.add(name)
            self.expect(identifier, kind, fact, theirs, "changed by them alone")
        elif theirs == base:
            self.edited.add(name)
            self.expect(identifier, kind, fact, ours, "changed by us alone")
        else:
            self.edited.add(name)
            if result not in (ours, theirs) and not self.reports.names(identifier, fact, self.since):
                if excuse(self.result, identifier, fact, ours, self.reports, kind, self.since) is None:
                    self.breaches.append(f"{kind} {identifier} {'/'.join(fact)}: neither {ours} nor {theirs}, but {result}")
            for side in (ours, theirs):
                self.expect(identifier, kind, fact, side, "changed on both sides")

    def expect(self, identifier, kind, fact, value, why):
        if fact[0] in DERIVED and why == "changed on both sides":
            return
        if excuse(self.result, identifier, fact, value, self.reports, kind, self.since):
            return
        found = self.result.value(identifier, fact)
        if why == "alike on both sides" and value == self.base.value(identifier, fact):
            # Nobody touched it: whatever it became, a repair must have said so.
            if self.reports.reports(identifier, self.since) or self.follows(identifier, kind, fact):
                return
            why = "touched by nobody"
        if kind == "task" and fact[0] in ("status", "closed") and self.reports.reports(identifier, self.since):
            return
        if kind == "deal" and fact[0] in ("stage", "next_step", "closed", "lost_reason") and self.reports.reports(identifier, self.since):
            return
        what = "gone" if identifier not in self.result.records else found
        self.breaches.append(f"{kind} {identifier} {'/'.join(fact)}: {why}, wanted {value}, is {what}")

    def follows(self, identifier, kind, fact):
        """A reference whose target was merged into another by one side."""
        found = self.result.value(identifier, fact)
        return fact[0] in ("contact", "company") and found in self.result.aliases().values()
