"""Records as facts: what a YAML file of a record says, without asking crm.

A fact is a key such as ("city",), ("tags", "vip"), ("history", "<at> <stage> <by>") or ("notes", "a line"), and a value.
So a merge can be judged fact by fact: what one side changed must be in the result, and nothing else may have moved.
"""

import os
import re

KINDS = {"contacts": "contact", "companies": "company", "leads": "lead", "deals": "deal", "tasks": "task",
         "activities": "activity", "products": "product"}
LISTS = {"tags", "emails", "phones", "links", "aliases"}
KEYED = {"participants": "contact", "items": "product"}
MAPS = {"prices", "external", "extra", "origin"}
TEXTS = {"notes", "message", "text"}
REFERENCES = {"contact", "company", "deal", "lead", "task", "next_step", "product"}
# What merges as one, since the rules tie it together.
STATE = {"deal": {"stage", "next_step", "closed", "lost_reason", "pipeline", "history"},
         "task": {"status", "closed", "due"}}
MARK = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})( |\r?$)", re.M)


class Unreadable(Exception):
    pass


class Record:
    """One file: its kind, path, id and facts; facts is None where it cannot be read."""

    __slots__ = ("kind", "path", "raw", "id", "facts", "fault", "values")

    def __init__(self, path, raw):
        self.path, self.raw, self.fault, self.facts, self.values = path, raw, None, None, None
        self.kind = KINDS[path.split("/", 1)[0]]
        name = re.search(r"-?([0-9a-z]{8})\.yaml$", path)
        self.id = name.group(1) if name else path
        try:
            self.values, comments = parse(raw)
            self.id = str(self.values.get("id", self.id))
            self.facts = facts_of(self.values, comments)
        except (Unreadable, UnicodeDecodeError) as error:
            self.fault = str(error)


def is_record(path):
    return path.split("/", 1)[0] in KINDS and path.endswith(".yaml") and "/" in path


# ---- the YAML that records are written in

KEY = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'|([^\s#&*!|>%@`"\'\[\]{},?-][^:#\n]*?|-?\w[^:#\n]*?)) *:(?= |$)')


def parse(raw):
    """The top of a record as key → value (text, list, dict or None), and its comments."""
    if MARK.search(raw):
        raise Unreadable("marks of a conflict")
    text = raw.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    values, comments, n = {}, [], 0
    while n < len(lines):
        line = lines[n]
        if not line.strip() or line.strip() == "---":
            n += 1
            continue
        if line.lstrip().startswith("#"):
            comments.append(line.strip())
            n += 1
            continue
        match = KEY.match(line)
        if not match:
            raise Unreadable(f"line {n + 1}: {line!r}")
        key = next(group for group in match.groups() if group is not None)
        if key in values:
            raise Unreadable(f"line {n + 1}: {key} a second time")
        rest = line[match.end():].strip()
        n += 1
        block = []
        if re.match(r"[|>][-+0-9]*( *#.*)?$", rest):
            while n < len(lines) and (not lines[n].strip() or lines[n].startswith(" ")):
                block.append(lines[n])
                n += 1
            while block and not block[-1].strip():
                block.pop()
            values[key] = dedented(block)
            continue
        rest, comment = split_comment(rest)
        if comment:
            comments.append(comment)
        if rest and rest[0] in "[{":
            while not is_balanced(rest) and n < len(lines):
                rest += " " + split_comment(lines[n].strip())[0]
                n += 1
            values[key] = Flow(rest).whole()
            continue
        if rest:
            while n < len(lines) and lines[n].startswith(" ") and lines[n].strip() and not lines[n].lstrip().startswith("#"):
                rest += " " + lines[n].strip()
                n += 1
            values[key] = scalar(rest)
            continue
        while n < len(lines) and (not lines[n].strip() or lines[n][0] in " -" or lines[n].startswith("#")):
            if lines[n].startswith("#") and not any(later.strip() and later[0] in " -" for later in lines[n + 1:n + 2]):
                break
            block.append(lines[n])
            n += 1
        values[key] = block_value(block, comments)
    return values, comments


def dedented(block):
    margin = min((len(line) - len(line.lstrip(" ")) for line in block if line.strip()), default=0)
    return "\n".join(line[margin:] for line in block)


