"""What is measured, and against what. A new measurement is one line in `cases`."""
import dataclasses
import shlex
import subprocess

KINDS = ["contacts", "companies", "leads", "deals", "tasks", "activities", "products"]
WORD, TYPO = "kowalczyk", "kowalzcyk"

EMPTY = "empty Swift program"
STAT = "fstatat of every file"
RG = f"rg -l {WORD}"
TASK = "taskwarrior, a project"
GIT = "git status"
RECSEL = "recsel, two conditions"
FTS5 = "sqlite3, FTS5 MATCH"
PARSE = "read + libyaml of all"
SHOW = "warm contacts show"
CREATE = "create as many files"
MEMORY = "64 MiB resident"
MEMORY_LIMIT = 64


@dataclasses.dataclass(frozen=True)
class Against:
    """A yardstick; `reach` is the ratio to reach, and counts with so many `records` (0: with any number)."""
    yardstick: str
    reach: float = None
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


READ = [Against(STAT, 1.5, 10_000), Against(RG, 0.5, 10_000), Against(TASK, 0.25, 10_000),
        Against(GIT, 1.0, 100_000), Against(MEMORY, 1.0, 100_000)]


REPORT = [Against(GIT, 0.8, 100_000), Against(MEMORY)]


def reports(crm):
    """The names of all reports, as the program gives them."""
    words = [crm, "reports", "list", "--format", "csv", "--fields", "name"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()[1:]


def cases(crm, site):
    contact = site.contact
    imported, applied = site.imported + "-{run}", site.applied + "-{run}"

    def on_records(name, group, words, against, **more):
        return Case(name, group, Command([crm, *words], site.repository, **more), against)

    some = ["tag:vip", "limit:50"]
    return [
        on_records("crm --version", "reads", ["--version"], [Against(EMPTY, 2.0)]),
        on_records("contacts list FILTER", "reads", ["contacts", "list", *some], [*READ, Against(RECSEL)]),
        on_records("deals list, by relation", "reads",
                   ["deals", "list", "is:open", "company.country:DE", "limit:50"], READ),
        on_records("contacts show EMAIL", "reads", ["contacts", "show", contact["email"]], READ),
        on_records("search WORD", "reads", ["search", WORD], [*READ, Against(FTS5)]),
        on_records("search, a typing error", "reads", ["search", TYPO], READ),
        on_records("deals board", "reads", ["deals", "board", "limit:50"], READ),
        on_records("tasks list, what is due", "reads",
                   ["tasks", "list", "is:open", "due<=2026-12-10", "limit:50"], READ),
        on_records("reports funnel", "reads", ["reports", "funnel"], READ),
        *[on_records(f"reports {name}", "reports", ["reports", name, "--format", "csv"],
                     [Against(GIT, 2.0, 100_000), Against(MEMORY)] if name == "dashboard" else REPORT)
          for name in reports(crm) if name != "funnel"],
        on_records("digest", "reports", ["digest"], REPORT),
        on_records("contacts list, all, JSON", "reads", ["contacts", "list", "--json"], []),
        on_records("index from nothing", "index", ["index", "rebuild"], [Against(PARSE, 1.5, 100_000)],
                   before=f"rm -f {shlex.quote(site.state)}/index"),
        on_records("contacts list, no index", "index", ["contacts", "list", *some], [Against(PARSE)],
                   variables={"CRM_NO_INDEX": "1"}),
        on_records("contacts set, one field", "writes",
                   ["contacts", "set", contact["ref"], "notes=Called {run} times."], [Against(SHOW, 2.0, 10_000)]),
        Case("imports run, all new", "imports",
             Command([crm, "-C", imported, "imports", "run", "--kind", "contact", site.rows], str(site.root),
                     before=f"cp -R {shlex.quote(site.empty)} {shlex.quote(imported)} && sync"),
             [Against(CREATE, 2.0, 10_000)]),
        Case("apply, mixed operations", "imports",
             Command([crm, "-C", applied, "apply", site.operations], str(site.root),
                     before=f"cp -R {shlex.quote(site.empty)} {shlex.quote(applied)} && sync"),
             [Against(CREATE, 3.0, 10_000)]),
    ]


def yardsticks(crm, site):
    """By name, how to run it; a yardstick whose program is missing is not in here."""
    programs, created = site.programs, site.created + "-{run}"
    show = [crm, "contacts", "show", site.contact["email"]]
    # What was just written settles only after a moment; the read that follows leaves the index as reads like it.
    warm = f"sleep 0.05; {shlex.join(show)}"
    match = f"SELECT name, email FROM records WHERE records MATCH '{WORD}*' ORDER BY rank LIMIT 20"
    argv = {
        EMPTY: ("empty", []), STAT: ("stat", KINDS), RG: ("rg", ["-l", WORD, "."]), GIT: ("git", ["status"]),
        TASK: ("task", [f"rc:{site.tasks}/taskrc", "rc.gc=off", "project:p7", "list"]),
        RECSEL: ("recsel", ["-e", "Name ~ 'Kowalczyk' && Country = 'DE'", "-p", "Name,Email", site.rec]),
        FTS5: ("sqlite3", [site.fts5, match]),
        PARSE: ("parse", KINDS), CREATE: ("create", [created, str(site.records)]),
    }
    before = {CREATE: f"mkdir {shlex.quote(created)} && sync"}
    commands = {
        name: Command([programs[program], *words], site.repository, before=before.get(name, ""))
        for name, (program, words) in argv.items() if programs.get(program)
    }
    return {**commands, SHOW: Command(show, site.repository, before=warm)}
