"""How long and how fast deals sell, where they come from, plans, and what clients think."""
import datetime
import re
from fractions import Fraction

from . import facts
from .common import Report, Table
from .deal_reports import cash, closed_deals
from .facts import Money, days, elapsed, mean, median, outcome, percent, rounded
from .repository import instant, number, places


def cycle_seconds(deal):
    """From made to won; nothing where one of them is not known, or they are the wrong way round."""
    made, closed = facts.age_start(deal), facts.closed_at(deal)
    if not made or not closed or closed < made or not (deal.closed or deal.history):
        return None
    return elapsed(made, closed)


def cycle(repository, options):
    report = Report(repository, options)
    won = [deal for deal in closed_deals(report, ("won",)) if cycle_seconds(deal) is not None]

    def figures(deals):
        lengths = [cycle_seconds(deal) for deal in deals]
        return {"deals": len(deals), "median_days": shown_days(median(lengths)), "mean_days": shown_days(mean(lengths))}
    rows = []
    for group, members in report.groups(won, facts.closed_at):
        for name in sorted({deal.pipeline for deal in members}):
            rows.append({**group, "pipeline": name, **figures([deal for deal in members if deal.pipeline == name])})
    return Table(rows, [figures(won)])


def shown_days(length):
    return None if length is None else rounded(days(length), 1)


def velocity(repository, options):
    report = Report(repository, options)
    kept = []
    for deal in report.deals():
        if facts.is_open(deal) or outcome(deal) in ("won", "lost") and report.within(facts.closed_at(deal)):
            kept.append(deal)
    rows = []
    for group, members in report.groups(kept, lambda deal: None):
        keys = sorted({(deal.pipeline, options.currency or deal.currency) for deal in members})
        for name, currency in keys:
            some = [deal for deal in members if (deal.pipeline, options.currency or deal.currency) == (name, currency)]
            open_deals = [deal for deal in some if facts.is_open(deal)]
            won = [deal for deal in some if outcome(deal) == "won"]
            lost = [deal for deal in some if outcome(deal) == "lost"]
            amounts = [worth[0] for deal in won if (worth := report.worth(deal, report.close_day(deal)))]
            lengths = [length for deal in won if (length := cycle_seconds(deal)) is not None]
            amount, length = mean(amounts), mean(lengths)
            speed = None
            if amount is not None and length:
                speed = len(open_deals) * amount * Fraction(len(won), len(won) + len(lost)) / days(length)
            rows.append({**group, "pipeline": name, "currency": currency, "open": len(open_deals), "won": len(won), "lost": len(lost),
                         "mean_amount": money_or_none(amount, currency), "win_rate": percent(len(won), len(won) + len(lost)),
                         "cycle_days": shown_days(length), "velocity": money_or_none(speed, currency)})
    return Table(rows)


def money_or_none(amount, currency):
    return None if amount is None else cash(amount, currency)


def nps(repository, options):
    report = Report(repository, options)
    answers = []
    for entry in repository.records["activity"]:
        at = instant(entry["at"])
        if entry["nps"] is None or at > report.moment and report.is_past or not report.within(at):
            continue
        points = number(entry["nps"])
        if points.denominator == 1 and 0 <= points <= 10:
            answers.append((repository.local_day(at).strftime("%Y-%m"), int(points), entry))

    def figures(points):
        good, bad = sum(point >= 9 for point in points), sum(point <= 6 for point in points)
        return {"answers": len(points), "promoters": good, "passives": len(points) - good - bad, "detractors": bad,
                "nps": rounded(Fraction(good - bad) * 100 / len(points), 2) if points else None}
    rows = []
    for month in sorted({month for month, _, _ in answers}):
        rows.append({"month": month, **figures([points for when, points, _ in answers if when == month])})
    return Table(rows, [figures([points for _, points, _ in answers])])


def month_range(text):
    year, month = map(int, text.split("-"))
    first = datetime.date(year, month, 1)
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return first, following - datetime.timedelta(days=1)


