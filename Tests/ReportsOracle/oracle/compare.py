"""Asks the program for its reports and compares every cell with ours."""
import datetime
import json
import os
import subprocess
from decimal import Decimal
from fractions import Fraction

from .common import ANY, Options
from .deal_reports import average_check, forecast, funnel, lost_reasons, pipeline, rotting, won_lost
from .client_reports import abc, abc_xyz, dormant, retention, rfm, xyz
from .figure_reports import campaigns, cycle, kpi, nps, sources, velocity
from .invoice_reports import receivables
from .people_reports import activity, no_next_step, overdue

REPORTS = {
    "pipeline": pipeline, "funnel": funnel, "forecast": forecast, "won-lost": won_lost, "lost-reasons": lost_reasons,
    "average-check": average_check, "activity": activity, "rotting": rotting, "no-next-step": no_next_step,
    "overdue": overdue, "abc": abc, "xyz": xyz, "abc-xyz": abc_xyz, "rfm": rfm, "retention": retention, "dormant": dormant,
    "cycle": cycle, "velocity": velocity, "sources": sources, "campaigns": campaigns, "kpi": kpi, "nps": nps,
    "receivables": receivables}


# Where not everything can split the report.
BY = {"abc": ["product"], "xyz": ["product"], "abc-xyz": ["product"],
      "velocity": ["owner", "source", "tag", "company", "product"], "nps": ["month"],
      "sources": ["source"], "receivables": ["owner", "month", "tag"], "retention": ["owner", "source", "tag", "product"]}


class Program:
    """The program, at one moment."""

    def __init__(self, path, folder, now):
        self.path, self.folder = path, str(folder)
        self.environment = {**os.environ, "CRM_NOW": now.isoformat(timespec="seconds"), "CRM_USER": "mara", "LC_ALL": "C.UTF-8"}

    def run(self, words):
        done = subprocess.run([self.path, "-C", self.folder, *words], env=self.environment, capture_output=True)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def report(self, name, words):
        status, out, errors = self.run(["reports", name, *words, "--json"])
        if status:
            raise ValueError(f"exit {status}: {errors.strip()}")
        return json.loads(out, parse_float=Decimal)

    def reports(self):
        return json.loads(self.run(["reports", "list", "--json"])[1])


def moment(value):
    """A time of RFC 3339 as a moment, so that `Z` and `+00:00` are one."""
    return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) and "T" in value else value


def theirs(value, unit):
    if unit == "time":
        return moment(value)
    if unit == "money" and value is not None:
        return tuple(sorted((entry["currency"], Fraction(entry["amount"])) for entry in value))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    return value


def ours(value, unit):
    if unit == "time":
        return moment(value)
    if unit == "money" and value is not None:
        return tuple(sorted(value.items()))
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return value


def shown(value):
    if isinstance(value, tuple):
        return " + ".join(f"{float(amount):.3f} {currency}" for currency, amount in value) or "no money"
    return str(float(value)) if isinstance(value, Fraction) and value.denominator > 1 else str(value)


def differences(answer, table):
    """What differs, a line each, the first dozen."""
    found = []
    units = {column["key"]: column["unit"] for column in answer["columns"]}
    for part, rows, expected in (("row", answer["rows"], table.rows), ("total", answer["totals"], table.totals)):
        if len(rows) != len(expected):
            found.append(f"{part}s: {len(rows)} by the program, {len(expected)} by us")
        for place, (row, want) in enumerate(zip(rows, expected)):
            if list(row) != list(units):
                found.append(f"{part} {place + 1}: keys {list(row)}")
            unknown = set(want) - set(units)
            if unknown:
                found.append(f"{part} {place + 1}: we have {sorted(unknown)} that the program has not")
            for key, unit in units.items():
                if part == "row" and key not in want:
                    found.append(f"{part} {place + 1}: {key} is not computed by us")
                    continue
                left, right = theirs(row.get(key), unit), ours(want.get(key), unit)
                if right is not ANY and left != right:
                    label = " ".join(str(row.get(column)) for column in units if units[column] == "text")
                    found.append(f"{part} {place + 1} ({label[:70]}) {key}: {shown(left)} by the program, {shown(right)} by us")
    return found[:12]


def check(program, repository, name, words):
    """The differences of one report with one set of options."""
    try:
        answer = program.report(name, words)
    except (ValueError, KeyError) as error:
        return [str(error)]
    return differences(answer, REPORTS[name](repository, Options(words)))


def option_sets(name, options, random, repository, count):
    """Sets of options that a report takes, none first, then chosen by chance."""
    choices = {
        "--by": ["owner", "source", "tag", "month", "company", "product"],
        "--pipeline": list(repository.pipelines), "--mode": ["reached", "visited"],
        "--currency": ["EUR", "USD", "JPY", "KWD", "KZT"], "--days": ["1", "30", "90", "365"],
        "--limits": ["80,95", "50,90", "10,25", "20,100", "33.3,66.6"]}
    today = repository.today
    sets = [[]]
    for _ in range(count * 4):
        if len(sets) > count:
            break
        words = []
        for option in options:
            if random.random() < 0.5:
                continue
            if option == "--period":
                words += period_words(random, today)
            elif option == "--as-of":
                day = random.choice([today, today - datetime.timedelta(days=1), today.replace(day=1),
                                     today - datetime.timedelta(days=random.randrange(2, 400))])
                words += ["--as-of", day.isoformat()]
            elif option == "--by" and name in BY:
                words += [option, random.choice(BY[name])]
            elif option in choices:
                words += [option, random.choice(choices[option])]
        if words not in sets:
            sets.append(words)
    return sets


def period_words(random, today):
    if random.random() < 0.5:
        return ["--period", random.choice(["2026-Q4", "2026-Q1", "last-month", "ytd", "2026-11", "2026-12", "2026-03", "2026", "2025",
                                           "q4", "november", "2027-01"])]
    first = random.choice([datetime.date(2026, 12, 28), datetime.date(2026, 11, 1), datetime.date(2026, 1, 1),
                           datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)])
    last = random.choice([datetime.date(2027, 1, 3), today, first, first + datetime.timedelta(days=30)])
    words = ["--from", first.isoformat(), "--to", max(first, last).isoformat()]
    return random.choice([words, words, words[:2], words[2:]])
