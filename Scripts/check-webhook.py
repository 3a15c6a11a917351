#!/usr/bin/env python3
"""Runs examples/webhook/lead.cgi in a real HTTP server and sends it what visitors and others send.

    check-webhook.py path/to/crm [--server busybox|python] [--shell dash]

Servers: busybox httpd, and a small one of this script that gives a CGI script what RFC 3875 says and nothing else. Prints a
line for each fault and exits 1 where there is one.
"""

import argparse
import http.client
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "..", "examples", "webhook")
FORM = "application/x-www-form-urlencoded"
SECRETS = ["Dora", "dora", "/srv", "leads/", "crm.yaml", "Traceback", "error:"]


class CGIHandler(http.server.BaseHTTPRequestHandler):
    """Runs one script for every path. The environment has what RFC 3875 names and the headers, and nothing of ours."""

    script = ""
    address = "192.0.2.1"

    def log_message(self, *_):
        pass

    def run(self):
        environment = {
            "GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": self.command, "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": CGIHandler.address, "SCRIPT_NAME": "/cgi-bin/lead.cgi", "QUERY_STRING": "",
            "SERVER_NAME": "example.com", "SERVER_PORT": "80", "SERVER_SOFTWARE": "test",
        }
        for name, value in self.headers.items():
            key = name.upper().replace("-", "_")
            environment[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key] = value
        length = self.headers.get("Content-Length", "")
        body = self.rfile.read(int(length)) if length.isdigit() and int(length) <= 1 << 20 else b""
        done = subprocess.run([self.script], input=body, env=environment, cwd="/", capture_output=True)
        CGIHandler.log = done.stderr.decode("utf-8", "replace")
        head, _, rest = done.stdout.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = [line.split(": ", 1) for line in lines if ": " in line]
        status = dict(fields).get("Status", "500 No status")
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest)

    do_GET = do_POST = do_PUT = do_DELETE = run


