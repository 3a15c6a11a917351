#!/usr/bin/env python3
"""Writes a crm repository of made-up records, the same bytes for the same number of records.

    bench/generate.py RECORDS FOLDER

RECORDS counts all kinds together, in the mix of repositories that are worked with: of a thousand records 600 are
activities, 200 tasks, 120 contacts, 30 companies, 30 deals, 10 leads, 5 products and 5 invoices. Every open deal has
its next step, as `crm check` wants it; most other tasks are done.
There is no git in it. FOLDER must not hold records yet.
"""
import datetime
import json
import os
import random
import sys
import time
import unicodedata

LETTERS = "abcdefghjkmnpqrstvwxyz"
ALPHABET = "0123456789" + LETTERS
GIVEN = """Ada Alice Anton Beata Boris Carla Chiara David Dmitri Elif Emma Farid Felix Greta Hanna Hugo Ida Ines Jakub
Jonas Karin Katya Lea Luis Mara Marta Mia Nils Noah Olga Oscar Pavel Petra Quentin Rosa Rui Sven Tara Uwe Zoë""".split()
FAMILY = """Albrecht Andersen Bauer Bianchi Brandt Castro Čapek Díaz Dubois Duarte Eriksen Fischer Fontaine García Gruber
Hansen Horvat Ibsen Jansen Jensen Keller Kim Klein Kowalczyk Kowalski Lang Larsen Lindqvist Mäkinen Meyer Moreau Müller
Navarro Nguyen Nielsen Novák Oliveira Orlova Pereira Petit Popescu Quist Ricci Rossi Sato Schmidt Schneider Silva Smith
Sørensen Szabó Takács Tanaka Tóth Urban Vogel Wagner Weber Winter Wolf Wójcik Yılmaz Zeller Zieliński""".split()
CYRILLIC_GIVEN = "Антон Борис Виктор Глеб Егор Иван Кирилл Лев Максим Никита Олег Павел Роман Семён Тимур Фёдор Юрий".split()
PATRONYMIC = """Андреевич Борисович Викторович Дмитриевич Иванович Кириллович Львович Максимович Олегович Павлович
Романович Сергеевич Тимурович Фёдорович Юрьевич""".split()
CYRILLIC_FAMILY = """Агапов Белов Быков Волков Громов Дёмин Ёлкин Жуков Зайцев Иванов Климов Козлов Лебедев Мельников
Новиков Орлов Петров Пономарёв Рябов Сидоров Соколов Титов Ушаков Филатов Хохлов Цветков Чернов Шмелёв Щербаков
Юдин Яковлев""".split()
BRAND = """Alder Amber Arctic Atlas Beacon Birch Cobalt Copper Coral Delta Ember Falcon Fjord Granite Harbour Heron
Indigo Ivory Juniper Kestrel Lumen Maple Meridian Nimbus Nova Onyx Orbit Pelican Polar Quartz Raven Ridge Saffron
Sable Tidal Umber Vega Willow Zenith Вектор Горизонт Маяк Север""".split()
TRADE = """Bakery Brewery Clinic Dairy Energy Foundry Gallery Hotels Laundry Logistics Media Nursery Optics Paper
Printing Sawmill Software Studio Tannery Textiles Tools Travel Winery""".split()
FORM = ["GmbH", "AG", "Ltd", "Inc.", "s.r.o.", "SARL"]
PLACES = [
    ("Berlin", "DE", "+4930", 8), ("Hamburg", "DE", "+4940", 8), ("München", "DE", "+4989", 8), ("Wien", "AT", "+431", 8),
    ("Praha", "CZ", "+4202", 8), ("Lisboa", "PT", "+35121", 7), ("Paris", "FR", "+331", 8), ("Москва", "RU", "+7495", 7),
    ("New York", "US", "+1212", 7)]
