#!/usr/bin/env python3
"""Holds the pictures of reports against the programs that draw SVG: librsvg, CairoSVG, Chromium, and WeasyPrint and Inkscape
where they are there.

    check-svg.py path/to/crm [REPOSITORY] [--now INSTANT] [--keep FOLDER]

Each report that has a picture is drawn by each program at its own size. In every picture

  * a point of each area has the colour that the file gives it, whoever draws it;
  * the outermost pixels are ground, so that nothing is cut at the edges;
  * and in Chromium, whose measures of text are known, no text reaches beyond the picture or runs into another text.

Prints the versions and a line a picture. Needs Python with Pillow and CairoSVG (pip install pillow cairosvg), rsvg-convert
(librsvg2-bin) and chromium. Exits 1 where a picture is wrong, 2 where it cannot look.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as XML

try:
    import cairosvg
    from PIL import Image
except ImportError as error:
    sys.exit(print(f"cannot look: {error}; pip install pillow cairosvg", file=sys.stderr) or 2)

SPACE = "{http://www.w3.org/2000/svg}"
TOLERANCE = 6  # of 255: programs round colours and edges a little differently


def numbers(element, *names):
    return [float(element.get(name, 0)) for name in names]


def corners(element):
    return [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]


def near(point, a, b):
    """The distance of a point to a line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, a, b
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    part = 0 if length == 0 else max(0, min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return ((x - x1 - part * (x2 - x1)) ** 2 + (y - y1 - part * (y2 - y1)) ** 2) ** 0.5


def is_inside(point, shape):
    """By how often a ray to the right crosses the edges."""
    x, y = point
    edges = zip(shape, shape[1:] + shape[:1])
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges) % 2 == 1


def is_covered(point, later):
    """Whether something that is drawn later may lie on the point."""
    for element in later:
        name = element.tag.removeprefix(SPACE)
        if name == "rect":
            x, y, width, height = numbers(element, "x", "y", "width", "height")
            if x - 1 <= point[0] <= x + width + 1 and y - 1 <= point[1] <= y + height + 1:
                return True
        elif name == "text":
            x, y = numbers(element, "x", "y")
            width = 9 * len("".join(element.itertext()))
            left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
            if left - 2 <= point[0] <= left + width + 2 and y - 12 <= point[1] <= y + 4:
                return True
        elif name == "circle":
            x, y = numbers(element, "cx", "cy")
            if near(point, (x, y), (x, y)) < 7:
                return True
        elif name in ("polyline", "polygon"):
            points = corners(element)
            if any(near(point, a, b) < 5 for a, b in zip(points, points[1:])):
                return True
            if name == "polygon" and is_inside(point, points):
                return True
        elif name == "line":
            x1, y1, x2, y2 = numbers(element, "x1", "y1", "x2", "y2")
            if near(point, (x1, y1), (x2, y2)) < 3:
                return True
    return False


def samples(root):
    """Points of areas with the colours that they must have."""
    elements = [element for element in root.iter() if element.tag != root.tag]
    for place, element in enumerate(elements):
        name, fill = element.tag.removeprefix(SPACE), element.get("fill", "")
        points = []
        if name == "rect":
            x, y, width, height = numbers(element, "x", "y", "width", "height")
            if width >= 5 and height >= 5:
                points = [(x + 2.5, y + 2.5), (x + width - 2.5, y + height - 2.5), (x + width / 2, y + height / 2)]
        elif name == "polygon":
            shape = corners(element)
            if max(x for x, _ in shape) - min(x for x, _ in shape) > 12:
                points = [(sum(x for x, _ in shape) / len(shape), sum(y for _, y in shape) / len(shape))]
        for point in points:
            if not is_covered(point, elements[place + 1:]):
                yield point, tuple(int(fill[i:i + 2], 16) for i in (1, 3, 5)), element.get("class")


def faults_of_pixels(root, image):
    image = image.convert("RGB")
    wide, high = int(float(root.get("width"))), int(float(root.get("height")))
    if image.width < wide or image.height < high:
        return [f"is {image.size}, not {(wide, high)}"]
    faults, looked = [], 0
    for (x, y), color, name in samples(root):
        pixel = image.getpixel((int(x), int(y)))
        looked += 1
        if max(abs(a - b) for a, b in zip(pixel, color)) > TOLERANCE:
            faults.append(f"{name} at {x:.0f},{y:.0f} is {pixel}, not {color}")
    ground = root.find(f"{SPACE}rect[@class='ground']").get("fill")
    white = tuple(int(ground[i:i + 2], 16) for i in (1, 3, 5))
    edge = [(x, y) for x in range(wide) for y in (0, high - 1)] + [(x, y) for y in range(high) for x in (0, wide - 1)]
    cut = [point for point in edge if max(abs(a - b) for a, b in zip(image.getpixel(point), white)) > TOLERANCE]
    if cut:
        faults.append(f"something is cut at the edge: {cut[:3]}")
    if not looked:
        faults.append("has no area to look at")
    return faults


