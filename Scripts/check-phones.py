#!/usr/bin/env python3
"""Compares how crm reads phone numbers with the PyPI package phonenumbers: 40 countries, as people write them.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install phonenumbers
    /tmp/venv/bin/python Scripts/check-phones.py path/to/crm [--each 400] [--seed 1] [--show 20]

For each country a repository is made with that country, and a file of valid numbers in its national, international and
messy forms is imported; what the records then hold must be what phonenumbers.parse gives for the same text: number and
extension. Prints the versions, the share that is equal by country and by form, and the first that differ. Exits 1 below
99.5 %. Not part of CI: it needs the package.
"""
import argparse
import collections
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGIONS = (
    "RU KZ DE US GB FR TR AE CN BR IN UA BY IT ES PL NL SE NO FI CH AT CZ GR PT BE DK IE IL JP KR AU CA MX AR ZA EG SA "
    "UZ BJ").split()
TYPES = [PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE]


def numbers(region, random, count):
    """Different valid numbers: examples of the region with other digits at their ends."""
    found = {}
    examples = [e for e in (phonenumbers.example_number_for_type(region, t) for t in TYPES) if e]
    tries = 0
    while len(found) < count and tries < 200_000:
        tries += 1
        example = random.choice(examples)
        digits = phonenumbers.national_significant_number(example)
        keep = random.randint(0, max(0, len(digits) - 4))
        changed = digits[:keep] + "".join(random.choice("0123456789") for _ in digits[keep:])
        e164 = f"+{example.country_code}{changed}"
        try:
            number = phonenumbers.parse(e164, None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(number, region):
            found[phonenumbers.format_number(number, PhoneNumberFormat.E164)] = number
    return list(found.values())


def forms(number, region, random):
    """One number as people write it, by the name of the form."""
    def shape(f):
        return phonenumbers.format_number(number, f)

    national, international, e164 = (
        shape(PhoneNumberFormat.NATIONAL), shape(PhoneNumberFormat.INTERNATIONAL), shape(PhoneNumberFormat.E164))
    digits = phonenumbers.national_significant_number(number)
    code = str(number.country_code)
    trunk = phonenumbers.ndd_prefix_for_region(region, True) or ""
    written = {
        "e164": e164,
        "international": international,
        "national": national,
        "national digits": re.sub(r"\D", "", national),
        "dots": re.sub(r"[ -]+", ".", national),
        "dashes": re.sub(r"[ .()/]+", "-", national).strip("-"),
        "no-break blanks": international.replace(" ", "\u00a0"),
        "brackets": f"+{code} ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}".rstrip("-"),
        "00": "00" + code + digits,
        "00 spaced": "00 " + international[1:],
        "label": "tel: " + international,
        "ext.": f"{international} ext. {random.randint(1, 9999)}",
        "x": f"{national} x{random.randint(1, 999)}",
        "доб.": f"{international} доб. {random.randint(1, 999)}",
        ";ext=": f"tel:{e164};ext={random.randint(1, 9999)}",
        "#": f"{international} # {random.randint(1, 999)}",
    }
    if trunk.isdigit() and region not in ("IT", "MX"):
        written["(0)"] = f"+{code} ({trunk}){digits}" if trunk == "0" else f"{trunk} ({digits[:3]}) {digits[3:]}"
    if region in ("RU", "KZ"):
        a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
        written["8"] = f"8 ({a}) {b}-{c}-{d}"
        written["8 digits"] = "8" + digits
        written["7 digits"] = "7" + digits
        written["ten digits"] = digits
    return written


def expected(text, region):
    """What the package reads; nil where it refuses the text."""
    # Region 00 is no prefix of some countries, and everybody writes it: then the country is the text's own.
    try:
        number = phonenumbers.parse(text.replace("tel: ", ""), region)
    except phonenumbers.NumberParseException:
        return None
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return e164 + (f" ext. {number.extension}" if number.extension else "")


def run(crm, words, root, **more):
    environment = dict(os.environ, CRM_NOW="2026-11-24T10:00:00+00:00", CRM_USER="phones", CRM_SEED="1")
    return subprocess.run([crm] + words, cwd=root, env=environment, check=True, capture_output=True, text=True, **more)


def read(crm, region, texts):
    """The texts as crm keeps them."""
    with tempfile.TemporaryDirectory(prefix="crm-phones-") as root:
        run(crm, ["init", ".", "--no-git", "--timezone", "UTC", "--country", region, "--currency", "EUR"], root)
        with open(os.path.join(root, "phones.csv"), "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["Name", "Phone"])
            for place, text in enumerate(texts):
                rows.writerow([f"Row {letters(place)}", text])
        subprocess.run(
            [crm, "imports", "run", "phones.csv", "--kind", "contact", "--mode", "create", "--yes"], cwd=root,
            env=dict(os.environ, CRM_NOW="2026-11-24T10:00:00+00:00", CRM_USER="phones"), capture_output=True)
        listed = json.loads(run(crm, ["contacts", "list", "--json"], root).stdout)
    known = {record["name"]: record for record in listed}
    found = []
    for place in range(len(texts)):
        record = known.get(f"Row {letters(place)}")
        phones = (record or {}).get("phones") or []
        found.append(phones[0] if len(phones) == 1 else "; ".join(phones) or None)
    return found


def letters(number):
    """A name of letters alone, another one for each number."""
    text = ""
    for _ in range(4):
        text = chr(ord("a") + number % 26) + text
        number //= 26
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("crm")
    parser.add_argument("--each", type=int, default=400, help="texts of each country")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--regions", default=" ".join(REGIONS))
    options = parser.parse_args()
    crm = os.path.abspath(options.crm)
    version = subprocess.run([crm, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"crm {version}, phonenumbers {phonenumbers.__version__}, seed {options.seed}")
    generator = random.Random(options.seed)
    equal, total = collections.Counter(), collections.Counter()
    differing = []
    for region in options.regions.split():
        cases = []
        pool = numbers(region, generator, options.each)
        while len(cases) < options.each and pool:
            number = pool[len(cases) % len(pool)]
            written = forms(number, region, generator)
            form = list(written)[len(cases) % len(written)]
            cases.append((form, written[form]))
        answers = read(crm, region, [text for _, text in cases])
        for (form, text), answer in zip(cases, answers):
            wanted = expected(text, region)
            if form.startswith("00") and wanted is not None:
                wanted = expected("+" + text[2:].strip(), region)
            if wanted is None:
                total["(refused by phonenumbers)"] += 1
                continue
            for key in (region, form, "all"):
                total[key] += 1
                equal[key] += answer == wanted
            if answer != wanted:
                differing.append((region, form, text, wanted, answer))
    for key in options.regions.split():
        if equal[key] < total[key]:
            print(f"  {key}: {equal[key]} of {total[key]}")
    for key in sorted(k for k in total if k not in REGIONS and k != "all"):
        if equal[key] < total[key]:
            print(f"  {key}: {equal[key]} of {total[key]}")
    for region, form, text, wanted, answer in differing[: options.show]:
        print(f"  {region} {form}: {text!r}: phonenumbers {wanted}, crm {answer}")
    share = equal["all"] / total["all"] * 100
    print(f"{equal['all']} of {total['all']} equal: {share:.2f} %, {len(options.regions.split())} countries")
    sys.exit(share < 99.5)


if __name__ == "__main__":
    main()
