"""`crm payments run` of many lines against as many invoices, beside the C loop that creates as many files."""

import datetime
import os
import random
import resource
import shutil
import statistics
import subprocess
import time

import statements
from shop import Shop
from truth import FIRST, iban


def build(options, top):
    dice = random.Random(f"speed {options.seed}")
    shop = Shop(options.crm, f"{top}/speed", seed=options.seed)
    clients = [(f"Client {n} GmbH", shop.record("companies", f"client-{n}", {"name": f"Client {n} GmbH", "tax_id": f"DE{100000000 + n}"}))
               for n in range(max(1, options.invoices // 10))]
    entries = []
    for n in range(1, options.invoices + 1):
        name, ref = dice.choice(clients)
        cents = dice.randrange(1_000, 999_999)
        number = f"INV-2026-{n:05d}"
        shop.record(f"invoices/2026-{1 + n % 11:02d}", number.lower(), {
            "number": number, "company": ref, "amount": statements.amount(cents, "EUR"), "currency": "EUR", "issued": "2026-10-20", "due": "2026-11-10",
            "status": "sent", "created": "2026-10-20T10:00:00+02:00"})
        entries.append({"at": FIRST + datetime.timedelta(days=dice.randrange(30)), "cents": cents, "payer": name, "account": iban(dice),
                        "purpose": f"Rechnung {number} vom 20.10.2026", "reference": f"BK{n:08d}"})
    entries.sort(key=lambda entry: entry["at"])
    account = {"iban": iban(dice), "currency": "EUR", "number": 1, "opening": 0, "day": FIRST, "entries": entries}
    made = {}
    for name, data in (("camt.053", statements.camt([account])), ("mt940", statements.mt940([account])), ("csv", statements.table([account]))):
        made[name] = f"{shop.folder}/bank.{name}"
        with open(made[name], "wb") as file:
            file.write(data)
    return shop, made


def measured(words, folder, environment):
    used, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime, done


def run(options, top):
    shop, files = build(options, top)
    here = os.path.dirname(os.path.abspath(__file__))
    create = f"{shop.folder}/create"
    subprocess.run(["cc", "-O2", "-o", create, f"{here}/../../bench/create.c"], check=True)
    shop.run("companies", "list", "--limit", "1", status=None)
    shutil.copytree(shop.repository, f"{shop.folder}/kept")
    bad, late = 0, 0
    for name, path in files.items():
        seconds = {"crm": [], "loop": []}
        cpu = []
        for turn in range(6):
            place = f"{shop.folder}/turn"
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(f"{shop.folder}/kept", place)
            subprocess.run(["sync"], check=True)
            wall, used, done = measured([shop.crm, "payments", "run", path, "--json"], place, shop.environment())
            if done.returncode not in (0, 4):
                print(f"  FAILED {name}: {done.returncode} {(done.stdout + done.stderr)[-800:].decode('utf-8', 'replace')}")
                bad += 1
                break
            booked = done.stdout.count(b'"booked"')
            if booked < options.invoices:
                print(f"  WRONG {name}: booked {booked} of {options.invoices}")
                bad += 1
                break
            shutil.rmtree(f"{shop.folder}/loop", ignore_errors=True)
            os.mkdir(f"{shop.folder}/loop")
            other, _, _ = measured([create, f"{shop.folder}/loop", str(options.invoices)], top, shop.environment())
            if turn:
                seconds["crm"].append(wall)
                seconds["loop"].append(other)
                cpu.append(used)
        if seconds["crm"]:
            wall, loop = statistics.median(seconds["crm"]), statistics.median(seconds["loop"])
            print(f"  {name}: {options.invoices:,} lines against {options.invoices:,} invoices: {wall:.2f} s (processor {statistics.median(cpu):.2f} s); "
                  f"the C loop creates as many files in {loop:.2f} s; beside it {wall - loop:.2f} s")
            late += wall - loop > 1
    return int(bool(bad or late))
