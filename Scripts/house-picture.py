#!/usr/bin/env python3
"""Draws the targets of Package.swift as an SVG: a row for each level, an arrow for each import.

An arrow that other arrows imply is left out: where A imports B and both import C, A's arrow to C says nothing new.

usage: house-picture.py Package.swift > docs/house.svg
"""

import re
import sys

CELL_WIDTH, CELL_HEIGHT, GAP_X, GAP_Y, MARGIN, LABEL = 118, 34, 18, 52, 16, 70


def targets(text):
    """The targets in order, each as (level, name, what it may import)."""
    body = text[text.index("targets: [") : text.index("    tests(")]
    pattern = re.compile(
        r"// Level (\d+)|(?:room|\.systemLibrary|\.target|\.executableTarget)\(\s*(?:name:\s*)?\"(\w+)\""
    )
    marks = list(pattern.finditer(body))
    level, found = None, []
    for mark, following in zip(marks, marks[1:] + [None]):
        if mark[1] is not None:
            level = int(mark[1])
        else:
            rest = body[mark.end() : following.start() if following else len(body)]
            found.append((level, mark[2], re.findall(r'"(\w+)"', rest)))
    names = {name for _, name, _ in found}
    return [(level, name, [other for other in uses if other in names]) for level, name, uses in found]


def reduced(table):
    """The imports that no longer way implies already."""
    direct = {name: set(uses) for _, name, uses in table}

    def reaches(name, seen):
        for other in direct[name]:
            if other not in seen:
                seen.add(other)
                reaches(other, seen)
        return seen

    below = {name: reaches(name, set()) for name in direct}
    return {
        name: [other for other in uses if not any(other in below[way] for way in uses if way != other)]
        for _, name, uses in table
    }


def picture(table):
    rows = {}
    for level, name, _ in table:
        rows.setdefault(level, []).append(name)
    levels = sorted(rows, reverse=True)
    widest = max(len(names) for names in rows.values())
    width = 2 * MARGIN + LABEL + widest * (CELL_WIDTH + GAP_X) - GAP_X
    height = 2 * MARGIN + len(levels) * (CELL_HEIGHT + GAP_Y) - GAP_Y
    place = {}
    for row, level in enumerate(levels):
        names = rows[level]
        span = len(names) * (CELL_WIDTH + GAP_X) - GAP_X
        left = MARGIN + LABEL + (width - 2 * MARGIN - LABEL - span) // 2
        for column, name in enumerate(names):
            place[name] = (left + column * (CELL_WIDTH + GAP_X), MARGIN + row * (CELL_HEIGHT + GAP_Y))

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="13">',
        "<title>The targets of crm by level, and what each builds on</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0L8 4L0 8z" fill="#7a8899"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for row, level in enumerate(levels):
        y = MARGIN + row * (CELL_HEIGHT + GAP_Y)
        lines.append(f'<text x="{MARGIN}" y="{y + 22}" fill="#7a8899">level {level}</text>')
    ways = reduced(table)
    for _, name, _ in table:
        x, y = place[name]
        for number, other in enumerate(sorted(ways[name], key=lambda other: place[other][0]), 1):
            across, down = place[other]
            start = x + CELL_WIDTH * number // (len(ways[name]) + 1)
            middle = across + CELL_WIDTH // 2
            lines.append(
                f'<path d="M{start} {y + CELL_HEIGHT}C{start} {y + CELL_HEIGHT + GAP_Y // 2} {middle} '
                f'{down - GAP_Y // 2} {middle} {down}" fill="none" stroke="#7a8899" marker-end="url(#tip)"/>'
            )
    for _, name, _ in table:
        x, y = place[name]
        lines.append(
            f'<rect x="{x}" y="{y}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}" rx="5" fill="#eef3f9" '
            f'stroke="#35506e"/><text x="{x + CELL_WIDTH // 2}" y="{y + 22}" text-anchor="middle" '
            f'fill="#1b2a3a">{name}</text>'
        )
    return "\n".join(lines + ["</svg>"]) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as package:
        sys.stdout.write(picture(targets(package.read())))
