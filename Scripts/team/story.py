"""What people do in a clone between two merges: commands, hand edits, moves, deletions."""

import os
import re

CITIES = ["Berlin", "Bremen", "Bonn", "Dresden", "Erfurt", "Halle", "Jena", "Kiel", "Köln", "Lübeck", "Mainz", "Rostock"]
STAGES = ["first-contact", "meeting", "proposal", "invoice"]
TITLES = ["Website", "Shop", "Garden", "Kitchen", "Audit"]
# Scalars that a command may set, by kind; each value is a word of its own.
SCALARS = {
    "contact": ["city", "position", "address", "region", "source", "postal_code", "first_name", "last_name", "name"],
    "company": ["city", "legal_name", "tax_id", "address", "industry", "source", "name"],
    "lead": ["name", "company_name", "source", "campaign", "title"],
    "deal": ["title", "source", "campaign", "address", "amount", "probability", "expected_close"],
    "task": ["title", "notes", "due"],
    "product": ["name", "sku", "category", "unit", "price"],
}
NOUNS = {"contact": "contacts", "company": "companies", "lead": "leads", "deal": "deals", "task": "tasks",
         "activity": "activities", "product": "products"}


def begin(seed):
    """The story of a template, 12 to 16 records: two companies, two people who may be one, deals, tasks, a lead."""
    def tell(clone):
        def crm(*words):
            clone.world.minutes += 7
            done = clone.crm(*words)
            if done.status != 0:
                raise SystemExit(f"the template cannot be made: {done}")
        crm("companies", "add", "Acme GmbH", "city=Berlin", "tags+=b2b")
        crm("contacts", "add", "Anna Ivanova", "company=acme", "emails+=anna@acme.example", "phones+=+4930123456",
            "city=Berlin", "position=Buyer", "tags+=vip", "tags+=old", "notes=First line\nSecond line\nThird line\nFourth line")
        crm("contacts", "add", "Carl Clark", "emails+=carl@gamma.example", "city=Bonn")
        crm("deals", "add", TITLES[seed % 5], "--contact", "anna ivanova", "--amount", "12000", "--next", "Call Anna", "--due", "+1d")
        if seed % 2:
            crm("contacts", "add", "Anna Iwanowa", "company=acme", "phones+=+4930999888", "source=fair")
            crm("deals", "add", TITLES[(seed + 1) % 5], "--contact", "carl", "--next", "Call Carl", "--due", "+2d",
                "source=fair", "address=Weg 1", "expected_close=2027-02-01", "campaign=spring")
            crm("leads", "add", "Needs a website", "name=Dora", "emails+=dora@beta.example")
        if seed % 3:
            crm("tasks", "add", "Send the brochure", "--due", "+3d", "--contact", "carl")
            crm("products", "add", "Landing page", "sku=LP-0", "price=900")
            crm("log", "note", "anna ivanova", "Asked for a discount")
        if seed % 3 == 1:
            crm("companies", "add", "Beta AG", "city=Bonn")
            crm("deals", "move", TITLES[seed % 5].lower(), "meeting", "--next", "Prepare", "--due", "+4d")
        if seed % 4 == 2:
            crm("deals", "add", "Old matter", "--contact", "carl", "--next", "Ask", "--due", "+1d")
            crm("deals", "lose", "old matter", "--reason", "price")
            crm("tasks", "add", "Look again", "--due", "+9d", "--deal", TITLES[seed % 5].lower())
    return tell


