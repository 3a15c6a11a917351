"""What clients owe."""
import datetime

from . import facts
from .common import Report, Table
from .facts import Money
from .repository import number

AGES = [("not_due", None, 0), ("days_1_30", 1, 30), ("days_31_60", 31, 60), ("days_61_90", 61, 90), ("over_90", 91, None)]


def day_of(value):
    return value and (value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10]))


class Debt:
    """What an invoice leaves open on a day; `amount` is nothing where it leaves nothing."""

    def __init__(self, invoice, day, report):
        self.invoice, self.due = invoice, day_of(invoice["due"])
        self.days = (day - self.due).days if self.due else 0
        self.client = facts.client(invoice, report.repository)
        self.amount = None
        issued = day_of(invoice["issued"])
        if invoice["status"] not in ("sent", "paid") or issued and issued > day:
            return
        payments = [(day_of(entry.get("at")), number(entry["amount"])) for entry in invoice["payments"] or []]
        due_amount = sum((amount for _, amount in payments), 0) if invoice["status"] == "paid" else number(invoice["amount"])
        if due_amount is None:
            return
        open_amount = due_amount - sum(amount for at, amount in payments if not (at and at > day))
        if open_amount > 0:
            currency = invoice["currency"] or report.repository.currency
            self.amount = report.converted(open_amount, currency) or None


def receivables(repository, options):
    report = Report(repository, options)
    day = report.as_of or repository.today
    debts = [debt for debt in (Debt(invoice, day, report) for invoice in repository.records["invoice"]) if debt.amount]

    def owner(invoice):
        others = [repository.find(invoice[kind], kind) for kind in ("deal", "contact", "company")]
        return next((record["owner"] for record in [invoice] + others if record and record["owner"]), None)

    def keys(debt):
        if options.by == "owner":
            return [owner(debt.invoice)]
        if options.by == "month":
            return [debt.due and debt.due.strftime("%Y-%m")]
        return report.keys(debt.invoice, None)

    def figures(some):
        def total(chosen):
            money = Money()
            for debt in chosen:
                money.add(*debt.amount)
            return money
        parts = {}
        for key, first, last in AGES:
            chosen = [debt for debt in some if (first is None or debt.days >= first) and (last is None or debt.days <= last)]
            parts[key] = total(chosen) if chosen else None
        return {"invoices": len(some), **parts, "open": total(some)}

    found = {} if options.by else {None: debts}
    for debt in debts if options.by else []:
        for key in keys(debt):
            found.setdefault(key, []).append(debt)
    rows = []
    for key in sorted(found, key=lambda key: (key is None, key or "")):
        clients = {}
        for debt in found[key]:
            clients.setdefault(debt.client and debt.client.id, []).append(debt)
        for some in sorted(clients.values(), key=lambda some: (0, some[0].client.name, some[0].client.id) if some[0].client else (1,)):
            client = some[0].client
            rows.append({**({options.by: key} if options.by else {}), "ref": client and client.ref,
                         "name": client and client.name, **figures(some)})
    return Table(rows, [figures(debts)] if debts else [])
