"""Real pushes against a bare repository with crm's hook: what must be refused, with place and way out, and what must pass."""

import os
import re
import shutil
import subprocess

from world import Broken, World, execute, make_template, set_up

SETTINGS = """
owners:
- {id: anna, name: Anna, role: manager, email: anna@example.com}
- {id: boris, name: Boris, role: seller, email: boris@example.com}
- {id: clara, name: Clara, role: reader, email: clara@example.com}
roles:
  seller: {may: [read, add, set, move, log], kinds: [contact, company, lead, deal, task, activity], only: "owner:me or owner:"}
  manager: {may: all}
  reader: {may: [read]}
"""


def story(clone):
    with open(f"{clone.root}/crm.yaml") as file:
        text = re.sub(r"^# (owners:.*|- \{id: gleb.*)\n", "", file.read(), flags=re.M)
    with open(f"{clone.root}/crm.yaml", "w") as file:
        file.write(text + SETTINGS)
    clone.git("commit", "-q", "-am", "settings", check=True)
    for words in (
            ["companies", "add", "Acme GmbH", "owner=anna"], ["companies", "add", "Beta AG", "owner=boris"],
            ["contacts", "add", "Anton Acker", "company=acme", "owner=anna", "city=Bonn", "emails+=anton@acme.example"],
            ["contacts", "add", "Carl Clark", "company=beta", "owner=boris", "city=Bonn", "emails+=carl@beta.example"],
            ["contacts", "add", "Eva Ehrlich", "owner=", "city=Bonn"],
            ["contacts", "add", "Lone Ranger", "owner=boris"],
            ["deals", "add", "Website", "--contact", "carl", "--owner", "boris", "--amount", "100", "--next", "Call Carl", "--due", "+1d"],
            ["deals", "add", "Shop", "--contact", "anton", "--owner", "anna", "--amount", "100", "--next", "Call Anton", "--due", "+1d"],
            ["deals", "add", "Old", "--contact", "carl", "--owner", "boris", "--next", "Ask", "--due", "+1d"],
            ["deals", "lose", "old", "--reason", "price"],
            ["tasks", "add", "Send the brochure", "--due", "+3d", "--owner", "boris"],
            ["tasks", "add", "Write to Anton", "--due", "+3d", "--owner", "anna"],
            ["tasks", "add", "Extra", "--due", "+3d", "--deal", "website", "--owner", "boris"],
            ["leads", "add", "Request", "name=Dora", "owner=boris"], ["products", "add", "Page", "sku=P1", "price=100"],
            ["log", "note", "carl", "Said hello"]):
        done = clone.crm(*words)
        if done.status != 0:
            raise Broken(str(done))


class Desk:
    """One clone in which a push is made ready."""

    def __init__(self, clone, base):
        self.clone, self.base = clone, base
        self.snapshot = clone.snapshot()

    def find(self, kind, text):
        return next(r for r in sorted(self.snapshot.records.values(), key=lambda r: r.path)
                    if r.kind == kind and re.search(rf"^(name|title|text): {text}", r.raw.decode(), re.M))

    def write(self, path, raw):
        full = f"{self.clone.root}/{path}"
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(raw if isinstance(raw, bytes) else raw.encode())
        return path

    def put(self, kind, text, change):
        """Writes a record's file anew by a function of its text."""
        record = self.find(kind, text)
        return self.write(record.path, change(record.raw.decode()))

    def sub(self, kind, text, pattern, by):
        def change(raw):
            changed = re.sub(pattern, by, raw, flags=re.M)
            if changed == raw:
                raise Broken(f"{pattern} is nowhere in {raw}")
            return changed
        return self.put(kind, text, change)

    def add(self, kind, text, lines):
        return self.put(kind, text, lambda raw: raw + lines)

    def remove(self, kind, text):
        path = self.find(kind, text).path
        os.remove(f"{self.clone.root}/{path}")
        return path

    def crm(self, *words):
        self.clone.user, was = "anna", self.clone.user
        try:
            done = self.clone.crm(*words)
        finally:
            self.clone.user = was
        if done.status != 0:
            raise Broken(str(done))

    def stem(self, kind, text):
        return os.path.basename(self.find(kind, text).path).removesuffix(".yaml")

    def config(self, pattern, by, path="crm.yaml"):
        with open(f"{self.clone.root}/{path}") as file:
            text = file.read()
        changed = re.sub(pattern, by, text, flags=re.M)
        if changed == text:
            raise Broken(f"{pattern} is nowhere in {path}")
        return self.write(path, changed)


