"""Reports about deals on their way, and about those that ended."""
import datetime

from . import facts
from .common import Report, Table
from .facts import days, elapsed, mean, median, outcome, percent, rounded


def pipeline(repository, options):
    report = Report(repository, options)
    deals = [deal for deal in report.deals() if facts.is_open(deal)]
    rows = []

    def figures(deals):
        ages = [report.days_since(facts.age_start(deal)) for deal in deals if facts.age_start(deal)]
        return {"deals": len(deals), "sum": report.money(deals), "weighted": report.money(deals, weigh=facts.chance),
                "oldest": max(ages, default=None), "rotting": sum(is_rotting(deal, report) is not None for deal in deals)}
    for group, members in report.groups(deals, facts.age_start):
        for name in report.pipelines():
            stages = [(stage.id, stage) for stage in repository.pipelines[name] if not stage.outcome]
            inside = [deal for deal in members if deal.pipeline == name]
            stages += [(stage, None) for stage in sorted({deal.stage_id for deal in inside} - {stage for stage, _ in stages})]
            for identity, stage in stages:
                rows.append({**group, "pipeline": name, "stage": identity, "name": stage.name if stage else identity,
                             "probability": stage and stage.probability,
                             **figures([deal for deal in inside if deal.stage_id == identity])})
    return Table(rows, [figures(deals)])


def is_rotting(deal, report):
    """Seconds idle and allowed, where it has been idle for longer than its stage's rots_after."""
    stage = deal.stages.get((deal.pipeline, deal.stage_id))
    since = facts.last_sign(deal, report.repository, report.moment)
    if not stage or not stage.rots_after or not since:
        return None
    idle = elapsed(since, report.moment)
    return (idle, stage.rots_after) if idle > stage.rots_after else None


def rotting(repository, options):
    report = Report(repository, options)
    found = []
    for deal in report.deals():
        over = is_rotting(deal, report) if facts.is_open(deal) else None
        if over:
            found.append((over[0] - over[1], deal, over))
    found.sort(key=lambda entry: (-entry[0], entry[1].id))
    return Table([{
        "ref": deal.ref, "title": deal["title"], "pipeline": deal.pipeline, "stage": stage_name(deal), "owner": deal["owner"],
        "idle_days": int(days(idle)), "limit_days": rounded(days(limit), 1), "amount": report.money([deal])}
        for _, deal, (idle, limit) in found], [{"amount": report.money([deal for _, deal, _ in found])}] if found else [])


def stage_name(deal):
    stage = deal.stages.get((deal.pipeline, deal.stage_id))
    return stage.name if stage else deal.stage_id


def funnel(repository, options):
    report = Report(repository, options)
    visited = options.mode == "visited"
    rows = []
    cohort = []
    for deal in report.deals():
        start = facts.began(deal)
        if start is None or not report.within(start) or deal.pipeline not in repository.pipelines:
            continue
        if outcome(deal) != "won" and not any(open_places(deal)):
            continue
        cohort.append(deal)
    for group, members in report.groups(cohort, facts.began):
        for name in report.pipelines():
            inside = [deal for deal in members if deal.pipeline == name]
            before = None
            for stage in repository.pipelines[name]:
                if stage.outcome not in (None, "won"):
                    continue
                reached = sum(reaches(deal, stage, visited) for deal in inside)
                stays = [length for deal in inside for where, length in facts.visits(deal)
                         if where == stage.id and (not stage.outcome or outcome(deal) == stage.outcome)]
                rows.append({**group, "pipeline": name, "stage": stage.id, "name": stage.name, "reached": reached,
                             "step": None if before is None else percent(reached, before),
                             "cumulative": percent(reached, len(inside)),
                             "median_days": rounded(days(median(stays)), 1) if stays else None})
                before = reached
    return Table(rows)


def open_places(deal):
    """The declared open stages that it was in."""
    ids = [stage for _, stage, _ in deal.history] + [deal.stage_id]
    found = [deal.stages.get((deal.pipeline, stage)) for stage in ids]
    return [stage for stage in found if stage and not stage.outcome]


def reaches(deal, stage, visited):
    if stage.outcome == "won":
        return outcome(deal) == "won"
    been = open_places(deal)
    if visited:
        return any(place.id == stage.id for place in been)
    return outcome(deal) == "won" or any(place.position >= stage.position for place in been)


