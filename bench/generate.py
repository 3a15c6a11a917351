#!/usr/bin/env python3
"""Writes a crm repository of made-up records, the same bytes for the same numbers.

    bench/generate.py CONTACTS FOLDER

For every five contacts one company, for every four one open deal with its next step, for every two one activity.
There is no git in it, so that what is measured is the program and not git.
"""
import pathlib
import random
import sys

LETTERS = "abcdefghjkmnpqrstvwxyz"
ALPHABET = "0123456789" + LETTERS
GIVEN = "Ada Boris Chiara Dmitri Elif Farid Greta Hugo Ines Jakub Katya Luis Marta Nils Olga Pavel Rosa Sven Tara Uwe".split()
FAMILY = "Albrecht Bianchi Castro Duarte Eriksen Fischer Gruber Horvat Ibsen Jansen Klein Larsen Moreau Novak Orlova".split()
TRADE = "Bakery Brewery Clinic Dairy Foundry Gallery Laundry Nursery Printer Sawmill Tannery Winery".split()
STAGES = ["first-contact", "meeting", "proposal", "invoice"]
CRM = """format: 1
timezone: Europe/Berlin
country: DE
currency: EUR
git: {commit: off}
"""
PIPELINE = """name: Sales
stages:
- {id: first-contact, probability: 10}
- {id: meeting, probability: 30}
- {id: proposal, probability: 50}
- {id: invoice, probability: 80}
- {id: won, outcome: won}
- {id: lost, outcome: lost, require: [lost_reason]}
"""


class Writer:
    def __init__(self, folder, seed):
        self.folder = pathlib.Path(folder)
        self.random = random.Random(seed)
        self.taken = set()

    def id(self):
        while True:
            text = self.random.choice(LETTERS) + "".join(self.random.choices(ALPHABET, k=7))
            if text not in self.taken:
                self.taken.add(text)
                return text

    def write(self, folder, stem, lines):
        path = self.folder / folder / (stem + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def moment(self):
        r = self.random
        return f"2026-{r.randint(1, 10):02}-{r.randint(1, 28):02}T{r.randint(9, 17):02}:{r.randint(0, 59):02}:00+02:00"


def generate(contacts, folder):
    out = Writer(folder, contacts)
    r = out.random
    out.folder.mkdir(parents=True, exist_ok=True)
    (out.folder / "crm.yaml").write_text(CRM)
    (out.folder / "pipelines").mkdir(exist_ok=True)
    (out.folder / "pipelines" / "sales.yaml").write_text(PIPELINE)
    companies = []
    for number in range(max(1, contacts // 5)):
        id, trade = out.id(), r.choice(TRADE)
        companies.append(f"{trade.lower()}-{number}-{id}")
        out.write("companies", companies[-1], [
            f"id: {id}", f"name: {trade} {number}", f"emails: [office@c{number}.example]", "city: Berlin",
            "country: DE", f"employees: {r.randint(1, 500)}", f"created: {out.moment()}"])
    for number in range(contacts):
        id, given, family = out.id(), r.choice(GIVEN), r.choice(FAMILY)
        stem, company = f"{given}-{family}-{id}".lower(), r.choice(companies)
        out.write("contacts", stem, [
            f"id: {id}", f"name: {given} {family}", f"company: {company}", f"emails: [p{number}@mail.example]",
            f'phones: ["+4930{r.randint(10**6, 10**7 - 1)}"]', f"source: {r.choice(['site', 'expo', 'referral'])}",
            f"owner: {r.choice(['mara', 'jonas'])}", f"tags: [{r.choice(['vip', 'cold', 'partner'])}]",
            f"created: {out.moment()}", "notes: |", f"  Met on day {number}.", "  Likes short letters."])
        if number % 2 == 0:
            activity = out.id()
            out.write("activities/2026-10", f"call-{activity}", [
                f"id: {activity}", "type: call", f"at: {out.moment()}", "text: Talked about the offer.",
                f"contact: {stem}", "owner: mara", "direction: out", "result: answered"])
        if number % 4 == 0:
            deal, task, made, stage = out.id(), out.id(), out.moment(), r.choice(STAGES)
            title, due = f"Order {number}", f"2026-12-{r.randint(1, 28):02}T11:00:00+01:00"
            out.write("deals", f"order-{number}-{deal}", [
                f"id: {deal}", f"title: {title}", "pipeline: sales", f"stage: {stage}", f"contact: {stem}",
                f"company: {company}", f"amount: {r.randint(1, 500) * 100}.00", "currency: EUR", "owner: mara",
                f"next_step: call-{task}", f"created: {made}", "history:",
                f"- {{at: {made}, stage: {stage}, by: mara}}"])
            out.write("tasks/2026-10", f"call-{task}", [
                f"id: {task}", f"title: Call about {title}", "type: call", "status: open", f"due: {due}",
                f"deal: order-{number}-{deal}", f"contact: {stem}", "owner: mara", f"created: {made}"])
    return out


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    generate(int(sys.argv[1]), sys.argv[2])
