#!/usr/bin/env python3
"""Checks that a read answers the same with a warm index, with one made anew and with none, whatever was done to the files.

    check-reads.py path/to/crm [--seconds S] [--seed N] [--only PART] [--keep DIR]

  equality  made-up repositories of all kinds are disturbed step by step: files broken, copied, moved, edited in the same
            tick and size with their times put back, deleted, linked; folders renamed; settings changed; commands that write;
            the index flipped, cut, exchanged. After each step some of the reads below print, byte by byte, the same text,
            the same errors and the same status
  kills     readers that have to write the index are killed at random moments: the next read answers as with no index
  crowd     two readers run all the while that a writer changes a record and makes others: a reader never fails, and what it
            prints is what was there before or after a change; at the end all three answers agree

Only what the file system and the commands show is looked at. Exits 1 at the first difference and shows how to come there;
`--keep` leaves the repository there. Needs Python 3 and git.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import generate  # noqa: E402

KINDS = ["contacts", "companies", "leads", "deals", "tasks", "activities", "products", "invoices"]
FORMATS = [[], ["--json"], ["--format", "csv"], ["--format", "jsonl"], ["--format", "yaml"], ["--format", "ids"],
           ["--fields", "id,created"]]
FILTERS = {
    "contacts": ["tag:vip", "company.country:DE", "city:Berlin sort:-created", "owner:me limit:3", "kowalczyk", "has:notes",
                 "sort:company.name limit:20"],
    "companies": ["country:DE", "sort:name limit:5", "source:expo", "employees>100"],
    "leads": ["status:new", "amount>=10000 sort:-amount", "source:ads"],
    "deals": ["is:open", "company.country:DE", "stage:proposal sort:-amount", "contact.city:Berlin", "amount>=50000", "@me"],
    "tasks": ["is:open", "due<=2026-12-10", "deal.stage:proposal", "type:call limit:10", "status:done limit:7",
              "contact.country:DE limit:5"],
    "activities": ["type:call", "at:2026-11", "contact.city:Berlin", "deal.amount>1000 limit:9", "sort:-at limit:5"],
    "products": ["price>10", "sort:sku"],
    "invoices": ["status:sent", "sort:number", "company.country:DE"],
}
OTHERS = [
    [], ["--json"], ["digest"], ["digest", "--json"], ["deals", "board"], ["deals", "board", "--json"], ["check"],
    ["check", "--json"], ["today"], ["next"], ["search", "kowalczyk"], ["search", "kowalzcyk"], ["search", "berlin", "--json"],
    ["search", "offer", "website"], ["reports", "funnel"], ["reports", "pipeline", "--json"], ["reports", "activity"],
    ["reports", "dormant"], ["reports", "receivables"], ["reports", "overdue"], ["reports", "no-next-step"],
    ["reports", "sources", "--json"], ["reports", "rfm"], ["contacts", "dupes"], ["companies", "dupes"], ["caller", "+4930"],
    ["export", "contacts", "--as", "vcard"], ["export", "deals", "--as", "json"], ["export", "--as", "json"], ["stages", "list"],
    ["stages", "check"], ["views"], ["tasks", "load"], ["imports", "list"], ["prime"],
]
STATES = {"warm": {}, "none": {"CRM_NO_INDEX": "1"}}


class Difference(Exception):
    pass


class Bench:
    """A repository, its copy for the index made anew, and what was done to it so far."""

    def __init__(self, crm, root, dice):
        self.crm, self.root, self.dice = crm, pathlib.Path(root), dice
        self.repository, self.copy = self.root / "warm" / "r", self.root / "anew" / "r"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.root), "LANG": "C.UTF-8", "CRM_USER": "mara", "NO_COLOR": "1",
            "CRM_NOW": "2026-11-24T10:00:00+01:00", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "m", "GIT_AUTHOR_EMAIL": "m@x.example", "GIT_COMMITTER_NAME": "m",
            "GIT_COMMITTER_EMAIL": "m@x.example"}
        self.told, self.saved, self.whole = [], [], {}
        generate.generate(dice.choice([60, 150, 400]), str(self.repository))
        self.has_git = dice.random() < 0.7
        if self.has_git:
            for words in [["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "records"]]:
                subprocess.run(["git", *words], cwd=self.repository, env=self.environment, check=True)
        self.index = self.repository / (".git/crm" if self.has_git else ".crm") / "index"

    def run(self, words, folder=None, variables=None, timeout=60):
        done = subprocess.run(
            [self.crm, *words], cwd=folder or self.repository, env={**self.environment, **(variables or {})},
            stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout)
        if done.returncode < 0 or done.returncode == 70:
            raise Difference(f"crm {' '.join(words)}: status {done.returncode}\n{done.stderr.decode(errors='replace')}")
        return done.stdout, done.stderr, done.returncode

    def files(self, kinds=KINDS):
        return sorted(path for kind in kinds for path in (self.repository / kind).rglob("*.yaml")
                      if path.is_file() and not path.is_symlink())

    def folders(self):
        return sorted(path for kind in KINDS for path in (self.repository / kind).rglob("*")
                      if path.is_dir() and not path.is_symlink())

    def compare(self, commands):
        """The answers in the three states; the copy has no index, which is made anew by the first of them."""
        answers = {name: [self.run(words, None, variables) for words in commands] for name, variables in STATES.items()}
        again = [self.run(words) for words in commands]
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.repository, self.copy, symlinks=True, copy_function=copy_entry)
        (self.copy / self.index.relative_to(self.repository)).unlink(missing_ok=True)
        if self.dice.random() < 0.5:
            self.run(["index", "rebuild"], self.copy)
        here, there = str(self.root / "warm").encode(), str(self.root / "anew").encode()
        answers["anew"] = [tuple(part.replace(there, here) if isinstance(part, bytes) else part
                                 for part in self.run(words, self.copy)) for words in commands]
        for number, words in enumerate(commands):
            truth = answers["none"][number]
            for name, answer in [("warm", answers["warm"][number]), ("warm again", again[number]),
                                 ("anew", answers["anew"][number])]:
                if answer != truth:
                    raise Difference(f"crm {' '.join(words)}\n{shown('no index', truth)}{shown(name, answer)}")


def copy_entry(source, target):
    """As `shutil.copy2`, but what is no file is made anew: a pipe would never end."""
    if os.path.isfile(source):
        shutil.copy2(source, target)
    else:
        os.mkfifo(target)


def shown(name, answer):
    out, err, status = answer
    return f"--- {name}: status {status}\n{out.decode(errors='replace')}{err.decode(errors='replace')}"


def reads(bench):
    """Some reads: lists of several kinds, cards of records that are there or were, and others."""
    dice, commands = bench.dice, []
    for kind in dice.sample(KINDS, 3):
        words = dice.choice([[], dice.choice(FILTERS[kind]).split()])
        commands.append([kind, "list", *words, *dice.choice(FORMATS)])
    stems = [path.stem for path in bench.files()] or ["nobody-a0000000"]
    for path in dice.sample(bench.files(), min(2, len(bench.files()))):
        kind = path.relative_to(bench.repository).parts[0]
        name = dice.choice([path.stem, path.stem[-8:], path.stem[-8:][:4], path.stem.split("-")[0], dice.choice(stems)])
        commands.append([kind, "show", name, *dice.choice([[], ["--json"]])])
    return commands + dice.sample(OTHERS, 4)


def put_back(path, facts):
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def edit(bench, path, text, keeps_times):
    """Writes into the same file, or puts another in its place as editors do."""
    facts = path.stat()
    if bench.dice.random() < 0.5:
        path.write_bytes(text)
    else:
        other = path.with_name(".other~")
        other.write_bytes(text)
        os.replace(other, path)
    if keeps_times:
        put_back(path, facts)


def same_size(bench, path):
    text = bytearray(path.read_bytes())
    letters = [place for place, byte in enumerate(text) if chr(byte) in "aeiou" and place > 13]
    if letters:
        place = bench.dice.choice(letters)
        text[place] = ord(bench.dice.choice([v for v in "aeiou" if v != chr(text[place])]))
    edit(bench, path, bytes(text), True)


def other_size(bench, path):
    edit(bench, path, path.read_bytes() + bench.dice.choice([
        b"tags: [vip]\n", b"notes: |\n  Berlin\n  kowalczyk\n", b"owner: mara\n", b"# only a comment\n", b"own_key: 1\n"]),
        bench.dice.random() < 0.5)


def broken(bench, path):
    text, dice = path.read_bytes(), bench.dice
    bench.whole[path] = text
    edit(bench, path, dice.choice([
        text[:len(text) // 2], b"", text.replace(b": ", b":\t", 1), text + b"\xff\xfe\n", text + b"  odd: [1\n", b"- 1\n",
        text.replace(b"id: ", b"id: x", 1), text.replace(b"id: ", b"jd: ", 1), text + text, text.replace(b"\n", b"\r\n"),
        b"<<<<<<< ours\n" + text + b"=======\n>>>>>>> theirs\n", text + b"created: never\n", b"---\n" + text,
        text.replace(b"id: ", b"id: &a ", 1)]), dice.random() < 0.3)


def mended(bench, path):
    for place, text in bench.whole.items():
        if place.is_file():
            place.write_bytes(text)
    bench.whole.clear()


def touched(bench, path):
    os.utime(path) if bench.dice.random() < 0.5 else os.utime(path, ns=(10**18, bench.dice.randrange(10**18, 17 * 10**17)))


def deleted(bench, path):
    path.unlink()


def moved(bench, path):
    folder = bench.dice.choice([path.parent, path.parent / "deeper" / "still", *bench.folders()])
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / bench.dice.choice([path.name, "renamed-" + path.name, "x.yaml", "ÄÖ-" + path.name])
    if not target.exists():
        path.rename(target)


def copied(bench, path):
    """The same identifier twice: in the same kind, or in another."""
    kind = bench.dice.choice([path.relative_to(bench.repository).parts[0], *KINDS])
    if bench.dice.random() < 0.5:
        target = bench.repository / kind / f"copy-{path.name}"
        target.parent.mkdir(exist_ok=True)
        shutil.copy2(path, target)
        return
    others = bench.files([kind])
    if others:
        other = bench.dice.choice(others)
        rest = other.read_bytes().partition(b"\n")[2]
        other.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n" + rest)


def linked(bench, path):
    target = path.parent / f"link-{bench.dice.randrange(100)}.yaml"
    if target.exists() or target.is_symlink():
        target.unlink()
        return
    choice = bench.dice.randrange(5)
    if choice == 0:
        target.symlink_to(path)
    elif choice == 1:
        target.symlink_to("/nowhere")
    elif choice == 2:
        target.with_suffix("").symlink_to(bench.dice.choice(bench.folders() or [path.parent]))
    elif choice == 3:
        os.link(path, target)
    else:
        os.mkfifo(target)


def folder_moved(bench, path):
    folders = bench.folders()
    if not folders:
        return
    folder = bench.dice.choice(folders)
    target = bench.dice.choice([folder.with_name(folder.name + "-x"), bench.repository / "activities" / "2020-01",
                                bench.root / "gone", bench.repository / "contacts" / folder.name])
    if folder not in target.parents and target.parent.is_dir() and not target.exists():
        folder.rename(target)
    elif target.exists() and target.parent == bench.root:
        target.rename(bench.repository / "tasks" / f"back-{bench.dice.randrange(10**6)}")


def kind_moved(bench, path):
    """A whole kind goes and comes back."""
    kind, away = bench.repository / bench.dice.choice(KINDS), bench.root / "away"
    if away.exists():
        for folder in list(away.iterdir()):
            if not (bench.repository / folder.name).exists():
                folder.rename(bench.repository / folder.name)
    elif kind.exists():
        away.mkdir()
        kind.rename(away / kind.name)


def strangers(bench, path):
    name = bench.dice.choice(["notes.txt", ".hidden.yaml", "x.yml", "UPPER.YAML", "#a.yaml#", "empty.yaml", "a.yaml.bak"])
    (path.parent / name).write_bytes(bench.dice.choice([b"", path.read_bytes(), b"id: a\n"]))


def settings(bench, path):
    crm, pipeline = bench.repository / "crm.yaml", bench.repository / "pipelines" / "sales.yaml"
    choice = bench.dice.randrange(6)
    if choice == 0:
        crm.write_text(generate.CRM + "fields:\n- {kind: contact, key: own_key, type: number}\n")
    elif choice == 1:
        crm.write_text(generate.CRM.replace("Europe/Berlin", "Asia/Tokyo").replace("DE", "AT"))
    elif choice == 2:
        pipeline.write_text(generate.PIPELINE.replace("proposal", "offer"))
    elif choice == 3:
        (bench.repository / "synonyms.yaml").write_text("- [kowalczyk, berlin]\n")
    elif choice == 4:
        (bench.repository / "pipelines" / "other.yaml").write_text(generate.PIPELINE.replace("Sales", "Other"))
    else:
        crm.write_text(generate.CRM)
        pipeline.write_text(generate.PIPELINE)


def written(bench, path):
    dice, number = bench.dice, bench.dice.randrange(10**6)
    bench.run(dice.choice([
        ["contacts", "add", f"Fresh {number}", f"emails+=f{number}@new.example"], ["companies", "add", f"Firm {number}"],
        [path.relative_to(bench.repository).parts[0], "set", path.stem, f"notes=Told {number} times."],
        ["log", "call", path.stem, f"Talked {number}"], ["tasks", "add", f"Look {number}", "--due", "+2d"],
        [path.relative_to(bench.repository).parts[0], "delete", path.stem], ["check", "--fix"], ["undo"],
        ["contacts", "set", "--where", "city:Berlin", "city=Bonn"]]))


def git_went(bench, path):
    if not bench.has_git:
        return
    words = bench.dice.choice([["stash", "-q"], ["stash", "pop", "-q"], ["checkout", "-q", "."], ["reset", "-q", "--hard"],
                               ["clean", "-fdq"], ["commit", "-qam", "more"], ["checkout", "-q", "HEAD~1", "."]])
    subprocess.run(["git", *words], cwd=bench.repository, env=bench.environment, stderr=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL)


def index_damaged(bench, path):
    index, dice = bench.index, bench.dice
    if not index.is_file():
        return
    text, facts = bytearray(index.read_bytes()), index.stat()
    choice = dice.randrange(9)
    if choice < 3 and text:
        for _ in range(dice.choice([1, 1, 2, 20])):
            text[dice.randrange(len(text))] ^= 1 << dice.randrange(8)
    elif choice == 3:
        text = text[:dice.randrange(len(text) + 1)]
    elif choice == 4 and len(text) > 4096:
        place = dice.randrange(len(text) - 4096)
        text[place:place + 4096] = bytes(4096)
    elif choice == 5 and bench.saved:
        text = bytearray(dice.choice(bench.saved))
    elif choice == 6:
        text += bytes(dice.randrange(5000))
    elif choice == 7 and len(text) > 200:
        text[0:64], text[64:128] = text[64:128], text[0:64]
    else:
        bench.saved.append(bytes(text))
        return
    if dice.random() < 0.5:
        index.write_bytes(bytes(text))
    else:
        other = index.with_name("other")
        other.write_bytes(bytes(text))
        os.replace(other, index)
    if dice.random() < 0.5:
        put_back(index, facts)


def index_gone(bench, path):
    index, dice = bench.index, bench.dice
    if index.is_file():
        index.unlink()
    choice = dice.randrange(4)
    if choice == 0:
        index.parent.mkdir(exist_ok=True)
        index.symlink_to(bench.root / "elsewhere")
    elif choice == 1 and index.parent.is_dir():
        shutil.rmtree(index.parent)


def waited(bench, path):
    time.sleep(0.06)


STEPS = [same_size, same_size, other_size, other_size, broken, broken, mended, touched, deleted, moved, moved, copied, copied,
         linked, folder_moved, kind_moved, strangers, settings, written, written, git_went, index_damaged, index_damaged,
         index_gone, waited, waited]


def equality(crm, root, dice, ends):
    compared = 0
    for _ in iter(lambda: time.monotonic() < ends, False):
        folder = pathlib.Path(root, "equality")
        remove(folder)
        bench = Bench(crm, folder, dice)
        try:
            for _ in range(12):
                for step in dice.choices(STEPS, k=dice.choice([1, 1, 2, 4])):
                    files = bench.files()
                    if not files:
                        break
                    path = dice.choice(files)
                    bench.told.append(f"{step.__name__} {path.relative_to(bench.repository)}")
                    step(bench, path)
                commands = reads(bench)
                bench.compare(commands)
                compared += len(commands)
                if time.monotonic() > ends:
                    break
        except Difference as difference:
            raise Difference(f"{difference}\nafter, in {bench.repository}:\n  " + "\n  ".join(bench.told)) from None
    return f"{compared} reads answer alike in three states"


def kills(crm, root, dice, ends):
    folder = pathlib.Path(root, "kills")
    bench = Bench(crm, folder, dice)
    killed = finished = 0
    while time.monotonic() < ends:
        for path in dice.sample(bench.files(), 5):
            same_size(bench, path)
        if dice.random() < 0.4:
            bench.index.unlink(missing_ok=True)
        words = dice.choice([["contacts", "list"], ["search", "berlin"], ["digest"], ["index", "rebuild"], ["check"]])
        reader = subprocess.Popen([crm, *words], cwd=bench.repository, env=bench.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * 0.03)
        reader.send_signal(signal.SIGKILL)
        killed += reader.wait() < 0
        finished += reader.returncode >= 0
        if killed % 5 == 0:
            bench.told = [f"a kill of crm {' '.join(words)}"]
            bench.compare(reads(bench)[:4])
    left = [path.name for path in bench.index.parent.iterdir()]
    if len(left) > 12:
        raise Difference(f"killed readers leave files behind: {left}")
    return f"{killed} readers killed, {finished} were faster; every answer after that as with no index"


def crowd(crm, root, dice, ends):
    """A record's notes count up; a reader sees a count that was written, never a smaller one than before."""
    folder = pathlib.Path(root, "crowd")
    bench = Bench(crm, folder, dice)
    path = bench.files(["contacts"])[0]
    bench.run(["contacts", "set", path.stem, "notes=Count 0"])
    counts, faults = [0, 0], []

    def reader(words):
        last, seen = 0, 0
        while time.monotonic() < ends and not faults:
            began = counts[0]
            out, err, status = bench.run(words)
            text, over = out.decode(), counts[1]
            number = int(text.split("Count ")[1].split("\\n")[0].split('"')[0]) if "Count " in text else None
            if status != 0 or err or number is None or number < last or not began <= number <= over:
                faults.append(f"crm {' '.join(words)}: status {status}, count {number}, last {last}, between {began} and "
                              f"{over}\n{err.decode(errors='replace')}")
            last, seen = number or 0, seen + 1
        totals.append(seen)

    def guarded(words):
        try:
            reader(words)
        except (Difference, subprocess.SubprocessError, ValueError) as fault:
            faults.append(str(fault))

    totals = []
    readers = [threading.Thread(target=guarded, args=(words,)) for words in [
        ["contacts", "show", path.stem, "--json"], ["contacts", "list", "--json", f"id:{path.stem[-8:]}"]]]
    for thread in readers:
        thread.start()
    number = 0
    while time.monotonic() < ends and not faults:
        number += 1
        counts[1] = number
        answer = bench.run(["contacts", "set", path.stem, f"notes=Count {number}"])
        if answer[2] != 0:
            faults.append(shown("the writer", answer))
        counts[0] = number
        if number % 3 == 0:
            bench.run(["companies", "add", f"Firm {number}"])
    for thread in readers:
        thread.join()
    if faults:
        raise Difference(faults[0])
    bench.compare(reads(bench) + reads(bench))
    return f"{sum(totals)} reads beside {number} changes see each change whole and in order"


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--seconds", type=float, default=60, help="of each part (%(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="of the equality part's choices (another each time)")
    parser.add_argument("--only", choices=["equality", "kills", "crowd"])
    parser.add_argument("--keep", metavar="DIR", help="work there and leave it")
    options = parser.parse_args()
    crm, seed = os.path.abspath(options.crm), options.seed if options.seed is not None else random.randrange(10**9)
    root = options.keep or tempfile.mkdtemp(prefix="check-reads-")
    pathlib.Path(root).mkdir(parents=True, exist_ok=True)
    try:
        for part in [equality, kills, crowd]:
            if options.only in (None, part.__name__):
                remove(pathlib.Path(root, part.__name__))
                print(part(crm, root, random.Random(seed), time.monotonic() + options.seconds), flush=True)
    except Difference as difference:
        sys.exit(f"{difference}\nwith --seed {seed}")
    finally:
        if not options.keep:
            remove(root)


if __name__ == "__main__":
    main()