def deep(n):
    return "extra: " + "{a: " * n + "1" + "}" * n + "\n"


def symlink(d):
    path = d.remove("contact", "Eva")
    os.symlink("/etc/passwd", f"{d.clone.root}/{path}")
    return path


def twin(d, same=True):
    record = d.find("contact", "Eva")
    return d.write("contacts/other/" + os.path.basename(record.path), record.raw if same else record.raw + b"city: Oslo\n"[:0] + b"region: Other\n")


def steal_role(d):
    d.config("id: boris, name: Boris, role: seller", "id: boris, name: Boris, role: manager")
    return d.remove("contact", "Lone")


def win_by_hand(d):
    d.crm("deals", "win", "website")
    return "deals/"


# name, who pushes, what is done (gives the path that the refusal must name, or None)
FORBIDDEN = [
    ("an empty record", "anna", lambda d: d.write(d.find("contact", "Eva").path, "")),
    ("blanks alone", "anna", lambda d: d.write(d.find("contact", "Eva").path, "\n  \n")),
    ("marks of a conflict", "anna", lambda d: d.sub("contact", "Eva", "^city: Bonn$", "<<<<<<< ours\ncity: Bonn\n=======\ncity: Oslo\n>>>>>>> theirs")),
    ("marks in a deal", "anna", lambda d: d.sub("deal", "Website", "^amount: 100$", "<<<<<<< ours\namount: 1\n||||||| base\namount: 100\n=======\namount: 2\n>>>>>>> theirs")),
    ("a key twice", "anna", lambda d: d.add("contact", "Eva", "city: Oslo\n")),
    ("no id", "anna", lambda d: d.sub("contact", "Eva", "^id: .*\n", "")),
    ("a bad id", "anna", lambda d: d.sub("contact", "Eva", "^id: .*", "id: x!")),
    ("the id of another file", "anna", lambda d: d.sub("contact", "Eva", "^id: .*", f"id: {d.find('contact', 'Carl').id}")),
    ("two files of one record", "anna", lambda d: twin(d, same=False)),
    ("no title", "anna", lambda d: d.sub("deal", "Website", "^title: .*\n", "")),
    ("no name", "anna", lambda d: d.sub("contact", "Eva", "^name: .*\n", "")),
    ("no due", "anna", lambda d: d.sub("task", "Send", "^due: .*\n", "")),
    ("broken yaml", "anna", lambda d: d.add("contact", "Eva", "tags: [a, b\n")),
    ("a tab", "anna", lambda d: d.add("contact", "Eva", "\tcity: x\n")),
    ("an anchor", "anna", lambda d: d.add("contact", "Eva", "region: &x Saxony\n")),
    ("a tag", "anna", lambda d: d.add("contact", "Eva", "region: !!binary aGk=\n")),
    ("two documents", "anna", lambda d: d.add("contact", "Eva", "---\nid: abcd2345\n")),
    ("no utf-8", "anna", lambda d: d.write(d.find("contact", "Eva").path, d.find("contact", "Eva").raw + b"region: \xff\xfe\n")),
    ("a list for a record", "anna", lambda d: d.write(d.find("contact", "Eva").path, "- a\n- b\n")),
    ("too deep", "anna", lambda d: d.add("contact", "Eva", deep(40))),
    ("too large", "anna", lambda d: d.add("contact", "Eva", "notes: " + "x" * 1_200_000 + "\n")),
    ("a bad day", "anna", lambda d: d.sub("task", "Send", "^due: .*", "due: 2026-13-45")),
    ("a bad status", "anna", lambda d: d.sub("task", "Send", "^status: .*", "status: maybe")),
    ("a bad amount", "anna", lambda d: d.sub("deal", "Website", "^amount: .*", "amount: much")),
    ("a bad currency", "anna", lambda d: d.sub("deal", "Website", "^currency: .*", "currency: money")),
    ("a bad probability", "anna", lambda d: d.add("deal", "Website", "probability: maybe\n")),
    ("a bad moment", "anna", lambda d: d.sub("activity", "Said", "^at: .*", "at: yesterday-ish")),
    ("a bad type", "anna", lambda d: d.sub("activity", "Said", "^type: .*", "type: rumour")),
    ("no next step", "anna", lambda d: d.sub("deal", "Website", "^next_step: .*\n", "")),
    ("a next step that is not there", "anna", lambda d: d.sub("deal", "Website", "^next_step: .*", "next_step: call-x-abcd2345")),
    ("a next step that is done", "anna", lambda d: d.sub("task", "Call Carl", "^status: open", "status: done\nclosed: 2026-11-24T12:00:00+01:00") and "deals/website"),
    ("a next step of another deal", "anna", lambda d: d.sub("deal", "Website", "^next_step: .*", f"next_step: {d.stem('task', 'Call Anton')}")),
    ("a next step deleted", "anna", lambda d: d.remove("task", "Call Carl") and "deals/website"),
    ("a next step that has another deal now", "anna", lambda d: d.sub("task", "Call Carl", "^deal: .*", f"deal: {d.stem('deal', 'Shop')}") and "deals/website"),
    ("closed, with a next step", "anna", lambda d: d.put("deal", "Website", lambda raw: re.sub("^stage: .*", "stage: won\nclosed: 2026-11-24T12:00:00+01:00", raw, flags=re.M)
                                                        + "- {at: 2026-11-24T12:00:00+01:00, stage: won, by: anna}\n")),
    ("closed, with open tasks", "anna", lambda d: d.put("deal", "Website", lambda raw: re.sub("^next_step: .*\n", "", re.sub(
        "^stage: .*", "stage: won\nclosed: 2026-11-24T12:00:00+01:00", raw, flags=re.M), flags=re.M) + "- {at: 2026-11-24T12:00:00+01:00, stage: won, by: anna}\n") and "tasks/2026-11/extra"),
    ("an open task on a closed deal", "anna", lambda d: d.add("task", "Write to", f"deal: {d.stem('deal', 'Old')}\n")),
    ("a stage that is not there", "anna", lambda d: d.put("deal", "Website", lambda raw: re.sub("^stage: .*", "stage: dreamland", raw, flags=re.M)
                                                         + "- {at: 2026-11-24T12:00:00+01:00, stage: dreamland, by: anna}\n")),
    ("a pipeline that is not there", "anna", lambda d: d.sub("deal", "Website", "^pipeline: .*", "pipeline: dreams")),
    ("lost without a reason", "anna", lambda d: d.sub("deal", "Old", "^lost_reason: .*\n", "")),
    ("a stage that history does not have", "anna", lambda d: d.sub("deal", "Website", "^stage: .*", "stage: proposal")),
    ("a company that is not there", "anna", lambda d: d.sub("contact", "Carl", "^company: .*", "company: gone-abcd2345")),
    ("a person that is not there", "anna", lambda d: d.sub("deal", "Website", "^contact: .*", "contact: gone-abcd2345")),
    ("a deal that is not there", "anna", lambda d: d.add("task", "Send", "deal: gone-abcd2345\n")),
    ("a company deleted that people name", "anna", lambda d: d.remove("company", "Beta") and "contacts/carl"),
    ("a person deleted that deals name", "anna", lambda d: d.remove("contact", "Carl") and "deals/website"),
    ("a deal deleted that tasks name", "anna", lambda d: d.remove("deal", "Website") and "tasks/2026-11/call-carl"),
    ("a pipeline that does not compile", "anna", lambda d: d.config("^- id: meeting$", "- id: meeting\n  outcome: maybe", "pipelines/sales.yaml")),
    ("a pipeline that is no yaml", "anna", lambda d: d.config("^stages:$", "stages: [", "pipelines/sales.yaml")),
    ("a stage removed under a deal", "anna", lambda d: (d.config("^- id: first-contact\n  name: First contact\n  probability: 10\n", "", "pipelines/sales.yaml"), None)[1]),
    ("settings that are no yaml", "anna", lambda d: d.config("^format: 1", "format: [1", "crm.yaml")),
    ("settings with an unknown verb", "anna", lambda d: d.config("may: all", "may: [dance]")),
    ("settings with a role that is not there", "anna", lambda d: d.config("role: reader,", "role: king,")),
    ("settings with a bad filter", "anna", lambda d: d.config("owner:me or owner:\"", "owner:(((\"")),
    ("settings gone", "anna", lambda d: (os.remove(f"{d.clone.root}/crm.yaml"), "crm.yaml")[1]),
    ("a link for a record", "anna", symlink),
    ("a history that is no list", "anna", lambda d: d.sub("deal", "Website", "^history:$", "history: nothing")),
    # roles
    ("a seller deletes a person", "boris", lambda d: d.remove("contact", "Lone")),
    ("a seller deletes a task", "boris", lambda d: d.remove("task", "Send")),
    ("a seller wins", "boris", win_by_hand),
    ("a seller loses", "boris", lambda d: (d.crm("deals", "lose", "website", "--reason", "price"), "deals/")[1]),
    ("a seller moves another's deal", "boris", lambda d: (d.crm("deals", "move", "shop", "meeting", "--next", "Meet", "--due", "+1d"), "deals/")[1]),
    ("a seller edits another's person", "boris", lambda d: d.sub("contact", "Anton", "^city: .*", "city: Oslo")),
    ("a seller takes another's person", "boris", lambda d: d.sub("contact", "Anton", "^owner: .*", "owner: boris")),
    ("a seller takes another's deal", "boris", lambda d: d.sub("deal", "Shop", "^owner: .*", "owner: boris")),
    ("a seller does another's task", "boris", lambda d: d.sub("task", "Write to", "^status: open", "status: done\nclosed: 2026-11-24T12:00:00+01:00")),
    ("a seller edits another's company", "boris", lambda d: d.add("company", "Acme", "city: Oslo\n")),
    ("a seller edits settings", "boris", lambda d: d.config("^lang: en", "lang: ru")),
    ("a seller edits a pipeline", "boris", lambda d: d.config("probability: 30", "probability: 99", "pipelines/sales.yaml")),
    ("a seller adds a product", "boris", lambda d: d.write("products/new-abcd2345.yaml", "id: abcd2345\nname: New\n")),
    ("a seller edits a product", "boris", lambda d: d.sub("product", "Page", "^price: .*", "price: 1")),
    ("a seller adds a template", "boris", lambda d: d.write("templates/offer.html", "<p>{{title}}</p>\n")),
    ("a seller adds an import", "boris", lambda d: d.write("imports/mine.yaml", "kind: contact\n")),
    ("a seller makes himself manager", "boris", steal_role),
    ("a seller merges people", "boris", lambda d: (d.crm("contacts", "merge", "lone", "eva"), "contacts/")[1]),
    ("a seller adds for another", "boris", lambda d: d.write("contacts/new-abcd2345.yaml", "id: abcd2345\nname: New\nowner: anna\n")),
    ("one good beside one bad", "boris", lambda d: (d.sub("contact", "Carl", "^city: .*", "city: Oslo"), d.sub("contact", "Anton", "^city: .*", "city: Oslo"))[1]),
    ("a reader adds", "clara", lambda d: d.write("contacts/new-abcd2345.yaml", "id: abcd2345\nname: New\n")),
    ("a reader edits", "clara", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("a reader logs", "clara", lambda d: (d.crm("log", "note", "eva", "Hello"), "activities/")[1]),
    ("a stranger", "mallory", lambda d: (d.sub("contact", "Eva", "^city: .*", "city: Oslo"), None)[1]),
    ("a stranger as author", "author:mallory", lambda d: (d.sub("contact", "Eva", "^city: .*", "city: Oslo"), None)[1]),
    ("a seller as author", "author:boris", lambda d: d.remove("contact", "Lone")),
    ("on a branch of its own", "anna@other", lambda d: d.write(d.find("contact", "Eva").path, "")),
    ("one branch good, one bad", "anna@both", lambda d: d.write(d.find("contact", "Eva").path, "")),
]


def run_words(*lines):
    """A push made by commands, as whoever pushes."""
    def do(d):
        for words in lines:
            done = d.clone.crm(*words)
            if done.status != 0:
                raise Broken(str(done))
    return do


def moved(d):
    path = d.find("contact", "Carl").path
    os.makedirs(f"{d.clone.root}/contacts/archive", exist_ok=True)
    os.rename(f"{d.clone.root}/{path}", f"{d.clone.root}/contacts/archive/{os.path.basename(path)}")


ALLOWED = [
    ("nothing but a file beside", "anna", lambda d: d.write("README.md", "Hello\n")),
    ("a picture", "anna", lambda d: d.write("files/a.png", b"\x89PNG\r\n\x1a\n\0\xff")),
    ("a yaml file elsewhere", "anna", lambda d: d.write("elsewhere/a.yaml", "a: [\n")),
    ("settings", "anna", lambda d: d.config("^lang: en", "lang: ru")),
    ("a field of its own", "anna", lambda d: d.write("crm.yaml", open(f"{d.clone.root}/crm.yaml").read() + "fields:\n- {kind: deal, key: floor, type: number}\n")),
    ("a pipeline", "anna", lambda d: d.config("probability: 30", "probability: 35", "pipelines/sales.yaml")),
    ("a new stage", "anna", lambda d: d.config("^- id: invoice$", "- id: pilot\n  probability: 60\n- id: invoice", "pipelines/sales.yaml")),
    ("a stage removed that no deal is in", "anna", lambda d: d.config("^- id: meeting\n  name: Meeting\n  probability: 30\n", "", "pipelines/sales.yaml")),
    ("a template", "anna", lambda d: d.write("templates/offer.html", "<p>{{title}}</p>\n")),
    ("gitattributes", "anna", lambda d: d.write(".gitattributes", "contacts/** merge=crm\n# mine\n")),
    ("a remark", "anna", lambda d: d.add("contact", "Eva", "# a remark\n")),
    ("an unknown key", "anna", lambda d: d.add("contact", "Eva", "shoe_size: 42\n")),
    ("windows line ends", "anna", lambda d: d.put("contact", "Eva", lambda raw: raw.replace("\n", "\r\n"))),
    ("no line end at the end", "anna", lambda d: d.put("contact", "Eva", lambda raw: raw.rstrip("\n"))),
    ("a mark at the beginning", "anna", lambda d: d.put("contact", "Eva", lambda raw: "\ufeff" + raw)),
    ("another order", "anna", lambda d: d.put("contact", "Eva", lambda raw: "\n".join([raw.split("\n")[0], *reversed(raw.strip().split("\n")[1:])]) + "\n")),
    ("a file moved", "anna", moved),
    ("a person deleted", "anna", lambda d: d.remove("contact", "Lone")),
    ("a task deleted", "anna", lambda d: d.remove("task", "Send")),
    ("a product deleted", "anna", lambda d: d.remove("product", "Page")),
    ("a deal and its tasks deleted", "anna", run_words(["deals", "delete", "website", "--cascade", "--yes"])),
    ("people merged", "anna", run_words(["contacts", "merge", "lone", "eva"])),
    ("companies merged", "anna", run_words(["companies", "merge", "acme", "beta"])),
    ("a deal won", "anna", run_words(["deals", "win", "website"])),
    ("a deal lost", "anna", run_words(["deals", "lose", "shop", "--reason", "price"])),
    ("a deal archived", "anna", run_words(["deals", "archive", "shop"])),
    ("a deal opened again", "anna", run_words(["deals", "reopen", "old", "--next", "Ask", "--due", "+1d"])),
    ("another's deal moved", "anna", run_words(["deals", "move", "website", "meeting", "--next", "Meet", "--due", "+1d"])),
    ("a product added", "anna", run_words(["products", "add", "Shop page", "price=10"])),
    ("a view", "anna", run_words(["views", "add", "hot", "is:open", "--kind", "deal"])),
    ("an undo", "anna", run_words(["contacts", "set", "eva", "city=Oslo"], ["undo"])),
    ("an import", "anna", lambda d: (d.write("../people.csv", "name,email\nNew One,new@x.example\n"), d.crm("import", "../people.csv", "--yes"))[1]),
    ("a lead qualified", "anna", run_words(["leads", "qualify", "request", "--next", "Call", "--due", "+1d"])),
    ("a lead rejected", "anna", run_words(["leads", "reject", "request", "--reason", "spam"])),
    ("many at once", "anna", run_words(*[["contacts", "add", f"Many {n}"] for n in range(12)])),
    ("a press", "anna", run_words(["deals", "act", "website", "no-answer"])),
    ("a seller adds a person", "boris", run_words(["contacts", "add", "New Person", "emails+=n@x.example"])),
    ("a seller adds a company", "boris", run_words(["companies", "add", "New Firm"])),
    ("a seller adds a lead", "boris", run_words(["leads", "add", "Asks", "name=Emil"])),
    ("a seller adds a deal", "boris", run_words(["deals", "add", "Garden", "--contact", "carl", "--next", "Call", "--due", "+1d"])),
    ("a seller adds a task", "boris", run_words(["tasks", "add", "Measure", "--due", "+1d"])),
    ("a seller adds a task to his deal", "boris", run_words(["tasks", "add", "Measure", "--deal", "website", "--due", "+1d"])),
    ("a seller edits his person", "boris", run_words(["contacts", "set", "carl", "city=Oslo", "tags+=vip"])),
    ("a seller edits whom nobody has", "boris", run_words(["contacts", "set", "eva", "city=Oslo"])),
    ("a seller takes whom nobody has", "boris", run_words(["contacts", "set", "eva", "owner=boris"])),
    ("a seller edits his company", "boris", run_words(["companies", "set", "beta", "city=Oslo"])),
    ("a seller edits his deal", "boris", run_words(["deals", "set", "website", "amount=500", "tags+=hot"])),
    ("a seller moves his deal", "boris", run_words(["deals", "move", "website", "meeting", "--next", "Meet", "--due", "+1d"])),
    ("a seller moves it on", "boris", run_words(["deals", "promote", "website", "--next", "Meet", "--due", "+1d"])),
    ("a seller keeps the step", "boris", run_words(["deals", "move", "website", "proposal", "--keep-next"])),
    ("a seller does his step", "boris", run_words(["done", "call carl", "--next", "Then", "--due", "+2d"])),
    ("a seller does his task", "boris", run_words(["done", "send the brochure"])),
    ("a seller cancels his task", "boris", run_words(["tasks", "cancel", "send the brochure"])),
    ("a seller puts his task off", "boris", run_words(["snooze", "send the brochure", "+5d"])),
    ("a seller logs", "boris", run_words(["log", "call", "carl", "Talked"])),
    ("a seller logs with a next step", "boris", run_words(["log", "call", "website", "Talked", "--next", "Again", "--due", "+1d"])),
    ("a seller works his lead", "boris", run_words(["leads", "set", "request", "status=working"])),
    ("a seller edits by hand", "boris", lambda d: d.sub("contact", "Carl", "^city: .*", "city: Oslo  # moved")),
    ("a seller adds a remark", "boris", lambda d: d.add("contact", "Carl", "# a remark\n")),
    ("a seller writes notes", "boris", lambda d: d.add("contact", "Carl", "notes: |\n  One\n  Two\n")),
    ("a seller by his email", "boris@example.com", run_words(["contacts", "set", "carl", "city=Oslo"])),
    ("a seller as author", "author:boris", run_words(["contacts", "set", "carl", "city=Oslo"])),
    ("a manager as author", "author:anna", lambda d: d.remove("contact", "Lone")),
    ("a branch of its own", "anna@other", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("two branches", "anna@both", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("a tag", "anna@tag", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("a branch deleted", "anna@gone", lambda d: d.write("README.md", "Hello\n")),
    ("a forced push", "anna@force", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("a merge", "anna@merge", lambda d: d.sub("contact", "Eva", "^city: .*", "city: Oslo")),
    ("broken between, whole at the tip", "anna@between", lambda d: d.write(d.find("contact", "Eva").path, "")),
]


class Server:
    def __init__(self, home, top, seed):
        make_template(home, f"{top}/push-template", seed, story)
        set_up(home, f"{top}/push", 1, f"{top}/push-template")
        self.home, self.top = home, f"{top}/push"
        self.world = World(home, self.top, 1, seed=seed)
        self.world.minutes = 60
        self.clone = self.world.clones[0]
        self.base = self.clone.head
        done = execute(["crm", "hook", "install", "--server", f"{self.top}/hub.git"], self.top, home.environment("anna"))
        if done.status != 0 or not os.access(f"{self.top}/hub.git/hooks/pre-receive", os.X_OK):
            raise Broken(f"the hook cannot be installed\n{done}")

    def reset(self):
        self.clone.user = "anna"
        for words in (["update-ref", "refs/heads/main", self.base], ["for-each-ref", "--format=%(refname)"]):
            done = execute(["git", "--git-dir", f"{self.top}/hub.git", *words], self.top, self.home.environment("anna"))
        for ref in done.out.split():
            if ref != "refs/heads/main":
                execute(["git", "--git-dir", f"{self.top}/hub.git", "update-ref", "-d", ref], self.top, self.home.environment("anna"))
        self.clone.git("checkout", "-q", "-f", "main")
        self.clone.git("reset", "-q", "--hard", self.base, check=True)
        self.clone.git("clean", "-q", "-f", "-d")
        self.clone.git("branch", "-q", "-D", "other")
        self.world.minutes += 1

    def push(self, who, make):
        """(place, what the push did, refs before and after)."""
        self.reset()
        person, _, how = who.partition("@") if not who.endswith(".com") else (who, "", "")
        author = person.removeprefix("author:").partition("@")[0]
        self.clone.user = author
        desk = Desk(self.clone, self.base)
        if how == "gone":
            self.clone.git("push", "-q", "origin", "HEAD:refs/heads/other", check=True)
        place = make(desk)
        self.clone.git("add", "-A", check=True)
        self.clone.git("commit", "-q", "-m", "a change", "--allow-empty")
        if person.startswith("author:"):
            # The hook goes by the author where nothing else says who pushes: all commits must be that person's.
            self.clone.git("rebase", "-q", "--exec", "git commit -q --amend --no-edit --reset-author", self.base)
        targets = {"": ["HEAD:main"], "other": ["HEAD:refs/heads/other"], "both": ["HEAD:refs/heads/other", f"{self.base}:refs/heads/good"],
                   "tag": ["HEAD:refs/tags/v1", "HEAD:main"], "gone": [":refs/heads/other"], "force": ["+HEAD:main"]}.get(how, ["HEAD:main"])
        if how == "force":
            self.clone.git("commit", "-q", "--amend", "--no-edit", "-m", "once more")
        if how == "merge":
            self.clone.git("checkout", "-q", "-b", "other", self.base, check=True)
            desk.write("README.md", "Hello\n")
            self.clone.git("add", "-A", check=True)
            self.clone.git("commit", "-q", "-m", "beside", check=True)
            self.clone.git("merge", "-q", "--no-edit", "main", check=True)
        if how == "between":
            self.clone.git("revert", "--no-edit", "HEAD", check=True)
            desk.write("README.md", "Hello\n")
            self.clone.git("add", "-A", check=True)
            self.clone.git("commit", "-q", "-m", "beside", check=True)
        more = {} if person.startswith("author:") else {"CRM_PUSHER": person}
        before = self.refs()
        done = execute(["git", "push", "origin", *targets], self.clone.root, self.clone.environment(**more))
        return place, done, before, self.refs()

    def refs(self):
        return execute(["git", "--git-dir", f"{self.top}/hub.git", "for-each-ref"], self.top, self.home.environment("anna")).out


def run(home, top, seed, verbose=False):
    server = Server(home, top, seed)
    faults = []
    print(f"{len(FORBIDDEN)} pushes that must be refused, {len(ALLOWED)} that must pass")
    for name, who, make in FORBIDDEN:
        try:
            place, done, before, after = server.push(who, make)
        except Broken as broken:
            faults.append(f"forbidden, {name}: cannot be made ready: {broken}")
            continue
        remote = "\n".join(line.removeprefix("remote:").strip() for line in done.err.splitlines() if line.startswith("remote:"))
        if verbose:
            print(f"  {name} ({who}): {done.status}\n      " + remote.replace("\n", "\n      "))
        if done.status == 0 or before != after:
            faults.append(f"forbidden, {name} ({who}): it passed")
            continue
        # What a role does not allow has its place in the rule; what it is about is named by kind and name.
        by_role = re.search(r"crm\.yaml:\d+:\d+: role \"\w+\" of \w+ may (not|only)", remote)
        if place and place not in remote and not by_role:
            faults.append(f"forbidden, {name} ({who}): {place} is not named:\n{remote}")
        if not re.search(r"\bcrm [a-z]|\bgit [a-z]|hint:", remote):
            faults.append(f"forbidden, {name} ({who}): no way out is named:\n{remote}")
        if re.search(r"fatal|crash|panic|Traceback", remote):
            faults.append(f"forbidden, {name} ({who}): {remote}")
    for name, who, make in ALLOWED:
        try:
            _, done, before, after = server.push(who, make)
        except Broken as broken:
            faults.append(f"allowed, {name}: cannot be made ready: {broken}")
            continue
        if done.status != 0 or before == after:
            faults.append(f"allowed, {name} ({who}): it was refused:\n{done.err.strip()[-700:]}")
    faults += others(home, top)
    for fault in faults:
        print("BREACH " + fault.replace("\n", "\n      "))
    print(f"{len(faults)} faults")
    server.world.end()
    return len(faults)


def others(home, top):
    """Repositories of other shapes: none of crm's, one in a subfolder, one that was broken before."""
    faults = []
    environment = home.environment("anna", CRM_PUSHER="anna")

    def sh(line, folder):
        return execute(["sh", "-ec", line], folder, environment)
    place = f"{top}/shapes"
    os.makedirs(place)
    done = sh("git init -q --bare plain.git; crm hook install --server plain.git; git clone -q plain.git p; cd p; echo x >x; git add x; "
              "git commit -qm x; git push -q origin HEAD:main", place)
    if done.status != 0:
        faults.append(f"a push to a repository without crm.yaml is refused: {done.text}")
    done = sh("git init -q --bare sub.git; git clone -q sub.git s; cd s; mkdir sales; cd sales; crm init . --timezone Europe/Berlin --country DE "
              "--currency EUR; cd ..; git add -A; git commit -qm init --allow-empty; git push -q origin HEAD:main; crm hook install --server ../sub.git; cd sales; "
              "crm contacts add Anna; git push -q origin HEAD:main", place)
    if done.status != 0:
        faults.append(f"a good push to a repository in a subfolder is refused: {done.text}")
    done = sh("cd s/sales; echo 'id: abcd2345' >contacts/bad-abcd2345.yaml; git add -A; git commit -qm bad; git push -q origin HEAD:main", place)
    if done.status == 0 or "sales/contacts/bad-abcd2345.yaml" not in done.text:
        faults.append(f"a bad push to a repository in a subfolder passes, or the place is wrong: {done.text}")
    done = sh("git init -q --bare old.git; git clone -q old.git o; cd o; crm init . --timezone Europe/Berlin --country DE --currency EUR; "
              "mkdir -p contacts; echo 'id: abcd2345' >contacts/bad-abcd2345.yaml; git add -A; git commit -qm bad; git push -q origin HEAD:main; "
              "crm hook install --server ../old.git; echo x >x; git add x; git commit -qm x; git push -q origin HEAD:main; "
              "crm companies add Acme; git push -q origin HEAD:main", place)
    if done.status != 0:
        faults.append(f"what was broken before is held against a push: {done.text}")
    done = sh("crm hook install --server old.git; printf '#!/bin/sh\\nexit 0\\n' >plain.git/hooks/pre-receive; "
              "if crm hook install --server plain.git; then exit 9; fi; grep -q 'exit 0' plain.git/hooks/pre-receive", place)
    if done.status != 0:
        faults.append(f"installing twice fails, or a hook of others is overwritten: {done.text}")
    done = sh("cd o; mkdir none; ln -s $(command -v git) none/git; for t in sh cat test env; do ln -s $(command -v $t) none/$t; done; "
              "echo y >y; git add y; git commit -qm y; if PATH=$PWD/none git push -q origin HEAD:main; then exit 9; fi", place)
    if done.status != 0:
        faults.append(f"without crm on the server a push passes: {done.text}")
    return faults


# ---- how fast

def timed(top, crm, records, generate, rounds=7):
    """Seconds of pushes with and without the hook, of one commit and of 1,000 changed records."""
    import statistics
    import sys
    import time
    from world import Home
    home = Home(f"{top}/speed-home", crm)
    environment = home.environment("anna", CRM_PUSHER="anna")

    def sh(line, folder):
        done = execute(["sh", "-ec", line], folder, environment, timeout=1200)
        if done.status != 0:
            raise Broken(str(done))
        return done
    place = f"{top}/speed"
    os.makedirs(place)
    subprocess.run([sys.executable, generate, str(records), f"{place}/c"], check=True, stdout=subprocess.DEVNULL)
    sh("git init -q 2>/dev/null || true; git add -A; git commit -qm all; git branch -M main; git clone -q --bare . ../hub.git; "
       "git remote add origin ../hub.git; git --git-dir ../hub.git repack -q -a -d", f"{place}/c")
    base = sh("git rev-parse HEAD", f"{place}/c").out.strip()
    paths = sorted(sh("git ls-files contacts", f"{place}/c").out.split("\n"))[1:]
    found = {}
    for hooked in (False, True):
        if hooked:
            sh("crm hook install --server hub.git", place)
        for count in (1, 1000):
            seconds = []
            for turn in range(rounds if count == 1 else 3):
                sh(f"git --git-dir hub.git update-ref refs/heads/main {base}", place)
                sh(f"git reset -q --hard {base}", f"{place}/c")
                for path in paths[:count]:
                    with open(f"{place}/c/{path}", "a") as file:
                        file.write(f"own_key: {hooked}{turn}{count}\n")
                sh("git commit -qam change", f"{place}/c")
                start = time.monotonic()
                sh("git push -q origin HEAD:main", f"{place}/c")
                seconds.append(time.monotonic() - start)
            found[hooked, count] = statistics.median(seconds)
    one, many = found[True, 1] / found[False, 1], found[True, 1000]
    print(f"{records} records: a push of one commit {1000 * found[False, 1]:.0f} ms, with the hook {1000 * found[True, 1]:.0f} ms ({one:.2f} ×); "
          f"of 1,000 changed records {1000 * found[False, 1000]:.0f} ms, with the hook {1000 * many:.0f} ms")
    shutil.rmtree(place, ignore_errors=True)
    return int(one > 1.5) + int(many > 3)
