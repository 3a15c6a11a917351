#!/usr/bin/env python3
"""Prints the documents of the templates that crm brings, with Chromium, and looks whether each sheet is as it should be.

    Scripts/check-documents.py --crm BIN [--chromium PROGRAM] [--languages en,de,ru,kk] [--sizes 1,30,200] [--keep DIR] [--pictures]

Needs Chromium and poppler-utils (pdfinfo, pdftotext, pdftoppm). Offers, invoices and reminders are rendered in each language, with
1, 30 and 200 items, tax on top, within and none, with and without discounts; the figures are worked out here once more, with whole
numbers alone. Held: A4; the head of the items on every sheet that has items; no row on two sheets; every figure where it belongs,
the total once, behind all rows; no word beyond the margins; nothing fetched, nothing run. `--pictures` leaves a PNG of each sheet
beside the PDF in the folder of `--keep`, for looking at. The status is 1 where anything is not so.
"""
import argparse
import fractions
import html.parser
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

faults = []
checked = 0
SELLER = {
    "en": ["Harbour Signs Ltd", "12 Quay Street", "Bristol", "BS1 4RW", "GB123456789"],
    "de": ["Petrov & Söhne GmbH", "Lange Straße 12", "Berlin", "10115", "12/345/67890"],
    "ru": ["ООО «Вывески и буквы»", "ул. Ленина, 12", "Москва", "101000", "7701234567"],
    "kk": ["«Әріп пен белгі» ЖШС", "Абай даңғылы, 12", "Алматы", "050000", "123456789012"],
}
GROUP = {"en": (",", "."), "de": (".", ","), "ru": ("\u00a0", ","), "kk": ("\u00a0", ",")}
CURRENCY = {"en": ("GBP", 2), "de": ("EUR", 2), "ru": ("RUB", 2), "kk": ("KZT", 2)}
HEADS = {"en": "Quantity", "de": "Menge", "ru": "Количество", "kk": "Саны"}
TOTAL = {"en": "Total", "de": "Gesamtbetrag", "ru": "Итого к оплате", "kk": "Төлеуге барлығы"}
NAMES = ["O'Brien's 1/2 sign", "Logo <b>& more</b>", "Вывеска «Ёлка»", "Маңдайша жазу әңғқөұүһі", "Leuchtkasten für außen",
         "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
         "A board with so long a description that it takes several lines of its column and still is one row of the table"]


def expect(what, holds, detail=""):
    global checked
    checked += 1
    if not holds:
        faults.append(what)
        print(f"  FAULT {what}: {str(detail)[:300]}")


def rounded(value, decimals):
    """The nearest multiple of the minor unit as a whole number of it, halves away from zero."""
    scaled = abs(value) * 10 ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if value < 0 else whole


def money(minor, language, decimals):
    group, mark = GROUP[language]
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    whole, rest = digits[:-decimals], digits[-decimals:]
    parts = []
    while len(whole) > 3:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    return ("-" if minor < 0 else "") + group.join([whole] + parts) + mark + rest