class Check:
    def __init__(self, crm, server, shell):
        self.crm, self.server, self.faults, self.count = os.path.abspath(crm), server, [], 0
        self.work = tempfile.mkdtemp(prefix="crm-webhook-")
        self.repository = os.path.join(self.work, "office")
        self.state = os.path.join(self.work, "state")
        os.mkdir(self.state, 0o700)
        self.run_crm("init", self.repository, "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR", at="/")
        folder = os.path.join(self.work, "www", "cgi-bin")
        os.makedirs(folder)
        self.script = os.path.join(folder, "lead.cgi")
        shutil.copy(os.path.join(EXAMPLE, "lead.cgi"), self.script)
        if shell:
            text = open(self.script, encoding="utf-8").read()
            with open(self.script, "w", encoding="utf-8") as file:
                file.write(text.replace("#!/bin/sh", "#!" + shell, 1))
        self.settings()
        self.port = free_port()
        self.start()

    def run_crm(self, *words, at=None):
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.work, "LANG": "C.UTF-8", "CRM_USER": "mara",
                       "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Mara", "GIT_AUTHOR_EMAIL": "mara@example.com",
                       "GIT_COMMITTER_NAME": "Mara", "GIT_COMMITTER_EMAIL": "mara@example.com"}
        done = subprocess.run([self.crm, *words], cwd=at or self.repository, env=environment, capture_output=True, text=True)
        if done.returncode:
            self.fault(f"crm {' '.join(words)}: {done.stderr}")
        return done.stdout

    def settings(self, **more):
        values = {"repository": self.repository, "crm": self.crm, "state": self.state, "per_address": 1000,
                  "overall": 1000, "window": 100000, "most_bytes": 4096, "user": "web-form"}
        values.update(more)
        with open(os.path.join(os.path.dirname(self.script), "lead.conf"), "w", encoding="utf-8") as file:
            for name, value in values.items():
                file.write(f"{name}='{value}'\n")

    def start(self):
        if self.server == "busybox":
            # The least that a server may pass on.
            self.process = subprocess.Popen(
                ["busybox", "httpd", "-f", "-p", f"127.0.0.1:{self.port}", "-h", os.path.join(self.work, "www")],
                env={}, executable=shutil.which("busybox"), stderr=open(os.path.join(self.work, "log"), "w"))
        else:
            CGIHandler.script = self.script
            self.http = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), CGIHandler)
            threading.Thread(target=self.http.serve_forever, daemon=True).start()
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{self.server} does not listen")

    def stop(self):
        if self.server == "busybox":
            # Whoever starts the tests may have blocked the signal that asks politely, and children inherit that.
            self.process.kill()
            self.process.wait()
        else:
            self.http.shutdown()
        shutil.rmtree(self.work, ignore_errors=True)

    def fault(self, text):
        self.faults.append(text)
        print(f"{self.server}: {text}")

    def send(self, body=b"", method="POST", type=FORM, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        if isinstance(body, dict):
            body = urllib.parse.urlencode(body).encode()
        elif isinstance(body, str):
            body = body.encode()
        fields = {"Content-Type": type} if type else {}
        fields.update({name.replace("_", "-"): value for name, value in headers.items() if value is not None})
        connection.putrequest(method, "/cgi-bin/lead.cgi")
        for name, value in fields.items():
            connection.putheader(name, value)
        if "Content-Length" not in fields and headers.get("Content_Length", "") is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        try:
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            return 0, {}, str(error)
        finally:
            connection.close()

    def expect(self, name, statuses, *words, **more):
        self.count += 1
        status, headers, text = self.send(*words, **more)
        if status not in (statuses if isinstance(statuses, tuple) else (statuses,)):
            self.fault(f"{name}: {status} {text.strip()}")
        if status != 303 and 0 < status and "ok" in text:
            try:
                if json.loads(text)["ok"] != (status in (200, 201)):
                    self.fault(f"{name}: {text}")
            except ValueError as error:
                self.fault(f"{name}: no JSON: {error}: {text}")
        for secret in SECRETS + [self.work]:
            if secret in text:
                self.fault(f"{name}: the answer has {secret}: {text}")
        return headers

    def leads(self, *filter):
        return json.loads(self.run_crm("leads", "list", *filter, "--json"))

    # What is sent.

    def requests(self):
        dora = {"name": "Dora Lang", "email": "dora@example.com", "subject": "New site", "message": "Hello & a=b\nзавтра"}
        self.expect("a form", 201, dora)
        self.expect("the same", 200, dora)
        self.expect("JSON", 201, json.dumps({"name": "Emil", "phone": "+49 30 5554433", "text": "\u2028x"}), type="application/json; charset=utf-8")
        self.expect("somebody known", 201, {"email": "dora@example.com", "message": "More"})
        parts = ('--xx\r\nContent-Disposition: form-data; name="email"\r\n\r\nfritz@example.com\r\n'
                 '--xx\r\nContent-Disposition: form-data; name="message"\r\n\r\n$(touch x)\r\n--xx--\r\n')
        self.expect("a form in parts", 201, parts, type="multipart/form-data; boundary=xx")
        leads = self.leads()
        if sorted(lead["title"] for lead in leads) != ["New site", "Request from Emil", "Request from fritz@example.com"]:
            self.fault(f"leads: {[lead['title'] for lead in leads]}")
        if any(lead.get("source") != "site-form" for lead in leads):
            self.fault("a lead has another source")
        shown = json.loads(self.run_crm("leads", "show", "new site", "--json"))
        if shown.get("message") != "Hello & a=b\nзавтра":
            self.fault(f"message: {shown.get('message')!r}")

    def refusals(self):
        before = len(self.leads())
        self.expect("GET", 405, method="GET", type=None)
        self.expect("PUT", (405, 501), {"email": "x@example.com"}, method="PUT")
        self.expect("no length", 411, b"", Content_Length=None)
        self.expect("no number", 400, b"", Content_Length="12x") if self.server == "python" else None
        self.expect("too long", 413, b"a" * 5000)
        self.expect("much too long", 413, b"", Content_Length="99999999999") if self.server == "python" else None
        self.expect("empty", (400, 411), b"")
        self.expect("a file", 415, b"x,y", type="text/csv")
        self.expect("no type", 415, b"x=y", type=None)
        self.expect("a long type", 415, b"x=y", type="application/json; " + "x" * 300)
        self.expect("nobody to answer", 400, {"name": "Dora", "message": "x"})
        self.expect("broken JSON", 400, '{"name": "Dora"', type="application/json")
        self.expect("no parts", 400, "name=Dora", type="multipart/form-data")
        self.expect("a program", 201, {"email": "bot@example.com", "website": "http://spam.example"})
        self.expect("a program with JSON", 201, '{"email": "bot@example.com", "website": "x"}', type="application/json")
        parts = ('--xx\r\nContent-Disposition: form-data; name="website"\r\n\r\nspam\r\n'
                 '--xx\r\nContent-Disposition: form-data; name="email"\r\n\r\nbot@example.com\r\n--xx--\r\n')
        self.expect("a program with parts", 201, parts, type="multipart/form-data; boundary=xx")
        if len(self.leads()) != before:
            self.fault("a refused request made a lead")
        if [name for name in os.listdir(self.state) if name.startswith("body")]:
            self.fault("half a request was left behind")

    def injections(self):
        mark = os.path.join(self.work, "pwned")
        for number, text in enumerate([f"$(touch {mark})", f"`touch {mark}`", f"'; touch {mark}; '", f'"; touch {mark}; "',
                                       f"\n touch {mark}\n", "--help", "-C /", "%0a%0dSet-Cookie: x=1", "\x00", "../../x"]):
            self.expect(f"injection {number}", 201, {"name": text, "email": f"i{number}@example.com", "subject": text, "message": text, text: text})
            self.expect(f"injection {number} by type", (201, 400, 415), b"email=t@example.com", type=f"application/json; x={text!r}")
            self.expect(f"injection {number} by header", (200, 201, 400), {"email": f"h{number}@example.com"},
                        User_Agent=repr(text), X_Forwarded_For=repr(text))
        if os.path.exists(mark):
            self.fault("a request ran a command")
        if self.run_crm("check") != "no problems found\n":
            self.fault("the repository is not sound")

    def limits(self):
        self.settings(per_address=2)
        for name in os.listdir(self.state):
            os.remove(os.path.join(self.state, name))
        for number in range(2):
            self.expect(f"request {number}", 201, {"email": f"l{number}@example.com"})
        headers = self.expect("one too many", 429, {"email": "l9@example.com"})
        if headers.get("Retry-After") is None:
            self.fault("429 without Retry-After")
        self.settings(per_address=1000, overall=2)
        self.expect("too many of all", 429, {"email": "l9@example.com"})
        if self.server == "python":
            self.settings(per_address=1, trusted_proxy="192.0.2.1")
            for number in range(3):
                self.expect("behind a proxy", 201, {"email": f"p{number}@example.com"}, X_Forwarded_For=f"10.0.0.9, 198.51.100.{number}")
            self.expect("the same behind a proxy", 429, {"email": "p9@example.com"}, X_Forwarded_For="1.1.1.1, 198.51.100.1")
            CGIHandler.address = "2001:db8:1:2::1"
            self.expect("IPv6", 201, {"email": "v6@example.com"})
            CGIHandler.address = "2001:db8:1:2:aa::7"
            self.expect("the same network", 429, {"email": "v7@example.com"})
            CGIHandler.address = "192.0.2.1"
        if self.leads("email:l9@example.com"):
            self.fault("a request over the limit made a lead")

    def misfortunes(self):
        self.settings(repository=os.path.join(self.work, "nothing"))
        self.expect("no repository", 500, {"email": "dora@example.com"})
        self.settings(state=os.path.join(self.work, "nothing"))
        self.expect("no state", 500, {"email": "dora@example.com"})
        self.settings(crm="/nothing/crm")
        self.expect("no program", 500, {"email": "dora@example.com"})
        self.settings(thanks="https://example.com/thanks.html")
        headers = self.expect("a browser", 303, {"email": "gerd@example.com"}, Accept="text/html,*/*")
        if headers.get("Location") != "https://example.com/thanks.html":
            self.fault(f"Location: {headers.get('Location')}")

    def several_at_once(self):
        self.settings()
        before = len(self.leads())
        threads = [threading.Thread(target=self.expect, args=(f"at once {n}", (201, 503), {"email": f"a{n}@example.com"})) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(self.leads()) - before != 6:
            self.fault(f"of 6 at once {len(self.leads()) - before} are there")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crm")
    parser.add_argument("--server", choices=["busybox", "python"])
    parser.add_argument("--shell")
    options = parser.parse_args()
    servers = [options.server] if options.server else ["python"] + (["busybox"] if shutil.which("busybox") else [])
    failed = False
    for server in servers:
        check = Check(options.crm, server, options.shell)
        try:
            for part in [check.requests, check.refusals, check.injections, check.several_at_once, check.limits, check.misfortunes]:
                part()
        finally:
            check.stop()
        print(f"{server}: {check.count} requests, {len(check.faults)} faults")
        failed = failed or bool(check.faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