SUBJECT = """Website Logo Shop Intranet Brochure Audit Workshop Newsletter Prototype Campaign Translation Photos
Dashboard Packaging""".split()
CALLS = ["Call", "Call back", "Send the offer to", "Write to", "Meet", "Remind"]
SENTENCES = """Prefers to be called before noon.|Met at the expo in spring.|Wants an offer in two variants.
Pays after thirty days, never sooner.|Просил перезвонить после обеда.|Likes short letters.|Decides together with her partner.
Has worked with a competitor so far.|Ждёт договор до конца месяца.|Asked for references from the region.
Budget is approved for next year.|Möchte die Rechnung als PDF.""".replace("\n", "|").split("|")
TALK = ["Talked about the offer.", "No answer.", "Обсудили сроки.", "Sent the price list.", "Agreed on a date.",
        "Wants a discount; asked the boss."]
SOURCES = ["site-form", "expo", "referral", "ads"]
OWNERS = ["mara", "jonas", "gleb"]
TAGS = ["[vip]", "[cold]", "[partner]", "[vip, expo-2026]", "[newsletter, partner]", "[expo-2026]"]
STAGES = ["first-contact", "meeting", "proposal", "invoice"]
REASONS = ["price", "competitor", "no-budget", "no-answer"]
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
lost_reasons: [price, competitor, no-budget, no-answer]
"""
FIRST_DAY = datetime.date(2025, 6, 1)
# The day before the clock that the measurements set; nothing was made later.
LAST = (datetime.date(2026, 11, 22) - FIRST_DAY).days
DAYS = [FIRST_DAY + datetime.timedelta(days=number) for number in range(LAST + 120)]
DATES = [day.isoformat() for day in DAYS]
OFFSETS = ["+02:00" if 4 <= day.month <= 10 else "+01:00" for day in DAYS]
CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", (
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya").split(" ")))


def slug(text):
    """The ASCII beginning of a file's name."""
    latin = "".join(CYRILLIC.get(letter, letter) for letter in text.lower().replace("ø", "o").replace("ı", "i"))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


class Dice:
    """Choices from `random.random` alone, which is the only part of `random` that no version of Python changes."""

    def __init__(self, seed):
        self.roll = random.Random(seed).random

    def below(self, limit):
        return int(self.roll() * limit)

    def pick(self, values):
        return values[int(self.roll() * len(values))]

    def chance(self, percent):
        return self.roll() * 100 < percent

    def person(self):
        """Most have a middle name, so that namesakes are as rare as they are in life."""
        if self.chance(30):
            middle = self.pick(PATRONYMIC) + " " if self.chance(80) else ""
            return f"{self.pick(CYRILLIC_GIVEN)} {middle}{self.pick(CYRILLIC_FAMILY)}"
        middle = self.pick(GIVEN) + " " if self.chance(80) else ""
        return f"{self.pick(GIVEN)} {middle}{self.pick(FAMILY)}"

    def company(self):
        return f"{self.pick(BRAND)} {self.pick(TRADE)} {self.pick(FORM)}"

    def phone(self, place):
        return place[2] + str(2 + self.below(8)) + str(self.below(10 ** (place[3] - 1))).zfill(place[3] - 1)

    def notes(self):
        return [self.pick(SENTENCES) for _ in range(1 + self.below(3))]

    def moment(self, day):
        return f"{DATES[day]}T{9 + self.below(9):02}:{self.below(60):02}:00{OFFSETS[day]}"


class Writer:
    def __init__(self, folder, seed):
        self.folder = str(folder)
        self.dice = Dice(seed)
        self.taken = set()
        self.slugs = {}
        self.folders = {}
        # Old times, so that git's index and crm's can trust them from the first look on.
        yesterday = (int(time.time()) - 86400) * 10**9
        self.times = (yesterday, yesterday)

    def id(self):
        while True:
            text = self.dice.pick(LETTERS)
            number = self.dice.below(32**7)
            for _ in range(7):
                number, digit = divmod(number, 32)
                text += ALPHABET[digit]
            if text not in self.taken:
                self.taken.add(text)
                return text

    def stem(self, name, id):
        known = self.slugs.get(name)
        if known is None:
            known = self.slugs[name] = slug(name)
        return f"{known}-{id}"

    def write(self, folder, name, text):
        descriptor = self.folders.get(folder)
        if descriptor is None:
            path = os.path.join(self.folder, folder)
            os.makedirs(path, exist_ok=True)
            descriptor = self.folders[folder] = os.open(path, os.O_RDONLY)
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=descriptor)
        os.write(file, text.encode())
        os.utime(file, ns=self.times)
        os.close(file)

    def record(self, folder, stem, lines, notes=()):
        if notes:
            lines.append("notes: |")
            lines += ["  " + line for line in notes]
        lines.append("")
        self.write(folder, stem + ".yaml", "\n".join(lines))

    def close(self):
        for descriptor in self.folders.values():
            os.close(descriptor)