def sources(repository, options):
    report = Report(repository, options)
    rows = {}

    def row(record):
        key = (record["source"], record["campaign"])
        return rows.setdefault(key, {"leads": 0, "deals": 0, "won": [], "cost": None})
    made_until = report.moment if report.is_past else None
    for lead in repository.records["lead"]:
        if report.within(lead.created) and not (made_until and (not lead.created or lead.created > made_until)):
            row(lead)["leads"] += 1
    for deal in report.deals():
        if report.within(facts.age_start(deal)):
            row(deal)["deals"] += 1
        if outcome(deal) == "won" and report.within(facts.closed_at(deal)):
            row(deal)["won"].append(deal)
    today = report.as_of or repository.today
    for cost in repository.costs:
        first, last = month_range(cost["month"])
        if first > today or report.first and last < report.first or report.last and first > report.last:
            continue
        if cost.get("cost") is None:
            continue
        worth = report.converted(number(cost["cost"]), cost.get("currency") or repository.currency, min(last, today))
        if worth:
            entry = row({"source": cost["source"], "campaign": cost.get("campaign")})
            entry["cost"] = entry["cost"] or Money()
            entry["cost"].add(*worth)

    def figures(some):
        won = [deal for entry in some for deal in entry["won"]]
        cost = total([entry["cost"] for entry in some])
        revenue = report.money(won, day=report.close_day)
        leads = sum(entry["leads"] for entry in some)
        return {"leads": leads, "deals": sum(entry["deals"] for entry in some), "won": len(won), "revenue": revenue,
                "conversion": percent(len(won), leads), "cost": cost, "roi": roi(revenue, cost)}
    ordered = sorted(rows, key=lambda key: [(part is None, part or "") for part in key])
    return Table([{"source": key[0], "campaign": key[1], **figures([rows[key]])} for key in ordered],
                 [figures(list(rows.values()))])


def readers_of(repository, activity):
    """Whom a letter went to, or who wrote: the contact, also of a qualified lead, the company, the lead."""
    lead = repository.find(activity["lead"], "lead")
    contact = repository.find(activity["contact"], "contact") or lead and repository.find(lead["contact"], "contact")
    return contact or repository.find(activity["company"], "company") or lead


def campaigns(repository, options):
    report = Report(repository, options)
    limit = datetime.timedelta(days=int(options.days or 30))
    rows = {}

    def row(campaign):
        return rows.setdefault(campaign, {"letters": 0, "answers": 0, "leads": 0, "deals": 0, "won": [], "cost": None, "plan": None})
    sent, came = [], []
    for entry in repository.records["activity"]:
        at = instant(entry["at"])
        if at > report.moment or entry["type"] not in ("email", "message"):
            continue
        person = readers_of(repository, entry)
        if entry["direction"] == "in" and person:
            came.append((at, person.id))
        elif entry["direction"] == "out" and entry["campaign"]:
            sent.append((at, person and person.id, entry["campaign"]))
    for at, person, campaign in sent:
        if not report.within(at):
            continue
        line = row(campaign)
        line["letters"] += 1
        later = [other for other, whose, _ in sent if whose == person and other > at]
        answers = [answer for answer, whose in came if whose == person and answer > at and answer - at <= limit
                   and not any(other < answer for other in later)]
        line["answers"] += bool(person and answers)
    made_until = report.moment if report.is_past else None
    for lead in repository.records["lead"]:
        if lead["campaign"] and report.within(lead.created) and not (made_until and (not lead.created or lead.created > made_until)):
            row(lead["campaign"])["leads"] += 1
    for deal in report.deals():
        if not deal["campaign"]:
            continue
        if report.within(facts.age_start(deal)):
            row(deal["campaign"])["deals"] += 1
        if outcome(deal) == "won" and report.within(facts.closed_at(deal)):
            row(deal["campaign"])["won"].append(deal)
    today = report.as_of or repository.today
    for key in ("plan", "cost"):
        for cost in repository.costs:
            if cost.get(key) is None or not cost.get("campaign"):
                continue
            first, last = month_range(cost["month"])
            if key == "cost" and first > today or report.first and last < report.first or report.last and first > report.last:
                continue
            worth = report.converted(number(cost[key]), cost.get("currency") or repository.currency, min(last, today))
            if worth:
                entry = row(cost["campaign"])
                entry[key] = entry[key] or Money()
                entry[key].add(*worth)

    def figures(some):
        won = [deal for entry in some for deal in entry["won"]]
        cost, revenue = total([entry["cost"] for entry in some]), report.money(won, day=report.close_day)
        return {"plan": total([entry["plan"] for entry in some]), "cost": cost,
                **{key: sum(entry[key] for entry in some) for key in ("letters", "answers", "leads", "deals")},
                "won": len(won), "revenue": revenue, "roi": roi(revenue, cost)}
    return Table([{"campaign": name, **figures([rows[name]])} for name in sorted(rows)],
                 [figures(list(rows.values()))] if rows else [])


