"""What owners did, and what waits to be done."""
import datetime

from . import facts
from .common import ANY, Report, Table
from .deal_reports import closed_deals, stage_name
from .facts import days, elapsed, outcome
from .repository import instant


def activity(repository, options):
    report = Report(repository, options)
    counted = ["calls_answered", "calls_unanswered", "calls_clients", "calls_new", "calls_unknown", "emails", "meetings",
               "messages", "tasks_on_time", "tasks_late", "deals_moved", "won"]
    rows = {}

    def row_of(owner):
        return rows.setdefault(owner, {**dict.fromkeys(counted, 0), "deals": []})

    def count(owner, key):
        row = row_of(owner)
        row[key] += 1
        return row
    for owner in repository.config.get("owners") or []:
        row_of(owner["id"])
    for entry in repository.records["activity"]:
        if not report.within(instant(entry["at"])):
            continue
        row_of(entry["owner"])
        if entry["type"] == "call":
            count(entry["owner"], "calls_unanswered" if facts.is_unanswered(entry) else "calls_answered")
            count(entry["owner"], "calls_" + caller(entry, repository))
        elif entry["type"] in ("email", "meeting", "message"):
            count(entry["owner"], entry["type"] + "s")
    for task in repository.records["task"]:
        closed = instant(task["closed"])
        if task["status"] == "done" and closed and report.within(closed):
            end, is_day = facts.due_end(task, repository)
            late = closed >= end if is_day else closed > end
            count(facts.task_owner(task, repository), "tasks_late" if late else "tasks_on_time")
    for deal in repository.deals:
        before = deal.history[0][1] if deal.history else None
        for at, stage, by in deal.history[1:]:
            if stage != before and outcome(deal, stage) is None and report.within(at):
                count(by or deal["owner"], "deals_moved")
            before = stage
    for deal in closed_deals(report, ("won",)):
        count(deal["owner"], "won")["deals"].append(deal)
    shown = []
    for owner in sorted(rows, key=lambda owner: (owner is None, owner or "")):
        row = rows[owner]
        shown.append({"owner": owner, **{key: row[key] for key in counted},
                      "revenue": report.money(row["deals"], day=report.close_day)})
    everything = [deal for row in rows.values() for deal in row["deals"]]
    total = {**{key: sum(row[key] for row in shown) for key in counted},
             "revenue": report.money(everything, day=report.close_day)}
    return Table(shown, [total])


def caller(call, repository):
    """Whether a call was with somebody who had bought before it, with somebody else who is known, or with a number."""
    people = facts.parties(call, repository)
    if not any(call[kind] for kind in ("contact", "company", "lead", "deal")):
        return "unknown"
    at = instant(call["at"])
    for deal in repository.deals:
        closed = facts.closed_at(deal)
        if outcome(deal) == "won" and closed and closed < at and facts.parties(deal, repository) & people:
            return "clients"
    return "new"


def no_next_step(repository, options):
    report = Report(repository, options)
    rows = []
    for deal in report.deals():
        if not facts.is_open(deal):
            continue
        problem = trouble(deal, repository)
        if problem:
            rows.append({"ref": deal.ref, "title": deal["title"], "pipeline": deal.pipeline, "stage": stage_name(deal),
                         "owner": deal["owner"], "problem": problem})
    return Table(rows)


def trouble(deal, repository):
    if not deal["next_step"]:
        return "none"
    task = repository.find(deal["next_step"], "task")
    if not task:
        return f"no task {deal['next_step']}"
    status = task["status"] or "open"
    if status != "open":
        return f"{task.ref} is {status}"
    if not facts.names(task["deal"], deal, repository):
        return f"{task.ref} belongs to another deal"
    return None


def overdue(repository, options):
    report = Report(repository, options)
    found = []
    for task in repository.records["task"]:
        end, is_day = facts.due_end(task, repository)
        if not facts.was_open(task, report) or not (end <= report.moment if is_day else end < report.moment):
            continue
        deal = repository.find(task["deal"], "deal")
        if options.pipeline and not (deal and deal.pipeline == options.pipeline):
            continue
        found.append((end, task, deal, is_day))
    found.sort(key=lambda entry: (entry[0], entry[1].id))
    return Table([{
        "ref": task.ref, "title": task["title"], "type": task["type"], "due": due_text(task, repository),
        "late_days": days_late(task, end, is_day, report), "owner": facts.task_owner(task, repository),
        "deal": deal and deal.ref, "deal_title": deal and deal["title"],
        "next_step": ANY if report.is_past else "yes" if deal and repository.find(deal["next_step"], "task") is task else "no"}
        for end, task, deal, is_day in found])


def days_late(task, end, is_day, report):
    """A whole day is late by whole days, a moment by days that are over."""
    if is_day:
        return report.days_since(end) + 1
    return int(days(elapsed(end, report.moment)))


def due_text(task, repository):
    if len(task["due"]) == 10:
        # A whole day is told by the hour at which work on it may begin.
        return datetime.datetime.fromisoformat(task["due"] + "T09:00:00").replace(tzinfo=repository.zone).isoformat()
    return instant(task["due"]).astimezone(repository.zone).isoformat(timespec="seconds")