def write_company(out):
    dice, id, name, place = out.dice, out.id(), out.dice.company(), out.dice.pick(PLACES)
    stem = out.stem(name, id)
    lines = [
        f"id: {id}", f"name: {name}", f"emails: [office@{id}.example]", f'phones: ["{dice.phone(place)}"]',
        f"links: [https://{id}.example]", f"city: {place[0]}", f"country: {place[1]}",
        f"industry: {name.split()[1]}", f"employees: {1 + dice.below(900)}", f"source: {dice.pick(SOURCES)}",
        f"owner: {dice.pick(OWNERS)}", f"created: {dice.moment(dice.below(LAST))}"]
    out.record("companies", stem, lines, dice.notes() if dice.chance(20) else ())
    return stem, name


def write_contact(out, number, companies):
    dice, id, name, place = out.dice, out.id(), out.dice.person(), out.dice.pick(PLACES)
    stem = out.stem(name, id)
    email = stem[:-9].replace("-", ".") + f"{number}@mail.example"
    lines = [f"id: {id}", f"name: {name}"]
    if dice.chance(80):
        lines.append(f"company: {dice.pick(companies)[0]}")
    lines += [
        f"emails: [{email}]", f'phones: ["{dice.phone(place)}"]', f"city: {place[0]}", f"country: {place[1]}",
        f"source: {dice.pick(SOURCES)}", f"owner: {dice.pick(OWNERS)}"]
    if dice.chance(60):
        lines.append(f"tags: {dice.pick(TAGS)}")
    lines.append(f"created: {dice.moment(dice.below(LAST))}")
    out.record("contacts", stem, lines, dice.notes() if dice.chance(50) else ())
    return stem, name, email


def write_lead(out):
    dice, id, name = out.dice, out.id(), out.dice.person()
    title = f"{dice.pick(SUBJECT)} for {dice.company()}"
    lines = [
        f"id: {id}", f"title: {title}", f"name: {name}", f"emails: [{slug(name).replace('-', '.')}@{id}.example]",
        f"source: {dice.pick(SOURCES)}", f"amount: {1 + dice.below(300)}00.00", "currency: EUR",
        f"status: {dice.pick(['new', 'working'])}", f"owner: {dice.pick(OWNERS)}",
        f"created: {dice.moment(dice.below(LAST))}"]
    out.record("leads", out.stem(title, id), lines, dice.notes() if dice.chance(30) else ())


def write_product(out, number):
    dice, id, name = out.dice, out.id(), f"{out.dice.pick(BRAND)} {out.dice.pick(SUBJECT)}"
    stem = out.stem(name, id)
    out.record("products", stem, [
        f"id: {id}", f"name: {name}", f"sku: SKU-{number:05}", f"category: {dice.pick(TRADE)}", "unit: piece",
        f"price: {1 + dice.below(900)}.50", "currency: EUR", f"created: {dice.moment(dice.below(LAST))}"])
    return stem


