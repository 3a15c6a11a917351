#!/usr/bin/env python3
"""Prints what was measured, as text or as Markdown; also again from a file that `bench/run.py --json FILE` kept.

    bench/report.py FILE [--markdown | --into docs/BENCHMARKS.md]

--into puts the tables between the two lines of that file that begin and end them.
"""
import json
import math
import pathlib
import sys

from cases import VERSION, Limit

BEGIN, END = "<!-- figures: bench/report.py writes them -->", "<!-- end of figures -->"
# Milliseconds beyond the start of the program under which a growth would be one of noise.
LEAST = 0.3
UNITS = {"mib": "MiB", "ms": "ms"}


def ratio(run, base, off, less, condition, figure):
    """How often the yardstick's time goes into the command's, each without what is taken off it; None where one of
    them was not measured."""
    try:
        time = run[condition][figure] - (off[condition][figure] if off else 0)
        measure = base[condition][figure] - (less[condition][figure] if less else 0)
    except KeyError:
        return None
    return round(max(time, 0) / measure, 3) if measure > 0 else None


def comparison(against, records, run, runs):
    """A row: what the command is held against, the ratios, and the reaches that count at this size."""
    counts = against.records in (0, records)
    if isinstance(against, Limit):
        if not counts:
            return None
        taken = max(run[condition][against.figure] for condition in run)
        return {"yardstick": f"{against.most:g} {UNITS[against.figure]}", "ms": None,
                "ratios": {"limit": round(taken / against.most, 3)}, "reach": {"limit": 1.0}}
    named = [against.yardstick, against.beyond, against.less]
    if any(name and name not in runs for name in named):
        return None
    base, off, less = [runs.get(name) for name in named]
    ratios = {"wall": ratio(run, base, off, less, "quiet", "ms"), "cpu": ratio(run, base, off, less, "quiet", "cpu_ms"),
              "busy": ratio(run, base, off, less, "busy", "ms")}
    busy = against.reach if against.busy is None else against.busy
    reach = {"wall": against.reach, "cpu": against.cpu, "busy": busy} if counts and against.reach else {}
    beyond = f" (beyond {against.beyond})" if against.beyond else ""
    title = against.yardstick + (f" beyond {against.less}" if against.less else "") + beyond
    return {"yardstick": title, "ms": base["quiet"]["ms"], "ratios": ratios,
            "reach": {name: value for name, value in reach.items() if value is not None}}


def missed(row):
    """The names of the ratios that are above their reach."""
    return [name for name, most in row["reach"].items() if row["ratios"][name] is not None and row["ratios"][name] > most]


def told(case, records):
    """What is told of a case at a size: what counts there, what never counts; else the first, to compare."""
    chosen = [against for against in case.against
              if against.records in (0, records) or getattr(against, "reach", 0) is None]
    counts = any(isinstance(against, Limit) or against.reach for against in chosen)
    return chosen if counts else case.against[:1] + [against for against in chosen if against is not case.against[0]]


def describe(size):
    """A size as JSON keeps it."""
    commands = []
    for case in size.cases:
        runs = size.runs.get(case.group, {})
        run = runs.get(case.name)
        rows = [comparison(against, size.records, run, runs) for against in told(case, size.records)] if run else []
        commands.append({"name": case.name, "group": case.group, "figures": run, "against": [row for row in rows if row]})
    yardsticks = {name: size.runs[group][name] for group, name in reversed(size.yardsticks)
                  if name in size.runs.get(group, {}) and name not in {case.name for case in size.cases}}
    return {"records": size.records, "notes": size.notes, "commands": commands, "yardsticks": yardsticks}


def growth(sizes):
    """By command: its ms at each size, and the exponents between them, what it takes beyond its start alone."""
    rows = []
    known = {command["name"]: None for size in sizes for command in size["commands"]}
    for name in known:
        times, beyond = [], []
        for size in sizes:
            figures = {command["name"]: command["figures"] for command in size["commands"] if command["figures"]}
            figures = {**size["yardsticks"], **figures}
            time, start = [figures.get(key, {}).get("quiet", {}).get("ms") for key in [name, VERSION]]
            times.append(time)
            beyond.append(None if time is None else time - (start or 0))
        exponents = [None] + [
            math.log(after / before) / math.log(larger["records"] / smaller["records"])
            if before and after and min(before, after) >= LEAST and larger["records"] != smaller["records"] else None
            for before, after, smaller, larger in zip(beyond, beyond[1:], sizes, sizes[1:])]
        rows.append((name, times, exponents))
    return rows


def number(value, digits=2):
    return "" if value is None else f"{value:.{digits}f}"


def table(titles, rows, is_markdown, words=(0,)):
    """Rows of texts below their titles; the columns of `words` are set to the left, the others to the right."""
    if is_markdown:
        lines = ["| " + " | ".join(titles) + " |",
                 "| " + " | ".join("---" if column in words else "---:" for column in range(len(titles))) + " |"]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
    widths = [max(len(row[column]) for row in [titles, *rows]) for column in range(len(titles))]
    return "\n".join(
        "  ".join(text.ljust(width) if column in words else text.rjust(width)
                  for column, (text, width) in enumerate(zip(row, widths))).rstrip()
        for row in [titles, *rows])


