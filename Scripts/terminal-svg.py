#!/usr/bin/env python3
"""Draws a terminal session as an SVG: reads text with ANSI colours on standard input, writes the picture.

    terminal-svg.py TITLE < session > picture.svg

The same text gives the same bytes, so that a test can tell whether the picture is still true.
"""
import re
import sys
import unicodedata
from xml.sax.saxutils import escape

CELL, LINE, SIZE, EDGE, BAR = 8.4, 20, 14, 20, 36
PAPER, FRAME, INK, DIM = "#1b1e25", "#2b303b", "#d8dee9", "#7d8799"
INKS = {31: "#f07178", 32: "#a5d38b", 33: "#f2c56b", 34: "#82aaff", 35: "#c792ea", 36: "#7fd4e8", 90: DIM}


def width(text):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs(line):
    """Stretches of one style: (column, text, attributes)."""
    column, bold, dim, ink = 0, False, False, None
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            for code in (int(number or 0) for number in part[2:-1].split(";")):
                if code == 0:
                    bold, dim, ink = False, False, None
                elif code == 1:
                    bold = True
                elif code == 2:
                    dim = True
                elif code == 22:
                    bold = dim = False
                elif code == 39:
                    ink = None
                elif code in INKS:
                    ink = INKS[code]
            continue
        # Blanks are left out: a run begins and ends with something to be seen.
        for piece in re.finditer(r"\S+(?: \S+)*", part):
            style = f' fill="{ink or (DIM if dim else INK)}"'
            if bold:
                style += ' font-weight="bold"'
            yield column + width(part[: piece.start()]), piece.group(), style
        column += width(part)


def draw(title, lines):
    columns = max([width(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines] + [40])
    wide, high = round(columns * CELL + 2 * EDGE), BAR + len(lines) * LINE + EDGE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{wide}" height="{high}" rx="10" fill="{PAPER}"/>',
        f'<path d="M0 {BAR - 8}V10A10 10 0 0 1 10 0H{wide - 10}A10 10 0 0 1 {wide} 10V{BAR - 8}Z" fill="{FRAME}"/>',
    ]
    for place, colour in enumerate(["#f07178", "#f2c56b", "#a5d38b"]):
        out.append(f'<circle cx="{20 + place * 20}" cy="14" r="6" fill="{colour}"/>')
    out.append(
        f'<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="{SIZE}"'
        ' xml:space="preserve">')
    for row, line in enumerate(lines):
        y = BAR + row * LINE + 16
        for column, text, style in runs(line):
            # The length is given, so that columns stand under each other in whatever font there is.
            out.append(
                f'<text x="{EDGE + column * CELL:.1f}" y="{y}" textLength="{width(text) * CELL:.1f}"{style}>{escape(text)}</text>')
    out += ["</g>", "</svg>"]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(draw(sys.argv[1], sys.stdin.read().rstrip("\n").split("\n")))
