"""A made-up firm with its clients and invoices, and the lines of its bank, of each of which it is known what is to become of it."""

import dataclasses
import datetime
import random

from rule import PLACES
from shop import Quoted
from statements import amount, latin

FIRST = datetime.date(2026, 11, 2)
# Weights. The first five are certain: the number, the currency and the sum are right.
KINDS = [("exact", 26), ("broken", 22), ("part", 7), ("several", 6), ("reference", 4),
         ("over", 4), ("double", 3), ("twice", 3), ("void", 3), ("currency", 3), ("known payer", 5), ("name", 7), ("twins", 3),
         ("two alike", 3), ("last month", 3), ("no such number", 2), ("other payer", 2), ("wrong number", 2), ("contract", 4), ("longer number", 3), ("supplier", 3), ("refund", 2),
         ("returned", 3), ("wrong sum", 3), ("stranger", 3)]
CERTAIN = {"exact", "broken", "part", "several", "reference"}
LATIN_NAMES = """Müller Köhler Bäcker Grünwald Łódź Čapek Groß Weiß Schröder Jäger Lindqvist Søndergaard Nordwind Hafen Weber Brandt Kästner
Löwe Vogel Sommer Fröhlich König Ackermann Brückner""".split()
TRADES = "Bau Logistik Optik Textil Druck Medien Solar Metall Reisen Verlag Möbel Pharma Handel Software".split()
CYRILLIC_NAMES = """Вектор Горизонт Маяк Север Щит Юность Яхонт Чайка Хлебников Цветков Жёлтый Ёлкин Южный Шишкин Быстров Зарянка
Кызылжар Алатау Сарыарка Фёдоров""".split()
CYRILLIC_TRADES = "Строй Логистика Оптика Текстиль Печать Медиа Энерго Металл Мебель Фарма Торг Софт".split()
NOTHING = ["Abschlag laut Absprache", "Danke", "Zahlung", "laut Vereinbarung", "Restbetrag", "Vielen Dank!"]
RUSSIAN_NOTHING = ["Оплата по счёту", "За услуги. НДС не облагается", "Оплата по договору", "Перечисление средств"]


@dataclasses.dataclass
class Invoice:
    ref: str
    number: str
    company: int
    currency: str
    cents: int
    status: str = "sent"
    paid: int = 0


@dataclasses.dataclass
class Entry:
    kind: str
    entry: dict
    account: int
    # What is to be booked, by invoice; for a pair of equal lines either may be the one.
    booked: dict = dataclasses.field(default_factory=dict)
    may: dict = dataclasses.field(default_factory=dict)
    right: str = None
    pair: int = None


def iban(dice, country="DE"):
    bban = "".join(str(dice.randrange(10)) for _ in range(18))
    value = int(bban + "".join(str(ord(letter) - 55) for letter in country) + "00")
    return f"{country}{98 - value % 97:02d}{bban}"


def russian_account(dice):
    return "40702810" + "".join(str(dice.randrange(10)) for _ in range(12))


def russian_tax_id(dice):
    digits = [dice.randrange(1, 10)] + [dice.randrange(10) for _ in range(8)]
    check = sum(weight * digit for weight, digit in zip((2, 4, 10, 3, 5, 9, 4, 6, 8), digits)) % 11 % 10
    return "".join(map(str, digits)) + str(check)


