"""The same two edits on two branches, in other programs that people share by git or by a server of their own.

hermitcrm and jsoncrm (PyPI; --venv FOLDER has them) by git pull, taskwarrior 2.6 by its taskd. Each case is run, and what is
there afterwards is looked at: both edits, a stop for a person, or one edit gone without a word. Needs faketime, so that the
edits lie minutes apart as people's do; prints a table.
"""

import json
import os
import re
import shutil
import subprocess
import time

CASES = ["different fields", "neighbouring fields", "the same field", "deleted beside edited", "closed beside moved", "a tag each",
         "a record each", "deleted, and one like it added, beside edited"]


class Shell:
    def __init__(self, top, venv):
        self.top, self.venv = top, venv
        os.makedirs(top, exist_ok=True)
        with open(f"{top}/.gitconfig", "w") as file:
            file.write("[user]\n\tname = A\n\temail = a@example.com\n[init]\n\tdefaultBranch = main\n[pull]\n\trebase = false\n")

    def __call__(self, line, folder, minutes=0, check=False):
        environment = {**os.environ, "HOME": self.top, "PATH": f"{self.venv}/bin:{os.environ['PATH']}", "GIT_CONFIG_NOSYSTEM": "1",
                       "GIT_TERMINAL_PROMPT": "0"}
        words = ["faketime", "-f", f"+{minutes}m", "sh", "-c", line] if minutes else ["sh", "-c", line]
        done = subprocess.run(words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
        if check and done.returncode != 0:
            raise SystemExit(f"{line}: {done.stdout}{done.stderr}")
        return done


def git_case(shell, folder, make, one, other, pull="git pull -q --no-rebase --no-edit"):
    """Two clones of a made folder; each gets its edit; the second pulls. (status, unmerged files, clone)."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    make(f"{folder}/a")
    shell("git add -A; git commit -qm base", f"{folder}/a")
    shell("git branch -M main; git clone -q --bare . ../hub.git; git remote add origin ../hub.git; git fetch -q; "
          "git branch -q -u origin/main", f"{folder}/a")
    shell("git clone -q hub.git b", folder, check=True)
    for name, edit, minutes in (("a", one, 3), ("b", other, 7)):
        # Offline, as people are: hermitcrm pushes by itself.
        shell("git remote set-url --push origin /nowhere", f"{folder}/{name}", check=True)
        for line in edit:
            done = shell(line, f"{folder}/{name}", minutes)
            if done.returncode != 0:
                print(f"   ({line}: {done.returncode} {(done.stdout + done.stderr).strip()[:200]})")
        shell("git add -A; git commit -qm edit; git remote set-url --push --delete origin /nowhere", f"{folder}/{name}")
    shell("git push -q origin main", f"{folder}/a", check=True)
    done = shell(pull, f"{folder}/b", 9)
    unmerged = shell("git diff --name-only --diff-filter=U", f"{folder}/b").stdout.split()
    return done, unmerged, f"{folder}/b"


def hermitcrm(shell, top):
    h = "hermitcrm --data ."

    def make(folder):
        shell(f"hermitcrm init --no-setup {folder}", top, check=True)
        for name in ("Acme", "Beta"):
            shell(f"{h} add company {name} --country DE --website https://a.example --value-eur-month 100 --tags old", folder, check=True)
    acme = f"{h} set companies --where name=Acme --apply"
    edits = {
        "different fields": ([f"{acme} --set country=FR"], [f"{acme} --set value_eur_month=900"]),
        "neighbouring fields": ([f"{acme} --set website=https://b.example"], [f"{acme} --set linkedin=https://linkedin.com/company/b"]),
        "the same field": ([f"{acme} --set country=FR"], [f"{acme} --set country=IT"]),
        "deleted beside edited": (["git rm -q -r companies/acme", f"{h} rebuild"], [f"{acme} --set country=FR"]),
        "closed beside moved": ([f"{acme} --stage lost --set lost_reason=price"], [f"{acme} --stage offer --set next_step=Call --set next_step_due=2026-12-04"]),
        "a tag each": ([f"{acme} --add-tag one"], [f"{acme} --add-tag two"]),
        "a record each": ([f"{h} add company Gamma"], [f"{h} add company Delta"]),
        CASES[-1]: (["git rm -q -r companies/acme", f"{h} add company Gamma --country DE --website https://a.example --value-eur-month 100 --tags old"],
                    [f"{acme} --set country=FR"]),
    }
    wanted = {
        "different fields": ["country: FR", "value_eur_month: 900"], "neighbouring fields": ["website: https://b", "linkedin: https://linkedin.com"],
        "the same field": ["country: FR", "country: IT"], "deleted beside edited": ["country: FR"],
        "closed beside moved": ["stage: lost", "next_step: Call"], "a tag each": ["one", "two"], "a record each": ["Gamma", "Delta"],
        CASES[-1]: ["country: FR"],
    }

    def tell(case, done, unmerged, folder):
        text = ""
        for path, _, names in os.walk(f"{folder}/companies"):
            for name in names:
                text += open(f"{path}/{name}").read()
        check = shell(f"{h} check", folder)
        return text, wanted[case], unmerged, check
    for case in CASES:
        done, unmerged, folder = git_case(shell, f"{top}/hermit", make, *edits[case])
        verdict = told(*tell(case, done, unmerged, folder))
        if case == CASES[-1] and "country: FR" in open(f"{folder}/companies/gamma/company.md").read():
            verdict += "; Acme's edit stands in Gamma, outside the marks"
        yield case, verdict


def told(text, wanted, unmerged, check):
    there = [word for word in wanted if word in text]
    if unmerged:
        records = [name for name in unmerged if name != "PIPELINE.md"]
        return "stops for a person: " + ", ".join(f"`{name}`" for name in (records or unmerged))
    if len(there) == len(wanted):
        verdict = "both there"
    else:
        verdict = "lost in silence: " + ", ".join(f"`{word}`" for word in wanted if word not in there)
    return verdict + ("" if check is None or check.returncode == 0 else
                      f"; its own check says {(check.stdout + check.stderr).strip().splitlines()[0][:90]!r}")


def jsoncrm(shell, top):
    config = {"pipeline": {"stages": [{"name": n, "file": f"{n}.json"} for n in ("leads", "prospects", "customers")],
                           "transitions": {"leads": ["prospects"], "prospects": ["customers"]}},
              "identity": {"primary": "linkedin_url", "fallback": ["id"]}}

    def make(folder):
        os.makedirs(folder)
        people = [{"name": f"Person {n}", "position": "Buyer", "company": "Acme", "linkedin_url": f"https://www.linkedin.com/in/p{n}/",
                   "email": f"p{n}@example.com", "score": "⭐⭐⭐", "connected": False, "contacted_at": None, "source": "fair",
                   "added": "2026-01-01", "tags": ["old"], "notes": "Met"} for n in range(5)]
        for name, content in ((".crm.json", config), ("leads.json", people), ("prospects.json", []), ("customers.json", [])):
            with open(f"{folder}/{name}", "w") as file:
                json.dump(content, file, indent=2, ensure_ascii=False)
        shell("git init -q", folder, check=True)

    def update(**fields):
        item = json.dumps({"linkedin_url": "https://www.linkedin.com/in/p2/", **fields}, ensure_ascii=False)
        return f"jsoncrm update --database_file leads.json --item_json '{item}'"

    def add(name):
        item = json.dumps({"name": name, "linkedin_url": f"https://www.linkedin.com/in/{name}/"})
        return f"jsoncrm add --database_file leads.json --item_json '{item}'"
    link = "https://www.linkedin.com/in/p2/"
    edits = {
        "different fields": ([update(position="Chief")], [update(notes="Called")]),
        "neighbouring fields": ([update(position="Chief")], [update(company="Beta")]),
        "the same field": ([update(position="Chief")], [update(position="Clerk")]),
        "deleted beside edited": ([f"jsoncrm delete --database_file leads.json --item_json '{{\"linkedin_url\": \"{link}\"}}'"], [update(notes="Called")]),
        "closed beside moved": ([f"jsoncrm promote --lead {link}", f"jsoncrm promote --prospect {link}"], [f"jsoncrm promote --lead {link}"]),
        "a tag each": ([update(tags=["old", "one"])], [update(tags=["old", "two"])]),
        "a record each": ([add("gamma")], [add("delta")]),
        CASES[-1]: ([f"jsoncrm delete --database_file leads.json --item_json '{{\"linkedin_url\": \"{link}\"}}'", add("gamma")], [update(notes="Called")]),
    }
    wanted = {"different fields": ["Chief", "Called"], "neighbouring fields": ["Chief", "Beta"], "the same field": ["Chief", "Clerk"],
              "deleted beside edited": ["Called"], "closed beside moved": ["p2@example.com"], "a tag each": ["one", "two"],
              "a record each": ["gamma", "delta"], CASES[-1]: ["Called"]}
    for case in CASES:
        done, unmerged, folder = git_case(shell, f"{top}/jsoncrm", make, *edits[case])
        text = "".join(open(f"{folder}/{name}.json").read() for name in ("leads", "prospects", "customers"))
        verdict = told(text, wanted[case], unmerged, shell("jsoncrm validate", folder))
        if case == "closed beside moved" and not unmerged:
            where = [name for name in ("leads", "prospects", "customers") if "p2@example.com" in open(f"{folder}/{name}.json").read()]
            verdict += "; the person is in " + " and ".join(where)
        yield case, verdict


def taskwarrior(shell, top):
    folder = f"{top}/task"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(f"{folder}/data")
    shutil.copytree("/usr/share/taskd/pki", f"{folder}/pki")
    shell("sed -i s/BITS=4096/BITS=2048/ vars; ./generate", f"{folder}/pki", check=True)
    data = f"TASKDDATA={folder}/data"
    shell(f"{data} taskd init", folder, check=True)
    for name in ("client.cert", "client.key", "server.cert", "server.key", "server.crl", "ca.cert"):
        shell(f"cp pki/{name}.pem data/; {data} taskd config --force {name} {folder}/data/{name}.pem", folder, check=True)
    for key, value in (("log", f"{folder}/log"), ("pid.file", f"{folder}/pid"), ("server", "localhost:53589")):
        shell(f"{data} taskd config --force {key} {value}", folder, check=True)
    shell(f"{data} taskd add org Team", folder, check=True)
    edits = {
        "different fields": (["task 1 modify project:Acme"], ["task 1 modify priority:H"]),
        "neighbouring fields": (["task 1 modify project:Acme"], ["task 1 modify priority:H"]),
        "the same field": (["task 1 modify project:Acme"], ["task 1 modify project:Beta"]),
        "deleted beside edited": (["task 1 delete"], ["task 1 modify project:Acme"]),
        "closed beside moved": (["task 1 done"], ["task 1 modify due:2027-01-01"]),
        "a tag each": (["task 1 modify +one"], ["task 1 modify +two"]),
        "a record each": (["task add Gamma"], ["task add Delta"]),
        CASES[-1]: (["task 1 delete", "task add Website project:Old"], ["task 1 modify project:Acme"]),
    }
    wanted = {"different fields": ['"project":"Acme"', '"priority":"H"'], "neighbouring fields": ['"project":"Acme"', '"priority":"H"'],
              "the same field": ['"project":"Acme"', '"project":"Beta"'], "deleted beside edited": ['"project":"Acme"'],
              "closed beside moved": ['"status":"completed"', '"due":"2027'], "a tag each": ['"one"', '"two"'],
              "a record each": ["Gamma", "Delta"], CASES[-1]: ['"project":"Acme"']}
    server = subprocess.Popen(["taskd", "server", "--data", f"{folder}/data"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        for number, case in enumerate(CASES):
            said = shell(f"{data} taskd add user Team Anna{number}", folder, check=True).stdout
            key = re.search(r"New user key: (\S+)", said).group(1)
            for name in ("a", "b"):
                shutil.rmtree(f"{folder}/{name}", ignore_errors=True)
                os.makedirs(f"{folder}/{name}")
                with open(f"{folder}/{name}/rc", "w") as file:
                    file.write(f"data.location={folder}/{name}/data\nconfirmation=off\nverbose=nothing\ntaskd.certificate={folder}/pki/client.cert.pem\n"
                               f"taskd.key={folder}/pki/client.key.pem\ntaskd.ca={folder}/pki/ca.cert.pem\ntaskd.server=localhost:53589\n"
                               f"taskd.credentials=Team/Anna{number}/{key}\n")

            def task(name, line, minutes=0):
                return shell(f"TASKRC={folder}/{name}/rc {line}", folder, minutes)
            task("a", "task add Website project:Old")
            task("a", "task sync init")
            task("b", "task sync init")
            one, other = edits[case]
            for name, lines, minutes in (("a", one, 3), ("b", other, 7)):
                for line in lines:
                    task(name, line, minutes)
            for name in ("a", "b", "a"):
                done = task(name, "task sync")
            texts = [task(name, "task rc.json.array=0 export").stdout for name in ("a", "b")]
            there = [word for word in wanted[case] if word in texts[0]]
            verdict = "both there" if len(there) == len(wanted[case]) else "lost in silence: " + ", ".join(
                f"`{word}`" for word in wanted[case] if word not in there)
            status = re.search(r'"status":"(\w+)"', texts[0])
            if case in ("deleted beside edited", "closed beside moved", CASES[-1]) and status:
                verdict += f"; the task is {status.group(1)}"

            def bare(text):
                rows = [json.loads(line) for line in text.splitlines() if line.strip().startswith("{")]
                return sorted(json.dumps({k: v for k, v in row.items() if k not in ("id", "urgency")}, sort_keys=True) for row in rows)
            if bare(texts[0]) != bare(texts[1]):
                verdict += "; the two ends differ afterwards"
            if done.returncode != 0:
                verdict += f" (sync ended with {done.returncode})"
            yield case, verdict
    finally:
        server.terminate()
        server.wait()


def ours(shell, top, crm):
    """The same by crm sync; what stops for a person is a field, not a file."""
    def make(folder):
        shell(f"{crm} init {folder} --timezone Europe/Berlin --country DE --currency EUR", top, check=True)
        for line in (f"{crm} companies add Acme country=DE industry=Old tags+=old", f"{crm} contacts add Anna company=acme",
                     f"{crm} deals add Website --contact anna --next 'Call Anna' --due +1d"):
            shell(line, folder, check=True)
    acme = f"{crm} companies set acme"
    like = "id: gamma234\\nname: Gamma\\ncountry: DE\\nindustry: Old\\ntags: [old]\\n"
    edits = {
        "different fields": ([f"{acme} country=FR"], [f"{acme} employees=900"]),
        "neighbouring fields": ([f"{acme} country=FR"], [f"{acme} industry=New"]),
        "the same field": ([f"{acme} country=FR"], [f"{acme} country=IT"]),
        "deleted beside edited": ([f"{crm} companies delete acme --cascade --yes"], [f"{acme} country=FR"]),
        "closed beside moved": ([f"{crm} deals lose website --reason price"], [f"{crm} deals move website proposal --next Send --due +2d"]),
        "a tag each": ([f"{acme} tags+=one"], [f"{acme} tags+=two"]),
        "a record each": ([f"{crm} companies add Gamma"], [f"{crm} companies add Delta"]),
        CASES[-1]: ([f"{crm} companies delete acme --cascade --yes", f"printf '{like}' >companies/gamma-gamma234.yaml"], [f"{acme} country=FR"]),
    }
    wanted = {"different fields": ["country: FR", "employees: 900"], "neighbouring fields": ["country: FR", "industry: New"],
              "the same field": ["country: FR", "country: IT"], "deleted beside edited": ["country: FR"],
              "closed beside moved": ["stage: lost", "stage: proposal, by", "title: Send"], "a tag each": ["one", "two"],
              "a record each": ["Gamma", "Delta"], CASES[-1]: ["name: Acme\ncountry: FR", "name: Gamma\ncountry: DE"]}
    for case in CASES:
        done, unmerged, folder = git_case(shell, f"{top}/crm", make, *edits[case], pull=f"{crm} sync --no-push")
        text = "".join(open(f"{place}/{name}").read() for place, _, names in os.walk(folder) if ".git" not in place
                       for name in names if name.endswith(".yaml"))
        if unmerged:
            fields = json.loads(shell(f"{crm} conflicts --json", folder).stdout)
            yield case, "stops for a person: " + ", ".join(f"`{each['ref']} {each['field']}`" for each in fields)
            continue
        said = [line.strip() for line in done.stdout.splitlines() if re.search("stays|cancelled|stands", line)]
        yield case, told(text, wanted[case], unmerged, shell(f"{crm} check", folder)) + (", and said" if said else "")


def run(top, venv, crm=None):
    shell = Shell(f"{top}/peers", venv)
    table = {}
    plays = [("hermitcrm", hermitcrm), ("jsoncrm", jsoncrm), ("taskwarrior and taskd", taskwarrior)]
    if crm:
        plays.append(("crm sync", lambda shell, top: ours(shell, top, crm)))
    for name, play in plays:
        table[name] = dict(play(shell, f"{top}/peers"))
    print("| two edits | " + " | ".join(table) + " |\n| --- |" + " --- |" * len(table))
    for case in CASES:
        print(f"| {case} | " + " | ".join(table[name][case] for name in table) + " |")
    return 0