def write_task(out, title, day, is_open, links):
    """Filed by the month in which it was made, as all tasks are."""
    dice, id, made = out.dice, out.id(), out.dice.moment(day)
    stem = out.stem(title, id)
    due = LAST - 5 + dice.below(70) if is_open else min(LAST, day + 1 + dice.below(20))
    lines = [
        f"id: {id}", f"title: {title}", f"type: {dice.pick(['call', 'email', 'meeting', 'todo'])}",
        f"status: {'open' if is_open else 'done'}", f"due: {dice.moment(due)}", *links, f"owner: {dice.pick(OWNERS)}"]
    if not is_open:
        lines += ["result: Done as agreed", f"closed: {dice.moment(due)}"]
    lines.append(f"created: {made}")
    out.record("tasks/" + DATES[day][:7], stem, lines)
    return stem


def write_deal(out, contact, companies):
    """A deal and its task: the next step of an open one, a task long done of a closed one. Gives what refers to it."""
    dice, id, company = out.dice, out.id(), out.dice.pick(companies)
    owner, title = dice.pick(OWNERS), f"{dice.pick(SUBJECT)} for {company[1]}"
    stem, day, steps = out.stem(title, id), dice.below(LAST - 40), 1 + dice.below(len(STAGES))
    made, outcome = dice.moment(day), dice.pick(["won", "lost"]) if dice.chance(45) else None
    amount = f"{1 + dice.below(900)}00.00"
    path, days = STAGES[:steps] + ([outcome] if outcome else []), [day]
    history = [f"- {{at: {made}, stage: {path[0]}, by: {owner}}}"]
    for stage in path[1:]:
        days.append(days[-1] + 1 + dice.below(8))
        history.append(f"- {{at: {dice.moment(days[-1])}, stage: {stage}, by: {owner}}}")
    task = write_task(
        out, f"{dice.pick(CALLS)} {contact[1]}", days[-1] if outcome is None else day, outcome is None,
        [f"deal: {stem}", f"contact: {contact[0]}"])
    lines = [
        f"id: {id}", f"title: {title}", "pipeline: sales", f"stage: {path[-1]}", f"contact: {contact[0]}",
        f"company: {company[0]}", f"amount: {amount}", "currency: EUR", f"owner: {owner}",
        f"source: {dice.pick(SOURCES)}"]
    if outcome is None:
        lines += [f"expected_close: {DATES[LAST + dice.below(100)]}", f"next_step: {task}"]
    if outcome == "lost":
        lines.append(f"lost_reason: {dice.pick(REASONS)}")
    lines.append(f"created: {made}")
    if outcome:
        lines.append("closed: " + history[-1][7:32])
    lines += ["history:", *history]
    if dice.chance(40):
        lines.append(f"tags: {dice.pick(TAGS)}")
    out.record("deals", stem, lines, dice.notes() if dice.chance(40) else ())
    return {"ref": stem, "contact": contact[0], "company": company[0], "amount": amount,
            "won": days[-1] if outcome == "won" else None}


def write_invoice(out, number, deal, product):
    """What a deal that was won is paid for, half a month after it; the last ones still wait for their payment."""
    dice, id, day = out.dice, out.id(), deal["won"]
    due, name = min(day + 14, len(DAYS) - 1), f"INV-{DATES[day][:4]}-{number:05}"
    is_paid = due < LAST - 20
    lines = [
        f"id: {id}", f"number: {name}", f"deal: {deal['ref']}", f"company: {deal['company']}",
        f"contact: {deal['contact']}", "items:", f"- {{product: {product}, quantity: 1, price: {deal['amount']}}}",
        f"amount: {deal['amount']}", "currency: EUR", f"issued: {DATES[day]}", f"due: {DATES[due]}",
        f"status: {'paid' if is_paid else 'sent'}"]
    if is_paid:
        lines += ["payments:", f"- {{at: {DATES[due - dice.below(9)]}, amount: {deal['amount']}}}"]
    lines += [f"owner: {dice.pick(OWNERS)}", f"created: {dice.moment(day)}"]
    out.record("invoices/" + DATES[day][:7], out.stem(name, id), lines)


