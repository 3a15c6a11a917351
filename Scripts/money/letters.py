"""Letters to many: every message read by Python's email and mailbox, and the time beside writing as many files."""

import email
import email.policy
import email.utils
import mailbox
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from email.header import decode_header, make_header

from shop import Shop, table

SUBJECT = "News for {{contact_name}}\n"
TEXT = """Dear {{contact_name}},

From tomorrow on we are open on Mondays too. Your word is {{contact_position}}.
From us to you: {{contact_notes}}
.
A lone dot stood above, and this line is longer than any mail program likes: Вектор grüßt Łódź and {{contact_city}} and all others, whoever they are, wherever.

Yours, {{owner_name}}
"""
HTML = """<!doctype html><html><head><meta charset="utf-8"><title>News</title></head><body>
<p>Dear {{contact_name}},</p><p>your word is <b>{{contact_position}}</b>.</p><p>{{contact_notes}}</p></body></html>
"""
HOSTILE = [
    "Anna, Boss of all", 'Bob "the Builder" Bauer', "Carl <carl@evil.example>", "Dora: friends;", "Eve\\Escape", "From Fred", "Grace (deputy)",
    "Ольга Щербакова-Ёлкина", "佐藤 花子", "Жанна =?utf-8?Q?=41?=", "مريم الخطيب", "=?utf-8?B?ZXZpbA==?=", "Ian\u00a0Non Break", "Joy 😀 Smile", "O'Brien",
    "Ünal Çelik", "Per%cent", "Q{{contact_notes}}", "R&D <b>bold</b>", "x" * 120, "слово " * 14, "Bcc: evil@evil.example", "S\u2028T", "T;,@ U", "V \u202eRLO",
    "Zoë, M.D.", "e\u0301 combining", "1/2", "@home", "--boundary", ".", "a" * 70 + " é"]
LOCAL = ["{0}@mail.example", "{0}+news@mail.example", "o'{0}@mail.example", "{0}.x@sub.mail.example", "{0}_y@xn--mnchen-3ya.example", "{0}=z@mail.example"]
WHY = {"no address": 0.05, "said no": 0.08, "had a letter": 0.05}


def build(options, top):
    dice = random.Random(f"letters {options.seed}")
    settings = """owners:
- {id: mara, name: Mara Lindqvist, email: mara@studio.example}
mail: {unsubscribe: "mailto:leave@studio.example?subject=leave"}
"""
    shop = Shop(options.crm, f"{top}/letters", settings=settings, seed=options.seed)
    for name, text in (("subject", SUBJECT), ("txt", TEXT), ("html", HTML)):
        shop.put(f"templates/news.{name}", text)
    people = []
    for n in range(options.people):
        word = f"tok{n:05d}{dice.randrange(36 ** 5):05d}"
        state = dice.random()
        why, edge = None, 0
        for reason, share in WHY.items():
            edge += share
            if state < edge and why is None:
                why = reason
        name = dice.choice(HOSTILE) + (f" {n}" if dice.random() < 0.7 else "")
        address = dice.choice(LOCAL).format(f"p{n}")
        fields = {"name": name if name.strip(".") else f"Dot {n}", "position": word, "city": dice.choice(["Łódź", "Köln", "Алматы", "Bonn"]),
                  "notes": f"note {word}\nFrom line two", "owner": "mara", "created": "2026-01-05T10:00:00+01:00",
                  "emails": None if why == "no address" else [address] + ([f"second.{address}"] if dice.random() < 0.3 else []),
                  "tags": ["news"] if dice.random() < 0.95 else ["other"],
                  "do_not_contact": dice.choice([["mail"], ["email"], ["email", "call"], ["sms", "email"]]) if why == "said no" else
                  ["call"] if dice.random() < 0.1 else None}
        ref = shop.record("contacts", f"person-{n}", fields)
        if why == "had a letter":
            at = "2026-12-08T10:00:00+01:00"
            shop.record("activities/2026-12", "email", {"type": "email", "at": at, "text": "An offer", "direction": "out", "contact": ref, "created": at})
        people.append({"ref": ref, "name": fields["name"], "word": word, "address": address, "why": why, "in": fields["tags"] == ["news"]})
    # One address of two people gets one letter.
    return shop, people


def words(options):
    return ["mail", "news", "--where", "tag:news", "--campaign", "spring", "--not-within", "14d"]


