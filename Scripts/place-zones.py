#!/usr/bin/env python3
"""Writes the tables of Sources/Facts/Clock that say which time zone a city, a region or a country is in.

Cities and regions are those of Scripts/places.txt. The zones of a country are those that the PyPI package tzdata lists
for it, but for CLOCKS below; its names are those that the PyPI package babel has in some languages and in its own ones. With
--check nothing is written: the status is 1 where a table is not what the script would write.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install babel tzdata && /tmp/venv/bin/python Scripts/place-zones.py
"""
import argparse
import os
import re
import sys
import unicodedata
import zoneinfo

import babel
import babel.languages
import tzdata

from zone_tables import codes, lines

HERE = os.path.dirname(__file__)
FOLDER = os.path.join(HERE, "..", "Sources", "Facts", "Clock")
zoneinfo.reset_tzpath([os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo")])

# Countries where most of the zones that the database lists are of places that nobody writes as that country, or whose
# clocks are official all over.
CLOCKS = {
    "CN": ["Asia/Shanghai"], "UA": ["Europe/Kyiv"], "KZ": ["Asia/Almaty"], "DE": ["Europe/Berlin"],
    "AR": ["America/Argentina/Buenos_Aires"], "UZ": ["Asia/Tashkent"], "MY": ["Asia/Kuala_Lumpur"],
    "PS": ["Asia/Hebron"], "CY": ["Asia/Nicosia"], "VN": ["Asia/Ho_Chi_Minh"], "XK": ["Europe/Belgrade"],
    "AQ": [],
}
LANGUAGES = ("en", "ru", "de", "uk")
# What people write and no list of names has.
MORE = {
    "US": "usa/u s a/u s/america/united states of america/сша/штаты",
    "GB": "uk/great britain/britain/england/scotland/wales/northern ireland/великобритания/англия",
    "KR": "south korea/южная корея", "CZ": "czech republic/czechia/чехия", "NL": "holland/голландия",
    "RU": "rf/рф", "AE": "uae/оаэ", "BY": "белоруссия", "MD": "молдавия", "KG": "киргизия", "TM": "туркмения",
    "DE": "brd/фрг", "TR": "turkey", "MK": "macedonia",
}


def fold(text):
    """Lower case, no accents, no punctuation but one blank; й keeps its breve, as in the names of records."""
    special = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "ə", "ё": "е", "þ": "th", "ς": "σ"}
    out = ""
    for letter in text.lower():
        if letter == "й":
            out += letter
            continue
        plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
        out += "".join(special.get(c, c) for c in plain)
    out = re.sub(r"['’ʼʻ`´]", "", out)
    return " ".join(re.findall(r"[^\W_]+", out))


def places():
    """{section: {(name, country): {zones}}}"""
    found = {"cities": {}, "regions": {}}
    section = None
    for number, line in enumerate(open(os.path.join(HERE, "places.txt")), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = found[line.strip("[]")]
            continue
        head, names = line.split(": ", 1)
        zones, country = head.split(" ")
        for zone in zones.split(","):
            zoneinfo.ZoneInfo(zone)
        for place in names.split(", "):
            for name in {fold(name) for name in place.split("/")}:
                if not name:
                    sys.exit(f"places.txt:{number}: an empty name in {place}")
                section.setdefault((name, country), set()).update(zones.split(","))
    return found


def countries():
    zones = {}
    for line in open(os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo", "zone.tab")):
        if not line.startswith("#"):
            country, _, zone = line.split()[:3]
            zones.setdefault(country, set()).add(zone)
    zones.update({country: set(own) for country, own in CLOCKS.items()})
    found = {}
    taken = {}
    for country, own in zones.items():
        if not own:
            continue
        names = {country.lower()}
        locales = list(LANGUAGES) + list(babel.languages.get_official_languages(country))
        for locale in locales:
            try:
                name = babel.Locale.parse(locale).territories.get(country)
            except (babel.UnknownLocaleError, ValueError):
                continue
            if name:
                names.add(fold(name))
        names.update(fold(name) for name in MORE.get(country, "").split("/"))
        for name in names - {""}:
            if taken.setdefault(name, country) != country:
                print(f"two countries are called {name}: {taken[name]}, {country}", file=sys.stderr)
                continue
            found[(name, country)] = own
    return found


def swift(name, doc, entries, version):
    zones = sorted({zone for value in entries.values() for zone in value})
    code = codes(zones)
    ordered = sorted(entries, key=lambda entry: (entry[0].encode(), entry[1]))
    words = [f"{key}|{country}:{''.join(code[zone] for zone in sorted(entries[(key, country)]))}"
             for key, country in ordered]
    return f'''/// {doc}
///
/// Made by `Scripts/place-zones.py`, not by hand, from {version}.
enum {name} {{
  /// Zones in alphabetical order; an entry names one by its place, two digits to the base of 36.
  static let zones: StaticString = """
{lines(zones, " ")}
    """

  /// Folded names in order of their bytes, the country's code behind each, and the zones.
  static let names: StaticString = """
{lines(words, ", ")}
    """
}}
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = places()
    data = f"tzdata {tzdata.IANA_VERSION}"
    files = {
        "CityZoneTable": ("Which time zones cities are in.", found["cities"], f"`Scripts/places.txt` and {data}"),
        "RegionZoneTable": (
            "Which time zones states, provinces and oblasts are in.", found["regions"],
            f"`Scripts/places.txt` and {data}"),
        "CountryZoneTable": (
            "Which time zones countries are in, by ISO code and by name.", countries(),
            f"{data} and the names of the PyPI package babel {babel.__version__}"),
    }
    status = 0
    for name, (doc, entries, version) in files.items():
        path = os.path.join(FOLDER, name + ".swift")
        text = swift(name, doc, entries, version)
        print(name, len(entries), "names", file=sys.stderr)
        if options.check:
            status = max(status, 0 if open(path).read() == text else 1)
        else:
            open(path, "w").write(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