def forecast(repository, options):
    report = Report(repository, options)
    today = report.as_of or repository.today
    months = {}

    def row(key, month):
        return months.setdefault((tuple(key.items()), month), ([], []))
    for deal in report.deals():
        if facts.is_open(deal):
            close = deal["expected_close"]
            date = datetime.date.fromisoformat(close) if close else None
            if report.has_period and not (date and report.covers(date)):
                continue
            month = "undated" if not date else "overdue" if date < today else date.strftime("%Y-%m")
            for key in report.group_keys(deal):
                row(key, month)[0].append(deal)
        elif outcome(deal) == "won" and facts.closed_at(deal):
            day = repository.local_day(facts.closed_at(deal))
            begin = min(report.first, today) if report.first else today
            is_late_enough = report.has_period and not report.first or day >= three_months_before(begin)
            if is_late_enough and not (report.last and day > report.last):
                for key in report.group_keys(deal):
                    row(key, day.strftime("%Y-%m"))[1].append(deal)

    def figures(deals, won):
        return {"deals": len(deals), "best": report.money(deals), "weighted": report.money(deals, weigh=facts.chance),
                "commit": report.money([deal for deal in deals if (facts.chance(deal) or 0) >= 80]),
                "won": report.money(won, day=report.close_day)}

    def order(entry):
        (key, month), _ = entry
        return [(value is None, value or "") for _, value in key], month != "overdue", month
    rows = [{**dict(key), "month": month, **figures(*both)} for (key, month), both in sorted(months.items(), key=order)]
    return Table(rows, [figures(*[unique(both[place] for both in months.values()) for place in (0, 1)])])


def unique(lists):
    return list({deal.id: deal for some in lists for deal in some}.values())


def three_months_before(today):
    month = today.year * 12 + today.month - 1 - 3
    return datetime.date(month // 12, month % 12 + 1, 1)


def closed_deals(report, kinds):
    """Deals with one of these outcomes that were closed in the period; without a period also those closed nobody knows when."""
    return [deal for deal in report.deals() if outcome(deal) in kinds and report.within(facts.closed_at(deal))]


def won_lost(repository, options):
    report = Report(repository, options)
    closed = closed_deals(report, ("won", "lost"))

    def figures(deals):
        won = [deal for deal in deals if outcome(deal) == "won"]
        lost = [deal for deal in deals if outcome(deal) == "lost"]
        return {"won": len(won), "lost": len(lost), "win_rate": percent(len(won), len(won) + len(lost)),
                "won_amount": report.money(won, day=report.close_day),
                "lost_amount": report.money(lost, day=report.close_day)}
    rows = []
    for group, members in report.groups(closed, facts.closed_at):
        for name in report.pipelines():
            inside = [deal for deal in members if deal.pipeline == name]
            if inside or not group:
                rows.append({**group, "pipeline": name, **figures(inside)})
    return Table(rows, [figures(closed)])


def lost_reasons(repository, options):
    report = Report(repository, options)
    lost = closed_deals(report, ("lost",))
    rows = []
    for group, members in report.groups(lost, facts.closed_at):
        kinds, reasons = {}, {}
        for deal in members:
            kinds.setdefault((deal["lost_reason"], deal.pipeline, lost_from(deal)), []).append(deal)
            reasons[deal["lost_reason"]] = reasons.get(deal["lost_reason"], 0) + 1

        def order(kind):
            # The commonest reason first; within one by pipeline and stage in their order.
            reason, name, stage = kind
            place = repository.stages[name, stage].position if stage else len(repository.pipelines[name])
            return -reasons[reason], reason or "", name, place
        for kind in sorted(kinds, key=order):
            reason, name, stage = kind
            rows.append({**group, "pipeline": name, "reason": reason, "stage": stage,
                         "name": stage and repository.stages[name, stage].name, "deals": len(kinds[kind]),
                         "share": percent(len(kinds[kind]), len(members)),
                         "amount": report.money(kinds[kind], day=report.close_day)})
    return Table(rows, [{"deals": len(lost), "share": percent(len(lost), len(lost)),
                         "amount": report.money(lost, day=report.close_day)}])


def lost_from(deal):
    """The last open stage, of those that its pipeline declares, before it was lost."""
    for _, stage, _ in reversed(deal.history):
        declared = deal.stages.get((deal.pipeline, stage))
        if declared and not declared.outcome:
            return stage
    return None


def average_check(repository, options):
    report = Report(repository, options)
    closed = closed_deals(report, ("won",))

    def figures(deals):
        amounts = {}
        for deal in deals:
            worth = report.worth(deal, report.close_day(deal))
            if worth:
                amounts.setdefault(worth[1], []).append(worth[0])
        return [{"currency": currency, "deals": len(values), "mean": cash(mean(values), currency),
                 "median": cash(median(values), currency), "sum": facts.Money({currency: sum(values)})}
                for currency, values in sorted(amounts.items())]
    rows = [{**group, **row} for group, members in report.groups(closed, facts.closed_at) for row in figures(members)]
    return Table(rows, figures(closed) if report.by else [])


def cash(amount, currency):
    return facts.Money({currency: amount}).rounded()