class Judge:
    def __init__(self, people, shown):
        self.people, self.by_address = people, {each["address"].lower(): each for each in people}
        self.tokens = {each["word"]: each for each in people}
        self.wrong, self.shown, self.ids, self.seen = [], shown, {}, {}

    def fault(self, text):
        self.wrong.append(text)

    def message(self, data, where):
        parsed = email.message_from_bytes(data, policy=email.policy.default)
        for part in parsed.walk():
            if part.defects:
                self.fault(f"{where}: defects {part.defects}")
        for name, value in parsed.items():
            if getattr(value, "defects", None):
                self.fault(f"{where}: {name} has defects {value.defects}: {value!r}")
        to = [each.addr_spec for header in ("To", "Cc", "Bcc") for value in parsed.get_all(header, []) for each in value.addresses]
        if len(to) != 1 or to[0].lower() not in self.by_address:
            return self.fault(f"{where}: goes to {to}")
        person = self.by_address[to[0].lower()]
        if person["why"] or not person["in"]:
            self.fault(f"{where}: {person['ref']} is not to be written to: {person['why'] or 'not asked for'}")
        shown = parsed["To"].addresses[0].display_name
        # Python's policies put a blank between two encoded words of a name, the header module does not.
        raw = str(make_header(decode_header(email.message_from_bytes(data, policy=email.policy.compat32)["To"])))
        loose, strict = (re.sub(r"\s+", " ", each).strip() for each in (shown, email.utils.parseaddr(raw)[0]))
        name = re.sub(r"\s+", " ", person["name"]).strip()
        if name not in (strict, loose) or loose != name and max(map(len, name.split())) <= 20:
            self.fault(f"{where}: the name is {shown!r} or {strict!r} for {person['name']!r}")
        # Every word that anybody has, in what is decoded of the whole message.
        texts = {}
        for part in parsed.walk():
            if not part.is_multipart():
                texts[part.get_content_type()] = part.get_content()
        everything = "\n".join([*texts.values(), *(str(value) for value in parsed.values())])
        found = set(re.findall(r"tok\d{5}\d{5,8}", everything))
        if found != {person["word"]}:
            self.fault(f"{where}: has the words {found}, not {person['word']} alone")
        for kind in ("text/plain", "text/html"):
            if person["word"] not in texts.get(kind, ""):
                self.fault(f"{where}: {kind} lacks the person's own word")
        plain = texts.get("text/plain", "")
        if "\nFrom tomorrow on" not in plain or "From us to you" not in plain or "\n.\n" not in plain:
            self.fault(f"{where}: a line of the text is gone: {plain[:200]!r}")
        if parsed["From"].addresses[0].addr_spec != "mara@studio.example":
            self.fault(f"{where}: comes from {parsed['From']}")
        for name in ("Date", "Message-ID", "List-Unsubscribe", "Subject", "MIME-Version"):
            if len(parsed.get_all(name, [])) != 1:
                self.fault(f"{where}: {len(parsed.get_all(name, []))} {name}")
        for line in re.split(rb"\r?\n", data):
            if len(line) > 78 and not data.endswith(line):
                self.fault(f"{where}: a line of {len(line)} characters: {line[:60]!r}")
                break
            if line.startswith(b"From "):
                self.fault(f"{where}: a line begins with From: {line[:60]!r}")
        if any(byte > 126 or byte < 32 and byte not in (9, 10, 13) for byte in data):
            self.fault(f"{where}: is not of ASCII")
        if b"\r" in data and re.search(rb"[^\r]\n", data):
            self.fault(f"{where}: mixed line ends")
        number = str(parsed["Message-ID"])
        if number in self.ids and self.ids[number] != person["ref"]:
            self.fault(f"{where}: the Message-ID of {self.ids[number]}")
        self.ids[number] = person["ref"]
        # As a program writes it that has read it.
        for policy in (email.policy.default, email.policy.SMTP, email.policy.compat32):
            again = email.message_from_bytes(email.message_from_bytes(data, policy=policy).as_bytes(), policy=email.policy.compat32)
            for name in ("List-Unsubscribe", "Message-ID"):
                raw = email.message_from_bytes(data, policy=email.policy.compat32)[name]
                if re.sub(r"\s+", "", str(again[name])) != re.sub(r"\s+", "", str(raw)):
                    self.fault(f"{where}: {name} is {again[name]!r} after reading and writing, was {raw!r}")
        self.seen[person["ref"]] = self.seen.get(person["ref"], 0) + 1
        return person

    def whole(self, what):
        """Each who is to have a letter has one."""
        for each in self.people:
            wanted = int(each["in"] and each["why"] is None)
            if self.seen.get(each["ref"], 0) != wanted:
                self.fault(f"{what}: {each['ref']} {each['name']!r} has {self.seen.get(each['ref'], 0)} letters, not {wanted} ({each['why']})")
        self.seen = {}


def read_stream(data):
    """Messages of `--eml -`, whatever stands between them."""
    if b"\0" in data:
        return [each for each in data.split(b"\0") if each.strip()]
    if data.startswith(b"From "):
        parts = re.split(rb"(?m)^From [^\n]*\n", data)[1:]
        return [re.sub(rb"(?m)^>(>*From )", rb"\1", each) for each in parts]
    return [data]


def copy_of(shop, name):
    place = f"{shop.folder}/{name}"
    shutil.copytree(shop.repository, place, ignore=shutil.ignore_patterns(".crm"))
    made = object.__new__(Shop)
    made.__dict__.update(shop.__dict__)
    made.repository = place
    return made


