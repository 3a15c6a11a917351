#!/usr/bin/env bash
# A phone number's time zone is given as the only one, and its clocks are not those of the place.
#
# Seen with phonenumbers 9.0.43 (PyPI, the Python port of libphonenumber) beside tzdata 2026.6 (PyPI, IANA 2026f):
# timezone.time_zones_for_number() answers with a single zone for landlines of Saratov (+7 845 2…: Europe/Moscow) and of
# Kaliningrad (+7 401 2…: Europe/Bucharest). Saratov has been an hour ahead of Moscow since December 2016. Kaliningrad
# has no summer time, so that Bucharest's clocks are right in winter and an hour off from March to October.
# Where the library does not know, it says so by many zones (+7 903…: 16 of them), so a single one reads like a fact.
# Source: the package's own table of prefixes, phonenumbers/tzdata, against the rules of the IANA database.
# Why it matters: whoever plans calls by this answer rings an hour early or late, and a test in winter does not see the
# second case. A zone found by a number has to be held against the clocks of the place, or be put right by a table.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv v >/dev/null 2>&1 && v/bin/pip -q install phonenumbers==9.0.43 tzdata==2026.6 >/dev/null 2>&1 || { echo 'phonenumbers and tzdata cannot be installed'; exit 2; }
v/bin/python - <<'P'
import datetime
import os
import sys
import zoneinfo
import phonenumbers
import tzdata
from phonenumbers import timezone

zoneinfo.reset_tzpath([os.path.join(os.path.dirname(tzdata.__file__), 'zoneinfo')])
print('phonenumbers', phonenumbers.__version__, 'tzdata', tzdata.IANA_VERSION)

def hours(zone, month):
    moment = datetime.datetime(2027, month, 15, 12, tzinfo=zoneinfo.ZoneInfo(zone))
    return moment.utcoffset() / datetime.timedelta(hours=1)

def look(number, place):
    zones = timezone.time_zones_for_number(phonenumbers.parse(number))
    told = [(hours(zones[0], month), hours(place, month)) for month in (1, 7)]
    print('%s  %s%s; January and July, there and in %s: %s' % (
        number, zones[0], '' if len(zones) == 1 else ' and %d more' % (len(zones) - 1), place, told))
    return zones, told

saratov = look('+78452234567', 'Europe/Saratov')
kaliningrad = look('+74012123456', 'Europe/Kaliningrad')
mobile = timezone.time_zones_for_number(phonenumbers.parse('+79031234567'))
print('+79031234567  %d zones' % len(mobile))
holds = (saratov == (('Europe/Moscow',), [(3, 4), (3, 4)])
         and kaliningrad == (('Europe/Bucharest',), [(2, 2), (3, 2)]) and len(mobile) > 10)
sys.exit(0 if holds else 1)
P