def write_activity(out, contact, deal):
    dice, id, day = out.dice, out.id(), out.dice.below(LAST)
    type, at = dice.pick(["call", "email", "meeting", "message", "note"]), dice.moment(day)
    lines = [f"id: {id}", f"type: {type}", f"at: {at}", f"text: {dice.pick(TALK)}", f"contact: {contact}"]
    if deal:
        lines.append(f"deal: {deal}")
    lines.append(f"owner: {dice.pick(OWNERS)}")
    if type == "call":
        lines += [f"direction: {dice.pick(['in', 'out'])}", f"duration: {1 + dice.below(40)}m", "result: answered"]
    lines.append(f"created: {at}")
    out.record("activities/" + DATES[day][:7], f"{type}-{id}", lines)


def write_settings(folder):
    """A repository without records."""
    os.makedirs(os.path.join(folder, "pipelines"), exist_ok=True)
    for name, text in [("crm.yaml", CRM), ("pipelines/sales.yaml", PIPELINE), (".gitignore", ".crm/\n")]:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def generate(records, folder):
    """Writes the repository; returns one contact in the middle of it: reference, email and path."""
    write_settings(folder)
    out = Writer(folder, records)
    dice = out.dice
    companies = [write_company(out) for _ in range(records * 3 // 100)]
    contacts = [write_contact(out, number, companies) for number in range(records * 12 // 100)]
    for _ in range(records // 100):
        write_lead(out)
    products = [write_product(out, number) for number in range(records // 200)]
    deals = [write_deal(out, dice.pick(contacts), companies) for _ in range(records * 3 // 100)]
    won = sorted((deal for deal in deals if deal["won"] is not None), key=lambda deal: deal["won"])
    # At an even distance among the deals that were won, so that numbers grow with the days.
    invoices = min(records // 200, len(won))
    for number in range(invoices):
        write_invoice(out, number + 1, won[number * len(won) // invoices], dice.pick(products))
    for _ in range(records * 20 // 100 - len(deals)):
        stem, name, _ = dice.pick(contacts)
        is_open, links = dice.chance(15), [f"contact: {stem}"]
        if not is_open and dice.chance(40):
            links = [f"deal: {dice.pick(deals)['ref']}", *links]
        write_task(out, f"{dice.pick(CALLS)} {name}", dice.below(LAST), is_open, links)
    while len(out.taken) < records:
        deal = dice.pick(deals) if dice.chance(40) else None
        stem = deal["contact"] if deal else dice.pick(contacts)[0]
        write_activity(out, stem, deal["ref"] if deal else None)
    out.close()
    stem, _, email = contacts[len(contacts) // 2]
    return {"ref": stem, "email": email, "path": f"contacts/{stem}.yaml"}


def write_rows(rows, path):
    """A CSV of contacts to import: no company, so that every row becomes one file."""
    dice = Dice(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("Name,Email,Phone,City,Country,Source,Tags,Notes\r\n")
        for number in range(rows):
            name, place = dice.person(), dice.pick(PLACES)
            file.write(
                f'{name},{slug(name).replace("-", ".")}.{number}@new.example,{dice.phone(place)},{place[0]},{place[1]},'
                f'{dice.pick(SOURCES)},"vip, expo-2026","{" ".join(dice.notes())}"\r\n')


def write_operations(files, path):
    """Operations for `crm apply` that make so many files, in sixes: a person, a deal with its step, a call, a move."""
    dice = Dice(files)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(files // 6):
            name, who, deal = dice.person(), f"c{number}", f"d{number}"
            for operation in [
                {"op": "add_contact", "as": who, "name": f"{name} {number}",
                 "email": f'{slug(name).replace("-", ".")}.{number}@new.example'},
                {"op": "add_deal", "as": deal, "title": f"Website {number}", "contact": f"${who}",
                 "amount": str(100 + number), "next_step": "Call", "next_due": "+2d"},
                {"op": "log", "about": f"${deal}", "type": "call", "text": " ".join(dice.notes())},
                {"op": "move", "id": f"${deal}", "stage": "proposal", "next_step": "Send the offer",
                 "next_due": "+3d"},
                {"op": "update", "id": f"${who}", "set": {"city": dice.pick(PLACES)[0]}},
            ]:
                file.write(json.dumps(operation, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    generate(int(sys.argv[1]), sys.argv[2])