def run(options, top):
    shop, people = build(options, top)
    print(f"letters: {len(people)} people, seed {options.seed}")
    if options.mutant == "word":
        # Of two people who get letters each is taken for the other: whoever looks must see it.
        one, other = [each for each in people if each["in"] and each["why"] is None][:2]
        one["word"], other["word"] = other["word"], one["word"]
    rows, judge = [], Judge(people, options.shown)
    wanted = sum(each["in"] and each["why"] is None for each in people)
    # Files
    one = copy_of(shop, "one")
    out = f"{shop.folder}/out"
    one.run(*words(options), "-o", out, status=(0, 4))
    names = sorted(name for name in os.listdir(out))
    bodies = {}
    for name in names:
        with open(f"{out}/{name}", "rb") as file:
            bodies[name] = file.read()
        judge.message(bodies[name], name)
    judge.whole("-o DIR")
    rows.append(["a folder of files", len(names), len(judge.wrong)])
    # One activity each, under the campaign.
    made = [text for path, text in one.files("activities").items() if b"campaign: spring" in text]
    if len(made) != wanted:
        judge.fault(f"{len(made)} activities under the campaign for {wanted} letters")
    rows.append(["activities under the campaign", len(made), 0])
    # Again at once: who had a letter has none, and nothing is written.
    before = one.files()
    again = one.run(*words(options), "-o", f"{shop.folder}/again", status=None)
    left = os.listdir(f"{shop.folder}/again") if os.path.isdir(f"{shop.folder}/again") else []
    if left or one.files() != before:
        judge.fault(f"a second run wrote {len(left)} letters and changed {sum(one.files().get(k) != v for k, v in before.items())} files: "
                    f"{again.returncode} {again.stderr[-200:]!r}")
    # An mbox
    two, mark = copy_of(shop, "two"), len(judge.wrong)
    two.run(*words(options), "--mbox", f"{shop.folder}/all.mbox", status=(0, 4))
    box = mailbox.mbox(f"{shop.folder}/all.mbox", create=False)
    for place, each in enumerate(box):
        judge.message(re.sub(rb"(?m)^>(>*From )", rb"\1", bytes(each)), f"mbox {place}")
    judge.whole("--mbox")
    rows.append(["an mbox", len(box), len(judge.wrong) - mark])
    # A stream
    three, mark = copy_of(shop, "three"), len(judge.wrong)
    stream = three.run(*words(options), "--eml", "-", status=(0, 4)).stdout
    messages = read_stream(stream)
    for place, each in enumerate(messages):
        judge.message(each.lstrip(b"\r\n"), f"stream {place}")
    judge.whole("--eml -")
    rows.append(["a stream", len(messages), len(judge.wrong) - mark])
    table(rows, ["form", "letters", "wrong"])
    for text in judge.wrong[:options.shown]:
        print(f"  WRONG {text}")
    if options.mutant:
        caught = sum("not tok" in text for text in judge.wrong)
        print(f"  the mutant ({options.mutant}) was caught {caught} times")
        return int(caught < 6)
    late = timed(options, shop, list(bodies.values())) if not options.untimed else 0
    return int(bool(judge.wrong) or late or not names)


def timed(options, shop, bodies):
    """Medians of five rounds that alternate: crm beside Python and beside the C loop, which write as many files of that size."""
    here = os.path.dirname(os.path.abspath(__file__))
    size = statistics.median(len(each) for each in bodies)
    create = f"{shop.folder}/create"
    subprocess.run(["cc", "-O2", "-o", create, f"{here}/../../bench/create.c"], check=True)
    seconds = {"crm": [], "python": [], "c": []}
    script = ("import os,sys\nfolder, count, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])\nos.mkdir(folder)\n"
              "text = b'x' * size\nfor n in range(count):\n    with open(f'{folder}/letter-{n}.eml', 'wb') as file:\n        file.write(text)\n"
              "os.mkdir(folder + 'a')\nfor n in range(count):\n    with open(f'{folder}a/email-{n}.yaml', 'wb') as file:\n        file.write(text[:300])\n")
    for turn in range(6):
        for name in seconds:
            place = f"{shop.folder}/t{turn}{name}"
            if name == "crm":
                work = copy_of(shop, f"w{turn}")
                # The index is there, as on any day but the first.
                work.run("contacts", "list", "--limit", "1", status=None)
                start = time.monotonic()
                work.run(*words(options), "-o", place, status=(0, 4))
            elif name == "python":
                start = time.monotonic()
                subprocess.run([sys.executable, "-c", script, place, str(len(bodies)), str(int(size))], check=True)
            else:
                os.mkdir(place)
                os.mkdir(place + "a")
                start = time.monotonic()
                for folder in (place, place + "a"):
                    subprocess.run([create, folder, str(len(bodies))], check=True)
            if turn:
                seconds[name].append(time.monotonic() - start)
    found = {name: statistics.median(values) for name, values in seconds.items()}
    print(f"  {len(bodies)} letters of {int(size)} bytes and as many activities: crm {1000 * found['crm']:.0f} ms, Python {1000 * found['python']:.0f} ms, "
          f"the C loop {1000 * found['c']:.0f} ms: {found['crm'] / found['python']:.2f} × and {found['crm'] / found['c']:.2f} ×")
    return found["crm"] > 2 * found["python"]