class Case:
    """A deal and its invoice with so many items, and what they come to."""

    def __init__(self, language, size, terms, seed):
        self.language, self.size, self.terms = language, size, terms
        self.currency, self.decimals = CURRENCY[language]
        chance = random.Random(seed)
        self.included = terms == "within"
        self.tax = {"none": None, "within": 20, "top": 19}[terms]
        self.discount = None if terms == "none" else 5
        self.items = []
        for place in range(size):
            own = chance.choice([None, None, 10, fractions.Fraction(5, 2)]) if terms != "none" else None
            tax = chance.choice([None, None, 7]) if self.tax is not None else None
            self.items.append((place, fractions.Fraction(chance.randint(1, 999), 10 if place % 3 == 0 else 1),
                               fractions.Fraction(chance.randint(1, 9_999_999 if place % 9 == 0 else 99_999), 100), own, tax))
        self.rows = [self.row(item) for item in self.items]
        self.total = sum(total for total, _ in self.rows)
        self.tax_total = sum(tax for _, tax in self.rows)
        self.name = f"{language}-{size}-{terms}"

    def row(self, item):
        _, quantity, price, own, tax = item
        rate = self.tax if tax is None else tax
        exact = quantity * price
        for discount in (own, self.discount):
            if discount is not None:
                exact *= 1 - fractions.Fraction(discount) / 100
        if rate is not None and not self.included:
            exact *= 1 + fractions.Fraction(rate, 100)
        part = exact * rate / (100 + rate) if rate is not None else fractions.Fraction(0)
        return rounded(exact, self.decimals), rounded(part, self.decimals)

    def shown(self):
        """What stands in the last column, row by row."""
        return [money(total if self.included else total - tax, self.language, self.decimals) for total, tax in self.rows]

    def write(self, folder):
        name, address, city, code, tax = SELLER[self.language]
        put(folder, "crm.yaml", f"""format: 1
timezone: Europe/Berlin
currency: {self.currency}
lang: {self.language}
owners: [{{id: gleb, name: Gleb Petrov, email: gleb@example.com}}]
seller:
  name: {quoted(name)}
  address: {quoted(address)}
  city: {city}
  postal_code: {quoted(code)}
  tax_id: {quoted(tax)}
  iban: DE89 3704 0044 0532 0130 00
  bic: COBADEFFXXX
  bank: Commerzbank
  phone: "+49 30 1234567"
  email: office@example.com
""")
        put(folder, "companies/weber-a1234567.yaml", "id: a1234567\nname: Weber & Söhne <GmbH>\naddress: Hafenweg 3\ncity: Hamburg\n"
            "postal_code: \"20457\"\ntax_id: \"7707083893\"\n")
        put(folder, "contacts/obrien-c1234567.yaml",
            "id: c1234567\nname: Sean O'Brien\nemails: [sean@example.com]\ncompany: weber-a1234567\n")
        lines = []
        for place, quantity, price, own, tax in self.items:
            identity = "p" + number(place)
            put(folder, f"products/p-{identity}.yaml", f"id: {identity}\nname: {quoted(self.product(place))}\nsku: {quoted(f'S-{place:04}')}\n"
                f"unit: pc\nprice: {decimal(price)}\ncurrency: {self.currency}\n")
            lines.append("- {product: p-%s, quantity: %s, price: %s%s%s}" % (
                identity, decimal(quantity), decimal(price), "" if own is None else f", discount: {decimal(fractions.Fraction(own))}",
                "" if tax is None else f", tax: {tax}"))
        terms = "".join(f"{key}: {value}\n" for key, value in (("discount", self.discount), ("tax", self.tax)) if value is not None)
        terms += "tax_included: true\n" if self.included else ""
        body = "items:\n" + "\n".join(lines) + f"\namount: {decimal(fractions.Fraction(self.total, 10 ** self.decimals))}\n"
        body += f"currency: {self.currency}\n" + terms
        put(folder, "deals/fence-d1234567.yaml", "id: d1234567\ntitle: 1/2 fence\npipeline: sales\nstage: meeting\ncontact: obrien-c1234567\n"
            "company: weber-a1234567\nowner: gleb\ncreated: 2026-11-01T10:00:00+01:00\nnext_step: call-t1234567\n"
            "history:\n- {at: 2026-11-01T10:00:00+01:00, stage: meeting, by: gleb}\n" + body)
        put(folder, "tasks/2026-11/call-t1234567.yaml",
            "id: t1234567\ntitle: Call\nstatus: open\ndue: 2026-12-24T10:00:00+01:00\ndeal: fence-d1234567\n")
        put(folder, "invoices/2026-11/inv-2026-0042-n1234567.yaml", "id: n1234567\nnumber: INV-2026-0042\ndeal: fence-d1234567\n"
            "contact: obrien-c1234567\ncompany: weber-a1234567\nissued: 2026-11-02\ndue: 2026-11-16\nstatus: sent\nowner: gleb\n"
            "created: 2026-11-02T10:00:00+01:00\n" + body)

    def product(self, place):
        return f"{NAMES[place % len(NAMES)]} Z{place:03}Z"


def number(place):
    """Seven letters of an id."""
    digits = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join(digits[place // 32 ** power % 32] for power in range(6, -1, -1))


def decimal(value):
    for scale in range(12):
        if (value * 10 ** scale).denominator == 1:
            digits = str(int(value * 10 ** scale)).rjust(scale + 1, "0")
            return digits[:-scale] + "." + digits[-scale:] if scale else digits
    raise ValueError(value)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def put(folder, path, text):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def crm(folder, *words):
    done = subprocess.run([BIN, "-C", folder, *words, "--now", "2026-11-24T10:00:00+01:00", "--user", "gleb"],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"crm {' '.join(words)}: {done.stderr}")
    return done.stdout


def printed(page, target):
    profile = tempfile.mkdtemp(prefix="crm-chromium-")
    subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer",
                    f"--print-to-pdf={target}", page], capture_output=True, check=True, timeout=300)
    shutil.rmtree(profile, ignore_errors=True)


