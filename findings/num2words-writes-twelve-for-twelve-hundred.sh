#!/usr/bin/env bash
# The sum in words, as invoices in many countries must have it: num2words makes "twelve euro" of the integer 1200.
#
# Seen with num2words 0.5.14 of PyPI. With `to='currency'` an int is a count of cents, every other number a count of euro: 1200 is
# twelve euro, 1200.0, Decimal(1200) and '1200' are twelve hundred. The same in English, German, Russian and Kazakh; in Japanese, whose
# currency has no smaller unit, 1500 is 1500.
# Source: `parse_currency_parts` of num2words/currency.py, whose comment says "assume cents if value is integer"; the README does not say so.
# Why it matters: amounts are whole numbers where a price was typed as one, or where a YAML, JSON or database reader gives `1200` as an
# int and `1200.50` as something else. So of two invoices of one program one says a hundredth in words, and only where it is round.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install -q --disable-pip-version-check --target "$folder" num2words==0.5.14 >/dev/null 2>&1 || { echo 'num2words cannot be installed'; exit 2; }
PYTHONPATH=$folder python3 - <<'P'
import sys
from decimal import Decimal

from num2words import num2words

as_found = True
for language, currency, low, high in [('en', 'USD', 'twelve dollars', 'two hundred dollars'), ('de', 'EUR', 'zwölf Euro', 'eintausendzweihundert Euro'),
                                      ('ru', 'RUB', 'двенадцать рублей', 'двести рублей'), ('kz', 'KZT', 'он екі теңге', 'екі жүз теңге')]:
    said = {repr(value): num2words(value, to='currency', lang=language, currency=currency) for value in (1200, 1200.0, Decimal(1200), '1200')}
    print(language, currency, said)
    as_found = as_found and said['1200'].startswith(low) and all(high in text for value, text in said.items() if value != '1200')
yen = {num2words(value, to='currency', lang='ja', currency='JPY') for value in (1200, 1200.0)}
print('ja JPY', yen)
sys.exit(0 if as_found and len(yen) == 1 else 1)
P