def total(sums):
    """The sum of those that are there; nothing where none is."""
    known = [money for money in sums if money is not None]
    whole = Money()
    for money in known:
        for currency, amount in money.items():
            whole.add(amount, currency)
    return whole if known else None


def roi(revenue, cost):
    currencies = {currency for money in (revenue, cost or {}) for currency in money}
    if len(currencies) != 1 or not cost:
        return None
    currency = currencies.pop()
    spent = cost.get(currency)
    return percent(revenue.get(currency, Fraction(0)) - spent, spent) if spent else None


def kpi(repository, options):
    report = Report(repository, options)
    today = report.as_of or repository.today
    if not report.has_period:
        report.first, report.last = month_range(today.strftime("%Y-%m"))
        report.has_period = True
    rows = {}
    for month, entries in repository.plans.items():
        first, last = month_range(month)
        if report.first and last < report.first or report.last and first > report.last:
            continue
        for entry in entries:
            row = rows.setdefault(entry.get("owner"), {"deals": []})
            if entry.get("won") is not None:
                row["plan_won"] = row.get("plan_won", 0) + int(entry["won"])
            if entry.get("revenue") is not None:
                worth = report.converted(number(entry["revenue"]), entry.get("currency") or repository.currency,
                                         min(last, today))
                if worth:
                    row.setdefault("plan", Money()).add(*worth)
    for deal in closed_deals(report, ("won",)):
        rows.setdefault(deal["owner"], {"deals": []})["deals"].append(deal)
    factor = run_rate(report, today)

    def figures(some):
        deals = [deal for row in some for deal in row["deals"]]
        plan = total([row.get("plan") for row in some])
        planned = [row["plan_won"] for row in some if "plan_won" in row]
        revenue = report.money(deals, day=report.close_day)
        currencies = {currency for money in (revenue, plan or {}) for currency in money}
        share = None
        if len(currencies) == 1 and plan:
            currency = currencies.pop()
            share = percent(revenue.get(currency, Fraction(0)), plan[currency])
        return {"plan_won": sum(planned) if planned else None, "won": len(deals),
                "won_percent": percent(len(deals), sum(planned)) if planned else None,
                "won_run_rate": None if factor is None else rounded(len(deals) * factor, 1),
                "plan_revenue": plan, "revenue": revenue, "revenue_percent": share,
                "revenue_run_rate": None if factor is None else
                Money({currency: amount * factor for currency, amount in revenue.items()}).rounded()}
    ordered = sorted(rows, key=lambda owner: (owner is None, owner or ""))
    return Table([{"owner": owner, **figures([rows[owner]])} for owner in ordered],
                 [figures(list(rows.values()))])


def run_rate(report, today):
    """Days of the period ÷ its days up to today; nothing where it has not begun or has no end."""
    if not report.first or not report.last or today < report.first:
        return None
    whole = (report.last - report.first).days + 1
    return Fraction(whole, min((today - report.first).days + 1, whole))