MEASURE = """<!doctype html><meta charset="utf-8"><body style="margin:0">%s<pre id="out"></pre><script>
const found = [], boxes = [], picture = document.querySelector("svg"), box = picture.getBoundingClientRect();
for (const text of picture.querySelectorAll("text")) {
  const b = text.getBoundingClientRect();
  if (b.left < box.left - 0.5 || b.right > box.right + 0.5 || b.bottom > box.bottom + 0.5 || b.top < box.top - 0.5)
    found.push("beyond the picture: " + text.textContent);
  for (const [c, other] of boxes)
    if (Math.min(b.right, c.right) - Math.max(b.left, c.left) > 1 && Math.min(b.bottom, c.bottom) - Math.max(b.top, c.top) > 4)
      found.push("run into each other: " + other + " | " + text.textContent);
  boxes.push([b, text.textContent]);
}
document.getElementById("out").textContent = JSON.stringify(found);
</script>"""


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, timeout=120, **more)


def chromium(program, folder, *words):
    return run(program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
               *words)


def faults_of_texts(program, folder, svg):
    page = folder / "measure.html"
    page.write_text(MEASURE % svg)
    shown = chromium(program, folder, "--dump-dom", f"file://{page}").stdout.decode()
    return json.loads(re.search(r'<pre id="out">(.*?)</pre>', shown, re.S)[1].replace("&amp;", "&").replace("&lt;", "<")
                      .replace("&gt;", ">"))


def drawers(folder):
    """Each program by name, with its version and what draws a file."""
    rsvg, browser = shutil.which("rsvg-convert"), shutil.which("chromium") or shutil.which("chromium-browser")
    if not rsvg or not browser:
        sys.exit(print("cannot look: rsvg-convert and chromium are needed", file=sys.stderr) or 2)

    def by_chromium(source, target, size):
        chromium(browser, folder, f"--screenshot={target}", f"--window-size={size[0]},{size[1] + 200}", f"file://{source}")

    found = [
        ("librsvg", run(rsvg, "--version").stdout.decode().split()[-1], lambda s, t, _: run(rsvg, "-o", t, s)),
        ("CairoSVG", cairosvg.__version__, lambda s, t, _: cairosvg.svg2png(url=str(s), write_to=str(t))),
        ("Chromium", run(browser, "--version").stdout.decode().split()[1], by_chromium),
    ]
    if inkscape := shutil.which("inkscape"):
        found.append(("Inkscape", run(inkscape, "--version").stdout.decode().split()[1],
                      lambda s, t, _: run(inkscape, s, "-o", t)))
    try:
        import weasyprint
    except (ImportError, OSError):
        pass
    else:
        def by_weasyprint(source, target, size):
            page = (f'<style>@page {{ size: {size[0]}px {size[1]}px; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}</style>'
                    f'<img src="file://{source}">')
            pdf = pathlib.Path(str(target) + ".pdf")
            weasyprint.HTML(string=page).write_pdf(pdf)
            run("pdftoppm", "-r", "96", "-png", "-singlefile", pdf, str(target).removesuffix(".png"))
        if shutil.which("pdftoppm"):
            found.append(("WeasyPrint", weasyprint.__version__, by_weasyprint))
    return browser, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crm", type=pathlib.Path)
    parser.add_argument("repository", type=pathlib.Path, nargs="?",
                        default=pathlib.Path(__file__).parent.parent / "examples/repository")
    parser.add_argument("--now", default="2026-11-24T10:00:00+03:00")
    parser.add_argument("--keep", type=pathlib.Path, help="leave the pictures in this folder")
    options = parser.parse_args()
    crm = options.crm.resolve()
    environment = {**os.environ, "CRM_NOW": options.now}
    bad, seen = 0, set()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        browser, programs = drawers(folder)
        print(", ".join(f"{name} {version}" for name, version, _ in programs))
        names = [item["name"] for item in json.loads(run(crm, "-C", options.repository, "reports", "list", "--json").stdout)]
        for name in names:
            command = [crm, "-C", options.repository, "reports", name, "--format", "svg"]
            made = subprocess.run(command, capture_output=True, env=environment)
            if made.returncode == 2 and (b"no picture" in made.stderr or b"prints no svg" in made.stderr):
                continue
            if made.returncode != 0:
                print(f"{name}: {made.stderr.decode().strip()}")
                bad += 1
                continue
            source = folder / f"{name}.svg"
            source.write_bytes(made.stdout)
            root = XML.fromstring(made.stdout)
            areas = {element.get("class") for element in root.iter() if element.get("class")}
            seen |= areas
            # A report without rows has no area but the ground.
            size = (int(float(root.get("width"))), int(float(root.get("height"))) + 1)
            faults = [f"Chromium: {fault}" for fault in faults_of_texts(browser, folder, made.stdout.decode())]
            for program, _, draw in programs:
                target = folder / f"{name}-{program}.png"
                draw(source, target, size)
                faults += [f"{program}: {fault}" for fault in faults_of_pixels(root, Image.open(target))]
            print(f"{name}: {'right' if not faults else '; '.join(faults[:6])}")
            bad += bool(faults)
        shutil.rmtree(folder / "profile", ignore_errors=True)
    print(f"classes seen: {' '.join(sorted(seen))}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
