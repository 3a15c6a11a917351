#!/usr/bin/env python3
"""Writes Sources/Facts/Clock/PhoneZoneTable.swift: which time zones the numbers behind a prefix lie in.

The facts are those of the PyPI package phonenumbers, whose version the table names, put right where they are older than
the clocks (CORRECTIONS below). Offsets are compared by the PyPI package tzdata. With --check nothing is written: the status
is 1 where the table is not what the script would write; with --pairs N it prints N numbers and their zones for the tests.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install phonenumbers tzdata && /tmp/venv/bin/python Scripts/phone-zones.py
"""
import argparse
import datetime
import os
import random
import sys
import zoneinfo

import phonenumbers
import tzdata
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, timezone
from phonenumbers.tzdata import TIMEZONE_DATA

from zone_tables import codes, lines

zoneinfo.reset_tzpath([os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo")])
TARGET = os.path.join(os.path.dirname(__file__), "..", "Sources", "Facts", "Clock", "PhoneZoneTable.swift")
MANY = "-"

# Zones by their present names, and where the package names a neighbour whose clocks happened to agree.
NAMES = {
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Godthab": "America/Nuuk",
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
    "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Choibalsan": "Asia/Ulaanbaatar", "Atlantic/Faeroe": "Atlantic/Faroe",
    "Pacific/Enderbury": "Pacific/Kanton", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
    "Asia/Aqtobe": "Asia/Almaty", "America/Indianapolis": "America/Indiana/Indianapolis",
}

# What the package has not got (yet), by prefix: Russia by its three-digit codes, Chile's south, Kazakhstan since 2024.
CORRECTIONS = {
    "7301": "Asia/Irkutsk", "7302": "Asia/Chita", "7341": "Europe/Samara", "7342": "Asia/Yekaterinburg",
    "7343": "Asia/Yekaterinburg", "7345": "Asia/Yekaterinburg", "7346": "Asia/Yekaterinburg",
    "7347": "Asia/Yekaterinburg", "7349": "Asia/Yekaterinburg", "7351": "Asia/Yekaterinburg",
    "7352": "Asia/Yekaterinburg", "7353": "Asia/Yekaterinburg", "7365": "Europe/Simferopol",
    "7381": "Asia/Omsk", "7382": "Asia/Tomsk", "7383": "Asia/Novosibirsk", "7384": "Asia/Novokuznetsk",
    "7385": "Asia/Barnaul", "7388": "Asia/Barnaul", "7390": "Asia/Krasnoyarsk", "7391": "Asia/Krasnoyarsk",
    "7394": "Asia/Krasnoyarsk", "7395": "Asia/Irkutsk", "7401": "Europe/Kaliningrad", "7411": "Asia/Yakutsk",
    "7413": "Asia/Magadan", "7415": "Asia/Kamchatka", "7416": "Asia/Yakutsk", "7421": "Asia/Vladivostok",
    "7423": "Asia/Vladivostok", "7424": "Asia/Sakhalin", "7426": "Asia/Vladivostok", "7427": "Asia/Anadyr",
    "7842": "Europe/Ulyanovsk", "7845": "Europe/Saratov", "7846": "Europe/Samara", "7848": "Europe/Samara",
    "7851": "Europe/Astrakhan", "7869": "Europe/Simferopol", "7840": MANY, "740": MANY, "733": MANY, "734": MANY, "735": MANY,
    "75": MANY, "76": MANY, "77": "Asia/Almaty", "78": MANY, "79": MANY, "7800": MANY, "7803": MANY, "7804": MANY,
    "7808": MANY, "7809": MANY, "7810": MANY, "781": MANY, "782": MANY, "783": MANY, "786": MANY, "787": MANY,
    "736": MANY, "747": MANY, "748": MANY, "749": MANY,
    **{f"7{code}": "Europe/Moscow" for code in (
        "471 472 473 474 475 481 482 483 484 485 486 487 491 492 493 494 495 496 498 499 811 812 813 814 815 816 817 "
        "818 820 821 831 833 834 835 836 841 843 844 847 855 861 862 863 865 866 867 871 872 873 877 878 879"
    ).split()},
    "353": "Europe/Dublin", "60": "Asia/Kuala_Lumpur", "970": "Asia/Hebron", "375": "Europe/Minsk", "247": "Atlantic/St_Helena", "5661": "America/Punta_Arenas", "5667": "America/Coyhaique",
    "56": MANY,
    "56322100": "Pacific/Easter",
    **{f"56{area}": "America/Santiago" for area in (
        "2 32 33 34 35 41 42 43 45 51 52 53 55 57 58 63 64 65 71 72 73 75").split()},
}
CORRECTIONS.update({"7833": "Europe/Kirov", "7844": "Europe/Volgograd"})
# Brazil by its two-digit codes. 97 is in two zones, 81 has Fernando de Noronha.
CORRECTIONS.update({f"55{code}": "America/Sao_Paulo" for code in (
    "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 64"
).split()})
CORRECTIONS.update({
    "5563": "America/Araguaina", "5565": "America/Cuiaba", "5566": "America/Cuiaba",
    "5567": "America/Campo_Grande", "5568": "America/Rio_Branco", "5569": "America/Porto_Velho",
    "5571": "America/Bahia", "5573": "America/Bahia", "5574": "America/Bahia", "5575": "America/Bahia",
    "5577": "America/Bahia", "5579": "America/Maceio", "5581": "America/Recife", "55813619": "America/Noronha",
    "5582": "America/Maceio", "5583": "America/Fortaleza", "5584": "America/Fortaleza",
    "5585": "America/Fortaleza", "5586": "America/Fortaleza", "5587": "America/Recife",
    "5588": "America/Fortaleza", "5589": "America/Fortaleza", "5591": "America/Belem", "5592": "America/Manaus",
    "5593": "America/Santarem", "5594": "America/Belem", "5595": "America/Boa_Vista", "5596": "America/Belem",
    "5597": MANY, "5598": "America/Fortaleza", "5599": "America/Fortaleza",
})
# Australia by its areas: 8 8 is the south, 8 89 and 8 79 the north, 8 6 and 8 9 the west but for its islands and Eucla.
CORRECTIONS.update({
    "612": "Australia/Sydney", "613": "Australia/Melbourne", "617": "Australia/Brisbane", "618": MANY,
    "6186": "Australia/Perth", "6187": "Australia/Adelaide", "61879": "Australia/Darwin",
    "6188": "Australia/Adelaide", "61889": "Australia/Darwin", "6189": "Australia/Perth", "6189039": MANY,
    "6189162": "Indian/Cocos", "6189164": "Indian/Christmas", "6126563": "Australia/Lord_Howe",
})
# The codes of these countries are listed above one by one.
LISTED = {"7", "55", "56", "61"}
# Where several zones agree, the one that most of the numbers are in.
MAIN = ("Europe/London", "Europe/Oslo", "Europe/Helsinki", "Indian/Reunion", "America/Curacao")
# Numbers of North America tell their place by the area code whatever they are.
AREA_CODES_TELL = {"1"}


def zones_of_countries():
    """The zones of each country, as the zone database lists them."""
    found = {}
    for line in open(os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo", "zone.tab")):
        if not line.startswith("#"):
            country, _, zone = line.split()[:3]
            found.setdefault(country, []).append(zone)
    return found


ZONES_OF = zones_of_countries()
PROBES = [datetime.datetime(year, month, 15, 12, tzinfo=datetime.timezone.utc) for year in (2026, 2027)
          for month in (1, 3, 7, 10, 12)][4:]


def offsets(zone):
    """What the zone's clocks show from December 2026 on."""
    return tuple(moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() for moment in PROBES)


def named(zones):
    known = sorted({NAMES.get(zone, zone) for zone in zones if zone != "Etc/Unknown"})
    return tuple(known)


def value(zones):
    """`-` for zones whose clocks never agree, and for none."""
    if not zones:
        return (MANY,)
    clocks = [offsets(zone) for zone in zones]
    if any(all(clock[i] != clocks[0][i] for i in range(len(PROBES))) for clock in clocks[1:]):
        return (MANY,)
    # One zone speaks for those whose clocks always agree with it.
    kept = {}
    for zone in sorted(zones, key=lambda zone: (zone not in MAIN, zone)):
        kept.setdefault(offsets(zone), zone)
    return tuple(sorted(kept.values()))


def samples(prefix, code, wanted=24, tries=3000):
    """What the package says of valid numbers behind a prefix."""
    region = COUNTRY_CODE_TO_REGION_CODE[int(code)][0]
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    lengths = [n for n in metadata.general_desc.possible_length if n > 0]
    dice = random.Random(prefix)
    found = set()
    count = 0
    for _ in range(tries):
        length = len(code) + dice.choice(lengths)
        if length <= len(prefix):
            continue
        text = prefix + "".join(dice.choice("0123456789") for _ in range(length - len(prefix)))
        number = phonenumbers.PhoneNumber(country_code=int(code), national_number=int(text[len(code):] or 0))
        if text[len(code)] == "0":
            number.italian_leading_zero = True
        if not phonenumbers.is_valid_number(number):
            continue
        found.add(value(named(timezone.time_zones_for_number(number))))
        count += 1
        if count >= wanted:
            break
    return found


def country_entries(code):
    keys = sorted((key for key in TIMEZONE_DATA if key.startswith(code)), key=len)
    whole = named(TIMEZONE_DATA[code])
    own = ZONES_OF.get(COUNTRY_CODE_TO_REGION_CODE[int(code)][0], [])
    if len(own) == 1 and len(whole) == 1:
        whole = tuple(own)
    entries = {code: value(whole)}
    if len({offsets(zone) for zone in whole}) == 1 or code in LISTED:
        return entries
    if code in AREA_CODES_TELL:
        entries.update({key: value(named(TIMEZONE_DATA[key])) for key in keys})
        return entries

    def split(prefix, depth):
        found = samples(prefix, code)
        if len(found) > 1 and depth < 4:
            for digit in "0123456789":
                split(prefix + digit, depth + 1)
        elif found:
            entries[prefix] = found.pop() if len(found) == 1 else (MANY,)

    for key in keys[1:]:
        split(key, 0)
    return entries


def table():
    entries = {}
    for code in sorted(str(code) for code in COUNTRY_CODE_TO_REGION_CODE):
        if code in TIMEZONE_DATA:
            entries.update(country_entries(code))
    for prefix, zone in CORRECTIONS.items():
        entries[prefix] = (zone,)
    # An entry that says what its own beginning says is not needed.
    def clock(zones):
        return zones if zones == (MANY,) or len(zones) > 1 else offsets(zones[0])

    kept = {}
    for prefix in sorted(entries, key=lambda key: (len(key), key)):
        above = next((kept[prefix[:n]] for n in range(len(prefix) - 1, 0, -1) if prefix[:n] in kept), (MANY,))
        same = clock(above) == clock(entries[prefix])
        # The zones of Russia's codes and of area codes are kept for the names of their cities.
        if same and not (prefix in CORRECTIONS and above != entries[prefix]) and not (
                prefix.startswith("1") and len(prefix) == 4 and above != entries[prefix]):
            continue
        kept[prefix] = entries[prefix]
    return kept


def swift(entries):
    zones = sorted({zone for value in entries.values() for zone in value if zone != MANY})
    code = codes(zones)
    code[MANY] = MANY
    words = [f"{prefix}:{''.join(code[zone] for zone in entries[prefix])}" for prefix in sorted(entries)]
    return f'''/// Which time zones the phone numbers behind a prefix lie in.
///
/// Made by `Scripts/phone-zones.py`, not by hand, from the facts of the PyPI package phonenumbers
/// {phonenumbers.__version__}; offsets compared by tzdata {tzdata.IANA_VERSION}.
enum PhoneZoneTable {{
  /// The version of the package that the facts are from, and of the clocks that they were compared by.
  static let version = "phonenumbers {phonenumbers.__version__}, tzdata {tzdata.IANA_VERSION}"

  /// Zones in alphabetical order; an entry names one by its place, two digits to the base of 36.
  static let zones: StaticString = """
{lines(zones, " ")}
    """

  /// Prefixes with the calling code first, in order of their bytes, and the zones of each; `-` where the clocks of
  /// its numbers never agree. The longest prefix of a number counts.
  static let prefixes: StaticString = """
{lines(words, ", ")}
    """
}}
'''


def pairs(count):
    """Numbers and the zones that the package gives them, a line each: valid ones of every calling code and area."""
    dice = random.Random(2026)
    calling = [str(code) for code in COUNTRY_CODE_TO_REGION_CODE if code < 800 or code > 808]
    many = ["1", "7", "55", "61", "52", "62", "34", "351", "56", "64", "593", "976", "243", "299"]
    found = []
    seen = set()
    while len(found) < count:
        code = dice.choice(calling) if len(found) % 2 else dice.choice(many)
        regions = COUNTRY_CODE_TO_REGION_CODE[int(code)]
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(regions[0])
        lengths = [n for n in metadata.general_desc.possible_length if n > 0] if metadata else []
        if not lengths or regions[0] == "001":
            continue
        for _ in range(3000):
            keys = [key for key in TIMEZONE_DATA if key.startswith(code)]
            start = dice.choice(keys)
            length = len(code) + dice.choice(lengths)
            text = start + "".join(dice.choice("0123456789") for _ in range(max(0, length - len(start))))
            number = phonenumbers.PhoneNumber(country_code=int(code), national_number=int(text[len(code):] or 0))
            if phonenumbers.is_valid_number(number) and text[len(code):] and text[len(code)] != "0":
                zones = named(timezone.time_zones_for_number(number))
                if zones and text not in seen:
                    seen.add(text)
                    found.append((text, zones))
                break
    return "\n".join(f"+{text} {' '.join(told(zones))}" for text, zones in sorted(found))


def told(zones):
    """The zones where their clocks agree on 2026-12-01, else `-`."""
    moment = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.timezone.utc)
    return zones if len({moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() for zone in zones}) == 1 else (MANY,)


def city_pairs(count):
    """Cities that the package names for a prefix, their country, and the zones that it gives that prefix."""
    from phonenumbers.geodata import GEOCODE_DATA
    dice = random.Random(2026)
    found = {}
    prefixes = sorted(GEOCODE_DATA)
    dice.shuffle(prefixes)
    for prefix in prefixes:
        city = GEOCODE_DATA[prefix].get("en", "").split(",")[0].split("/")[0]
        code = next((prefix[:n] for n in (1, 2, 3) if prefix[:n].isdigit() and int(prefix[:n]) in
                     COUNTRY_CODE_TO_REGION_CODE), None)
        regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code)) if code else None
        if not city or not regions or (len(regions) > 1 and code != "7"):
            continue
        zones = next((TIMEZONE_DATA[prefix[:n]] for n in range(len(prefix), 0, -1) if prefix[:n] in TIMEZONE_DATA), None)
        country = "KZ" if prefix.startswith("77") else regions[0]
        if zones and city.replace(" ", "").replace("-", "").isalpha() and told(named(zones)) != (MANY,):
            found.setdefault((city, country), told(named(zones)))
    return [f"{city}|{country}|{' '.join(zones)}" for (city, country), zones in found.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pairs", type=int)
    options = parser.parse_args()
    if options.pairs:
        print(pairs(options.pairs))
        print("\n".join(city_pairs(options.pairs)))
        return 0
    text = swift(table())
    if options.check:
        facts = [line for line in text.split("\n") if "as of" not in line]
        there = [line for line in open(TARGET).read().split("\n") if "as of" not in line]
        return 0 if facts == there else 1
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with open(TARGET, "w") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