class Safety(html.parser.HTMLParser):
    """Everything in a page that a browser would fetch or run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "embed", "link", "img", "form", "base", "svg"):
            self.found.append(tag)
        self.found += [key for key, _ in attributes if key.startswith("on") or key in ("src", "href", "style")]


def check_page(what, text):
    safety = Safety()
    safety.feed(text)
    expect(f"{what}: fetches and runs nothing", not safety.found and "url(" not in text and "@import" not in text, safety.found)
    expect(f"{what}: no tfoot, and the total is the last row of the body",
           "<tfoot" not in text and ("<tbody>" not in text or 'class="sum total"' in text[text.rindex("<tr", 0, text.index("</tbody>")):]))


def folded(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def check_sheets(what, case, pdf, letter):
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    expect(f"{what}: A4", "(A4)" in info, info)
    count = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    sheets = []
    for sheet in range(1, count + 1):
        done = subprocess.run(["pdftotext", "-layout", "-f", str(sheet), "-l", str(sheet), pdf, "-"], capture_output=True, text=True, check=True)
        sheets.append(done.stdout)
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    words = [tuple(map(float, word)) for word in re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.]+)" yMax="([\d.]+)"', boxes)]
    right = max(word[2] for word in words)
    expect(f"{what}: nothing beyond the margins", min(word[0] for word in words) >= 20 / 25.4 * 72 - 1 and right <= (210 - 16) / 25.4 * 72 + 1, right)
    flat = [folded(sheet) for sheet in sheets]
    whole = " ".join(flat)
    total = folded(money(case.total, case.language, case.decimals) + " " + case.currency)
    if letter.startswith("reminder"):
        expect(f"{what}: the total", total in whole, total)
        expect(f"{what}: one sheet", count == 1, count)
        return count
    shown = [folded(text) for text in case.shown()]
    holders = []
    for place, amount in enumerate(shown):
        mark = f"Z{place:03}Z"
        on = [sheet for sheet, text in enumerate(flat) if mark in text]
        expect(f"{what}: row {place + 1} is on one sheet", len(on) == 1, on)
        holders.append(on[0] if on else 0)
        if on:
            expect(f"{what}: row {place + 1} has its amount", amount in flat[on[0]], amount)
            beginning = case.product(place).split(" ")[0][:20]
            expect(f"{what}: row {place + 1} is not cut", folded(beginning) in flat[on[0]].replace("- ", "-"), beginning)
    expect(f"{what}: rows in order", holders == sorted(holders), holders)
    for sheet in sorted(set(holders)):
        expect(f"{what}: the head is on sheet {sheet + 1}", HEADS[case.language] in sheets[sheet])
    for sheet in set(range(count)) - set(holders):
        expect(f"{what}: no head on sheet {sheet + 1}, which has no items, but sums", HEADS[case.language] not in sheets[sheet] or TOTAL[case.language] in sheets[sheet])
    expect(f"{what}: the total stands once with its label", len(re.findall(re.escape(TOTAL[case.language]) + r"\s+" + re.escape(total), whole)) == 1, total)
    last = [sheet for sheet, text in enumerate(flat) if re.search(re.escape(TOTAL[case.language]) + r"\s+" + re.escape(total), text)]
    expect(f"{what}: the total stands on the sheet of the last row", last == holders[-1:], (last, holders[-1:]))
    if case.tax is not None:
        net = folded(money(case.total - case.tax_total, case.language, case.decimals))
        expect(f"{what}: the net", case.included or net in whole, net)
    return count


def main():
    global BIN, CHROMIUM
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crm", required=True)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"))
    parser.add_argument("--languages", default="en,de,ru,kk")
    parser.add_argument("--sizes", default="1,30,200")
    parser.add_argument("--keep")
    parser.add_argument("--pictures", action="store_true")
    chosen = parser.parse_args()
    BIN, CHROMIUM = os.path.abspath(chosen.crm), chosen.chromium
    if not CHROMIUM or not shutil.which("pdftotext"):
        raise SystemExit("Chromium and poppler-utils are needed: apt-get install chromium poppler-utils")
    kept = chosen.keep or tempfile.mkdtemp(prefix="crm-documents-")
    os.makedirs(kept, exist_ok=True)
    print(f"{'document':<28} sheets")
    for language in chosen.languages.split(","):
        for size in map(int, chosen.sizes.split(",")):
            for terms in ("none", "top", "within"):
                case = Case(language, size, terms, f"{language} {size} {terms}")
                folder = tempfile.mkdtemp(prefix="crm-document-")
                crm(folder, "init", ".", "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", case.currency)
                case.write(folder)
                crm(folder, "check")
                letters = ["offer", "invoice"] + (["reminder-1", "reminder-2", "reminder-3"] if size == 1 else [])
                for letter in letters:
                    what = f"{letter} {case.name}"
                    page, pdf = (os.path.join(kept, f"{letter}-{case.name}.{end}") for end in ("html", "pdf"))
                    about = ["--deal", "d1234567"] if letter == "offer" else ["--invoice", "n1234567"]
                    text = crm(folder, "render", letter, *about, "--strict", "--dry-run")
                    put(kept, os.path.basename(page), text)
                    check_page(what, text)
                    printed(page, pdf)
                    print(f"{what:<28} {check_sheets(what, case, pdf, letter):>6}", flush=True)
                    if chosen.pictures:
                        subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, pdf[:-4]], check=True)
                shutil.rmtree(folder)
    print(f"{checked} held to, {len(faults)} faults; {subprocess.run([CHROMIUM, '--version'], capture_output=True, text=True).stdout.strip()}")
    if not chosen.keep:
        shutil.rmtree(kept)
    sys.exit(1 if faults else 0)


main()
