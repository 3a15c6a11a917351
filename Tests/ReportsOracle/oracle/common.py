"""What reports share: the chosen records, groups, sums of money."""
import datetime

from . import facts, periods
from .facts import Money
from .repository import places


class Options:
    """The words of a command line, such as `--period 2026-Q4 --by owner`, by name."""

    def __init__(self, words):
        self.words = list(words)
        self.values = dict(zip((word.lstrip("-").replace("-", "_") for word in words[::2]), words[1::2]))

    def __getattr__(self, name):
        return self.values.get(name)


# A cell about which the definitions say nothing.
ANY = object()


class Table:
    def __init__(self, rows, totals=()):
        self.rows, self.totals = list(rows), list(totals)


class Report:
    """The options of one request, applied to a repository."""

    def __init__(self, repository, options):
        self.repository, self.options = repository, options
        self.by = options.by
        self.first = self.last = None
        if options.period:
            self.first, self.last = periods.parse(options.period, repository.today)
        if getattr(options, "from"):
            self.first = datetime.date.fromisoformat(getattr(options, "from"))
        if options.to:
            self.last = datetime.date.fromisoformat(options.to)
        self.has_period = bool(self.first or self.last)
        self.as_of = options.as_of and datetime.date.fromisoformat(options.as_of)
        # The end of today is now: what will have happened by midnight nobody knows.
        self.is_past = bool(self.as_of) and self.as_of < repository.today
        self.moment = repository.end_of(self.as_of) - datetime.timedelta(seconds=1) if self.is_past else repository.now

    def within(self, moment):
        """Whether a moment lies in the period on the repository's clock; without a period every one does."""
        if moment is None:
            return not self.has_period
        return self.covers(self.repository.local_day(moment))

    def deals(self):
        found = [deal for deal in self.repository.deals
                 if not self.options.pipeline or deal.pipeline == self.options.pipeline]
        if self.is_past:
            found = [past for past in (deal.as_of(self.moment) for deal in found) if past]
        return found

    def pipelines(self):
        return [name for name in self.repository.pipelines if self.options.pipeline in (None, name)]

    def money(self, deals, weigh=None, day=None):
        """The sum of amounts, converted where that is asked."""
        total = Money()
        for deal in deals:
            worth = self.worth(deal, day and day(deal))
            weight = weigh(deal) if weigh else 100
            if worth and weight is not None:
                total.add(worth[0] * weight / 100, worth[1])
        return total.rounded() if weigh else total

    def worth(self, deal, day=None):
        """Amount and currency of a deal, converted where that is asked; nothing without an amount or a rate. What is
        converted is an amount again, at the precision of its currency."""
        return deal.amount is not None and self.converted(deal.amount, deal.currency, day)

    def converted(self, amount, currency, day=None):
        target = self.options.currency
        if not target or currency == target:
            return amount, currency
        day = day or self.as_of or self.repository.today
        amount = facts.convert(amount, currency, target, day, self.repository)
        return amount is not None and (facts.rounded(amount, places(target)), target)

    def groups(self, deals, month):
        """Groups by what --by says, with their deals: by name, those without one last. Without --by, all in one."""
        found = {} if self.by else {None: list(deals)}
        for deal in deals if self.by else []:
            for key in self.keys(deal, month):
                found.setdefault(key, []).append(deal)
        ordered = sorted(found, key=lambda key: (key is None, key or ""))
        return [({self.by: key} if self.by else {}, found[key]) for key in ordered]

    def group_keys(self, deal):
        """The groups of a report that has a column of months already."""
        return [{self.by: key} for key in self.keys(deal, None)] if self.by not in (None, "month") else [{}]

    def covers(self, day):
        return (not self.first or self.first <= day) and (not self.last or day <= self.last)

    def days_since(self, moment):
        """Calendar days up to today, or to the day of --as-of."""
        return (self.as_of or self.repository.today).toordinal() - self.repository.local_day(moment).toordinal()

    def close_day(self, deal):
        moment = facts.closed_at(deal)
        return moment and self.repository.local_day(moment)

    def keys(self, deal, month):
        if self.by == "month":
            moment = month(deal)
            return [moment and self.repository.local_day(moment).strftime("%Y-%m")]
        if self.by == "tag":
            return sorted(set(deal["tags"] or [])) or [None]
        if self.by == "company":
            company = self.repository.find(deal["company"], "company")
            return [company and company.name]
        if self.by == "product":
            found = {self.repository.find(item["product"], "product") for item in deal["items"] or []} - {None}
            return sorted({product.name for product in found}) or [None]
        return [deal[self.by]]
