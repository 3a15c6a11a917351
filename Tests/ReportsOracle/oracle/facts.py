"""What a deal or a task is at a moment."""
import datetime
import pathlib
from fractions import Fraction

from .repository import Record, elapsed, instant, places, seconds

UNANSWERED = {"no-answer", "unanswered", "missed", "busy", "no-pickup", "unavailable"}


# Money: a dictionary of exact sums by currency.

class Money(dict):
    def add(self, amount, currency):
        self[currency] = self.get(currency, Fraction(0)) + amount

    def rounded(self):
        return Money({currency: rounded(amount, places(currency)) for currency, amount in self.items()})


def rounded(value, digits=0):
    """Halves go away from zero."""
    scale = 10 ** digits
    scaled = abs(value) * scale
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, scale)


def percent(part, whole):
    return None if not whole else rounded(Fraction(part) * 100 / whole, 1)


def mean(values):
    return None if not values else sum(values, Fraction(0)) / len(values)


def median(values):
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return Fraction(ordered[half]) if len(ordered) % 2 else (Fraction(ordered[half - 1]) + ordered[half]) / 2


def days(length):
    return Fraction(length) / 86400


# Deals.

def outcome(deal, stage_id=None):
    """won, lost, archived; nothing for an open stage and for one that no pipeline declares."""
    stage = deal.stages.get((deal.pipeline, stage_id or deal.stage_id))
    return stage.outcome if stage else None


def is_open(deal):
    return outcome(deal) is None


def closed_at(deal):
    """When it was won, lost or archived: as written, else when it last entered the stage that it is in."""
    if is_open(deal):
        return None
    if deal.closed:
        return deal.closed
    if not deal.history:
        # Nothing else is known of it than that it is there.
        return deal.created
    return deal.history[-1][0] if deal.history[-1][1] == deal.stage_id else None


def began(deal):
    """When it came into its pipeline: its first transition, else its creation."""
    return deal.history[0][0] if deal.history else deal.created


def chance(deal):
    """Per cent: its own, within 0 and 100, else its stage's."""
    if deal["probability"] is not None:
        return max(Fraction(0), min(Fraction(100), Fraction(deal["probability"])))
    stage = deal.stages.get((deal.pipeline, deal.stage_id))
    return stage.probability if stage else None


def client(deal, repository):
    """The company, else the contact; one whose file is gone is known by the reference alone."""
    return party(deal, "company", repository) or party(deal, "contact", repository)


def party(record, kind, repository):
    if not record[kind]:
        return None
    return repository.find(record[kind], kind) or Record(kind, pathlib.Path(record[kind]), {"id": record[kind][-8:], "name": record[kind]})


def visits(deal):
    """Finished stays: stage and seconds. A stage that is entered again where it already is goes on."""
    found, since = [], None
    for at, stage, _ in deal.history:
        if since and since[1] == stage:
            continue
        if since:
            found.append((since[1], elapsed(since[0], at)))
        since = (at, stage)
    return found


def last_sign(deal, repository, moment):
    """When something last happened to it: its creation, a transition, an activity, a done task."""
    signs = [at for at, _, _ in deal.history]
    signs += [instant(entry["at"]) for entry in repository.records["activity"] if names(entry["deal"], deal, repository)]
    signs += [instant(task["closed"]) for task in repository.records["task"]
              if task["status"] == "done" and task["closed"] and names(task["deal"], deal, repository)]
    signs += [deal.created] if deal.created else []
    return max([at for at in signs if at <= moment], default=None)


def names(reference, record, repository):
    named = repository.find(reference, record.kind)
    return bool(named) and named.id == record.id


# Tasks.

def due_end(task, repository):
    """The moment from which a task is late: its due moment, or the end of its due day."""
    if len(task["due"]) == 10:
        return repository.end_of(datetime.date.fromisoformat(task["due"])), True
    return instant(task["due"]), False


def was_open(task, report):
    """Open, and not waiting for a later day; in the past: made by then, and not closed by then."""
    day = report.repository.local_day(report.moment)
    if task["wait"] and datetime.date.fromisoformat(task["wait"]) > day:
        return False
    is_open = (task["status"] or "open") == "open"
    if not report.is_past:
        return is_open
    if task.created and task.created > report.moment:
        return False
    return is_open or bool(task["closed"]) and instant(task["closed"]) > report.moment


# Calls.

def is_unanswered(activity):
    if activity["result"] and activity["result"].lower() in UNANSWERED:
        return True
    return activity["duration"] is not None and seconds(activity["duration"]) == 0


# Rates.

def convert(amount, source, target, date, repository):
    """By the last rate on or before the day: direct, turned round, or through the repository's currency."""
    def rate(one, other):
        if one == other:
            return Fraction(1)
        best = None
        for entry in repository.rates:
            pair = (entry["from"].upper(), entry["to"].upper())
            day = datetime.date.fromisoformat(entry["date"])
            if day > date or pair not in ((one, other), (other, one)):
                continue
            value = Fraction(entry["rate"]) if pair == (one, other) else 1 / Fraction(entry["rate"])
            if best is None or day >= best[0]:
                best = (day, value)
        return best and best[1]
    direct = rate(source, target)
    if direct is not None:
        return amount * direct
    via = repository.currency
    first, second = rate(source, via), rate(via, target)
    return None if first is None or second is None else amount * first * second


def age_start(deal):
    """From when its age counts: its creation, else its first transition."""
    return deal.created or began(deal)


def task_owner(task, repository):
    """Its own, else that of what it is about."""
    subjects = [repository.find(task[kind], kind) for kind in ("deal", "lead", "contact", "company")]
    return next((record["owner"] for record in [task, *subjects] if record and record["owner"]), None)


def parties(record, repository):
    """The person and the company of an activity or a deal, also those of an activity's deal."""
    found = {repository.find(record["contact"], "contact"), repository.find(record["company"], "company")}
    return found - {None}
