#!/usr/bin/env python3
"""Kills and fails every command that writes, found by the examples of its man page.

    sweep-writers.py path/to/crm [--seconds 4] [--full] [--only 'deals move']

`crm generate --examples` lists the examples of every command. Each is run in a repository in which it can do what it
says; one that changes a file is the example of a writer, and Scripts/fault-injection.py kills it, and fails its system
calls, at as many points as the time allows. So a new command is swept as soon as it has an example. An example that does
not run here needs something that the repository lacks: PREPARED gives it. Needs strace. Exits 1 where anything is wrong.
"""

import argparse
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("fault_injection", os.path.join(HERE, "fault-injection.py"))
fault_injection = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fault_injection)

ENVIRONMENT = {
    "CRM_NOW": "2026-11-24T10:00:00+00:00", "CRM_USER": "fault", "LANG": "C.UTF-8", "CRM_SEED": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Fault", "GIT_AUTHOR_EMAIL": "fault@example.com",
    "GIT_COMMITTER_NAME": "Fault", "GIT_COMMITTER_EMAIL": "fault@example.com",
    # What a person does in an editor.
    "EDITOR": "sed -i '$a swept: yes'",
}

REPOSITORY = """
crm init . {git} --timezone Europe/Berlin --country DE --currency EUR
crm companies add 'Acme GmbH' city=Berlin
crm contacts add 'Anna Ivanova' company=acme emails+=anna@acme.example
crm leads add 'Needs a website' name='Carl Clark' emails+=carl@gamma.example
crm deals add Website --contact anna --amount 12000 --next 'Call Anna' --due +1d
crm tasks add 'Send the brochure' --due +2d
crm products add 'Landing page' sku=LP-0 price=900 currency=EUR
mkdir -p activities/2026-11
printf 'id: k7f3q2mz\\ntype: note\\nat: 2026-11-20T10:00:00+01:00\\ntext: Asked for a discount\\n' >activities/2026-11/note-k7f3q2mz.yaml
{ echo name,email,city; echo Anna Ivanova,anna@acme.example,Oslo; seq 30 | sed 's/.*/Row &,row&@acme.example,Rome/'; } >contacts.csv
"""

