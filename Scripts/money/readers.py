"""Bank files read by crm and by public readers of PyPI: equal counts and sums, or a difference that is known and explained.

`--samples FOLDER` adds files of others, such as the tests of WoLpH/mt940, genkgo/camt, sebastienrousseau/bankstatementparser and
Xini1/client-bank-exchange on GitHub; crm may refuse one with a reason, but must not read it otherwise than two readers that agree.
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import bank
import statements
import truth
from shop import Shop, table

PACKAGES = {"mt-940": "mt-940==5.1.1", "mt940": "mt940==0.8.1", "bankstatementparser": "bankstatementparser==0.0.29", "camt053": "camt053==0.0.23",
            "client-bank-1c": "client-bank-1c==0.3", "client-bank-exchange-1c": "client-bank-exchange-1c==0.1.8", "odin-palace-py": "odin-palace-py==0.2.1",
            "openpyxl": "openpyxl==3.1.5"}
OF = {"1c": ["client-bank-1c", "client-bank-exchange-1c", "odin-palace-py"], "camt": ["camt053", "bankstatementparser"],
      "mt940": ["mt-940", "mt940", "bankstatementparser"], "csv": ["openpyxl"]}
# Differences of generated files that have their reason in the reader.
KNOWN = {
    ("mt-940", "mt940"): "RC counts as income, RD as expense",
    ("mt940", "mt940 structured"): "knows no 60M: a statement of several pages is refused",
    ("client-bank-1c", "1c utf-8, commas"): "takes no decimal comma",
    ("odin-palace-py", "1c utf-8, commas"): "takes no decimal comma",
    ("client-bank-exchange-1c", "1c utf-8, commas"): "of 1234,56 it makes 123456",
    ("bankstatementparser", "camt"): "entries that are only announced count too",
}

# Public samples that no two readers need read alike.
ODD = {"sample1.txt": "payer and payee are one account"}


def install(options, top):
    """Each reader in a folder of its own: two of them have modules of one name."""
    place, failed = options.venv or f"{top}/readers", {}
    for name, package in PACKAGES.items():
        folder = f"{place}/{name}"
        if not os.path.isdir(folder):
            done = subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--target", folder, package],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                failed[name] = done.stderr.strip().splitlines()[-1:]
    for name, why in failed.items():
        print(f"  {name} cannot be installed: {why}")
    return place, [name for name in PACKAGES if name not in failed]


def elsewhere(place, reader, files):
    here = os.path.dirname(os.path.abspath(__file__))
    # Under names of no extension but one: a reader takes files of some names and folders alone.
    folder, copies = tempfile.mkdtemp(prefix="crm-readers-"), {}
    for n, path in enumerate(files):
        ending = {"mt940": ".mt940", "camt": ".xml", "1c": ".txt"}.get(kind_of(path), os.path.splitext(path)[1])
        copies[f"{folder}/{n}{ending}"] = path
        shutil.copyfile(path, f"{folder}/{n}{ending}")
    done = subprocess.run([sys.executable, f"{here}/elsewhere.py", reader, *copies], capture_output=True, text=True, timeout=900,
                          env={**os.environ, "PYTHONPATH": f"{place}/{reader}", "PYTHONWARNINGS": "ignore"})
    shutil.rmtree(folder, ignore_errors=True)
    answers = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            each = json.loads(line)
            answers[copies[each["file"]]] = each
    return answers


def ours(shop, path):
    done = shop.run("payments", "preview", path, "--json", status=None)
    if done.returncode not in (0, 4) or not done.stdout.strip():
        try:
            said = json.loads(done.stderr or done.stdout)
            said = said.get("error", said)
            return {"error": str(said.get("message", said))[:200]}
        except ValueError:
            return {"error": (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()[0][:200]}
    sums, lines = collections.defaultdict(Decimal), json.loads(done.stdout)["lines"]
    for each in lines:
        sums[each["currency"]] += Decimal(str(each["amount"]))
    return {"lines": len(lines), "sums": {currency: format(value.normalize() + 0, "f") for currency, value in sorted(sums.items())}}


def same(one, other):
    """Sums of files whose reader knows no currency are compared as a whole."""
    if one.get("error") or other.get("error") or one["lines"] != other["lines"]:
        return False
    strip = [{currency: Decimal(value) for currency, value in each["sums"].items() if Decimal(value)} for each in (one, other)]
    return strip[0] == strip[1] or "?" in other["sums"] and sum(strip[0].values()) == sum(strip[1].values())


def short(answer):
    if answer is None:
        return "no answer"
    if answer.get("error"):
        return "refused: " + answer["error"][:90]
    return f"{answer['lines']} lines, " + (", ".join(f"{value} {currency}" for currency, value in answer["sums"].items()) or "nothing")


def generated(options, top, place, there):
    rows, bad = [], 0
    for name, file, make, world in bank.worlds(options.lines, options.seed):
        if options.only and not any(word in name for word in options.only.split(",")):
            continue
        kind = name.split()[0].split(".")[0]
        shop = Shop(options.crm, f"{top}/read-{name.replace(' ', '-')}", currency=world.currencies[0], seed=options.seed)
        path = f"{shop.folder}/{file}"
        with open(path, "wb") as out:
            out.write(make(world, world.accounts))
        if name == "csv" and "openpyxl" in there:
            # The same rows as a workbook: both forms are read alike, and the workbook as its own library reads it.
            text, path = path, f"{shop.folder}/book.xlsx"
            done = subprocess.run([sys.executable, "-c", "import json,sys,openpyxl\nb=openpyxl.Workbook()\nfor r in json.load(sys.stdin): b.active.append(r)\nb.save(sys.argv[1])", path],
                                  input=json.dumps(statements.rows(world.accounts, german=False)), text=True, env={**os.environ, "PYTHONPATH": f"{place}/openpyxl"})
            if done.returncode == 0 and ours(shop, text) != ours(shop, path):
                print(f"  WRONG csv and xlsx differ: {short(ours(shop, text))}; {short(ours(shop, path))}")
                bad += 1
        wanted = {"lines": len(world.lines), "sums": {}}
        sums = collections.defaultdict(Decimal)
        for account in world.accounts:
            sums[account["currency"]] += sum(Decimal(entry["cents"]).scaleb(-truth.PLACES[account["currency"]]) for entry in account["entries"])
        wanted["sums"] = {currency: format(value.normalize() + 0, "f") for currency, value in sorted(sums.items())}
        mine = ours(shop, path)
        if not same(wanted, mine):
            print(f"  WRONG {name}: written {short(wanted)}; crm reads {short(mine)}")
            bad += 1
        for reader in OF[kind]:
            if reader not in there:
                continue
            theirs = elsewhere(place, reader, [path]).get(path)
            equal = theirs is not None and same(mine, theirs)
            if kind == "csv" and name != "csv":
                continue
            why = "" if equal else KNOWN.get((reader, name)) or KNOWN.get((reader, kind), "NOT KNOWN")
            rows.append([name, mine.get("lines", 0), reader, "equal" if equal else "differs", why, "" if equal else short(theirs)])
            bad += why == "NOT KNOWN"
    table(rows, ["file", "lines", "reader", "sums and counts", "why", "it reads"])
    return bad


def kind_of(path):
    with open(path, "rb") as file:
        head = file.read(200_000)
    if b"BkToCstmrStmt" in head and b"<" in head:
        return "camt"
    if "1CClientBankExchange".encode() in head[:40]:
        return "1c"
    return "mt940" if b":61:" in head and b":60" in head and b":62" in head else None


def adds_up(path, kind):
    """Whether opening balances and entries of every statement make its closing balance, by a reading of this script's own."""
    with open(path, "rb") as file:
        text = file.read().decode("utf-8", "replace")
    if kind == "mt940":
        for part in re.split(r"(?m)^:20:", text)[1:]:
            sums = [each.replace(",", ".") for each in re.findall(r"(?m)^:6[02][FM]:([CD]\d{6}[A-Z]{3}[\d,]+)", part)]
            if len(sums) != 2:
                return False
            opening, closing = (Decimal(each[10:].rstrip(".")) * (1 if each[0] == "C" else -1) for each in sums)
            for mark, amount in re.findall(r"(?m)^:61:\d{6}(?:\d{4})?(R?[CD])[A-Z]?(\d[\d,]*)", part):
                opening += Decimal(amount.replace(",", ".").rstrip(".")) * (1 if mark in ("C", "RD") else -1)
            if opening != closing:
                return False
        return True
    for part in re.findall(r"(?s)<Stmt>(.*?)</Stmt>", text):
        balances = {}
        for each in re.findall(r"(?s)<Bal>(.*?)</Bal>", part):
            code, amount = re.search(r"<Cd>(\w+)</Cd>", each), re.search(r"<Amt[^>]*>([\d.]+)<", each)
            if code and amount:
                balances[code[1]] = Decimal(amount[1]) * (-1 if "DBIT" in each else 1)
        opening, closing = balances.get("OPBD", balances.get("PRCD")), balances.get("CLBD")
        entries = sum(Decimal(re.search(r"<Amt[^>]*>([\d.]+)<", each)[1]) * (-1 if re.search(r"<CdtDbtInd>(\w+)<", each)[1] == "DBIT" else 1)
                      for each in re.findall(r"(?s)<Ntry>(.*?)</Ntry>", part) if "BOOK" in each)
        if opening is not None and closing is not None and opening + entries != closing:
            return False
    return True


