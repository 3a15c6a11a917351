"""Item lists at random: what crm says they come to, wherever it says it, against fractions."""

import collections
import csv
import json
import random
import re
import sqlite3
import zipfile
from decimal import Decimal
from fractions import Fraction
from xml.etree import ElementTree

import rule
from shop import Failed, Shop, table

CURRENCIES = ["JPY", "KRW", "EUR", "USD", "RUB", "KZT", "KWD", "BHD"]
LISTS = ["retail", "partner"]


def decimal(dice, whole, places):
    """A number as a person writes it, often one whose product ends in a half."""
    digits = dice.randrange(places + 1)
    text = str(dice.randrange(whole))
    if digits:
        rest = dice.choice([f"{dice.randrange(10 ** digits):0{digits}d}", "5".rjust(digits, "0"), "25"[:digits].ljust(digits, "0")])
        text += "." + rest
    return text


def products(shop, dice):
    """Some of each currency, with price lists and packs."""
    found = collections.defaultdict(list)
    for currency in CURRENCIES:
        places = rule.PLACES[currency]
        for n in range(14):
            # Also prices finer than the currency's smallest coin: 0.0125 for a screw.
            price = decimal(dice, 5000, places + dice.choice([0, 0, 0, 2]))
            if Fraction(Decimal(price)) == 0:
                price = "7"
            product = {"price": price, "pack": dice.choice([None, None, "6", "12", "2.5"]), "unit": dice.choice(["piece", "hour", "m²", "kg"]),
                       "prices": {each: decimal(dice, 5000, places) for each in LISTS if dice.random() < 0.4}}
            name = f"Thing {currency} {n}"
            product["ref"] = shop.record("products", f"thing-{currency.lower()}-{n}", {
                "name": name, "sku": f"S-{currency}-{n:02d}", "unit": product["unit"], "pack": product["pack"], "price": price, "currency": currency,
                "prices": product["prices"] or None})
            product["name"] = name
            found[currency].append(product)
    return found


def percent(dice, often):
    return None if dice.random() > often else dice.choice(["5", "10", "12.5", "33.333", "3", "2.5", "7.25", "99.9", "100", "0"])


def tax(dice, often):
    return None if dice.random() > often else dice.choice(["0", "5", "7", "8.1", "10", "12", "16", "19", "20", "2.5", "21"])


def document(dice, wares, companies):
    """Items as a person writes them, and the same with the price that stands."""
    currency = dice.choice(CURRENCIES)
    whole = {"discount": percent(dice, 0.3), "tax": tax(dice, 0.6), "tax_included": dice.choice([None, True, False])}
    price_list = dice.choice([None, None, *LISTS])
    company = dice.choice([None, *companies])
    standing = price_list or (company or {}).get("price_list")
    written, plain = [], []
    for _ in range(dice.choice([1, 1, 2, 3, 4, 7])):
        ware = dice.choice(wares[currency])
        item = {"product": ware["ref"], "quantity": dice.choice([str(dice.randrange(1, 40)), decimal(dice, 30, 3)])}
        if Fraction(Decimal(item["quantity"])) == 0:
            item["quantity"] = "1"
        listed = ware["prices"].get(standing, ware["price"]) if standing else ware["price"]
        unit = Fraction(Decimal(listed))
        if ware["pack"] and dice.random() < 0.5:
            item["unit"] = "pack"
            unit *= Fraction(Decimal(ware["pack"]))
        if dice.random() < 0.4:
            item["price"] = decimal(dice, 3000, rule.PLACES[currency] + dice.choice([0, 0, 1]))
            unit = Fraction(Decimal(item["price"]))
        item["discount"], item["tax"] = percent(dice, 0.25), tax(dice, 0.2)
        written.append({name: value for name, value in item.items() if value is not None})
        plain.append({**item, "price": unit})
    return currency, whole, price_list, company, written, plain


