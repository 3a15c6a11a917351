#!/usr/bin/env bash
# A bank's table in German read with the thousands mark it has: 12.11.2026 becomes the number 12112026, and days fall together.
#
# Seen with pandas 2.2.3 and CPython 3.11. `read_csv(decimal=',', thousands='.')`, which 1.234,56 needs, takes the mark out of every cell
# that is digits and dots, in every column: dates, version numbers, account numbers with dots. The digits between two marks need not be three.
# 1.12.2026 and 11.2.2026 become the same 1122026, and nothing is said; 01.12.2026 loses its zero as well.
# With `parse_dates` on the column it is right, for that column alone.
# Source: `str_to_int64` and `precise_xstrtod` of pandas/_libs/src/parser/tokenizer.c skip the mark wherever it stands; the documentation calls
# the option "character acting as the thousands separator in numerical values".
# Why it matters: payments are sorted, matched and told apart by their day. A program that reads statements so joins two days of one
# year, and 1.2.3 of an offer's number with 12.3.
set -u
command -v python3 >/dev/null 2>&1 || { echo 'python3 is missing'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install -q --disable-pip-version-check --target "$folder" pandas==2.2.3 'numpy<2.3' >/dev/null 2>&1 || { echo 'pandas cannot be installed'; exit 2; }
PYTHONPATH=$folder python3 - <<'P'
import io
import sys

import pandas

text = 'Tag;Betrag;Angebot\n1.12.2026;1.234,56;1.2.3\n11.2.2026;-5,00;12.3\n12.11.2026;12.500,00;4.0\n'
table = pandas.read_csv(io.StringIO(text), sep=';', decimal=',', thousands='.')
print('pandas', pandas.__version__)
print(table.to_string(index=False))
parsed = pandas.read_csv(io.StringIO(text), sep=';', decimal=',', thousands='.', parse_dates=['Tag'], dayfirst=True)
print('with parse_dates:', [str(day.date()) for day in parsed['Tag']], 'and', list(parsed['Angebot']))
as_found = list(table['Tag']) == [1122026, 1122026, 12112026] and list(table['Betrag']) == [1234.56, -5.0, 12500.0] \
    and list(table['Angebot']) == [123, 123, 40] and len(set(parsed['Tag'])) == 3
sys.exit(0 if as_found else 1)
P