def reaches(row):
    """Such as `≤ 1.2 / 1.3 / 1.3`: of wall, processor and busy wall time; a `–` where none is set."""
    if not row["reach"]:
        return ""
    if "limit" in row["reach"]:
        return "≤ 1"
    return "≤ " + " / ".join(f"{row['reach'][name]:g}" if name in row["reach"] else "–" for name in ["wall", "cpu", "busy"])


def verdict(row):
    if not row["reach"]:
        return ""
    return "missed: " + ", ".join(missed(row)) if missed(row) else "ok"


def size_table(size, is_markdown):
    titles = ["command", "ms", "cpu ms", "busy ms", "MiB", "against", "its ms", "wall", "cpu", "busy", "reach", ""]
    rows = []
    for command in size["commands"]:
        if command["figures"] is None:
            rows.append([command["name"], *[""] * 4, "could not be measured", *[""] * 6])
            continue
        quiet, busy = command["figures"]["quiet"], command["figures"].get("busy", {})
        memory = max(quiet["mib"], busy.get("mib", 0))
        head = [command["name"], number(quiet["ms"]), number(quiet["cpu_ms"]), number(busy.get("ms")), number(memory, 1)]
        for row in command["against"] or [None]:
            if row is None:
                rows.append(head + [""] * 7)
                continue
            ratios = row["ratios"]
            first = ratios.get("limit", ratios.get("wall"))
            rows.append(head + [row["yardstick"], number(row["ms"]), number(first), number(ratios.get("cpu")),
                                number(ratios.get("busy")), reaches(row), verdict(row)])
            head = [""] * 5
    parts = [("### " if is_markdown else "\n") + f"{size['records']:,} records", *size["notes"],
             table(titles, rows, is_markdown, (0, 5, 11))]
    base = []
    for name, figures in size["yardsticks"].items():
        quiet, busy = figures["quiet"], figures.get("busy", {})
        base.append([name, number(quiet["ms"]), number(quiet["cpu_ms"]), number(busy.get("ms")), number(quiet["mib"], 1)])
    parts.append(table(["yardstick", "ms", "cpu ms", "busy ms", "MiB"], base, is_markdown))
    return "\n\n".join(parts)


def head(result, is_markdown):
    cores = "one core" if result["busy"] == 1 else f"{result['busy']} cores"
    text = f"Medians of up to {result['rounds']} rounds in turn on {result['cores']} cores, caches warm"
    text += f"; busy: beside {cores} kept busy." if result["busy"] else "."
    return "\n".join([text, *([""] if is_markdown and result["notes"] else []), *result["notes"]])


def tail(result, is_markdown):
    """How the times grow, what was missed, what could not be measured."""
    parts, sizes = [], result["sizes"]
    if len(sizes) > 1:
        titles = ["command"]
        for size in sizes:
            titles += [f"{size['records']:,}", ""]
        titles[2:3] = []
        rows = []
        for name, times, exponents in growth(sizes):
            row = [name]
            for time, exponent in zip(times, exponents):
                row += [number(time), "" if exponent is None else f"n^{exponent:.2f}"]
            row[2:3] = []
            rows.append(row)
        parts += [("### " if is_markdown else "\n") + "Growth: ms, and the exponent of what is beyond the start",
                  table(titles, rows, is_markdown)]
    misses = [f"{command['name']} at {size['records']:,}, against {row['yardstick']}: {', '.join(missed(row))}"
              for size in sizes for command in size["commands"] for row in command["against"] if missed(row)]
    counted = sum(1 for size in sizes for command in size["commands"] for row in command["against"] if row["reach"])
    parts.append(f"{counted - len(misses)} of {counted} reaches are met." + ("" if is_markdown else "\n".join(
        ["", *(f"  missed: {miss}" for miss in misses)])))
    parts += [f"not measured: {failure}" for failure in result["failures"]]
    return "\n\n".join(parts)


def whole(result, is_markdown):
    return "\n\n".join([head(result, is_markdown), *(size_table(size, is_markdown) for size in result["sizes"]),
                        tail(result, is_markdown)])


def main():
    words = sys.argv[1:]
    if not words or words[0].startswith("-") or len(words) > 1 and words[1] not in ["--markdown", "--into"]:
        sys.exit(__doc__)
    result = json.loads(pathlib.Path(words[0]).read_text())
    if words[1:2] == ["--into"] and len(words) == 3:
        page = pathlib.Path(words[2])
        before, begin, rest = page.read_text().partition(BEGIN)
        _, end, after = rest.partition(END)
        if not begin or not end:
            sys.exit(f"report: {page} has no lines of figures")
        page.write_text(f"{before}{BEGIN}\n\n{whole(result, True)}\n\n{END}{after}")
        return
    print(whole(result, words[1:] == ["--markdown"]))


if __name__ == "__main__":
    main()
