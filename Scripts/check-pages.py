#!/usr/bin/env python3
"""Looks at the program's pages in a browser: each report, the dashboard and the digest.

    check-pages.py CRM [REPOSITORY] [--now MOMENT] [--period WORDS] [--axe FILE] [--keep FOLDER] [--only NAME,NAME]

It needs chromium (or google-chrome) and poppler-utils. Each page is opened at 360, 768 and 1440 pixels, light and dark:
nothing may be said in the console, nothing be asked of the network, nothing be wider than the window but what scrolls by
itself, and all text has a contrast of 4.5 (large text 3) to what is behind it, by the computed styles. Then it is
printed: on A4, with every row, its head repeated and its total once. `axe.min.js`, as the PyPI package axe-core-python
has it, looks for what keeps people from reading a page. Without REPOSITORY it makes one with long and hostile names.

Ends with 0 where all is well, 1 where something is not, 2 where it cannot run.
"""
import argparse
import base64
import html.parser
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import queue

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def cannot(why):
    print(f"check-pages: {why}", file=sys.stderr)
    sys.exit(2)


class Browser:
    """A headless Chromium that is spoken to over two pipes, so that no port is opened."""

    def __init__(self, program, profile):
        read_in, write_in = os.pipe()
        read_out, write_out = os.pipe()

        def place():
            # The browser reads from 3 and writes to 4. Both are moved out of the way first.
            high_in, high_out = os.dup(read_in), os.dup(write_out)
            while high_in < 10:
                high_in = os.dup(high_in)
            while high_out < 10:
                high_out = os.dup(high_out)
            os.dup2(high_in, 3)
            os.dup2(high_out, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={profile}", "--no-first-run", "--disable-background-networking", "--force-color-profile=srgb",
             "--hide-scrollbars", "--font-render-hinting=none", "about:blank"],
            preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(read_in)
        os.close(write_out)
        self.out = write_in
        self.number = 0
        self.answers = queue.Queue()
        self.events = []
        threading.Thread(target=self.listen, args=(read_out,), daemon=True).start()

    def listen(self, pipe):
        rest = b""
        while True:
            try:
                piece = os.read(pipe, 1 << 16)
            except OSError:
                return
            if not piece:
                return
            *whole, rest = (rest + piece).split(b"\0")
            for message in whole:
                value = json.loads(message)
                if "id" in value:
                    self.answers.put(value)
                else:
                    self.events.append(value)

    def ask(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            try:
                answer = self.answers.get(timeout=60)
            except queue.Empty:
                cannot(f"the browser does not answer {method}")
            if answer["id"] == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def close(self):
        try:
            self.ask("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait(timeout=20)


class Tab:
    def __init__(self, browser):
        self.browser = browser
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def run(self, code):
        answer = self.ask("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "an exception"))
        return answer["result"].get("value")

    def open(self, url, width, scheme, height=900):
        """Opens a page; what it said and whom it asked follows."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.browser.events.clear()
        self.ask("Page.navigate", url=url)
        for _ in range(600):
            if any(event["method"] == "Page.loadEventFired" for event in list(self.browser.events)):
                break
            threading.Event().wait(0.02)
        self.run("1")
        said = []
        for event in list(self.browser.events):
            values = event["params"]
            if event["method"] == "Runtime.consoleAPICalled":
                said.append("console: " + " ".join(str(each.get("value")) for each in values["args"]))
            elif event["method"] == "Runtime.exceptionThrown":
                said.append("exception: " + values["exceptionDetails"]["text"])
            elif event["method"] == "Log.entryAdded":
                said.append("log: " + values["entry"]["text"])
            elif event["method"] == "Network.requestWillBeSent":
                if values["request"]["url"] != url:
                    said.append("asked the network for " + values["request"]["url"][:80])
        return said

    def picture(self, path, most=6000):
        """The page as it is seen, from its top to so many pixels."""
        size = self.run(f"[document.documentElement.clientWidth, Math.min(document.documentElement.scrollHeight, {most})]")
        shot = self.ask(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True,
            clip={"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1})
        pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))

    def paper(self, path):
        pdf = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        pathlib.Path(path).write_bytes(base64.b64decode(pdf["data"]))


# Everything that can be asked of an open page, as one list of complaints.
LOOK = r"""
(() => {
  const found = [];
  const window_ = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > window_)
    found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${window_}`);
  const name = e => e.tagName.toLowerCase() + (e.className.baseVal ?? e.className ? '.' + (e.className.baseVal ?? e.className) : '')
    + ' "' + (e.textContent || '').trim().slice(0, 30) + '"';
  const scrolls = e => { for (let p = e; p; p = p.parentElement) if (p.classList && p.classList.contains('scroll')) return true; return false; };
  const heard = e => { for (let p = e; p; p = p.parentElement) if (p.classList && p.classList.contains('heard')) return true; return false; };
  const parse = text => {
    const numbers = text.match(/[\d.]+/g);
    return numbers ? numbers.map(Number) : null;
  };
  const light = c => {
    const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  const behind = e => {
    for (let p = e; p; p = p.parentElement) {
      const c = parse(getComputedStyle(p).backgroundColor);
      if (c && (c.length < 4 || c[3] > 0.99)) return c;
    }
    return [255, 255, 255];
  };
  // What is drawn under a text of a picture, at its middle.
  const drawnBehind = text => {
    const svg = text.closest('svg'), box = text.getBBox(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    let color = behind(svg);
    for (const shape of svg.querySelectorAll('rect, polygon, path')) {
      if (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) continue;
      const style = getComputedStyle(shape), c = parse(style.fill);
      const point = svg.createSVGPoint();
      point.x = x; point.y = y;
      if (c && style.fill.startsWith('rgb') && Number(style.fillOpacity) > 0.5 && shape.isPointInFill(point)) color = c;
    }
    return color;
  };
  for (const e of document.querySelectorAll('body *')) {
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || heard(e)) continue;
    if (!scrolls(e) && (box.right > window_ + 1 || box.left < -1)) found.push(`${name(e)} lies from ${box.left} to ${box.right}`);
    const style = getComputedStyle(e);
    if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && ['hidden', 'clip'].includes(style.overflowX))
      found.push(`${name(e)} is cut`);
    if (e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(style.overflowX) && e.tabIndex < 0)
      found.push(`${name(e)} scrolls and cannot be reached by keyboard`);
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || ['title', 'desc', 'style'].includes(e.tagName.toLowerCase())) continue;
    const isDrawn = e.namespaceURI === 'http://www.w3.org/2000/svg';
    const color = parse(isDrawn ? style.fill : style.color);
    const size = parseFloat(style.fontSize), isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
    if (color) {
      const ratio = contrast(color, isDrawn ? drawnBehind(e) : behind(e));
      if (ratio < (isLarge ? 3 : 4.5)) found.push(`${name(e)} has a contrast of ${ratio.toFixed(2)}`);
    }
    if (isDrawn) {
      const svg = e.closest('svg').getBoundingClientRect();
      if (box.left < svg.left - 1 || box.right > svg.right + 1 || box.top < svg.top - 1 || box.bottom > svg.bottom + 1)
        found.push(`${name(e)} leaves its picture`);
    }
  }
  // A cell's text is inside of it.
  for (const cell of document.querySelectorAll('th, td'))
    if (cell.scrollWidth > cell.clientWidth + 1) found.push(`${name(cell)} is wider than its cell`);
  return [...new Set(found)].slice(0, 12);
})()
"""


class Rows(html.parser.HTMLParser):
    """The cells of a page's tables, row by row, and whether a row is a total."""

    def __init__(self):
        super().__init__()
        self.rows, self.row, self.cell, self.total = [], None, None, False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.row, self.total = [], ("class", "total") in attributes
        elif tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.row is not None:
            self.row.append(self.cell or "")
            self.cell = None
        elif tag == "tr" and self.row is not None:
            self.rows.append((self.row, self.total))
            self.row = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def bare(text):
    return re.sub(r"[\s\u00ad\u200b-\u200f\ufeff]+", "", text)


def check_paper(pdf, page):
    """What is wrong with the print of a page."""
    found = []
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    sides = sorted(float(side) for side in size.groups())
    if abs(sides[0] - 595) > 2 or abs(sides[1] - 842) > 2:
        found.append(f"it prints on {size.group(0)}")
    pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = [bare(each) for each in pages.split("\f") if each.strip()]
    # Cells that take several lines are mixed with their neighbours in the layout; in reading order they are whole.
    plain = bare(subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout)
    whole = "".join(pages)
    reader = Rows()
    reader.feed(page)
    missing = 0
    for cells, _ in reader.rows:
        # Letters that the fonts at hand lack or join say nothing of the page.
        for cell in (bare(each) for each in cells):
            if cell and cell.isascii() and cell not in plain and cell not in whole:
                missing += 1
                if missing < 4:
                    found.append(f"{cell[:40]!r} is not in the print")
    if missing > 3:
        found.append(f"{missing} cells are not in the print")
    totals = [bare("".join(cells)) for cells, is_total in reader.rows if is_total]
    if len(totals) == 1 and len(totals[0]) > 8 and totals[0].isascii():
        places = [number for number, text in enumerate(pages) if totals[0] in text]
        if len(pages) > 1 and places and places[0] < len(pages) - 2:
            found.append(f"the total is on pages {places} of {len(pages)}")
        if whole.count(totals[0]) > 1:
            found.append("the total is printed more than once")
    words = [bare(word) for cell in (reader.rows or [([], False)])[0][0] for word in cell.split()]
    headed = sum(all(word in text for word in words) for text in pages)
    if len(pages) > 2 and "<section" not in page and words and headed < len(pages):
        found.append(f"the head of the table is on {headed} of {len(pages)} pages")
    return found, len(pages)


def make_repository(crm, folder):
    """A repository with long, foreign and hostile names, and more rows than a page holds."""
    def run(*words, now="2026-11-24T10:00:00+01:00"):
        done = subprocess.run(
            [crm, *words], cwd=folder / "r" if (folder / "r").exists() else folder, capture_output=True, text=True,
            env={**os.environ, "CRM_NOW": now, "CRM_USER": "gleb", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"})
        if done.returncode not in (0,):
            cannot(f"crm {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    run("init", "r", "--timezone", "Europe/Berlin", "--country", "DE", "--currency", "EUR")
    names = [
        "Website", "Сайт для Акме — очень длинное название сделки, которое не помещается в строку",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung" * 3, "<script>alert(1)</script></style>",
        "株式会社の新しいウェブサイト", "مشروع جديد", "'\"><img src=x onerror=alert(1)>", "🚀 launch & co",
    ]
    def month(number):
        # Fifteen months, so that tables of months are wide.
        return f"{2025 + (number * 7 % 15 + 6) // 12}-{(number * 7 % 15 + 6) % 12 + 1:02}"

    rows = ["title,amount,currency,stage,expected_close,owner,company,created,closed"]
    stages = ["first-contact", "meeting", "proposal", "invoice", "won", "lost"]
    for number in range(160):
        title = names[number % len(names)].replace('"', '""')
        rows.append(
            f'"{title} {number}",{(number * 977) % 20000 + 100},{["EUR", "USD", "KZT"][number % 3]},{stages[number % 6]},'
            f'2026-{10 + number % 3}-{number % 27 + 1:02},gleb,"{names[number % 5].replace(chr(34), chr(34) * 2)} GmbH",'
            f'{month(number)}-0{number % 9 + 1}T10:00:00+02:00,'
            + (f"{month(number)}-{10 + number % 18}T10:00:00+02:00" if number % 6 > 3 else ""))
    (folder / "r" / "deals.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    run("import", "deals.csv", "--kind", "deal", "--yes", "--next", "Call & <ask>", "--due", "2026-10-05 11:00",
        now="2026-10-02T10:00:00+02:00")
    (folder / "r" / "deals.csv").unlink()
    return folder / "r"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("crm")
    parser.add_argument("repository", nargs="?")
    parser.add_argument("--now", default="2026-11-24T10:00:00+01:00")
    parser.add_argument("--period")
    parser.add_argument("--axe")
    parser.add_argument("--keep")
    parser.add_argument("--only")
    options = parser.parse_args()

    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser_path:
        cannot("there is no chromium; Debian has it as the package chromium")
    for tool in ("pdfinfo", "pdftotext"):
        if not shutil.which(tool):
            cannot(f"there is no {tool}; Debian has it in the package poppler-utils")
    crm = str(pathlib.Path(options.crm).resolve())
    if not os.access(crm, os.X_OK):
        cannot(f"{crm} cannot be run")
    axe = options.axe
    if not axe:
        spec = importlib.util.find_spec("axe_core_python")
        if spec:
            axe = str(pathlib.Path(spec.origin).parent / "axe.min.js")
    axe_code = pathlib.Path(axe).read_text(encoding="utf-8") if axe else None

    print(subprocess.run([browser_path, "--version"], capture_output=True, text=True).stdout.strip())
    print(subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr.splitlines()[0])
    version = re.search(r"axe v?([\d.]+)", axe_code[:300]) if axe_code else None
    print(f"axe-core {version.group(1)}" if version else "axe-core: not there, so nothing is asked of it")

    with tempfile.TemporaryDirectory(prefix="crm-pages.", ignore_cleanup_errors=True) as place:
        folder = pathlib.Path(place)
        repository = pathlib.Path(options.repository).resolve() if options.repository else make_repository(crm, folder)
        keep = pathlib.Path(options.keep or folder / "out").resolve()
        keep.mkdir(parents=True, exist_ok=True)
        failures = check(crm, repository, keep, folder, options, browser_path, axe_code)
    if failures:
        print(f"{failures} of the pages have faults")
    sys.exit(1 if failures else 0)


def pages(crm, repository, folder, options):
    """Each page by its name."""
    environment = {
        **os.environ, "CRM_NOW": options.now, "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "CRM_USER": "gleb"}

    def run(*words):
        return subprocess.run([crm, *words], cwd=repository, capture_output=True, env=environment)

    listed = json.loads(run("reports", "list", "--json").stdout)
    for report in listed:
        words = ["reports", report["name"], "--format", "html"]
        if options.period and ("--period" in report["options"] or report["name"] == "dashboard"):
            words += ["--period", options.period]
        yield report["name"], run(*words)
    for words in (["digest"], ["deals", "list"], ["deals", "board"]):
        yield "-".join(words), run(*words, "--format", "html")


def check(crm, repository, keep, folder, options, browser_path, axe_code):
    failures = count = 0
    browser = Browser(browser_path, folder / "profile")
    try:
        tab = Tab(browser)
        for name, made in pages(crm, repository, folder, options):
            if options.only and name not in options.only.split(","):
                continue
            found = []
            if made.returncode or not made.stdout:
                print(f"{name}: crm ended with {made.returncode}: {made.stderr.decode().strip()[:200]}")
                failures += 1
                continue
            count += 1
            path = keep / f"{name}.html"
            path.write_bytes(made.stdout)
            for scheme in SCHEMES:
                for width in WIDTHS:
                    where = f"{scheme}, {width}"
                    found += [f"{where}: {each}" for each in tab.open(path.as_uri(), width, scheme)]
                    found += [f"{where}: {each}" for each in tab.run(LOOK)]
                    tab.picture(keep / f"{name}-{width}-{scheme}.png")
                    if axe_code and width != 768:
                        # What looks for faults is no part of the page, whose policy would refuse it.
                        tab.ask("Page.setBypassCSP", enabled=True)
                        tab.run(axe_code + ";1")
                        report = tab.run("axe.run(document).then(r => JSON.stringify(r.violations))")
                        for violation in json.loads(report):
                            first = violation["nodes"][0]["html"][:90]
                            found.append(f"{where}: axe {violation['id']} ({len(violation['nodes'])}): {first}")
                        tab.ask("Page.setBypassCSP", enabled=False)
            tab.open(path.as_uri(), 1024, "dark")
            tab.paper(keep / f"{name}.pdf")
            wrong, sheets = check_paper(keep / f"{name}.pdf", made.stdout.decode())
            found += [f"print: {each}" for each in wrong]
            print(f"{name}: {'sound' if not found else ''}, {sheets} printed".replace(": ,", ":"))
            for each in found[:20]:
                print("  " + each)
            failures += 1 if found else 0
    finally:
        browser.close()
    print(f"{count} pages at {len(WIDTHS)} widths in {len(SCHEMES)} schemes")
    return failures


if __name__ == "__main__":
    main()
