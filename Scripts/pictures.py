#!/usr/bin/env python3
"""Makes the pictures of docs/reports.md from the sample repository, on one fixed morning.

    pictures.py CRM FOLDER

They are the dashboard and three reports as a browser shows them, and reports on a terminal. It needs chromium. Pixels
depend on the fonts that are there, so these pictures are made when they have to be and not compared by `make drift`.
"""
import fcntl
import importlib.util
import os
import pathlib
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

HERE = pathlib.Path(__file__).resolve().parent
NOW = "2026-11-24T10:00:00+01:00"
PAGES = {
    "dashboard": ("dashboard", [], 1200, "light"),
    "dashboard-dark": ("dashboard", [], 1200, "dark"),
    "forecast": ("forecast", [], 760, "light"),
    "funnel": ("funnel", ["--period", "2026-Q4"], 760, "light"),
    "pipeline-phone": ("pipeline", [], 390, "dark"),
}
TERMINAL = (["reports", "pipeline"], ["reports", "funnel"], ["reports", "forecast"])


def load(name):
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def on_terminal(command, environment, folder, columns=96):
    """What a command prints to a terminal of so many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    child = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower)
    os.close(follower)
    text = b""
    while True:
        try:
            piece = os.read(leader, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(leader)
    if child.wait():
        sys.exit(f"pictures: {' '.join(command)} failed: {text.decode()}")
    return text.decode().replace("\r\n", "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    crm, docs = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    docs.mkdir(parents=True, exist_ok=True)
    pages, terminal = load("check-pages"), load("terminal-svg")
    browser_path = next(filter(None, map(shutil.which, pages.BROWSERS)), None)
    if not browser_path:
        pages.cannot("there is no chromium; Debian has it as the package chromium")
    with tempfile.TemporaryDirectory(prefix="crm-pictures.", ignore_cleanup_errors=True) as place:
        folder = pathlib.Path(place)
        shutil.copytree(HERE.parent / "examples" / "repository", folder / "sales")
        environment = {
            "PATH": os.environ["PATH"], "HOME": place, "CRM_NOW": NOW, "CRM_USER": "mara", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1"}
        browser = pages.Browser(browser_path, folder / "profile")
        try:
            tab = pages.Tab(browser)
            for name, (report, options, width, scheme) in PAGES.items():
                path = folder / f"{name}.html"
                subprocess.run(
                    [crm, "reports", report, *options, "-o", str(path)], cwd=folder / "sales", env=environment, check=True)
                said = tab.open(path.as_uri(), width, scheme, height=200)
                if said:
                    sys.exit(f"pictures: {name}: {said}")
                # The rest of a dashboard is tables; a picture has no more than 200 kB.
                tab.picture(docs / f"{name}.png", most=1440)
        finally:
            browser.close()
        lines = []
        for words in TERMINAL:
            lines.append("\x1b[32m$\x1b[0m \x1b[1mcrm " + " ".join(words) + "\x1b[0m")
            lines += on_terminal([crm, *words], environment, folder / "sales").rstrip("\n").split("\n") + [""]
        drawn = terminal.draw("A terminal with the reports pipeline, funnel and forecast", lines[:-1])
        (docs / "charts.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
