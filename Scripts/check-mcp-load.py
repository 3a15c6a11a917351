#!/usr/bin/env python3
"""Lets several `crm mcp` write beside each other and beside the command line, and measures a server.

    Scripts/check-mcp-load.py BIN [--servers 8] [--writes 50] [--records 10000]

Nothing may be lost or be there twice, no rule broken, nothing left that git does not have. Then, in a repository of many records:
how long a call takes in a server that has answered one before, beside the same question at the command line; what the server
holds in memory; how long it takes to answer the first message. The status is 1 where anything is lost, or a limit passed.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

META = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}
faults = []


def expect(what, holds, detail=""):
    if not holds:
        faults.append(what)
        print(f"  FAULT {what}: {str(detail)[:400]}")


class Server:
    def __init__(self, binary, folder):
        self.process = subprocess.Popen([binary, "mcp", "-C", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def request(self, method, parameters):
        self.number += 1
        message = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": {"_meta": META, **parameters}}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["result"]

    def call(self, tool, **arguments):
        return self.request("tools/call", {"name": tool, "arguments": arguments})["structuredContent"]

    def close(self):
        self.process.stdin.close()
        return self.process.wait(timeout=5)


def crm(binary, folder, *words):
    return subprocess.run([binary, "-C", folder, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def office():
    folder = os.path.join(tempfile.mkdtemp(prefix="crm-load-"), "sales")
    done = subprocess.run(
        [BIN, "init", folder, "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR"], capture_output=True)
    assert done.returncode == 0, done.stderr
    return folder


def company(servers, writes):
    """Servers that write, one deal in three, while the command line does too."""
    folder = office()
    crm(BIN, folder, "contacts", "add", "Anna Test")
    wanted = {"deals": set(), "tasks": set()}
    waited, slowest = [0], [0.0]

    def work(number):
        server = Server(BIN, folder)
        for write in range(writes):
            name = f"{number}-{write}"
            if write % 3 == 0:
                call = ("crm_add_deal", dict(title="D" + name, contact="Anna Test", next_step="C" + name, next_due="+3d"))
                wanted["deals"].add("D" + name)
                wanted["tasks"].add("C" + name)
            else:
                call = ("crm_add_task", dict(title="T" + name, due="+3d"))
                wanted["tasks"].add("T" + name)
            while True:
                start = time.time()
                answer = server.call(call[0], **call[1])
                slowest[0] = max(slowest[0], time.time() - start)
                if answer["ok"]:
                    break
                expect("a refusal can be repeated", answer["error"].get("retryable"), answer)
                waited[0] += 1
                if waited[0] > 1000:
                    return
        expect("a server ends well", server.close() == 0)

    start = time.time()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(servers)]
    for thread in threads:
        thread.start()
    count = 0
    while any(thread.is_alive() for thread in threads):
        done = crm(BIN, folder, "tasks", "add", f"L{count}", "--due", "+3d")
        expect("the command line writes too", done.returncode == 0, done.stderr)
        wanted["tasks"].add(f"L{count}")
        count += 1
    print(f"{servers} servers x {writes} writes beside {count} commands: {time.time() - start:.1f} s, "
          f"{waited[0]} repeated, slowest call {slowest[0]:.2f} s")
    for kind, titles in wanted.items():
        found = [record["title"] for record in json.loads(crm(BIN, folder, kind, "list", "--json").stdout)]
        expect(f"no {kind} lost", not titles - set(found), titles - set(found))
        expect(f"no {kind} twice", len(found) == len(titles), len(found) - len(titles))
    expect("the repository is sound", crm(BIN, folder, "check").returncode == 0)
    git = lambda *words: subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True).stdout
    expect("git has all of it", git("status", "--porcelain") == "", git("status", "--porcelain"))
    commits = len(git("log", "--format=%h").split())
    expect("each change is a commit", commits == servers * writes + count + 2, commits)


def measure(records):
    folder = office()
    table = os.path.join(os.path.dirname(folder), "people.csv")
    with open(table, "w") as file:
        file.write("name,email,city\n")
        file.writelines(f"Person{n} Number{n},p{n}@example.com,City{n % 97}\n" for n in range(records))
    done = crm(BIN, folder, "imports", "run", table, "--kind", "contacts", "--yes")
    assert done.returncode == 0, done.stderr
    person = crm(BIN, folder, "contacts", "list", "--format", "ids").stdout.split()[records // 2]
    start = time.time()
    server = Server(BIN, folder)
    server.request("server/discover", {})
    print(f"the first answer after {1000 * (time.time() - start):.0f} ms")
    pairs = [
        ("crm_get", dict(id=person), ["contacts", "show", person, "--json"]),
        ("crm_search", dict(query=f"Number{records // 3}"), ["search", f"Number{records // 3}", "--json"]),
        ("crm_list", dict(kind="contact", where=["city=City5"], limit=50), ["contacts", "list", "city=City5", "--json"]),
        ("crm_brief", {}, ["today", "--json"]),
    ]
    for tool, arguments, words in pairs:
        expect(f"{tool} answers", server.call(tool, **arguments)["ok"])
        inside, outside = [], []
        for _ in range(15):
            start = time.time()
            server.call(tool, **arguments)
            inside.append(time.time() - start)
            start = time.time()
            expect(f"{words[0]} answers", crm(BIN, folder, *words).returncode == 0)
            outside.append(time.time() - start)
        one, other = statistics.median(inside), statistics.median(outside)
        print(f"{tool}: {1000 * one:.1f} ms, at the command line {1000 * other:.1f} ms, ratio {one / other:.2f}")
        expect(f"{tool} is no slower than a command", one <= 1.5 * other, (one, other))
    time.sleep(2)
    with open(f"/proc/{server.process.pid}/status") as file:
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in file if line.startswith(("VmRSS", "RssAnon"))}
    resident = sizes["VmRSS"]
    print(f"memory at rest: {resident / 1024:.1f} MiB, {sizes['RssAnon'] / 1024:.1f} of it its own")
    expect("a server at rest holds at most 40 MiB", resident <= 40 * 1024, resident)
    server.close()


def main():
    global BIN
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("--servers", type=int, default=8)
    parser.add_argument("--writes", type=int, default=50)
    parser.add_argument("--records", type=int, default=10000)
    options = parser.parse_args()
    BIN = os.path.abspath(options.bin)
    if options.servers:
        company(options.servers, options.writes)
    if options.records:
        measure(options.records)
    print("all of it holds" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
