"""Reports about who buys: classes of clients and products, recency, cohorts, silence."""
import datetime
import math
from fractions import Fraction

from . import facts
from .common import Report, Table
from .deal_reports import cash, closed_deals, mean
from .facts import Money, percent, rounded
from .repository import instant, number


class Purchase:
    def __init__(self, subject, deal, day, closed):
        self.subject, self.deal, self.day, self.closed = subject, deal, day, closed


def purchases(report, everything=False):
    """Won deals with a client; those of the period unless everything is wanted."""
    found = []
    for deal in report.deals():
        if facts.outcome(deal) != "won":
            continue
        closed = facts.closed_at(deal)
        if not everything and not report.within(closed):
            continue
        subject = facts.client(deal, report.repository)
        if subject:
            found.append(Purchase(subject, deal, report.close_day(deal), closed))
    return found


class Line:
    """A client or a product in one currency."""

    def __init__(self, subject, currency):
        self.subject, self.currency = subject, currency
        self.deals, self.revenue, self.months = set(), Fraction(0), {}

    def add(self, deal, amount, day):
        self.deals.add(deal.id)
        self.revenue += amount
        if day:
            self.months[month_of(day)] = self.months.get(month_of(day), Fraction(0)) + amount


def month_of(day):
    return day.year * 12 + day.month - 1


def lines(report, needs_month=False):
    """Lines of each currency, the greatest revenue first."""
    found = {}
    sales = product_sales(report) if report.by == "product" else client_sales(report)
    for subject, deal, amount, currency, day in sales:
        if needs_month and not day:
            continue
        line = found.setdefault((currency, subject.id), Line(subject, currency))
        line.add(deal, amount, day)
    currencies = {}
    for (currency, _), line in sorted(found.items()):
        currencies.setdefault(currency, []).append(line)
    for some in currencies.values():
        some.sort(key=lambda line: (-line.revenue, line.subject.id))
    return currencies


def client_sales(report):
    for purchase in purchases(report):
        worth = report.worth(purchase.deal, purchase.day)
        if worth:
            yield purchase.subject, purchase.deal, worth[0], worth[1], purchase.day


def product_sales(report):
    for deal in closed_deals(report, ("won",)):
        items = deal["items"] or []
        day = report.close_day(deal)
        for item in items:
            product = report.repository.find(item["product"], "product")
            if not product:
                continue
            amount = item_amount(item, product, deal, len(items))
            if amount is not None:
                worth = report.converted(amount, deal.currency, day)
                if worth:
                    yield product, deal, worth[0], worth[1], day


def item_amount(item, product, deal, count):
    quantity = number(item.get("quantity")) if item.get("quantity") is not None else Fraction(1)
    price = number(item.get("price"))
    if price is None and (product["currency"] or deal.currency) == deal.currency:
        price = number(product["price"])
    if price is not None:
        return rounded(price * quantity, facts.places(deal.currency))
    return deal.amount if count == 1 else None


def limits_of(report, usual):
    text = report.options.limits
    return tuple(Fraction(part) for part in text.split(",")) if text else usual


def abc_classes(some, limits):
    """The class of each line: that of the share at which it begins."""
    whole = sum((line.revenue for line in some), Fraction(0))
    before, found = Fraction(0), []
    for line in some:
        share = before * 100 / whole if whole else None
        found.append(None if share is None else "A" if share < limits[0] else "B" if share < limits[1] else "C")
        before += line.revenue
    return found


def abc(repository, options):
    report = Report(repository, options)
    rows, totals = [], []
    for currency, some in sorted(lines(report).items()):
        whole = sum((line.revenue for line in some), Fraction(0))
        sofar = Fraction(0)
        for line, kind in zip(some, abc_classes(some, limits_of(report, (80, 95)))):
            sofar += line.revenue
            rows.append({"ref": line.subject.ref, "name": line.subject.name, "currency": currency, "deals": len(line.deals),
                         "revenue": Money({currency: line.revenue}), "share": percent(line.revenue, whole),
                         "cumulative": percent(sofar, whole), "class": kind})
        totals.append({"currency": currency, "deals": len(set().union(*(line.deals for line in some))),
                       "revenue": Money({currency: whole}), "share": percent(whole, whole), "cumulative": percent(whole, whole)})
    return Table(rows, totals)


