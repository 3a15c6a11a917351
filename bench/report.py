"""Prints what was measured."""
from cases import MEMORY, MEMORY_LIMIT


def comparisons(case, records, runs):
    """What is told of a case at a size: (yardstick, its ms, ratio, reach or None)."""
    told = [against for against in case.against if against.reach is None or against.records in (0, records)]
    if not any(against.reach for against in told):
        told = case.against[:1] + [against for against in told if against is not case.against[0]]
    rows = []
    for against in told:
        reach = against.reach if against.records in (0, records) else None
        if against.yardstick == MEMORY:
            rows.append((MEMORY, None, runs[case.name]["mib"] / MEMORY_LIMIT, reach))
        elif against.yardstick in runs:
            base = runs[against.yardstick]["ms"]
            rows.append((against.yardstick, base, runs[case.name]["ms"] / base, reach))
    return rows


def size_as_json(size):
    return {
        "records": size.records, "notes": size.notes,
        "commands": [
            {"name": case.name, **size.runs[case.name], "against": [
                {"yardstick": name, "ms": base, "ratio": round(ratio, 3), "reach": reach,
                 "ok": None if reach is None else ratio <= reach}
                for name, base, ratio, reach in comparisons(case, size.records, size.runs)]}
            for case in size.cases if case.name in size.runs],
        "yardsticks": [{"name": name, **size.runs[name]} for name in size.yardsticks if name in size.runs],
    }


def growth(sizes):
    """By command: its ms at each size."""
    names = dict.fromkeys(case.name for size in sizes for case in size.cases)
    return {name: [size.runs.get(name, {}).get("ms") for size in sizes] for name in names}


def print_size(size, rounds):
    print(f"\n{size.records:,} records; medians of up to {rounds} rounds in turn, caches warm")
    print("".join(f"{note}\n" for note in size.notes))
    print(f"{'command':26}{'ms':>9}{'cpu ms':>9}{'MiB':>7}  {'yardstick':24}{'its ms':>9}{'ratio':>8}{'reach':>8}")
    for case in size.cases:
        if case.name not in size.runs:
            print(f"{case.name:26}  could not be measured")
            continue
        run = size.runs[case.name]
        head = f"{case.name:26}{run['ms']:9.2f}{run['cpu_ms']:9.2f}{run['mib']:7.1f}"
        for name, base, ratio, reach in comparisons(case, size.records, size.runs):
            told = "" if reach is None else f"≤ {reach:g}".rjust(8) + ("  ok" if ratio <= reach else "  missed")
            print(f"{head:51}  {name:24}{'' if base is None else f'{base:.2f}':>9}{ratio:8.2f}{told}")
            head = ""
        if head:
            print(head)
    print(f"\n{'yardstick':26}{'ms':>9}{'cpu ms':>9}{'MiB':>7}")
    for name in size.yardsticks:
        if name in size.runs:
            run = size.runs[name]
            print(f"{name:26}{run['ms']:9.2f}{run['cpu_ms']:9.2f}{run['mib']:7.1f}")


def print_growth(sizes):
    print("\ngrowth: ms, and the factor from the size before\n")
    print(f"{'command':26}" + "".join(f"{size.records:>11,}" + " " * 8 for size in sizes).rstrip())
    for name, values in growth(sizes).items():
        line, last = f"{name:26}", None
        for value in values:
            factor = f"× {value / last:.1f}" if value and last else ""
            line += ("" if value is None else f"{value:.2f}").rjust(11) + factor.rjust(8)
            last = value
        # The first size has no factor; its column is left out.
        print((line[:37] + line[45:]).rstrip())
