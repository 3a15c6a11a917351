"""A repository written file by file, and the program run in it with a clock and a home of its own."""

import json
import os
import random
import re
import subprocess
import time

NOW = "2026-12-14T10:00:00+01:00"
LETTERS = "abcdefghjkmnpqrstvwxyz"
ALPHABET = "0123456789" + LETTERS
PIPELINE = """name: Sales
stages:
- {id: first-contact, probability: 10}
- {id: proposal, probability: 50}
- {id: invoice, probability: 80}
- {id: won, outcome: won}
- {id: lost, outcome: lost, require: [lost_reason]}
lost_reasons: [price, competitor, no-budget]
"""


class Failed(Exception):
    """A command did not do what it must, or a promise does not hold; the text says which."""


def scalar(value):
    """As YAML: numbers that were given as text of digits stay as they are, words are quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(each)}" for key, each in value.items() if each is not None) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(each) for each in value) + "]"
    text = str(value)
    if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text) or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+\d\d:\d\d)?", text):
        return text
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", text) and text.lower() not in ("no", "yes", "on", "off", "true", "false", "null", "y", "n"):
        return text
    # What YAML takes for the end of a line, and JSON does not.
    return re.sub("[\x85\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


class Quoted(str):
    """Digits that are text, such as a tax number."""


class Shop:
    def __init__(self, crm, folder, currency="EUR", settings="", commits=False, seed=1):
        self.crm, self.folder = os.path.abspath(crm), folder
        self.dice = random.Random(f"ids {seed}")
        self.taken = set()
        self.counts = {}
        os.makedirs(f"{folder}/home", exist_ok=True)
        os.makedirs(f"{folder}/sales/pipelines")
        self.repository = f"{folder}/sales"
        with open(f"{folder}/home/.gitconfig", "w") as file:
            file.write("[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[user]\n\tname = Mara\n\temail = mara@studio.example\n")
        commit = "" if commits else "git: {commit: off}\n"
        self.put("crm.yaml", f"format: 1\ntimezone: Europe/Berlin\ncountry: DE\ncurrency: {currency}\n{commit}{settings}")
        self.put("pipelines/sales.yaml", PIPELINE)
        self.put(".gitignore", ".crm/\n")

    def put(self, path, text):
        place = os.path.join(self.repository, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def id(self):
        while True:
            text = self.dice.choice(LETTERS) + "".join(self.dice.choice(ALPHABET) for _ in range(7))
            if text not in self.taken:
                self.taken.add(text)
                return text

    def record(self, folder, slug, fields, lists=None, id=None):
        """Writes a record; `lists` are block lists of maps. Gives its reference."""
        id = id or self.id()
        lines = [f"id: {id}"]
        for key, value in fields.items():
            if value is not None:
                lines.append(f"{key}: {json.dumps(value) if isinstance(value, Quoted) else scalar(value)}")
        for key, entries in (lists or {}).items():
            if entries:
                lines += [f"{key}:"] + [f"- {scalar(each)}" for each in entries]
        reference = f"{slug}-{id}"
        self.put(f"{folder}/{reference}.yaml", "\n".join(lines) + "\n")
        self.counts[folder.split("/")[0]] = self.counts.get(folder.split("/")[0], 0) + 1
        return reference

    def environment(self, now=NOW):
        return {
            "PATH": f"{os.path.dirname(self.crm)}:{os.environ['PATH']}", "HOME": f"{self.folder}/home", "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "CRM_USER": "mara", "TZ": "UTC", "CRM_NOW": now,
        }

    def run(self, *words, status=0, given=None, now=NOW, timeout=900):
        """Runs crm; `status` is what it may end with, a number, several, or None for any."""
        started = time.monotonic()
        done = subprocess.run([self.crm, *words], cwd=self.repository, env=self.environment(now), capture_output=True,
                              timeout=timeout, **({"input": given} if given is not None else {"stdin": subprocess.DEVNULL}))
        self.seconds = time.monotonic() - started
        allowed = (status,) if isinstance(status, int) else status
        if allowed is not None and done.returncode not in allowed:
            raise Failed(f"$ crm {' '.join(words)}\n{(done.stdout + done.stderr).decode('utf-8', 'replace')[-3000:]}\n[{done.returncode}]")
        return done

    def json(self, *words, **more):
        done = self.run(*words, "--json", **more)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise Failed(f"crm {' '.join(words)} --json is no JSON: {done.stdout[:300]!r}") from None

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.repository, env=self.environment(), capture_output=True, check=True, text=True).stdout

    def under_git(self):
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "the beginning")

    def files(self, *folders):
        """Every file below as bytes by its path, without git's and the index."""
        found = {}
        for top in folders or (".",):
            for place, inner, names in os.walk(os.path.join(self.repository, top)):
                inner[:] = [name for name in inner if name not in (".git", ".crm")]
                for name in names:
                    with open(os.path.join(place, name), "rb") as file:
                        found[os.path.relpath(os.path.join(place, name), self.repository)] = file.read()
        return found


def table(rows, titles):
    """Prints rows under titles, numbers to the right."""
    cells = [titles] + [[f"{each:,}" if isinstance(each, int) else str(each) for each in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(titles))]
    for number, row in enumerate(cells):
        print("  " + "  ".join(
            cell.ljust(width) if place == 0 or not re.match(r"^[-\d]", cells[min(1, len(cells) - 1)][place]) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths))).rstrip())
        if number == 0:
            print("  " + "  ".join("-" * width for width in widths))
