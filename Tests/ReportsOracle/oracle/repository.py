"""A repository as its files say: settings, pipelines, records."""
import copy
import datetime
import pathlib
import re
from fractions import Fraction
from zoneinfo import ZoneInfo

from . import subset

FOLDERS = {"contact": "contacts", "company": "companies", "lead": "leads", "deal": "deals", "task": "tasks",
           "activity": "activities", "product": "products", "invoice": "invoices"}
UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
# ISO 4217, of 2026; two where nothing is said.
PLACES = {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "JPY": 0, "KRW": 0, "VND": 0, "CLP": 0,
          "ISK": 0, "UGX": 0, "XAF": 0, "XOF": 0, "PYG": 0}


def instant(text):
    """An aware time of RFC 3339 text, or nothing."""
    return None if not text else datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def day(text):
    return None if not text else datetime.date.fromisoformat(text)


def number(text):
    return None if text in (None, "") else Fraction(text)


def seconds(text):
    """A length of time such as `7d`, `1h 30m`, `90`: bare numbers are seconds."""
    if not text:
        return None
    total = Fraction(0)
    for amount, unit in re.findall(r"([0-9.]+)\s*([a-z]*)", text):
        total += Fraction(amount) * UNITS[unit or "s"]
    return total


def elapsed(start, end):
    """Seconds from one moment to another, exactly."""
    gap = end - start
    return Fraction(gap.days * 86400 + gap.seconds) + Fraction(gap.microseconds, 1_000_000)


class Stage:
    def __init__(self, pipeline, position, fields):
        self.pipeline, self.position = pipeline, position
        self.id = fields["id"]
        self.name = fields.get("name") or (self.id[:1].upper() + self.id[1:]).replace("-", " ")
        self.probability = number(fields.get("probability"))
        self.outcome = fields.get("outcome")
        self.rots_after = seconds(fields.get("rots_after"))


class Record:
    def __init__(self, kind, path, fields):
        self.kind, self.path, self.fields = kind, path, fields
        self.id = fields["id"]
        self.created = instant(fields.get("created"))

    def __getitem__(self, key):
        return self.fields.get(key)

    def __repr__(self):
        return f"{self.kind} {self.id}"

    @property
    def name(self):
        return self["name"] or self["title"]

    @property
    def ref(self):
        stem = self.path.stem
        return stem if stem.endswith(self.id) else f"{slug(self.name)}-{self.id}"


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


class Deal(Record):
    def __init__(self, path, fields, repository):
        super().__init__("deal", path, fields)
        self.pipeline, self.stage_id = fields["pipeline"], fields["stage"]
        self.amount = number(fields.get("amount"))
        self.currency = fields.get("currency") or repository.currency
        entries = [(instant(entry["at"]), entry["stage"], entry.get("by")) for entry in fields.get("history") or []]
        self.history = sorted(entries, key=lambda entry: entry[0])
        self.stages = repository.stages
        self.closed = instant(fields.get("closed"))

    @property
    def is_closed(self):
        stage = self.stages.get((self.pipeline, self.stage_id))
        return bool(stage and stage.outcome)

    def as_of(self, moment):
        """The deal as it stood at a moment, by its history; nothing where it was not there yet."""
        past = copy.copy(self)
        past.history = [entry for entry in self.history if entry[0] <= moment]
        if past.history:
            past.stage_id = past.history[-1][1]
        elif self.history or not self.created or self.created > moment or self.is_closed and self.closed and self.closed > moment:
            return None
        if past.stage_id != self.stage_id or (self.closed and self.closed > moment):
            past.closed = None
        return past


class Repository:
    def __init__(self, folder, now):
        self.folder = pathlib.Path(folder)
        config = self.read("crm.yaml")
        self.zone = ZoneInfo(config["timezone"])
        self.currency = config.get("currency")
        self.config = config
        self.now = now
        self.pipelines = {}
        for path in sorted((self.folder / "pipelines").glob("*.yaml")):
            stages = self.read(path.relative_to(self.folder))["stages"]
            self.pipelines[path.stem] = [Stage(path.stem, place, fields) for place, fields in enumerate(stages)]
        self.stages = {(name, stage.id): stage for name, stages in self.pipelines.items() for stage in stages}
        self.records = {kind: self.load(kind) for kind in FOLDERS}
        self.by_id = {record.id: record for records in self.records.values() for record in records}
        for record in list(self.by_id.values()):
            for alias in record["aliases"] or []:
                self.by_id.setdefault(alias, record)
        self.rates = self.entries("rates")
        self.costs = self.entries("sources")
        self.plans = {path.stem: self.entries(f"plans/{path.stem}")
                      for path in sorted((self.folder / "plans").glob("*.yaml"))}

    def entries(self, name):
        """A list of entries in a file of its own, bare or under the file's name; none without the file."""
        if not (self.folder / f"{name}.yaml").exists():
            return []
        found = self.read(f"{name}.yaml")
        return found.get(name, []) if isinstance(found, dict) else found

    def read(self, name):
        path = self.folder / name
        return subset.read(path.read_text(encoding="utf-8"), str(name))

    def load(self, kind):
        records = []
        for path in sorted((self.folder / FOLDERS[kind]).rglob("*.yaml")):
            fields = self.read(path.relative_to(self.folder))
            records.append(Deal(path, fields, self) if kind == "deal" else Record(kind, path, fields))
        return records

    @property
    def deals(self):
        return self.records["deal"]

    def find(self, reference, *kinds):
        """The record that a reference names: only the id at its end counts."""
        if not reference:
            return None
        record = self.by_id.get(reference[-8:])
        return record if record and (not kinds or record.kind in kinds) else None

    def local_day(self, moment):
        return moment.astimezone(self.zone).date()

    def end_of(self, date):
        """The first moment after a day, on the repository's clock."""
        after = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(), self.zone)
        return after.astimezone(datetime.timezone.utc)

    def start_of(self, date):
        return datetime.datetime.combine(date, datetime.time(), self.zone).astimezone(datetime.timezone.utc)

    @property
    def today(self):
        return self.local_day(self.now)


def places(currency):
    return PLACES.get(currency, 2)
