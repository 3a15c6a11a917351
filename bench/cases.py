"""What is measured, and against what. A new measurement is one line in `cases`."""
import dataclasses
import shlex
import subprocess

KINDS = ["contacts", "companies", "leads", "deals", "tasks", "activities", "products", "invoices"]
WORD, TYPO = "kowalczyk", "kowalzcyk"

VERSION = "crm --version"
IDS = "contacts list, all, ids"
EMPTY = "empty Swift program"
LOOP = "the loop"
ALL = "the loop over all files"
RG = f"rg -l {WORD}"
TASK = "taskwarrior, a project"
GIT = "git status"
RECSEL = "recsel, two conditions"
FTS5 = "sqlite3, FTS5 MATCH"
PARSE = "read + libyaml of all"
SHOW = "warm contacts show"
CREATE = "create as many files"
SQLITE_JSON, SQLITE_CSV, SQLITE_IDS = "sqlite3 -json", "sqlite3 -csv", "sqlite3, ids"


@dataclasses.dataclass(frozen=True)
class Against:
    """A yardstick. `reach` is the ratio of wall times to reach, `cpu` that of processor times, `busy` that of wall times
    beside a busy core (`reach` where it is not given); they count with so many `records` (0: with any number). What
    `beyond` takes is taken off the command's time first, what `less` takes off the yardstick's."""
    yardstick: str
    reach: float = None
    records: int = 0
    cpu: float = None
    busy: float = None
    beyond: str = None
    less: str = None


@dataclasses.dataclass(frozen=True)
class Limit:
    """The most that a command may take at so many `records`: of `mib` (peak of resident memory) or of wall `ms`."""
    figure: str
    most: float
    records: int = 0


@dataclasses.dataclass(frozen=True)
class Command:
    argv: list
    folder: str
    variables: dict = dataclasses.field(default_factory=dict)
    before: str = ""


@dataclasses.dataclass(frozen=True)
class Case:
    """Cases of one group run in turn with their yardsticks; what writes is kept apart from what reads."""
    name: str
    group: str
    command: Command
    against: list


def loop(kinds):
    return f"{LOOP}: {' '.join(kinds)}"


def read(kinds):
    """The reaches of a read whose answer depends on these kinds of record, on no other."""
    return [
        Against(ALL, 0.5, 10_000), Against(ALL if kinds == KINDS else loop(kinds), 1.2, 10_000, 1.3, 1.3, VERSION),
        Against(GIT, 0.35, 100_000), Limit("mib", 48, 100_000), Limit("ms", 1000, 1_000_000),
        Limit("mib", 256, 1_000_000)]


REPORT = [Against(GIT, 0.8, 100_000), Limit("mib", 48, 100_000)]