# What an example needs beside that, by a pattern of its line: shell lines, and one that prints its last word.
PREPARED = [
    (r"crm init ", "cd .. && rm -rf repository && mkdir repository", None),
    (r"deals reopen ", "crm deals win website", None),
    (r"@hot|views remove", "crm views add hot is:open --kind deal", None),
    # The first thing to do is then a deal's next step.
    (r"next --act", "crm leads reject 'Needs a website' --reason spam", None),
    (r"^crm apply ", """echo '{"op": "add_contact", "as": "mia", "name": "Mia Maas", "company": "Maas BV"}' >operations.jsonl
echo '{"op": "add_deal", "title": "Shop", "contact": "$mia", "next_step": "Call Mia", "next_due": "+2d"}' >>operations.jsonl
echo '{"op": "move", "id": "website", "stage": "proposal", "next_step": "Send it", "next_due": "+2d"}' >>operations.jsonl""", None),
    (r"imports undo ", "crm imports run contacts.csv --yes", "crm imports list --format ids | head -1"),
    (r"payments (preview|run) bank.csv", "printf 'date,amount,purpose\\n2026-11-20,10.00,INV-2026-0001\\n' >bank.csv; "
     "crm invoices add --company acme amount=10; crm invoices send INV-2026-0001", None),
    (r"payments undo ", "printf 'date,amount,purpose\\n2026-11-20,10.00,INV-2026-0001\\n' >bank.csv; "
     "crm invoices add --company acme amount=10; crm invoices send INV-2026-0001; crm payments run bank.csv",
     "crm payments list --format ids | head -1"),
    (r"contacts (merge|dupes) ", "crm contacts add 'Anna Iwanowa' company=acme phones=0301234567", None),
    (r"companies (merge|dupes) ", "crm companies add 'Acme AG' city=Bonn", None),
    (r"leads add --from ", "echo '{\"name\": \"Dora\", \"email\": \"dora@beta.example\"}' >request.json", None),
    (r"leads merge ", "crm leads add 'Site request'", None),
    (r"(contacts|companies|deals|tasks|leads|products) delete ", "@loose", None),
    (r"invoices (show|set|edit|send|void|renumber) ", "crm invoices add --deal website", None),
    (r"invoices pay ", "crm invoices add --deal website; crm invoices send INV-2026-0001", None),
    (r"deals approve ", r"sed -i 's/^- id: proposal$/&\n  approve: {by: manager}/' pipelines/sales.yaml; "
     "echo 'roles: {manager: {may: all}}' >>crm.yaml; echo 'owners: [{id: fault, role: manager}]' >>crm.yaml", None),
    # Its amount is then that of its items.
    (r"deals items ", "crm deals set website amount=", None),
    (r"crm mail ", "echo 'owners: [{id: fault, email: fault@example.com}]' >>crm.yaml", None),
    (r"mail run birthday ", "crm contacts set anna birthday=--11-24", None),
    (r"mail .*--as sms", "crm contacts set anna phones=+4930123456", None),
    (r"mail undo ", "crm mail letter --where 'emails:*' --mbox ../all.mbox",
     "crm activities list --json | sed -n 's/.*\"\\([0-9]*\\)\\.[a-z0-9]*\\.\\([0-9a-f]*\\)@.*/\\1.\\2/p' | head -1"),
    (r"^crm undo", "crm contacts set anna city=Oslo", None),
    (r"--range ", "! git rev-parse -q --verify HEAD >/dev/null 2>&1 || git update-ref refs/remotes/origin/main HEAD", None),
]
# These need more than a repository: a terminal, where Tests/ExamplesTests kills the desk; another repository to sync with,
# where Scripts/check-team.py kills the sync; a git server's folder.
ELSEWHERE = {"desk", "sync", "hook install"}
# A record of each kind that nothing refers to, under the name that the examples use.
LOOSE = """
crm init . {git} --timezone Europe/Berlin --country DE --currency EUR
crm companies add 'Acme GmbH' city=Berlin
crm contacts add 'Anna Ivanova'
crm leads add 'Needs a website'
mkdir -p deals; printf 'id: d1234567\\ntitle: Website\\npipeline: sales\\nstage: lost\\nlost_reason: price\\nclosed: 2026-11-20T10:00:00+01:00\\nhistory:\\n- {at: 2026-11-20T10:00:00+01:00, stage: lost, by: fault}\\n' >deals/website-d1234567.yaml
crm tasks add 'Call Anna' --due +1d
crm products add 'Landing page'
"""