class Storyteller:
    """Makes one random edit in a clone; tells what it did, or None where nothing came of it."""

    def __init__(self, dice, clone):
        self.dice, self.clone = dice, clone

    def word(self):
        self.clone.world.words = getattr(self.clone.world, "words", 0) + 1
        return f"W{self.clone.number}{self.clone.world.words:04d}"

    def step(self, snapshot):
        name, function = self.dice.choices([(n, f) for n, f, _ in STEPS], [w for _, _, w in STEPS])[0]
        return function(self, snapshot)

    # ---- choosing

    def pick(self, snapshot, *kinds, test=lambda record: True):
        found = [record for _, record in sorted(snapshot.records.items())
                 if record.facts is not None and (not kinds or record.kind in kinds) and test(record)]
        # Some records are everybody's, or hardly two people would meet in one.
        if found and self.dice.random() < 0.35:
            found = sorted(found, key=lambda record: record.facts.get(("created",), ""))[:2]
        return self.dice.choice(found) if found else None

    def is_open(self, record):
        return record.facts.get(("stage",)) in STAGES

    def value(self, field):
        dice = self.dice
        if field == "amount":
            return str(dice.randrange(100, 99999))
        if field == "price":
            return str(dice.randrange(10, 9999))
        if field == "probability":
            return str(dice.randrange(1, 100))
        if field in ("expected_close", "due"):
            return f"2027-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
        if field == "city":
            return dice.choice(CITIES) + self.word()
        return self.word()

    # ---- commands

    def set(self, snapshot):
        record = self.pick(snapshot, *SCALARS)
        if record is None:
            return None
        count = self.dice.choice([1, 1, 1, 2, 3])
        fields = self.dice.sample(SCALARS[record.kind], count)
        if self.dice.random() < 0.25 and SCALARS[record.kind][0] not in fields:
            fields[0] = SCALARS[record.kind][0]
        if record.kind in ("contact", "company", "lead", "deal") and self.dice.random() < 0.3:
            fields.append("notes")
        words = [f"{field}={self.value(field)}" for field in fields]
        if self.dice.random() < 0.08 and (fields[0],) in record.facts and fields[0] not in ("name", "title", "due"):
            words[0] = f"{fields[0]}="
        return self.clone.crm(NOUNS[record.kind], "set", record.id, *words)

    def lists(self, snapshot):
        record = self.pick(snapshot, "contact", "company", "lead", "deal", test=lambda r: True)
        if record is None:
            return None
        field = self.dice.choice(["tags"] if record.kind == "deal" else ["tags", "tags", "emails", "phones"] if record.kind == "lead"
                                 else ["tags", "tags", "emails", "phones", "links"])
        present = [fact[1] for fact in record.facts if fact[0] == field]
        if present and self.dice.random() < 0.3:
            return self.clone.crm(NOUNS[record.kind], "set", record.id, f"{field}-={self.dice.choice(present)}")
        word = self.word().lower()
        value = {"tags": word, "emails": f"{word}@example.com", "phones": f"+4930{self.dice.randrange(10**6, 10**7)}",
                 "links": f"https://{word}.example/"}[field]
        return self.clone.crm(NOUNS[record.kind], "set", record.id, f"{field}+={value}")

    def move(self, snapshot):
        record = self.pick(snapshot, "deal", test=self.is_open)
        if record is None:
            return None
        stage = self.dice.choice([s for s in STAGES if s != record.facts.get(("stage",))])
        if self.dice.random() < 0.2:
            return self.clone.crm("deals", "move", record.id, stage, "--keep-next")
        more = ["--note", f"Because {self.word()}"] if self.dice.random() < 0.3 else []
        return self.clone.crm("deals", "move", record.id, stage, "--next", f"Step {self.word()}", "--due",
                              f"+{self.dice.randrange(1, 9)}d", *more)

    def close(self, snapshot):
        record = self.pick(snapshot, "deal", test=self.is_open)
        if record is None:
            return None
        how = self.dice.choice(["win", "lose", "lose", "archive"])
        more = ["--reason", self.dice.choice(["price", "competitor", "no-budget"])] if how == "lose" else []
        return self.clone.crm("deals", how, record.id, *more)

    def reopen(self, snapshot):
        record = self.pick(snapshot, "deal", test=lambda r: not self.is_open(r))
        if record is None:
            return None
        return self.clone.crm("deals", "reopen", record.id, "--next", f"Again {self.word()}", "--due", "+2d")

    def act(self, snapshot):
        record = self.pick(snapshot, "deal", test=self.is_open)
        return record and self.clone.crm("deals", "act", record.id, "no-answer")

    def add(self, snapshot):
        kind = self.dice.choice(["contact", "contact", "company", "task", "task", "task", "deal", "lead"])
        word = self.word()
        if kind == "contact":
            return self.clone.crm("contacts", "add", f"Person {word}", f"emails+={word.lower()}@example.com", "city=Oslo")
        if kind == "company":
            return self.clone.crm("companies", "add", f"Firm {word}", "city=Oslo")
        if kind == "lead":
            return self.clone.crm("leads", "add", f"Request {word}", "name=Emil", f"emails+={word.lower()}@example.com")
        person = self.pick(snapshot, "contact")
        if person is None:
            return None
        if kind == "deal":
            return self.clone.crm("deals", "add", f"Deal {word}", "--contact", person.id, "--next", f"Call {word}", "--due", "+1d")
        deal = self.pick(snapshot, "deal", test=self.is_open)
        on = ["--deal", deal.id] if deal and self.dice.random() < 0.6 else ["--contact", person.id]
        # Titles that are alike, so that git may take one task for another.
        title = f"Call {word}" if self.dice.random() < 0.6 else "Send the brochure"
        return self.clone.crm("tasks", "add", title, "--due", f"+{self.dice.randrange(1, 9)}d", *on)

    def done(self, snapshot):
        steps = {r.facts.get(("next_step",)) for r in snapshot.records.values() if r.facts and r.kind == "deal"}
        record = self.pick(snapshot, "task", test=lambda r: r.facts.get(("status",), "open") == "open")
        if record is None:
            return None
        if record.id in steps:
            words = ["tasks", "done", record.id, "--next", f"Then {self.word()}", "--due", "+2d"]
            if self.dice.random() < 0.3:
                words += ["--stage", self.dice.choice(STAGES)]
            return self.clone.crm(*words, "--result", f"Result {self.word()}")
        if self.dice.random() < 0.3:
            return self.clone.crm("tasks", "cancel", record.id)
        return self.clone.crm("tasks", "done", record.id, f"Result {self.word()}")

    def snooze(self, snapshot):
        record = self.pick(snapshot, "task", test=lambda r: r.facts.get(("status",), "open") == "open")
        return record and self.clone.crm("tasks", "snooze", record.id, self.value("due"))

    def log(self, snapshot):
        record = self.pick(snapshot, "contact", "deal", "lead", "company")
        if record is None:
            return None
        more = []
        if record.kind == "deal" and self.is_open(record) and self.dice.random() < 0.4:
            more = ["--next", f"After {self.word()}", "--due", "+1d"]
        return self.clone.crm("log", self.dice.choice(["call", "note", "email"]), record.id, f"Said {self.word()}", *more)

    def merge(self, snapshot):
        kind = self.dice.choice(["contact", "contact", "company", "lead"])
        keep = self.pick(snapshot, kind)
        other = self.pick(snapshot, kind, test=lambda r: keep is not None and r.id != keep.id)
        return other and self.clone.crm(NOUNS[kind], "merge", keep.id, other.id)

    def delete(self, snapshot):
        record = self.pick(snapshot, "task", "contact", "company", "lead", "activity", "product")
        if record is None:
            return None
        more = ["--cascade", "--yes"] if self.dice.random() < 0.25 else []
        return self.clone.crm(NOUNS[record.kind], "delete", record.id, *more)

    def imports(self, snapshot):
        rows = ["name,email,city,position"]
        for _ in range(self.dice.randrange(1, 3)):
            word = self.word()
            rows.append(f"Row {word},{word.lower()}@import.example,Rome,Clerk")
        person = self.pick(snapshot, "contact", test=lambda r: any(f[0] == "emails" for f in r.facts))
        if person:
            email = next(fact[1] for fact in sorted(person.facts) if fact[0] == "emails")
            rows.append(f"{person.facts[('name',)]},{email},{self.value('city')},{self.word()}")
        path = f"{self.clone.world.top}/rows.csv"
        with open(path, "w") as file:
            file.write("\n".join(rows) + "\n")
        return self.clone.crm("import", path, "--kind", "contacts", "--yes", "--rejects", f"{self.clone.world.top}/rejects.csv")

    def undo(self, snapshot):
        return self.clone.crm("undo")

    def qualify(self, snapshot):
        lead = self.pick(snapshot, "lead", test=lambda r: r.facts.get(("status",)) in ("new", "working"))
        if lead is None:
            return None
        if self.dice.random() < 0.3:
            return self.clone.crm("leads", "reject", lead.id, "--reason", "spam")
        return self.clone.crm("leads", "qualify", lead.id, "--next", f"Call {self.word()}", "--due", "+1d")

    def settings(self, snapshot):
        """A stage comes, or one goes in which no deal is; elsewhere a deal may be moved into it meanwhile."""
        if self.dice.random() < 0.5:
            return self.clone.crm("stages", "add", f"pilot-{self.word().lower()}", "--probability", "40", "--after", "meeting")
        return self.clone.crm("stages", "remove", self.dice.choice(STAGES[1:]))

    # ---- by hand

    def write(self, record, raw):
        with open(f"{self.clone.root}/{record.path}", "wb") as file:
            file.write(raw)
        self.clone.world.remark(f"{self.clone.user} edits {record.path} by hand:\n" + raw.decode("utf-8", "replace"))
        return True

    def hand_field(self, snapshot):
        record = self.pick(snapshot, *SCALARS)
        if record is None:
            return None
        field = self.dice.choice([f for f in SCALARS[record.kind] if f not in ("notes", "due")])
        lines = record.raw.decode().split("\n")
        mark = "\r" if "\r\n" in record.raw.decode() else ""
        value = self.value(field)
        value = self.dice.choice([value, value, f'"{value}"', f"'{value}'"]) if field not in ("amount", "probability", "price") else value
        line = f"{field}: {value}{mark}"
        at = [n for n, text in enumerate(lines) if text.startswith(field + ":")]
        if at:
            if lines[at[0]].rstrip().endswith((":", "|", "|-", ">")):
                return None
            lines[at[0]] = line
        else:
            lines.insert(2, line)
        return self.write(record, "\n".join(lines).encode())

    def hand_comment(self, snapshot):
        record = self.pick(snapshot)
        if record is None:
            return None
        lines = record.raw.decode().split("\n")
        mark = "\r" if "\r\n" in record.raw.decode() else ""
        starts = [n for n, text in enumerate(lines) if re.match(r"\w+:", text)]
        lines.insert(self.dice.choice(starts), f"# remark {self.word()}{mark}")
        return self.write(record, "\n".join(lines).encode())

    def hand_unknown(self, snapshot):
        record = self.pick(snapshot)
        if record is None:
            return None
        raw = record.raw.decode()
        mark = "\r\n" if "\r\n" in raw else "\n"
        line = f"own_{self.dice.choice('abcd')}: {self.word()}{mark}"
        key = line.split(":")[0]
        if re.search(rf"^{key}:.*$", raw, re.M):
            raw = re.sub(rf"^{key}:.*?\r?\n", line, raw, flags=re.M)
        else:
            raw = (raw if raw.endswith("\n") else raw + mark) + line
        return self.write(record, raw.encode())

    def hand_notes(self, snapshot):
        record = self.pick(snapshot, "contact", "company", "deal", "lead")
        if record is None:
            return None
        raw = record.raw.decode()
        mark = "\r\n" if "\r\n" in raw else "\n"
        lines = raw.split(mark)
        at = [n for n, text in enumerate(lines) if re.match(r"notes: \|", text)]
        if not at:
            if re.search(r"^notes:", raw, re.M):
                return None
            raw = (raw if raw.endswith("\n") else raw + mark) + f"notes: |{mark}  Line {self.word()}{mark}  Line {self.word()}{mark}"
            return self.write(record, raw.encode())
        body = [n for n in range(at[0] + 1, len(lines)) if lines[n].startswith("  ")]
        if not body:
            return None
        n = self.dice.choice(body)
        if self.dice.random() < 0.5:
            lines[n] = f"  Line {self.word()}"
        else:
            lines.insert(n + self.dice.randrange(2), f"  Line {self.word()}")
        return self.write(record, mark.join(lines).encode())

    def hand_order(self, snapshot):
        record = self.pick(snapshot, test=lambda r: b"|" not in r.raw and b"#" not in r.raw and b"- " not in r.raw)
        if record is None:
            return None
        lines = record.raw.decode().rstrip("\n").split("\n")
        if any(re.match(r"\s", line) for line in lines):
            return None
        head, rest = lines[0], lines[1:]
        self.dice.shuffle(rest)
        return self.write(record, ("\n".join([head, *rest]) + "\n").encode())

    def hand_endings(self, snapshot):
        record = self.pick(snapshot, "contact", "company", test=lambda r: b"\r\n" not in r.raw)
        return record and self.write(record, record.raw.replace(b"\n", b"\r\n"))

    def hand_people(self, snapshot):
        deal = self.pick(snapshot, "deal")
        person = self.pick(snapshot, "contact")
        if deal is None or person is None:
            return None
        raw = deal.raw.decode()
        if "\r\n" in raw:
            return None
        stem = os.path.basename(person.path).removesuffix(".yaml")
        row = self.dice.choice([f"- {{contact: {stem}, role: {self.word()}}}\n", f"- contact: {stem}\n  role: {self.word()}\n"])
        if ("participants", person.id, "") in deal.facts:
            return None
        if "participants:\n" in raw:
            raw = raw.replace("participants:\n", "participants:\n" + row)
        else:
            raw = (raw if raw.endswith("\n") else raw + "\n") + "participants:\n" + row
        return self.write(deal, raw.encode())

    def hand_prices(self, snapshot):
        product = self.pick(snapshot, "product", test=lambda r: b"\r\n" not in r.raw)
        if product is None:
            return None
        raw = product.raw.decode()
        name = self.dice.choice(["retail", "partner", "web", "fair"])
        row = f"  {name}: {self.dice.randrange(10, 9999)}\n"
        if ("prices", name) in product.facts:
            raw = re.sub(rf"^  {name}: .*\n", row, raw, flags=re.M)
        elif "prices:\n" in raw:
            raw = raw.replace("prices:\n", "prices:\n" + row)
        else:
            raw += "prices:\n" + row
        return self.write(product, raw.encode())

    def hand_move(self, snapshot):
        record = self.pick(snapshot, "contact", "company", "task", "activity")
        if record is None:
            return None
        top = record.path.split("/", 1)[0]
        folder = self.dice.choice([f"{top}/archive", f"{top}/2026-12", f"{top}/2027-01"])
        if os.path.dirname(record.path) == folder:
            return None
        os.makedirs(f"{self.clone.root}/{folder}", exist_ok=True)
        os.rename(f"{self.clone.root}/{record.path}", f"{self.clone.root}/{folder}/{os.path.basename(record.path)}")
        self.clone.world.remark(f"{self.clone.user} moves {record.path} to {folder} by hand")
        return True

    def hand_delete(self, snapshot):
        text = b"\n".join(record.raw for record in snapshot.records.values())
        record = self.pick(snapshot, "contact", "task", "company", "activity",
                           test=lambda r: text.count(r.id.encode()) == 1)
        if record is None:
            return None
        os.remove(f"{self.clone.root}/{record.path}")
        self.clone.world.remark(f"{self.clone.user} deletes {record.path} by hand")
        return True

    def hand_file(self, snapshot):
        """A file that is no record: a line in one that everybody writes to, each at a place of its own."""
        path = f"{self.clone.root}/notes-{self.clone.user}.txt"
        with open(path, "a") as file:
            file.write(self.word() + "\n")
        # Only edits of records are committed by sync itself.
        self.clone.git("add", os.path.basename(path))
        return self.clone.git("commit", "-q", "-m", "notes", "--", os.path.basename(path))

    # ---- git

    def commit(self, snapshot):
        self.clone.git("add", "-A")
        return self.clone.git("commit", "-q", "-m", f"by hand {self.word()}")

    def revert(self, snapshot):
        if self.clone.status():
            return None
        parents = self.clone.store().parents(self.clone.head)
        if len(parents) != 1:
            return None
        done = self.clone.git("revert", "--no-edit", "HEAD")
        if done.status != 0:
            self.clone.git("revert", "--abort")
            return None
        self.clone.crm("check", "--fix", "--json")
        return done


