#!/usr/bin/env bash
# A name typed beside a phone number becomes digits of that number, and the result counts as valid.
#
# Seen with phonenumbers 9.0.43 (PyPI, the Python port of libphonenumber): parse("+49 30 123456 Anna", "DE") gives
# +49301234562662. Three Latin letters anywhere in the text make the whole of it a vanity number, so each letter is
# replaced by the digit on its telephone key (Anna = 2662); nothing asks that the letters stand inside the number or
# that the country has vanity numbers. Where the plan allows the longer number, as in Germany's open plan,
# is_valid_number() answers True. Two letters ("Jo") are refused or left out instead, and so is a word with one
# letter outside A-Z ("Büro"), so the outcome hangs on how the remark happens to be spelled.
# Source: the package's normalisation of "alpha" numbers (VALID_ALPHA_PHONE_PATTERN in phonenumberutil.py).
# Why it matters: phone cells of customer lists hold "030 123456 Anna" or "… home"; a pipeline that normalises them with
# this library, and keeps what it calls valid, stores and later matches on a number that nobody has.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
python3 -m venv v >/dev/null 2>&1 && v/bin/pip -q install phonenumbers==9.0.43 >/dev/null 2>&1 || { echo 'phonenumbers cannot be installed'; exit 2; }
v/bin/python - <<'P'
import sys
import phonenumbers as p

print('phonenumbers', p.__version__)

def read(text, region):
    try:
        number = p.parse(text, region)
    except p.NumberParseException as problem:
        return 'refused: %s' % problem
    return '%s %s' % (p.format_number(number, p.PhoneNumberFormat.E164), 'valid' if p.is_valid_number(number) else 'not valid')

seen = {text: read(text, region) for text, region in [
    ('+49 30 123456', 'DE'), ('+49 30 123456 Anna', 'DE'), ('030 123456 Anna', 'DE'), ('+49 30 123456 Büro', 'DE'), ('+49 30 123456 Jo', 'DE')]}
for text, outcome in seen.items():
    print('%-22s %s' % (text, outcome))
holds = (seen['+49 30 123456'] == '+4930123456 valid'
         and seen['+49 30 123456 Anna'] == seen['030 123456 Anna'] == '+49301234562662 valid'
         and '2876' not in seen['+49 30 123456 Büro'] and not seen['+49 30 123456 Jo'].startswith('+493012345656'))
sys.exit(0 if holds else 1)
P