class Sweep:
    def __init__(self, options):
        self.options = options
        self.crm = os.path.abspath(options.crm)
        self.work = tempfile.mkdtemp(prefix="crm-sweep-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
        self.tools = os.path.join(self.work, "bin")
        os.mkdir(self.tools)
        os.symlink(self.crm, os.path.join(self.tools, "crm"))
        self.environment = dict(os.environ, **ENVIRONMENT, HOME=self.work)
        self.environment["PATH"] = self.tools + ":" + self.environment["PATH"]
        self.faults = []
        self.writers = 0

    def shell(self, text, root):
        # Each line has a seed of its own, or two records would want one identifier.
        lines = [f"export CRM_SEED={100 + n}; {line}" for n, line in enumerate(text.strip().splitlines())]
        return subprocess.run(
            ["sh", "-ec", "\n".join(lines)], cwd=root, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def template(self, line, git):
        """A repository in which the example can do what it says, and the words to run."""
        root = os.path.join(tempfile.mkdtemp(dir=self.work), "repository")
        os.mkdir(root)
        words = shlex.split(line)
        words[0] = self.crm
        preparations = [entry for entry in PREPARED if re.search(entry[0], line)]
        is_loose = any(entry[1] == "@loose" for entry in preparations)
        setup = (LOOSE if is_loose else REPOSITORY).replace("{git}", "" if git else "--no-git")
        for _, more, last in preparations:
            if more != "@loose":
                setup += more + "\n"
        done = self.shell(setup, root)
        if done.returncode:
            sys.exit(f"the repository for \"{line}\" cannot be made: {done.stdout}")
        for _, _, last in preparations:
            if last:
                words[-1] = self.shell(last, root).stdout.strip()
        if "-o" in words:
            # A file for a person to send is no part of the change.
            place = words.index("-o") + 1
            words[place] = os.path.join("..", words[place])
        if words[1] == "init":
            words = [w if w != "~/crm" else "." for w in words] + ([] if git or "--no-git" in words else ["--no-git"])
        return root, words

    def run(self, words, root):
        return subprocess.run(
            words, cwd=root, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)

    def example(self, command, line, git):
        root, words = self.template(line, git)
        try:
            trial = root + "-trial"
            shutil.copytree(root, trial, symlinks=True)
            before = fault_injection.snapshot(trial)
            done = self.run(words, trial)
            changed = fault_injection.snapshot(trial) != before
            shutil.rmtree(trial)
            if done.returncode not in (0, 4):
                if not git:
                    return self.example(command, line, git=True)
                self.faults.append(f"{line}: ends with {done.returncode} where it should run: {done.stdout.strip()}")
                return
            if changed:
                self.writers += 1
                self.disturb(command, line, words, root, git)
        finally:
            shutil.rmtree(os.path.dirname(root), ignore_errors=True)

    def disturb(self, command, line, words, root, git):
        start = time.monotonic()
        # Where a repository is only being made, what mends it is making it again, unless it is there.
        is_new = command == "init"
        recover = shlex.join([self.crm, "check"])
        if is_new:
            recover = shlex.join(["sh", "-c", shlex.join(words) + "; " + recover])
        budget = self.options.seconds if not self.options.full else 600
        arguments = [
            sys.executable, os.path.join(HERE, "fault-injection.py"), "--template", root, "--recover", recover,
            "--budget", str(budget), "--recovery-kills",
            "10" if self.options.full else "2", "--least", "6", "--marker", "init" if is_new else "crm.yaml",
        ]
        if git and self.options.full:
            arguments.append("--children")
        done = subprocess.run(
            [*arguments, "--", *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        found = re.findall(r"^(?:kills|errors): (\d+) runs", done.stdout, re.M)
        label = "ok   " if done.returncode == 0 else "FAULT"
        print(f"{label} {line}{' (git)' if git else ''}: {' + '.join(found)} runs, {time.monotonic() - start:.0f} s",
              flush=True)
        if done.returncode:
            print(done.stdout, flush=True)
            self.faults.append(line)

    def sweep(self):
        listed = self.run([self.crm, "generate", "--examples"], self.work).stdout
        examples = [tuple(row.split("\t", 1)) for row in listed.splitlines() if "\t" in row]
        if len(examples) < 40:
            sys.exit("crm generate --examples lists too little: " + listed[:500])
        for command, line in examples:
            if command in ELSEWHERE:
                continue
            if self.options.only and not command.startswith(self.options.only):
                continue
            for git in ([False, True] if self.options.full else [False]):
                self.example(command, line, git)
        print(f"{self.writers} examples of commands that write, {len(self.faults)} with faults")
        for fault in self.faults:
            print("FAULT " + fault)
        return 1 if self.faults else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--seconds", type=float, default=3, help="for each writer, kept by sampling")
    parser.add_argument("--full", action="store_true", help="every point, without git and with it")
    parser.add_argument("--only", help="commands that begin so")
    options = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("strace is needed")
    sweep = Sweep(options)
    try:
        return sweep.sweep()
    finally:
        shutil.rmtree(sweep.work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