class World:
    def __init__(self, seed, lines, currencies=("EUR",), russian=False, cyrillic=False, references=False, prefix="INV", sums=False):
        self.dice, self.seed = random.Random(f"bank {seed}"), seed
        self.russian, self.cyrillic, self.references, self.prefix = russian, cyrillic or russian, references, prefix
        self.currencies = currencies
        self.companies, self.invoices, self.lines = [], [], []
        self.used, self.serial, self.pairs = set(), 0, 0
        self.own = {"name": "ООО «Своя фирма»" if russian else "Studio Mara GmbH", "tax_id": russian_tax_id(self.dice)}
        self.accounts = [{"iban": russian_account(self.dice) if russian else iban(self.dice), "currency": each, "number": 7 + n,
                          "opening": self.dice.randrange(-50_000, 5_000_000), "day": FIRST, "entries": []} for n, each in enumerate(currencies)]
        for _ in range(max(20, lines // 6)):
            self.company()
        names, weights = zip(*[(name, weight) for name, weight in KINDS if self.has(name)])
        while len(self.lines) < lines:
            getattr(self, self.dice.choices(names, weights)[0].replace(" ", "_"))()
        # Invoices that nobody pays, so that a guess has many ways to be wrong.
        for _ in range(lines):
            self.invoice()
        self.dice.shuffle(self.invoices)
        self.settle()

    def has(self, kind):
        return not (kind == "reference" and not self.references or kind == "currency" and len(self.currencies) < 2)

    # ---- the firm's own records

    def company(self):
        dice = self.dice
        while True:
            if self.cyrillic:
                plain = dice.choice(CYRILLIC_NAMES) + dice.choice(["", "-", " "]) + dice.choice(CYRILLIC_TRADES) + dice.choice(["", " Плюс", " Юг", " 2000", " и К"])
                name = f"ООО «{plain}»" if self.russian else f"{plain} ТОО"
            else:
                plain = f"{dice.choice(LATIN_NAMES)} {dice.choice(LATIN_NAMES)} {dice.choice(TRADES)}"
                name = f"{plain} {dice.choice(['GmbH', 'GmbH & Co. KG', 'AG', 'e.K.', 'UG'])}"
            if name not in self.used:
                break
        self.used.add(name)
        account = russian_account(dice) if self.russian else iban(dice)
        self.companies.append({
            "name": name, "plain": plain, "tax_id": russian_tax_id(dice) if self.cyrillic else f"DE{dice.randrange(10**8, 10**9)}",
            "account": account, "known": dice.random() < 0.5})
        return len(self.companies) - 1

    def fresh(self):
        """A sum that no other invoice has."""
        while True:
            cents = self.dice.choice([self.dice.randrange(5_000, 99_999), self.dice.randrange(100_000, 4_999_999), self.dice.randrange(50, 9_000) * 100])
            if cents not in self.used:
                self.used.add(cents)
                return cents

    def invoice(self, company=None, currency=None, cents=None, status="sent", paid=0):
        self.serial += 1
        year = 2026 if self.dice.random() < 0.9 else 2025
        made = Invoice(f"@{self.serial}", f"{self.prefix}-{year}-{self.serial:04d}", self.dice.randrange(len(self.companies)) if company is None else company,
                       currency or self.dice.choice(self.currencies), cents or self.fresh(), status, paid)
        self.invoices.append(made)
        return made

    def records(self, shop):
        """Writes all into a repository; from then on `ref` is what crm calls an invoice."""
        refs = []
        for n, company in enumerate(self.companies):
            fields = {"name": company["name"], "tax_id": Quoted(company["tax_id"]) if company["known"] else None,
                      "created": "2026-01-10T10:00:00+01:00"}
            refs.append(shop.record("companies", f"company-{n}", fields, {"accounts": [company["account"]]} if company["known"] and not self.russian else None))
        names = {}
        for each in self.invoices:
            number = "".join(letter for letter in latin(each.number).lower() if letter.isalnum() or letter == "-")
            fields = {"number": each.number, "company": refs[each.company], "amount": amount(each.cents, each.currency), "currency": each.currency,
                      "issued": "2026-10-20", "due": "2026-11-10", "status": each.status,
                      "void_reason": "A mistake" if each.status == "void" else None, "created": "2026-10-20T10:00:00+02:00"}
            lists = {"payments": [{"at": "2026-10-28", "amount": amount(each.paid, each.currency), "reference": f"B{each.ref[1:]}"}]} if each.paid else {}
            names[each.ref] = each.ref = shop.record("invoices/2026-10", number, fields, lists)
        for line in self.lines:
            line.booked = {names.get(ref, ref): cents for ref, cents in line.booked.items()}
            line.may = {names.get(ref, ref): cents for ref, cents in line.may.items()}
            line.right = names.get(line.right, line.right)

    # ---- what the bank says

    def payer(self, company, known=None):
        """A client as a bank writes it, with its numbers or without."""
        dice, client = self.dice, self.companies[company]
        name = client["name"]
        if self.russian:
            name = dice.choice([name, client["plain"].upper(), f"Общество с ограниченной ответственностью \"{client['plain'].upper()}\""])
        elif self.cyrillic:
            name = dice.choice([latin(name), latin(client["plain"]).upper() + " LLP", "TOO " + latin(client["plain"]).upper()])
        else:
            name = dice.choice([name, latin(name).upper(), latin(client["plain"]), name.replace("ü", "u").replace("ö", "o").replace("ä", "a")])
        shown = dice.random() < 0.7 if known is None else known
        return {"payer": name, "account": client["account"] if shown else None, "tax_id": client["tax_id"] if shown else None}

    def stranger(self, add=True, cents=None, purpose=None, kind="stranger", right=None):
        dice = self.dice
        name = dice.choice(["Finanzamt Mitte", "Stadtwerke", "Versicherung Nord", "Max Mustermann"]) if not self.russian else dice.choice(
            ["УФК по г. Москве", "ИП Смирнов Пётр Ильич", "АО «Страховая компания»"])
        number = str(dice.randrange(10**8, 10**9))
        who = {"payer": f"{name} {dice.randrange(100)}", "account": russian_account(dice) if self.russian else iban(dice, "AT"),
               "tax_id": russian_tax_id(dice) if self.russian else f"AT{number}"}
        return self.add(kind, None, cents or self.fresh(), purpose or self.nothing(), who=who, right=right) if add else who

    def nothing(self):
        return self.dice.choice(RUSSIAN_NOTHING if self.russian else NOTHING)

    def say(self, number, tail=True):
        dice = self.dice
        if self.russian:
            head = dice.choice(["Оплата по счёту № ", "Опл. сч. ", "Оплата по счету №", "За услуги по счету N ", "По счёту "])
            return head + number + (dice.choice(["", " от 20.10.2026", " от 20.10.2026. В т.ч. НДС 20% 1000-00", ". Без НДС"]) if tail else ". Без НДС")
        head = dice.choice(["Rechnung Nr. ", "RG ", "Rechnung ", "", "Invoice no. ", "Re.-Nr.: ", "Ihre Rechnung "])
        return head + number + (dice.choice(["", " vom 20.10.2026", " / Danke", ", Kunde 4711"]) if tail else dice.choice(["", " Danke", " vom Oktober"]))

    def break_up(self, number):
        """The ways in which people and banks write a number; those that end in digits that came apart stand at the end."""
        dice, (prefix, year, serial) = self.dice, number.split("-")
        way = dice.randrange(10)
        return [f"{prefix} {year} {serial}", f"{prefix}{year}{serial}", f"{prefix} - {year} - {serial}", f"{prefix.lower()}-{year}-{serial}",
                f"{prefix}-{year}-{serial[:2]} {serial[2:]}", f"{prefix}-{year[:3]}\n{year[3:]}-{serial}", f"{prefix}-{year}-\n{serial}",
                f"{prefix}/{year}/{serial}", f"{prefix}–{year}–{serial}", f"{prefix}-{year}-{serial[:3]}\n{serial[3:]}"][way]

    def add(self, kind, company, cents, purpose, account=None, who=None, booked=None, may=None, right=None, day=None, **more):
        self.serial_of_lines = getattr(self, "serial_of_lines", 0) + 1
        who = who or self.payer(company)
        place = account if account is not None else self.dice.randrange(len(self.accounts))
        entry = {"at": FIRST + datetime.timedelta(days=self.dice.randrange(5, 38) if day is None else day), "cents": cents, "purpose": purpose,
                 "reference": f"{self.serial_of_lines}" if self.russian else f"BK{self.serial_of_lines:08d}", **who, **more}
        self.lines.append(Entry(kind, entry, place, booked or {}, may or {}, right))
        return self.lines[-1]

    def place(self, currency):
        return self.currencies.index(currency)

    # ---- what is certain

    def exact(self):
        each = self.invoice()
        self.add("exact", each.company, each.cents, self.say(each.number), self.place(each.currency), booked={each.ref: each.cents})

    def broken(self):
        each = self.invoice()
        self.add("broken", each.company, each.cents, self.say(self.break_up(each.number), tail=False), self.place(each.currency), booked={each.ref: each.cents})

    def part(self):
        each = self.invoice()
        cents = self.dice.randrange(each.cents // 10, each.cents)
        self.add("part", each.company, cents, self.say(each.number), self.place(each.currency), booked={each.ref: cents})

    def several(self):
        company, currency = self.dice.randrange(len(self.companies)), self.dice.choice(self.currencies)
        found = [self.invoice(company, currency) for _ in range(self.dice.choice([2, 2, 3]))]
        words = self.dice.choice([", ", " + ", " und " if not self.russian else " и ", "; "]).join(each.number for each in found)
        self.add("several", company, sum(each.cents for each in found), self.say(words), self.place(currency), booked={each.ref: each.cents for each in found})

    def reference(self):
        each = self.invoice()
        more = self.dice.choice([{"end": each.number}, {"structured": each.number}]) if self.references == "both" else {"end": each.number}
        self.add("reference", each.company, each.cents, self.nothing(), self.place(each.currency), booked={each.ref: each.cents}, **more)

    # ---- what is not

    def over(self):
        each = self.invoice()
        self.add("over", each.company, each.cents + self.dice.randrange(1, 5000), self.say(each.number), self.place(each.currency), right=each.ref)

    def double(self):
        each = self.invoice(status="paid")
        each.paid = each.cents
        self.add("double", each.company, each.cents, self.say(each.number), self.place(each.currency), right=each.ref)

    def twice(self):
        each = self.invoice()
        self.pairs += 1
        for day in self.dice.sample(range(5, 38), 2):
            self.add("twice", each.company, each.cents, self.say(each.number), self.place(each.currency), booked={each.ref: each.cents}, right=each.ref,
                     day=day).pair = self.pairs

    def void(self):
        each = self.invoice(status="void")
        self.add("void", each.company, each.cents, self.say(each.number), self.place(each.currency), right=each.ref)

    def currency(self):
        each = self.invoice()
        other = self.dice.choice([place for place, currency in enumerate(self.currencies) if currency != each.currency])
        self.add("currency", each.company, each.cents, self.say(each.number), other, right=each.ref)

    def known_payer(self):
        """No number; the tax number or the account says who pays, and one invoice of theirs has just that sum."""
        company = self.company()
        self.companies[company]["known"] = True
        each = self.invoice(company)
        self.add("known payer", company, each.cents, self.nothing(), self.place(each.currency), who=self.payer(company, True),
                 may={each.ref: each.cents}, right=each.ref)

    def name(self):
        """No number and no number of theirs: the name, as the bank writes it, and the sum."""
        company = self.company()
        self.companies[company]["known"] = False
        each = self.invoice(company)
        self.add("name", company, each.cents, self.nothing(), self.place(each.currency), who=self.payer(company, False), right=each.ref)

    def twins(self):
        """Two clients owe the same sum; the name says which of them pays."""
        one, other, cents, currency = self.company(), self.company(), self.fresh(), self.dice.choice(self.currencies)
        self.companies[one]["known"] = self.companies[other]["known"] = False
        each = self.invoice(one, currency, cents)
        self.invoice(other, currency, cents)
        self.add("twins", one, cents, self.nothing(), self.place(currency), who=self.payer(one, False), right=each.ref)

    def two_alike(self):
        """A client known by its account owes the same sum twice, and names neither."""
        company, cents = self.company(), self.fresh()
        self.companies[company]["known"] = True
        each = self.invoice(company, cents=cents)
        self.invoice(company, each.currency, cents)
        self.add("two alike", company, cents, self.nothing(), self.place(each.currency), who=self.payer(company, True))

    def last_month(self):
        """The same sum every month: the number is that of the last invoice, which is paid, and the next is open."""
        company, cents = self.company(), self.fresh()
        self.companies[company]["known"] = True
        each = self.invoice(company, cents=cents, status="paid")
        each.paid = cents
        self.invoice(company, each.currency, cents)
        self.add("last month", company, cents, self.say(each.number), self.place(each.currency), who=self.payer(company, True), right=each.ref)

    def no_such_number(self):
        """A slip of the pen in the number makes one that nobody has."""
        company = self.company()
        self.companies[company]["known"] = True
        each = self.invoice(company)
        wrong = f"{each.number[:-4]}9{self.dice.randrange(100, 999)}"
        self.add("no such number", company, each.cents, self.say(wrong), self.place(each.currency), who=self.payer(company, True),
                 may={each.ref: each.cents}, right=each.ref)

    def other_payer(self):
        """The number and the sum are one client's; who pays is known to be another."""
        one, other = self.company(), self.company()
        self.companies[one]["known"] = self.companies[other]["known"] = True
        each = self.invoice(one)
        self.add("other payer", other, each.cents, self.say(each.number), self.place(each.currency), who=self.payer(other, True), right=each.ref)

    def wrong_number(self):
        """A client pays its own sum, and a slip of the pen names the larger invoice of another."""
        one, other = self.company(), self.company()
        self.companies[one]["known"] = self.companies[other]["known"] = True
        each = self.invoice(one)
        foreign = self.invoice(other, each.currency, each.cents * 3 + 7)
        self.add("wrong number", one, each.cents, self.say(foreign.number), self.place(each.currency), who=self.payer(one, True))

    def contract(self):
        """Somebody's contract has the digits of our number, and not its letters."""
        each = self.invoice()
        digits = each.number.split("-", 1)[1]
        words = self.dice.choice(["Договор № {}", "Договор {} от 01.02.2026", "по дог. {}"] if self.russian else ["Vertrag {}", "Kd-Nr {}", "Contract no. {}"])
        self.stranger(cents=max(100, each.cents // 2), purpose=words.format(digits), kind="contract")

    def longer_number(self):
        """Our number is the beginning or the end of somebody's longer one."""
        each = self.invoice()
        text = self.dice.choice([each.number + str(self.dice.randrange(10)), each.number + str(self.dice.randrange(100, 999)),
                                 each.number.replace("-2", "-12", 1), "X" + each.number + "7", each.number.replace("-", "") + "55"])
        self.stranger(cents=max(100, each.cents // 2), purpose=self.say(text, tail=False), kind="longer number")

    def supplier(self):
        """We pay somebody whose invoice has a number like ours."""
        each = self.invoice()
        self.stranger(cents=-each.cents, purpose=self.say(each.number), kind="supplier")

    def refund(self):
        """We give money back to a client."""
        each = self.invoice(status="paid")
        each.paid = each.cents
        self.add("refund", each.company, -each.cents // 2, ("Возврат по счёту " if self.russian else "Erstattung ") + each.number, self.place(each.currency))

    def returned(self):
        """A payment came and went back to where it came from."""
        each = self.invoice()
        words, place, who = self.say(each.number), self.place(each.currency), self.payer(each.company)
        self.add("exact", each.company, each.cents, words, place, booked={each.ref: each.cents}, day=self.dice.randrange(5, 20), who=who)
        more = {} if self.russian else {"returned": True}
        self.add("returned", each.company, -each.cents, ("Возврат: " if self.russian else "Retoure ") + words, place, right=None if self.russian else each.ref,
                 day=self.dice.randrange(21, 38), who=who, **more)

    def wrong_sum(self):
        """Several numbers, and a sum that is none of theirs."""
        company, currency = self.dice.randrange(len(self.companies)), self.dice.choice(self.currencies)
        found = [self.invoice(company, currency) for _ in range(2)]
        cents = sum(each.cents for each in found) - self.dice.randrange(1, min(each.cents for each in found) // 2)
        self.add("wrong sum", company, cents, self.say(", ".join(each.number for each in found)), self.place(currency))

    # ---- together

    def settle(self):
        """The lines in the order of a bank: by day, and each with its account."""
        self.lines.sort(key=lambda line: line.entry["at"])
        for line in self.lines:
            self.accounts[line.account]["entries"].append(line.entry)

    def places(self, currency):
        return PLACES[currency]