def months_between(report, everything):
    """The months of the period; without one from the first purchase to the present month."""
    present = month_of(report.as_of or report.repository.today)
    bought = [month for some in everything.values() for line in some for month in line.months]
    first = month_of(report.first) if report.first else min(bought, default=present)
    last = month_of(report.last) if report.last else present
    return range(first, last + 1)


def variation(values):
    """Mean, the population's variance, and deviation ÷ mean × 100 squared; the last is nothing where the mean is 0."""
    middle = mean(values)
    variance = mean([(value - middle) ** 2 for value in values])
    return middle, variance, variance * 10000 / middle ** 2 if middle else None


def root(value, digits):
    """A square root, rounded, halves up."""
    scaled = value * 100 ** (digits + 1)
    whole = math.isqrt(scaled.numerator // scaled.denominator)
    return Fraction((whole + 5) // 10, 10 ** digits)


def xyz_class(squared, limits):
    return None if squared is None else "X" if squared < limits[0] ** 2 else "Y" if squared <= limits[1] ** 2 else "Z"


def xyz(repository, options):
    report = Report(repository, options)
    everything = lines(report, needs_month=True)
    months = months_between(report, everything)
    limits = limits_of(report, (10, 25))
    rows, totals = [], []

    def figures(currency, values):
        middle, variance, squared = variation(values)
        return {"currency": currency, "revenue": Money({currency: sum(values)}), "mean": cash(middle, currency),
                "deviation": Money({currency: root(variance, facts.places(currency))}),
                "cv": None if squared is None else root(squared, 1)}, squared
    for currency, some in sorted(everything.items()):
        found = []
        for line in some:
            row, squared = figures(currency, [line.months.get(month, Fraction(0)) for month in months])
            found.append((squared is None, row["cv"] or 0, -line.revenue, line.subject.id, {
                "ref": line.subject.ref, "name": line.subject.name, "deals": len(line.deals),
                "class": xyz_class(squared, limits), **row}))
        # The most even first.
        rows += [row for *_, row in sorted(found, key=lambda entry: entry[:4])]
        whole = [sum((line.months.get(month, Fraction(0)) for line in some), Fraction(0)) for month in months]
        totals.append({"deals": len(set().union(*(line.deals for line in some))), **figures(currency, whole)[0]})
    return Table(rows, totals)


def abc_xyz(repository, options):
    report = Report(repository, options)
    everything = lines(report, needs_month=True)
    months = months_between(report, everything)
    rows, totals = [], []
    for currency, some in sorted(everything.items()):
        whole = sum((line.revenue for line in some), Fraction(0))
        kinds = []
        for line, kind in zip(some, abc_classes(some, (80, 95))):
            squared = variation([line.months.get(month, Fraction(0)) for month in months])[2]
            kinds.append((kind, xyz_class(squared, (10, 25)) or "", line.revenue))

        def figures(chosen):
            return {"currency": currency, "revenue": Money({currency: sum((money for _, _, money in chosen), Fraction(0))}),
                    **{key: sum(kind == key.upper() for _, kind, _ in chosen) for key in "xyz"},
                    "unclassed": sum(kind == "" for _, kind, _ in chosen),
                    **{f"{key}_share": percent(sum((money for _, kind, money in chosen if kind == key.upper()), Fraction(0)), whole)
                       for key in "xyz"}}
        for letter in "ABC" if whole else "":
            rows.append({"class": letter, **figures([entry for entry in kinds if entry[0] == letter])})
        if any(entry[0] is None for entry in kinds):
            rows.append({"class": None, **figures([entry for entry in kinds if entry[0] is None])})
        totals.append(figures(kinds))
    return Table(rows, totals)


def quintiles(values):
    """⌈5k ÷ n⌉ by rank from the worst; equal ones have the rank of the best of them."""
    return [-(-5 * sum(other <= value for other in values) // len(values)) for value in values]


def rfm(repository, options):
    report = Report(repository, options)
    today = report.as_of or repository.today
    if not report.has_period:
        report.first, report.last, report.has_period = today - datetime.timedelta(days=364), today, True
    clients = {}
    end = min(today, report.last) if report.last else today
    for purchase in purchases(report):
        if purchase.closed and purchase.day <= end:
            clients.setdefault(purchase.subject.id, []).append(purchase)
    ever = {}
    for purchase in purchases(report, everything=True):
        # Looking back, nobody knows what is bought after the period.
        if purchase.closed and purchase.day <= end:
            ever.setdefault(purchase.subject.id, []).append(purchase.closed)
    found = []
    for identity in sorted(clients):
        some = clients[identity]
        last = max(purchase.closed for purchase in some)
        money = Money()
        for purchase in some:
            worth = report.worth(purchase.deal, purchase.day)
            if worth:
                money.add(*worth)
        days = end.toordinal() - repository.local_day(last).toordinal()
        found.append({"subject": some[0].subject, "last": last, "days": days, "deals": len(some), "money": money})
    recency = quintiles([-client["days"] for client in found])
    frequency = quintiles([client["deals"] for client in found])
    money = money_scores([client["money"] for client in found], report)
    rows = []
    for client, r, f, m in zip(found, recency, frequency, money):
        subject = client["subject"]
        rows.append({"ref": subject.ref, "name": subject.name, "last": client["last"].astimezone(repository.zone).isoformat(),
                     "days": client["days"], "deals": client["deals"], "revenue": client["money"], "r": r, "f": f, "m": m,
                     "segment": segment(client["deals"] == 1 and len(ever[subject.id]) == 1,
                                        len(ever[subject.id]) > 1, r, f, m), "id": subject.id})
    # By segment, in it the best scores first, the latest purchase first among equal ones.
    order = ["champions", "loyal", "new", "promising", "at risk", "cooling", "lost"]
    rows.sort(key=lambda row: (order.index(row["segment"]), -row["r"] - row["f"] - row["m"], row["days"], row["id"]))
    for row in rows:
        del row["id"]
    total = Money()
    for client in found:
        for currency, amount in client["money"].items():
            total.add(amount, currency)
    return Table(rows, [{"deals": sum(client["deals"] for client in found), "revenue": total}] if rows else [])


def money_scores(sums, report):
    """Ranks among the clients of a currency; the best where there are several, and no amounts count as 0 in the commonest one."""
    counts = {}
    for money in sums:
        for currency in money:
            counts[currency] = counts.get(currency, 0) + 1
    commonest = min(counts, key=lambda currency: (-counts[currency], currency), default=report.repository.currency)
    filled = [money or Money({commonest: Fraction(0)}) for money in sums]
    best = [0] * len(sums)
    for currency in {currency for money in filled for currency in money}:
        places = [place for place, money in enumerate(filled) if currency in money]
        for place, score in zip(places, quintiles([filled[place][currency] for place in places])):
            best[place] = max(best[place], score)
    return best


def segment(is_first, is_repeated, r, f, m):
    if is_first and r >= 4:
        return "new"
    if r >= 4 and f >= 4 and m >= 4:
        return "champions"
    if r >= 3 and f >= 4 and is_repeated:
        return "loyal"
    if r >= 3:
        return "promising"
    if m >= 4 or f >= 4 and is_repeated:
        return "at risk"
    return "lost" if r == 1 else "cooling"


def retention(repository, options):
    report = Report(repository, options)
    present = month_of(report.as_of or repository.today)
    clients = {}
    for purchase in purchases(report, everything=True):
        if purchase.day:
            clients.setdefault(purchase.subject.id, []).append(purchase)
    chosen = []
    for some in clients.values():
        some.sort(key=lambda purchase: (purchase.closed, purchase.deal.id))
        if report.within(some[0].closed):
            chosen.append(some)
    first = min((month_of(some[0].day) for some in chosen), default=None)
    width = present - first + 1 if chosen else 0

    def figures(group, start):
        money = Money()
        for some in group:
            for purchase in some:
                worth = report.worth(purchase.deal, purchase.day)
                if worth:
                    money.add(*worth)
        cells = {}
        for step in range(width):
            if start is not None:
                bought = [some for some in group if any(month_of(purchase.day) == start + step for purchase in some)]
                cells[f"m{step}"] = len(bought) if start + step <= present else None
            else:
                cells[f"m{step}"] = sum(any(month_of(purchase.day) == month_of(some[0].day) + step for purchase in some)
                                        for some in group)
        return {"size": len(group), "repeat_share": percent(sum(len(some) > 1 for some in group), len(group)),
                "lifetime_value": Money({currency: amount / len(group) for currency, amount in money.items()}).rounded(), **cells}
    rows = []
    first_deals = {some[0].deal.id: some for some in chosen}
    for group, deals in report.groups([some[0].deal for some in chosen], facts.closed_at):
        members = [first_deals[deal.id] for deal in deals]
        for start in sorted({month_of(some[0].day) for some in members}):
            rows.append({**group, "month": f"{start // 12}-{start % 12 + 1:02}",
                         **figures([some for some in members if month_of(some[0].day) == start], start)})
    return Table(rows, [figures(chosen, None)] if chosen else [])


def dormant(repository, options):
    report = Report(repository, options)
    limit = int(options.days or 90)
    clients = {}
    for purchase in purchases(report, everything=True):
        clients.setdefault(purchase.subject.id, []).append(purchase)
    found = []
    for identity, some in clients.items():
        last = last_contact(some, report)
        if last is None or report.days_since(last) < limit:
            continue
        money = Money()
        for purchase in some:
            worth = report.worth(purchase.deal, purchase.day)
            if worth:
                money.add(*worth)
        found.append((some[0].subject, last, some, money))
    currencies = sorted({currency for *_, money in found for currency in money})
    main = options.currency or repository.currency
    order = [main] + [currency for currency in currencies if currency != main]
    found.sort(key=lambda entry: ([-entry[3].get(currency, Fraction(0)) for currency in order],
                              -report.days_since(entry[1]), entry[0].id))
    total = Money()
    for *_, money in found:
        for currency, amount in money.items():
            total.add(amount, currency)
    rows = [{"ref": subject.ref, "name": subject.name, "owner": subject["owner"],
             "last": last.astimezone(repository.zone).isoformat(), "idle_days": report.days_since(last), "deals": len(some),
             "value": money} for subject, last, some, money in found]
    return Table(rows, [{"deals": sum(len(some) for _, _, some, _ in found), "value": total}] if found else [])


def last_contact(some, report):
    """The latest activity, done task, transition or purchase of a client or of a deal of theirs."""
    repository, subject = report.repository, some[0].subject

    def concerns(record, kinds):
        return any((found := facts.party(record, kind, repository)) and found.id in ids for kind in kinds)
    ids = {subject.id}
    deals = [deal for deal in repository.deals if concerns(deal, ("company", "contact"))]
    if subject.id in repository.by_id:
        ids |= {deal.id for deal in deals}
    signs = [purchase.closed for purchase in some if purchase.closed]
    signs += [at for deal in deals for at, _, _ in deal.history or [(deal.created, None, None)] if at]
    kinds = ("company", "contact", "deal")
    signs += [instant(entry["at"]) for entry in repository.records["activity"] if concerns(entry, kinds)]
    signs += [instant(task["closed"]) for task in repository.records["task"]
              if task["status"] == "done" and task["closed"] and concerns(task, kinds)]
    return max([at for at in signs if at <= report.moment], default=None)
