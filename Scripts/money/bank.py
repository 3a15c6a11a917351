"""Lines of a bank of which it is known what is to become of them, against what `crm payments run` makes of them."""

import collections
import datetime
import json
import os
import random
import re
import shutil
from decimal import Decimal

import statements
import truth
from shop import Failed, Shop, table

DONE = ("booked", "part")


def batches(entries):
    """Places of neighbours of one day that came in, which a bank may book as one sum."""
    found, start = [], 0
    while start < len(entries):
        end = start
        while end + 1 < len(entries) and end < start + 4 and entries[end + 1]["at"] == entries[start]["at"] and min(
                entries[end + 1]["cents"], entries[start]["cents"]) > 0:
            end += 1
        # Every statement that has the day has the same sums.
        if end > start and int(entries[start]["reference"][2:]) % 2:
            found.append((start, end))
        start = end + 1
    return found


def worlds(lines, seed, whole=False):
    """Name of a file, its name on disk, what makes its bytes of accounts, and the world that it is of; with `whole` also forms in which
    others count entries and not payments."""
    each = max(40, lines // (9 if whole else 8))

    def camt(version):
        return lambda world, accounts: statements.camt(accounts, version)

    def swift(form, **more):
        return lambda world, accounts: statements.mt940(accounts, form, **more)

    def exchange(charset, mark="."):
        return lambda world, accounts: statements.exchange(accounts, world.own, charset, mark)

    russian = dict(currencies=("RUB",), russian=True)
    plans = [
        ("1c windows-1251", "kl_to_1c.txt", exchange("windows-1251"), dict(prefix="СЧ", **russian)),
        ("1c utf-8, commas", "kl.txt", exchange("utf-8", ","), russian),
        ("camt.053 v02", "c.xml", camt("02"), dict(currencies=("EUR", "CHF"), references="both")),
        ("camt.053 v08", "c8.xml", camt("08"), dict(currencies=("EUR", "KWD", "JPY"), references="both", cyrillic=True)),
        ("mt940 structured", "m.sta", swift("structured", page=40), dict(currencies=("EUR", "USD"), references=True)),
        ("mt940 tagged", "m.mt940", swift("tagged", envelope=True), dict(currencies=("EUR", "KZT"), references=True, cyrillic=True)),
        ("csv", "b.csv", lambda world, accounts: statements.table(accounts), dict(currencies=("EUR", "USD"))),
        ("csv german", "umsatz.csv", lambda world, accounts: statements.table(accounts, german=True), dict(currencies=("EUR", "GBP"))),
    ]
    if whole:
        plans.append(("camt.053 batches", "batches.xml", lambda world, accounts: statements.camt(accounts, "04", batches(accounts[0]["entries"])),
                      dict(currencies=("EUR", "CHF"), references="both")))
    for n, (name, file, make, more) in enumerate(plans):
        yield name, file, make, truth.World(seed * 100 + n, each, **more)


def stem(value):
    """However an answer names an invoice: its number or reference, alone or in an object; the id where there is one."""
    if isinstance(value, dict):
        value = value.get("ref") or value.get("id") or value.get("invoice") or value.get("number")
    return value


class Result:
    def __init__(self, name):
        self.name, self.kinds, self.wrong, self.other = name, collections.defaultdict(collections.Counter), [], []

    def say(self, text):
        self.other.append(text)


def key(at, cents, currency, places):
    return str(at)[:10], Decimal(cents).scaleb(-places), currency


def pair_up(world, answer):
    """Each line of the answer with the line of ours: by day, sum and currency in the order of the file, the reference first."""
    waiting = collections.defaultdict(list)
    for account in world.accounts:
        for entry in account["entries"]:
            waiting[key(entry["at"], entry["cents"], account["currency"], truth.PLACES[account["currency"]])].append(entry)
    lines = {id(line.entry): line for line in world.lines}
    for each in answer["lines"]:
        found = waiting.get((str(each["at"])[:10], Decimal(str(each["amount"])), each["currency"]))
        if not found:
            yield each, None
            continue
        same = next((entry for entry in found if entry["reference"] == each.get("reference")), found[0])
        found.remove(same)
        yield each, lines[id(same)]
    for entries in waiting.values():
        for entry in entries:
            yield None, lines[id(entry)]


def invoices_of(shop, world):
    """What each invoice has been paid, read from its file and not from the program's answer: cents by reference."""
    by_ref, found = {each.ref: each for each in world.invoices}, {}
    for path, text in shop.files("invoices").items():
        ref = os.path.basename(path)[:-5]
        body = text.decode()
        block = re.search(r"^payments:(.*?)(?=^[a-z_]+:|\Z)", body, re.S | re.M)
        sums = re.findall(r"\bamount: *\"?(-?[\d.]+)", block[1]) if block else []
        places = truth.PLACES[by_ref[ref].currency] if ref in by_ref else 2
        status = re.search(r"^status: *(\w+)", body, re.M)
        found[ref] = (sum(int(Decimal(each).scaleb(places)) for each in sums), status[1] if status else None)
    return found


def judge(world, shop, answer, before, result, names):
    """Compares outcome by outcome, then the invoices' own files."""
    wanted, pairs = collections.Counter(), collections.defaultdict(list)

    def is_same(given, ref):
        return given is not None and (stem(given) == ref or stem(given) == names.get(ref) or str(stem(given))[-8:] == ref[-8:])

    def called(given):
        given = given if isinstance(given, list) else [given]
        return [each for each in given if each]

    for each, line in pair_up(world, answer):
        if each is None:
            result.wrong.append(f"{line.kind}: {line.entry} is in no line of the answer")
            continue
        if line is None:
            result.wrong.append(f"a line that nobody wrote: {json.dumps(each, ensure_ascii=False)}")
            continue
        count = result.kinds[line.kind]
        count["lines"] += 1
        done = each["outcome"] in DONE
        count[each["outcome"]] += 1
        what = f"{line.kind}: {line.entry['purpose']!r} {line.entry['cents']} of {line.entry['payer']!r}: " + json.dumps(each, ensure_ascii=False)
        if done:
            target = line.booked or line.may
            refs = called(each["invoice"])
            good = bool(target) and bool(refs) and all(any(is_same(one, ref) for ref in target) for one in refs)
            if line.pair is not None:
                pairs[line.pair].append(line)
                good = good and len(pairs[line.pair]) == 1
            if each["outcome"] == "part" and line.kind != "part" or each["outcome"] == "booked" and line.kind == "part":
                result.say("told apart wrongly: " + what)
            if not good:
                result.wrong.append("booked wrongly: " + what)
            else:
                count["right"] += 1
                for ref, cents in target.items():
                    wanted[ref] += cents
        else:
            candidates = [one for one in each.get("candidates") or []]
            if line.right and line.pair is None or line.right and pairs.get(line.pair):
                count["to find"] += 1
                if candidates and is_same(candidates[0]["invoice"] if isinstance(candidates[0], dict) else candidates[0], line.right):
                    count["first"] += 1
                elif any(is_same(one["invoice"], line.right) for one in candidates):
                    count["later"] += 1
            if any(not one.get("reason") for one in candidates):
                result.say("a candidate without a reason: " + what)
            if line.kind in truth.CERTAIN:
                result.say("not booked: " + what)
    for number, lines in list(pairs.items()):
        if len(lines) != 1:
            result.wrong.append(f"of two equal payments {len(lines)} were booked: {lines[0].entry}")
    after = invoices_of(shop, world)
    for invoice in world.invoices:
        paid, status = after[invoice.ref]
        gained = paid - before[invoice.ref][0]
        if gained != wanted[invoice.ref]:
            result.wrong.append(f"{invoice.number}: its file gained {gained}, the lines say {wanted[invoice.ref]}")
        full = invoice.paid + wanted[invoice.ref] >= invoice.cents
        if invoice.status != "void" and status != ("paid" if full else "sent"):
            result.wrong.append(f"{invoice.number}: {status}, paid {paid} of {invoice.cents}")


def overlap(world, dice):
    """The accounts up to a day, and from an earlier day on: the second begins with what the first ended with."""
    cut, again = truth.FIRST + datetime.timedelta(days=24), truth.FIRST + datetime.timedelta(days=16)
    first, second = [], []
    for account in world.accounts:
        head = [entry for entry in account["entries"] if entry["at"] <= cut]
        skipped = sum(entry["cents"] for entry in account["entries"] if entry["at"] < again)
        first.append({**account, "entries": head})
        second.append({**account, "entries": [entry for entry in account["entries"] if entry["at"] >= again],
                       "opening": account["opening"] + skipped, "number": account["number"] + 1})
    return first, second


def fresh(options, top, name, world):
    folder = f"{top}/{re.sub('[^a-z0-9]+', '-', name)}"
    shutil.rmtree(folder, ignore_errors=True)
    pattern = world.prefix + "-{year}-{n:4}"
    shop = Shop(options.crm, folder, currency=world.currencies[0], settings=f'numbers: {{invoice: "{pattern}"}}\n', commits=True, seed=world.seed)
    world.records(shop)
    shop.under_git()
    return shop


def play(options, top, name, file, make, world):
    result = Result(name)
    shop = fresh(options, top, name, world)
    names = {each.ref: each.number for each in world.invoices}
    place = f"{shop.folder}/{file}"
    with open(place, "wb") as out:
        out.write(make(world, world.accounts))
    clean, before = shop.files(), invoices_of(shop, world)
    if options.mutant == "truth":
        # Two invoices of what is to be booked change places: whoever looks must see it.
        one, other = [line for line in world.lines if line.kind == "exact"][:2]
        one.booked, other.booked = other.booked, one.booked
    shop.run("check", status=None)
    looked = shop.json("payments", "preview", place, status=(0, 4))
    if shop.files() != clean:
        result.wrong.append("a preview wrote")
    answer = shop.json("payments", "run", place, status=(0, 4))
    result.seconds = shop.seconds
    if looked["lines"] != answer["lines"]:
        differing = next(((a, b) for a, b in zip(looked["lines"], answer["lines"]) if a != b), None)
        result.say(f"preview and run differ: {len(looked['lines'])} and {len(answer['lines'])} lines; {differing}")
    judge(world, shop, answer, before, result, names)
    booked = shop.files()
    status = shop.git("status", "--porcelain")
    if status:
        result.wrong.append(f"not committed: {status[:200]}")
    head = shop.git("rev-parse", "HEAD")
    again = shop.json("payments", "run", place, status=(0, 4))
    if shop.files() != booked or shop.git("rev-parse", "HEAD") != head:
        changed = [path for path, text in shop.files().items() if booked.get(path) != text]
        result.wrong.append(f"the same file a second time changed {changed[:3]}")
    if any(each["outcome"] in DONE for each in again["lines"]):
        result.wrong.append("the same file a second time says that it booked")
    shop.run("payments", "undo", str(answer["batch"]))
    undone = shop.files()
    if undone != clean:
        changed = sorted(path for path in {*undone, *clean} if undone.get(path) != clean.get(path))
        result.wrong.append(f"undo left {len(changed)} files changed, such as {changed[:2]}")
    # Now as two files that share some days.
    for part, accounts in zip("ab", overlap(world, random.Random(world.seed))):
        with open(f"{place}.{part}", "wb") as out:
            out.write(make(world, accounts))
        shop.json("payments", "run", f"{place}.{part}", status=(0, 4))
    whole = {}
    for path, text in booked.items():
        if path.startswith("invoices/"):
            whole[os.path.basename(path)[:-5]] = len(re.findall(rb"\bamount:", text))
    halves = {os.path.basename(path)[:-5]: len(re.findall(rb"\bamount:", text)) for path, text in shop.files("invoices").items()}
    if halves != whole:
        differing = [ref for ref in whole if whole[ref] != halves.get(ref)]
        result.wrong.append(f"as two files that overlap, {len(differing)} invoices have other payments: {[names.get(ref) for ref in differing[:4]]}")
    return result


def run(options, top):
    results, rows, bad = [], [], 0
    total = collections.defaultdict(collections.Counter)
    for name, file, make, world in worlds(options.lines, options.seed, whole=True):
        if options.only and not any(word in name for word in options.only.split(",")):
            continue
        try:
            result = play(options, top, name, file, make, world)
        except Failed as failure:
            result = Result(name)
            result.wrong.append(str(failure))
        results.append(result)
        for kind, count in result.kinds.items():
            total[kind] += count
    for kind, _ in truth.KINDS:
        count = total[kind]
        if count["lines"]:
            rows.append([kind, count["lines"]] + [count[word] for word in ("booked", "part", "over", "double", "doubtful", "ignored", "first", "to find")])
    print(f"bank: {sum(row[1] for row in rows)} lines, seed {options.seed}")
    table(rows, ["kind", "lines", "booked", "part", "over", "double", "doubtful", "ignored", "right one first", "of"])
    certain = [total[kind] for kind in truth.CERTAIN]
    lines, right = sum(count["lines"] for count in certain), sum(count["right"] for count in certain)
    find, first = sum(count["to find"] for kind, count in total.items()), sum(count["first"] for kind, count in total.items())
    for result in results:
        for text in result.wrong[:options.shown]:
            print(f"  WRONG {result.name}: {text[:1500]}")
        for text in result.other[:options.shown]:
            print(f"  {result.name}: {text[:700]}")
        bad += len(result.wrong)
    share, likely = (right / lines if lines else 0), (first / find if find else 0)
    print(f"  {bad} wrong; certain and booked {right} of {lines} ({share:.1%}, wanted 95 %); right candidate first {first} of {find} ({likely:.1%}, wanted 90 %)")
    if options.mutant:
        caught = sum(any("booked wrongly" in text for text in result.wrong) for result in results)
        print(f"  the mutant ({options.mutant}) was caught in {caught} of {len(results)} files")
        return int(caught < len(results))
    return int(bool(bad) or share < 0.95 or likely < 0.9)
