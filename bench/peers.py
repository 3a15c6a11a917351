"""What other programs need to do the same work: git's repository, and data of as many records for the others."""
import contextlib
import os
import random
import shutil
import sqlite3
import subprocess

from generate import CALLS, PLACES, SUBJECT, Dice, slug

# Tasks of one project: what a filter of taskwarrior gives is as short as what crm's gives.
TASKS_OF_PROJECT = 20


def commit(repository, environment):
    """A git repository with everything in it committed."""
    def git(*words):
        subprocess.run(["git", *words], cwd=repository, env=environment, check=True, stdout=subprocess.DEVNULL)
    git("init", "-q")
    for key, value in [("user.name", "bench"), ("user.email", "bench@example.com"), ("gc.auto", "0"),
                       ("maintenance.auto", "false")]:
        git("config", key, value)
    git("add", "-A")
    git("commit", "-q", "-m", "records")
    git("status")


def write_tasks(records, folder):
    """Data of taskwarrior 2.6, as it would write it itself."""
    dice, numbers = Dice(records), random.Random(records)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "taskrc"), "w") as file:
        file.write(f"data.location={folder}\nconfirmation=off\n")
    with open(os.path.join(folder, "pending.data"), "w", encoding="utf-8") as file:
        for number in range(records):
            made, uuid = 1_750_000_000 + dice.below(40_000_000), f"{numbers.getrandbits(128):032x}"
            uuid = "-".join([uuid[:8], uuid[8:12], "4" + uuid[13:16], "8" + uuid[17:20], uuid[20:]])
            file.write(
                f'[description:"{dice.pick(CALLS)} {dice.person()}" due:"{1_796_000_000 + dice.below(8_000_000)}" '
                f'entry:"{made}" modified:"{made}" project:"p{number // TASKS_OF_PROJECT}" status:"pending" '
                f'tags:"vip" tags_vip:"x" uuid:"{uuid}"]\n')
    for name in ["completed.data", "undo.data", "backlog.data"]:
        open(os.path.join(folder, name), "w").close()


def people(records):
    dice = Dice(records)
    for number in range(records):
        name, place = dice.person(), dice.pick(PLACES)
        email = f"{slug(name).replace('-', '.')}{number}@mail.example"
        yield name, email, place[0], place[1], f"{dice.pick(SUBJECT)} for {dice.company()}", " ".join(dice.notes())


def write_rec(records, path):
    """One file of GNU recutils."""
    with open(path, "w", encoding="utf-8") as file:
        for name, email, city, country, title, notes in people(records):
            file.write(f"Name: {name}\nEmail: {email}\nCity: {city}\nCountry: {country}\n")
            file.write(f"Title: {title}\nNotes: {notes}\n\n")


def write_fts5(records, path):
    database = sqlite3.connect(path)
    database.execute("CREATE VIRTUAL TABLE records USING fts5(name, email, city, country, title, notes)")
    database.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)", people(records))
    database.execute("INSERT INTO records (records) VALUES ('optimize')")
    database.commit()
    database.close()


def has_fts5():
    program = shutil.which("sqlite3")
    test = "CREATE VIRTUAL TABLE t USING fts5(x)"
    if program is None or subprocess.run([program, ":memory:", test], stderr=subprocess.DEVNULL).returncode != 0:
        return False
    try:
        sqlite3.connect(":memory:").execute(test)
    except sqlite3.OperationalError:
        return False
    return True


def write_three(path):
    """Three rows of people to import; NUMBER stands where every run has another one."""
    with open(path, "w", encoding="utf-8") as file:
        file.write("Name,Email,City\n")
        for number in range(3):
            file.write(f"Visitor{number} Fair NUMBER,visitor{number}.NUMBER@fair.example,Berlin\n")


def flat(record):
    """A record's keys with single values: a reference as three columns, a list as one text."""
    columns = {}
    for key, value in record.items():
        if isinstance(value, dict):
            columns.update({f"{key}_{part}": text for part, text in value.items()})
        else:
            columns[key] = "; ".join(map(str, value)) if isinstance(value, list) else value
    return columns


def write_printed(path, objects, header, rows):
    """What crm prints, in its order: the table `json` has only columns that a record fills, `csv` those of the CSV."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    database = sqlite3.connect(path)
    records = [flat(record) for record in objects]
    columns = list(dict.fromkeys(key for record in records for key in record))
    for table, names, values in [
            ("json", columns, ([record.get(key) for key in columns] for record in records)), ("csv", header, rows)]:
        database.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", values)
    database.commit()
    database.close()
