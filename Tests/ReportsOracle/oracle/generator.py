"""Small repositories rich in what reports get wrong, the same for the same seed.

Deals bounce, skip stages, are reopened, lost after they were won; histories are out of order as after a merge, or missing;
stages are written by hand; amounts lack, have a currency of 0, 2 or 3 places; moments lie at the borders of days, months
and years in zones far from UTC, and where clocks change.
"""
import datetime
import pathlib
import random
from zoneinfo import ZoneInfo

ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu", "Asia/Almaty",
         "Australia/Lord_Howe", "America/St_Johns", "Etc/UTC"]
MOMENTS = ["2026-11-24T10:00:00", "2026-11-30T23:59:30", "2026-12-01T00:00:00", "2026-12-31T23:30:00", "2027-01-01T00:15:00",
           "2026-12-29T12:00:00", "2027-01-03T18:00:00", "2026-03-29T12:00:00", "2026-10-25T12:00:00", "2026-02-28T09:00:00"]
CURRENCIES = ["EUR", "USD", "JPY", "KWD", "KZT"]
OWNERS = ["mara", "gleb", "jonas"]
SOURCES = ["site", "expo", "referral", "ads"]
CAMPAIGNS = ["spring", "autumn"]
TAGS = ["vip", "web", "cold"]
REASONS = ["price", "competitor", "no-answer"]
LETTERS = "abcdefghjkmnpqrstvwxyz"
ALPHABET = "0123456789" + LETTERS
ACTIVITIES = ["call", "call", "call", "email", "meeting", "message", "note", "stage"]
RESULTS = [None, None, "answered", "no-answer", "busy", "agreed on a date", "unanswered", "missed"]
DURATIONS = [None, None, None, "0s", "0m", "5m", "1h 10m"]