def build(options, top, dice):
    """Deals that are open or won; of one in ten the amount is a coin off, and of one in five nobody has written one."""
    shop = Shop(options.crm, f"{top}/items", settings="tax_included: false\n", seed=options.seed)
    wares = products(shop, dice)
    companies = []
    for n in range(40):
        price_list = dice.choice([None, *LISTS])
        companies.append({"price_list": price_list, "ref": shop.record("companies", f"client-{n}", {"name": f"Client {n} GmbH", "price_list": price_list})})
    deals, made = [], "2026-11-01T10:00:00+01:00"
    rounding = {"even": rule.even, "down": rule.down}.get(options.mutant, rule.away)
    for n in range(options.lists):
        currency, whole, price_list, company, written, plain = document(dice, wares, companies)
        truth = rule.document(plain, whole, currency, rounding)
        if options.mutant == "once":
            truth["total"] = rule.once(plain, whole, currency)
        places = rule.PLACES[currency]
        # What stands in the file comes from the right rule, also where a wrong one is tried on the program's answers.
        right = rule.document(plain, whole, currency)["total"]
        state = "off" if n % 10 == 9 else "none" if n % 5 == 2 else "written"
        amount = None if state == "none" else rule.text(right + (Fraction(1, 10 ** places) if state == "off" else 0), places)
        won, deal, step = n % 3 == 0, shop.id(), shop.id()
        shop.record("deals", f"order-{n}", {
            "title": f"Order {n}", "pipeline": "sales", "stage": "won" if won else "proposal", "company": company and company["ref"],
            "price_list": price_list, "discount": whole["discount"], "tax": whole["tax"], "tax_included": whole["tax_included"],
            "amount": amount, "currency": currency, "next_step": None if won else f"call-{n}-{step}", "created": made, "closed": made if won else None}, {
                "items": written, "history": [{"at": made, "stage": each, "by": "mara"} for each in (["proposal", "won"] if won else ["proposal"])]}, id=deal)
        if not won:
            shop.record("tasks/2026-11", f"call-{n}", {
                "title": f"Call {n}", "type": "call", "status": "open", "due": "2026-12-20T10:00:00+01:00", "deal": f"order-{n}-{deal}", "created": made}, id=step)
        deals.append({"ref": f"order-{n}-{deal}", "id": deal, "currency": currency, "whole": whole, "items": plain, "truth": truth, "state": state, "won": won,
                      "price_list": price_list, "company": company, "written": written})
    return shop, deals


class Count:
    def __init__(self, shown):
        self.rows, self.bad, self.shown = [], 0, shown

    def add(self, what, compared, wrong):
        self.rows.append([what, compared, len(wrong)])
        self.bad += len(wrong) + (compared == 0)
        for text in wrong[:self.shown]:
            print(f"  WRONG {what}: {text[:900]}")


def told(deal):
    places = rule.PLACES[deal["currency"]]
    items = ", ".join("{" + " ".join(f"{name}={value}" for name, value in each.items()) + "}" for each in deal["written"])
    whole = " ".join(f"{name}={value}" for name, value in deal["whole"].items() if value is not None)
    return (f"{deal['ref']} {deal['currency']} {whole} [{items}]: "
            f"wanted {rule.text(deal['truth']['total'], places)}, tax {rule.text(deal['truth']['tax'], places)}")


def exact(value):
    return None if value in (None, "") else Fraction(Decimal(str(value)))


def wanted(deal, name="total"):
    return rule.text(deal["truth"][name], rule.PLACES[deal["currency"]])


def compare_check(shop, deals, count):
    """`check` names the deals whose amount is one coin off, all of them and no other, with the right amount."""
    findings = json.loads(shop.run("check", "--json", status=None).stdout)
    by_id = collections.defaultdict(str)
    for each in findings:
        text = json.dumps(each, ensure_ascii=False)
        for id in set(re.findall(r"order-\d+-([a-z0-9]{8})", text)):
            by_id[id] += text
    wrong = []
    for deal in deals:
        said = by_id.get(deal["id"], "")
        # Whole amounts are said without their zeros.
        figure = wanted(deal).removesuffix(".00").removesuffix(".000")
        if deal["state"] == "off" and f" {figure} {deal['currency']}" not in re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3})", "", said).replace("\u00a0", " "):
            wrong.append(f"of {told(deal)} it says {said or 'nothing'}")
        elif deal["state"] == "written" and said:
            wrong.append(f"said of {told(deal)}: {said}")
    off = sum(deal["state"] == "off" for deal in deals)
    count.add(f"check finds {off} of", len(deals), wrong)


def compare_lists(shop, deals, count, place):
    """Once the amounts are handed back to the items, they are as computed in lists, tables, books and databases."""
    for state in ("is:open", "is:won"):
        shop.run("deals", "set", "--where", state, "--yes", "amount=", status=None)
    listed = {each["id"]: each for state in ("is:open", "is:won") for each in shop.json("deals", "list", state)}

    def compare(what, amounts):
        count.add(what, len(deals), [f"{told(deal)}, has {amounts.get(deal['id'])}" for deal in deals if exact(amounts.get(deal["id"])) != deal["truth"]["total"]])

    compare("deals list --json", {id: each.get("amount") for id, each in listed.items()})
    shop.run("export", "deals", "-o", f"{place}/deals.csv")
    with open(f"{place}/deals.csv", encoding="utf-8-sig", newline="") as file:
        compare("export csv", {row["id"]: row["amount"] or None for row in csv.DictReader(file)})
    shop.run("export", "deals", "-o", f"{place}/deals.json")
    with open(f"{place}/deals.json", encoding="utf-8") as file:
        compare("export json", {row["id"]: row.get("amount") for row in json.load(file, parse_float=Decimal)})
    shop.run("export", "all", "-o", f"{place}/all.sql")
    base = sqlite3.connect(":memory:")
    with open(f"{place}/all.sql", encoding="utf-8") as file:
        base.executescript(file.read())
    compare("export sql", dict(base.execute("select id, cast(amount as text) from deals")))
    shop.run("export", "deals", "-o", f"{place}/deals.xlsx")
    compare("export xlsx", cells_of(f"{place}/deals.xlsx", "id", "amount"))


