"""crm sync with nothing to do, beside git fetch and git status."""

import os
import statistics
import subprocess
import sys
import time

from world import Broken, execute


def idle(home, top, records, generate, rounds=15):
    """Medians of rounds that alternate, so that whatever else the machine does falls on both."""
    environment = home.environment("anna")

    def sh(line, folder):
        done = execute(["sh", "-ec", line], folder, environment, timeout=600)
        if done.status != 0:
            raise Broken(str(done))

    place = f"{top}/idle"
    os.makedirs(place)
    subprocess.run([sys.executable, generate, str(records), f"{place}/c"], check=True, stdout=subprocess.DEVNULL)
    sh("[ -f crm.yaml ] || exit 1; git init -q; git add -A; git commit -qm all; git branch -M main; git clone -q --bare . ../hub.git; "
       "git remote add origin ../hub.git; git fetch -q; git branch -q -u origin/main; crm sync; crm sync", f"{place}/c")
    seconds = {"sync": [], "git": []}
    for turn in range(rounds + 2):
        for name, line in (("git", "git fetch -q && git status --porcelain"), ("sync", "crm sync")):
            start = time.monotonic()
            sh(line, f"{place}/c")
            if turn > 1:
                seconds[name].append(time.monotonic() - start)
    one, other = (statistics.median(seconds[name]) for name in ("sync", "git"))
    print(f"{records} records, nothing to do: crm sync {1000 * one:.1f} ms, git fetch and git status {1000 * other:.1f} ms: {one / other:.2f} ×")
    return int(one > 1.5 * other)
