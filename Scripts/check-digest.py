#!/usr/bin/env python3
"""Hands `crm digest` as a message and as a calendar to the programs that people use, and compares what they make of it.

    Scripts/check-digest.py BIN [--keep DIR]

Needs Python's own email package, and uses what it finds of: mutt, notmuch, msmtp, khal, icalendar (PyPI), libical (with a C
compiler). What is missing is said and passed over. The programs and their versions are printed. The status is 1 where anything
differs, 2 where nothing could be looked at.
"""
import argparse
import email
import email.generator
import email.policy
import email.utils
import fcntl
import importlib
import importlib.metadata
import io
import json
import os
import pty
import select
import shutil
import socketserver
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

NOW = "2026-11-24T10:00:00+01:00"
faults = []
checked = 0
seen = 0


def expect(what, got, wanted):
    global checked
    checked += 1
    if got != wanted:
        faults.append(f"{what}: {got!r}, not {wanted!r}")


def environment(home):
    return {
        "PATH": os.environ["PATH"], "HOME": home, "CRM_NOW": NOW, "CRM_USER": "gleb", "LANG": "C.UTF-8", "TERM": "xterm",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Gleb", "GIT_AUTHOR_EMAIL": "gleb@example.com",
        "GIT_COMMITTER_NAME": "Gleb", "GIT_COMMITTER_EMAIL": "gleb@example.com",
    }


def run(home, *words, input=None, cwd=None, status=0):
    done = subprocess.run(words, cwd=cwd, env=environment(home), capture_output=True, input=input)
    if done.returncode != status:
        raise RuntimeError(f"{words}: {done.returncode} {done.stderr.decode(errors='replace')}")
    return done.stdout


def found(program, *words):
    global seen
    if not shutil.which(program):
        print(f"  {program}: not here")
        return False
    said = subprocess.run([program, *words], capture_output=True, text=True)
    print("  " + (said.stdout or said.stderr).strip().splitlines()[0])
    seen += 1
    return True


def module(name):
    global seen
    try:
        loaded = importlib.import_module(name)
    except ImportError:
        print(f"  {name} (PyPI): not here")
        return None
    print(f"  {name} {importlib.metadata.version(name)}")
    seen += 1
    return loaded


TITLES = [
    "Call Anna", "From here on it is ours", ".", "a" * 900 + " end", "Звонок Анне — «срочно»",
    "<b>bold</b> & <script>alert(1)</script>", "=?utf-8?Q?fake?= =3D =20", "tab\there and \\n and ,;: \"quoted\"",
    "Subject: x\r\nBcc: all@example.com", "esc \x1b[31mred\x1b[0m", "bidi \u202eevil\u202c", "🦊" * 40,
]