def public(options, top, place, there):
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(options.samples) for name in names
                   if not name.endswith((".yml", ".py", ".json", ".php")))
    shop, rows, bad = Shop(options.crm, f"{top}/samples", seed=options.seed), [], 0
    by_kind = collections.defaultdict(list)
    for path in files:
        kind = kind_of(path)
        if kind:
            by_kind[kind].append(path)
    for kind, paths in by_kind.items():
        theirs = {reader: elsewhere(place, reader, paths) for reader in OF[kind] if reader in there}
        for path in paths:
            mine = ours(shop, path)
            answers = {reader: found.get(path) for reader, found in theirs.items()}
            equal = [reader for reader, answer in answers.items() if answer and same(mine, answer)]
            read = [answer for answer in answers.values() if answer and not answer.get("error")]
            # Where all others agree with each other and not with us, somebody must look.
            alone = len(read) > 1 and not equal and not mine.get("error") and all(same(read[0], each) for each in read)
            bad += alone
            said = short(mine)
            if "opening" in said and "make" in said:
                # What does not add up is refused; whether it does is looked up here once more.
                sound = adds_up(path, kind)
                said = "refused: " + ("WRONGLY, it adds up" if sound else "it does not add up")
                bad += sound
            if alone and os.path.basename(path) in ODD:
                bad, alone, said = bad - 1, False, f"{said} ({ODD[os.path.basename(path)]})"
            rows.append([os.path.relpath(path, options.samples)[-48:], said, f"{len(equal)} of {len(answers)}",
                         ("ALONE: " if alone else "") + ("" if len(equal) == len(answers) else "; ".join(
                             f"{reader}: {short(answer)}" for reader, answer in answers.items() if reader not in equal))[:200]])
    table(rows, ["sample", "crm", "agree", "others"])
    return bad


def run(options, top):
    place, there = install(options, top)
    print(f"readers: seed {options.seed}, {', '.join(PACKAGES[name] for name in there)}")
    bad = generated(options, top, place, there)
    if options.samples:
        bad += public(options, top, place, there)
    return int(bool(bad))