def split_comment(text):
    """The text without a comment behind it, and that comment."""
    quote = None
    n = 0
    while n < len(text):
        c = text[n]
        if quote == '"' and c == "\\":
            n += 1
        elif quote:
            if c == quote:
                quote = None
        elif c in "\"'" and (n == 0 or text[n - 1] in " [{,:"):
            quote = c
        elif c == "#" and (n == 0 or text[n - 1] in " \t"):
            return text[:n].rstrip(), text[n:].strip()
        n += 1
    return text.rstrip(), None


def is_balanced(text):
    depth, quote = 0, None
    for n, c in enumerate(text):
        if quote:
            quote = None if c == quote else quote
        elif c in "\"'" and text[n - 1] in " [{,:":
            quote = c
        elif c in "[{":
            depth += 1
        elif c in "]}":
            depth -= 1
    return depth <= 0


def scalar(text):
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        names = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
        return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)",
                      lambda m: chr(int(m[1][1:], 16)) if m[1][0] in "xu" and len(m[1]) > 1 else names.get(m[1], m[1]),
                      text[1:-1])
    if text.startswith("'") and text.endswith("'") and len(text) > 1:
        return text[1:-1].replace("''", "'")
    return None if text in ("", "~", "null") else text


class Flow:
    def __init__(self, text):
        self.text, self.n = text, 0

    def whole(self):
        value = self.value()
        self.blank()
        if self.n < len(self.text):
            raise Unreadable(f"after a flow: {self.text[self.n:]!r}")
        return value

    def blank(self):
        while self.n < len(self.text) and self.text[self.n] in " \t":
            self.n += 1

    def value(self):
        self.blank()
        c = self.text[self.n:self.n + 1]
        if c == "[":
            self.n += 1
            found = []
            while True:
                self.blank()
                if self.take("]"):
                    return found
                found.append(self.value())
                self.blank()
                if not self.take(",") and self.text[self.n:self.n + 1] != "]":
                    raise Unreadable(f"flow: {self.text!r}")
        if c == "{":
            self.n += 1
            found = {}
            while True:
                self.blank()
                if self.take("}"):
                    return found
                key = self.value()
                self.blank()
                if not self.take(":"):
                    raise Unreadable(f"flow: {self.text!r}")
                self.blank()
                value = None if self.text[self.n:self.n + 1] in (",", "}") else self.value()
                if key in found:
                    raise Unreadable(f"flow: {key} a second time")
                found[key] = value
                self.blank()
                if not self.take(",") and self.text[self.n:self.n + 1] != "}":
                    raise Unreadable(f"flow: {self.text!r}")
        return scalar(self.plain())

    def take(self, c):
        if self.text[self.n:self.n + 1] == c:
            self.n += 1
            return True
        return False

    def plain(self):
        start = self.n
        if self.text[start:start + 1] in ("\"", "'"):
            quote = self.text[start]
            self.n += 1
            while self.n < len(self.text) and self.text[self.n] != quote:
                self.n += 2 if quote == '"' and self.text[self.n] == "\\" else 1
            self.n += 1
            return self.text[start:self.n]
        while self.n < len(self.text):
            c = self.text[self.n]
            if c in ",]}[{" or (c == ":" and self.text[self.n + 1:self.n + 2] in (" ", "", ",", "}")):
                break
            self.n += 1
        if self.n == start:
            raise Unreadable(f"flow: {self.text!r}")
        return self.text[start:self.n].strip()


def block_value(block, comments):
    lines = []
    for line in block:
        if line.strip().startswith("#"):
            comments.append(line.strip())
        elif line.strip():
            lines.append(line)
    if not lines:
        return None
    margin = min(len(line) - len(line.lstrip(" ")) for line in lines)
    lines = [line[margin:] for line in lines]
    if lines[0].startswith("- ") or lines[0] == "-":
        items, current = [], None
        for line in lines:
            if line.startswith("- ") or line == "-":
                current = [line[2:]]
                items.append(current)
            elif line.startswith(" "):
                current.append(line[2:])
            else:
                raise Unreadable(f"in a list: {line!r}")
        return [one(item, comments) for item in items]
    return one(lines, comments)


def one(lines, comments):
    text, comment = split_comment(lines[0])
    if KEY.match(text) and text[0] not in "[{":
        found, n = {}, 0
        while n < len(lines):
            text, comment = split_comment(lines[n])
            match = KEY.match(text)
            if not match:
                raise Unreadable(f"in a map: {text!r}")
            if comment:
                comments.append(comment)
            key = next(group for group in match.groups() if group is not None)
            if key in found:
                raise Unreadable(f"in a map: {key} a second time")
            rest = text[match.end():].strip()
            inner, n = [], n + 1
            while n < len(lines) and (lines[n].startswith(" ") or (not rest and lines[n].startswith("-"))):
                inner.append(lines[n])
                n += 1
            if rest and rest[0] in "[{":
                found[key] = Flow(rest).whole()
            elif rest:
                found[key] = scalar(rest)
            else:
                found[key] = block_value(inner, comments)
        return found
    if comment:
        comments.append(comment)
    text = " ".join([text, *[line.strip() for line in lines[1:]]])
    return Flow(text).whole() if text[:1] in ("[", "{") else scalar(text)