def reports(crm):
    """The names of all reports, as the program gives them."""
    words = [crm, "reports", "list", "--format", "csv", "--fields", "name"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()[1:]


def cases(crm, site):
    contact = site.contact
    imported, applied = site.imported + "-{run}", site.applied + "-{run}"
    fresh = "cp -R {} {} && sync"

    def on_records(name, group, words, against, **more):
        return Case(name, group, Command([crm, *words], site.repository, **more), against)

    some = ["tag:vip", "limit:50"]
    return [
        on_records(VERSION, "reads", ["--version"], [Against(EMPTY, 1.1)]),
        on_records("contacts list limit:5", "reads", ["contacts", "list", "limit:5"], [Against(VERSION, 1.5, 1000)]),
        on_records("contacts list FILTER", "reads", ["contacts", "list", *some],
                   [*read(["contacts", "companies"]), Against(RECSEL)]),
        on_records("contacts list, own fields", "reads", ["contacts", "list", *some, "--fields", "id,name,city"],
                   read(["contacts"])),
        on_records("deals list, by relation", "reads",
                   ["deals", "list", "is:open", "company.country:DE", "limit:50"],
                   read(["deals", "contacts", "companies", "tasks"])),
        on_records("tasks list, what is due", "reads", ["tasks", "list", "is:open", "due<=2026-12-10", "limit:50"],
                   [*read(["tasks", "deals", "contacts", "companies", "leads"]), Against(TASK)]),
        on_records("deals board", "reads", ["deals", "board", "limit:50"],
                   read(["deals", "contacts", "companies", "tasks"])),
        on_records("companies show", "reads", ["companies", "show", site.company], read(KINDS)),
        on_records("contacts show EMAIL", "reads", ["contacts", "show", contact["email"]], read(KINDS)),
        on_records("search WORD", "reads", ["search", WORD], [*read(KINDS), Against(RG), Against(FTS5)]),
        on_records("search, a typing error", "reads", ["search", TYPO], read(KINDS)),
        on_records("crm, what is due today", "reads", [], read(["tasks", "deals", "contacts", "companies", "leads"])),
        on_records("digest", "reads", ["digest"], [Against(ALL, 1.0, 10_000), *REPORT]),
        *[on_records(f"reports {name}", "reports", ["reports", name, "--format", "json"],
                     [Against(GIT, 2.0, 100_000)] if name == "dashboard" else REPORT) for name in reports(crm)],
        on_records(IDS, "printing", ["contacts", "list", "--format", "ids"], [Against(SQLITE_IDS)]),
        on_records("contacts list, all, JSON", "printing", ["contacts", "list", "--json"],
                   [Against(SQLITE_JSON, 1.5, 10_000, 1.5, beyond=IDS),
                    Against(SQLITE_JSON, beyond=IDS, less=SQLITE_IDS)]),
        on_records("contacts list, all, CSV", "printing", ["contacts", "list", "--format", "csv"],
                   [Against(SQLITE_CSV, 1.5, 10_000, 1.5, beyond=IDS),
                    Against(SQLITE_CSV, beyond=IDS, less=SQLITE_IDS)]),
        on_records("index from nothing", "index", ["index", "rebuild"], [Against(PARSE, 0.6, 100_000)],
                   before=f"rm -f {shlex.quote(site.state)}/index"),
        on_records("contacts list, no index", "index", ["contacts", "list", *some], [Against(PARSE)],
                   variables={"CRM_NO_INDEX": "1"}),
        on_records("contacts set, one field", "writes",
                   ["contacts", "set", contact["ref"], "notes=Called {run} times."], [Against(SHOW, 1.2, 10_000)]),
        on_records("imports run, three rows", "writes", ["imports", "run", "--kind", "contact", site.three],
                   [Against(SHOW, 1.5, 100_000)],
                   before=f"sed 's/NUMBER/{{run}}/g' {shlex.quote(site.three)}.in >{shlex.quote(site.three)}"),
        Case("imports run, all new", "imports",
             Command([crm, "-C", imported, "imports", "run", "--kind", "contact", site.rows], str(site.root),
                     before=fresh.format(shlex.quote(site.empty), shlex.quote(imported))),
             [Against(CREATE, 1.5, 10_000), Against(CREATE, 1.7, 100_000), Limit("mib", 150, 100_000)]),
        Case("apply, mixed operations", "imports",
             Command([crm, "-C", applied, "apply", site.operations], str(site.root),
                     before=fresh.format(shlex.quote(site.empty), shlex.quote(applied))),
             [Against(CREATE, 3.0, 10_000)]),
    ]


def yardsticks(crm, site):
    """By name, how to run it; a yardstick whose program is missing is not in here."""
    programs, created = site.programs, site.created + "-{run}"
    show = [crm, "contacts", "show", site.contact["email"]]
    # What was just written settles only after a moment; the read that follows leaves the index as reads like it.
    warm = f"sleep 0.05; {shlex.join(show)}"
    match = f"SELECT name, email FROM records WHERE records MATCH '{WORD}*' ORDER BY rank LIMIT 20"
    needed = {kinds for case in cases(crm, site) for against in case.against if isinstance(against, Against)
              for kinds in [against.yardstick] if kinds.startswith(LOOP + ": ")}
    argv = {
        EMPTY: ("empty", []), ALL: ("stat", KINDS), RG: ("rg", ["-l", WORD, "."]), GIT: ("git", ["status"]),
        **{name: ("stat", name.removeprefix(LOOP + ": ").split()) for name in sorted(needed)},
        TASK: ("task", [f"rc:{site.tasks}/taskrc", "rc.gc=off", "project:p7", "list"]),
        RECSEL: ("recsel", ["-e", "Name ~ 'Kowalczyk' && Country = 'DE'", "-p", "Name,Email", site.rec]),
        FTS5: ("sqlite3", [site.fts5, match]), PARSE: ("parse", KINDS), CREATE: ("create", [created, str(site.records)]),
        SQLITE_JSON: ("sqlite3", ["-json", site.rows_of_contacts, "SELECT * FROM json ORDER BY rowid"]),
        SQLITE_CSV: ("sqlite3", ["-csv", "-header", site.rows_of_contacts, "SELECT * FROM csv ORDER BY rowid"]),
        SQLITE_IDS: ("sqlite3", [site.rows_of_contacts, "SELECT id FROM json ORDER BY rowid"]),
    }
    before = {CREATE: f"mkdir {shlex.quote(created)} && sync"}
    commands = {
        name: Command([programs[program], *words], site.repository, before=before.get(name, ""))
        for name, (program, words) in argv.items() if programs.get(program)
    }
    return {**commands, SHOW: Command(show, site.repository, before=warm)}
