#!/usr/bin/env python3
"""Opens what `crm export` writes in the programs that people use, and compares cells, row counts and totals.

    Scripts/check-exports.py BIN [--keep DIR]

Needs what it finds of: openpyxl python-calamine odfpy vobject khard icalendar khal duckdb pandas polars csvkit (PyPI), soffice,
ssconvert, sqlite3, psql with a server that it may make a database on, task. What is missing is said and passed over. The programs
and their versions are printed; the status is 1 where anything differs.
"""
import argparse
import csv
import datetime
import importlib
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom
import zipfile

NOW = "2026-11-24T10:00:00+01:00"
ENVIRONMENT = {**os.environ, "CRM_NOW": NOW, "CRM_USER": "gleb", "LANG": "C.UTF-8"}
KINDS = ["contacts", "companies", "leads", "deals", "tasks", "activities", "products"]
faults = []
checked = 0


def expect(what, got, wanted):
    global checked
    checked += 1
    if got != wanted:
        faults.append(f"{what}: {got!r}, not {wanted!r}")


def run(*words, cwd=None, text=True, **more):
    done = subprocess.run(words, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=text, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{words}: {done.stderr}")
    return done.stdout


def module(name, package=None):
    try:
        found = importlib.import_module(name)
    except ImportError:
        print(f"  {package or name}: not here")
        return None
    print(f"  {package or name} {importlib.metadata.version(package or name)}")
    return found


def program(name, *words):
    if not shutil.which(name):
        print(f"  {name}: not here")
        return False
    print("  " + run(name, *words).strip().splitlines()[0])
    return True


RECORDS = {
    "companies/weber-w1234567.yaml": """id: w1234567
name: "Weber; Söhne & <Co> \\"GmbH\\""
phones: ["+4930123456", "+4930123457"]
postal_code: "01067"
city: Köln
country: NA
tags: [vip, "a;b", 'c\\d']
revenue: 1234567.89
employees: 12
created: 2026-03-29T01:30:00+01:00
""",
    "contacts/anna-a1234567.yaml": """id: a1234567
name: "=HYPERLINK(\\"x\\") Анна"
first_name: Анна
last_name: "O'Brien, \\\\"
company: weber-w1234567
position: "+chief _x000D_ _x41_"
emails: [anna@example.com, second@example.com]
phones: ["+79161234567"]
postal_code: "00123"
birthday: --04-12
notes: "  one\\n\\n  two\\ttab  end "
external: {amocrm: "0012", bitrix24: ["1", "2"]}
extra: {"Бюджет, ₸": "12; 13", "a: b": 'c\\d, e'}
created: 2026-11-20T10:15:30+01:00
""",
    "contacts/e-e8123451.yaml": "id: e8123451\nname: '5e812345'\nbirthday: 1985-02-28\ntags: ['1e5', '007', 'NA']\n",
    "products/logo-p1234567.yaml": """id: p1234567
name: 1/2 logo
sku: "0012"
price: 300.10
currency: EUR
active: false
prices: {gold: "250"}
""",
    "deals/fence-d1234567.yaml": """id: d1234567
title: "Fence 語 😀"
pipeline: sales
stage: meeting
contact: anna-a1234567
company: weber-w1234567
participants:
- {contact: e-e8123451, role: "boss, of; all"}
items:
- {product: logo-p1234567, quantity: 2.5, price: 1300.50}
amount: 3551.25
currency: EUR
probability: 30
expected_close: 2026-12-20
next_step: call-t1234567
created: 2026-11-20T10:15:00+01:00
history:
- {at: 2026-11-20T10:15:00+01:00, stage: meeting, by: gleb}
""",
    "tasks/2026-11/call-t1234567.yaml": """id: t1234567
title: "Call, Anna; now"
type: call
status: open
due: 2026-11-27T10:15:00+01:00
deal: fence-d1234567
contact: anna-a1234567
created: 2026-11-20T10:15:00+01:00
""",
    "tasks/2026-11/day-t1234568.yaml": "id: t1234568\ntitle: Whole day\nstatus: open\ndue: 2026-11-27\n",
    "tasks/2026-11/meet-t1234569.yaml": "id: t1234569\ntitle: Meet\ntype: meeting\nstatus: open\ndue: 2026-11-27T23:30:00+01:00\n",
    "tasks/2026-11/done-t123456a.yaml": "id: t123456a\ntitle: Done\nstatus: done\ndue: 2026-11-20\nclosed: 2026-11-20T12:00:00+01:00\n",
    "tasks/2026-11/off-t123456b.yaml": "id: t123456b\ntitle: Off\nstatus: cancelled\ndue: 2026-11-20\nclosed: 2026-11-20T12:00:00+01:00\n",
    "activities/2026-11/call-v1234567.yaml": """id: v1234567
type: call
at: 2026-10-25T02:30:00+01:00
text: "Talked\\nabout; prices"
contact: anna-a1234567
number: "+79161234567"
duration: 30h
""",
    "leads/site-s1234567.yaml": "id: s1234567\ntitle: Site\nname: Carl\namount: 0.10\ncurrency: EUR\nphones: ['+49301234599']\n",
}


class Repository:
    def __init__(self, crm, root):
        self.crm, self.root = crm, root
        run(crm, "init", root, "--no-git", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR")
        for path, text in RECORDS.items():
            place = os.path.join(root, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
        self.objects = {kind: json.loads(run(crm, kind, "list", "--json", cwd=root)) for kind in KINDS}
        self.rows = {}
        for kind in KINDS:
            text = run(crm, "export", kind, "--as", "csv", cwd=root)
            self.rows[kind] = list(csv.DictReader(io.StringIO(text)))
            expect(f"csv {kind} rows", len(self.rows[kind]), len(self.objects[kind]))

    def export(self, what, name, *more):
        path = os.path.join(self.root, name)
        run(self.crm, "export", what, "-o", path, *more, cwd=self.root)
        return path


def restored(text):
    """A cell of csv without the apostrophe that guards it."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1:2] in "=+-@\t\r" else text


def wall(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=None)


def same(cell, text, key):
    """Whether a typed cell says what the text says."""
    text = restored(text)
    if cell is None or cell == "":
        return text == ""
    if isinstance(cell, bool):
        return text == str(cell).lower()
    if isinstance(cell, datetime.timedelta):
        return text in ("1d 6h", "30h") and cell == datetime.timedelta(hours=30)
    if isinstance(cell, datetime.datetime):
        if len(text) == 10:
            return cell.isoformat()[:10] == text
        return abs((cell - wall(text)).total_seconds()) < 0.5
    if isinstance(cell, datetime.date):
        return cell.isoformat() == text
    if isinstance(cell, (int, float)):
        if key not in ("amount", "price", "revenue", "employees", "probability", "pack", "keep_in_touch"):
            return False
        return abs(float(text) - cell) < 1e-9
    # calamine gives the durations of .ods as they are written.
    if key == "duration" and cell == "PT30H00M00S":
        return True
    return str(cell).replace("\r\n", "\n") == text


def check_sheet(program, kind, rows, wanted, header_keys=None):
    header, body = list(rows[0]), rows[1:]
    while header and header[-1] in (None, ""):
        header.pop()
    expect(f"{program} {kind} header", header, list(wanted[0]) if wanted else header)
    expect(f"{program} {kind} rows", len(body), len(wanted))
    for row, want in zip(body, wanted):
        for key, cell in zip(header, row):
            global checked
            checked += 1
            if not same(cell, want[key], key):
                faults.append(f"{program} {kind} {want['id']} {key}: {cell!r}, not {want[key]!r}")


def check_parts(path):
    with zipfile.ZipFile(path) as archive:
        expect(f"{path} is whole", archive.testzip(), None)
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                xml.dom.minidom.parseString(archive.read(name))


def check_workbooks(repository):
    print("workbooks")
    xlsx = repository.export("all", "all.xlsx")
    ods = repository.export("all", "all.ods")
    check_parts(xlsx)
    check_parts(ods)
    openpyxl = module("openpyxl")
    if openpyxl:
        book = openpyxl.load_workbook(xlsx)
        expect("openpyxl sheets", book.sheetnames, KINDS)
        for kind in KINDS:
            sheet = book[kind]
            expect(f"openpyxl {kind} pane", sheet.freeze_panes, "A2")
            expect(f"openpyxl {kind} filter", sheet.auto_filter.ref, sheet.dimensions)
            rows = [[openpyxl_text(cell) for cell in row] for row in sheet.iter_rows()]
            check_sheet("openpyxl", kind, rows, repository.rows[kind])
    calamine = module("python_calamine", "python-calamine")
    if calamine:
        for path in (xlsx, ods):
            book = calamine.CalamineWorkbook.from_path(path)
            for kind in KINDS:
                rows = book.get_sheet_by_name(kind).to_python(skip_empty_area=False)
                check_sheet("calamine " + path[-4:], kind, rows, repository.rows[kind])
    odf = module("odf", "odfpy")
    if odf:
        from odf.opendocument import load
        from odf.table import Table
        tables = load(ods).spreadsheet.getElementsByType(Table)
        expect("odfpy sheets", [table.getAttribute("name") for table in tables], KINDS)
    if program("soffice", "--version"):
        for path in (xlsx, ods):
            check_soffice(repository, path)
    if program("ssconvert", "--version"):
        for path in (xlsx, ods):
            check_gnumeric(repository, path)


def openpyxl_text(cell):
    # openpyxl leaves `_xHHHH_` as it stands.
    from openpyxl.utils.escape import unescape
    return unescape(cell.value) if isinstance(cell.value, str) else cell.value


def check_printed(program, repository, kind, text):
    rows = list(csv.reader(io.StringIO(text)))
    wanted = repository.rows[kind]
    expect(f"{program} {kind} rows", len(rows) - 1, len(wanted))
    header = rows[0]
    for row, want in zip(rows[1:], wanted):
        for key, cell in zip(header, row):
            global checked
            checked += 1
            text = restored(want[key])
            kinds = [cell == text, cell.lower() == text.lower()]
            if key in ("amount", "price", "revenue", "employees", "probability"):
                kinds.append(text and cell and float(cell.replace(",", "")) == float(text))
            if program.startswith("gnumeric"):
                # It rounds what has no format, and leaves `_x005F_` as it stands.
                kinds.append(key == "revenue" and cell == "1234567.9")
                kinds.append(cell == text.replace("_x000D_", "_x005F_x000D_"))
            if key in ("created", "due", "at", "closed", "next_step.due", "next_step.created") and len(text) > 10:
                kinds.append(cell == str(wall(text)))
            if key == "duration":
                kinds.append(cell in ("30:00:00", "30:00"))
            if not any(kinds):
                faults.append(f"{program} {kind} {want['id']} {key}: {cell!r}, not {text!r}")


def check_soffice(repository, path):
    folder = tempfile.mkdtemp()
    # Fields between commas, UTF-8, as shown, every sheet in a file of its own.
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filters,
        "--outdir", folder, path)
    for kind in KINDS:
        name = f"{os.path.basename(path).rsplit('.', 1)[0]}-{kind}.csv"
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            check_printed("soffice " + path[-4:], repository, kind, file.read())
    shutil.rmtree(folder)


def check_gnumeric(repository, path):
    folder = tempfile.mkdtemp()
    run("ssconvert", "-S", "-O", "separator=, format=preserve", path, folder + "/s.txt")
    for number, kind in enumerate(KINDS):
        with open(f"{folder}/s.txt.{number}", encoding="utf-8", newline="") as file:
            check_printed("gnumeric " + path[-4:], repository, kind, file.read())
    shutil.rmtree(folder)


def check_cards(repository):
    print("vCards")
    vobject = module("vobject")
    khard = shutil.which("khard") and program("khard", "--version")
    for version in ("4.0", "3.0"):
        path = repository.export("contacts", f"c{version}.vcf", "--vcard-version", version)
        with open(path, "rb") as file:
            data = file.read()
        expect("lines of vCards", [line for line in data.split(b"\r\n") if len(line) > 75], [])
        if vobject:
            cards = list(vobject.readComponents(data.decode()))
            expect(f"vobject {version} cards", len(cards), len(repository.objects["contacts"]))
            for card in cards:
                want = next(c for c in repository.objects["contacts"] if c["name"] == card.fn.value)
                expect("vobject emails", [e.value for e in card.contents.get("email", [])], want.get("emails", []))
                expect("vobject phones", [e.value for e in card.contents.get("tel", [])], want.get("phones", []))
                if "notes" in want:
                    expect("vobject note", card.note.value, want["notes"])
                if "last_name" in want:
                    expect("vobject name", card.n.value.family, want["last_name"])
        if khard:
            check_khard(repository, data, version)


def check_khard(repository, data, version):
    folder = tempfile.mkdtemp()
    os.makedirs(folder + "/book")
    for number, card in enumerate(data.decode().split("END:VCARD\r\n")[:-1]):
        with open(f"{folder}/book/{number}.vcf", "w", encoding="utf-8", newline="") as file:
            file.write(card + "END:VCARD\r\n")
    with open(folder + "/khard.conf", "w") as file:
        file.write(f"[addressbooks]\n[[crm]]\npath = {folder}/book\n[general]\ndefault_action = list\n")
    listed = run("khard", "-c", folder + "/khard.conf", "phone", "--parsable")
    for contact in repository.objects["contacts"]:
        for phone in contact.get("phones", []):
            expect(f"khard {version} has {phone}", phone in listed, True)
    days = run("khard", "-c", folder + "/khard.conf", "birthdays")
    expect(f"khard {version} birthdays", days.count("\n") - 1, 2)
    shutil.rmtree(folder)


def check_calendars(repository):
    print("calendars")
    icalendar = module("icalendar")
    tasks = [task for task in repository.objects["tasks"] if task.get("status") != "cancelled"]
    path = repository.export("tasks", "t.ics")
    if icalendar:
        with open(path, "rb") as file:
            calendar = icalendar.Calendar.from_ical(file.read())
        entries = [entry for entry in calendar.subcomponents]
        expect("icalendar entries", sorted(str(e["SUMMARY"]) for e in entries), sorted(t["title"] for t in tasks))
        for entry in entries:
            want = next(t for t in tasks if t["title"] == str(entry["SUMMARY"]))
            moment = entry.get("DUE") or entry.get("DTSTART")
            if want.get("all_day"):
                expect("icalendar day", moment.dt.isoformat(), "2026-11-27" if want["id"] == "t1234568" else "2026-11-20")
            else:
                expect("icalendar moment", moment.dt, datetime.datetime.fromisoformat(want["due"]))
    if program("khal", "--version"):
        folder = tempfile.mkdtemp()
        run(repository.crm, "export", "tasks", "--as", "ics", "-o", make(folder + "/cal"), cwd=repository.root)
        with open(folder + "/khal.conf", "w") as file:
            file.write(
                f"[calendars]\n[[crm]]\npath = {folder}/cal\n[sqlite]\npath = {folder}/khal.db\n"
                "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\ntimeformat = %H:%M\n"
                "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
                "longdatetimeformat = %Y-%m-%d %H:%M\n")
        listed = run("khal", "-c", folder + "/khal.conf", "list", "2026-11-27", "2d", "--format", "{start} {title}")
        expect("khal shows the meeting", "2026-11-27 23:30 Meet" in listed, True)
        shutil.rmtree(folder)
    if shutil.which("task"):
        check_taskwarrior(repository)


def make(folder):
    os.makedirs(folder)
    return folder


def check_taskwarrior(repository):
    folder = tempfile.mkdtemp()
    rc = [f"rc.data.location={folder}", "rc.confirmation=no", "rc.verbose=nothing", "rc.json.array=on"]
    rc += [f"rc.uda.crm_{name}.type=string" for name in ("id", "contact", "company", "owner", "amount", "currency", "result", "notes")]
    print("  taskwarrior " + run("task", "--version").strip())
    text = run(repository.crm, "export", "tasks", "--as", "taskwarrior", cwd=repository.root)
    for _ in range(2):
        run("task", *rc, "import", "-", input=text)
    back = {task["uuid"]: task for task in json.loads(run("task", *rc, "export"))}
    want = json.loads(text)
    expect("taskwarrior tasks", len(back), len(want))
    for task in want:
        got = back.get(task["uuid"], {})
        for key, value in task.items():
            if key != "tags" or value:
                expect(f"taskwarrior {key}", got.get(key), value)
    shutil.rmtree(folder)


def check_sql(repository):
    print("SQL")
    script = repository.export("all", "all.sql")
    again = repository.export("all", "again.sql", "--upsert")
    counts = {kind: len(repository.objects[kind]) for kind in KINDS}
    total = sum(float(deal["amount"]) for deal in repository.objects["deals"])
    note = next(c for c in repository.objects["contacts"] if c["id"] == "a1234567")["notes"]
    queries = [f"select count(*) from {kind}" for kind in KINDS] + [
        "select sum(amount) from deals", "select notes from contacts where id = 'a1234567'",
        "select c.name from contacts p join companies c on c.id = p.company where p.id = 'a1234567'",
        "select count(*) from contacts_emails", "select postal_code from contacts where id = 'a1234567'",
        "select value from contacts_extra where key = 'a: b'", "select price from deals_items",
    ]
    answers = [counts[kind] for kind in KINDS] + [
        total, note, 'Weber; Söhne & <Co> "GmbH"', 2, "00123", "c\\d, e", 1300.5]

    def compare(name, ask):
        for query, answer in zip(queries, answers):
            got = ask(query)
            got = float(got) if isinstance(answer, float) else int(got) if isinstance(answer, int) else got
            expect(f"{name}: {query}", got, answer)

    import sqlite3
    print("  sqlite3 " + sqlite3.sqlite_version)
    for scripts in ([script], [script, again], [again, again]):
        base = sqlite3.connect(":memory:")
        base.execute("pragma foreign_keys = on")
        for name in scripts:
            with open(name, encoding="utf-8") as file:
                base.executescript(file.read())
        compare("sqlite", lambda query: base.execute(query).fetchone()[0])
        expect("sqlite relations", base.execute("pragma foreign_key_check").fetchall(), [])
    if shutil.which("sqlite3"):
        path = os.path.join(repository.root, "all.db")
        with open(script, "rb") as file:
            run("sqlite3", "-bail", path, stdin=file)
    duckdb = module("duckdb")
    if duckdb:
        base = duckdb.connect()
        with open(script, encoding="utf-8") as file:
            base.execute(file.read())
        compare("duckdb", lambda query: base.execute(query).fetchone()[0])
    if shutil.which("psql") and subprocess.run(["psql", "-c", "", "postgres"], env=ENVIRONMENT, capture_output=True).returncode == 0:
        print("  " + run("psql", "-At", "-c", "select version()", "postgres").strip()[:60])
        name = f"crm_check_{os.getpid()}"
        run("psql", "-q", "-c", f"create database {name}", "postgres")
        try:
            for file in (script, again, again):
                run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, name)
            compare("psql", lambda query: run("psql", "-At", "-c", query, name)[:-1])
            kinds = run("psql", "-At", "-c", "select pg_typeof(amount), pg_typeof(created), pg_typeof(expected_close) from deals", name)
            expect("psql types", kinds.strip(), "numeric|timestamp with time zone|date")
        finally:
            run("psql", "-q", "-c", f"drop database {name}", "postgres")
    else:
        print("  psql: no server")


def check_tables(repository):
    """The recipes of docs/exports.md, each as it is written there."""
    print("csv")
    path = repository.export("contacts", "contacts.csv")
    want = repository.rows["contacts"]
    duckdb, pandas, polars = module("duckdb"), module("pandas"), module("polars")
    columns = ["id", "postal_code", "name", "phones"]

    def compare(name, rows):
        expect(name, [[row[key] or "" for key in columns] for row in rows], [[w[key] for key in columns] for w in want])

    if duckdb:
        relation = duckdb.sql(f"select * from read_csv('{path}', all_varchar=true, header=true)")
        compare("duckdb", [dict(zip(relation.columns, row)) for row in relation.fetchall()])
    if pandas:
        compare("pandas", pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"))
    if polars:
        compare("polars", polars.read_csv(path, infer_schema=False).to_dicts())
    if shutil.which("csvjson"):
        print("  " + run("csvjson", "--version").strip())
        compare("csvjson", json.loads(run("csvjson", "-I", "-y", "0", path)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crm", metavar="BIN")
    parser.add_argument("--keep", metavar="DIR", help="keep the repository and the files here")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp()
    repository = Repository(os.path.abspath(options.crm), os.path.join(os.path.abspath(folder), "office"))
    check_workbooks(repository)
    check_cards(repository)
    check_calendars(repository)
    check_sql(repository)
    check_tables(repository)
    if not options.keep:
        shutil.rmtree(folder)
    for fault in faults:
        print("FAULT " + fault)
    print(f"{checked} comparisons, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