def cells_of(path, key, name):
    """Two columns of the first sheet of a workbook, as the digits that stand in it."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        texts = []
        if "xl/sharedStrings.xml" in book.namelist():
            texts = ["".join(part.text or "" for part in each.iter(space + "t")) for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = min((each for each in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", each)), key=lambda each: int(re.search(r"\d+", each)[0]))
        rows = []
        for row in ElementTree.fromstring(book.read(sheet)).iter(space + "row"):
            found = {}
            for cell in row.iter(space + "c"):
                value = cell.find(space + "v")
                text = "".join(part.text or "" for part in cell.iter(space + "t")) if value is None else value.text
                found[re.match(r"[A-Z]+", cell.get("r"))[0]] = texts[int(text)] if cell.get("t") == "s" else text
            rows.append(found)
    columns = {title.lower(): letters for letters, title in rows[0].items()}
    return {row[columns[key]]: row.get(columns[name]) for row in rows[1:] if columns[key] in row}


def compare_products(shop, deals, count):
    """What the products of won deals brought, by product, in the report that counts it."""
    brought = collections.defaultdict(Fraction)
    for deal in deals:
        if deal["won"]:
            for item, line in zip(deal["items"], deal["truth"]["lines"]):
                brought[item["product"]] += line.total
    rows = shop.json("reports", "abc", "--by", "product")
    rows = rows["rows"] if isinstance(rows, dict) else rows
    seen = {}
    for row in rows:
        seen[row["ref"]] = row["revenue"][0]["amount"] if row["revenue"] else None
    wrong = [f"{ref}: wanted {float(value)}, has {seen.get(ref)}" for ref, value in brought.items() if value and exact(seen.get(ref)) != value]
    count.add("reports abc --by product", len(brought), wrong)


def compare_cards(shop, deals, count, sample):
    """The lines, taxes and totals of single deals: the table, the offer, and the invoice made from it."""
    table_wrong, offer_wrong, invoice_wrong, lines = [], [], [], 0
    for deal in sample:
        places = rule.PLACES[deal["currency"]]
        sheet = shop.json("deals", "items", deal["ref"])
        for item, line, shown in zip(deal["items"], deal["truth"]["lines"], sheet["items"]):
            lines += 1
            if (exact(shown["net"]), exact(shown["tax_amount"])) != (line.net, line.tax) or exact(shown["price"]) != rule.number(item["price"]):
                table_wrong.append(f"{told(deal)}: line {shown['position']} is {shown}, wanted net {rule.text(line.net, places)} tax {rule.text(line.tax, places)}")
        for name, key in (("net", "net"), ("tax", "tax_total"), ("total", "total")):
            if exact(sheet[key]) != deal["truth"][name]:
                table_wrong.append(f"{told(deal)}: {key} is {sheet[key]}, wanted {wanted(deal, name)}")
        page = shop.run("render", "offer.en.txt", "--deal", deal["ref"], "--dry-run", status=None)
        # In English a comma parts the thousands.
        digits = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3})", "", page.stdout.decode())
        if page.returncode or wanted(deal) not in digits:
            offer_wrong.append(f"{told(deal)}: {page.stdout.decode()[-400:]} {page.stderr.decode()[-200:]}")
        if deal["truth"]["total"] > 0:
            made = shop.run("invoices", "add", "--deal", deal["ref"], "--json", status=None)
            if made.returncode:
                invoice_wrong.append(f"{told(deal)}: {made.stderr.decode()[-300:]}")
                continue
            found = [each for each in shop.json("invoices", "list") if (each.get("deal") or {}).get("id") == deal["id"]]
            if len(found) != 1 or exact(found[0]["amount"]) != deal["truth"]["total"]:
                invoice_wrong.append(f"{told(deal)}: invoices {[each['amount'] for each in found]}")
    count.add("lines of deals items --json", lines, table_wrong)
    count.add("render offer", len(sample), offer_wrong)
    count.add("invoices add", len(sample), invoice_wrong)


def run(options, top):
    dice = random.Random(f"items {options.seed}")
    shop, deals = build(options, top, dice)
    count = Count(options.shown)
    compare_check(shop, deals, count)
    compare_lists(shop, deals, count, shop.folder)
    for compare in (lambda: compare_products(shop, deals, count), lambda: compare_cards(shop, deals, count, dice.sample(deals, min(options.sample, len(deals))))):
        try:
            compare()
        except Failed as failure:
            count.add("failed", 1, [str(failure)])
    halves = sum(line.exact * 10 ** rule.PLACES[deal["currency"]] % 1 == Fraction(1, 2) for deal in deals for line in deal["truth"]["lines"])
    print(f"items: {len(deals)} lists with {sum(len(deal['items']) for deal in deals)} lines in {', '.join(CURRENCIES)}, seed {options.seed}; {halves} lines are halves exactly")
    table(count.rows, ["compared", "of", "wrong"])
    if options.mutant:
        print(f"  the mutant ({options.mutant}) was {'caught' if count.bad else 'NOT caught'}")
        return int(not count.bad)
    return int(bool(count.bad))