class Generator:
    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = pathlib.Path(folder)
        self.ids = set()

    # Choosing.

    def pick(self, values):
        return self.random.choice(values)

    def chance(self, share):
        return self.random.random() < share

    def mint(self):
        while True:
            text = self.pick(LETTERS) + "".join(self.pick(ALPHABET) for _ in range(7))
            if text not in self.ids:
                self.ids.add(text)
                return text

    def moment(self, before=None):
        """A moment of the last fifteen months or so, often one at which a day, a month or a clock ends."""
        end = before or self.now
        draw = self.random.random()
        if draw < 0.35:
            year, month = self.pick([(2026, m) for m in range(1, 13)] + [(2025, m) for m in range(9, 13)] + [(2027, 1)])
            border = datetime.datetime(year, month, 1, tzinfo=self.zone)
            moment = border.astimezone(datetime.timezone.utc) + datetime.timedelta(
                seconds=self.pick([-1, 0, 1, -3600, 3600, -7200, 43200, -43200]))
        elif draw < 0.45:
            day = self.pick([(2026, 3, 8), (2026, 3, 29), (2026, 10, 25), (2026, 11, 1), (2026, 4, 5), (2026, 10, 4),
                             (2026, 12, 28), (2026, 12, 31), (2025, 12, 29), (2026, 1, 4)])
            moment = datetime.datetime(*day, tzinfo=datetime.timezone.utc) + datetime.timedelta(
                seconds=self.random.randrange(-43200, 86400))
        else:
            moment = end - datetime.timedelta(seconds=self.random.randrange(60, 86400 * self.pick([3, 30, 400, 700])))
        while moment > end:
            moment -= datetime.timedelta(days=self.random.randrange(1, 40))
        return moment

    def at(self, moment):
        """As text, in one offset or another."""
        draw = self.random.random()
        if draw < 0.2:
            return moment.astimezone(datetime.timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
        if draw < 0.3:
            zone = datetime.timezone(datetime.timedelta(minutes=self.pick([-660, -210, 330, 345, 840])))
            return moment.astimezone(zone).isoformat(timespec="seconds")
        return moment.astimezone(self.zone).isoformat(timespec="seconds")

    # Writing.

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def record(self, folder, slug, fields, more=""):
        lines = "".join(f"{key}: {value}\n" for key, value in fields.items() if value is not None)
        identity = fields["id"]
        self.write(f"{folder}/{slug}-{identity}.yaml", lines + more)
        return f"{slug}-{identity}"

    def some(self, values, share):
        return self.pick(values) if values and self.chance(share) else None

    # The parts of a repository.

    def make(self):
        self.zone_name = self.pick(ZONES)
        self.zone = ZoneInfo(self.zone_name)
        local = datetime.datetime.fromisoformat(self.pick(MOMENTS)).replace(tzinfo=self.zone)
        self.now = local.astimezone(datetime.timezone.utc)
        self.currency = self.pick(CURRENCIES)
        self.used = [self.currency] + self.random.sample(CURRENCIES, self.pick([0, 1, 1, 2]))
        self.size = self.pick([0, 1, 1, 3, 8, 15, 25, 40])
        self.settings()
        self.pipelines = self.make_pipelines()
        self.companies = [self.company() for _ in range(self.pick([0, 2, 5, 9]))]
        self.contacts = [self.contact() for _ in range(self.pick([0, 2, 5, 9]))]
        self.products = [self.product() for _ in range(self.pick([0, 1, 3]))]
        self.deals = [self.deal() for _ in range(self.size)]
        for _ in range(self.pick([0, 2, 12]) if self.size else 0):
            self.invoice()
        self.leads = [self.lead() for _ in range(self.pick([0, 0, 3, 10]) if self.size else 0)]
        for _ in range(self.pick([0, 3, 12]) if self.size else 0):
            self.task(self.some(self.deals, 0.5))
        for _ in range(self.pick([0, 5, 40]) if self.size else 0):
            self.activity()
        self.files()
        return self.now

    def settings(self):
        owners = "".join(f"- {{id: {owner}, name: {owner.title()} Example}}\n" for owner in OWNERS)
        self.write("crm.yaml", f"format: 1\ntimezone: {self.zone_name}\ncountry: DE\ncurrency: {self.currency}\n"
                   + (f"owners:\n{owners}" if self.chance(0.3) else "") + "git: {commit: off}\n")

    def make_pipelines(self):
        made = {}
        for name in ["sales", "service", "partners"][:self.pick([1, 1, 2, 3])]:
            stages = []
            identities = ["first-contact", "meeting", "proposal", "invoice"]
            for stage in self.random.sample(identities, self.pick([1, 3, 4, 4])) if name != "sales" else identities:
                probability = self.pick([10, 30, 50, 80, 79, 100, 0, None])
                rots = self.pick([None, None, "7d", "36h", "2w", "1d"])
                stages.append({"id": stage, "probability": probability, "rots_after": rots,
                               "name": self.some([stage.title(), f"{name} {stage}"], 0.5)})
            stages.append({"id": "won", "outcome": "won"})
            stages.append({"id": "lost", "outcome": "lost"})
            if self.chance(0.7):
                stages.append({"id": "archive", "outcome": "archived"})
            lines = "".join(
                "- {" + ", ".join(f"{key}: {value}" for key, value in stage.items() if value is not None) + "}\n"
                for stage in stages)
            self.write(f"pipelines/{name}.yaml", f"name: {name.title()}\nstages:\n{lines}")
            made[name] = stages
        return made

    def company(self):
        identity = self.mint()
        name = f"Company {len(self.ids)} GmbH"
        return self.record("companies", f"company-{len(self.ids)}", {
            "id": identity, "name": name, "source": self.some(SOURCES, 0.3), "owner": self.some(OWNERS, 0.5),
            "created": self.at(self.moment())})

    def contact(self):
        identity = self.mint()
        aliases = f"[{self.mint()}]" if self.chance(0.1) else None
        return self.record("contacts", f"person-{len(self.ids)}", {
            "id": identity, "name": f"Person {len(self.ids)}", "company": self.some(self.companies, 0.5),
            "source": self.some(SOURCES, 0.3), "owner": self.some(OWNERS, 0.5), "aliases": aliases,
            "created": self.some([self.at(self.moment())], 0.9)})

    def product(self):
        identity = self.mint()
        return self.record("products", f"product-{len(self.ids)}", {
            "id": identity, "name": f"Product {len(self.ids)}", "price": "10.00", "currency": self.pick(self.used)})

    def amount(self, currency):
        if self.chance(0.12):
            return None
        if self.chance(0.06):
            return self.pick(["0", "0.00"])
        places = {"JPY": 0, "KWD": 3}.get(currency, 2)
        whole = self.pick([1, 5, 10, 100, 100, 333, self.random.randrange(1, 100000)])
        if self.chance(0.4) or places == 0:
            return str(whole)
        return f"{whole}." + "".join(self.pick("0123456789") for _ in range(places))

    def walk(self, stages, ending):
        """Stages a deal went through, in order: straight on, skipping, bouncing back, ended and reopened."""
        open_stages = [stage["id"] for stage in stages if "outcome" not in stage]
        ends = {stage["outcome"]: stage["id"] for stage in stages if "outcome" in stage}
        place = 0 if self.chance(0.85) else self.random.randrange(len(open_stages))
        way = [open_stages[place]]
        for _ in range(self.pick([0, 0, 1, 2, 3, 5])):
            place = max(0, min(len(open_stages) - 1, place + self.pick([1, 1, 1, 2, 3, -1, -2])))
            if open_stages[place] != way[-1]:
                way.append(open_stages[place])
            if self.chance(0.08):
                way.append(self.pick(list(ends.values())))
                way.append(open_stages[place])
            if self.chance(0.03):
                way.append("former-stage")
        if ending == "lost" and self.chance(0.15):
            way.append(ends["won"])
        if ending:
            if self.chance(0.05):
                way = []
            way.append(ends.get(ending, ends["lost"]))
        return way

    def deal(self):
        identity = self.mint()
        pipeline = self.pick(list(self.pipelines))
        stages = self.pipelines[pipeline]
        ending = self.pick([None, None, None, "won", "won", "won", "lost", "lost", "archived"])
        way = self.walk(stages, ending)
        end = self.moment()
        times = sorted([end] + [self.moment(before=end) for _ in way[1:]])
        if self.chance(0.5):
            times = [times[-1] - datetime.timedelta(hours=5 * (len(times) - place)) for place in range(len(times))]
        history = list(zip(times, way))
        stage = way[-1]
        outcome = next((entry.get("outcome") for entry in stages if entry["id"] == stage), None)
        if not outcome and self.chance(0.06):
            stage = self.pick(["nowhere", "first-contact", "invoice"])
        created = times[0] if self.chance(0.8) else self.moment(before=times[0])
        closed = times[-1] if outcome and self.chance(0.85) else None
        if not outcome and self.chance(0.05):
            closed = self.moment()
        if self.chance(0.07):
            history = []
        if self.chance(0.15):
            self.random.shuffle(history)
        currency = self.pick(self.used)
        fields = {
            "id": identity, "title": f"Deal {len(self.ids)}", "pipeline": pipeline, "stage": stage,
            "contact": self.some(self.contacts + ["nobody-zzzzzzzz"] * self.chance(0.1), 0.6),
            "company": self.some(self.companies, 0.5),
            "amount": self.amount(currency), "currency": currency if self.chance(0.9) else None,
            "probability": self.some([0, 5, 79, 80, 81, 100, 101, 150, -20], 0.25),
            "expected_close": self.close_date() if self.chance(0.75) else None,
            "owner": self.some(OWNERS + ["stranger"], 0.9), "source": self.some(SOURCES, 0.7),
            "campaign": self.some(CAMPAIGNS, 0.4),
            "tags": self.some(["[vip]", "[vip, web]", "[cold, vip, web]", "[web]"], 0.5),
            "lost_reason": self.some(REASONS, 0.9) if outcome == "lost" else None,
            "created": self.at(created) if self.chance(0.93) else None,
            "closed": self.at(closed) if closed else None}
        more = "".join(
            f"- {{at: {self.at(at)}, stage: {entered}" + (f", by: {self.pick(OWNERS)}" if self.chance(0.8) else "") + "}\n"
            for at, entered in history)
        items = "".join(f"- {{product: {product}, quantity: {self.pick([1, 2, 3])}, price: {self.pick([1, 5, '19.90'])}}}\n"
                        for product in self.random.sample(self.products, min(len(self.products), self.pick([0, 0, 1, 2]))))
        if not outcome and self.chance(0.85):
            fields["next_step"] = self.next_step(f"deal-{identity}", fields["owner"])
        return self.record("deals", "deal", fields, ("history:\n" + more if more else "") + ("items:\n" + items if items else ""))

    def invoice(self):
        """One that is a draft, out, partly or wholly paid, or void, with days before and after now."""
        identity = self.mint()
        currency = self.pick(self.used)
        status = self.pick(["draft", "sent", "sent", "sent", "paid", "void"])
        amount = self.pick(["100", "250", "999"]) if currency == "JPY" else self.pick(["100.00", "0.10", "1234.56"])

        def day(most):
            return (self.now.date() + datetime.timedelta(days=self.random.randrange(-140, most))).isoformat()
        parts = {"paid": [amount], "sent": self.pick([[], [], ["0.05" if amount == "0.10" else "50"], ["20", "30", "-20"]])}.get(status, [])
        payments = "".join(f"- {{at: {day(2)}, amount: {part}}}\n" for part in parts if currency != "JPY" or "." not in part)
        return self.record(f"invoices/{self.now:%Y-%m}", "inv", {
            "id": identity, "number": f"INV-2026-{len(self.ids):04d}", "status": status,
            "deal": self.some(self.deals, 0.4), "company": self.some(self.companies, 0.6),
            "contact": self.some(self.contacts, 0.5), "amount": amount, "currency": currency,
            "issued": self.some([day(2)], 0.9), "due": self.some([day(60)], 0.95), "owner": self.some(OWNERS, 0.4),
            "tags": self.some(["[vip]", "[vip, web]"], 0.4)}, "payments:\n" + payments if payments else "")

    def close_date(self):
        today = self.now.astimezone(self.zone).date()
        return self.pick([
            today, today - datetime.timedelta(days=1), today + datetime.timedelta(days=1), datetime.date(2026, 12, 28),
            datetime.date(2027, 1, 3), datetime.date(2027, 1, 1), datetime.date(2026, 12, 31),
            today + datetime.timedelta(days=self.random.randrange(-90, 150))]).isoformat()

    def next_step(self, deal, owner):
        if self.chance(0.05):
            return "gone-zzzzzzzz"
        if self.chance(0.05):
            return self.task(None)
        return self.task(deal, status="done" if self.chance(0.05) else None, owner=owner)

    def due(self):
        today = self.now.astimezone(self.zone).date()
        draw = self.random.random()
        if draw < 0.3:
            return (today + datetime.timedelta(days=self.pick([-40, -2, -1, 0, 0, 1, 9]))).isoformat()
        if draw < 0.6:
            return self.at(self.moment())
        return self.at(self.now + datetime.timedelta(seconds=self.random.randrange(-86400 * 20, 86400 * 20)))

    def task(self, deal, status=None, owner=None):
        identity = self.mint()
        state = status or self.pick(["open", "open", None, "done", "done", "cancelled"] if not deal else ["open", None, "done"])
        closed = self.moment() if state in ("done", "cancelled") and self.chance(0.9) else None
        due = self.due()
        if closed and self.chance(0.5):
            day = closed.astimezone(self.zone).date()
            due = self.pick([day.isoformat(), (day - datetime.timedelta(days=1)).isoformat(), self.at(closed)])
        today = self.now.astimezone(self.zone).date()
        wait = (today + datetime.timedelta(days=self.pick([-3, 0, 4]))).isoformat() if self.chance(0.1) else None
        return self.record("tasks/2026-11", "task", {
            "id": identity, "title": f"Task {len(self.ids)}", "type": self.some(["call", "email", "todo", "visit"], 0.9),
            "status": state, "due": due, "wait": wait, "deal": deal, "contact": self.some(self.contacts, 0.3),
            "owner": owner or self.some(OWNERS + ["stranger"], 0.8), "closed": self.at(closed) if closed else None,
            "created": self.at(self.moment()) if self.chance(0.9) else None})

    def activity(self):
        identity = self.mint()
        kind = self.pick(ACTIVITIES)
        call = kind == "call"
        return self.record("activities/2026-11", "activity", {
            "id": identity, "type": kind, "at": self.at(self.moment()), "text": "Words.",
            "contact": self.some(self.contacts, 0.5), "company": self.some(self.companies, 0.2),
            "deal": self.some(self.deals, 0.4), "lead": self.some(self.leads, 0.2), "owner": self.some(OWNERS + ["stranger"], 0.9),
            "direction": self.some(["in", "out"], 0.7), "number": '"+4930123456"' if call and self.chance(0.3) else None,
            "duration": self.pick(DURATIONS) if call else None, "result": self.pick(RESULTS) if call else None,
            "campaign": self.some(CAMPAIGNS, 0.6) if kind in ("email", "message") else None,
            "nps": self.pick([0, 3, 6, 7, 8, 9, 10, 10, self.random.randrange(11)]) if self.chance(0.3) else None})

    def lead(self):
        identity = self.mint()
        status = self.pick(["new", "working", "qualified", "qualified", "rejected", None])
        deal = self.some(self.deals, 0.8) if status == "qualified" else None
        return self.record("leads", "lead", {
            "id": identity, "title": f"Lead {len(self.ids)}", "name": "Somebody", "source": self.some(SOURCES, 0.8),
            "campaign": self.some(CAMPAIGNS, 0.5), "status": status, "owner": self.some(OWNERS, 0.8), "deal": deal,
            "contact": self.some(self.contacts, 0.2) if deal else None,
            "created": self.at(self.moment()) if self.chance(0.92) else None})

    def files(self):
        if len(self.used) > 1 or self.chance(0.5):
            lines, seen = "", set()
            for currency in sorted(set(self.used)):
                if currency == self.currency or self.chance(0.25):
                    continue
                for _ in range(self.pick([1, 2, 3])):
                    date = self.moment().date().isoformat() if self.chance(0.6) else "2024-01-01"
                    pair = self.pick([(currency, self.currency), (self.currency, currency)])
                    if (date, pair) in seen:
                        continue
                    seen.add((date, pair))
                    lines += f"- {{date: {date}, from: {pair[0]}, to: {pair[1]}, rate: {self.pick(['0.92', '1.5', '90', '0.0125', '3'])}}}\n"
            if lines:
                self.write("rates.yaml", "rates:\n" + lines if self.chance(0.5) else lines)
        if self.chance(0.6):
            lines, seen = "", set()
            for _ in range(self.pick([1, 3, 6])):
                campaign = self.some(CAMPAIGNS, 0.6)
                source, month = self.pick(SOURCES + ["radio"]), self.pick(["2026-10", "2026-11", "2026-12", "2026-03"])
                if (source, campaign, month) in seen:
                    continue
                seen.add((source, campaign, month))
                currency = self.pick(self.used)
                cost = self.pick(["0", "1000", "33" if currency == "JPY" else "33.30"])
                lines += (f"- {{source: {source}, " + (f"campaign: {campaign}, " if campaign else "")
                          + f"month: {month}, "
                          + self.pick([f"cost: {cost}, ", f"cost: {cost}, plan: 700, ", "plan: 55, "])
                          + f"currency: {currency}}}\n")
            self.write("sources.yaml", lines)
        for month in ["2026-10", "2026-11", "2026-12", "2027-01", "2026-03"]:
            if self.chance(0.4):
                lines = ""
                for owner in self.random.sample(OWNERS, self.pick([1, 2, 3])):
                    goals = []
                    if self.chance(0.8):
                        goals.append(f"won: {self.pick([0, 1, 2, 4])}")
                    if self.chance(0.8) or not goals:
                        goals.append(f"revenue: {self.pick(['10000', '500', '0'])}, currency: {self.pick(self.used)}")
                    lines += f"- {{owner: {owner}, {', '.join(goals)}}}\n"
                self.write(f"plans/{month}.yaml", lines)