STEPS = [
    ("set", Storyteller.set, 22), ("lists", Storyteller.lists, 12), ("move", Storyteller.move, 9),
    ("close", Storyteller.close, 3), ("reopen", Storyteller.reopen, 2), ("act", Storyteller.act, 2),
    ("add", Storyteller.add, 9), ("done", Storyteller.done, 8), ("snooze", Storyteller.snooze, 4),
    ("log", Storyteller.log, 6), ("merge", Storyteller.merge, 2), ("delete", Storyteller.delete, 4),
    ("imports", Storyteller.imports, 2), ("undo", Storyteller.undo, 3), ("qualify", Storyteller.qualify, 1), ("settings", Storyteller.settings, 1),
    ("hand_field", Storyteller.hand_field, 10), ("hand_comment", Storyteller.hand_comment, 4),
    ("hand_unknown", Storyteller.hand_unknown, 3), ("hand_notes", Storyteller.hand_notes, 4),
    ("hand_order", Storyteller.hand_order, 2), ("hand_endings", Storyteller.hand_endings, 1),
    ("hand_people", Storyteller.hand_people, 2), ("hand_prices", Storyteller.hand_prices, 2),
    ("hand_move", Storyteller.hand_move, 4), ("hand_delete", Storyteller.hand_delete, 2),
    ("hand_file", Storyteller.hand_file, 1), ("commit", Storyteller.commit, 5), ("revert", Storyteller.revert, 1),
]
