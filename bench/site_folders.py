"""The folders that are measured in, and the programs that measure."""
import contextlib
import csv
import hashlib
import io
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

import generate
import peers

HERE = pathlib.Path(__file__).resolve().parent


def say(text):
    print(text, file=sys.stderr, flush=True)


class Site:
    """A folder per size with all that the commands work on; complete once its `ready` is written."""

    def __init__(self, folder, records, programs, environment):
        self.records, self.programs = records, programs
        self.root = folder / str(records)
        self.repository, self.tasks = str(self.root / "repository"), str(self.root / "tasks")
        self.rec, self.fts5 = str(self.root / "records.rec"), str(self.root / "records.sqlite")
        self.rows, self.empty = str(self.root / "rows.csv"), str(self.root / "empty")
        self.three, self.rows_of_contacts = str(self.root / "three.csv"), str(self.root / "contacts.sqlite")
        self.operations, self.applied = str(self.root / "operations.jsonl"), str(self.root / "applied")
        self.imported, self.created = str(self.root / "imported"), str(self.root / "created")
        sources = (HERE / "generate.py").read_bytes() + (HERE / "peers.py").read_bytes()
        present = sorted(name for name, path in programs.items() if path)
        self.discard_runs()
        self.key = hashlib.sha256(sources + " ".join(present).encode()).hexdigest()
        self.contact = self.reuse() or self.build(environment)
        self.company = sorted(os.listdir(os.path.join(self.repository, "companies")))[0].removesuffix(".yaml")
        self.state = str(self.root / "repository" / (".git/crm" if programs["git"] else ".crm"))
        peers.write_three(self.three + ".in")

    def discard_runs(self):
        for folder in [path for name in ["imported", "applied", "created"] for path in self.root.glob(f"{name}-*")]:
            shutil.rmtree(folder)

    def reuse(self):
        try:
            ready = json.loads((self.root / "ready").read_text())
        except (OSError, ValueError):
            return None
        return ready["contact"] if ready["key"] == self.key else None

    def build(self, environment):
        say(f"writing {self.records:,} records")
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir(parents=True)
        contact = generate.generate(self.records, self.repository)
        generate.write_rows(self.records, self.rows)
        generate.write_operations(self.records, self.operations)
        generate.write_settings(self.empty)
        if self.programs["git"]:
            peers.commit(self.repository, environment)
        if self.programs["task"]:
            peers.write_tasks(self.records, self.tasks)
        if self.programs["recsel"]:
            peers.write_rec(self.records, self.rec)
        if self.programs["sqlite3"]:
            peers.write_fts5(self.records, self.fts5)
        # What waits to be written would disturb the first measurements.
        os.sync()
        (self.root / "ready").write_text(json.dumps({"key": self.key, "contact": contact}))
        return contact

    def write_rows_of_contacts(self, crm, environment):
        """A database of what crm prints, for a program that prints the same rows."""
        def printed(*words):
            return subprocess.run([crm, "contacts", "list", *words], cwd=self.repository, env=environment, check=True,
                                  capture_output=True, text=True, encoding="utf-8").stdout
        objects = json.loads(printed("--json"))
        header, *rows = csv.reader(io.StringIO(printed("--format", "csv"), newline=""))
        peers.write_printed(self.rows_of_contacts, objects, header, rows)

    @contextlib.contextmanager
    def unchanged(self):
        """Whatever is written meanwhile to the contact or made beside the records, it is as before afterwards."""
        path = os.path.join(self.repository, self.contact["path"])
        with open(path, "rb") as file:
            text, facts = file.read(), os.stat(path)
        contacts, imports = [pathlib.Path(self.repository, name) for name in ["contacts", "imports"]]
        before = set(os.listdir(contacts))
        try:
            yield
        finally:
            with open(path, "wb") as file:
                file.write(text)
            os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
            for name in set(os.listdir(contacts)) - before:
                os.unlink(contacts / name)
            shutil.rmtree(imports, ignore_errors=True)


def build(compiler, name, folder, *flags):
    subprocess.run([compiler, "-O2", "-o", folder / name, HERE / (name + ".c"), *flags], check=True)
    return str(folder / name)


def yaml_flags():
    tool = shutil.which("pkg-config")
    if tool is None or subprocess.run([tool, "--exists", "yaml-0.1"]).returncode != 0:
        return ["-lyaml"]
    return subprocess.check_output([tool, "--cflags", "--libs", "yaml-0.1"], text=True).split()


def link_flags():
    """How Package.swift and the Makefile link the program itself."""
    if not sys.platform.startswith("linux"):
        return ["-Xlinker", "-dead_strip"]
    return ["-static-stdlib", "-Xlinker", "--gc-sections", "-Xlinker", "--no-export-dynamic",
            "-Xclang-linker", "-no-pie", "-L", HERE.parent / "Scripts" / "link"]


def find_programs(folder):
    """Every program by name: the small ones built here, the others as installed, or None."""
    folder.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("cc") or shutil.which("clang") or sys.exit("bench needs a C compiler")
    programs = {name: build(compiler, name, folder) for name in ["measure", "stat", "create"]}
    programs["parse"] = build(compiler, "parse", folder, *yaml_flags())
    programs.update({name: shutil.which(name) for name in ["git", "rg", "task", "recsel"]})
    programs["sqlite3"] = shutil.which("sqlite3") if peers.has_fts5() else None
    programs["empty"] = None
    if shutil.which("swiftc"):
        words = ["swiftc", "-O", *link_flags(), "-o", folder / "empty", HERE / "empty.swift"]
        subprocess.run(words, check=True, cwd=folder)
        programs["empty"] = str(folder / "empty")
    return programs