def repository(crm, home):
    run(home, crm, "init", "sales", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR", cwd=home)
    place = os.path.join(home, "sales")
    with open(os.path.join(place, "crm.yaml"), "a") as file:
        file.write("owners:\n- {id: gleb, name: \"Петров, Глеб\", email: gleb@example.com, lang: ru}\n"
                   "- {id: anna, name: Anna, email: anna@example.com}\n"
                   "digest: {from: \"Продажи и поддержка <crm@sales.example.com>\"}\n")
    for number, title in enumerate(TITLES):
        owner = "anna" if number == 0 else "gleb"
        run(home, crm, "-C", place, "tasks", "add", title, "--due", f"2026-11-{24 + number % 5} {11 + number % 6}:00",
            f"owner={owner}")
    run(home, crm, "-C", place, "tasks", "add", "A whole day", "--due", "2026-11-26", "owner=gleb")
    run(home, crm, "-C", place, "contacts", "add", "Анна Иванова", "birthday=1990-11-26", "dates=wedding --11-27",
        "owner=gleb")
    return place


# Messages

def bodies(message):
    parts = {}
    for part in message.walk():
        if part.get_content_maintype() == "text":
            data = part.get_payload(decode=True)
            # The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1).
            parts[part.get_content_subtype()] = data.decode("utf-8").replace("\r\n", "\n")
    return parts


def check_python(raw, text):
    first = email.message_from_bytes(raw, policy=email.policy.default)
    expect("defects", [d for part in first.walk() for d in part.defects], [])
    expect("parts", [part.get_content_type() for part in first.walk()],
           ["multipart/alternative", "text/plain", "text/html"])
    expect("plain part", bodies(first)["plain"], text)
    expect("headers", sorted(first.keys()), sorted(
        ["Date", "Message-ID", "From", "To", "Subject", "MIME-Version", "Content-Language", "Auto-Submitted",
         "Content-Type"]))
    expect("automatic", first["Auto-Submitted"], "auto-generated")
    expect("date", email.utils.parsedate_to_datetime(first["Date"]).isoformat(), NOW)
    expect("subject", first["Subject"], text.split("\n")[0])
    expect("bytes are ASCII", all(byte < 128 for byte in raw), True)
    expect("no line is longer than 78", max(len(line) for line in raw.split(b"\n")) <= 78, True)
    expect("no line is risky", [l for l in raw.split(b"\n") if l.startswith(b"From ") or l == b"."], [])
    identifier = first["Message-ID"]
    for name in ["compat32", "default", "SMTP", "SMTPUTF8", "strict"]:
        policy = getattr(email.policy, name)
        message = email.message_from_bytes(raw, policy=policy)
        for linesep in ["\n", "\r\n"]:
            stream = io.BytesIO()
            email.generator.BytesGenerator(stream, policy=policy.clone(linesep=linesep)).flatten(message)
            again = stream.getvalue()
            expect(f"{name}: the id stays as it is", f"Message-ID: {identifier}".encode() in again, True)
            second = email.message_from_bytes(again, policy=email.policy.default)
            expect(f"{name}: addresses", (second["From"], second["To"]), (first["From"], first["To"]))
            expect(f"{name}: subject", second["Subject"], first["Subject"])
            expect(f"{name}: parts", bodies(second), bodies(first))


def in_terminal(home, words, seconds=20):
    """What a program that wants a terminal does, with nobody at the keys."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(words[0], words, environment(home))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    end = time.time() + seconds
    while time.time() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        try:
            if ready and not os.read(terminal, 65536):
                break
        except OSError:
            break
    else:
        os.kill(child, 9)
    os.waitpid(child, 0)


def check_mutt(home, raw, text, work):
    box = os.path.join(work, "mutt-box")
    for folder in ["cur", "new", "tmp"]:
        os.makedirs(os.path.join(box, folder))
    with open(os.path.join(box, "new", "1.digest"), "wb") as file:
        file.write(raw)
    rc, out = os.path.join(work, "muttrc"), os.path.join(work, "mutt-out")
    with open(rc, "w") as file:
        file.write(f"set folder={work}\nset charset=utf-8\nset pipe_decode=yes\nset wait_key=no\nalternative_order text/plain\nset wrap=2000\n"
                   f"folder-hook . 'push \"<first-entry><pipe-message>cat >{out}<enter><exit>\"'\n")
    in_terminal(home, ["mutt", "-R", "-F", rc, "-f", box])
    shown = open(out, encoding="utf-8").read() if os.path.exists(out) else ""
    head, _, body = shown.partition("\n\n")
    unfolded = head.replace("\n ", " ").replace("\n\t", " ")
    expect("mutt: subject", f"Subject: {text.splitlines()[0]}" in unfolded, True)
    # mutt shows what it takes for unsafe, and breaks lines; the words are all there in their order.
    expect("mutt: words", "".join(body.split()), "".join(text.split()))


def check_notmuch(home, raw, text, work):
    box = os.path.join(work, "notmuch-box")
    os.makedirs(os.path.join(box, "cur"))
    os.makedirs(os.path.join(box, "new"))
    os.makedirs(os.path.join(box, "tmp"))
    for copy in ["1", "2"]:
        with open(os.path.join(box, "cur", f"{copy}.digest:2,S"), "wb") as file:
            file.write(raw)
    config = os.path.join(work, "notmuch-config")
    with open(config, "w") as file:
        file.write(f"[database]\npath={box}\n[user]\nname=Gleb\nprimary_email=gleb@example.com\n[new]\ntags=inbox\n")
    call = ["notmuch", f"--config={config}"]
    run(home, *call, "new", "--quiet")
    identifier = email.message_from_bytes(raw)["Message-ID"].strip("<>")
    expect("notmuch: sent twice is one", run(home, *call, "count", "*").decode().strip(), "1")
    expect("notmuch: by its id", run(home, *call, "count", f"id:{identifier}").decode().strip(), "1")
    shown = json.loads(run(home, *call, "show", "--format=json", "--include-html", f"id:{identifier}"))
    message = shown[0][0][0]
    expect("notmuch: subject", message["headers"]["Subject"], text.split("\n")[0])
    parts = message["body"][0]["content"]
    expect("notmuch: text", parts[0]["content"], text)
    expect("notmuch: page", parts[1]["content-type"], "text/html")


class Sink(socketserver.StreamRequestHandler):
    """As much of SMTP as a server needs."""
    arrived = []

    def handle(self):
        def say(line):
            self.wfile.write(line + b"\r\n")
        say(b"220 sink.example ESMTP")
        envelope = {"from": None, "to": []}
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith((b"EHLO", b"HELO")):
                say(b"250 sink.example")
            elif word.startswith(b"MAIL FROM:"):
                envelope["from"] = line.strip()[10:].split()[0]
                say(b"250 ok")
            elif word.startswith(b"RCPT TO:"):
                envelope["to"].append(line.strip()[8:].split()[0])
                say(b"250 ok")
            elif word == b"DATA":
                say(b"354 go on")
                data = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    data += line[1:] if line.startswith(b".") else line
                Sink.arrived.append((envelope, data))
                say(b"250 taken")
            elif word == b"QUIT":
                say(b"221 bye")
                return
            else:
                say(b"250 ok")


def check_msmtp(home, raw, text, work):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = os.path.join(work, "msmtprc")
    with open(config, "w") as file:
        file.write(f"account default\nhost 127.0.0.1\nport {server.server_address[1]}\nfrom crm@sales.example.com\n"
                   "tls off\nauth off\nset_date_header off\nset_msgid_header off\n")
    os.chmod(config, 0o600)
    try:
        run(home, "msmtp", "-C", config, "-t", input=raw)
    except RuntimeError as error:
        if "set_msgid_header" not in str(error):
            raise
        with open(config) as file:
            kept = [line for line in file if "msgid" not in line]
        with open(config, "w") as file:
            file.writelines(kept)
        run(home, "msmtp", "-C", config, "-t", input=raw)
    server.shutdown()
    envelope, data = Sink.arrived.pop()
    expect("msmtp: envelope", envelope, {"from": b"<crm@sales.example.com>", "to": [b"<gleb@example.com>"]})
    expect("msmtp: what arrives", data.replace(b"\r\n", b"\n"), raw)
    expect("msmtp: every line ends as SMTP has it", data.count(b"\n"), data.count(b"\r\n"))
    expect("msmtp: text", bodies(email.message_from_bytes(data))["plain"], text)


def check_smtplib(raw, text):
    import smtplib
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with smtplib.SMTP("127.0.0.1", server.server_address[1]) as client:
        client.send_message(email.message_from_bytes(raw, policy=email.policy.default))
    server.shutdown()
    envelope, data = Sink.arrived.pop()
    expect("smtplib: to", envelope["to"], [b"<gleb@example.com>"])
    expect("smtplib: text", bodies(email.message_from_bytes(data))["plain"], text)


# Calendars

def check_lines(raw, what):
    lines = raw.split(b"\r\n")
    expect(f"{what}: ends with a line end", lines[-1], b"")
    expect(f"{what}: no bare line end", b"\n" in raw.replace(b"\r\n", b""), False)
    expect(f"{what}: lines of at most 75 bytes", max(len(line) for line in lines) <= 75, True)
    for line in lines:
        line.decode("utf-8")


def check_icalendar(raw, items, what):
    icalendar = module("icalendar")
    if not icalendar:
        return
    calendar = icalendar.Calendar.from_ical(raw)
    events = [part for part in calendar.walk() if part.name == "VEVENT"]
    expect(f"{what}: icalendar: errors", [e for part in calendar.walk() for e in part.errors], [])
    identifiers = [str(event["UID"]) for event in events]
    expect(f"{what}: icalendar: every identifier once", len(set(identifiers)), len(identifiers))
    expect(f"{what}: icalendar: every item", len(events), items)
    for event in events:
        start = event["DTSTART"].dt
        if hasattr(start, "hour"):
            expect(f"{what}: icalendar: times are UTC", start.utcoffset().total_seconds(), 0.0)
    return sorted((str(e["SUMMARY"]), e["DTSTART"].dt.isoformat()) for e in events)


LIBICAL = r"""
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words) {
  static char text[1 << 22];
  FILE *file = fopen(words[1], "rb");
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  icalcomponent *whole = icalparser_parse_string(text);
  if (!whole) return 1;
  int faults = icalcomponent_count_errors(whole), events = 0;
  for (icalcomponent *part = icalcomponent_get_first_component(whole, ICAL_ANY_COMPONENT); part;
       part = icalcomponent_get_next_component(whole, ICAL_ANY_COMPONENT)) events++;
  printf("%d %d %d\n", faults, events, icalrestriction_check(whole));
  return 0;
}
"""


def check_libical(home, path, items, work, what):
    global seen
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    source, program = os.path.join(work, "look.c"), os.path.join(work, "look")
    if not os.path.exists(program):
        with open(source, "w") as file:
            file.write(LIBICAL)
        made = compiler and subprocess.run([compiler, source, "-o", program, "-lical"], capture_output=True)
        if not made or made.returncode != 0:
            print("  libical: not here")
            return
        version = subprocess.run(["pkg-config", "--modversion", "libical"], capture_output=True, text=True).stdout
        print(f"  libical {version.strip()}")
        seen += 1
    faults, events, valid = map(int, run(home, program, path).split())
    expect(f"{what}: libical: faults", (faults, valid), (0, 1))
    expect(f"{what}: libical: every item", events, items)


def khal(home, work, name, folder):
    config = os.path.join(work, f"khal-{name}")
    with open(config, "w") as file:
        file.write(f"[calendars]\n[[{name}]]\npath = {folder}\n[locale]\nlocal_timezone = Europe/Berlin\n"
                   "default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
                   "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
                   f"[sqlite]\npath = {os.path.join(work, name + '.db')}\n[default]\ndefault_calendar = {name}\n")
    return ["khal", "-c", config]


def check_khal(home, crm, place, calendar, work):
    folder = os.path.join(work, "exported")
    os.makedirs(folder)
    listings = []
    for _ in range(2):
        run(home, crm, "-C", place, "export", "tasks", "--as", "ics", "-o", folder + "/")
        listings.append((sorted(os.listdir(folder)), run(home, *khal(home, work, "exported", folder), "list", "2026-11-20", "20d")))
    expect("khal: the exported folder twice", listings[1], listings[0])
    expect("khal: no stray files", [n for n in listings[0][0] if not n.endswith(".ics")], [])
    imported = os.path.join(work, "imported")
    os.makedirs(imported)
    with open(calendar, encoding="utf-8", newline="") as file:
        wanted = file.read().count("BEGIN:VEVENT")
    words = khal(home, work, "imported", imported)
    run(home, *words, "import", "--batch", calendar)
    # "Stray" are what khal makes of a second import of the same identifiers, which is why docs/ says to import once.
    shown = run(home, *words, "list", "--format", "{title}", "2026-11-20", "20d").decode()
    expect("khal: every entry of the digest is a file", len(os.listdir(imported)), wanted)
    expect("khal: shows them", "A whole day" in shown and "День рождения: Анна Иванова" in shown, True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("binary")
    options.add_argument("--keep")
    chosen = options.parse_args()
    crm = os.path.abspath(chosen.binary)
    if not os.access(crm, os.X_OK):
        print(f"{chosen.binary} cannot be run", file=sys.stderr)
        return 2
    work = os.path.abspath(chosen.keep) if chosen.keep else tempfile.mkdtemp(prefix="crm-digest-")
    os.makedirs(work, exist_ok=True)
    home = os.path.join(work, "home")
    os.makedirs(home)
    place = repository(crm, home)
    digest = [crm, "-C", place, "digest", "--for", "gleb"]
    print("programs:")
    print(f"  Python {sys.version.split()[0]}, its email package")
    for language in ["ru", "en", "kk"]:
        raw = run(home, *digest, "--format", "eml", "--lang", language)
        text = run(home, *digest, "--lang", language).decode()[:-1]
        check_python(raw, text)
    raw, text = run(home, *digest, "--format", "eml"), run(home, *digest).decode()[:-1]
    expect("made twice it is the same", run(home, *digest, "--format", "eml"), raw)
    check_smtplib(raw, text)
    if found("mutt", "-v"):
        check_mutt(home, raw, text, work)
    if found("notmuch", "--version"):
        check_notmuch(home, raw, text, work)
    if found("msmtp", "--version"):
        check_msmtp(home, raw, text, work)
    data = json.loads(run(home, *digest, "--json"))
    items = sum(len(value) for part in data["owners"] for value in part.values() if isinstance(value, list))
    calendar = os.path.join(work, "digest.ics")
    run(home, *digest, "-o", calendar)
    with open(calendar, "rb") as file:
        raw = file.read()
    check_lines(raw, "digest")
    check_icalendar(raw, items, "digest")
    check_libical(home, calendar, items, work, "digest")
    tasks = os.path.join(work, "tasks.ics")
    run(home, crm, "-C", place, "export", "tasks", "--as", "ics", "-o", tasks)
    check_libical(home, tasks, len(TITLES) + 1, work, "tasks")
    if found("khal", "--version"):
        check_khal(home, crm, place, calendar, work)
    if not chosen.keep:
        shutil.rmtree(work)
    if seen == 0:
        print("none of the other programs is here", file=sys.stderr)
        return 2
    for fault in faults:
        print(fault[:2000])
    print(f"{checked} comparisons, {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