# ---- facts

def plain(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {plain(value[key])}" for key in sorted(value, key=str)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(plain(each) for each in value) + "]"
    return "~" if value is None else str(value)


def target(reference):
    """The id in a reference, which is a file's name or an id."""
    return str(reference).rsplit("-", 1)[-1]


def facts_of(values, comments):
    facts = {}
    for key, value in values.items():
        if value is None:
            continue
        if key in LISTS and isinstance(value, list):
            for each in value:
                facts[key, plain(each)] = True
        elif key == "history" and isinstance(value, list):
            for row in value:
                if not isinstance(row, dict):
                    raise Unreadable("history")
                facts[key, f"{row.get('at')} {row.get('stage')} {row.get('by')}"] = True
        elif key in KEYED and isinstance(value, list):
            for each in value:
                name = target(each.get(KEYED[key])) if isinstance(each, dict) else plain(each)
                if (key, name, "") in facts:
                    raise Unreadable(f"{key}: {name} a second time")
                facts[key, name, ""] = True
                for field, inner in (each.items() if isinstance(each, dict) else ()):
                    if field != KEYED[key]:
                        facts[key, name, field] = plain(inner)
        elif key in MAPS and isinstance(value, dict):
            for name, inner in value.items():
                facts[key, name] = plain(inner)
        elif key in TEXTS:
            for line in plain(value).split("\n"):
                if line.strip():
                    facts[key, line.strip()] = True
        elif key in REFERENCES:
            facts[key,] = target(value)
        else:
            facts[key,] = plain(value)
    for comment in comments:
        facts["#", comment] = True
    return facts


def scan(files):
    """Path → bytes as the records in them, by id; a list for each id, since an id may be there twice."""
    found = {}
    for path, raw in files.items():
        if is_record(path):
            record = Record(path, raw)
            found.setdefault(record.id, []).append(record)
    return found


def files_on_disk(root):
    """Path → bytes of all files but machine state."""
    found = {}
    for folder, folders, names in os.walk(root):
        if folder == root:
            folders[:] = [name for name in folders if name not in (".git", ".crm")]
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, root)] = file.read()
    return found


class Snapshot:
    """All records of a tree by id, with facts; whole is a dict of path to bytes."""

    def __init__(self, files):
        self.files = files
        self.records, self.twice, self.unread = {}, [], []
        for identifier, records in scan(files).items():
            if len(records) > 1:
                self.twice.append(identifier)
            for record in records:
                if record.facts is None:
                    self.unread.append(record)
            self.records[identifier] = records[0]

    def facts(self, identifier):
        record = self.records.get(identifier)
        return record.facts if record else None

    def value(self, identifier, fact):
        if fact == ("@exists",):
            return True if identifier in self.records else None
        facts = self.facts(identifier)
        if fact == ("@path",):
            return os.path.dirname(self.records[identifier].path) if identifier in self.records else None
        return facts.get(fact) if facts else None

    def aliases(self):
        """Id of a record that was merged into another → the id of the kept one."""
        found = {}
        for identifier, record in self.records.items():
            for fact in record.facts or {}:
                if fact[0] == "aliases":
                    found[fact[1]] = identifier
        return found


def changed_facts(before, after):
    """(id, fact, value after or None) of all that differs between two snapshots."""
    found = []
    for identifier in before.records.keys() | after.records.keys():
        old, new = before.records.get(identifier), after.records.get(identifier)
        if old is None:
            found.append((identifier, ("@exists",), True))
            found += [(identifier, fact, value) for fact, value in (new.facts or {}).items()]
        elif new is None:
            found.append((identifier, ("@exists",), None))
        else:
            if os.path.dirname(old.path) != os.path.dirname(new.path):
                found.append((identifier, ("@path",), os.path.dirname(new.path)))
            if old.raw != new.raw:
                a, b = old.facts or {}, new.facts or {}
                found += [(identifier, fact, b.get(fact)) for fact in a.keys() | b.keys() if a.get(fact) != b.get(fact)]
    return found
